"""The pages of the revue themselves."""

from django.http import HttpRequest, HttpResponse

from revue.models import ArticlePage, NumeroPage, RevueIndexPage


def revue(page: RevueIndexPage, request: HttpRequest) -> HttpResponse:
    return page.render(request)


def numero(page: NumeroPage, request: HttpRequest) -> HttpResponse:
    return page.render(request)


def article(page: ArticlePage, request: HttpRequest) -> HttpResponse:
    return page.render(request)
