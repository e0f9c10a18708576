"""A link to one thing: a page, a document, an address or an e-mail address."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, EmailBlock, PageChooserBlock, RegexBlock, StructValue, URLBlock
from wagtail.documents.blocks import DocumentChooserBlock

from socle.blocks.base import NecStructBlock

TARGETS = ("page", "document", "external_url", "site_path", "email")


class LinkValue(StructValue):
    """A link as templates read it: `label`, `url`, `is_external`. A link to a page taken offline has no `url`."""

    @property
    def label(self) -> str:
        target = self.get("page") or self.get("document")
        return self.get("label") or (str(target.title) if target else "")

    @property
    def url(self) -> str:
        page, document = self.get("page"), self.get("document")
        if page:
            return (page.url or "") if page.live else ""
        if document:
            return str(document.url)
        if self.get("external_url"):
            return str(self["external_url"])
        if self.get("site_path"):
            return str(self["site_path"])
        return f"mailto:{self['email']}" if self.get("email") else ""

    @property
    def is_external(self) -> bool:
        return bool(self.get("external_url")) and not self.get("page") and not self.get("document")


class LinkBlock(NecStructBlock):
    """A label and exactly one target."""

    label = CharBlock(
        label=_("Libellé"),
        required=False,
        max_length=80,
        help_text=_(
            "Dites où mène le lien : « Lire la charte », jamais « En savoir plus ». "
            "Laissé vide, il reprend le titre de la page ou du document."
        ),
    )
    page = PageChooserBlock(label=_("Page du site"), required=False)
    document = DocumentChooserBlock(label=_("Document"), required=False)
    external_url = URLBlock(label=_("Adresse d’un autre site"), required=False, max_length=500)
    site_path = RegexBlock(
        # One bar: browsers read two as the start of another site's address, and a backslash as a bar.
        r"^/(?![/\\])[^\s\\]*$",
        label=_("Adresse de ce site"),
        required=False,
        max_length=200,
        error_messages={"invalid": _("Commencez l’adresse par une barre, comme /mes-dossiers/.")},
        help_text=_("Pour ce qui n’est pas une page de l’arborescence, comme /mes-dossiers/."),
    )
    email = EmailBlock(label=_("Adresse électronique"), required=False)

    class Meta:
        icon = "link"
        label = _("Lien")
        label_format = _("Lien : {label}")
        description = _("Un lien vers une page, un document, un autre site ou une adresse électronique.")
        value_class = LinkValue
        template = "blocks/link.html"
        preview_value = {
            "label": "Les ressources des NEC locaux sur Les Bases",
            "external_url": "https://lesbases.anct.gouv.fr/collections/ressources-produites-lors-des-nec-locaux",
        }

    def get_errors(self, value: LinkValue) -> dict[str, str]:
        given = [name for name in TARGETS if value.get(name)]
        if len(given) > 1:
            message = _t("Choisissez une seule destination : gardez celle-ci ou l’autre, et videz le reste.")
            return dict.fromkeys(given, message)
        if not given:
            if self.is_deferred_validation:
                return {}
            return {"page": _t("Choisissez une destination : une page, un document, une adresse ou un courriel.")}
        return self._label_errors(value, given[0]) | web_address_errors(value, "external_url")

    def _label_errors(self, value: LinkValue, target: str) -> dict[str, str]:
        if value.get("label") or target in ("page", "document") or self.is_deferred_validation:
            return {}
        return {"label": _t("Donnez un libellé à ce lien.")}


class OptionalLinkBlock(LinkBlock):
    """A link that may be left empty."""

    class Meta:
        label = _("Lien (facultatif)")

    def get_errors(self, value: LinkValue) -> dict[str, str]:
        if not any(value.get(name) for name in (*TARGETS, "label")):
            return {}
        return super().get_errors(value)


def leading_somewhere(links: Iterable[LinkValue] | None) -> list[LinkValue]:
    """The links whose target is online."""
    return [link for link in links or [] if link.url]


def web_address_errors(value: StructValue, name: str) -> dict[str, str]:
    """Refuse schemes a visitor's browser should not be sent to from the site (ftp…)."""
    url: Any = value.get(name)
    if url and urlsplit(url).scheme not in ("http", "https"):
        return {name: _t("Donnez une adresse qui commence par https://.")}
    return {}
