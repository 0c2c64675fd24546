"""What the tabs that work on tables share."""
