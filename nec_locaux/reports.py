"""The report « À relancer »: events that are over and whose page does not yet say what they left."""

from datetime import timedelta
from typing import ClassVar

from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from nec_locaux.admin_filters import FollowUpFilterSet
from nec_locaux.missing import AFTERWARDS, lacks, missing_label
from nec_locaux.models import NecLocalPage
from socle.typography import date_range_text
from socle.viewsets import SafeExportMixin

PERMISSION = "change"


def date_label(event: NecLocalPage) -> str:
    """The dates as visitors read them, no more precise than what is known."""
    return date_range_text(event.start_date, event.end_date, event.date_precision) if event.start_date else ""


def days_since(event: NecLocalPage) -> int:
    """Whole days since the last one of the event was over, where it was held."""
    return (timezone.now() - event.ends_at) // timedelta(days=1) if event.ends_at else 0


class FollowUpView(SafeExportMixin, ReportView):
    """Events that lack their bilan or their sheet, those that have waited longest first."""

    page_title = _("NEC locaux à relancer")
    header_icon = "crochets"
    model = NecLocalPage
    permission_required = PERMISSION
    index_url_name = "nec_locaux_follow_up"
    index_results_url_name = "nec_locaux_follow_up_results"
    filterset_class = FollowUpFilterSet
    default_ordering = "ends_at"
    is_searchable = False
    columns: ClassVar = [
        TitleColumn("title", label=_("Titre"), url_name="wagtailadmin_pages:edit", width="26%"),
        Column("date", label=_("Date"), accessor=date_label, sort_key="ends_at"),
        Column("location_label", label=_("Territoire")),
        Column("missing", label=_("Ce qui manque"), accessor=missing_label),
        Column("days", label=_("Jours depuis la fin"), accessor=days_since),
        Column("contact_email", label=_("Adresse de contact")),
    ]
    export_filename = "nec-locaux-a-relancer"
    list_export: ClassVar = [
        *("title", "start_date", "end_date", "location_label", "missing", "days", "contact_email"),
        *("organisers_label", "full_url"),
    ]
    export_functions: ClassVar = {"missing": missing_label, "days": days_since}
    export_headings: ClassVar = {
        "location_label": _("Territoire"),
        "missing": _("Ce qui manque"),
        "days": _("Jours depuis la fin"),
        "organisers_label": _("Organisation"),
        "full_url": _("Adresse de la page"),
    }

    def get_base_queryset(self) -> QuerySet[NecLocalPage]:
        pages = self.permission_policy.instances_user_has_permission_for(self.request.user, PERMISSION)
        events: QuerySet[NecLocalPage] = NecLocalPage.objects.live().filter(lacks(AFTERWARDS))
        return events.filter(pk__in=pages.order_by().values("pk"))

    def order_queryset(self, queryset: QuerySet[NecLocalPage]) -> QuerySet[NecLocalPage]:
        """Those of the same day always in the same order."""
        ordering = "-ends_at" if self.ordering == "-ends_at" else "ends_at"
        return queryset.order_by(ordering, "pk")

    def decorate_paginated_queryset(self, object_list: QuerySet[NecLocalPage]) -> QuerySet[NecLocalPage]:
        events = list(object_list)
        prefetch_related_objects(events, "territoire_links__territoire__parent", "partner_links__partenaire")
        return object_list


class FollowUpMenuItem(MenuItem):
    """Shown to those who may change pages."""

    def __init__(self) -> None:
        super().__init__(
            _("NEC locaux à relancer"),
            reverse_lazy("nec_locaux_follow_up"),
            name="nec-locaux-a-relancer",
            icon_name="crochets",
            order=100,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(policy_registry.get_by_type(Page).user_has_permission(request.user, PERMISSION))
