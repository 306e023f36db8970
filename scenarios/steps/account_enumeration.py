"""What can a stranger learn about other people's accounts from REKONO's pages?"""

from __future__ import annotations

from pytest_bdd import given, then, when

from harness.engine.actor import Actor
from harness.engine.world import World
from harness.pages.forgotten import Forgotten
from harness.pages.registration import EMAIL_CODE
from scenarios.steps.registration_codes import other_than
from scenarios.steps.words import sentence

WRONG_PASSWORD = "napačno-geslo-1"  # noqa: S105 - nobody's
WRONG_PUK = "AAAA-BBBB-CCCC"


@given(sentence("the account of {name:Who} is locked"))
def locked(world: World, name: str) -> None:
    world.environment.rekono.change(world.actor(name).person.email, locked=True)


@when(
    sentence("{name:Who} begins registration with an unused address and with that of {owner:Who}")
)
def register_both(world: World, name: str, owner: str) -> None:
    stranger = world.actor(name)
    for address in (stranger.person.email, world.actor(owner).person.email):
        stranger.activation.open()
        stranger.activation.register()
        note_answers(world, address, register_as(world, stranger, address))


@when(
    sentence(
        "{name:Who} tries a wrong password with an unknown address and with that of {owner:Who}"
    )
)
def sign_in_both(world: World, name: str, owner: str) -> None:
    stranger = world.actor(name)
    for address in (stranger.person.email, world.actor(owner).person.email):
        stranger.activation.open()
        stranger.activation.sign_in()
        stranger.sign_in.password(address, WRONG_PASSWORD)
        note_answers(world, address, [answer(stranger, address)])


@when(sentence("{name:Who} tries a wrong PUK with an unknown address and with that of {owner:Who}"))
def reset_both(world: World, name: str, owner: str) -> None:
    stranger = world.actor(name)
    for address in (stranger.person.email, world.actor(owner).person.email):
        stranger.activation.open()
        stranger.activation.sign_in()
        stranger.sign_in.forgot()
        Forgotten(stranger.agent).reset(address, WRONG_PUK, stranger.person.password)
        note_answers(world, address, [answer(stranger, address)])


@then(sentence('REKONO has answered both alike, with "{text}"'))
def answered_alike(world: World, text: str) -> None:
    unknown, known = world.notes["answers"]
    world.require(f"the answer says “{text}”", text in unknown[-1], text, unknown[-1])
    world.expect("answers to the address of an account", unknown, known)


@then(sentence('{name:Who} is told by e-mail "{text}", without a code'))
def told_by_email(world: World, name: str, text: str) -> None:
    messages = world.environment.rekono.messages(world.actor(name).person.email, "email")
    texts = [message["text"] for message in messages]
    told = bool(texts) and all(text in one for one in texts)
    world.require("the e-mails tell it", told, f"only e-mails that say “{text}”", texts)
    world.expect("codes in the e-mails", set(), {m["code"] for m in messages} - {None})


@then(sentence("the account of {name:Who} is the one it was"))
def same_account(world: World, name: str) -> None:
    person = world.actor(name).person
    account = world.environment.rekono.account(person.email) or {}
    world.expect("subject of the account", person.sub, account.get("sub"))


def note_answers(world: World, address: str, answers: list[str]) -> None:
    """Keep what REKONO said about an address."""
    world.recorder.note(f"answers about {address}", "\n".join(answers))
    world.notes.setdefault("answers", []).append(answers)


def register_as(world: World, stranger: Actor, address: str) -> list[str]:
    """Begin registration with an address: the code asked for, a wrong one, a new one asked for."""
    stranger.registration.email(address)
    answers = [answer(stranger, address)]
    right = world.message_code(address, "email")
    stranger.registration.code(EMAIL_CODE, other_than(right))
    answers.append(answer(stranger, address))
    stranger.registration.send_again()
    return [*answers, answer(stranger, address)]


def answer(stranger: Actor, address: str) -> str:
    """Give all that a page says, with the address typed taken out."""
    seen = stranger.agent.seen()
    path = seen.url.partition("?")[0]
    said = f"{seen.status} {path} “{seen.title}” {seen.alerts} {seen.statuses} {seen.text}"
    return said.replace(address, "the address typed")
