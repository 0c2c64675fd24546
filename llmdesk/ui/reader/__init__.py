"""A source beside an answer: a document opened at a passage, as text or as the picture of its page."""
