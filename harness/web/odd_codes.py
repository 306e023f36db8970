"""How may a form be sent with something in the code's place that nobody types?"""

from __future__ import annotations

import json
from collections.abc import Callable

from harness.agents.connections import Answer
from harness.agents.raw_http import Wire
from harness.web.malformed_input import Form

Send = Callable[[Wire, Form], Answer]
"""Sends the form that a code is typed into, as nobody does who types."""
JSON = {"Content-Type": "application/json"}
ANY = "x"


def typed(text: str) -> Send:
    """Type this."""
    return lambda wire, form: form.send(wire, form.filled(text))


def missing(wire: Wire, form: Form) -> Answer:
    """Leave out what people type into."""
    return form.send(wire, [(one.name, one.value) for one in form.fields if not one.typed])


def called(ending: str) -> Send:
    """Let the name of the field end so: frameworks make a list or a condition of it."""

    def send(wire: Wire, form: Form) -> Answer:
        renamed = ((f"{one.name}{ending}", ANY) for one in form.fields if one.typed)
        others = ((one.name, one.value) for one in form.fields if not one.typed)
        return form.send(wire, [*others, *renamed])

    return send


def as_json(value: object) -> Send:
    """Send the fields as a JSON object, with this in the place of what is typed."""

    def send(wire: Wire, form: Form) -> Answer:
        said = {one.name: value if one.typed else one.value for one in form.fields}
        return wire.ask("POST", form.url, JSON, json.dumps(said).encode())

    return send


ODD_CODES: dict[str, Send] = {
    "no code at all": missing,
    "a list": called("[]"),
    "a condition, unlike x": called("[$ne]"),
    **{f"“{text}”": typed(text) for text in ("0", "%", "*", "____-____-____-____", "null")},
    "a JSON number": as_json(0),
    "a JSON true": as_json(value=True),
    "a JSON null": as_json(None),
    "a JSON condition": as_json({"$ne": ANY}),
}
