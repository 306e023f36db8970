"""How is Django set up? As `startproject` does, and as mozilla-django-oidc's documentation says."""

import os
import secrets
from pathlib import Path

# Django
SECRET_KEY = secrets.token_urlsafe(48)
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "urls"
LANGUAGE_CODE = "sl"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "mozilla_django_oidc",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ["DATABASE"],
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    }
}

# mozilla-django-oidc: it knows no discovery, so each address is named
ISSUER = os.environ["VODOMER_ISSUER"]
AUTHENTICATION_BACKENDS = ["people.Backend"]
OIDC_RP_CLIENT_ID = os.environ["VODOMER_CLIENT_ID"]
OIDC_RP_CLIENT_SECRET = os.environ["VODOMER_CLIENT_SECRET"]
OIDC_RP_SCOPES = "openid profile email"
OIDC_RP_SIGN_ALGO = "RS256"
OIDC_USE_PKCE = True
OIDC_OP_AUTHORIZATION_ENDPOINT = f"{ISSUER}authorize"
OIDC_OP_TOKEN_ENDPOINT = f"{ISSUER}token"
OIDC_OP_USER_ENDPOINT = f"{ISSUER}userinfo"
OIDC_OP_JWKS_ENDPOINT = f"{ISSUER}jwk"
LOGIN_REDIRECT_URL = "/"
LOGIN_REDIRECT_URL_FAILURE = "/refused"

# signing out goes on to the provider
OIDC_STORE_ID_TOKEN = True
OIDC_OP_LOGOUT_URL_METHOD = "people.end_session"
LOGOUT_REDIRECT_URL = "/"
