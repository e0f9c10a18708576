"""Where the team reads what organisers have sent."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet

from candidatures.budget import euros
from candidatures.enums import Outcome, State
from candidatures.models import Candidature
from candidatures.rights import may_read
from candidatures.team import after, decisions, dossier, files, instruction
from socle.typography import date_range_text


def event_date(candidature: Candidature) -> str:
    """When the event is to be held, as precisely as its organiser said."""
    if candidature.start_date is None:
        return ""
    return date_range_text(candidature.start_date, candidature.end_date, candidature.date_precision)


def grant(candidature: Candidature) -> str:
    """The grant asked for, in euros; empty for an unaided request."""
    return euros(candidature.grant_requested) if candidature.grant_requested else ""


class CandidatureFilterSet(WagtailFilterSet):
    """What the listing is narrowed by."""

    state = django_filters.MultipleChoiceFilter(
        label=_("État"), choices=[choice for choice in State.choices if choice[0] != State.DRAFT]
    )
    outcome = django_filters.ChoiceFilter(label=_("Éligibilité"), choices=Outcome.choices)

    class Meta:
        model = Candidature
        fields: ClassVar = ["state", "outcome"]


class CandidatureIndexView(IndexView):
    """The candidatures that were sent, the latest first. A draft is its organiser's alone."""

    model = Candidature
    page_title = _("Candidatures")
    header_icon = "form"
    filterset_class = CandidatureFilterSet
    search_fields: ClassVar = ["number", "title", "structure_name"]
    search_backend_name = None
    default_ordering = "-submitted_at"
    any_permission_required: ClassVar = ["view"]
    _show_breadcrumbs = True

    def get_base_queryset(self) -> QuerySet[Candidature]:
        return Candidature.objects.sent().select_related("territoire")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        dossier = "nec_candidatures_team:dossier"
        return [
            TitleColumn("number", label=_("Numéro"), sort_key="number", url_name=dossier),
            Column("display_title", label=_("NEC local"), sort_key="title"),
            Column("territoire", label=_("Territoire")),
            Column("start_date", label=_("Événement"), accessor=event_date, sort_key="start_date"),
            Column("expected_attendance", label=_("Public attendu"), sort_key="expected_attendance"),
            Column("grant_requested", label=_("Subvention"), accessor=grant, sort_key="grant_requested"),
            Column("outcome", label=_("Éligibilité"), accessor="get_outcome_display", sort_key="outcome"),
            Column("state", label=_("État"), accessor="get_state_display", sort_key="state"),
            DateColumn("submitted_at", label=_("Déposée"), sort_key="submitted_at"),
        ]

    def get_edit_url(self, instance: Candidature) -> None:
        """Nothing of a candidature is changed here."""

    def get_delete_url(self, instance: Candidature) -> None:
        """Nor deleted."""

    @cached_property
    def add_url(self) -> str:
        """Organisers alone begin candidatures."""
        return ""


class ReadersMenuItem(MenuItem):
    """A line of the menu for those who may read candidatures."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


class CandidatureViewSet(ViewSet):
    """The menu « Candidatures »."""

    name = "nec_candidatures_team"
    url_prefix = "candidatures"
    icon = "form"
    menu_label = _("Candidatures")
    menu_order = 115
    add_to_admin_menu = True
    menu_item_class = ReadersMenuItem

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
        }
        common: dict[str, Any] = super().get_common_view_kwargs(**names, **kwargs)
        return common

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(CandidatureIndexView), name="index"),
            path("results/", self.construct_view(CandidatureIndexView, results_only=True), name="index_results"),
            *dossier.urlpatterns,
            *instruction.urlpatterns,
            *decisions.urlpatterns,
            *after.urlpatterns,
            *files.urlpatterns,
        ]
