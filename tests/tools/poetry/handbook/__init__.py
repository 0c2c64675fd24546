"""Tests of what handbooks say of English poems."""
