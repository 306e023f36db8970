"""What plug-ins does this provider have? Lists for programs."""

from __future__ import annotations

from flask import Response, jsonify

from mock_rekono.cast import shown_cast
from mock_rekono.endpoints.control import blueprint
from mock_rekono.faults import all_faults
from mock_rekono.mechanisms import all_mechanisms
from mock_rekono.profiles import all_profiles


@blueprint.get("/mechanisms")
def list_mechanisms() -> Response:
    """Return the ways of proving who one is."""
    return jsonify(
        [
            {"id": one.id, "title": one.title.as_dict(), "level": one.level, "second": one.second}
            for one in all_mechanisms().values()
        ]
    )


@blueprint.get("/faults")
def list_faults() -> Response:
    """Return what can be made to go wrong."""
    return jsonify(
        [
            {"id": one.id, "title": one.title.as_dict(), "for_everybody": one.for_everybody}
            for one in all_faults().values()
        ]
    )


@blueprint.get("/profiles")
def list_profiles() -> Response:
    """Return the kinds of provider."""
    return jsonify(
        [{"id": one.id, "title": one.title.as_dict()} for one in all_profiles().values()]
    )


@blueprint.get("/cast")
def list_cast() -> Response:
    """Return the cast with its secrets; empty when the provider runs without."""
    return jsonify(shown_cast())
