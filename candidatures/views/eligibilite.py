"""The page « Suis-je éligible ? » of visitors."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from candidatures.deadlines import paris_day
from candidatures.eligibility_form import read_answers
from candidatures.models import AppelPage, EligibilitePage


def questions(page: EligibilitePage, request: HttpRequest) -> HttpResponse:
    """The questions, and what the answers of the address mean. Answers are kept nowhere, caches included."""
    appel = _public_appel(page)
    context = _answer(appel, request) if appel else {}
    response: HttpResponse = page.render(request, context_overrides=context)
    if context and context["form"].is_bound:
        add_never_cache_headers(response)
    return response


def _answer(appel: AppelPage, request: HttpRequest) -> dict[str, Any]:
    today = paris_day(timezone.now())
    rules = appel.rules
    eligibility = read_answers(rules, request.GET, today)
    return {
        "appel": appel,
        "is_open": rules.is_open_on(today),
        "eligibility": eligibility,
        "form": eligibility.form,
    }


def _public_appel(page: EligibilitePage) -> AppelPage | None:
    """The call whose rules it explains, unless visitors may not read it."""
    appel = page.get_appel()
    return appel if appel is not None and appel.live and not appel.get_view_restrictions() else None
