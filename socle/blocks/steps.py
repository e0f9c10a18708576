"""Things that follow one another: numbered steps, or dates on an axis."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock

from socle.blocks.base import GROUP_TEXT, RICH_TEXT_FEATURES, NecStructBlock, OptionBlock


class StepBlock(NecStructBlock):
    """One step, or one date."""

    marker = CharBlock(
        label=_("Repère"), required=False, max_length=30, help_text=_("Pour une frise : 2018, J – 9 mois, jour J…")
    )
    title = CharBlock(label=_("Titre"), max_length=120)
    text = RichTextBlock(label=_("Texte"), features=RICH_TEXT_FEATURES, required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Étape")
        label_format = "{marker} {title}"


class StepsBlock(NecStructBlock):
    """Numbered steps between brackets, or a timeline."""

    title = CharBlock(label=_("Titre"), required=False, max_length=120)
    kind = OptionBlock(
        label=_("Forme"),
        choices=[("steps", _("Étapes numérotées")), ("timeline", _("Frise datée"))],
        default="steps",
    )
    steps = ListBlock(StepBlock(), label=_("Étapes"), min_num=2, max_num=20)

    class Meta:
        icon = "list-ol"
        label = _("Étapes ou frise")
        label_format = _("Étapes : {title}")
        group = GROUP_TEXT
        description = _("Un ordre à suivre, étape par étape, ou une suite de dates le long d’un axe.")
        template = "blocks/steps.html"
        preview_value = {
            "title": "Le rétroplanning de Metz",
            "kind": "timeline",
            "steps": [
                {"marker": "12 mois avant", "title": "Budget prévisionnel"},
                {"marker": "10 mois avant", "title": "Vote en conseil municipal"},
                {
                    "marker": "9 mois avant",
                    "title": "Dépôt de la candidature",
                    "text": "<p>La date et le lieu sont choisis en même temps.</p>",
                },
                {"marker": "5 mois avant", "title": "Premier comité de pilotage"},
                {"marker": "Jour J", "title": "181 personnes à Bliiida"},
            ],
        }
