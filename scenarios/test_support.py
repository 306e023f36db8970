"""The scenarios of features/support."""

from pytest_bdd import scenarios

from scenarios import FEATURES

scenarios(str(FEATURES / "support"))
