"""The scenarios of features/activation."""

from pytest_bdd import scenarios

from scenarios import FEATURES

scenarios(str(FEATURES / "activation"))
