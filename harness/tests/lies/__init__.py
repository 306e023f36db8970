"""Lies that whoever holds the key can tell: each changes a run, which is then signed anew."""
