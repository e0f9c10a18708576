"""Partenaires, by their logos or their names."""

from typing import Any

from django.apps import apps
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructValue
from wagtail.snippets.blocks import SnippetChooserBlock

from socle.blocks.base import GROUP_RELATED, NecStructBlock


class PartenairesBlock(NecStructBlock):
    """A grid of logos; a partenaire without one is named."""

    title = CharBlock(label=_("Titre"), required=False, max_length=120)
    partenaires = ListBlock(
        SnippetChooserBlock("nec_socle.Partenaire", label=_("Partenaire")),
        label=_("Partenaires"),
        min_num=1,
        max_num=60,
    )

    class Meta:
        icon = "group"
        label = _("Partenaires")
        label_format = _("Partenaires : {title}")
        group = GROUP_RELATED
        description = _("Les logos des partenaires, ou leur nom quand il n’y a pas de logo, avec leur site.")
        template = "blocks/partenaires.html"

    def get_example(self) -> dict[str, Any]:
        model = apps.get_model("nec_socle", "Partenaire")
        return {"title": "Partenaires", "partenaires": list(model.objects.order_by("name")[:6])}

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        partenaires = [partenaire for partenaire in value.get("partenaires") or [] if partenaire]
        prefetch_related_objects(partenaires, "logo__renditions")
        context["partenaires"] = partenaires
        return context
