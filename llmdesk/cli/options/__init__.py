"""The words of each command: its options and their help, quick to import."""
