"""What the tabs that work on tables share: a table is opened, shown, and its rows are looked at in pages."""
