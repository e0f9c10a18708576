"""Answers folded under their questions."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, ListBlock, RichTextBlock

from socle.blocks.base import GROUP_TEXT, RICH_TEXT_FEATURES, NecStructBlock


class FoldBlock(NecStructBlock):
    """A title, and the text it opens."""

    title = CharBlock(label=_("Question ou titre"), max_length=150)
    text = RichTextBlock(label=_("Texte"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "collapse-down"
        label = _("Pli")
        label_format = "{title}"


class AccordionBlock(NecStructBlock):
    """Folds opened one by one, without script."""

    title = CharBlock(label=_("Titre"), required=False, max_length=120)
    folds = ListBlock(FoldBlock(), label=_("Plis"), min_num=1, max_num=30)
    open_first = BooleanBlock(label=_("Ouvrir le premier pli"), required=False)

    class Meta:
        icon = "collapse-down"
        label = _("Accordéon")
        label_format = _("Accordéon : {title}")
        group = GROUP_TEXT
        description = _(
            "Des questions et leurs réponses repliées. Ce que tout le monde doit lire se met dans un bloc Texte."
        )
        template = "blocks/accordion.html"
        preview_value = {
            "title": "Questions sur l’appel",
            "folds": [
                {
                    "title": "Qui peut déposer une candidature ?",
                    "text": "<p>Toute personne morale : commune, association, entreprise, établissement…</p>",
                },
                {
                    "title": "Quels frais sont pris en compte ?",
                    "text": "<ul><li>la logistique : lieu, matériel, scénographie ;</li><li>la communication ;</li>"
                    "<li>la programmation, dont l’invitation d’intervenantes et d’intervenants.</li></ul>",
                },
                {
                    "title": "Quand la subvention est-elle versée ?",
                    "text": "<p>Après l’événement, sur remise des bilans financier, quantitatif et qualitatif.</p>",
                },
            ],
            "open_first": True,
        }
