"""How is a page looked at by a script that the page cannot fool? In a world of our own.

A page may redefine everything that its scripts share: `document.querySelector`, `Array.prototype`,
`JSON`. In an isolated world the same document is there, with objects that only we have.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, Error, Frame, Page

WORLD = "vodomer"
SAFE = """
const docs = Document.prototype, elements = HTMLElement.prototype;
const got = (kind, name, whose) =>
  Object.getOwnPropertyDescriptor(kind, name).get.call(whose);
const every = (css) => [...docs.querySelectorAll.call(document, css)];
const first = (css) => docs.querySelector.call(document, css);
const body = () => got(docs, "body", document);
const textOf = (node) => node instanceof HTMLElement ? got(elements, "innerText", node) : "";
"""
"""What our scripts ask by: an element called `body` hides the document's own here, too."""
_sessions: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()
_own_frames: WeakKeyDictionary[Page, str] = WeakKeyDictionary()


@dataclass(frozen=True)
class World:
    """Our own world of one frame of a page."""

    session: CDPSession
    frame: str
    context: int

    @classmethod
    def of(cls, session: CDPSession, frame: str) -> World:
        """Enter our world of a frame; it is made where there is none yet. Raises Error."""
        made = {"frameId": frame, "worldName": WORLD}
        world = session.send("Page.createIsolatedWorld", made)["executionContextId"]
        return cls(session, frame, world)

    def ask(self, script: str, *words: object, library: str = "") -> Any:
        """Call a function; it may use what `SAFE` gives. Raises Error.

        `library` is a script that is run there before.
        """
        if library:
            asked = {"expression": library, "contextId": self.context}
            _result(self.session.send("Runtime.evaluate", asked))
        return self._call(script, words, True).get("value")

    def hold(self, script: str, *words: object) -> Held:
        """Call a function and keep what it gives there, out of the page's reach. Raises Error."""
        return Held(self._call(script, words, False)["objectId"])

    def _call(self, script: str, words: tuple[object, ...], whole: bool) -> dict[str, Any]:
        asked = {
            "functionDeclaration": f"(...words) => {{ {SAFE} return ({script})(...words); }}",
            "executionContextId": self.context,
            "arguments": [_argument(word) for word in words],
            "awaitPromise": True,
            "returnByValue": whole,
        }
        return _result(self.session.send("Runtime.callFunctionOn", asked))


@dataclass(frozen=True)
class Held:
    """Something that is kept in our world of a frame; a word for functions there."""

    object_id: str


def _argument(word: object) -> dict[str, object]:
    return {"objectId": word.object_id} if isinstance(word, Held) else {"value": word}


def look(page: Page, script: str, *words: object, library: str = "") -> Any:
    """Call a function in our world of a page, as `World.ask`. Raises Error."""
    world = World.of(session_of(page), own_frame_of(page))
    return world.ask(script, *words, library=library)


@contextmanager
def worlds(page: Page, most: int | None = None) -> Iterator[list[World]]:
    """Enter our world of each frame of a page, its own first; one that goes away is left out."""
    session = session_of(page)
    entered = [World.of(session, own_frame_of(page))]
    with ExitStack() as opened:
        for frame in _frames(session)[1:most]:
            with suppress(Error):
                entered.append(World.of(session, frame))
        for other in page.frames[1:most]:
            with suppress(Error):
                own = opened.enter_context(_session_of_frame(other))
                entered.append(World.of(own, _frames(own)[0]))
        yield entered


def _result(answer: dict[str, Any]) -> dict[str, Any]:
    if "exceptionDetails" in answer:
        thrown = answer["exceptionDetails"]
        raise Error(str(thrown.get("exception", {}).get("description") or thrown["text"]))
    result: dict[str, Any] = answer["result"]
    return result


def session_of(page: Page) -> CDPSession:
    """Give our session of Chromium's own protocol with a page; it lasts as long as the page."""
    if page not in _sessions:
        _sessions[page] = page.context.new_cdp_session(page)
    return _sessions[page]


def own_frame_of(page: Page) -> str:
    """Give the id of the frame that is the page itself; it stays, wherever the page goes."""
    if page not in _own_frames:
        _own_frames[page] = _frames(session_of(page))[0]
    return _own_frames[page]


@contextmanager
def _session_of_frame(frame: Frame) -> Iterator[CDPSession]:
    """Open a session of a frame that has a process of its own; Error for any other."""
    session = frame.page.context.new_cdp_session(frame)
    try:
        yield session
    finally:
        with suppress(Error):
            session.detach()


def _frames(session: CDPSession) -> list[str]:
    """List the ids of the frames of a page, its own first."""
    found, trees = [], [session.send("Page.getFrameTree")["frameTree"]]
    for tree in trees:
        found.append(tree["frame"]["id"])
        trees += tree.get("childFrames", [])
    return found
