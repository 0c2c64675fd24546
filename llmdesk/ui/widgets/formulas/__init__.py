"""Formulas in a document: found, laid out elsewhere, drawn in the text.

Owns what of a formula touches Qt. `desk` has them laid out and keeps them, `drawing` draws one, `text_object`
puts them into a text, `copied_text` takes their source out again.
"""
