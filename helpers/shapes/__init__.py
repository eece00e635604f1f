"""What is true of shapes: the rules in words, one evaluator, suggestions, argument checks."""
