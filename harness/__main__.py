"""`python -m harness` is the command `vodomer`."""

from harness.cli import main

if __name__ == "__main__":  # a self-test's processes load this, too
    main()
