"""What someone said at a NEC."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructValue, TextBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from socle.blocks.base import GROUP_HIGHLIGHT, NecStructBlock


class VerbatimValue(StructValue):
    """The words between French quotation marks, and the place they come from."""

    @property
    def quoted(self) -> str:
        words = (self.get("text") or "").strip().strip('«»“”" \u00a0\u202f')
        return f"« {words} »"

    @property
    def place(self) -> str:
        territoire = self.get("territoire")
        return str(territoire.name) if territoire else ""


class VerbatimBlock(NecStructBlock):
    """Spoken words, with the person and the territory."""

    text = TextBlock(
        label=_("Paroles"), max_length=600, help_text=_("Telles qu’elles ont été dites, avec l’accord de la personne.")
    )
    person = CharBlock(label=_("Personne"), required=False, max_length=120, help_text=_("Prénom et nom, ou fonction."))
    role = CharBlock(label=_("Fonction"), required=False, max_length=150)
    territoire = SnippetChooserBlock("nec_socle.Territoire", label=_("Territoire"), required=False)

    class Meta:
        icon = "comment"
        label = _("Verbatim")
        label_format = _("Verbatim : {person}")
        group = GROUP_HIGHLIGHT
        description = _("Ce qu’une personne a dit lors d’un NEC, avec son nom ou sa fonction et son territoire.")
        template = "blocks/verbatim.html"
        value_class = VerbatimValue

    def get_example(self) -> dict[str, Any]:
        return {
            "text": "Indiquer le parking, prévoir des boissons l’après-midi, laisser le temps de s’inscrire en ligne.",
            "person": "Équipe d’organisation du NEC Metz",
            "role": "d’après son retour d’expérience, octobre 2023",
        }
