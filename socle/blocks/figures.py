"""Key figures, each with its definition, source and date."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BlockGroup, CharBlock, ListBlock, StructValue

from socle.blocks.base import GROUP_FIGURES, NecStructBlock


class KeyFigureBlock(NecStructBlock):
    """A number and what it counts."""

    number = CharBlock(
        label=_("Chiffre"), max_length=16, help_text=_("En chiffres, avec son unité si elle est courte : 181, 80 %.")
    )
    legend = CharBlock(label=_("Légende"), max_length=120, help_text=_("Ce qui est compté."))
    definition = CharBlock(
        label=_("Définition"), required=False, max_length=250, help_text=_("Qui ou quoi est compté, et comment.")
    )
    source = CharBlock(label=_("Source"), required=False, max_length=150)
    date = CharBlock(label=_("Date ou période"), required=False, max_length=60)

    class Meta:
        icon = "order"
        label = _("Chiffre")
        label_format = "{number} {legend}"
        form_layout = BlockGroup(children=["number", "legend", "definition"], settings=["source", "date"])


class FiguresBlock(NecStructBlock):
    """One to six figures between brackets."""

    title = CharBlock(label=_("Titre"), required=False, max_length=120)
    figures = ListBlock(KeyFigureBlock(), label=_("Chiffres"), min_num=1, max_num=6)
    source = CharBlock(
        label=_("Source commune"), required=False, max_length=200, help_text=_("Si tous les chiffres ont la même.")
    )

    class Meta:
        icon = "order"
        label = _("Chiffres clés")
        label_format = _("Chiffres clés : {title}")
        group = GROUP_FIGURES
        description = _("Un à six grands nombres, chacun avec sa définition, sa source et sa date.")
        template = "blocks/figures.html"
        preview_value = {
            "figures": [
                {"number": "181", "legend": "personnes venues", "definition": "des professionnels en majorité"},
                {"number": "71", "legend": "structures représentées"},
                {"number": "15", "legend": "intervenantes et intervenants"},
                {"number": "14 000 €", "legend": "de budget"},
            ],
            "source": "retour d’expérience du NEC Metz, octobre 2023",
        }

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["figures"] = [as_component(figure) for figure in value.get("figures") or []]
        return context


def as_component(figure: StructValue) -> dict[str, str]:
    """A figure as `components/figures.html` reads it, its source and date in one phrase."""
    source = ", ".join(part for part in (figure.get("source"), figure.get("date")) if part)
    return {
        "value": figure.get("number") or "",
        "label": figure.get("legend") or "",
        "detail": figure.get("definition") or "",
        "source": _t("Source : %(source)s") % {"source": source} if source else "",
    }
