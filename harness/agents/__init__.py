"""What can a person do in front of a screen, whichever way the screen is driven?

Two agents speak these verbs: `browser` (Chromium through Playwright) and `http` (plain requests
over parsed forms). Scenarios and page objects know only this protocol, so features run with both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol, TypeVar

from harness.agents.locator import Locator, What
from harness.agents.traffic import Traffic
from harness.record.marks import Mark
from harness.redaction.patterns import mask_random

Result = TypeVar("Result")
Find = Callable[[str], Sequence[tuple[int, int]]]
"""Says where in a text the secrets are."""
Mask = Callable[[str, bool], str]
"""Masks the secrets in a text; the second says whether its end was cut away."""
Measure = Callable[[], list[Mark]]
"""Says where the fields that were filled and the control that is pressed next are now."""
Leaving = Callable[[Measure], None]
Offload = Callable[[Callable[[], Any]], Any]
"""Runs a blocking call without holding up the other lanes, and returns its result."""


def run_inline(call: Callable[[], Result]) -> Result:
    """Make a blocking call right here: the `Offload` of a process with one lane."""
    return call()


def squeeze(text: str) -> str:
    """Fold every run of white space, no-break spaces included, to one blank."""
    return re.sub(r"\s+", " ", text).strip()


SAID = 500
"""Characters of a heading or of messages that are told when a page is named."""


@dataclass(frozen=True)
class Seen:
    """What stands on the screen: texts as a person reads them, white space folded."""

    url: str
    status: int
    title: str = ""
    language: str = ""
    is_text: bool = False
    """Not markup, so that it can declare no language."""
    heading: str = ""
    alerts: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    text: str = ""

    def __str__(self) -> str:
        said = mask_random("; ".join((*self.alerts, *self.statuses)))[:SAID]
        about = mask_random(self.heading or self.title or self.text[:NAME])[:SAID]
        return f"page “{about}” ({self.status})" + (f": {said}" if said else "")


NAMES = 40
"""Names of controls that are told of a page; whoever looks for one has read enough after these."""
NAME = 80
"""Characters of such a name."""


def told(names: Iterable[str]) -> list[str]:
    """Give names of controls to be read by a person: each once, short, and not too many."""
    short = (squeeze(name[: 4 * NAME])[:NAME] for name in names)
    return list(islice(dict.fromkeys(filter(None, short)), NAMES))


@dataclass(frozen=True)
class Sent:
    """A request that left the agent: everything another party could have read in it."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


@dataclass(frozen=True)
class Cookie:
    """A cookie as the agent keeps it."""

    name: str
    value: str
    domain: str
    path: str
    http_only: bool
    same_site: str
    """`Strict`, `Lax` or `None` as it was set; empty where nothing was said of it."""
    secure: bool = False
    expires: float | None = None
    """When it ends, in POSIX seconds; None: with the browser's own session."""


class Agent(Protocol):
    """A person's way of using web pages; names of controls are accessible names.

    A verb that needs something which is not there raises `Mismatch`, telling what was looked for
    and what the page offers instead.
    """

    kind: str
    """`browser` or `http`."""
    touched: bool
    """True when something happened since the last picture."""
    leaving: Leaving | None
    """What is called before a press leads on, where there is a screen; it may take a picture."""

    @property
    def address(self) -> str | None:
        """From where on this machine its requests come; None where the system chooses."""

    def open(self, url: str) -> None:
        """Go to an address as if it were typed."""

    def open_short_of(self, url: str, beginning: str) -> None:
        """Go to an address, and no further where it leads on to one that begins so.

        The page seen then has that address; nothing is sent there.
        """

    def fill(self, label: What, value: str) -> None:
        """Type a value into the field with this label, replacing what stood there."""

    def value(self, label: str) -> str:
        """Read what stands in the field with this label."""

    def offers(self, name: str) -> bool:
        """Tell whether a button, link or field with this name is there."""

    def offered(self) -> list[str]:
        """List the names of the buttons, links and fields that can be seen, as far as it helps."""

    def press(self, name: What) -> None:
        """Press the button or follow the link with this name and wait for the next page."""

    def wait_or_press(self, name: str) -> None:
        """See the page go on by its script from where this button is; without one, press it."""

    def press_and_await(
        self, name: What, shown: Sequence[What] = (), hidden: Sequence[What] = ()
    ) -> None:
        """Press something and wait for the next page, or for a script to change this one.

        It has where one of `shown` can be seen that could not, or one of `hidden` cannot any more.
        """

    def await_page_or(self, *shown: What) -> bool:
        """Wait until one of these can be seen, or another page has come; tells whether it is so."""

    def press_and_stay(self, name: What) -> None:
        """Press something that need not lead to another page."""

    def press_twice(self, name: str) -> None:
        """Double-click the button with this name; return when the page that follows is there."""

    def seen(self) -> Seen:
        """Read the page."""

    def shown(self, what: Locator) -> str | None:
        """Read the text of what can be seen there; None where nothing can."""

    def await_any(self, *awaited: Locator) -> None:
        """Wait until one of these can be seen, or for as long as a person would."""

    def await_address(self, beginning: str) -> None:
        """Wait until a window has an address that begins so, or for as long as a person would."""

    def read(self, css: str) -> str:
        """Read the text of the first element that matches, empty when there is none."""

    def attribute(self, css: str, name: str) -> str:
        """Read an attribute of the first element that matches, empty when there is none."""

    def source(self) -> str:
        """Read the markup of the page as it stands now."""

    def reload(self) -> None:
        """Load the page again."""

    def back(self) -> None:
        """Go one page back in the history."""

    def tab(self) -> Agent:
        """Open another tab that shares the cookies."""

    def post_from(self, site: str, url: str, fields: dict[str, str]) -> None:
        """Submit a form that stands on somebody's page at `site` to another address."""

    def follow_from(self, site: str, url: str) -> None:
        """Follow a link that stands on somebody's page at `site` to another address."""

    def cookies(self, url: str) -> list[Cookie]:
        """List the cookies kept for the host of an address, of whatever path."""

    def add_cookie(self, url: str, name: str, value: str) -> None:
        """Put a cookie, as someone who stole or planted it would."""

    def forget(self, url: str) -> None:
        """Drop all cookies of this address's host whose names belong to it."""

    def stored(self) -> dict[str, str]:
        """Read what scripts have put into the web storage of the page's origin, by its keys."""

    def sent(self) -> list[Sent]:
        """List all requests of this agent and its tabs, oldest first."""

    def traffic(self) -> Traffic:
        """Give the last requests of this agent and its tabs with how each was answered."""

    def complaints(self, mask: Mask) -> str:
        """Give what pages wrote to their console, and their errors; empty where nothing was."""

    def picture(self, find: Find = ...) -> bytes | None:
        """Take a JPEG of the screen; what `find` says of its texts is covered.

        None where there is no screen, or where it cannot be covered.
        """

    def close(self) -> None:
        """End the session and forget its cookies."""
