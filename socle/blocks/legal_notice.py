"""Who publishes and hosts the site, as the settings say."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StaticBlock

from socle.blocks.base import GROUP_RELATED


class LegalNoticeBlock(StaticBlock):
    """The values of the legal settings and of the contacts, in one list that never disagrees with them."""

    class Meta:
        icon = "doc-full"
        label = _("Mentions des réglages")
        group = GROUP_RELATED
        admin_text = _("Édition, hébergement et contacts, tels que les donnent les paramètres du site.")
        description = _("L’éditeur, l’hébergeur et les contacts du site, lus dans les paramètres.")
        template = "blocks/legal_notice.html"
        preview_value = None
