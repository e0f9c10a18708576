"""How an event keeps the charte's engagements."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock

from socle.blocks.base import GROUP_HIGHLIGHT, NecStructBlock


class PracticeBlock(NecStructBlock):
    """One engagement, as this event keeps it."""

    title = CharBlock(label=_("Engagement"), max_length=80, help_text=_("Par exemple « Entrée gratuite »."))
    text = CharBlock(label=_("Ici"), max_length=255, help_text=_("Ce qui est fait, en une phrase."))

    class Meta:
        icon = "check"
        label = _("Engagement tenu")
        label_format = "{title}"
        group = GROUP_HIGHLIGHT
        description = _("Un engagement de la charte, et ce que cet événement fait pour le tenir.")
        template = "nec_locaux/blocks/practice.html"
        preview_value = {"title": "Entrée gratuite", "text": "Repas et supports compris."}
