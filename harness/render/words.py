"""How do reports say a verdict, a number, a time and everything around the facts, in sl and en?"""

import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path

from harness.record.judged_run import RunRecord
from harness.record.verdict import Verdict
from harness.words import Words

_FILE = Path(__file__).parent / "templates" / "words.toml"
_CHECK = "check-"
_REFERENCE = "reference"
"""The kind of target that scenarios walk through."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def words() -> dict[str, Words]:
    """All fixed texts of the reports by key."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {key: Words.model_validate(pair) for key, pair in tables.items()}


def words_of(record: RunRecord) -> dict[str, Words]:
    """Return the fixed texts of one run's reports: what examines somebody's target are checks."""
    return words_of_checks() if is_of_checks(record) else words()


def is_of_checks(record: RunRecord) -> bool:
    """Tell whether a run's proofs are checks of somebody's target, not scenarios."""
    return bool(record.target.get("kind", _REFERENCE) != _REFERENCE)


@cache
def words_of_checks() -> dict[str, Words]:
    """Return the fixed texts of reports whose proofs are checks, not scenarios."""
    of_checks = {key: said for key, said in words().items() if key.startswith(_CHECK)}
    return {**words(), **{key.removeprefix(_CHECK): said for key, said in of_checks.items()}}


def verdict_word(verdict: Verdict) -> str:
    """Both languages in one, for places that cannot switch: ``dokazano / proved``."""
    pair = words()[f"verdict-{verdict}"]
    return f"{pair.sl} / {pair.en}"


def sentence(record: RunRecord) -> Words:
    """Say the verdict in a sentence that needs no knowledge of testing."""
    must = record.counts["must"]
    key = f"sentence-{record.verdict}"
    if record.verdict is Verdict.INCOMPLETE and record.examined_nothing:
        key = "sentence-nothing"
    elif record.verdict is Verdict.PASS and record.filtered:
        key = "sentence-pass-selected"
    elif record.verdict is Verdict.PASS and must.get(Verdict.NOT_TESTED):
        key = "sentence-pass-tested"
    return words()[key]


def part(record: RunRecord, key: str = "part") -> Words | None:
    """How much of everything a filtered run was; None for a whole run."""
    if record.part is None:
        return None
    said = _filled(key, **record.part.model_dump())
    if record.shard is None:
        return said
    shard = _filled("shard", **record.shard.model_dump())
    mark = ". " if said.en.endswith(".") else ", "
    return Words(sl=f"{shard.sl}{mark}{said.sl}", en=f"{shard.en}{mark}{said.en}")


def _filled(key: str, **facts: object) -> Words:
    pair = words()[key]
    return Words(sl=pair.sl.format(**facts), en=pair.en.format(**facts))


def beyond_standards(record: RunRecord) -> Words | None:
    """Say the verdict without Vodomer's own rules; None where it is the same, or nobody knows."""
    if record.by_standards in (None, record.verdict):
        return None
    pair, verdict = words()["by-standards"], words()[f"verdict-{record.by_standards}"]
    missed = sum(one.own_rule and one.verdict.is_trouble for one in record.scenarios)
    return Words(
        sl=pair.sl.format(verdict=verdict.sl, missed=missed),
        en=pair.en.format(verdict=verdict.en, missed=missed),
    )


def duration(milliseconds: float) -> Words:
    """Say a length of time as people do."""
    seconds = milliseconds / 1000
    if seconds < 1:
        same = f"{round(milliseconds)} ms"
        return Words(sl=same, en=same)
    if seconds < 10:
        return Words(sl=f"{seconds:.1f} s".replace(".", ","), en=f"{seconds:.1f} s")
    minutes, rest = divmod(round(seconds), 60)
    same = f"{minutes} min {rest} s" if minutes else f"{rest} s"
    return Words(sl=same, en=same)


def moment(at: str | None) -> Words:
    """Say a point in time (ISO 8601, UTC) as each language writes it."""
    try:
        when = datetime.fromisoformat((at or "").replace("Z", "+00:00"))
    except ValueError:
        return Words(sl="?", en="?")
    return Words(
        sl=f"{when.day}. {when.month}. {when.year} ob {when:%H.%M} UTC",
        en=f"{when.day} {_MONTHS[when.month - 1]} {when.year}, {when:%H:%M} UTC",
    )
