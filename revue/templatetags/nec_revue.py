"""Addresses and lists of the revue, for its templates."""

from typing import Any

from django import template

from revue.addresses import mot_cle_url, signature_url
from revue.citations import CITATION_FORMATS
from revue.exports.downloads import Download, downloads_of
from socle.models import MotCle, Personne

register = template.Library()


@register.simple_tag
def personne_url(personne: Personne) -> str:
    """Address of the page of someone who signs in the revue, without a query."""
    return signature_url(personne)


@register.filter
def search_url(mot_cle: MotCle) -> str:
    """Address of the articles filed under a word, without a query."""
    return mot_cle_url(mot_cle)


@register.simple_tag
def export_downloads(page: Any) -> list[Download]:
    """The files of an issue or an article, in one query."""
    return downloads_of(page)


@register.simple_tag
def citation_links(page: Any) -> list[dict[str, str]]:
    """The addresses of the references of an issue or an article, one for each format."""
    return [
        {
            "label": str(citation.label),
            "url": page.subpage_url("cite", citation.slug),
            "content_type": citation.content_type.partition(";")[0],
        }
        for citation in CITATION_FORMATS.values()
    ]
