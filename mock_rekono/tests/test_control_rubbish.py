"""Does the control API refuse, as described, whatever does not fit its OpenAPI document?

Requests are made of the document: some that fit and many that do not quite. They are the same each
time, so that a failure comes again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from mock_rekono.endpoints.control.openapi import document
from mock_rekono.tests.kit import TOKEN, Server

pytestmark = pytest.mark.store

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
SCHEMA = schemathesis.openapi.from_dict(document())
BOUNDED = settings(
    max_examples=12,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def own() -> Iterator[Server]:
    """Give a provider that may be filled and reset."""
    started = Server("--cast")
    yield started
    assert started.stop() == 0


@SCHEMA.parametrize()
@BOUNDED
def test_operation(case: schemathesis.Case[Any], own: Server) -> None:
    case.call_and_validate(
        base_url=f"{own.base}/control/v1",
        headers={"Authorization": f"Bearer {TOKEN}"},
        checks=CHECKS,
    )
