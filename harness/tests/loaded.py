"""Load what commands of tests load and read at their first use, before they are forked."""

from __future__ import annotations

import faker  # noqa: F401

from harness.checks import application, provider
from harness.engine.pytest_session import modules
from harness.engine.suite import examiner
from harness.render import formats
from harness.render.words import words_of_checks

application.all_checks()
provider.all_checks()
examiner()
modules()
formats()
words_of_checks()
