"""The editor of a tool: its form, three texts to try it on, and the versions before."""
