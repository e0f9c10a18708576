"""Cards of pages chosen by the editors."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock, StructValue

from socle.blocks.base import GROUP_RELATED, NecStructBlock


class CardChooserBlock(PageChooserBlock):
    """Pages with what must be said before their titles, in one query for all the cards of a block."""

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        found = self.model_class.objects.with_first_words().in_bulk([*values])
        return [found.get(value) for value in values]


class PageCardsBlock(NecStructBlock):
    """One to eight cards, in the editors' order. Pages taken offline are left out."""

    title = CharBlock(label=_("Titre"), required=False, max_length=120)
    pages = ListBlock(
        CardChooserBlock(page_type="nec_socle.BasePage", label=_("Page")), label=_("Pages"), min_num=1, max_num=8
    )

    class Meta:
        icon = "doc-full"
        label = _("Cartes de pages")
        label_format = _("Cartes : {title}")
        group = GROUP_RELATED
        description = _(
            "Des pages que vous choisissez, avec leur chapô. Pour les dernières parues, prenez Liste automatique."
        )
        template = "blocks/page_cards.html"

    def get_example(self) -> dict[str, Any]:
        model = apps.get_model("nec_socle", "BasePage")
        pages = model.objects.live().exclude(summary="").with_thematiques().latest_first()[:3]
        return {"title": "À lire ensuite", "pages": list(pages)}

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        pages = [page for page in value.get("pages") or [] if page and page.live]
        links = apps.get_model("nec_socle", "PageThematique").objects.select_related("thematique")
        prefetch_related_objects(pages, Prefetch("thematique_links", links))
        context["pages"] = pages
        return context
