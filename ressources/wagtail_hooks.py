"""How the admin lists the library."""

from typing import ClassVar

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter
from wagtail import hooks
from wagtail.admin.views.pages.listing import PageFilterSet

from ressources.enums import RessourceKind
from ressources.models import RessourcePage, RessourcesIndexPage
from socle.admin_home import TASKS_HOOK, add_page_task
from socle.viewsets import TypedColumn, TypedExplorerViewSet, TypedListingViewSet, page_columns

FROM_PAGE = "basepage__ressourcepage"


class RessourceFilterSet(PageFilterSet):
    """Filters on the type of resource."""

    kind = MultipleChoiceFilter(
        field_name=f"{FROM_PAGE}__kind",
        label=_("Type de ressource"),
        choices=RessourceKind.choices,
        widget=CheckboxSelectMultiple,
    )


COLUMNS = page_columns(
    TypedColumn(RessourcePage, "kind", label=_("Type"), accessor="get_kind_display", sort_key="kind"),
    TypedColumn(RessourcePage, "origin", label=_("Origine")),
    TypedColumn(RessourcePage, "year", label=_("Année"), accessor=lambda page: str(page.year or ""), sort_key="year"),
)


class RessourceExplorerViewSet(TypedExplorerViewSet):
    """The explorer below the page of the resources."""

    model = RessourcePage
    parent_models = (RessourcesIndexPage,)
    icon = "folder-open-inverse"
    columns = COLUMNS
    filterset_class = RessourceFilterSet
    sortable: ClassVar = {"kind": f"{FROM_PAGE}__kind", "year": f"{FROM_PAGE}__year"}


class RessourceListingViewSet(TypedListingViewSet):
    """The menu « Ressources »."""

    model = RessourcePage
    name = "ressources"
    icon = "folder-open-inverse"
    menu_label = _("Ressources")
    menu_order = 130
    add_item_label = _("Ajouter une ressource")
    columns = COLUMNS
    filterset_class = RessourceFilterSet
    list_export = (*("title", "get_kind_display", "origin", "year", "get_licence_display", "external_url", "full_url"),)
    export_headings: ClassVar = {
        "get_kind_display": _("Type"),
        "get_licence_display": _("Licence"),
        "full_url": _("Adresse"),
    }
    export_filename = "ressources"


@hooks.register("register_admin_viewset")
def register_ressources() -> list[TypedExplorerViewSet | TypedListingViewSet]:
    return [RessourceExplorerViewSet(), RessourceListingViewSet()]


hooks.register(
    TASKS_HOOK, add_page_task("nec_ressources.RessourcePage", _("Ajouter une ressource"), "folder-open-inverse", 30)
)
