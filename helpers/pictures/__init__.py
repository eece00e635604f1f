"""Still pictures by the lesson's word, and how one is shown: first still, then live."""
