"""Is a token that REKONO gave to another application good for anything here (RFC 9700, 2.3)?"""

from __future__ import annotations

from collections.abc import Iterator

from harness.checks.application.another_client import Tokens, tokens_of_another_client
from harness.checks.application.application import Application
from harness.checks.application.callbacks import made_up
from harness.checks.application.registry import check
from harness.checks.application.visitor import Session, Visitor


@check(
    "token-of-another-application",
    "WEB-12",
    sl="Žeton, ki ga je REKONO izdal drugi aplikaciji, ne prijavi nikogar.",
    en="A token that REKONO issued to another application signs nobody in.",
)
def token_of_another_application(application: Application) -> None:
    """Whoever runs that application has tokens of everybody who has signed in there."""
    victim, attacker = application.person(), application.another()
    application.control(victim)
    with application.as_control("a sign-in at another application"):
        tokens = tokens_of_another_client(application, victim)
    for name, token in (("access token", tokens.access_token), ("ID token", tokens.id_token)):
        agent, visitor = application.plain(victim, {"Authorization": f"Bearer {token}"})
        _stays_out(application, visitor, f"the {name} as a bearer")
        opened = application.rig.doors.opened_by(agent)
        application.findings.expect(f"what opens to the {name} as a bearer", [], opened)
    for title, answer in _answers(tokens):
        visitor = application.begun(attacker)
        visitor.follow(made_up(application, visitor, answer))
        _stays_out(application, visitor, f"a callback with {title}")


def _answers(tokens: Tokens) -> Iterator[tuple[str, dict[str, str]]]:
    """Give what an attacker writes into the address that they come back by."""
    access, identity = {"access_token": tokens.access_token}, {"id_token": tokens.id_token}
    both = {**access, **identity, "token_type": "Bearer", "expires_in": "3600"}
    yield "the tokens", both
    yield "the tokens, and a code that nobody issued", {**both, "code": "x"}
    yield "the ID token in the code's place", {"code": tokens.id_token}
    yield "the access token in the code's place", {"code": tokens.access_token}
    yield "the ID token alone", {**identity, "token": tokens.id_token, "jwt": tokens.id_token}


def _stays_out(application: Application, visitor: Visitor, by: str) -> None:
    look = visitor.look(by)
    holds = look.session not in (Session.SIGNED_IN, Session.HIDDEN)
    application.findings.require(f"bypass by {by}", holds, Session.SIGNED_OUT, str(look))
