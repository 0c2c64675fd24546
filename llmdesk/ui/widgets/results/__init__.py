"""What can be done with a result, whatever made it."""
