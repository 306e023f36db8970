"""What does it cost to examine an application, beside a bare script that only signs in as often?

The bare script signs one person after the other in to the same application: first page, button,
REKONO's page, and back where the person's name is. It lets nothing go wrong, looks at nothing else,
takes no picture and keeps no record.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, expect

from benchmarks.machine import Cost, living_tree
from benchmarks.measured import Bound
from harness import browsers
from harness.agents import run_inline
from harness.checks.application import checks_of
from harness.checks.application.assigned_ports import assign_ports
from harness.checks.application.certification import certify
from harness.checks.application.rig import Rig
from harness.checks.application.sample_application import reference_target
from harness.checks.application.visitor import Visitor
from harness.checks.runner import Options
from harness.person import Person
from harness.record.verdict import Verdict
from harness.redaction.redactor import Redactor

HTTP = Bound("seconds of an examination over plain HTTP", at_most=30)
BROWSER = Bound("an examination in the browser / its sign-ins by a bare script", at_most=1.3)
SAMPLE = 60
"""Sign-ins of the bare script, from which all are reckoned."""


def examined(agent: str) -> tuple[Cost, int]:
    """Examine the sample application; the cost, and how often somebody passed REKONO."""
    passed: list[Person] = []
    with counting(passed), tempfile.TemporaryDirectory() as folder, living_tree() as cost:
        options = Options(Path(folder), agent=agent)
        record = certify(reference_target(), [*checks_of("application").values()], options, show)
    verdicts = [one.verdict for one in record.scenarios]
    if not {*verdicts} <= {Verdict.PASS, Verdict.NOT_APPLICABLE}:
        raise SystemExit(f"examination: {agent}: not all passed: {', '.join({*verdicts})}")
    print(f"{agent}: {cost}; {len(verdicts)} checks, {len(passed)} times at REKONO", flush=True)
    return cost, len(passed)


def show(_check: object, _verdict: Verdict) -> None:
    """Say nothing meanwhile."""


@contextmanager
def counting(passed: list[Person]) -> Iterator[None]:
    """Note whoever passes REKONO."""
    original = Visitor.pass_rekono

    def noted(visitor: Visitor) -> None:
        passed.append(visitor.person)
        original(visitor)

    Visitor.pass_rekono = noted  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        Visitor.pass_rekono = original  # type: ignore[method-assign]


def bare_sign_in() -> float:
    """Measure one sign-in of the bare script, in seconds: the mean of many, one after another."""
    with (
        Rig.opened(assign_ports(reference_target()), Redactor(), run_inline) as rig,
        browsers.opened(browsers.find(None), headless=True) as browser,
    ):
        people = [rig.enrol(f"bare {number}") for number in range(SAMPLE + 1)]
        sign_in(browser, rig.target.target.start, people.pop())
        begun = time.perf_counter()
        for person in people:
            sign_in(browser, rig.target.target.start, person)
        return (time.perf_counter() - begun) / SAMPLE


def sign_in(browser: Browser, start: str, person: Person) -> None:
    """One person, in a fresh window."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(start)
    page.get_by_role("button", name="Prijava z računom REKONO").click()
    page.get_by_label("E-naslov", exact=True).fill(person.email)
    page.get_by_label("Geslo", exact=True).fill(person.password)
    page.get_by_role("button", name="Prijava", exact=True).click()
    expect(page.locator("#uporabnik")).to_have_text(person.name)
    context.close()


def main() -> bool:
    """Measure and print; tells whether both bounds are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agent", choices=("http", "browser"), help="only this one")
    only = parser.parse_args().agent
    kept = []
    if only != "browser":
        kept.append(HTTP.judge(examined("http")[0].wall))
    if only != "http":
        one = bare_sign_in()
        cost, sign_ins = examined("browser")
        print(f"bare script: {one:.3f} s a sign-in, {one * sign_ins:.1f} s for {sign_ins}")
        kept.append(BROWSER.judge(cost.wall / (one * sign_ins)))
    return all(kept)


if __name__ == "__main__":
    sys.exit(not main())
