"""Files to take away."""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructValue
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock

from socle.blocks.base import GROUP_RELATED, NecStructBlock


class DownloadsBlock(NecStructBlock):
    """Documents with their type, size, licence and accessibility, as their own records say."""

    title = CharBlock(label=_("Titre"), required=False, max_length=120)
    documents = ListBlock(DocumentChooserBlock(label=_("Document")), label=_("Documents"), min_num=1, max_num=20)

    class Meta:
        icon = "download"
        label = _("Fichiers à télécharger")
        label_format = _("Fichiers : {title}")
        group = GROUP_RELATED
        description = _("Des documents avec leur type, leur poids et leur licence, tels que leur fiche les donne.")
        template = "blocks/downloads.html"

    def get_example(self) -> dict[str, Any]:
        documents = list(get_document_model().objects.order_by("pk")[:3]) if apps.ready else []
        return {"title": "À lire, à reprendre", "documents": documents}

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["documents"] = [document for document in value.get("documents") or [] if document]
        return context
