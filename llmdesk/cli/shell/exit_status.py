"""The exit statuses of every command."""

from __future__ import annotations

OK = 0
BUG = 1
USER = 2  # the user's input or environment
INTERRUPTED = 130
