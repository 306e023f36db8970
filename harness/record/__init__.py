"""The record of a run: the event stream, what it proves, and how it is signed and resumed."""
