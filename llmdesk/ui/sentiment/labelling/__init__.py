"""What makes labels an instrument: the trust report, and shares from a random sample, in the window."""
