"""What does each fault come to, seen from outside? Every module proves a family in `PROOFS`."""

from __future__ import annotations

from collections.abc import Callable

from mock_rekono.tests.fault_proofs.sign_in import SignIn

Proof = Callable[[SignIn], None]
