"""Is a person known by iss and sub, whatever else is theirs (Core 5.7), and by each letter of them?

Whether somebody nearly alike gets in is the application's choice; as whom is not.
"""

from __future__ import annotations

from random import Random

from harness.checks.application.application import Application, says_who
from harness.checks.application.fault import all_faults
from harness.checks.application.registry import check
from harness.checks.application.visitor import Look, Visitor
from harness.person import Person, made_up_word
from harness.record.verdict import NotApplicable

SAME_EMAIL, OTHER_SUBJECT = "same_email", "sub_of_another_in_other_case"
SYLLABLES = 2
"""Of what is put behind a plus sign, which REKONO's fault leaves out of an address."""


@check(
    "fault-same_email",
    "RP-34",
    sl="Druga oseba z istim e-naslovom ne vstopi v račun prve.",
    en="Another person with the same e-mail address does not enter the first one's account.",
    fault=SAME_EMAIL,
)
def same_email(application: Application) -> None:
    """Let a newcomer come with each form of the address: who is known has an account of theirs."""
    first = application.person()
    _is_named(application, first)
    tags, came = application.drawn("tag"), []
    for numbered, how in values(SAME_EMAIL):
        second = application.person(email=address_with_a_tag(first.email, tags))
        _comes_as_another(application, (first, second), numbered, f"the same e-mail address{how}")
        came.append(second)
    look = application.gets_in(application.visitor(first), "the first person comes again")
    for second in came:
        _is_not_called(application, look, second)


@check(
    "fault-sub_of_another_in_other_case",
    "RP-34",
    sl="Oseba, katere sub se razlikuje le v velikosti črk, ne vstopi v račun druge.",
    en="A person whose sub differs in case only does not enter another's account.",
    fault=OTHER_SUBJECT,
)
def other_subject(application: Application) -> None:
    """Let REKONO tell of somebody else wherever it would tell of the first."""
    first = application.person()
    _is_named(application, first)
    for numbered, how in values(OTHER_SUBJECT):
        _comes_as_another(application, (first, first), numbered, f"nearly the same sub{how}")
    look = application.gets_in(application.visitor(first), "the first person comes again")
    application.shows(look, first.name, "whom the page shows")


def _is_named(application: Application, first: Person) -> None:
    look = application.control(first).look("the first person")
    if not says_who(look.seen, first):
        raise NotApplicable("the first page does not call people by their names")


def address_with_a_tag(email: str, tags: Random) -> str:
    """Give an address that REKONO's fault makes the same as this one."""
    return email.replace("@", f"+{made_up_word(tags, SYLLABLES)}@")


def values(fault: str) -> list[tuple[str, str]]:
    """List a fault and its other values, each with how it differs."""
    known = all_faults()[fault]
    return [(fault, ""), *((known.numbered(how), f", {how}") for how in known.variants)]


def _comes_as_another(
    application: Application, who: tuple[Person, Person], fault: str, alike: str
) -> None:
    """Let the second sign in under a fault, and require that the first's name is not shown."""
    first, second = who
    newest, visitor = application.newest(), application.visitor(second)
    with application.fault(fault, second):
        application.tolerated(lambda: application.attempt(visitor))
    _was_asked(application, newest, visitor)
    look = visitor.look(f"another person, with {alike}")
    _is_not_called(application, look, first)


def _was_asked(application: Application, newest: int, visitor: Visitor) -> None:
    if not application.asked_since(newest, visitor.person, "userinfo"):
        raise NotApplicable("the application did not ask who came (userinfo)")


def _is_not_called(application: Application, look: Look, person: Person) -> None:
    """Require that a page does not call the one by the other's name."""
    absent = not says_who(look.seen, person)
    application.findings.require(
        "whom the page shows", absent, f"nobody called “{person.name}”", str(look)
    )
