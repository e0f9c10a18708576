"""The page « Suis-je éligible ? » of visitors."""

from django.http import HttpRequest, HttpResponse

from candidatures.models import EligibilitePage


def questions(page: EligibilitePage, request: HttpRequest) -> HttpResponse:
    """The questions, and what the answers of the address mean."""
    response: HttpResponse = page.render(request)
    return response
