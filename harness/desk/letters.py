"""Which e-mails have arrived, from MPV by SMTP and from REKONO's outbox, and how are they read?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup, escape

from harness.desk.desk import Desk
from harness.processes.inbox import Mail

MOST = 100
_ACTIVATION_CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b")
_EPOCH = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True)
class Letter:
    """One e-mail as it is shown: `source` is `mpv` or `rekono`."""

    source: str
    to: str
    subject: str
    text: Markup
    at: datetime


def letters(desk: Desk, to: str = "") -> list[Letter]:
    """Give the e-mails to an address, or all, newest first.

    Raises:
        VodomerError: the provider is not there.
    """
    addresses = tuple(desk.addresses().values())
    welcomes = [_of_mail(mail, addresses) for mail in desk.scene.environment.inbox.all()]
    others = [_of_outbox(row, addresses) for row in desk.outbox()]
    wanted = [one for one in (*welcomes, *others) if not to or one.to == to.lower()]
    return sorted(wanted, key=lambda letter: letter.at)[: -MOST - 1 : -1]


def _of_mail(mail: Mail, addresses: Iterable[str]) -> Letter:
    codes = _ACTIVATION_CODE.findall(mail.text)
    text = _marked(mail.text, codes, addresses)
    return Letter("mpv", ", ".join(mail.recipients), mail.subject, text, _sent_at(mail))


def _of_outbox(row: dict[str, Any], addresses: Iterable[str]) -> Letter:
    codes = [row["code"]] if row.get("code") else []
    text = _marked(row["text"], codes, addresses)
    sent_at = datetime.fromisoformat(row["sent_at"])
    return Letter("rekono", row["to"].lower(), row["subject"], text, sent_at)


def _sent_at(mail: Mail) -> datetime:
    """Read the date that the sender wrote; a date that is none sorts last."""
    try:
        written: datetime | None = mail.message["Date"].datetime
    except (AttributeError, TypeError, ValueError):
        written = None
    if written is None:
        return _EPOCH
    return (
        written if written.tzinfo else written.replace(tzinfo=UTC)
    )  # -0000 says no zone (RFC 5322)


def _marked(text: str, codes: Iterable[str], addresses: Iterable[str]) -> Markup:
    """Show somebody's text as text; codes can be selected by a click, our addresses followed."""
    shown = str(escape(text.strip()))
    for code in dict.fromkeys(codes):
        plain = str(escape(code))
        shown = shown.replace(plain, f'<strong class="code" data-secret>{plain}</strong>')
    for address in addresses:
        pattern = re.compile(re.escape(str(escape(address))) + r"(?![\w/])")
        shown = pattern.sub(rf'<a href="{escape(address)}" target="_blank">\g<0></a>', shown)
    return Markup(shown)  # noqa: S704 - escaped above
