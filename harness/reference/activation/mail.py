"""How does the welcome e-mail look, and how does it leave the house?"""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from markupsafe import Markup, escape

from ..text import MPV_SUPPORT, REKONO_SUPPORT
from .settings import Settings
from .store import IssuedCode
from .text import TEXTS, TITLE

_PARTS = ("greeting", "opening", "code", "steps", "validity", "support", "test")


class MailNotSent(Exception):  # noqa: N818 - a fact about the mail, named as such
    """The mail server did not take the message; the text says why, in one line."""


@dataclass(frozen=True)
class Addressee:
    """Whom to write to and in which language."""

    email: str
    name: str
    language: str


def send_welcome(settings: Settings, to: Addressee, issued: IssuedCode) -> None:
    """Hand the welcome e-mail over by SMTP. Raises ``MailNotSent`` within the server's timeout."""
    server = settings.mail
    try:
        message = welcome(settings, to, issued)
        with smtplib.SMTP(server.host, server.port, timeout=server.timeout) as connection:
            connection.send_message(message)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise MailNotSent(f"{server.host}:{server.port}: {reason}") from error


def welcome(settings: Settings, to: Addressee, issued: IssuedCode) -> EmailMessage:
    """Write the message, in plain text and in HTML. Raises ``ValueError`` for a bad address."""
    server = settings.mail
    texts = settings.rules.mail_parts(_texts(to, issued, settings.base_url))
    message = EmailMessage()
    message["Subject"] = TEXTS["mail.subject"].in_language(to.language)
    message["From"] = Address(TITLE.in_language(to.language), addr_spec=server.sender)
    message["To"] = Address(to.name, addr_spec=to.email)
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=server.sender.partition("@")[2])
    message.set_content("\n\n".join(texts[part] for part in _PARTS) + "\n")
    message.add_alternative(_html(texts, to.language), subtype="html")
    return message


def _texts(to: Addressee, issued: IssuedCode, address: str) -> dict[str, str]:
    from babel.dates import format_datetime, get_timezone  # loaded late, for a quick start

    end = format_datetime(
        issued.expires_at, "d. MMMM y, HH:mm", get_timezone("Europe/Ljubljana"), to.language
    )
    blanks = {
        "name": to.name,
        "address": address,
        "end": end,
        "rekono": REKONO_SUPPORT,
        "mpv": MPV_SUPPORT,
    }
    parts = {
        part: TEXTS[f"mail.{part}"].in_language(to.language).format(**blanks)
        for part in _PARTS
        if part != "code"
    }
    return {"code": issued.code, **parts}


def _html(texts: dict[str, str], language: str) -> str:
    body = Markup().join(
        Markup('<p style="font:700 1.4em monospace;letter-spacing:.05em">{}</p>').format(text)
        if part == "code"
        else Markup("<p>{}</p>").format(Markup("<br>").join(map(escape, text.split("\n"))))
        for part, text in ((part, texts[part]) for part in _PARTS)
    )
    page = Markup('<!doctype html><html lang="{}"><meta charset="utf-8"><body>{}</body></html>')
    return str(page.format(language, body))
