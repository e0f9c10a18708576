"""Addresses below the pages of the revue, relative to each page: editors may move them.

`urlpatterns` is for a project to include before Wagtail's own: it lets harvesters ask the repository by POST.
"""

from django.urls import URLPattern, path

from revue.views import feeds, files, oai, pages, search, signatures

revue_patterns: list[URLPattern] = [
    path("", pages.revue, name="revue"),
    path("signatures/", signatures.signatures, name="signatures"),
    path("signatures/<slug:slug>/", signatures.signature, name="signature"),
    path("recherche/", search.search, name="search"),
    path("oai/", oai.oai, name="oai"),
    path("atom/", feeds.revue_feed, {"file_format": "atom"}, name="atom"),
    path("rss/", feeds.revue_feed, {"file_format": "rss"}, name="rss"),
    path("signatures/<slug:slug>/atom/", feeds.signature_feed, {"file_format": "atom"}, name="signature_atom"),
    path("signatures/<slug:slug>/rss/", feeds.signature_feed, {"file_format": "rss"}, name="signature_rss"),
    path("thematiques/<slug:slug>/atom/", feeds.thematique_feed, {"file_format": "atom"}, name="thematique_atom"),
    path("thematiques/<slug:slug>/rss/", feeds.thematique_feed, {"file_format": "rss"}, name="thematique_rss"),
]
numero_patterns: list[URLPattern] = [
    path("", pages.numero, name="numero"),
    path("atom/", feeds.numero_feed, {"file_format": "atom"}, name="atom"),
    path("rss/", feeds.numero_feed, {"file_format": "rss"}, name="rss"),
    path("telecharger/<slug:file_format>/", files.export, name="export"),
    path("citer/<slug:citation_format>/", files.cite_numero, name="cite"),
]
article_patterns: list[URLPattern] = [
    path("", pages.article, name="article"),
    path("telecharger/<slug:file_format>/", files.export, name="export"),
    path("citer/<slug:citation_format>/", files.cite_article, name="cite"),
]

urlpatterns: list[URLPattern] = [
    path("<path:page_path>/oai/", oai.serve_harvester, name="oai"),
]
