"""The scenarios of features/sign_in."""

from pytest_bdd import scenarios

from scenarios import FEATURES

scenarios(str(FEATURES / "sign_in"))
