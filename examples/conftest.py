"""What here does `pytest examples` collect? Not the tests of other projects."""

collect_ignore = ["other_tests"]
