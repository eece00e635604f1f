"""Still pictures by the lesson's word, and how one is shown: still first, then its widget."""
