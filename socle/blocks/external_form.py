"""A form of another site, such as Démarches simplifiées."""

from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructValue, TextBlock, URLBlock

from socle.blocks.base import GROUP_FORMS, NecStructBlock, OptionBlock
from socle.blocks.link import web_address_errors
from socle.blocks.players import is_allowed, player_hosts


class ExternalFormBlock(NecStructBlock):
    """A link to the form; or its frame, which loads only once the visitor asks for it."""

    title = CharBlock(label=_("Titre"), max_length=120)
    text = TextBlock(
        label=_("Présentation"),
        required=False,
        max_length=400,
        help_text=_("Ce qu’il faut préparer, le temps que cela prend."),
    )
    url = URLBlock(label=_("Adresse du formulaire"), max_length=500)
    label = CharBlock(label=_("Libellé du bouton"), max_length=80, default=_("Ouvrir le formulaire"))
    display = OptionBlock(
        label=_("Présentation à l’écran"),
        choices=[("link", _("Un lien")), ("frame", _("Un cadre dans la page, après accord"))],
        default="link",
        help_text=_("Le lien convient à toutes et tous ; certains sites refusent d’être montrés dans un cadre."),
    )

    class Meta:
        icon = "form"
        label = _("Formulaire d’un autre site")
        label_format = _("Formulaire : {title}")
        group = GROUP_FORMS
        description = _("Un formulaire de Démarches simplifiées ou d’un autre service, en lien ou dans un cadre.")
        template = "blocks/external_form.html"
        preview_value = {
            "title": "Déposer une candidature",
            "text": "Huit points à renseigner, de l’objectif du NEC local à son budget prévisionnel.",
            "url": "https://www.demarches-simplifiees.fr/commencer/intention-d-organiser-un-nec-local",
            "label": "Déposer sur Démarches simplifiées",
            "display": "link",
        }

    def get_errors(self, value: StructValue) -> dict[str, str]:
        if value.get("display") == "frame" and value.get("url") and not is_allowed(value["url"]):
            message = _t(
                "Pour un cadre, donnez une adresse en https de l’un de ces sites : %(hosts)s. Sinon, gardez le lien."
            )
            return {"url": message % {"hosts": ", ".join(player_hosts())}}
        return web_address_errors(value, "url")

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["host"] = urlsplit(value.get("url") or "").netloc
        context["is_framed"] = value.get("display") == "frame" and is_allowed(value.get("url") or "")
        return context
