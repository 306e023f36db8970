"""What nonsense does an application meet at its callback and in its forms?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin

from harness.agents.connections import Answer
from harness.agents.document import Document
from harness.agents.http import origin_of
from harness.agents.raw_http import Wire

CALLBACKS = (
    "",
    "code=x",
    "state=x",
    "code=x&state=y",
    "code=x&code=y&state=a&state=b",
    f"code={'A' * 5000}&state={'B' * 5000}",
    "code=%FF%FE&state=%C3%28",
    "code=%00&state=%00",
    "code%5B%5D=x&state%5B%5D=y",
    "error=%3Cscript%3E",
    "id_token=a.b.c&state=x",
    "%",
)
RUBBISH = ("", "A" * 10_000, "\0\x07\x1b", "Ж☃𝕏", "<script>1</script>", "' OR '1'='1", "../../etc")
RAW_BODY = b"code=%FF%FE&csrf_token=%C3%28&=&&%"
FORMS, FIELDS = 20, 200
"""Forms of a page, and fields of a form, into which nonsense is typed."""
NOT_TYPED = ("hidden", "submit", "button", "image", "reset", "file")
"""Types of fields into which nobody types."""


@dataclass(frozen=True, order=True)
class Field:
    """A field of a form: its name, what stands in it, and whether a person types there."""

    name: str
    value: str
    typed: bool


@dataclass(frozen=True, order=True)
class Form:
    """A form of a page: where it is sent, how, and its fields."""

    url: str
    method: str
    fields: tuple[Field, ...]

    @property
    def is_typed_in(self) -> bool:
        """Whether a person types into it."""
        return any(field.typed for field in self.fields)

    def filled(self, text: str) -> list[tuple[str, str]]:
        """Type a text into every field that takes one."""
        return [(field.name, text if field.typed else field.value) for field in self.fields]

    def send(self, wire: Wire, pairs: list[tuple[str, str]]) -> Answer:
        """Send pairs of names and values the way the form would."""
        if self.method == "POST":
            return wire.post(self.url, pairs)
        return wire.get(f"{self.url.partition('?')[0]}?{urlencode(pairs)}")


def forms_of(page: Answer) -> Iterator[Form]:
    """List the forms of a page that are sent to its own origin."""
    for form in Document(page.url, page.status, page.source).tree.css("form")[:FORMS]:
        fields = [one.attributes for one in form.css("input, textarea, select")[:FIELDS]]
        named = (
            Field(str(one["name"]), one.get("value") or "", one.get("type") not in NOT_TYPED)
            for one in fields
            if one.get("name")
        )
        url = urljoin(page.url, form.attributes.get("action") or "")
        method = (form.attributes.get("method") or "get").upper()
        if origin_of(url) == origin_of(page.url):
            yield Form(url, method, tuple(named))


def send_rubbish(wire: Wire, form: Form) -> Iterator[Answer]:
    """Fill a form with rubbish: what people type into, and once everything."""
    if form.method == "POST":
        yield wire.send("POST", form.url, RAW_BODY)
    for rubbish in RUBBISH:
        yield form.send(wire, [(field.name, rubbish) for field in form.fields])
        if form.is_typed_in:
            yield form.send(wire, form.filled(rubbish))
