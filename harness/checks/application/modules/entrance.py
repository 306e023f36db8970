"""What does a link to where sign-ins begin decide, break or say?"""

from __future__ import annotations

from functools import partial
from random import SystemRandom

from harness.agents import Sent
from harness.checks.application.application import Application
from harness.checks.application.arrival import PAGE, SERVER_ERROR, gets_in_at_last, must_end
from harness.checks.application.foreign_provider import foreign_provider
from harness.checks.application.registry import check
from harness.checks.application.visitor import Visitor
from harness.checks.application.ways_in import entrances, led_with
from harness.person import made_up_word
from harness.record.verdict import NotApplicable
from harness.web.link_parameters import (
    DECIDING,
    DIRECTING,
    ISSUERS,
    RUBBISH,
    SAYING,
    bringing,
    smuggled,
    taken,
)

NOTHING = "nothing of the link's"


@check(
    "entrance-takes-parameters",
    "WEB-15",
    sl="Povezava na vhod ne odloči, kaj aplikacija zahteva od sistema REKONO.",
    en="A link to the entrance does not decide what REKONO is asked for.",
)
def takes_parameters(application: Application) -> None:
    """By each way in, with the parameters of a request, also inside the values of others.

    A way that asks REKONO for nothing then has refused them, as it may.
    """
    visitor = application.begun(application.person())
    for name, way in entrances(application, visitor).items():
        usual = led_with(application, visitor, way, {})
        if not usual:
            application.recorder.note(f"left out: {name}", "it does not lead to REKONO")
            continue
        for how, brought in _links().items():
            asked = led_with(application, visitor, way, brought)
            title = f"{name}, {how}"
            for one in asked:
                _judge(application, title, one, usual[-1])
            if not asked:
                application.recorder.note(title, "REKONO is asked for nothing")
        _no_other_provider(application, visitor, name, way)


def _links() -> dict[str, dict[str, str]]:
    every = {**DECIDING, **DIRECTING}
    return {"parameters of a request": every, "the same in other values": smuggled(every)}


def _judge(application: Application, title: str, asked: str, usual: str) -> None:
    decided, directed = taken(DECIDING, asked, usual), taken(DIRECTING, asked, usual)
    application.findings.require(
        f"what is granted, by {title}", not decided, NOTHING, ", ".join(decided) or NOTHING
    )
    application.findings.recommend(
        f"how a person signs in, by {title}", not directed, NOTHING, ", ".join(directed) or NOTHING
    )


def _no_other_provider(
    application: Application, visitor: Visitor, name: str, way: Sent | None
) -> None:
    """Require that a link does not choose who signs people in.

    An application elsewhere cannot reach the foreign provider here: then only the browser's way is
    seen.
    """
    with foreign_provider() as other:
        asked = led_with(application, visitor, way, dict.fromkeys(ISSUERS, other.issuer))
        reached = ", ".join(dict.fromkeys(other.paths))
    actual = f"the foreign provider's {reached}" if reached else "none of the foreign provider's"
    if not asked:
        application.recorder.note(f"{name}, a foreign issuer", "REKONO is asked for nothing")
    title = f"what is asked by {name} with a foreign issuer"
    application.findings.require(title, not reached, "none of the foreign provider's", actual)


@check(
    "rubbish-at-entrance",
    "WEB-08",
    sl="Neberljiv naslov v povezavi na vhod ni napaka strežnika in ne prepreči prijave.",
    en="An unreadable address in a link to the entrance is no server error and breaks no sign-in.",
)
def rubbish(application: Application) -> None:
    """Under each name that a way back goes by; then the person signs in in that same window.

    Over plain HTTP: there are many.
    """
    if application.target.target.single_page:
        raise NotApplicable("a script reads its addresses: its server has no part in that")
    begun = application.begun(application.person())
    ways = entrances(application, begun)
    visitor = application.plain(begun.person)[1]
    for name, way in ways.items():
        for what, brought in RUBBISH.items():
            title = f"{name} with {what}"
            before = len(visitor.agent.sent())
            must_end(title, partial(led_with, application, visitor, way, brought))
            seen, came = visitor.agent.seen(), len(visitor.agent.sent()) > before
            broke = came and seen.status >= SERVER_ERROR and not visitor.is_refused
            application.findings.require(title, not broke, PAGE, str(seen))
    gets_in_at_last(application, visitor, "the sign-in in the same window")


@check(
    "words-of-a-link",
    "WEB-16",
    sl="Strani pred prijavo ne pokažejo besed, ki jih prinese povezava.",
    en="The pages before the sign-in do not show words that a link brings.",
)
def words(application: Application) -> None:
    """Where people begin: what a callback repeats of REKONO's own error is not looked at."""
    word = made_up_word(SystemRandom(), 8)
    brought = dict.fromkeys(SAYING, f"Poklicite {word} in povejte geslo")
    visitor = application.begun(application.person())
    ways = entrances(application, visitor)
    own = [way.url for way in ways.values() if way and way.method == "GET" and not _answers(way)]
    for address in dict.fromkeys((application.target.target.start, *own)):
        visitor.agent.forget(application.target.target.start)
        must_end("a link with words", partial(visitor.agent.open, bringing(address, brought)))
        seen = visitor.agent.seen()
        visitor.keep(seen, "a link with words")
        shown = word in seen.text and not visitor.is_at_rekono
        actual = f"“{brought['message']}”" if shown else NOTHING
        title = f"words shown by {address.partition('?')[0]}"
        application.findings.recommend(title, not shown, NOTHING, actual)


def _answers(way: Sent) -> bool:
    return "iss=" in way.url
