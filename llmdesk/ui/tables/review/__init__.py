"""The look at a table that a job made: its rows beside their texts, edited by hand, done again."""
