"""Addresses below the pages of the revue, relative to each page: editors may move them."""

from django.urls import URLPattern, path

from revue.views import pages, search, signatures

revue_patterns: list[URLPattern] = [
    path("", pages.revue, name="revue"),
    path("signatures/", signatures.signatures, name="signatures"),
    path("signatures/<slug:slug>/", signatures.signature, name="signature"),
    path("recherche/", search.search, name="search"),
]
numero_patterns: list[URLPattern] = [
    path("", pages.numero, name="numero"),
]
article_patterns: list[URLPattern] = [
    path("", pages.article, name="article"),
]
