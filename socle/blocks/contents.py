"""The table of contents of the page."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructValue

from socle.blocks.base import FIRST_LEVEL, GROUP_LAYOUT, NecStructBlock
from socle.blocks.outline import OutlineEntry

EXAMPLE = [
    OutlineEntry("La démarche", "la-demarche", 2),
    OutlineEntry("L’accompagnement de Société Numérique", "accompagnement", 2),
    OutlineEntry("Le retour d’expérience de Metz", "retour-de-metz", 2),
    OutlineEntry("Contexte", "contexte", 3),
    OutlineEntry("Bilan", "bilan", 3),
]


class ContentsBlock(NecStructBlock):
    """Links to the titles of the body it stands in, made when the page is shown."""

    title = CharBlock(label=_("Titre"), required=False, max_length=60, help_text=_("« Sommaire » s’il est vide."))

    class Meta:
        icon = "list-ul"
        label = _("Sommaire")
        group = GROUP_LAYOUT
        description = _("La liste des intertitres de la page, faite d’elle-même. À placer en tête d’une longue page.")
        template = "blocks/contents.html"
        preview_value = {"title": ""}

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        entries: list[OutlineEntry] = context.get("outline", EXAMPLE if self._is_preview(context) else [])
        first = min((entry.level for entry in entries), default=FIRST_LEVEL)
        context["contents_title"] = value.get("title") or _t("Sommaire")
        context["parts"] = nested(entries, first)
        return context

    def _is_preview(self, context: dict[str, Any]) -> bool:
        return "block_def" in context


def nested(entries: list[OutlineEntry], first: int) -> list[tuple[OutlineEntry, list[OutlineEntry]]]:
    """The titles of level `first`, each with those that stand below it."""
    parts: list[tuple[OutlineEntry, list[OutlineEntry]]] = []
    for entry in entries:
        if entry.level == first or not parts:
            parts.append((entry, []))
        else:
            parts[-1][1].append(entry)
    return parts
