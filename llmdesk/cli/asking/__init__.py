"""`llmdesk ask`: from a few passages (`answer`), or by judging every document (`everything`).

Owns what both read (`given`). Must not know how passages are found or answers checked.
"""
