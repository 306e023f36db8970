"""What do tests of another project hold of a mock REKONO? The fixture `rekono` gives it."""

from mock_rekono.testing.control import ControlRefused
from mock_rekono.testing.process import DidNotStart, RekonoServer
from mock_rekono.testing.rekono import Clock, Rekono
from mock_rekono.testing.values import Client, Person
from mock_rekono.testing.visitor import SignInRefused, Visitor

__all__ = [
    "Client",
    "Clock",
    "ControlRefused",
    "DidNotStart",
    "Person",
    "Rekono",
    "RekonoServer",
    "SignInRefused",
    "Visitor",
]
