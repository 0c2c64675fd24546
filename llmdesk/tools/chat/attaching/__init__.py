"""Documents in a chat: kept with the question they came with, given to the model, held against its answer.

Owns these steps. Must not read files (`tools/reading`), and must not import Qt.
"""
