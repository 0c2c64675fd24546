"""Tests of values asked of every document."""
