"""What does an address of the control API take and answer? Its view's signature says so.

`body` is the model of the JSON body, `query` that of the query string; whoever is asked only gets
what fits. The type that a view returns is the answer. The same facts make the document that
describes them all (`openapi`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, TypeVar, get_type_hints

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from mock_rekono.errors import ProtocolError

blueprint = Blueprint("control", __name__, url_prefix="/control/v1")
View = TypeVar("View", bound=Callable[..., Any])
NOT_JSON = "the body is not a JSON object"


@dataclass(frozen=True)
class Operation:
    """A method at an address, below the blueprint's; which of its own refusals it knows."""

    method: str
    path: str
    view: Callable[..., Any]
    success: int
    refusals: tuple[int, ...]

    @cached_property
    def types(self) -> dict[str, Any]:
        """The types of what is taken, by name, and of the answer, by `return`."""
        from mock_rekono.endpoints.control import bodies  # loads pydantic, which takes its time

        return get_type_hints(self.view, localns=vars(bodies))

    def takes(self, name: str) -> bool:
        """Tell whether there is a `body` or a `query`."""
        return name in self.view.__annotations__

    @property
    def status(self) -> int:
        """The status of success: 204 where there is nothing to tell."""
        return 204 if self.view.__annotations__["return"] == "None" else self.success

    def __call__(self, **path: str) -> Response:
        """Take a request and answer it. Raises ProtocolError and Invalid for what does not fit."""
        asked = {name: read(self.types[name]) for name, read in READ.items() if self.takes(name)}
        said = self.view(**path, **asked)
        answer = Response() if self.status == 204 else jsonify(said)
        answer.status_code = self.status
        return answer


OPERATIONS: list[Operation] = []
"""All of them, in the order in which their modules are loaded."""


def operation(
    method: str, path: str, *, success: int = 200, refusals: tuple[int, ...] = ()
) -> Callable[[View], View]:
    """Answer a method at an address. `refusals` are the statuses that the view adds of its own."""

    def register(view: View) -> View:
        known = Operation(method, path, view, success, refusals)
        OPERATIONS.append(known)
        blueprint.add_url_rule(
            path, view.__name__, wraps(view)(lambda **path: known(**path)), methods=[method]
        )
        return view

    return register


def _body(kind: Any) -> Any:
    """Return the body that was sent. Raises ProtocolError (400, 413) or Invalid."""
    from mock_rekono.endpoints.control.bodies import read_json

    try:
        return read_json(kind, request.get_data())
    except HTTPException as problem:
        raise ProtocolError(NOT_JSON, status=problem.code or 400) from None
    except ValueError:
        raise ProtocolError(NOT_JSON) from None


def _query(kind: Any) -> Any:
    """Return the query that was sent. Raises Invalid."""
    from mock_rekono.endpoints.control.bodies import read_query

    return read_query(kind, request.args.to_dict())


READ: dict[str, Callable[[Any], Any]] = {"body": _body, "query": _query}
