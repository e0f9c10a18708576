"""Data in rows and columns."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, DecimalBlock, RichTextBlock, StructValue
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock, TypedTableBlockValidationError

from socle.blocks.base import GROUP_FIGURES, INLINE_FEATURES, NecStructBlock
from socle.charts import format_number


class NumberCellBlock(DecimalBlock):
    """A number, written in French and set to the right."""

    class Meta:
        icon = "decimal"
        label = _("Nombre")

    def render_basic(self, value: Any, context: dict[str, Any] | None = None) -> str:
        return "" if value is None else format_number(value)


class CellsBlock(TypedTableBlock):
    """Cells of text or numbers. A caption and headings of columns are required: they are read aloud with each cell."""

    text = CharBlock(label=_("Texte"), required=False)
    number = NumberCellBlock(label=_("Nombre"), required=False)
    rich_text = RichTextBlock(label=_("Texte avec liens"), features=INLINE_FEATURES, required=False)

    def clean(self, table: TypedTable) -> TypedTable:
        cleaned = super().clean(table)
        if not self.is_deferred_validation:
            message = table_error(cleaned)
            if message:
                raise TypedTableBlockValidationError(non_block_errors=[ValidationError(message)])
        return cleaned


def table_error(table: TypedTable) -> str:
    """What a table lacks to be read by all, empty when it lacks nothing."""
    if not table.columns or not table.row_data:
        return _t("Ajoutez au moins une colonne et une ligne.")
    if not table.caption:
        return _t("Donnez une légende au tableau : elle dit ce qu’il contient.")
    if not all(column["heading"] for column in table.columns):
        return _t("Donnez un intitulé à chaque colonne.")
    return ""


class TableBlock(NecStructBlock):
    """A table with its caption, headers and source."""

    table = CellsBlock(label=_("Tableau"))
    row_headers = BooleanBlock(label=_("La première colonne nomme chaque ligne"), required=False, default=True)
    source = CharBlock(label=_("Source"), required=False, max_length=200)

    class Meta:
        icon = "table"
        label = _("Tableau")
        group = GROUP_FIGURES
        description = _("Des données en lignes et en colonnes. Pour mettre du texte côte à côte, prenez Deux colonnes.")
        template = "blocks/table.html"
        preview_value = {
            "table": {
                "caption": "Les premières éditions nationales",
                "columns": [
                    {"type": "text", "heading": "Édition"},
                    {"type": "text", "heading": "Lieu"},
                    {"type": "number", "heading": "Personnes présentes"},
                    {"type": "number", "heading": "Intervenantes et intervenants"},
                ],
                "rows": [
                    {"values": ["2018", "Nantes", "850", "120"]},
                    {"values": ["2019", "Marseille", "800", "80"]},
                    {"values": ["2021", "Sud Charente", "400", "60"]},
                    {"values": ["2022", "Lens", "1800", "228"]},
                    {"values": ["2023", "Bordeaux", "2000", "260"]},
                ],
            },
            "row_headers": True,
            "source": "page « La démarche » et bilan de l’édition 2022. En 2020, l’édition s’est tenue en ligne.",
        }

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        table = value.get("table")
        context["columns"] = [
            {"heading": column["heading"], "is_number": isinstance(column["block"], NumberCellBlock)}
            for column in table.columns
        ]
        context["rows"] = [list(zip(context["columns"], row, strict=True)) for row in table.rows]
        return context
