"""Organisers who are signed in, and the forms they send."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from candidatures.access import FORM_TOKEN_FIELD, cookie_name, form_token
from candidatures.models import Porteur, PorteurSession
from tests.factories import PorteurSessionFactory


class PorteurClient(Client):
    """A client signed in as an organiser; `send` posts a form of the site, with its token."""

    session_row: PorteurSession

    def send(self, url: str, data: dict[str, Any] | None = None, **extra: Any) -> HttpResponse:
        """POST `data` as a page of this site would."""
        signed = {FORM_TOKEN_FIELD: form_token(self.session_row)} | (data or {})
        response: HttpResponse = self.post(url, signed, **extra)  # type: ignore[assignment]
        return response


def signed_in(porteur: Porteur) -> PorteurClient:
    """A client on a device where `porteur` is signed in. CSRF is checked, as on the site."""
    token = f"appareil-{porteur.pk}-{porteur.sessions.count()}"
    client = PorteurClient(enforce_csrf_checks=True)
    client.session_row = PorteurSessionFactory(porteur=porteur, token=token)
    client.cookies[cookie_name()] = token
    return client
