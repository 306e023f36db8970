"""`python -m harness.browsers`: which browser is found here? With `--fetch`: get one if none is."""

import argparse
import os
import sys

from harness.browsers import BrowserFound, BrowserMissing, fetch, find


def main(arguments: list[str] | None = None) -> int:
    """Print the browser in one line; the exit code is 0, or 6 when there is none."""
    parser = argparse.ArgumentParser(prog="python -m harness.browsers", description=__doc__)
    parser.add_argument("--fetch", action="store_true", help="get a browser where none is found")
    parser.add_argument("--browser", metavar="PATH", help="look at this one only")
    options = parser.parse_args(arguments)
    try:
        found = find_or_fetch(options.browser) if options.fetch else find(options.browser)
    except BrowserMissing as error:
        print(f"browser: {error}", file=sys.stderr)  # noqa: T201
        return error.exit_code
    print(found)  # noqa: T201
    return 0


def find_or_fetch(explicit: str | None) -> BrowserFound:
    """Find a browser; get one only where none is there and none was named."""
    try:
        return find(explicit)
    except BrowserMissing:
        if explicit or os.environ.get("VODOMER_BROWSER"):
            raise
        return fetch(say=lambda text: print(text, file=sys.stderr, flush=True))  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
