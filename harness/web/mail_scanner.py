"""What does a scanner do that looks at e-mails before people do?"""

from __future__ import annotations

from collections.abc import Iterable

from harness.agents.http import origin_of
from harness.agents.raw_http import Wire


def open_links(wire: Wire, links: Iterable[str], start: str) -> list[str]:
    """Open what leads to the service of this start page; gives these links."""
    own = [link for link in links if origin_of(link) == origin_of(start)]
    for link in own:
        wire.send("HEAD", link)
        wire.arrive(link)
    return own
