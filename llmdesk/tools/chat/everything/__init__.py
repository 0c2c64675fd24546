"""Questions of a chat that are answered by reading all of its documents, not passages of them.

Owns these steps. Must not judge documents (`tools/ask/everything` does), and must not import Qt.
"""
