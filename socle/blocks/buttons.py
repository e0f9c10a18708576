"""Links set as buttons."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StructValue

from socle.blocks.base import GROUP_HIGHLIGHT, NecStructBlock
from socle.blocks.link import LinkBlock, leading_somewhere


class ButtonsBlock(NecStructBlock):
    """One to three buttons; the first is the main one, so that a place has but one."""

    links = ListBlock(LinkBlock(), label=_("Boutons"), min_num=1, max_num=3)

    class Meta:
        icon = "link"
        label = _("Boutons")
        group = GROUP_HIGHLIGHT
        description = _(
            "Un à trois liens d’action. Le premier est le principal. Pour un simple renvoi, mettez un lien."
        )
        template = "blocks/buttons.html"
        preview_value = {
            "links": [
                {
                    "label": "Déposer une candidature",
                    "external_url": "https://www.demarches-simplifiees.fr/commencer/intention-d-organiser-un-nec-local",
                },
                {
                    "label": "Voir les ressources des NEC locaux",
                    "external_url": "https://lesbases.anct.gouv.fr/bases/numerique-en-communs",
                },
            ]
        }

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["links"] = leading_somewhere(value.get("links"))
        return context
