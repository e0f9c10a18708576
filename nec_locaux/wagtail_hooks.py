"""How the admin lists the NEC locaux."""

from typing import ClassVar

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from django_filters import DateFromToRangeFilter, MultipleChoiceFilter
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.views.pages.listing import PageFilterSet

from nec_locaux.enums import Mode, Status
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from socle.admin_home import TASKS_HOOK, add_page_task
from socle.typography import date_range_text
from socle.viewsets import TypedColumn, TypedExplorerViewSet, TypedListingViewSet, page_columns

FROM_PAGE = "basepage__neclocalpage"


def date_label(page: NecLocalPage) -> str:
    """The dates as visitors read them, no more precise than what is known."""
    return date_range_text(page.start_date, page.end_date, page.date_precision) if page.start_date else ""


class NecLocalFilterSet(PageFilterSet):
    """Filters on what tells one NEC local from another."""

    start_date = DateFromToRangeFilter(
        field_name=f"{FROM_PAGE}__start_date", label=_("Date"), widget=DateRangePickerWidget
    )
    status = MultipleChoiceFilter(
        field_name=f"{FROM_PAGE}__status", label=_("État"), choices=Status.choices, widget=CheckboxSelectMultiple
    )
    mode = MultipleChoiceFilter(
        field_name=f"{FROM_PAGE}__mode", label=_("Mode"), choices=Mode.choices, widget=CheckboxSelectMultiple
    )


COLUMNS = page_columns(
    TypedColumn(NecLocalPage, "start_date", label=_("Date"), accessor=date_label, sort_key="start_date"),
    TypedColumn(NecLocalPage, "location_label", label=_("Territoire")),
    TypedColumn(NecLocalPage, "state", label=_("État"), accessor="status_label"),
)


class NecLocalExplorerViewSet(TypedExplorerViewSet):
    """The explorer below the page of the NEC locaux."""

    model = NecLocalPage
    parent_models = (NecLocauxIndexPage,)
    icon = "crochets"
    columns = COLUMNS
    filterset_class = NecLocalFilterSet
    relations = ("territoire_links__territoire__parent",)
    sortable: ClassVar = {"start_date": f"{FROM_PAGE}__start_date"}


class NecLocalListingViewSet(TypedListingViewSet):
    """The menu « NEC locaux »."""

    model = NecLocalPage
    name = "nec-locaux"
    icon = "crochets"
    menu_label = _("NEC locaux")
    menu_order = 110
    add_item_label = _("Annoncer un NEC local")
    columns = COLUMNS
    filterset_class = NecLocalFilterSet
    relations = ("territoire_links__territoire__parent",)
    ordering = "-start_date"
    list_export = (
        *("title", "start_date", "end_date", "get_date_precision_display", "get_status_display", "get_mode_display"),
        *("location_label", "place", "organisers", "participants", "full_url"),
    )
    export_headings: ClassVar = {
        "get_date_precision_display": _("Précision de la date"),
        "get_status_display": _("État"),
        "get_mode_display": _("Mode"),
        "full_url": _("Adresse"),
    }
    export_filename = "nec-locaux"


@hooks.register("register_admin_viewset")
def register_nec_locaux() -> list[TypedExplorerViewSet | TypedListingViewSet]:
    return [NecLocalExplorerViewSet(), NecLocalListingViewSet()]


hooks.register(TASKS_HOOK, add_page_task("nec_locaux.NecLocalPage", _("Annoncer un NEC local"), "crochets", 10))
