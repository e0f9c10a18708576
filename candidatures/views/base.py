"""What the organisers' pages share."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse

from candidatures.access import FORM_TOKEN_FIELD, PorteurRequest, form_token


def render(request: PorteurRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page for the person signed in. Its forms include `nec_candidatures/includes/form_token.html`."""
    known = {
        "porteur": request.porteur,
        "form_token_field": FORM_TOKEN_FIELD,
        "form_token": form_token(request.porteur_session),
    }
    return TemplateResponse(request, template, known | context, status=status)
