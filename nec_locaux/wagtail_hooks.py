"""How the admin lists the NEC locaux and the offers of formats, and follows them up."""

from typing import ClassVar

from django.db.models import Case, IntegerField, OuterRef, Subquery, Value, When
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail_modeladmin.options import modeladmin_register

from nec_locaux.admin_filters import FROM_PAGE, OFFRE_FROM_PAGE, NecLocalFilterSet, OffreFilterSet
from nec_locaux.missing import Part, lacks, missing_label
from nec_locaux.models import (
    NecLocalPage,
    NecLocalTerritoire,
    NecLocauxIndexPage,
    OffreDeFormatPage,
    OffresDeFormatsIndexPage,
)
from nec_locaux.registers import MiseEnRelationAdmin
from nec_locaux.reports import FollowUpMenuItem, FollowUpView, date_label
from socle.admin_home import TASKS_HOOK, add_page_task
from socle.models import BasePage
from socle.viewsets import TypedColumn, TypedExplorerViewSet, TypedListingViewSet, page_columns

modeladmin_register(MiseEnRelationAdmin)


def thematiques_label(page: BasePage) -> str:
    return ", ".join(thematique.title for thematique in page.thematiques)


# NEC locaux


def first_territoire() -> Subquery:
    """The name by which a list of events is put in the order of their places."""
    links = NecLocalTerritoire.objects.filter(page=OuterRef("pk")).order_by("sort_order", "pk")
    return Subquery(links.values("territoire__search_name")[:1])


def missing_count() -> Subquery:
    """How much is missing today."""
    lacks_both = When(lacks([Part.BILAN]) & lacks([Part.SHEET]), then=Value(2))
    lacks_one = When(lacks(Part.values), then=Value(1))
    events = NecLocalPage.objects.filter(pk=OuterRef("pk")).order_by()
    count = Case(lacks_both, lacks_one, default=Value(0), output_field=IntegerField())
    return Subquery(events.annotate(count=count).values("count"))


# Their widths leave a quarter of the table to the title.
NEC_LOCAL_COLUMNS = page_columns(
    TypedColumn(NecLocalPage, "start_date", label=_("Date"), accessor=date_label, sort_key="start_date", width="11%"),
    TypedColumn(NecLocalPage, "location_label", label=_("Territoire"), sort_key="first_territoire", width="13%"),
    TypedColumn(NecLocalPage, "state", label=_("État"), accessor="status_label", sort_key="status", width="8%"),
    TypedColumn(
        NecLocalPage,
        "missing",
        label=_("Ce qui manque"),
        accessor=missing_label,
        sort_key="missing_count",
        width="11%",
    ),
)
NEC_LOCAL_RELATIONS = ("territoire_links__territoire__parent",)
NEC_LOCAL_ORDERS = {
    "start_date": f"{FROM_PAGE}__start_date",
    "status": f"{FROM_PAGE}__status",
    "first_territoire": first_territoire,
    "missing_count": missing_count,
}


class NecLocalExplorerViewSet(TypedExplorerViewSet):
    """The explorer below the page of the NEC locaux."""

    model = NecLocalPage
    parent_models = (NecLocauxIndexPage,)
    icon = "crochets"
    columns = NEC_LOCAL_COLUMNS
    filterset_class = NecLocalFilterSet
    relations = NEC_LOCAL_RELATIONS
    sortable: ClassVar = NEC_LOCAL_ORDERS


class NecLocalListingViewSet(TypedListingViewSet):
    """The menu « NEC locaux »."""

    model = NecLocalPage
    name = "nec-locaux"
    icon = "crochets"
    menu_label = _("NEC locaux")
    menu_order = 110
    add_item_label = _("Annoncer un NEC local")
    columns = NEC_LOCAL_COLUMNS
    filterset_class = NecLocalFilterSet
    relations = (*NEC_LOCAL_RELATIONS, "thematique_links__thematique")
    sortable: ClassVar = NEC_LOCAL_ORDERS
    ordering = "-start_date"
    list_export = (
        *("title", "start_date", "end_date", "get_date_precision_display", "get_status_display", "get_mode_display"),
        *("location_label", "place", "address", "latitude", "longitude", "organisers", "contact_email"),
        *("status_note", "start_time", "end_time", "edition_number", "get_audience_display", "thematiques"),
        *("registration_url", "registration_deadline", "capacity", "participants", "structure_count"),
        *("speaker_count", "workshop_count", "stand_count", "budget", "satisfaction", "figures_source"),
        *("resource_url", "missing", "status_string", "full_url"),
    )
    export_headings: ClassVar = {
        "get_date_precision_display": _("Précision de la date"),
        "get_status_display": _("État"),
        "get_mode_display": _("Mode"),
        "get_audience_display": _("Publics"),
        "location_label": _("Territoire"),
        "thematiques": _("Thématiques"),
        "missing": _("Ce qui manque"),
        "status_string": _("Publication"),
        "full_url": _("Adresse de la page"),
    }
    export_functions: ClassVar = {"missing": missing_label, "thematiques": thematiques_label}
    export_filename = "nec-locaux"


# Offers of formats


def contact_label(offre: OffreDeFormatPage) -> str:
    """Whether anyone can be written to: the address itself is for those who may change it."""
    return _t("Renseigné") if offre.contact_email else _t("Absent")


OFFRE_COLUMNS = page_columns(
    TypedColumn(OffreDeFormatPage, "format", label=_("Type"), accessor="get_format_display", sort_key="format"),
    TypedColumn(OffreDeFormatPage, "partenaire", label=_("Partenaire"), sort_key="partner_name"),
    TypedColumn(OffreDeFormatPage, "years", label=_("Années"), sort_key="first_year"),
    TypedColumn(OffreDeFormatPage, "contact", label=_("Contact"), accessor=contact_label),
)
OFFRE_RELATIONS = ("partenaire",)


def partner_name() -> Subquery:
    """The name by which a list of offers is put in the order of its partners."""
    offres = OffreDeFormatPage.objects.filter(pk=OuterRef("pk")).order_by()
    return Subquery(offres.values("partenaire__name"))


OFFRE_ORDERS = {
    "format": f"{OFFRE_FROM_PAGE}__format",
    "first_year": f"{OFFRE_FROM_PAGE}__first_year",
    "partner_name": partner_name,
}


class OffreExplorerViewSet(TypedExplorerViewSet):
    """The explorer below the catalogue."""

    model = OffreDeFormatPage
    parent_models = (OffresDeFormatsIndexPage,)
    icon = "group"
    columns = OFFRE_COLUMNS
    filterset_class = OffreFilterSet
    relations = OFFRE_RELATIONS
    sortable: ClassVar = OFFRE_ORDERS


class OffreListingViewSet(TypedListingViewSet):
    """The menu « Offres de formats »."""

    model = OffreDeFormatPage
    name = "offres-de-formats"
    icon = "group"
    menu_label = _("Offres de formats")
    menu_order = 112
    add_item_label = _("Ajouter une offre")
    columns = OFFRE_COLUMNS
    filterset_class = OffreFilterSet
    relations = (*OFFRE_RELATIONS, "thematique_links__thematique")
    sortable: ClassVar = OFFRE_ORDERS
    ordering = "title"
    list_export = (
        *("title", "get_format_display", "partenaire", "thematiques", "get_audience_display"),
        *("duration_minutes", "minimum_people", "maximum_people", "needs", "first_year", "last_year"),
        *("contact", "status_string", "full_url"),
    )
    export_headings: ClassVar = {
        "get_format_display": _("Type de format"),
        "get_audience_display": _("Public"),
        "thematiques": _("Thématiques"),
        "contact": _("Contact"),
        "status_string": _("Publication"),
        "full_url": _("Adresse de la page"),
    }
    export_functions: ClassVar = {"contact": contact_label, "thematiques": thematiques_label}
    export_filename = "offres-de-formats"


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[TypedExplorerViewSet | TypedListingViewSet]:
    return [NecLocalExplorerViewSet(), NecLocalListingViewSet(), OffreExplorerViewSet(), OffreListingViewSet()]


# The report


@hooks.register("register_admin_urls")
def register_follow_up() -> list[URLPattern]:
    return [
        path("reports/a-relancer/", FollowUpView.as_view(), name="nec_locaux_follow_up"),
        path(
            "reports/a-relancer/results/",
            FollowUpView.as_view(results_only=True),
            name="nec_locaux_follow_up_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_follow_up_menu_item() -> MenuItem:
    return FollowUpMenuItem()


# The next edition


@hooks.register("after_copy_page")
def follow_the_edition_copied(request: HttpRequest, page: Page, new_page: Page) -> None:
    """Tie a copy to the event it was made from, in the row and in the draft that its form opens."""
    source = page.specific
    if not isinstance(source, NecLocalPage):
        return
    copy = new_page.specific.get_latest_revision_as_object()
    copy.previous_edition = source
    copy.edition_number = source.edition_number + 1 if source.edition_number else None
    copy.save()
    copy.save_revision(user=request.user, changed=False, clean=False)
    messages.info(request, _t("Relisez le titre, le chapô et le contenu de la copie, puis donnez-lui ses dates."))


hooks.register(TASKS_HOOK, add_page_task("nec_locaux.NecLocalPage", _("Annoncer un NEC local"), "crochets", 10))
