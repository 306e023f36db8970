"""The scenarios of features/people."""

from pytest_bdd import scenarios

from scenarios import FEATURES

scenarios(str(FEATURES / "people"))
