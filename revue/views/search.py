"""The search inside the revue."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from revue.models import RevueIndexPage
from revue.search import RevueSearch


def search(page: RevueIndexPage, request: HttpRequest) -> HttpResponse:
    """All articles, or those that answer; no shared cache keeps what someone looks for."""
    found = RevueSearch(request.GET, page)
    response = page.render(
        request,
        template="nec_revue/search.html",
        context_overrides={
            "heading": _("Chercher dans la revue"),
            "canonical_url": page.full_subpage_url("search"),
            "action": page.subpage_url("search"),
            "search": found,
            "page_obj": found.page_obj,
        },
    )
    if found.is_asked:
        patch_cache_control(response, private=True, max_age=0)
    return response
