"""The pages of the revue themselves."""

from itertools import groupby
from typing import Any, Final

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse

from revue.issues import PAPER_COPY_ID, neighbours, paper_copy_url, signing_keys
from revue.models import ArticlePage, NumeroPage, RevueIndexPage
from revue.presentation import contents, contributors

RECENT_ARTICLES: Final = 6


def revue(page: RevueIndexPage, request: HttpRequest) -> HttpResponse:
    """The latest issue, all issues by year, the last articles, the carnets, who makes it and how to get it."""
    numeros = list(page.numeros.latest().for_covers().with_thematiques())
    thematiques = dict.fromkeys(thematique for numero in numeros for thematique in numero.thematiques)
    return page.render(
        request,
        context_overrides={
            "numero": next((numero for numero in numeros if not numero.is_to_appear), None),
            "years": [(year, list(found)) for year, found in groupby(numeros, lambda numero: numero.year)],
            "articles": list(page.articles.latest_first().for_cards()[:RECENT_ARTICLES]),
            "carnets": page.carnets,
            "team": team(page),
            "thematiques": list(thematiques),
            "paper_copy_id": PAPER_COPY_ID,
            "search_url": page.subpage_url("search"),
            "signatures_url": page.subpage_url("signatures") if signing_keys(page) else "",
        },
    )


def team(page: RevueIndexPage) -> list[dict[str, Any]]:
    """Who makes the revue: each person, their role in it, and whether they have a page of signatures."""
    links = list(page.team_links.select_related("personne__portrait"))
    prefetch_related_objects([link.personne for link in links], "portrait__renditions")
    signing = signing_keys(page)
    return [{"personne": link.personne, "role": link.role, "signs": link.personne_id in signing} for link in links]


def numero(page: NumeroPage, request: HttpRequest) -> HttpResponse:
    """The cover, the contents in the editors' order, who made the issue, and the issues beside it."""
    articles = list(page.articles.for_contents())
    people = contributors(articles)
    prefetch_related_objects([person.personne for person in people], "portrait__renditions")
    before, after = neighbours(page)
    return page.render(
        request,
        context_overrides={
            "articles": articles,
            "revue_title": page.get_parent().title,
            "contents": contents(articles),
            "people": people,
            "previous_numero": before,
            "next_numero": after,
            "paper_copy_url": paper_copy_url(),
        },
    )


def article(page: ArticlePage, request: HttpRequest) -> HttpResponse:
    return page.render(request)
