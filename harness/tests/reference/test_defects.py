"""Does each defect break what it says, and nothing in a conforming sign-in?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from harness.reference.defects import Defect, all_defects, rules_with
from harness.reference.rules import Rules

from .independent_provider import Account, IndependentProvider
from .running import Reference
from .visitor import Visitor

NAMES = [str(defect["id"]) for defect in all_defects()]
IN_CONFORMING_SIGN_INS = ("code_forgotten", "expired_code_accepted", "state_unchecked")
"""Defects followed here; `vodomer selftest` looks at all of them, by everything there is."""
AT_SEVERAL_TURNS = {
    "code_free_at_sign_in_accepted": "neither the rule nor the store keeps one code to one person",
    "code_used_earlier_accepted": "neither the rule nor the store keeps one code to one person",
    "empty_sub_accepted": "who is believed to be nobody is named by UserInfo only",
    "missing_sub_accepted": "who is believed to be nobody is named by UserInfo only",
    "missing_id_token_accepted": "without an ID token claims, level and subject are made up",
    "name_of_the_one_before": "is kept at the sign-out, and shown at the next sign-in",
    "server_unverified": "takes endpoints over TLS where the issuer is not, or meets none",
    **dict.fromkeys(
        (
            "session_kept_unseen",
            "strict_for_newcomers",
            "strict_by_number",
            "strict_for_test_addresses",
            "strict_for_test_browsers",
            "strict_soon_after_another",
        ),
        "lets in without a signature where nobody looks, and is told by what reaches it who looks",
    ),
    "neighbour_shown": "many are counted where they sign in, and mixed up where they are shown",
    "lands_signed_out": "whoever has just come in is remembered there, and overlooked later",
    "start_needs_provider": "what the provider publishes is read at the start, and needed there",
    "nonce_not_sent": "one that was never sent is not missed in the answer, either",
    **dict.fromkeys(
        ("link_names_scope", "link_names_issuer"),
        "what a link brings is kept where it is opened, and used where the sign-in begins",
    ),
    "way_in_goal_followed": "a link names the way back, a page keeps it, the callback takes it",
    "younger_session_forgotten": "sessions are told of at one turn, and lost at another",
    "refreshed_signature_unchecked": "which token it is, is known at one turn and asked at another",
    "email_verified_misread": "what is told of an address is kept until accounts are found by it",
    **dict.fromkeys(
        ("bearer_of_anybody_believed", "token_at_callback_believed"),
        "where REKONO is, is learnt at one turn, and used at another",
    ),
    **dict.fromkeys(
        ("missing_code_activates", "code_as_pattern_activates", "code_as_list_activates"),
        "who has sent what passes for a code is remembered, and active from then on",
    ),
    "guesses_at_once_overlooked": "who is overlooked is seen while they guess, and borne as more",
    "looking_uses_up": "which letter a link is of stands in it, and its code is missed later",
    "half_done_sign_out": "the session is kept at the sign-out, and ends on the way back",
    **dict.fromkeys(
        ("published_key_signs", "altered_cookie_believed"),
        "what is sealed for the cookie at one turn is believed at another",
    ),
    "second_code_used_up": "it is used up where it is confirmed, and missed where it is redeemed",
    "ended_session_called_stale_form": "a page of something else still links to the sign-in",
}
"""Defects that are one mistake, which shows at more than one turn of a sign-in."""


def test_registry_is_light_and_complete() -> None:
    assert {(d["id"], d["breaks"]) for d in all_defects()} >= {
        ("expired_code_accepted", "ACT-11"),
        ("code_forgotten", "ACT-04"),
        ("state_unchecked", "RP-04"),
    }
    for defect in all_defects():
        title = defect["title"]
        assert isinstance(title, dict)
        assert set(title) == {"sl", "en"}
    look = "import sys; from harness.reference.defects import all_defects; all_defects()"
    look += "; print('flask' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"


class Known(dict[str, Reference]):
    """References with a defect by its name, each started when somebody asks for it."""

    def __init__(self, start: Callable[..., Reference]) -> None:
        self.start = start

    def __missing__(self, name: str) -> Reference:
        self[name] = self.start("--defect", name)
        return self[name]


@pytest.fixture(scope="module")
def bad(start_reference: Callable[..., Reference]) -> Iterator[dict[str, Reference]]:
    running = Known(start_reference)
    yield running
    for reference in running.values():
        reference.stop()


@pytest.mark.parametrize("name", NAMES)
def test_a_defect_answers_one_rule(name: str) -> None:
    defect = type(rules_with(name))
    own = defect.__mro__[: defect.__mro__.index(Defect)]
    answered = {rule for kind in own for rule in vars(kind) if hasattr(Rules, rule)}
    several = len({rule for rule in answered if not rule.startswith("_")}) > 1
    assert several == (name in AT_SEVERAL_TURNS)


def test_several_defects_answer_each_its_own_rules() -> None:
    several = rules_with("sign_out_by_link+inactive_person_enters")
    assert several.looking_signs_out()
    assert several.may_enter(active=False)
    assert several.guards_forms()
    assert not Rules().looking_signs_out()


def test_the_first_of_several_defects_answers_what_others_would_too() -> None:
    assert rules_with("no_leeway+half_an_hour_of_leeway").leeway(60) == 0
    assert rules_with("half_an_hour_of_leeway+no_leeway").leeway(60) == 1800


@pytest.mark.parametrize("name", IN_CONFORMING_SIGN_INS)
def test_conforming_way_goes_on(
    bad: dict[str, Reference],
    browser: Callable[..., Visitor],
    person: Account,
    email: str,
    name: str,
) -> None:
    visitor = browser(bad[name].activation)
    issued = bad[name].issue(email)
    visitor.sign_in(person)
    visitor.confirm(issued["code"])
    assert visitor.text("[role=status]") == "Vaš račun je aktiviran."


def test_expired_code_accepted(
    bad: dict[str, Reference], browser: Callable[..., Visitor], person: Account, email: str
) -> None:
    reference = bad["expired_code_accepted"]
    visitor = browser(reference.activation)
    revoked, expired = (
        reference.issue(email, state="revoked"),
        reference.issue(email, state="expired"),
    )
    visitor.sign_in(person, code=revoked["code"])
    assert visitor.post("/confirm").status_code == 422
    visitor.confirm(expired["code"])
    assert visitor.text("[role=status]") == "Vaš račun je aktiviran."


def test_code_forgotten(
    bad: dict[str, Reference], browser: Callable[..., Visitor], person: Account, email: str
) -> None:
    reference = bad["code_forgotten"]
    visitor = browser(reference.activation)
    visitor.sign_in(person, code=reference.issue(email)["code"])
    assert visitor.form("/confirm")["code"] == ""


@pytest.mark.parametrize(
    "change", ["missing", "foreign", "reused", "other browser", "nothing sent"]
)
def test_state_unchecked(
    bad: dict[str, Reference],
    browser: Callable[..., Visitor],
    person: Account,
    other: Account,
    change: str,
) -> None:
    start = bad["state_unchecked"].activation
    victim, attacker = browser(start), browser(start)
    if change in ("other browser", "nothing sent"):
        address = attacker.authorize(other, attacker.leave_for_provider())
        if change == "nothing sent":
            address = address.split("&state")[0]
    elif change == "reused":
        used = victim.leave_for_provider()
        victim.get(victim.authorize(person, used))
        fresh = victim.leave_for_provider()
        address = victim.authorize(other, fresh).replace(fresh["state"], used["state"])
    else:
        sent = victim.leave_for_provider()
        state = "" if change == "missing" else "foreign"
        address = victim.authorize(other, sent).replace(f"state={sent['state']}", f"state={state}")
    victim.get(address)
    assert victim.title == "Potrditev aktivacije"
    assert victim.text("#uporabnik") == "Bojan Šest"


def test_state_unchecked_leaves_others_alone(
    bad: dict[str, Reference],
    browser: Callable[..., Visitor],
    provider: IndependentProvider,
    person: Account,
    other: Account,
) -> None:
    start = bad["state_unchecked"].activation
    attacker, victim = browser(start), browser(start)
    pending = attacker.leave_for_provider()
    victim.get(f"/callback?code=rubbish&state={pending['state']}")
    assert victim.page.status_code == 400
    attacker.get(attacker.authorize(person, pending))
    assert attacker.title == "Potrditev aktivacije"
