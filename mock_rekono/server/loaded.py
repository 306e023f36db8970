"""Load all that a provider answers with, in a process that many are forked from.

A provider of its own loads this when it starts, and when it is first asked.
"""

from __future__ import annotations

import mock_rekono.server.serving
import mock_rekono.server.waitress_workers  # noqa: F401
from mock_rekono import endpoints
from mock_rekono.faults import all_faults
from mock_rekono.keys import Keys
from mock_rekono.mechanisms import all_mechanisms
from mock_rekono.profiles import all_profiles
from mock_rekono.store import Store

tuple(endpoints.blueprints(endpoints))
all_faults()
all_mechanisms()
all_profiles()
Keys().ready()
Store().close()
