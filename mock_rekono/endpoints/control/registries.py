"""What plug-ins does this provider have? Lists for programs."""

from __future__ import annotations

from flask import Response, jsonify

from mock_rekono import registries
from mock_rekono.cast import shown_cast
from mock_rekono.endpoints.control import blueprint


@blueprint.get("/mechanisms")
def list_mechanisms() -> Response:
    """Return the ways of proving who one is."""
    return jsonify(registries.mechanisms())


@blueprint.get("/faults")
def list_faults() -> Response:
    """Return what can be made to go wrong."""
    return jsonify(registries.faults())


@blueprint.get("/profiles")
def list_profiles() -> Response:
    """Return the kinds of provider."""
    return jsonify(registries.profiles())


@blueprint.get("/cast")
def list_cast() -> Response:
    """Return the cast with its secrets; empty when the provider runs without."""
    return jsonify(shown_cast())
