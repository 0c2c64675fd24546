"""Pictures of the window in all its states: `python -m tests.screenshots FOLDER`."""
