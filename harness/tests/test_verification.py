"""Is a signed run verified by the command, and a bad one refused? test_lies.py has the lies."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from harness.checks.kinds import KINDS
from harness.commands.verify import OTHER_SUITE
from harness.errors import VerificationFailed
from harness.record.attestation import FILE, verify
from harness.record.envelopes import unseal
from harness.record.evidence import EVENTS
from harness.record.signing_keys import new_keys
from harness.tests.command import vodomer
from harness.tests.made_up import PROFILE, Event, made_up, rewritten, sign_anyway

CHECKS = [*KINDS[PROFILE].all_checks()]


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_up(tmp_path_factory.mktemp("runs") / "run")


@pytest.fixture
def run(unsigned: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(unsigned, tmp_path / "run"))


def verified(run: Path, key: Path) -> tuple[int, str]:
    done = vodomer("verify", str(run), "--key", f"{key}.pub")
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def test_a_whole_run_is_verified_and_told_of(run: Path, key: Path) -> None:
    signed = vodomer("sign", str(run), "--key", str(key))
    assert signed.returncode == 0, signed.stderr
    code, said = verified(run, key)
    assert code == 0, said
    for word in ("signer: ", "examined: from ", "suite: Vodomer ", "its whole plan was run"):
        assert word in said
    assert f"{len(CHECKS)} checks: {len(CHECKS)} pass" in said


@pytest.mark.parametrize("opens", [(), ("/podatki",)])
def test_it_is_said_whether_anybody_looked_twice(
    opens: tuple[str, ...], tmp_path: Path, key: Path
) -> None:
    run = made_up(tmp_path / "run", profile="application", opens=opens)
    assert vodomer("sign", str(run), "--key", str(key)).returncode == 0
    code, said = verified(run, key)
    assert code == 0, said
    assert ("not examined: No page is known" in said) is (not opens)
    statement = unseal(run / FILE, Path(f"{key}.pub"), "a test result")
    assert ("notExamined" in statement["predicate"]) is (not opens)


def test_a_run_that_failed_is_signed_and_stays_one(tmp_path: Path, key: Path) -> None:
    run = made_up(tmp_path / "run", {"oidcc-server": "fail"})
    assert vodomer("sign", str(run), "--key", str(key)).returncode == 3
    assert verified(run, key)[0] == 3


def break_off(events: list[Event]) -> None:
    """Let the run end before its last check does."""
    events[-2:] = [{**events[-1], "type": "run.interrupted", "reason": "somebody stopped it"}]


def test_a_run_that_was_broken_off_is_not_signed(run: Path, key: Path) -> None:
    rewritten(run, break_off)
    done = vodomer("sign", str(run), "--key", str(key))
    assert done.returncode == 2, done.stderr
    assert f"1 of its {len(CHECKS)} checks have no verdict" in done.stderr
    assert "--resume" in done.stderr
    assert not (run / FILE).exists()


def test_of_one_that_was_signed_all_the_same_it_is_said(run: Path, key: Path) -> None:
    rewritten(run, break_off)
    sign_anyway(run, key)
    code, said = verified(run, key)
    assert code != 0
    assert "its whole plan was run" not in said
    assert "1 checks of its plan have no verdict" in said or code == VerificationFailed.exit_code


def drop_all_but_one(events: list[Event]) -> None:
    del events[0]["plan"][1:]
    kept = events[0]["plan"][0]["id"]
    events[:] = [one for one in events if one.get("scenario", kept) == kept]


def test_another_suite_is_said_and_never_0(run: Path, key: Path) -> None:
    def claim_another(events: list[Event]) -> None:
        events[0]["suite"]["sha256"] = "0" * 64

    rewritten(run, claim_another)
    sign_anyway(run, key)
    code, said = verified(run, key)
    assert code == OTHER_SUITE
    assert "whether that suite's whole plan was run cannot be told" in said
    refused = vodomer("sign", str(run), "--key", str(key))
    assert refused.returncode == 2


def link(folder: Path) -> None:
    (folder / "more").symlink_to("/etc/passwd")


def link_in_place_of_the_record(folder: Path) -> None:
    shutil.move(folder / EVENTS, folder.parent / "events")
    (folder / EVENTS).symlink_to(folder.parent / "events")


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe")


def pipe_in_place_of_the_envelope(folder: Path) -> None:
    (folder / "attestation.json").unlink()
    os.mkfifo(folder / "attestation.json")


def a_socket(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(folder / "s"))


def sparse_giant(folder: Path) -> None:
    with (folder / "giant").open("wb") as giant:
        giant.truncate(1 << 40)


def many_folders(folder: Path) -> None:
    folder.joinpath(*"abcdefgh").mkdir(parents=True)


def evidence_that_nobody_names(folder: Path) -> None:
    (folder / "evidence" / f"{'0' * 64}.txt").write_text("more")


def evidence_gone(folder: Path) -> None:
    next(iter((folder / "evidence").iterdir())).unlink()


def another_report(folder: Path) -> None:
    page = folder / "report.html"
    page.write_text(page.read_text().replace("known", "another"))


def a_file_of_no_run(folder: Path) -> None:
    (folder / "certificate-for-another.html").write_text("granted")


BEFORE = [evidence_that_nobody_names, evidence_gone, another_report, a_file_of_no_run]
AFTER = [
    link,
    link_in_place_of_the_record,
    pipe,
    pipe_in_place_of_the_envelope,
    a_socket,
    sparse_giant,
    many_folders,
]


@pytest.mark.parametrize("change", BEFORE)
def test_what_lies_in_the_folder_is_held_against_the_record(
    change: Callable[[Path], None], run: Path, key: Path
) -> None:
    """It is signed with everything in it."""
    change(run)
    sign_anyway(run, key)
    code, said = verified(run, key)
    assert code == VerificationFailed.exit_code, said


@pytest.mark.parametrize("change", AFTER)
def test_what_is_no_plain_file_is_refused_at_once(
    change: Callable[[Path], None], run: Path, key: Path
) -> None:
    sign_anyway(run, key)
    change(run)
    code, said = verified(run, key)
    assert code == VerificationFailed.exit_code, said


def countersigned(run: Path, key: Path, sample: Path, body: Path, out: Path) -> tuple[int, str]:
    words = ["--key", f"{key}.pub", "--sample", str(sample), "--with", str(body), "--out", str(out)]
    done = vodomer("countersign", str(run), *words)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("body") / "key"
    new_keys(file)
    return file


def test_a_body_signs_what_it_saw_again(run: Path, key: Path, body: Path, tmp_path: Path) -> None:
    sign_anyway(run, key)
    sample = made_up(tmp_path / "sample")
    rewritten(sample, drop_all_but_one)
    file = tmp_path / "countersignature.json"
    code, said = countersigned(run, key, sample, body, tmp_path / "nowhere" / "file")
    assert (code, said.count("\n")) == (6, 1), said
    assert "name a file in a folder that can be written" in said
    assert countersigned(run, key, sample, body, file)[0] == 0
    words = ["--key", f"{key}.pub", "--countersignature", str(file)]
    done = vodomer("verify", str(run), *words, "--body-key", f"{body}.pub")
    assert done.returncode == 0, done.stderr
    assert "1 check run again" in done.stdout
    for other in (key, tmp_path / "none"):
        wrong = vodomer("verify", str(run), *words, "--body-key", f"{other}.pub")
        assert wrong.returncode in (6, VerificationFailed.exit_code)
    another = made_up(tmp_path / "another")
    sign_anyway(another, key)
    done = vodomer("verify", str(another), *words, "--body-key", f"{body}.pub")
    assert "is about another signed run" in done.stderr


def test_a_sample_that_saw_something_else_signs_nothing(
    run: Path, key: Path, body: Path, tmp_path: Path
) -> None:
    sign_anyway(run, key)
    sample = made_up(tmp_path / "sample", {CHECKS[0]: "fail"})
    code, said = countersigned(run, key, sample, body, tmp_path / "file")
    assert code == 2
    assert f"the sample saw fail at {CHECKS[0]}, and pass was signed" in said
    assert countersigned(run, key, run, body, tmp_path / "file")[0] == 2
    assert not (tmp_path / "file").exists()


MUTATIONS = 500


def test_each_of_many_mutations_is_found(run: Path, key: Path) -> None:
    """Bytes flipped, left out, added and moved, in every kind of file; the seed is the number."""
    sign_anyway(run, key)
    files = [file for file in sorted(run.rglob("*")) if file.is_file()]
    kept = {file: file.read_bytes() for file in files}
    undetected = []
    for number in range(MUTATIONS):
        chance = Random(number)
        file = chance.choice(files)
        file.write_bytes(mutated(kept[file], chance))
        try:
            verify(run, Path(f"{key}.pub"))
            undetected.append((number, file.name))
        except VerificationFailed:
            pass
        file.write_bytes(kept[file])
    assert not undetected
    verify(run, Path(f"{key}.pub"))


def mutated(content: bytes, chance: Random) -> bytes:
    """Change a file in one place; the result differs, in meaning, too."""
    place = chance.randrange(len(content) - 2)
    way = chance.choice(("flip", "leave out", "double", "cut off"))
    if way == "flip":
        changed = content[place] ^ (1 << chance.randrange(8))
        return content[:place] + bytes([changed]) + content[place + 1 :]
    if way == "leave out":
        return content[:place] + content[place + 1 + chance.randrange(50) :]
    if way == "double":
        return content[:place] + content[place : place + 40] + content[place:]
    return content[:place]
