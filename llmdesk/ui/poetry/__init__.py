"""The Poetry tab."""
