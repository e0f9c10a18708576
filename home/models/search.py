"""The pages that help find other pages."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from home.search import Search
from home.sitemap import site_tree
from socle.models import BasePage


class SearchPage(BasePage):
    """Search over all live pages and documents."""

    template = "nec_home/search_page.html"
    page_description = _("La recherche dans tout le site. Une seule sur le site.")
    max_count = 1
    subpage_types: ClassVar[list[str]] = []
    cache_seconds = 0
    schema_type = "SearchResultsPage"

    class Meta:
        verbose_name = _("page de recherche")
        verbose_name_plural = _("pages de recherche")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = BasePage.objects.indexable().in_site(Site.find_for_request(request)).exclude(pk=self.pk)
        context["search"] = Search(request.GET, pages)
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The results, which no shared cache may keep: what someone looks for is their own business."""
        response: HttpResponse = super().serve(request, *args, **kwargs)
        patch_cache_control(response, private=True, max_age=0)
        return response


class SitemapPage(BasePage):
    """The tree of all public pages."""

    template = "nec_home/sitemap_page.html"
    page_description = _("Le plan du site, tenu à jour de lui-même. Une seule sur le site.")
    max_count = 1
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("plan du site")
        verbose_name_plural = _("plans du site")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["tree"] = site_tree(Site.find_for_request(request).root_page)
        return context
