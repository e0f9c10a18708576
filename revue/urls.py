"""Addresses below the pages of the revue, relative to each page: editors may move them."""

from django.urls import URLPattern, path

from revue.views import pages

revue_patterns: list[URLPattern] = [
    path("", pages.revue, name="revue"),
]
numero_patterns: list[URLPattern] = [
    path("", pages.numero, name="numero"),
]
article_patterns: list[URLPattern] = [
    path("", pages.article, name="article"),
]
