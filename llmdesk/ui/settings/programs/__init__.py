"""The page of the settings on other programs that use the model."""
