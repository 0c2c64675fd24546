"""llmdesk: a language model of your own, private and offline."""

__version__ = "0.1.0"
