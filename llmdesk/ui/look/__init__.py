"""How the window looks: its style sheet and its sizes; `ui/theme.py` applies them."""
