"""Which words can a verdict be, which of several counts, and how does an exception say its own?"""

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from typing import ClassVar


class Verdict(StrEnum):
    """The words in order of gravity; the last two are only said of what was not run.

    Flaky is said of several attempts together, never of one.
    """

    ERROR = "error"
    INCOMPLETE = "incomplete"
    FAIL = "fail"
    FLAKY = "flaky"
    WARN = "warn"
    SKIP = "skip"
    NOT_APPLICABLE = "not_applicable"
    PASS = "pass"  # noqa: S105 - a verdict, no password
    NOT_RUN = "not_run"
    NOT_TESTED = "not_tested"

    @property
    def gravity(self) -> int:
        """0 is the gravest."""
        return _ORDER.index(self)

    @property
    def is_trouble(self) -> bool:
        """Somebody has to do something about it."""
        return self.gravity <= Verdict.WARN.gravity

    @property
    def is_failure(self) -> bool:
        """Something went wrong, and not only with a recommendation."""
        return self.gravity < Verdict.WARN.gravity

    @property
    def is_met(self) -> bool:
        """A run whose parts all end so is green."""
        return self in (Verdict.PASS, Verdict.WARN, Verdict.NOT_APPLICABLE)


_ORDER = tuple(Verdict)
_SILENT = (Verdict.NOT_RUN, Verdict.NOT_TESTED)
_EXIT_CODES = {Verdict.PASS: 0, Verdict.WARN: 0, Verdict.FLAKY: 3, Verdict.FAIL: 3}
_NOT_PROVED = 4
BASELINE_OUT_OF_DATE = 7
"""Exit code of a gate whose baseline no longer says how things are, though nothing new failed."""


def gravest(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the gravest of several verdicts. Raises ValueError for none: silence is no verdict."""
    return min(verdicts, key=lambda verdict: verdict.gravity)


def roll_up(verdicts: Iterable[Verdict]) -> Verdict:
    """One word for a whole: the gravest of its parts.

    Parts that do not apply count only when nothing else is there; parts that were not run or
    have no proof count only when all are so. Nothing at all is `incomplete`: never green.
    """
    words = list(verdicts)
    spoken = [word for word in words if word not in _SILENT]
    applying = [word for word in spoken if word is not Verdict.NOT_APPLICABLE]
    return gravest(applying or spoken or words or [Verdict.INCOMPLETE])


def softened(outcome: Verdict, levels: Collection[str]) -> Verdict:
    """Make a warning of a failure that touches nothing but recommendations (SHOULD)."""
    only_recommended = bool(levels) and "MUST" not in levels
    failed = outcome in (Verdict.FAIL, Verdict.FLAKY)
    return Verdict.WARN if failed and only_recommended else outcome


def of_attempts(verdicts: Sequence[Verdict]) -> Verdict:
    """Return what several attempts come to: the last one's word, or flaky where they differ.

    They differ where one is met and another is a failure. Raises IndexError for none.
    """
    differ = any(one.is_met for one in verdicts) and any(one.is_failure for one in verdicts)
    return Verdict.FLAKY if differ else verdicts[-1]


def exit_code(verdict: Verdict) -> int:
    """How a command ends after a run with this verdict: 0 proved, 3 failed, 4 not proved."""
    return _EXIT_CODES.get(verdict, _NOT_PROVED)


class Conclusion(Exception):  # noqa: N818 - a way to end a scenario, not always an error
    """Ends a scenario with a word of its own; every other exception is an `error` of ours."""

    verdict: ClassVar[Verdict]


class Mismatch(Conclusion):
    """The target did something else than it must. `message` may say where it was seen."""

    verdict = Verdict.FAIL

    def __init__(self, expected: object, actual: object, message: str = "") -> None:
        self.expected = expected
        self.actual = actual
        self.message = message
        lead = f"{message}: " if message else ""
        super().__init__(f"{lead}expected {expected}, saw {actual}")


class Refused(Mismatch):
    """The target turned a person away whom it must let in."""


class Missed(Mismatch):
    """A recommendation (SHOULD) is not met."""

    verdict = Verdict.WARN


class PreconditionMissing(Conclusion):
    """The check could not begin; the message says what it would need."""

    verdict = Verdict.SKIP


class NotApplicable(Conclusion):
    """The requirement does not concern this target; the message says why."""

    verdict = Verdict.NOT_APPLICABLE


def verdict_of(problem: BaseException | None) -> Verdict:
    """Return an exception's verdict: its own, `error` for a foreign one, `pass` for none."""
    if problem is None:
        return Verdict.PASS
    return problem.verdict if isinstance(problem, Conclusion) else Verdict.ERROR
