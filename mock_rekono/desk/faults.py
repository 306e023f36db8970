"""What is to go wrong, and for whom? Faults are switched on and off here."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, request

from mock_rekono.authorization_response import see_other
from mock_rekono.cast import persona
from mock_rekono.desk import TABS, desk_blueprint, desk_page
from mock_rekono.errors import FormError, Invalid
from mock_rekono.fault_choice import FaultScope, choose_fault, chosen_faults, end_choice
from mock_rekono.faults import all_faults, fault_of
from mock_rekono.pages import page_language
from mock_rekono.people import Person
from mock_rekono.provider import provider
from mock_rekono.texts import say

PATH = TABS["faults"]
MOST_PEOPLE = 200
NEXT, EVERYBODY, CLIENT, PERSON = "next", "everybody", "client:", "person:"
blueprint = desk_blueprint("faults")


@dataclass(frozen=True)
class AtWork:
    """A fault that is switched on: `choice` ends it, `whom` is who has it."""

    choice: str
    whom: str
    title: str


@blueprint.get(PATH)
def faults() -> Response:
    """Show what is switched on, a form for more, and all that there is."""
    return _page()


@blueprint.post(PATH)
def switch() -> Response:
    """Switch a fault on or off."""
    if request.form.get("act") == "end":
        _end(request.form.get("choice", ""))
        return see_other(PATH)
    try:
        _begin(request.form.get("fault", ""), request.form.get("whose", ""))
    except FormError as refused:
        return _page(refused)
    return see_other(PATH)


def _begin(fault_id: str, whose: str) -> None:
    if fault_id not in all_faults():
        raise FormError("desk.faults.unknown", "fault")
    try:
        choose_fault(_whose(whose), fault_id)
    except Invalid:
        one = all_faults()[fault_id].exclusive
        key = "desk.faults.for_everybody" if one else "desk.faults.not_for_everybody"
        raise FormError(key, "whose") from None


def _end(choice: str) -> None:
    if choice.startswith(PERSON):
        choose_fault(_whose(choice), None)
    else:
        end_choice(choice)


def _whose(written: str) -> FaultScope:
    store = provider().store
    if written.startswith(PERSON):
        person = store.people.by_email(written.removeprefix(PERSON))
        if person is not None:
            return FaultScope(person)
    elif written.startswith(CLIENT):
        client = store.clients.find(written.removeprefix(CLIENT))
        if client is not None:
            return FaultScope(client_id=client.client_id)
    elif written in (NEXT, EVERYBODY):
        return FaultScope(next_only=written == NEXT)
    raise FormError("desk.faults.nobody", "whose")


def _page(*refused: FormError) -> Response:
    language = page_language()
    people = [one for one in provider().store.people.all() if one.email != persona(one.fault)]
    return desk_page(
        "faults",
        400 if refused else 200,
        at_work=[*_notes(language), *_own(people, language)],
        known=list(all_faults().values()),
        clients=provider().store.clients.all(),
        people=people[:MOST_PEOPLE],
        errors={one.field: say(one.key, language) for one in refused},
        values={name: request.form.get(name, "")[:400] for name in ("fault", "whose")},
    )


def _notes(language: str) -> list[AtWork]:
    return [
        AtWork(note.id, _whom(note.owner, note.id, language), _title(note.value, language))
        for note in chosen_faults().values()
    ]


def _whom(owner: str, note_id: str, language: str) -> str:
    if FaultScope().note_id == note_id:
        return say("desk.faults.everybody", language)
    if ":next" not in note_id:
        return owner
    following = say("desk.faults.next", language)
    return f"{owner} ({following})" if owner else following


def _own(people: list[Person], language: str) -> list[AtWork]:
    return [
        AtWork(PERSON + one.email, one.email, _title(one.fault, language))
        for one in people
        if one.fault
    ]


def _title(fault_id: str | None, language: str) -> str:
    return fault_of(fault_id).title.within(language)
