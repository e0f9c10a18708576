"""The pages that help find other pages."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from socle.models import BasePage


class SearchPage(BasePage):
    """Search over all live pages and documents."""

    template = "nec_home/search_page.html"
    max_count = 1
    subpage_types: ClassVar[list[str]] = []
    cache_seconds = 0

    class Meta:
        verbose_name = _("page de recherche")
        verbose_name_plural = _("pages de recherche")


class SitemapPage(BasePage):
    """The tree of all public pages."""

    template = "nec_home/sitemap_page.html"
    max_count = 1
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("plan du site")
        verbose_name_plural = _("plans du site")
