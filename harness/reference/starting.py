"""What does every service need from the options to be put together?"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace

from flask import Flask

from .activation.app import NAME
from .activation.app import create_app as create_activation
from .activation.settings import Application as ListedApplication
from .activation.settings import MailServer
from .activation.settings import Settings as ActivationSettings
from .application.app import create_app as create_application
from .application.data import content_of
from .application.settings import Settings as ApplicationSettings
from .database import Database
from .errors import ConfigurationError
from .openid.client import PUBLIC, Client
from .server.options import Secrets


@dataclass(frozen=True)
class Asked:
    """What an application asks: levels, how old a sign-in may be, a refresh token, and when."""

    required_acr: tuple[str, ...] = ()
    max_age: int = 0
    offline_access: bool = False
    discovery_at_start: bool = False

    def added_to(self, client: Client) -> Client:
        """Return the client that asks so."""
        scope = f"{client.scope} offline_access" if self.offline_access else client.scope
        asked = replace(client, required_acr=self.required_acr, max_age=self.max_age, scope=scope)
        return replace(asked, discovery_at_start=self.discovery_at_start)


@dataclass(frozen=True)
class Start:
    """One process being put together: its options, its secrets, its database."""

    options: argparse.Namespace
    secrets: Secrets
    database: Database

    def activation(self, base_url: str, applications: dict[str, str]) -> Flask:
        """Create the activation service; ``applications`` are addresses by id."""
        settings = ActivationSettings(
            base_url=base_url,
            admin_token=self.secrets.admin_token,
            service_token=self.secrets.service_token,
            mail=MailServer(*self.options.smtp),
            applications=tuple(
                ListedApplication(name, content_of(name).name, address)
                for name, address in applications.items()
            ),
            trust_forwarded_for=self.options.trust_forwarded_for,
            rules=self.options.rules,
        )
        client = self._client(NAME, base_url)
        return create_activation(settings, client, self.database)

    def application(
        self, name: str, base_url: str, activation_url: str, asked: Asked = Asked()
    ) -> Flask:
        """One application, which asks ``activation_url`` (if any) who is active."""
        settings = ApplicationSettings(
            id=name,
            name=content_of(name).name,
            base_url=base_url,
            activation_url=activation_url,
            service_token=self.secrets.service_token,
        )
        client = asked.added_to(self._client(name, base_url))
        return create_application(settings, client, self.database, self.options.rules)

    def _client(self, client_id: str, base_url: str) -> Client:
        secret = self.secrets.clients.get(client_id, "")
        if not secret and self.options.token_auth != PUBLIC:
            raise ConfigurationError(f"VODOMER_CLIENT_SECRETS has no secret for {client_id!r}")
        return Client(
            issuer=self.options.issuer,
            client_id=client_id,
            client_secret=secret,
            redirect_uri=f"{base_url}callback",
            timeout=self.options.timeout,
            token_endpoint_auth_method=self.options.token_auth,
            ca=self.options.ca,
        )
