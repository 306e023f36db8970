"""Is a page taken for a refusal that says so in plain words, and no other?"""

from __future__ import annotations

import pytest

from harness.checks.application.places import Place
from harness.checks.application.refusal import says_no
from harness.checks.application.target import Refusal

PLAIN = (
    "Prijava ni uspela. Poskusite znova.",
    "Žal se niste mogli prijaviti: prijava je bila zavrnjena",
    "Prijaviti vas ni bilo mogoče.",
    "Neuspešna prijava",
    "Sign-in failed",
    "Login failed: the answer had no code",
    "We could not sign you in. Try again.",
    "Unable to log\n you in",
    "Authentication error",
    "You were not signed in",
    "Access denied",
)
NO_REFUSAL = (
    "Internal Server Error",
    "500 Something went wrong",
    "Napaka strežnika",
    "Sign in with a REKONO account",
    "Prijava",
    "Prijavljeni ste kot Ana Novak",
    "You are signed in",
    "The login page",
    "Signed in at 12:00; last failed sign-in: never",
    "",
)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_words_are_understood(text: str) -> None:
    assert says_no(f"Register\n{text}\nPomoč: podpora@mpv.si")


@pytest.mark.parametrize("text", NO_REFUSAL)
def test_an_error_of_the_server_is_no_refusal(text: str) -> None:
    assert not says_no(text)


def test_several_marks_may_tell_a_refusal() -> None:
    one, other = {"text": "Prijava ni uspela"}, {"css": "#napaka"}
    assert Refusal.model_validate({"shows": one}).marks == (Place(**one),)
    assert Refusal.model_validate({"shows": [one, other]}).marks == (Place(**one), Place(**other))
    with pytest.raises(ValueError, match="at least 1"):
        Refusal.model_validate({"shows": []})
