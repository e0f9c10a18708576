"""A sentence set large: taken from a text, or from the page itself."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, TextBlock, URLBlock

from socle.blocks.base import GROUP_HIGHLIGHT, NecStructBlock


class QuoteBlock(NecStructBlock):
    """A quotation between large brackets."""

    text = TextBlock(label=_("Citation"), max_length=400, help_text=_("Sans guillemets : les crochets les remplacent."))
    author = CharBlock(label=_("Autrice, auteur ou organisme"), required=False, max_length=120)
    source = CharBlock(label=_("Texte d’origine"), required=False, max_length=200)
    source_url = URLBlock(label=_("Adresse du texte"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Citation")
        label_format = _("Citation : {author}")
        group = GROUP_HIGHLIGHT
        description = _(
            "Une phrase en grand, entre crochets : la citation d’un texte, ou l’exergue de la page. Une par écran."
        )
        template = "blocks/quote.html"
        preview_value = {
            "text": "Prévoir deux parcours et deux communications : pour les professionnels, et pour le grand public.",
            "author": "Ville de Metz",
            "source": "retour d’expérience du NEC Metz 2023",
        }
