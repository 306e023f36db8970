"""A program that prints without end."""

import sys

while True:
    sys.stdout.write("beseda\n" * 1000)
