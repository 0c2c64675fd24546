"""What every command shares: the console, its words, statuses, signals and the terminal."""
