"""Do the shards of a certification come to the same as an undivided one?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from harness.checks.application.sample_application import FILE
from harness.person import make
from harness.tests.certificates import Files, issue
from harness.tests.command import vodomer
from harness.tests.external_rekono import account
from harness.tests.test_certify import target
from harness.tests.test_resume import CHOSEN, gated_provider, running

WORDS = tuple(word for name in CHOSEN for word in ("--only", name))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return issue(tmp_path_factory.mktemp("tls"))


def told(run: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((run / "run.json").read_bytes())
    return found


def verdicts(run: Path) -> dict[str, str]:
    return {one["id"]: one["verdict"] for one in told(run)["scenarios"]}


def test_a_shard_that_was_killed_goes_on_and_all_is_as_undivided(
    files: Files, tmp_path: Path
) -> None:
    first, second, whole, out = (tmp_path / name for name in ("1", "2", "whole", "all"))
    with gated_provider(files) as held:
        file = target(tmp_path, held.address, files)
        with running(held, file, first, "--shard", "1/2") as process:
            process.kill()
        held.gate.set()
        for options in (("--shard", "2/2", "--out", str(second)), ("--out", str(whole))):
            ended = vodomer("certify", str(file), *WORDS, *options, "--plain")
            assert ended.returncode == 0, ended.stderr
        assert "part: Shard 2/2, " in (second / "junit.xml").read_text()
        runs = (str(first), str(second))
        ended = vodomer("merge", *runs, "--out", str(tmp_path / "early"))
        assert ended.returncode == 4
        assert "Shard 1/2: The run did not end." in ended.stderr
        assert vodomer("certify", str(file), "--resume", str(first)).returncode == 0
    ended = vodomer("merge", *runs, "--out", str(out))
    assert ended.returncode == 0, ended.stderr
    assert verdicts(out) == verdicts(whole)
    assert told(out)["requirements"] == told(whole)["requirements"]
    assert len(told(out)["resumed"]) == 1


REFUSED = {
    ("--shard", "1/2"): "all shards have to draw alike; give each the same --seed",
    ("--shard", "1/2", "--sign", "key"): "--sign and --shard: only a complete run can be signed",
    ("--shard", "1/2", "--resume", "run"): "--resume and --shard: a resumed run keeps",
    ("--shard", "2/1"): "--shard 2/1: say which of how many",
    ("--durations", "run"): "give --shard, too",
    ("--shard", "1/900", "--seed", "a"): "divide them into fewer shards",
}


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_what_does_not_go_together_is_one_line_and_2(words: tuple[str, ...]) -> None:
    ended = vodomer("certify", str(FILE), *words)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert REFUSED[words] in ended.stderr


def test_nobody_is_signed_out_by_another_shard(tmp_path: Path) -> None:
    text = (
        FILE.read_text("utf-8").replace(":0/", ":8080/")
        + '\n[provider]\nkind = "external"\nissuer = "https://x.si/"\n'
    )
    (tmp_path / "target.toml").write_text(text + account(make("x"), "MIHA_PASSWORD"))
    ended = vodomer("certify", str(tmp_path / "target.toml"), "--shard", "1/2", "--seed", "a")
    assert ended.returncode == 2, ended.stderr
    assert "would sign each other out" in ended.stderr


def test_a_plan_lists_the_checks_of_the_shard() -> None:
    words = ("certify", str(FILE), "--plan", "--json", "--seed", "a")
    whole = {one["id"] for one in json.loads(vodomer(*words).stdout)}
    parts = [
        {one["id"] for one in json.loads(vodomer(*words, "--shard", f"{n}/2").stdout)}
        for n in (1, 2)
    ]
    assert parts[0] | parts[1] == whole
    assert not parts[0] & parts[1]
    assert all(parts)
