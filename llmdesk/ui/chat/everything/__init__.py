"""All documents of a chat are read for a question: the switch, what it costs, what was found."""
