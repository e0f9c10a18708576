"""The lists of a call: costs, criteria, commitments, documents."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, ChoiceBlock, StreamBlock, StructBlock

from candidatures.enums import Evidence


class ItemBlock(StructBlock):
    """A line of a list. Its identity is the block's own id, which no change of words changes."""

    label = CharBlock(label=_("Texte"), max_length=255)
    detail = CharBlock(label=_("Précision"), max_length=500, required=False)

    class Meta:
        icon = "list-ul"
        label = _("Ligne")


class CriterionBlock(ItemBlock):
    """A criterion taken into account without being compulsory."""

    evidence = ChoiceBlock(
        label=_("Ce qui y répond dans le dossier"),
        choices=Evidence.choices,
        required=False,
        help_text=_("L’aide à l’éligibilité dit alors si le dossier en parle. Vide : l’équipe seule en juge."),
    )

    class Meta:
        icon = "tick"
        label = _("Critère")


class DocumentBlock(ItemBlock):
    """A document the call asks for."""

    is_required = BooleanBlock(label=_("Obligatoire pour déposer"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Pièce")


class ItemsStreamBlock(StreamBlock):
    """Lines of one kind."""

    item = ItemBlock()


class CriteriaStreamBlock(StreamBlock):
    """Criteria, in the order in which they are shown."""

    item = CriterionBlock()


class DocumentsStreamBlock(StreamBlock):
    """Documents, in the order in which they are asked for."""

    item = DocumentBlock()


def read_items(stream: Any) -> list[dict[str, Any]]:
    """Each line of a list of the call with its key."""
    return [{"key": str(child.id), **child.value} for child in stream]
