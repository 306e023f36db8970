"""Who is a person to Django? A user with the names that the provider tells."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from mozilla_django_oidc.auth import OIDCAuthenticationBackend


class Backend(OIDCAuthenticationBackend):
    """The library's own backend, which finds users by e-mail address; names come with them."""

    def create_user(self, claims: dict[str, Any]) -> User:
        """Make a user at the first sign-in."""
        return self.update_user(super().create_user(claims), claims)

    def update_user(self, user: User, claims: dict[str, Any]) -> User:
        """Take over the names at each sign-in."""
        user.first_name = claims.get("given_name") or ""
        user.last_name = claims.get("family_name") or ""
        user.save()
        return user


def end_session(request: HttpRequest) -> str:
    """Give the provider's address that ends its session, too (RP-Initiated Logout)."""
    told = {
        "id_token_hint": request.session["oidc_id_token"],
        "post_logout_redirect_uri": request.build_absolute_uri("/"),
    }
    return f"{settings.ISSUER}endsession?{urlencode(told)}"
