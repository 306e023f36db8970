"""How is a page looked at by a script that the page cannot fool? In a world of our own.

A page may redefine everything that its scripts share: `document.querySelector`, `Array.prototype`,
`JSON`. In an isolated world the same document is there, with objects that only we have.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


def look(page: Page, script: str, *words: object, library: str = "") -> Any:
    """Call a function in our world of a page; it may use what `SAFE` gives. Raises Error.

    `library` is a script that is run there before.
    """
    session = _session_of(page)
    return _looked(session, _frames(session)[0], script, words, library)


def look_into_frames(page: Page, script: str, most: int) -> Iterator[Any]:
    """Call a function in our world of each frame of a page; one that goes away is left out."""
    session = _session_of(page)
    for frame in _frames(session)[1:most]:
        with suppress(Error):
            yield _looked(session, frame, script, (), "")
    for other in page.frames[1:most]:
        with suppress(Error), _session_of_frame(other) as own:
            yield _looked(own, _frames(own)[0], script, (), "")


def _looked(
    session: CDPSession, frame: str, script: str, words: tuple[object, ...], library: str
) -> Any:
    made = {"frameId": frame, "worldName": WORLD}
    world = session.send("Page.createIsolatedWorld", made)["executionContextId"]
    if library:
        _value(session.send("Runtime.evaluate", {"expression": library, "contextId": world}))
    return _value(
        session.send(
            "Runtime.callFunctionOn",
            {
                "functionDeclaration": f"(...words) => {{ {SAFE} return ({script})(...words); }}",
                "executionContextId": world,
                "arguments": [{"value": word} for word in words],
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
    )


def _value(answer: dict[str, Any]) -> Any:
    if "exceptionDetails" in answer:
        thrown = answer["exceptionDetails"]
        raise Error(str(thrown.get("exception", {}).get("description") or thrown["text"]))
    return answer["result"].get("value")


def _session_of(page: Page) -> CDPSession:
    if page not in _sessions:
        _sessions[page] = page.context.new_cdp_session(page)
    return _sessions[page]


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
