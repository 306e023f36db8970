"""How many tests and scenarios ran, and how did they end? One line in the words of pytest.

`count.py FAILED_STEPS RECORD...`: a record is a JUnit file, the folder of a run or the table of a
self-test, in which each known-bad target that was caught has passed. A record that is not there
counts as a failure, and so does a run in which nothing passed.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

ENDS = {"pass": "passed", "warn": "passed", "skip": "skipped", "not_applicable": "skipped"}


def counted(record: Path) -> Counter[str]:
    """Count the ends in one record; one that is not there or cannot be read is a failure."""
    try:
        return KINDS.get(record.suffix, of_run)(record)
    except (OSError, ValueError, KeyError, ElementTree.ParseError) as error:
        print(f"{record}: no record that can be read ({error})")
        return Counter(failed=1)


def of_tests(file: Path) -> Counter[str]:
    """Count the ends in pytest's JUnit file."""
    ends: Counter[str] = Counter()
    for case in ElementTree.parse(file).iter("testcase"):  # noqa: S314 - pytest wrote it for us
        told = {child.tag for child in case}
        bad = told & {"failure", "error"}
        ends["failed" if bad else "skipped" if "skipped" in told else "passed"] += 1
    return ends


def of_run(folder: Path) -> Counter[str]:
    """Count the ends in a run of Vodomer."""
    scenarios = json.loads((folder / "run.json").read_text())["scenarios"]
    return Counter(ENDS.get(scenario["verdict"], "failed") for scenario in scenarios)


def of_selftest(file: Path) -> Counter[str]:
    """Count the ends in a self-test's table: its conforming targets and its known-bad ones."""
    table = json.loads(file.read_text())
    verdicts = [*table["honest"].values(), *(row["verdict"] for row in table["defects"])]
    return Counter(ENDS.get(verdict, "failed") for verdict in verdicts)


KINDS = {".xml": of_tests, ".json": of_selftest}


def main() -> int:
    """Print a line for each record and the sum; the exit code is 0 if all is well."""
    total: Counter[str] = Counter()
    for record in map(Path, sys.argv[2:]):
        ends = counted(record)
        if not ends["passed"]:
            ends["failed"] = ends["failed"] or 1  # silence is no success
        print(f"{record}: {sentence(ends)}")
        total += ends
    if int(sys.argv[1]) and not total["failed"]:
        total["failed"] = int(sys.argv[1])  # a step that counts nothing itself, such as style
    print(f"ci: {sentence(total)}")
    return 1 if total["failed"] or not total["passed"] else 0


def sentence(ends: Counter[str]) -> str:
    """`3 passed, 0 failed, 1 skipped`."""
    return ", ".join(f"{ends[end]} {end}" for end in ("passed", "failed", "skipped"))


if __name__ == "__main__":
    sys.exit(main())
