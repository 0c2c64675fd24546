"""Poems whose form is right: forms, prosody of two languages, writing and checking.

What others may use is in `types`, `forms`, `check`, `compose` and `runs`.
"""
