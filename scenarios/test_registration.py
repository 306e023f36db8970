"""The scenarios of features/registration."""

from pytest_bdd import scenarios

from scenarios import FEATURES

scenarios(str(FEATURES / "registration"))
