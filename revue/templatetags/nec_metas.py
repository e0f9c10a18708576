"""The head of the pages of the revue."""

from typing import Any

from django import template

from revue import metas
from revue.models import ArticlePage, NumeroPage
from revue.periodical import get_periodical

register = template.Library()


@register.inclusion_tag("nec_revue/includes/metas.html")
def citation_metas(page: ArticlePage | NumeroPage) -> dict[str, Any]:
    """The tags that say how to cite an article or an issue, and its links."""
    if isinstance(page, ArticlePage):
        return {"metas": metas.article_metas(page), "links": metas.article_links(page)}
    return {"metas": metas.numero_metas(page), "links": metas.numero_links(page)}


@register.inclusion_tag("nec_revue/includes/feed_links.html")
def revue_feed_links() -> dict[str, str]:
    """The feeds of the whole revue."""
    periodical = get_periodical()
    return {"title": periodical.title, "address": periodical.full_url}
