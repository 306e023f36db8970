"""`python -m harness` is the command `vodomer`."""

from harness.cli import main

main()
