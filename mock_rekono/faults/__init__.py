"""What can be made to go wrong on purpose?

A fault overrides some of the seams below. It belongs to a person, so that it happens to whoever
signs in as that person; or to everybody, where it is about discovery or keys. Each file of this
package is one fault; the file's name is its id.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from mock_rekono.text import Text

if TYPE_CHECKING:
    from jwcrypto.jwk import JWK

    from mock_rekono.keys import Keys
    from mock_rekono.outbox import Message
    from mock_rekono.provider import Provider

Claims = dict[str, Any]


class Fault:
    """Nothing goes wrong: every seam does what is right."""

    id: ClassVar[str] = ""
    title: ClassVar[Text] = Text("Vse je prav", "Nothing goes wrong")
    for_everybody: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        if cls.id in _FAULTS:
            raise TypeError(f"two faults are called {cls.id}")
        _FAULTS[cls.id] = cls()

    def discovery(self, document: Claims) -> Claims:
        """Change the discovery document."""
        return document

    def published_keys(self, key_set: Claims) -> Claims:
        """Change the JSON Web Key Set."""
        return key_set

    def authorization_error(self) -> str | None:
        """Answer the authorization request with this error code after the sign-in."""
        return None

    def authorization_response(self, parameters: dict[str, str]) -> dict[str, str]:
        """Change what is sent to the redirect URI."""
        return parameters

    def token_endpoint(self, provider: Provider) -> None:
        """Do something before a token request is looked at; may raise Sabotage."""

    def id_token_claims(self, claims: Claims) -> Claims:
        """Change what the ID token claims."""
        return claims

    def id_token_header(self, header: Claims) -> Claims:
        """Change the ID token's header."""
        return header

    def id_token_key(self, keys: Keys) -> JWK:
        """Choose the key that signs the ID token."""
        return keys.current

    def id_token(self, token: str) -> str:
        """Change the ID token after it was signed."""
        return token

    def logout_token_claims(self, claims: Claims) -> Claims:
        """Change what the logout token claims."""
        return claims

    def logout_token_header(self, header: Claims) -> Claims:
        """Change the logout token's header."""
        return header

    def logout_token_key(self, keys: Keys) -> JWK:
        """Choose the key that signs the logout token."""
        return keys.current

    def logout_token(self, token: str) -> str:
        """Change the logout token after it was signed."""
        return token

    def token_response(self, body: Claims) -> Claims:
        """Change the answer of the token endpoint."""
        return body

    def userinfo_endpoint(self, provider: Provider) -> None:
        """Do something before a userinfo request is answered; may raise Sabotage."""

    def userinfo_claims(self, claims: Claims) -> Claims:
        """Change what userinfo says."""
        return claims

    def message(self, message: Message) -> Message | None:
        """Change an e-mail or SMS message, or let it be lost."""
        return message


_FAULTS: dict[str, Fault] = {}
_NONE = Fault()


@cache
def all_faults() -> dict[str, Fault]:
    """Return every fault by id."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return dict(sorted(_FAULTS.items()))


def fault_of(fault_id: str | None) -> Fault:
    """Return a fault by id; for None, or an id that is gone, the one where nothing goes wrong."""
    return all_faults().get(fault_id or "", _NONE) if fault_id else _NONE
