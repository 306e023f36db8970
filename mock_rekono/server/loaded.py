"""Load all that a provider would load by and by: for who forks many providers from one process."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

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
for name in ("serving", "waitress_workers"):
    import_module(f"mock_rekono.server.{name}")
Keys().ready()
