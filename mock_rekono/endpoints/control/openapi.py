"""What is the control API, told to programs (OpenAPI 3.1)? Made of what its views declare.

`/control/v1/openapi.json` needs the token as every other address: the guard has no exception.
"""

from __future__ import annotations

import re
from functools import cache
from http import HTTPStatus
from typing import Any

from mock_rekono.endpoints.control.answers import Refused
from mock_rekono.endpoints.control.contract import OPERATIONS, Operation, blueprint, operation

Json = dict[str, Any]
_PARAMETER = re.compile(r"<(\w+)>")
REFUSALS = {
    400: "The request cannot be read: no JSON object, or text that cannot be stored",
    401: "The control token is missing or wrong",
    403: "The host or origin is foreign; at OnePass: the PIN is wrong",
    404: "No such person or thing",
    409: "The e-mail address or tax number belongs to another account",
    413: "The body is too large",
    422: "A value is invalid",
    423: "The OnePass app is locked",
}
EVERYWHERE = (400, 401, 403)
ASKED = {"body": (413, 422), "query": (422,)}


@operation("GET", "/openapi.json")
def openapi() -> dict[str, Any]:
    """Return this document."""
    return document()


@cache
def document() -> Json:
    """Return the description of all operations."""
    shapes = _Shapes()
    paths: Json = {}
    for one in OPERATIONS:
        path = _PARAMETER.sub(r"{\1}", one.path)
        paths.setdefault(path, {})[one.method.lower()] = _described(one, shapes)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "The control API of the mock REKONO",
            "version": "1",
            "description": "Create people and applications, read their messages, and inject "
            "faults. The real REKONO has no such API.",
        },
        "servers": [{"url": blueprint.url_prefix}],
        "security": [{"control_token": []}],
        "paths": paths,
        "components": {
            "schemas": shapes.named,
            "securitySchemes": {"control_token": {"type": "http", "scheme": "bearer"}},
        },
    }


class _Shapes:
    """The JSON Schemas of everything that is taken and answered."""

    def __init__(self) -> None:
        from pydantic import TypeAdapter

        wanted: list[Any] = [
            ((one, name), "serialization" if name == "return" else "validation", TypeAdapter(kind))
            for one in OPERATIONS
            for name, kind in one.types.items()
            if name in ("body", "query") or (name == "return" and one.status != 204)
        ]
        wanted.append((Refused, "validation", TypeAdapter(Refused)))
        made, rest = TypeAdapter.json_schemas(wanted, ref_template="#/components/schemas/{model}")
        self._of = {key: schema for (key, _), schema in made.items()}
        self.named: Json = rest["$defs"]
        for shape in self.named.values():  # what is not described does not come
            if "properties" in shape:
                shape.setdefault("additionalProperties", False)

    def content(self, key: Any) -> Json:
        """Return the JSON that is sent or answered."""
        return {"application/json": {"schema": self._of[key]}}

    def query(self, one: Operation) -> list[Json]:
        """Return the parameters of a query string."""
        if not one.takes("query"):
            return []
        shape = self.named[self._of[one, "query"]["$ref"].rpartition("/")[2]]
        return [
            {"name": name, "in": "query", "schema": schema}
            for name, schema in shape["properties"].items()
        ]


def _described(one: Operation, shapes: _Shapes) -> Json:
    summary, _, rest = (one.view.__doc__ or "").partition("\n")
    described: Json = {
        "operationId": one.view.__name__,
        "tags": [one.view.__module__.rpartition(".")[2]],
        "summary": summary,
        "description": " ".join(rest.split()),
        "parameters": [*map(_of_path, _PARAMETER.findall(one.path)), *shapes.query(one)],
        "responses": {str(one.status): _success(one, shapes), **_refusals(one, shapes)},
    }
    if one.takes("body"):
        described["requestBody"] = {"required": True, "content": shapes.content((one, "body"))}
    return described


def _of_path(name: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _success(one: Operation, shapes: _Shapes) -> Json:
    content = {} if one.status == 204 else {"content": shapes.content((one, "return"))}
    return {"description": HTTPStatus(one.status).phrase, **content}


def _refusals(one: Operation, shapes: _Shapes) -> Json:
    asked = [status for name, more in ASKED.items() if one.takes(name) for status in more]
    return {
        str(status): {"description": REFUSALS[status], "content": shapes.content(Refused)}
        for status in sorted({*EVERYWHERE, *asked, *one.refusals})
    }
