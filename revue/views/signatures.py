"""Who writes in the revue: all of them, and each with what they signed."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from revue.models import RevueIndexPage
from revue.presentation import contribution
from revue.querysets import article_count
from revue.structured_data import profile_page_data
from socle.parameters import PageNumberForm

SIGNATURES_PER_PAGE: Final = 48
ARTICLES_PER_PAGE: Final = 20


def signatures(page: RevueIndexPage, request: HttpRequest) -> HttpResponse:
    """Those who sign, by name, with the number of their articles."""
    personnes = page.signatories.annotate(article_count=article_count(page.articles))
    pages = Paginator(personnes.prefetch_related("portrait__renditions"), SIGNATURES_PER_PAGE)
    return page.render(
        request,
        template="nec_revue/signatures.html",
        context_overrides={
            "heading": _("Qui écrit dans la revue"),
            "canonical_url": page.full_subpage_url("signatures"),
            "page_obj": pages.get_page(PageNumberForm.read(request.GET)),
        },
    )


def signature(page: RevueIndexPage, request: HttpRequest, slug: str) -> HttpResponse:
    """Someone who signs: who they are, their articles with what they did for each, their editorials."""
    personne = get_object_or_404(page.signatories.select_related("portrait"), slug=slug)
    articles = Paginator(page.articles.by(personne).for_cards(), ARTICLES_PER_PAGE)
    page_obj = articles.get_page(PageNumberForm.read(request.GET))
    return page.render(
        request,
        template="nec_revue/signature.html",
        context_overrides={
            "heading": personne.name,
            "canonical_url": page.full_subpage_url("signature", slug),
            "signatures_url": page.subpage_url("signatures"),
            "personne": personne,
            "structured_data": profile_page_data(page.full_subpage_url("signature", slug), personne),
            "page_obj": page_obj,
            "contributions": [(article, contribution(article, personne)) for article in page_obj],
            "editorials": list(page.numeros.filter(editorial_author=personne).latest()),
        },
    )
