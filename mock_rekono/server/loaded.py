"""Load all that a provider answers with, in a process that many are forked from.

A provider of its own loads this when it starts, and when it is first asked.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import mock_rekono.server.serving
import mock_rekono.server.waitress_workers  # noqa: F401
from mock_rekono import desk, endpoints, store
from mock_rekono.endpoints import control
from mock_rekono.faults import all_faults
from mock_rekono.keys import Keys
from mock_rekono.mechanisms import all_mechanisms
from mock_rekono.profiles import all_profiles
from mock_rekono.texts import all_texts

for package in (endpoints, control, desk, store):
    for module in iter_modules(package.__path__, f"{package.__name__}."):
        import_module(module.name)
for registry in (all_faults, all_mechanisms, all_profiles, all_texts):
    registry()
Keys().ready()
store.Store().close()
