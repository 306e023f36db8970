"""Which e-mails and SMS messages would have been sent? They are kept, never sent."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mock_rekono.store import Store


@dataclass(frozen=True)
class Message:
    """A message: `channel` is "email" or "sms", `code` the one-time code in it, if any."""

    channel: str
    to: str
    text: str
    subject: str = ""
    code: str | None = None


class Outbox:
    """The messages kept."""

    def __init__(self, store: Store) -> None:
        self._messages = store.messages

    def put(self, message: Message) -> None:
        """Keep a message as sent now."""
        self._messages.add(**asdict(message))

    def read(self, *, to: str = "", channel: str = "") -> list[dict[str, Any]]:
        """Return messages, newest last, as the control API writes them."""
        return self._messages.read(to=to, channel=channel)

    def clear(self) -> None:
        """Forget all."""
        self._messages.clear()
