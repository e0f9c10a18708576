"""The team's list of the candidatures."""

from typing import Any, ClassVar, Final

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton

from candidatures.budget import euros
from candidatures.deadlines import paris_day
from candidatures.enums import Outcome, State
from candidatures.models import Candidature
from candidatures.querysets import CandidatureQuerySet
from candidatures.rights import may_act, may_export
from candidatures.services.instruction import name_of
from candidatures.team.base import ReadingMixin
from candidatures.team.exports import FILES
from candidatures.team.filters import CandidatureFilterSet, Offered, nulls_last, search
from candidatures.team.saved_views import View, normalise, read_views
from candidatures.team.words import Deadline
from socle.charts import format_number
from socle.typography import date_range_text

#: What a candidature is called among the listings that bulk actions know.
OBJECT_TYPE: Final = "candidature"
#: By what is sorted where it is no field: the order of the work, of names, of places.
SORTED_BY: Final[dict[str, str]] = {
    "state": "state_rank",
    "territoire": "territoire__name",
    "instructeur": "instructeur__last_name",
}


def event_date(candidature: Candidature) -> str:
    """When the event is to be held, as precisely as its organiser said."""
    if candidature.start_date is None:
        return ""
    return date_range_text(candidature.start_date, candidature.end_date, candidature.date_precision)


def attendance(candidature: Candidature) -> str:
    """How many people are expected."""
    number = candidature.expected_attendance
    return format_number(number) if number is not None else ""


def support(candidature: Candidature) -> str:
    """What it may ask for, in the few words that a column has."""
    words = {Outcome.WITH_GRANT: _("Avec soutien"), Outcome.WITHOUT_GRANT: _("Sans soutien")}
    return str(words.get(Outcome(candidature.outcome), candidature.get_outcome_display()))


def deadline(candidature: Candidature) -> Deadline | None:
    """The next day by which something is due."""
    return Deadline(candidature.due_on, paris_day(timezone.now())) if candidature.due_on else None


class AmountColumn(Column):
    """An amount in euros; empty where there is none, or none yet."""

    def get_value(self, instance: Candidature) -> str:
        value = super().get_value(instance)
        return euros(value) if value is not None else ""


class DeadlineColumn(Column):
    """A day, and how far it is; what is late is said by a word and a sign."""

    cell_template_name = "nec_candidatures/admin/deadline_cell.html"


class CandidatureIndexView(ReadingMixin, IndexView):
    """The candidatures that were sent, the latest first. A draft is its organiser's alone."""

    model = Candidature
    page_title = _("Candidatures")
    header_icon = "form"
    template_name = "nec_candidatures/admin/listing.html"
    results_template_name = "nec_candidatures/admin/listing_results.html"
    filterset_class = CandidatureFilterSet
    search_fields: ClassVar = ["number", "title", "structure_name"]
    search_backend_name = None
    default_ordering = "-submitted_at"
    paginate_by = 50
    any_permission_required: ClassVar = ["view"]
    #: Wagtail's own exports: ours are those of `exports`.
    FORMATS = ()
    _show_breadcrumbs = True

    @cached_property
    def offered(self) -> Offered:
        return Offered()

    def get_base_queryset(self) -> QuerySet[Candidature]:
        return Candidature.objects.sent().listed()

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "offered": self.offered}

    def filter_queryset(self, queryset: CandidatureQuerySet) -> CandidatureQuerySet:
        """What the filters keep; what is wrong in an address is left aside."""
        self.filters.is_valid()
        found: CandidatureQuerySet = self.filters.filter_queryset(queryset)
        return found

    def search_queryset(self, queryset: CandidatureQuerySet) -> CandidatureQuerySet:
        return search(queryset, self.search_query) if self.is_searching else queryset

    def order_queryset(self, queryset: CandidatureQuerySet) -> CandidatureQuerySet:
        return order(queryset, self.ordering)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        number = TitleColumn(
            "number",
            label=_("Numéro"),
            sort_key="number",
            url_name="nec_candidatures_team:dossier",
            get_title_id=lambda candidature: f"{OBJECT_TYPE}_{candidature.pk}_title",
        )
        boxes = [BulkActionsCheckboxColumn("bulk_actions", obj_type=OBJECT_TYPE)] if self.may_act else []
        return [
            *boxes,
            number,
            Column("display_title", label=_("Événement"), sort_key="title"),
            Column("territoire", label=_("Territoire"), sort_key="territoire"),
            Column("start_date", label=_("Date"), accessor=event_date, sort_key="start_date"),
            DeadlineColumn("due_on", label=_("Échéance"), accessor=deadline, sort_key="due_on"),
            Column("state", label=_("État"), accessor="get_state_display", sort_key="state"),
            Column(
                "instructeur",
                label=_("Instruite par"),
                accessor=lambda candidature: name_of(candidature.instructeur),
                sort_key="instructeur",
            ),
            Column("expected_attendance", label=_("Public"), accessor=attendance, sort_key="expected_attendance"),
            AmountColumn("grant_requested", label=_("Demandé"), sort_key="grant_requested"),
            AmountColumn("grant_awarded", label=_("Accordé"), sort_key="grant_awarded"),
            Column("outcome", label=_("Éligibilité"), accessor=support, sort_key="outcome"),
        ]

    @cached_property
    def may_act(self) -> bool:
        return may_act(self.request.user)

    @cached_property
    def views(self) -> list[View]:
        return read_views(self.request, self.offered)

    @cached_property
    def query(self) -> str:
        """What the address narrows and sorts by."""
        return normalise(self.request.GET)

    def address(self, name: str, *args: Any) -> str:
        """A page that reads the present filters."""
        url = reverse(f"nec_candidatures_team:{name}", args=args)
        return f"{url}?{self.query}" if self.query else url

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Enregistrer cette vue"), url=self.address("save_view"), icon_name="pick")]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return export_buttons(self) if may_export(self.request.user) else []

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, views=self.views, **kwargs)
        return {**context, "may_act": self.may_act}

    def get_edit_url(self, instance: Candidature) -> None:
        """Nothing of a candidature is changed here."""

    def get_delete_url(self, instance: Candidature) -> None:
        """Nor deleted."""

    @cached_property
    def add_url(self) -> str:
        """Organisers alone begin candidatures."""
        return ""


def export_buttons(view: CandidatureIndexView) -> list[Button]:
    """The files that the present list may be taken in."""
    return [
        Button(file.label, url=view.address("export", file.slug), icon_name="download", priority=rank)
        for rank, file in enumerate(FILES.values())
    ]


def order(queryset: CandidatureQuerySet, ordering: str) -> CandidatureQuerySet:
    """Rows in the order of a column, what is empty last, and the same from one page to the next."""
    sign, name = ("-", ordering[1:]) if ordering.startswith("-") else ("", ordering)
    if name == "state":
        ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(State)]
        queryset = queryset.annotate(state_rank=Case(*ranks, output_field=IntegerField()))
    ordered: CandidatureQuerySet = queryset.order_by(nulls_last(f"{sign}{SORTED_BY.get(name, name)}"), "-pk")
    return ordered
