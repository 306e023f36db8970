"""Is what an application meets drawn anew for each run, and the same again from the same seed?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness.checks.application import checks_of
from harness.checks.application.certification import in_drawn_order
from harness.checks.application.sample_application import FILE
from harness.checks.chance import LONGEST, Chance, new_seed, require_recordable
from harness.checks.drawn_order import FEWEST, is_drawn
from harness.checks.kinds import read_subject
from harness.commands.certify import chance_of
from harness.errors import UsageError
from harness.person import Person, like_anybodys, make
from harness.tests.pasting import paste

MANY = 300


def people(chance: Chance) -> list[Person]:
    drawn = [chance.of("person", str(number)) for number in range(MANY)]
    return [like_anybodys(make(str(one.getrandbits(64))), one) for one in drawn]


def domains(chance: Chance) -> set[str]:
    return {one.email.partition("@")[2] for one in people(chance)}


def test_a_seed_draws_the_same_people_again_and_another_one_nobody_of_them() -> None:
    assert people(Chance("a")) == people(Chance("a"))
    assert not {one.email for one in people(Chance("a"))} & {
        one.email for one in people(Chance("b"))
    }
    assert new_seed() != new_seed()


def test_a_challenge_changes_everything_that_is_drawn() -> None:
    plain, asked = Chance("a"), Chance("a", "of the body, 29 November")
    assert not domains(plain) & domains(asked)
    assert plain.of("order").random() != asked.of("order").random()


def test_people_share_no_domain_and_no_shape_of_address() -> None:
    found = people(Chance("a"))
    assert len(domains(Chance("a"))) == MANY
    assert not [one.email for one in found if "test" in one.email or "vodomer" in one.email]
    tagged = sum("+" in one.email for one in found)
    assert 0 < tagged < MANY / 2


def test_the_order_is_drawn_but_what_locks_people_out_stays_last() -> None:
    checks = [*checks_of("activation").values()]
    one, another = (in_drawn_order(checks, Chance(seed)) for seed in ("a", "b"))
    assert [check.id for check in one] != [check.id for check in another]
    assert {check.id for check in one} == {check.id for check in checks}
    assert [check.last for check in one] == sorted(check.last for check in checks)


def test_a_run_without_a_seed_makes_one_up_and_keeps_it(tmp_path: Path) -> None:
    words = f"certify {FILE} --only fault-wrong_state --challenge 'A & B' --plain"
    done = paste(f"vodomer {words} --out run", tmp_path)
    assert done.returncode == 0, done.stderr
    record = json.loads((tmp_path / "run" / "run.json").read_text("utf-8"))
    assert (len(record["seed"]), record["challenge"]) == (16, "A & B")
    again = f"--seed {record['seed']} --challenge 'A & B' --only fault-wrong_state"
    assert record["scenarios"][0]["rerun"] == f"vodomer certify {FILE} {again}"


def test_two_runs_have_two_seeds_and_a_given_one_is_taken() -> None:
    subject = read_subject(FILE)
    assert chance_of(subject, None, None, None) != chance_of(subject, None, None, None)
    assert chance_of(subject, None, "7", "x") == Chance("7", "x")


@pytest.mark.parametrize(
    "text", ["a\x1b[1mb", "a\u202eb", "x" * (LONGEST + 1), f"Bearer {'aB3dE6gH9' * 3}"]
)
def test_what_the_record_would_change_is_no_challenge(text: str) -> None:
    """Whoever verifies draws the order of the checks again from what the record says."""
    with pytest.raises(UsageError, match="--challenge: the record could not keep this"):
        chance_of(read_subject(FILE), None, None, text)
    for plain in ("", "Agencija, 29. november: čaša & 7KQM-XR3D", new_seed()):
        require_recordable("--challenge", plain)


def test_an_order_of_lanes_is_told_from_another_order() -> None:
    """Lanes side by side write down a check a little late; another seed draws all anew."""
    places = [*range(200)]
    late = Chance("late").of("x")
    for lanes in (1, 4, 16):
        assert is_drawn(sorted(places, key=lambda place: place + late.random() * lanes))
    for number in range(MANY):
        drawn = Chance(str(number)).shuffled(places)
        for size in (FEWEST, len(drawn)):
            assert not is_drawn(drawn[:size])
