"""How does a run look to a CI server that reads JUnit XML?

A failed requirement is a ``failure``; our own errors and incomplete scenarios are ``error``s;
skipped, not applicable and waived ones are ``skipped``. What is out of date in a baseline is a
``failure`` of its own. Requirement ids are properties.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as Xml

from harness.record.judged_run import RunRecord, Scenario
from harness.record.sanitize import sanitize
from harness.record.verdict import Verdict
from harness.record.waivers import Gate
from harness.render import TextFormat
from harness.render.cases import said
from harness.render.gate import standing, waived
from harness.render.words import part
from harness.words import Words

REPORT = "report.html"
"""Where the report lies, from the place of the JUnit file."""
_TAGS = {
    Verdict.FAIL: "failure",
    Verdict.FLAKY: "failure",
    Verdict.ERROR: "error",
    Verdict.INCOMPLETE: "error",
    Verdict.SKIP: "skipped",
    Verdict.NOT_APPLICABLE: "skipped",
    Verdict.NOT_RUN: "skipped",
}
_COUNTED = {"failure": "failures", "error": "errors", "skipped": "skipped"}


class JUnit(TextFormat):
    """JUnit XML as Jenkins, GitLab and GitHub actions read it."""

    name = "junit"
    file = "junit.xml"

    def text(self, record: RunRecord, directory: Path) -> str:  # noqa: ARG002 - the seam has it
        """One suite a feature; problems of the run as a whole are a suite of their own.

        Of a run that has examined nothing they are all there is: no test of it says anything.
        """
        root = Xml.Element("testsuites", name="vodomer" + _part(record))
        begun = () if record.examined_nothing and record.problems else record.scenarios
        for feature in dict.fromkeys(scenario.feature for scenario in begun):
            members = [one for one in begun if one.feature == feature]
            root.append(_suite(feature or "vodomer", members, record))
        if record.problems:
            root.append(_problems(record))
        if record.gate and record.gate.red:
            root.append(_out_of_date(record.gate))
        _sum_up(root, root.iterfind("testsuite/testcase"), record.duration_ms)
        Xml.indent(root)
        return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(feature: str, members: list[Scenario], record: RunRecord) -> Xml.Element:
    suite = Xml.Element("testsuite", name=_line(feature) + _part(record))
    if record.started_at:
        suite.set("timestamp", record.started_at.split(".")[0].rstrip("Z"))
    _properties(suite, _facts(record))
    names = Counter(scenario.name for scenario in members)
    for scenario in members:
        twin = f" [{scenario.id}]" if names[scenario.name] > 1 else ""
        suite.append(_case(scenario, twin, waived(record, scenario)))
    _sum_up(suite, suite.iterfind("testcase"), sum(one.duration_ms for one in members))
    return suite


def _part(record: RunRecord) -> str:
    looked_at = part(record)
    return f" (part: {looked_at.en})" if looked_at else ""


def _facts(record: RunRecord) -> Iterable[tuple[str, str]]:
    yield "verdict", record.verdict
    if looked_at := part(record):
        yield "part", looked_at.en
    yield "run", record.run
    yield "profile", record.profile
    yield "target", str(record.target.get("name", ""))
    yield from ((f"suite.{name}", str(value or "")) for name, value in record.suite.items())


def _case(scenario: Scenario, twin: str, waived: Words | None) -> Xml.Element:
    case = Xml.Element(
        "testcase",
        classname=_line(scenario.feature or "vodomer"),
        name=_line(scenario.name) + twin,
        time=_seconds(scenario.duration_ms),
    )
    facts = [("requirement", id) for id in scenario.requirements]
    facts += [("rule", scenario.rule), ("id", scenario.id), ("verdict", scenario.verdict)]
    _properties(case, [*facts, *([("flaky", "true")] if scenario.flaky else [])])
    if waived:
        Xml.SubElement(case, "skipped", message=_line(f"{scenario.verdict}; {waived.en}"))
    elif scenario.verdict in _TAGS:
        case.append(_trouble(scenario))
    out = (f"verdict: {scenario.verdict}", f"again: {scenario.rerun}", f"report: {REPORT}")
    Xml.SubElement(case, "system-out").text = sanitize("\n".join(out))
    return case


def _trouble(scenario: Scenario) -> Xml.Element:
    actual = scenario.actual or scenario.message or scenario.verdict
    trouble = Xml.Element(_TAGS[scenario.verdict], message=_line(scenario.message or actual))
    if trouble.tag == "skipped":
        return trouble
    trouble.set("type", scenario.outcome)
    lines = said(scenario.expected, scenario.actual, scenario.message)
    trouble.text = sanitize("\n".join(lines))
    return trouble


def _problems(record: RunRecord) -> Xml.Element:
    suite = Xml.Element("testsuite", name="vodomer")
    for problem in record.problems:
        case = Xml.SubElement(
            suite, "testcase", classname="vodomer", name=_line(problem.text.en), time="0.000"
        )
        Xml.SubElement(case, "error", message=_line(problem.text.en), type=problem.verdict)
    _sum_up(suite, suite.iterfind("testcase"), 0)
    return suite


def _out_of_date(gate: Gate) -> Xml.Element:
    suite = Xml.Element("testsuite", name=_line(gate.file))
    for one in gate.red:
        name = _line(one.waiver.name)
        case = Xml.SubElement(suite, "testcase", classname="baseline", name=name, time="0.000")
        Xml.SubElement(case, "failure", message=_line(standing(one).en), type=one.standing)
    _sum_up(suite, suite.iterfind("testcase"), 0)
    return suite


def _properties(parent: Xml.Element, facts: Iterable[tuple[str, str]]) -> None:
    holder = Xml.SubElement(parent, "properties")
    for name, value in facts:
        if value:
            Xml.SubElement(holder, "property", name=_line(name), value=_line(value))


def _sum_up(parent: Xml.Element, cases: Iterable[Xml.Element], duration_ms: float) -> None:
    listed = list(cases)
    parent.set("tests", str(len(listed)))
    for tag, counted in _COUNTED.items():
        parent.set(counted, str(sum(case.find(tag) is not None for case in listed)))
    parent.set("time", _seconds(duration_ms))


def _seconds(duration_ms: float) -> str:
    return f"{duration_ms / 1000:.3f}"


def _line(text: str) -> str:
    return " ".join(sanitize(text, 500).split())
