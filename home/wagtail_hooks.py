"""What NEC's own site adds to Wagtail's admin: its mark, and the list of the national editions.

The mark stands here, not in the ground: a site that only installs the other apps keeps its own.
"""

from typing import ClassVar

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.models import EditionNationalePage, EditionsIndexPage
from socle.admin_home import TASKS_HOOK, add_page_task
from socle.viewsets import TypedColumn, TypedExplorerViewSet, page_columns

#: Entries of the help menu that lead to Wagtail's own pages, in English, on another site.
FOREIGN_HELP = ("whats-new-in-wagtail", "editor-guide")
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


@hooks.register("insert_global_admin_css")
def add_mark() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("construct_help_menu")
def remove_foreign_help(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if not item.name.startswith(FOREIGN_HELP)]
