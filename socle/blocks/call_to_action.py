"""An invitation to act, on the full width."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructValue, TextBlock

from socle.blocks.base import GROUP_HIGHLIGHT, NecStructBlock
from socle.blocks.link import LinkBlock, leading_somewhere


class CallToActionBlock(NecStructBlock):
    """A title, a sentence and one or two buttons on slate."""

    title = CharBlock(label=_("Titre"), max_length=100, help_text=_("Un verbe d’abord : « Organisez un NEC local »."))
    text = TextBlock(label=_("Texte"), required=False, max_length=300)
    links = ListBlock(LinkBlock(), label=_("Boutons"), min_num=1, max_num=2)

    class Meta:
        icon = "pick"
        label = _("Appel à l’action")
        label_format = _("Appel à l’action : {title}")
        group = GROUP_HIGHLIGHT
        description = _("La chose à faire après la lecture : un titre, une phrase, un bouton. Un seul par page.")
        template = "blocks/call_to_action.html"
        preview_value = {
            "title": "Organisez un NEC local",
            "text": "L’appel est permanent. Pour une subvention, déposez au moins quatre mois avant le jour J.",
            "links": [
                {
                    "label": "Déposer une candidature",
                    "external_url": "https://www.demarches-simplifiees.fr/commencer/intention-d-organiser-un-nec-local",
                }
            ],
        }

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["links"] = leading_somewhere(value.get("links"))
        return context
