"""Presets and prompts: what a chat is answered with, and texts that are asked again and again.

Owns their values, the ready-made ones, the files in which they travel, and the shelf on which the user's own
stand. Knows no window.
"""
