"""The published instruction, made of a run: its words, what of the run shows them, its pages."""
