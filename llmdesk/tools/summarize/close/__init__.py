"""Sentences of a summary that stay close to one sentence of the document, so that they can be checked.

Owns telling whether a sentence is such a one (`keeping`), making one by program (`trimming`), having a model
write them (`reading`), and choosing among them (`choosing`).
"""
