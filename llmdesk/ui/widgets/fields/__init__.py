"""Fields for values that several tabs and dialogs ask for."""
