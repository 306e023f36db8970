"""Which e-mails has the target sent? A real SMTP server on loopback keeps them."""

from __future__ import annotations

import asyncio
import email
import email.policy
import html
import re
import threading
from collections.abc import Callable, Container
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, Literal

from aiosmtpd.smtp import SMTP, Envelope

from harness.agents.charsets import decoded
from harness.processes.peer_user import user_of
from harness.processes.ports import PortTaken

LARGEST = 2_000_000
PATIENCE = 15.0
STOPS_WITHIN = 5.0
Kind = Literal["plain", "html"]
_LINK = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True)
class Mail:
    """One received message: envelope and RFC 5322 bytes as they came."""

    recipients: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """Parse the message."""
        return email.message_from_bytes(self.raw, policy=email.policy.default)

    @property
    def subject(self) -> str:
        """Give the decoded subject."""
        return str(self.message["subject"] or "")

    @property
    def text(self) -> str:
        """Give the plain text part, or the HTML part where there is no other."""
        return self._part("plain", "html")

    @property
    def links(self) -> list[str]:
        """Give the web addresses in the plain text and in the HTML part, each once."""
        found = _LINK.findall(f"{self._part('plain')} {html.unescape(self._part('html'))}")
        return [*dict.fromkeys(link.rstrip(".,;:!?)") for link in found)]

    def _part(self, *kinds: Kind) -> str:
        body = self.message.get_body(preferencelist=kinds)
        if body is None:
            return ""
        sent = body.get_payload(decode=True)
        return decoded(sent if isinstance(sent, bytes) else b"", body.get_content_charset())


class Inbox:
    """An SMTP server that takes every message and lets readers wait for theirs."""

    def __init__(
        self, host: str = "127.0.0.1", port: int = 0, users: Container[int] | None = None
    ) -> None:
        self._users = users
        """Whose mail is taken; None: everybody's, where nobody can say whose process writes."""
        self._mails: list[Mail] = []
        self._arrived = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="inbox", daemon=True)
        self._thread.start()
        self._server = self._listen(host, port)
        self.address = "{}:{}".format(*self._server.sockets[0].getsockname()[:2])

    def _listen(self, host: str, port: int) -> asyncio.Server:
        """Start the server, whatever loop the caller may be in. Raises PortTaken."""
        start = self._loop.create_server(
            lambda: SMTP(self, loop=self._loop, data_size_limit=LARGEST), host, port
        )
        try:
            return asyncio.run_coroutine_threadsafe(start, self._loop).result()
        except OSError as problem:
            self._stop_loop()
            raise PortTaken(f"inbox: cannot listen on {host}:{port}: {problem.strerror}") from None

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:  # noqa: ARG002, N802
        """Keep a message (the name is the SMTP library's)."""
        if not self._may_write(session):
            return "554 only what is examined may write here"
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content).encode()
        with self._arrived:
            self._mails.append(Mail(tuple(to.lower() for to in envelope.rcpt_tos), raw))
            self._arrived.notify_all()
        return "250 kept"

    def _may_write(self, session: Any) -> bool:
        """Tell a stranger on this machine, who could put codes into the inbox, from the target."""
        if self._users is None:
            return True
        ours = self._server.sockets[0].getsockname()[:2]
        user = user_of(session.peer[:2], ours)
        return user is None or user in self._users

    def to(self, address: str) -> list[Mail]:
        """List the messages for an address, oldest first."""
        with self._arrived:
            return [mail for mail in self._mails if address.lower() in mail.recipients]

    def all(self) -> list[Mail]:
        """List all messages, oldest first."""
        with self._arrived:
            return list(self._mails)

    def wait(
        self,
        address: str,
        wanted: Callable[[Mail], bool] = lambda _mail: True,
        timeout: float = PATIENCE,
    ) -> Mail | None:
        """Wait (seconds) for the newest wanted message to an address; None when none comes."""
        found: list[Mail] = []

        def look() -> bool:
            found[:] = [m for m in self._mails if address.lower() in m.recipients and wanted(m)]
            return bool(found)

        with self._arrived:
            self._arrived.wait_for(look, timeout)
        return found[-1] if found else None

    def close(self) -> None:
        """Stop listening and end the thread; safe to call twice."""
        if self._loop.is_closed():
            return
        ending = asyncio.run_coroutine_threadsafe(self._end(), self._loop)
        with suppress(TimeoutError):
            ending.result(STOPS_WITHIN)
        self._stop_loop()

    def _stop_loop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(STOPS_WITHIN)
        if not self._thread.is_alive():
            self._loop.close()

    async def _end(self) -> None:
        """Stop listening and end all sessions, in the thread that serves them."""
        self._server.close()
        sessions = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for session in sessions:
            session.cancel()
        await asyncio.gather(*sessions, return_exceptions=True)
