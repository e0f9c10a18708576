"""A title inside the body, with the anchor by which it is linked."""

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BlockGroup, CharBlock, RegexBlock, StructValue

from socle.blocks.base import GROUP_TEXT, NecStructBlock, OptionBlock, heading_level

#: Ids the site's own layout uses: an anchor that took one would send readers elsewhere.
RESERVED_ANCHORS = frozenset({"contenu", "menu", "pied"})


class HeadingValue(StructValue):
    """A title and its place in the page, which `outline.place_headings()` sets."""

    placed_level: int | None = None
    placed_anchor: str = ""

    @property
    def depth(self) -> int:
        """0 for a part of the page, 1 for a part of a part."""
        return 1 if self.get("level") == "h3" else 0

    @property
    def wanted_anchor(self) -> str:
        return slugify(self.get("anchor") or self.get("text") or "")[:60].strip("-")


class HeadingBlock(NecStructBlock):
    """Opens a part (h2) or a part of a part (h3)."""

    text = CharBlock(label=_("Intertitre"), max_length=120, help_text=_("Court, sans point final."))
    level = OptionBlock(
        label=_("Niveau"),
        choices=[("h2", _("Partie")), ("h3", _("Sous-partie"))],
        default="h2",
        help_text=_("Une sous-partie se place sous une partie."),
    )
    anchor = RegexBlock(
        label=_("Ancre"),
        regex=r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
        required=False,
        max_length=60,
        error_messages={"invalid": _("Écrivez l’ancre en minuscules sans accent, chiffres et traits d’union.")},
        help_text=_("Fin de l’adresse qui mène ici : « #ancre ». Vide, elle est faite du texte à l’enregistrement."),
    )

    class Meta:
        icon = "title"
        label = _("Intertitre")
        label_format = _("Intertitre : {text}")
        group = GROUP_TEXT
        description = _("Ouvre une partie de la page. Le sommaire en est fait, et l’on peut y renvoyer par un lien.")
        form_layout = BlockGroup(children=["text", "level"], settings=["anchor"])
        template = "blocks/heading.html"
        value_class = HeadingValue
        preview_value = {"text": "Du dossier au jour J", "level": "h2"}

    def get_errors(self, value: HeadingValue) -> dict[str, str]:
        if value.get("anchor") in RESERVED_ANCHORS:
            return {"anchor": _t("Cette ancre sert déjà à la mise en page : choisissez-en une autre.")}
        return {}

    def get_context(self, value: HeadingValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        level = value.placed_level or heading_level(parent_context)
        context["level"] = level
        context["anchor"] = value.placed_anchor or value.wanted_anchor
        return context
