"""People, as their records present them."""

from typing import Any

from django.apps import apps
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructValue
from wagtail.snippets.blocks import SnippetChooserBlock

from socle.blocks.base import GROUP_RELATED, NecStructBlock


class PersonnesBlock(NecStructBlock):
    """Names, roles and portraits; initials between brackets where there is no portrait."""

    title = CharBlock(label=_("Titre"), required=False, max_length=120)
    personnes = ListBlock(
        SnippetChooserBlock("nec_socle.Personne", label=_("Personne")), label=_("Personnes"), min_num=1, max_num=60
    )

    class Meta:
        icon = "user"
        label = _("Personnes")
        label_format = _("Personnes : {title}")
        group = GROUP_RELATED
        description = _(
            "Des personnes avec leur fonction : équipe, intervenantes et intervenants, autrices et auteurs."
        )
        template = "blocks/personnes.html"

    def get_example(self) -> dict[str, Any]:
        model = apps.get_model("nec_socle", "Personne")
        return {"title": "Direction de la revue", "personnes": list(model.objects.order_by("last_name")[:4])}

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        personnes = [personne for personne in value.get("personnes") or [] if personne]
        prefetch_related_objects(personnes, "portrait__renditions")
        context["personnes"] = personnes
        return context
