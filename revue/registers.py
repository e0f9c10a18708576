"""The register of the rubriques."""

from typing import Any, ClassVar

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from revue.models import Rubrique
from socle.viewsets import REGISTERS_HOOK, RegisterViewSet


class RubriqueViewSet(RegisterViewSet):
    """The parts of the contents of the issues."""

    model = Rubrique
    add_item_label = _("Ajouter une rubrique")
    icon = "list-ul"
    menu_label = _("Rubriques")
    menu_hook = REGISTERS_HOOK
    menu_order = 20
    list_display: ClassVar = ["title", Column("article_count", label=_("Articles"), sort_key="article_count")]
    search_fields = ("title",)
    list_export = ("title", "article_count")
    export_headings: ClassVar = {"article_count": _("Articles")}
    export_filename = "rubriques"
    inspect_view_fields = ("title",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Rubrique.objects.annotate(article_count=Count("articles"))
