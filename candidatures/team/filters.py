"""What the team's list of candidatures is narrowed by, and the words it is searched by."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar, Final, cast

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import F, Q
from django.db.models.functions import ExtractYear
from django.forms import CheckboxSelectMultiple, Select
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import BooleanRadioSelect, WagtailFilterSet

from candidatures.deadlines import paris_day
from candidatures.enums import Outcome, State
from candidatures.models import AppelPage, Candidature
from candidatures.querysets import CandidatureQuerySet
from candidatures.rights import members
from candidatures.services.instruction import name_of
from candidatures.team.words import NEAR
from nec_locaux.filters import offered_choices
from socle.text import clean_line
from socle.viewsets import MAX_SEARCH_LENGTH, search_folded

#: What the words are looked for in.
SEARCHED: Final = ("number", "title", "structure_name")
ME, NOBODY = "moi", "personne"
LATE, WEEK, MONTH = "retard", "semaine", "mois"
#: Days ahead, by choice of the filter on deadlines.
AHEAD: Final = {WEEK: NEAR, MONTH: timedelta(days=30)}
Choice = tuple[str, Any]


class Offered:
    """What the database offers to filter by, read once for all the filters of a page."""

    @cached_property
    def instructeurs(self) -> list[Choice]:
        """Oneself, nobody, then whoever sees to a dossier or may."""
        sees_to_one = Candidature.objects.exclude(instructeur=None).order_by().values("instructeur")
        users = get_user_model()._default_manager
        known = users.filter(Q(pk__in=sees_to_one) | Q(pk__in=members().order_by().values("pk")))
        names = sorted((name_of(user).casefold(), name_of(user), user.pk) for user in known)
        return [(ME, _("Moi")), (NOBODY, _("Personne")), *((str(pk), name) for _key, name, pk in names)]

    @cached_property
    def calls(self) -> list[Choice]:
        return [(str(pk), title) for pk, title in AppelPage.objects.order_by("-pk").values_list("pk", "title")]

    @cached_property
    def years(self) -> list[Choice]:
        """Those of the events, the latest first."""
        dated = Candidature.objects.sent().exclude(start_date=None).order_by()
        years = dated.annotate(year=ExtractYear("start_date")).values_list("year", flat=True).distinct()
        return [(str(year), str(year)) for year in sorted(years, reverse=True)]

    @cached_property
    def regions(self) -> list[Choice]:
        return offered_choices().regions[1:]

    @cached_property
    def departements(self) -> list[Choice]:
        return list(offered_choices().departements[1:])

    def choices(self) -> Mapping[str, list[Choice]]:
        """By name of the filter."""
        return {
            "instructeur": self.instructeurs,
            "call": self.calls,
            "year": self.years,
            "region": self.regions,
            "departement": self.departements,
        }


def choice_filter(label: Any, empty_label: Any, **kwargs: Any) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(label=label, empty_label=empty_label, widget=Select, **kwargs)


def yes_or_no(label: Any, **kwargs: Any) -> django_filters.BooleanFilter:
    return django_filters.BooleanFilter(label=label, widget=BooleanRadioSelect, **kwargs)


class CandidatureFilterSet(WagtailFilterSet):
    """What the list is narrowed by. What an address says that does not exist is left aside."""

    state = django_filters.MultipleChoiceFilter(
        label=_("État"),
        choices=[choice for choice in State.choices if choice[0] != State.DRAFT],
        widget=CheckboxSelectMultiple,
    )
    instructeur = choice_filter(_("Instruite par"), _("Tout le monde"), method="seen_to_by")
    deadline = choice_filter(
        _("Échéance"),
        _("Toutes"),
        choices=[(LATE, _("En retard")), (WEEK, _("Dans la semaine")), (MONTH, _("Dans les 30 jours"))],
        method="due",
    )
    outcome = choice_filter(_("Éligibilité"), _("Toutes"), choices=Outcome.choices)
    call = choice_filter(_("Appel"), _("Tous"), field_name="version__appel")
    region = choice_filter(_("Région"), _("Toutes"), method="in_region")
    departement = choice_filter(_("Département"), _("Tous"), method="in_departement")
    year = choice_filter(_("Année de l’événement"), _("Toutes"), field_name="start_date", lookup_expr="year")
    grant_asked = yes_or_no(_("Subvention demandée"), field_name="grant_requested", method="is_positive")
    grant_awarded = yes_or_no(_("Subvention accordée"), field_name="grant_awarded", method="is_positive")
    deletion = yes_or_no(
        _("Effacement demandé"), field_name="deletion_requested_at", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Candidature
        fields: ClassVar = []

    def __init__(self, *args: Any, offered: Offered | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (offered or Offered()).choices().items():
            self.filters[name].extra["choices"] = choices

    def seen_to_by(self, rows: CandidatureQuerySet, name: str, value: str) -> CandidatureQuerySet:
        if value == NOBODY:
            return rows.filter(instructeur=None)
        return rows.filter(instructeur=self.request.user.pk if value == ME else int(value))

    def due(self, rows: CandidatureQuerySet, name: str, value: str) -> CandidatureQuerySet:
        today = paris_day(timezone.now())
        if value == LATE:
            return rows.filter(due_on__lt=today)
        return rows.filter(due_on__range=(today, today + AHEAD[value]))

    def in_region(self, rows: CandidatureQuerySet, name: str, code: str) -> CandidatureQuerySet:
        return rows.of_region(code)

    def in_departement(self, rows: CandidatureQuerySet, name: str, code: str) -> CandidatureQuerySet:
        return rows.of_departement(code)

    def is_positive(self, rows: CandidatureQuerySet, name: str, value: bool) -> CandidatureQuerySet:
        given = Q(**{f"{name}__gt": 0})
        # Said of a value that may be empty, « not above zero » would leave the empty ones out.
        return rows.filter(given if value else Q(**{name: None}) | Q(**{name: 0}))


def narrow(data: QueryDict, request: HttpRequest, offered: Offered | None = None) -> CandidatureQuerySet:
    """The dossiers that the filters of `data` keep, of all that were sent; words apart."""
    filters = CandidatureFilterSet(data, Candidature.objects.sent(), request=request, offered=offered)
    # What is wrong is left aside: `cleaned_data` holds the rest.
    filters.is_valid()
    found: CandidatureQuerySet = filters.filter_queryset(Candidature.objects.sent())
    return found


def search(rows: CandidatureQuerySet, words: str) -> CandidatureQuerySet:
    """Those of `rows` whose number, title or structure hold every word, whatever accents and capitals."""
    return cast("CandidatureQuerySet", search_folded(rows, words, SEARCHED))


def find(request: HttpRequest) -> CandidatureQuerySet:
    """The dossiers that an address asks for, filters and words together."""
    found = narrow(request.GET, request)
    words = clean_line(request.GET.get("q", "")[:MAX_SEARCH_LENGTH])
    return search(found, words) if words else found


def nulls_last(ordering: str) -> Any:
    """An order in which what is empty comes last both ways."""
    field = F(ordering.removeprefix("-"))
    return field.desc(nulls_last=True) if ordering.startswith("-") else field.asc(nulls_last=True)
