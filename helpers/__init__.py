"""The machinery of the Zero Loops notebooks: the model, pictures, widgets, checks and races."""
