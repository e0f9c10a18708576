"""A chart drawn on the server, with the table of its values."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BlockGroup,
    BooleanBlock,
    CharBlock,
    DecimalBlock,
    ListBlock,
    StructValue,
    TextBlock,
    URLBlock,
)

from socle import charts
from socle.blocks.base import GROUP_FIGURES, NecStructBlock, OptionBlock
from socle.enums import Papier

MIN_POINTS = 2
MAX_POINTS = 12
MAX_RING_PARTS = 8
#: Rounded shares may miss 100 % by as much.
SHARE_TOLERANCE = Decimal(1)


class ChartKind(TextChoices):
    BARS = "bars", _("Barres")
    COLUMNS = "columns", _("Colonnes")
    RING = "ring", _("Anneau")


class ChartPointBlock(NecStructBlock):
    """One value of a chart."""

    label = CharBlock(label=_("Libellé"), max_length=120)
    value = DecimalBlock(
        label=_("Valeur"), min_value=0, max_digits=15, decimal_places=3, help_text=_("En chiffres, zéro ou plus.")
    )
    note = CharBlock(label=_("Précision"), required=False, max_length=120)
    colour = OptionBlock(
        label=_("Papier"),
        choices=Papier.choices,
        required=False,
        help_text=_("Seulement si la valeur est celle d’une thématique."),
    )
    is_other = BooleanBlock(
        label=_("Donnée d’une autre nature, ou pas encore connue"),
        required=False,
        help_text=_("Son trait est pointillé, et le total ne la compte pas. Dites pourquoi dans la précision."),
    )

    class Meta:
        icon = "decimal"
        label = _("Valeur")
        label_format = "{label} : {value}"
        form_layout = BlockGroup(children=["label", "value", "note"], settings=["colour", "is_other"])


class ChartValue(StructValue):
    """The values of a chart, and the drawing made of them."""

    @cached_property
    def points(self) -> list[charts.Point]:
        return [_point(item) for item in self.get("points") or [] if item.get("value") is not None]

    @property
    def unit(self) -> str:
        return self.get("unit") or ""

    @cached_property
    def bars(self) -> list[charts.Bar]:
        draw = charts.columns if self.get("kind") == ChartKind.COLUMNS else charts.bars
        return draw(self.points, self.unit)

    @cached_property
    def ring(self) -> list[charts.RingPart]:
        return charts.ring(self.points, self.unit) if any(point.value for point in self.points) else []

    @property
    def total_text(self) -> str:
        return charts.with_unit(charts.total_of(self.points), self.unit)

    @property
    def rows(self) -> list[tuple[charts.Point, str]]:
        """Each value as the table writes it."""
        return [(point, charts.with_unit(point.value, self.unit)) for point in self.points]

    @property
    def has_notes(self) -> bool:
        return any(point.note for point in self.points)

    @property
    def accessible_name(self) -> str:
        """What the drawing says in one sentence; the table that follows holds every value."""
        if not self.points:
            return str(self.get("title") or "")
        highest = max(self.points, key=lambda point: point.value)
        lowest = min(self.points, key=lambda point: point.value)
        return _t("%(title)s : %(count)s valeurs, de %(highest)s (%(first)s) à %(lowest)s (%(last)s).") % {
            "title": self.get("title") or _t("Graphique"),
            "count": len(self.points),
            "highest": charts.with_unit(highest.value, self.unit),
            "first": highest.label,
            "lowest": charts.with_unit(lowest.value, self.unit),
            "last": lowest.label,
        }


class ChartBlock(NecStructBlock):
    """Bars, columns or a ring, with source, total and table."""

    title = CharBlock(label=_("Titre"), max_length=120, help_text=_("Ce que le graphique montre."))
    introduction = TextBlock(
        label=_("Lecture"),
        required=False,
        max_length=400,
        help_text=_("Ce qui est mesuré, et ce qu’il faut en retenir."),
    )
    kind = OptionBlock(
        label=_("Forme"),
        choices=ChartKind.choices,
        default=ChartKind.BARS,
        help_text=_("Barres pour comparer, colonnes pour une suite d’années, anneau pour les parts d’un tout."),
    )
    unit = CharBlock(label=_("Unité"), required=False, max_length=20, help_text=_("%, €, personnes…"))
    points = ListBlock(ChartPointBlock(), label=_("Valeurs"), min_num=MIN_POINTS, max_num=MAX_POINTS)
    show_total = BooleanBlock(label=_("Afficher le total"), required=False, default=False)
    source = CharBlock(label=_("Source"), max_length=200)
    source_url = URLBlock(label=_("Adresse de la source"), required=False)
    date = CharBlock(label=_("Date ou période"), required=False, max_length=60)

    class Meta:
        icon = "sliders"
        label = _("Graphique")
        label_format = _("Graphique : {title}")
        group = GROUP_FIGURES
        description = _("Des barres, des colonnes ou un anneau, avec leur source et le tableau de leurs valeurs.")
        form_layout = BlockGroup(
            children=["title", "introduction", "kind", "unit", "points", "source"],
            settings=["show_total", "source_url", "date"],
        )
        template = "blocks/chart.html"
        value_class = ChartValue
        preview_value = {
            "title": "De quoi a-t-on parlé à Lens en 2022 ?",
            "introduction": "Part des participantes et participants rattachée à chaque thème, d’après leur secteur.",
            "kind": ChartKind.BARS,
            "unit": "%",
            "points": [
                {"label": "Dispositifs & services inclusifs", "value": Decimal("31.5")},
                {"label": "Culture & compétences numériques", "value": Decimal("18.5")},
                {"label": "Données & territoires", "value": Decimal(17)},
                {"label": "Accessibilité des services en ligne", "value": Decimal("13.5")},
                {"label": "Territoires résilients & durables", "value": Decimal("12.5")},
                {"label": "Communs & souveraineté", "value": Decimal(7)},
            ],
            "show_total": True,
            "source": "bilan de l’édition nationale de Lens",
            "date": "septembre 2022",
        }

    def get_errors(self, value: ChartValue) -> dict[str, str]:
        if self.is_deferred_validation:
            return {}
        if len(value.points) < MIN_POINTS:
            return {"points": _t("Donnez au moins deux valeurs : un seul nombre se dit mieux en chiffre clé.")}
        if not any(point.value for point in value.points):
            return {"points": _t("Toutes les valeurs sont nulles : il n’y a rien à dessiner.")}
        return _ring_errors(value) if value.get("kind") == ChartKind.RING else {}


def _point(item: Mapping[str, Any]) -> charts.Point:
    return charts.Point(
        label=item.get("label") or "",
        value=item["value"],
        note=item.get("note") or "",
        colour=item.get("colour") or "",
        is_other=bool(item.get("is_other")),
    )


def _ring_errors(value: ChartValue) -> dict[str, str]:
    if len(value.points) > MAX_RING_PARTS:
        return {"kind": _t("Au-delà de huit parts, un anneau ne se lit plus : choisissez les barres.")}
    if any(point.is_other for point in value.points):
        return {"points": _t("Les parts d’un anneau sont toutes de même nature : choisissez les barres.")}
    total = charts.total_of(value.points)
    if value.unit == "%" and abs(total - 100) > SHARE_TOLERANCE:
        message = _t("Les parts font %(total)s : complétez-les jusqu’à 100 %%, ou choisissez les barres.")
        return {"points": message % {"total": value.total_text}}
    return {}
