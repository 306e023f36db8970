"""The scenarios of features/protocol."""

from pytest_bdd import scenarios

from scenarios import FEATURES

scenarios(str(FEATURES / "protocol"))
