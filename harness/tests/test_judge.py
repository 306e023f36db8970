"""Does the judge say the right word for what a run's events prove, and never too good a one?"""

import pytest

from harness.record.judge import judge
from harness.record.judged_run import RunRecord
from harness.record.verdict import Verdict
from harness.render.words import beyond_standards
from harness.tests.streams import MUST, SHOULD, Row, Stream


def judged(stream: Stream, *rows: Row) -> RunRecord:
    return judge(stream.events, rows or (MUST, SHOULD))


@pytest.mark.parametrize(
    ("cited", "word", "scenario", "must", "should", "run", "code"),
    [
        (["ACT-06"], "pass", "pass", "pass", "not_tested", "pass", 0),
        (["ACT-06"], "fail", "fail", "fail", "not_tested", "fail", 3),
        (["ACT-16"], "fail", "warn", "not_tested", "warn", "warn", 0),
        (["ACT-06", "ACT-16"], "fail", "fail", "fail", "warn", "fail", 3),
        (["ACT-06"], "warn", "warn", "warn", "not_tested", "warn", 0),
        (["ACT-06"], "skip", "skip", "skip", "not_tested", "skip", 4),
        (["ACT-06"], "not_applicable", *["not_applicable"] * 2, "not_tested", "not_applicable", 4),
        (["ACT-06"], "error", "error", "error", "not_tested", "error", 4),
        (["ACT-16"], "error", "error", "not_tested", "error", "error", 4),
        (["ACT-06"], "splendid", "error", "error", "not_tested", "error", 4),
        (["ACT-06"], "not_run", "error", "error", "not_tested", "error", 4),
        (["XYZ-99"], "pass", "error", "not_tested", "not_tested", "error", 4),
        ([], "fail", "fail", "not_tested", "not_tested", "fail", 3),
    ],
)
def test_one_scenario(
    cited: list[str], word: str, scenario: str, must: str, should: str, run: str, code: int
) -> None:
    record = judged(Stream().start(("a", cited)).scenario("a", word).end())
    assert record.scenarios[0].verdict == scenario
    assert record.requirements["ACT-06"].verdict == must
    assert record.requirements["ACT-16"].verdict == should
    assert (record.verdict, record.exit_code) == (run, code)


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        (["pass", "fail"], "fail"),
        (["pass", "not_applicable"], "pass"),
        (["not_applicable", "not_applicable"], "not_applicable"),
        (["fail", "error"], "error"),
    ],
)
def test_a_row_is_as_bad_as_its_gravest_scenario(words: list[str], whole: str) -> None:
    stream = Stream().start(*((f"s{place}", ["ACT-06"]) for place in range(len(words))))
    for place, word in enumerate(words):
        stream.scenario(f"s{place}", word)
    row = judged(stream.end()).requirements["ACT-06"]
    assert row.verdict == whole
    assert row.proofs == ("s0", "s1")


def test_planned_but_never_finished_is_incomplete() -> None:
    stream = Stream().start(("a", ["ACT-06"]), ("b", ["ACT-06"]), ("c", [])).scenario("a", "pass")
    record = judged(stream.add("scenario.started", scenario="b", attempt=1).end())
    assert [scenario.verdict for scenario in record.scenarios] == ["pass", *["incomplete"] * 2]
    assert [scenario.attempts for scenario in record.scenarios] == [1, 1, 0]
    assert record.exit_code == 4


def test_a_pass_without_an_observation_is_an_error() -> None:
    stream = Stream().start(("a", ["ACT-06"])).add("scenario.started", scenario="a", attempt=1)
    stream.add("evidence", scenario="a", attempt=1, step=0, kind="picture", title="t")
    stream.add("scenario.finished", scenario="a", attempt=1, verdict="pass", duration_ms=1)
    [scenario] = judged(stream.end()).scenarios
    assert (scenario.verdict, scenario.message) == ("error", "no evidence recorded")


def test_a_scenario_is_never_better_than_its_steps() -> None:
    stream = Stream().start(("a", ["ACT-06"]))
    step = {"index": 0, "keyword": "Then", "text": "x", "duration_ms": 1}
    stream.add("step.finished", scenario="a", attempt=1, verdict="error", **step)
    assert judged(stream.scenario("a", "pass").end()).verdict == "error"


@pytest.mark.parametrize("order", [("fail", "pass"), ("pass", "fail"), ("pass", "error", "pass")])
def test_attempts_that_differ_are_flaky_and_red(order: tuple[str, ...]) -> None:
    options = {"--repeat": len(order)}
    stream = Stream().start(("a", ["ACT-06"]), ("b", ["ACT-06"]), options=options)
    for number, verdict in enumerate(order, 1):
        said = {} if verdict == "pass" else {"message": "once", "cause": "target"}
        stream.scenario("a", verdict, number, **said)
    record = judged(stream.scenario("b", "pass").end())
    scenario, _ = record.scenarios
    assert (scenario.verdict, scenario.attempts, scenario.flaky) == ("flaky", len(order), True)
    assert scenario.message == "once"
    assert [one.verdict for one in scenario.earlier] == list(order[:-1])
    assert record.counts["attempts"] == {"all": len(order) + 1, "flaky": 1}
    assert (record.verdict, record.exit_code) == ("flaky", 3)


def test_what_was_lost_does_not_make_flaky() -> None:
    stream = Stream().start(("a", ["ACT-06"])).scenario("a", "error", cause="target")
    record = judged(stream.scenario("a", "pass", 2).end())
    assert (record.scenarios[0].verdict, record.scenarios[0].flaky) == ("pass", True)


def test_an_error_of_ours_at_the_end_is_an_error() -> None:
    stream = Stream().start(("a", ["ACT-06"]), options={"--repeat": 2}).scenario("a", "pass")
    assert judged(stream.scenario("a", "error", 2, cause="harness").end()).verdict == "error"


def test_a_flaky_recommendation_only_warns() -> None:
    stream = Stream().start(("a", ["ACT-16"]), ("b", ["ACT-06"])).scenario("a", "fail")
    record = judged(stream.scenario("a", "pass", 2).scenario("b", "pass").end())
    assert (record.scenarios[0].verdict, record.exit_code) == ("warn", 0)


def test_no_attempt_ends_as_flaky() -> None:
    stream = Stream().start(("a", ["ACT-06"])).scenario("a", "flaky").end()
    assert judged(stream).verdict == "error"


@pytest.mark.parametrize(
    "stream",
    [
        Stream(),
        Stream().end(),
        Stream().start().end(),
        Stream().start(("a", ["ACT-06"])).scenario("a", "pass"),
        Stream().start(("a", ["ACT-06"])).scenario("a", "pass").add("run.torn").end(),
        Stream().scenario("a", "pass").end(),
        Stream()
        .start(("a", ["ACT-06"]))
        .scenario("a", "pass")
        .add("run.interrupted", reason="ctrl-c")
        .end(),
    ],
    ids=["nothing", "only an end", "no scenario", "no end", "torn", "no start", "interrupted"],
)
def test_a_run_that_did_not_go_to_its_end_is_never_green(stream: Stream) -> None:
    record = judged(stream)
    assert (record.verdict, record.exit_code) == ("incomplete", 4)
    assert record.problems


def broken_off() -> Stream:
    """Give a run that was broken off in the middle of its second scenario, and goes on."""
    stream = Stream().start(("a", ["ACT-06"]), ("b", ["ACT-06"])).scenario("a", "pass")
    stream.add("scenario.started", scenario="b", attempt=1)
    return stream.add("run.interrupted", reason="stopped").add("run.resumed", signer="key")


def test_a_run_that_was_broken_off_and_went_on_is_whole() -> None:
    stream = broken_off().scenario("b", "pass", attempt=2).end()
    record = judged(stream)
    assert (record.verdict, record.problems, record.repeated) == ("pass", (), ())
    first, second = record.scenarios
    assert (first.attempts, second.attempts, second.flaky) == (1, 2, False)
    assert [tried.verdict for tried in second.earlier] == ["incomplete"]
    assert record.resumed == tuple(
        event["at"] for event in stream.events if event["type"] == "run.resumed"
    )
    assert record.signer == "key"


@pytest.mark.parametrize(
    "stream",
    [
        broken_off().scenario("b", "pass", attempt=2),
        broken_off().scenario("b", "pass", attempt=2).add("run.interrupted", reason="again"),
        broken_off().scenario("b", "pass", attempt=2).end().add("run.resumed"),
        broken_off().end(),
    ],
    ids=["no end", "interrupted again", "resumed again", "nothing was done"],
)
def test_what_went_on_and_did_not_end_is_incomplete(stream: Stream) -> None:
    assert judged(stream).verdict == "incomplete"


def test_a_second_try_that_nobody_broke_off_is_a_repetition() -> None:
    again = Stream().start(("a", ["ACT-06"])).add("scenario.started", scenario="a", attempt=1)
    record = judged(again.scenario("a", "pass", attempt=2).end())
    assert record.repeated == ("a",)
    assert record.scenarios[0].flaky
    twice = broken_off().scenario("a", "pass", attempt=2).scenario("b", "pass", attempt=2)
    assert judged(twice.end()).repeated == ("a",)


def test_an_engine_that_ends_badly_without_a_reason_is_an_error() -> None:
    stream = Stream().start(("a", ["ACT-06"])).scenario("a", "pass").end(exit_code=3)
    assert judged(stream).verdict == "error"


def test_rows_without_a_scenario_say_why() -> None:
    rows = (Row("A-1", not_tested="needs a phone"), Row("A-2"), Row("A-3", not_tested="planned"))
    full = judged(Stream().start(("a", [])).scenario("a", "pass").end(), *rows)
    part = judged(Stream().start(("a", []), filtered=True).scenario("a", "pass").end(), *rows)
    assert [row.verdict for row in full.requirements.values()] == ["not_tested"] * 3
    reasons = [row.reason and row.reason.en for row in full.requirements.values()]
    assert reasons == ["needs a phone", "No scenario cites it.", "A check is planned."]
    assert part.requirements["A-2"].verdict == "not_run"
    assert part.verdict == "pass"


def test_rubbish_in_events_stops_nobody() -> None:
    rubbish = [[], {}, 7, None, "x", float("nan"), True]
    for value in rubbish:
        stream = Stream().add("run.started", plan=value, target=value, seed=value, lanes=value)
        names = ("verdict", "duration_ms", "title", "file", "index", "attempt", "cause", "message")
        for type in ("scenario.started", "step.finished", "evidence", "scenario.finished"):
            stream.add(type, scenario=value, **dict.fromkeys(names, value))
        assert judged(stream.end()).exit_code == 4


@pytest.mark.parametrize(
    ("claimed", "required", "proved"),
    [
        ("pass", True, Verdict.FAIL),
        ("warn", True, Verdict.FAIL),
        ("not_applicable", True, Verdict.FAIL),
        ("pass", False, Verdict.WARN),
        ("not_applicable", False, Verdict.WARN),
        ("skip", True, Verdict.SKIP),
        ("error", True, Verdict.ERROR),
        ("fail", False, Verdict.FAIL),
    ],
)
def test_an_ending_cannot_contradict_what_was_seen(
    claimed: str, required: bool, proved: Verdict
) -> None:
    stream = Stream().start(("a", ["ACT-06"]))
    stream.add("scenario.started", scenario="a", attempt=1)
    seen = {"kind": "observation", "title": "who is signed in", "expected": "nobody"}
    stream.add("evidence", scenario="a", attempt=1, step=0, holds=True, required=True, **seen)
    stream.add("evidence", scenario="a", attempt=1, step=0, holds=False, required=required, **seen)
    stream.add("scenario.finished", scenario="a", attempt=1, verdict=claimed, duration_ms=1)
    (scenario,) = judge(stream.end().events, [MUST]).scenarios
    assert scenario.outcome is proved


OWN = Row("ACT-06", own_rule=("own",))


@pytest.mark.parametrize(
    ("standard", "own", "whole", "alone"),
    [
        ("pass", "pass", "pass", "pass"),
        ("pass", "fail", "fail", "pass"),
        ("fail", "pass", "fail", "fail"),
        ("skip", "fail", "fail", "skip"),
    ],
)
def test_the_verdict_by_the_standards_alone_leaves_own_rules_out(
    standard: str, own: str, whole: str, alone: str
) -> None:
    stream = Stream().start(("standard", ["ACT-06"]), ("own", ["ACT-06"]))
    record = judged(stream.scenario("standard", standard).scenario("own", own).end(), OWN)
    assert [one.own_rule for one in record.scenarios] == [False, True]
    assert (record.verdict, record.by_standards) == (whole, alone)
    assert (beyond_standards(record) is None) == (whole == alone)


def test_own_rules_alone_say_nothing_of_the_standards() -> None:
    stream = Stream().start(("own", ["ACT-06"])).scenario("own", "pass").end()
    assert judged(stream, OWN).by_standards is None


def test_a_run_that_did_not_end_is_no_proof_by_the_standards_either() -> None:
    stream = Stream().start(("standard", ["ACT-06"])).scenario("standard", "pass")
    assert judged(stream, OWN).by_standards is Verdict.INCOMPLETE
