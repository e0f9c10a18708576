"""The page « Suis-je éligible ? » of visitors."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from candidatures.deadlines import paris_day
from candidatures.eligibility_form import read_answers
from candidatures.models import AppelPage, EligibilitePage


def questions(page: EligibilitePage, request: HttpRequest) -> HttpResponse:
    """The questions, and what the answers of the address mean. Answers are kept nowhere, caches included."""
    appel = _public_appel(page)
    eligibility = read_answers(appel.rules, request.GET, paris_day(timezone.now())) if appel else None
    context = {
        "appel": appel,
        "eligibility": eligibility,
        "form": eligibility.form if eligibility else None,
    }
    response: HttpResponse = page.render(request, context_overrides=context)
    if eligibility and eligibility.form.is_bound:
        add_never_cache_headers(response)
    return response


def _public_appel(page: EligibilitePage) -> AppelPage | None:
    """The call whose rules it explains, unless visitors may not read it."""
    appel = page.get_appel()
    return appel if appel is not None and appel.live and not appel.get_view_restrictions() else None
