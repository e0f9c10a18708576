"""The page of all thématiques, which serves the page of each."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from socle.enums import ThematiqueFamily
from socle.models.base import BasePage, BodyMixin
from socle.models.snippets import Thematique

PAGES_PER_LIST = 20


class ThematiqueIndexPage(BodyMixin, RoutablePageMixin, BasePage):
    """All thématiques by family; below it, one page each with all that bears it."""

    template = "nec_socle/thematique_index_page.html"
    page_description = _(
        "La page de toutes les thématiques, et sous elle une page pour chacune. Une seule sur le site."
    )
    max_count = 1
    subpage_types: ClassVar[list[str]] = []

    content_panels = [*BasePage.content_panels, *BodyMixin.body_panels]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    class Meta:
        verbose_name = _("page des thématiques")
        verbose_name_plural = _("pages des thématiques")

    @property
    def families(self) -> list[tuple[ThematiqueFamily, list[Thematique]]]:
        """All thématiques by family. Read by the page of all of them alone, not by the page of each."""
        thematiques = list(Thematique.objects.prefetch_related("parents"))
        return [
            (family, [thematique for thematique in thematiques if thematique.family == family])
            for family in ThematiqueFamily
        ]

    @path("<slug:slug>/", name="thematique")
    def thematique(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The page of one thématique: its questions, and all that bears it."""
        thematique = get_object_or_404(Thematique.objects.prefetch_related("parents", "children"), slug=slug)
        pages = BasePage.objects.live().public().for_thematique(thematique).latest_first()
        cards = pages.with_thematiques().with_first_words()
        return self.render(
            request,
            context_overrides={
                "thematique": thematique,
                "page_obj": Paginator(cards, PAGES_PER_LIST).get_page(request.GET.get("page")),
            },
            template="nec_socle/thematique.html",
        )

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        urls = super().get_sitemap_urls(request)
        base = self.get_full_url(request)
        return urls + [{"location": f"{base}{slug}/"} for slug in Thematique.objects.values_list("slug", flat=True)]
