"""How the admin lists the national editions."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from home.models import EditionNationalePage, EditionsIndexPage
from socle.admin_home import TASKS_HOOK, add_page_task
from socle.viewsets import TypedColumn, TypedExplorerViewSet, page_columns

FROM_PAGE = "basepage__editionnationalepage"


class EditionExplorerViewSet(TypedExplorerViewSet):
    """The explorer below the page of the national editions."""

    model = EditionNationalePage
    parent_models = (EditionsIndexPage,)
    icon = "history"
    columns = page_columns(
        TypedColumn(
            EditionNationalePage, "year", label=_("Année"), accessor=lambda page: str(page.year), sort_key="year"
        ),
        TypedColumn(EditionNationalePage, "city", label=_("Ville"), sort_key="city"),
        TypedColumn(EditionNationalePage, "attendance", label=_("Fréquentation"), sort_key="attendance"),
    )
    sortable: ClassVar = {name: f"{FROM_PAGE}__{name}" for name in ("year", "city", "attendance")}


@hooks.register("register_admin_viewset")
def register_editions() -> TypedExplorerViewSet:
    return EditionExplorerViewSet()


hooks.register(TASKS_HOOK, add_page_task("nec_home.StandardPage", _("Créer une page simple"), "doc-empty", 40))
