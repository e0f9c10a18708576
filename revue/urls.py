"""Addresses below the pages of the revue, relative to each page: editors may move them.

`urlpatterns` is for a project to include before Wagtail's own: it lets harvesters ask the repository by POST.
"""

from django.urls import URLPattern, path

from revue.views import oai, pages, search, signatures

revue_patterns: list[URLPattern] = [
    path("", pages.revue, name="revue"),
    path("signatures/", signatures.signatures, name="signatures"),
    path("signatures/<slug:slug>/", signatures.signature, name="signature"),
    path("recherche/", search.search, name="search"),
    path("oai/", oai.oai, name="oai"),
]
numero_patterns: list[URLPattern] = [
    path("", pages.numero, name="numero"),
]
article_patterns: list[URLPattern] = [
    path("", pages.article, name="article"),
]

urlpatterns: list[URLPattern] = [
    path("<path:page_path>/oai/", oai.serve_harvester, name="oai"),
]
