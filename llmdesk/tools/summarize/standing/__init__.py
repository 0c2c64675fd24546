"""Sentences that stand by themselves: a summary's sentence that means somebody named elsewhere says nothing.

Owns telling by form what a sentence leaves to an earlier one, cutting off what is no part of a sentence, and
mending what hangs. Must not choose what a summary says.
"""
