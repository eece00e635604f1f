"""The exercises, one module per notebook: NOTEBOOK (its file's stem), TITLE, MINUTES, EXERCISES."""
