"""Where the team reads what organisers have sent."""

from typing import Any, ClassVar

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.auth import require_admin_access
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from candidatures.budget import euros
from candidatures.downloads import file_response
from candidatures.enums import Outcome, State
from candidatures.models import Candidature, PieceJointe
from candidatures.rights import may_read
from candidatures.summary import read_version
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


class ReadingMixin(PermissionCheckedMixin):
    """For views of those who may read candidatures. A draft is not found: it was not sent."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class DossierView(ReadingMixin, WagtailAdminTemplateMixin, TemplateView):
    """A candidature as its organiser sent it, with its files, its messages and its history."""

    template_name = "nec_candidatures/admin/dossier.html"
    header_icon = "form"
    _show_breadcrumbs = True

    @cached_property
    def candidature(self) -> Candidature:
        candidature: Candidature = get_object_or_404(Candidature.objects.sent().whole(), pk=self.kwargs["pk"])
        return candidature

    def get_page_title(self) -> str:
        return str(self.candidature)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("nec_candidatures_team:index"), "label": _("Candidatures")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        candidature = self.candidature
        version = candidature.dossier_versions.select_related("candidature__version").last()
        own = {
            "candidature": candidature,
            "version": version,
            "sections": read_version(version) if version else [],
            "files": candidature.files.all(),
            "thread": candidature.messages.select_related("porteur").prefetch_related("files"),
            "journal": candidature.journal.select_related("porteur", "user"),
            "porteurs": candidature.porteurs.order_by("email"),
        }
        return super().get_context_data(**own, **kwargs)


class FileView(ReadingMixin, View):
    """A file of a candidature, once the antivirus has let it through."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        files = PieceJointe.objects.filter(candidature__in=Candidature.objects.sent())
        piece = get_object_or_404(files, candidature__pk=kwargs["pk"], uuid=kwargs["file_uuid"])
        if not piece.is_open_to_team:
            raise Http404
        return file_response(piece)


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
            path("<int:pk>/", require_admin_access(DossierView.as_view()), name="dossier"),
            path("<int:pk>/fichiers/<uuid:file_uuid>/", require_admin_access(FileView.as_view()), name="file"),
        ]
