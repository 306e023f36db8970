"""A tester's own scenarios against their own application: what they are made of, and their run."""
