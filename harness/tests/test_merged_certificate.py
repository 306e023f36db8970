"""May a certificate be merged from shards, and what can whoever holds the key pretend of them?"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from harness import catalogue, render
from harness.commands.verify import OTHER_SUITE
from harness.engine.run import conclude
from harness.errors import VerificationFailed
from harness.record.chain import digest
from harness.record.evidence import EVENTS
from harness.record.merging import merge
from harness.record.shards import Shard
from harness.tests.command import vodomer
from harness.tests.lies.telling import signed, verified
from harness.tests.made_up import Event, made_up, rewritten

FOUND = (3, 4, VerificationFailed.exit_code, OTHER_SUITE)
Events = list[Event]
OF = 3


@pytest.fixture(scope="module")
def quick_reports() -> Iterator[None]:
    kept = {name: one for name, one in render.formats().items() if name in ("badge", "markdown")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "_FORMATS", kept)
        yield


def shards(place: Path, profile: str = "provider") -> Iterator[Path]:
    for number in range(1, OF + 1):
        yield made_up(place / str(number), profile=profile, shard=Shard(number, OF))


def merged(runs: list[Path], out: Path, profile: str = "provider") -> Path:
    merge(runs, out, "vodomer merge")
    conclude(out, catalogue.by_profile(profile))
    return out


@pytest.fixture
def runs(made: list[Path], tmp_path: Path) -> list[Path]:
    """Give copies of all shards of a run, which a test may change."""
    return [Path(shutil.copytree(run, tmp_path / run.name)) for run in made]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return [*shards(tmp_path_factory.mktemp("made"))]


@pytest.fixture(scope="module")
def whole(made: list[Path], key: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Merge and sign them, in good faith."""
    run = merged(made, tmp_path_factory.mktemp("whole") / "all")
    signed(run, key)
    assert verified(run, key) == (0, "")
    return run


@pytest.mark.parametrize("profile", ["provider", "application"])
def test_a_merged_run_is_signed_and_verified(profile: str, key: Path, tmp_path: Path) -> None:
    runs = [str(run) for run in shards(tmp_path, profile)]
    ended = vodomer("merge", *runs, "--out", str(tmp_path / "all"))
    assert ended.returncode == 0, ended.stderr
    ended = vodomer("sign", str(tmp_path / "all"), "--key", str(key))
    assert ended.returncode == 0, ended.stderr
    ended = vodomer("verify", str(tmp_path / "all"), "--key", f"{key}.pub")
    assert ended.returncode == 0, ended.stderr
    assert "its whole plan was run" in ended.stdout
    assert "merged from shard 2/3: run 2 on " in ended.stdout


def test_a_shard_itself_is_not_signed(key: Path, runs: list[Path]) -> None:
    ended = vodomer("sign", str(runs[0]), "--key", str(key))
    assert ended.returncode == 2
    assert "only a part of its checks was chosen" in ended.stderr


def told(**facts: Any) -> Callable[[Events], None]:
    return lambda events: events[0].update(facts)


def of_shard(**facts: Any) -> Callable[[Events], None]:
    return lambda events: events[0]["shard"].update(facts)


def of_plan(**facts: Any) -> Callable[[Events], None]:
    return lambda events: events[0]["plan"][0].update(facts)


def emptied_of_a_check(events: Events) -> None:
    """Leave a check out wherever its shard tells of it."""
    gone = events[0]["plan"].pop()["id"]
    del events[0]["shard"]["plan"][gone]
    events[:] = [one for one in events if one.get("scenario") != gone]


def begun_twice(events: Events) -> None:
    events.insert(1, dict(events[0]))


IN_SHARD: dict[str, Callable[[Events], None]] = {
    "another number than was typed": of_shard(number=3),
    "another number of shards": of_shard(of=4),
    "a part of a part": of_shard(filtered=True),
    "a shard without a host": of_shard(host=""),
    "a shard with something more": of_shard(approved=True),
    "no shard": told(shard=None),
    "a command for all": told(command="vodomer certify"),
    "another row of the plan": of_plan(name="All is well"),
    "a check less": emptied_of_a_check,
    "another writer": lambda events: events[-1].update(worker="gw0"),
    "a beginning too many": begun_twice,
    "no end": lambda events: events.__delitem__(-1),
    "a baseline": told(baseline={"file": "b.toml", "sha256": "5" * 64, "waivers": []}),
}


@pytest.mark.usefixtures("quick_reports")
@pytest.mark.parametrize("lie", IN_SHARD)
def test_a_lie_in_a_shard_is_found(lie: str, key: Path, runs: list[Path], tmp_path: Path) -> None:
    rewritten(runs[1], IN_SHARD[lie])
    signed(merged(runs, tmp_path / "all"), key)
    code, said = verified(tmp_path / "all", key)
    assert code in FOUND, said


def relinked(run: Path, change: Callable[[Event, Event], None]) -> None:
    """Change the lines of a merge itself, and link them again."""
    lines = (run / EVENTS).read_bytes().splitlines()
    first, last = json.loads(lines[0]), json.loads(lines[-1])
    change(first, last)
    lines[0] = written(first)
    last["previous"] = digest(lines[0])
    lines[-1] = written(last)
    (run / EVENTS).write_bytes(b"".join(line + b"\n" for line in lines))
    conclude(run, catalogue.by_profile("provider"))


def written(event: Event) -> bytes:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


IN_MERGE: dict[str, Callable[[Event, Event], Any]] = {
    "another version of the target": lambda first, _: first["target"].update(version="2.0"),
    "another environment": lambda first, _: first["environment"].update(platform="Windows"),
    "another command to run again": lambda first, _: first.update(rerun="vodomer certify x"),
    "a plan in another order": lambda first, _: first["plan"].reverse(),
    "something more of the merge": lambda first, _: first.update(approved=True),
    "a merge that is a shard itself": lambda first, _: first.update(shard={"number": 1, "of": 3}),
    "nothing said of what was left out": lambda first, _: first.pop("left_out"),
    "a folder left out": lambda first, _: first.update(left_out=[{"sl": "x", "en": "x"}]),
    "an end by somebody else": lambda _, last: last.update(worker="main"),
    "another end": lambda _, last: last.update(type="run.interrupted", reason="x"),
}


@pytest.mark.usefixtures("quick_reports")
@pytest.mark.parametrize("lie", IN_MERGE)
def test_a_lie_of_the_merge_is_found(lie: str, key: Path, whole: Path, tmp_path: Path) -> None:
    run = Path(shutil.copytree(whole, tmp_path / whole.name))
    relinked(run, IN_MERGE[lie])
    signed(run, key)
    code, said = verified(run, key)
    assert code in FOUND, said
