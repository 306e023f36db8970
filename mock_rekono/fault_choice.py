"""Which fault is at work: this sign-in's, the person's, the application's or everybody's?

The first that there is, in this order. A person's own stands in their account; the others are
notes. A fault for the next sign-in only is taken by it, and stays with its code and tokens.
"""

from __future__ import annotations

from dataclasses import dataclass

from mock_rekono import clock
from mock_rekono.errors import Invalid
from mock_rekono.faults import Fault, fault_of
from mock_rekono.people import Person
from mock_rekono.provider import provider
from mock_rekono.records import Note

EVERYBODY = "fault"
FAR = 10 * 365 * 86400.0


@dataclass(frozen=True)
class FaultScope:
    """Whom a fault is chosen for: a person, an application, or neither; for one sign-in or all."""

    person: Person | None = None
    client_id: str | None = None
    next_only: bool = False

    @property
    def note_id(self) -> str:
        """Under which a choice is kept."""
        when = "next" if self.next_only else "each"
        if self.person is not None:
            return f"{EVERYBODY}:{when}:person:{self.person.sub}"
        if self.client_id is not None:
            return f"{EVERYBODY}:{when}:client:{self.client_id}"
        return f"{EVERYBODY}:next" if self.next_only else EVERYBODY

    @property
    def everybody(self) -> bool:
        """Whether nobody is named."""
        return self.note_id == EVERYBODY


def choose_fault(whose: FaultScope, fault_id: str | None) -> None:
    """Let a fault happen; None ends it. Raises Invalid when the fault is not for such a choice."""
    if fault_id and fault_of(fault_id).exclusive != whose.everybody:
        belongs = "to a person, an application or the next sign-in, not to everybody"
        belongs = belongs if whose.everybody else "to everybody, not to one alone"
        raise Invalid(f"{fault_id} belongs {belongs}", "fault")
    if whose.person is not None and not whose.next_only:
        provider().store.people.change(whose.person.sub, fault=fault_id)
    elif fault_id:
        provider().store.records.put(_note(whose, fault_id))
    else:
        end_choice(whose.note_id)


def _note(whose: FaultScope, fault_id: str) -> Note:
    now = clock.now()
    return Note(
        id=whose.note_id,
        owner=whose.person.email if whose.person else whose.client_id or "",
        issued_at=now,
        expires_at=now + FAR,
        value=fault_id,
    )


def end_choice(note_id: str) -> None:
    """End a choice that is kept under this id; one that there is not has ended."""
    note = chosen_faults().get(note_id)
    if note is not None:
        provider().store.records.drop(note)


def chosen_faults() -> dict[str, Note]:
    """Return the choices that hold, apart from those that stand in accounts."""
    return {note.id: note for note in provider().store.records.unspent(Note)}


def fault_for_everybody() -> Fault:
    """Return the exclusive fault that was asked for, or the one that does nothing."""
    if not provider().is_open:  # then nobody can have asked for one
        return fault_of(None)
    return _first(chosen_faults(), FaultScope())


def fault_for(person: Person | None, client_id: str, taken: str = "") -> Fault:
    """Return the fault at work; `taken` is the one that the sign-in took for itself."""
    own = taken or (person.fault if person else None)
    return fault_of(own) if own else _of_many(chosen_faults(), client_id)


def fault_at_sign_in(person: Person, client_id: str) -> tuple[Fault, str]:
    """Return the fault at work, and the id of one that this sign-in takes for itself, or empty."""
    chosen = chosen_faults()
    taken = _take_next(chosen, person, client_id)
    own = taken or person.fault
    return fault_of(own) if own else _of_many(chosen, client_id), taken


def _take_next(chosen: dict[str, Note], person: Person, client_id: str) -> str:
    for whose in (
        FaultScope(person, next_only=True),
        FaultScope(client_id=client_id, next_only=True),
        FaultScope(next_only=True),
    ):
        note = chosen.get(whose.note_id)
        if note is not None and provider().store.records.spend(note):
            return note.value
    return ""


def _of_many(chosen: dict[str, Note], client_id: str) -> Fault:
    return _first(chosen, FaultScope(client_id=client_id), FaultScope())


def _first(chosen: dict[str, Note], *wanted: FaultScope) -> Fault:
    found = [chosen[one.note_id] for one in wanted if one.note_id in chosen]
    return fault_of(found[0].value if found else None)
