"""A tool on one text: what it reads, what it gives, how far to trust that."""
