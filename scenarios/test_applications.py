"""The scenarios of features/applications."""

from pytest_bdd import scenarios

from scenarios import FEATURES

scenarios(str(FEATURES / "applications"))
