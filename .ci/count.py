"""How many tests and scenarios ran, and how did they end? One line in the words of pytest.

`count.py FAILED_STEPS RECORD...`: a record is a JUnit file, the folder of a run, the table of a
self-test, in which each known-bad target that was caught has passed, or what tox tells. A record
that is not there counts as a failure, and so does a run in which nothing passed. Each failure is
named last, as whoever reads only the end of a long log must see what broke.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

ENDS = {"pass": "passed", "warn": "passed", "skip": "skipped", "not_applicable": "skipped"}
TOLD = 300
"""Characters of why something failed."""


class Ending(NamedTuple):
    """How one test, scenario or target ended, and why."""

    name: str
    end: str
    why: str = ""


def endings(record: Path) -> list[Ending]:
    """List the endings in one record; one that is not there or cannot be read is a failure."""
    try:
        found = [*KINDS.get(record.suffix, of_run)(record)]
    except (OSError, ValueError, KeyError, ElementTree.ParseError) as error:
        return [Ending("no record that can be read", "failed", str(error))]
    silent = not any(one.end == "passed" for one in found)
    return [*found, Ending("nothing passed", "failed")] if silent else found


def of_tests(file: Path) -> Iterator[Ending]:
    """Read pytest's JUnit file."""
    for case in ElementTree.parse(file).iter("testcase"):  # noqa: S314 - pytest wrote it for us
        told = {child.tag: child.get("message", "") for child in case}
        bad = [told[tag] for tag in ("failure", "error") if tag in told]
        end = "failed" if bad else "skipped" if "skipped" in told else "passed"
        yield Ending(f"{case.get('classname')}::{case.get('name')}", end, " ".join(bad))


def of_run(folder: Path) -> Iterator[Ending]:
    """Read a run of Vodomer."""
    for one in json.loads((folder / "run.json").read_text())["scenarios"]:
        end = ENDS.get(one["verdict"], "failed")
        yield Ending(one["id"], end, f"{one['verdict']}: {one['message']}")


def of_table(file: Path) -> Iterator[Ending]:
    """Read a self-test's table, or tox's."""
    table = json.loads(file.read_text())
    return of_environments(table) if "testenvs" in table else of_selftest(table)


def of_environments(table: dict[str, Any]) -> Iterator[Ending]:
    """Read how tox's environments ended: style, types and floors have no other record."""
    for name, told in table["testenvs"].items():
        if "result" in told:
            bad = [" ".join(one["command"]) for one in told.get("test", ()) if one["retcode"]]
            end = "passed" if told["result"]["success"] else "failed"
            yield Ending(name, end, "; ".join(bad))


def of_selftest(table: dict[str, Any]) -> Iterator[Ending]:
    """Read a self-test's table: its conforming targets and its known-bad ones."""
    for name, verdict in table["honest"].items():
        yield Ending(f"conforming ({name})", ENDS.get(verdict, "failed"), verdict)
    for row in table["defects"]:
        kinds = ("failed", "warned", "unknown", "skipped")
        found = "; ".join(f"{kind} {', '.join(row[kind])}" for kind in kinds if row[kind])
        why = f"breaks {row['breaks']}; {row['problem'] or found}"
        yield Ending(row["id"], ENDS.get(row["verdict"], "failed"), why)


KINDS = {".xml": of_tests, ".json": of_table}


def main() -> int:
    """Print a line for each record, the failures and the sum; the exit code is 0 if all is well."""
    records = {name: endings(Path(name)) for name in sys.argv[2:]}
    total: Counter[str] = Counter()
    for name, found in records.items():
        ends = Counter(one.end for one in found)
        print(f"{name}: {sentence(ends)}")
        total += ends
    for name, found in records.items():
        for one in found:
            if one.end == "failed":
                print(f"FAILED {name}: {one.name}: {' '.join(one.why.split())[:TOLD]}")
    if int(sys.argv[1]) and not total["failed"]:
        total["failed"] = int(sys.argv[1])  # a step that counts nothing itself, such as style
    print(f"ci: {sentence(total)}")
    return 1 if total["failed"] or not total["passed"] else 0


def sentence(ends: Counter[str]) -> str:
    """`3 passed, 0 failed, 1 skipped`."""
    return ", ".join(f"{ends[end]} {end}" for end in ("passed", "failed", "skipped"))


if __name__ == "__main__":
    sys.exit(main())
