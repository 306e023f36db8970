"""Which addresses does the application have?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.views.decorators.cache import never_cache


@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Show who is signed in, or the way to sign in."""
    return render(request, "home.html")


def refused(request: HttpRequest) -> HttpResponse:
    """Say that the sign-in failed."""
    return render(request, "400.html", status=400)


urlpatterns = [
    path("", home),
    path("refused", refused),
    path("oidc/", include("mozilla_django_oidc.urls")),
]
