"""The filters of the admin's lists. They read pages of any type, so that they combine with a search."""

from typing import Any

from django.db.models import Q, QuerySet
from django.forms import CheckboxSelectMultiple, Select
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, ChoiceFilter, DateFromToRangeFilter, FilterSet, MultipleChoiceFilter
from wagtail.admin.filters import BooleanRadioSelect, DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.models import Page

from nec_locaux.enums import Audience, Format, Mode, Status
from nec_locaux.filters import offered_choices
from nec_locaux.missing import AFTERWARDS, Part, lacks
from nec_locaux.models import NecLocalPage, OffreDeFormatPage
from socle.enums import TerritoireKind
from socle.models import Partenaire

Pages = QuerySet[Page]
FROM_PAGE = "basepage__neclocalpage"
OFFRE_FROM_PAGE = "basepage__offredeformatpage"


def regions() -> list[tuple[str, Any]]:
    """Régions, then overseas; the filter adds « all » itself."""
    return offered_choices().regions[1:]


def thematiques() -> list[tuple[str, str]]:
    return [(theme.slug, theme.title) for theme in offered_choices().themes]


def partenaires() -> list[tuple[int, str]]:
    """The organisations that offer a format."""
    offering = OffreDeFormatPage.objects.order_by().values("partenaire")
    return list(Partenaire.objects.filter(pk__in=offering).values_list("pk", "name"))


def years() -> list[tuple[int, str]]:
    """The years that the offers name, the latest first."""
    named = OffreDeFormatPage.objects.order_by().values_list("first_year", "last_year").distinct()
    return [(year, str(year)) for year in sorted({year for pair in named for year in pair if year}, reverse=True)]


def among(pages: Pages, kept: QuerySet[Any]) -> Pages:
    """Those of `pages` that are `kept`, whatever the type that each of the two reads."""
    return pages.filter(pk__in=kept.order_by().values("pk"))


def region_filter() -> ChoiceFilter:
    return ChoiceFilter(label=_("Région"), choices=regions, empty_label=_("Toutes"), widget=Select, method="in_region")


def thematique_filter() -> ChoiceFilter:
    return ChoiceFilter(
        label=_("Thématique"), choices=thematiques, empty_label=_("Toutes"), widget=Select, method="on_theme"
    )


class PlaceMixin:
    """Finds the events of a région."""

    def in_region(self, pages: Pages, name: str, code: str) -> Pages:
        place = offered_choices().find(code, TerritoireKind.REGION, TerritoireKind.OUTRE_MER)
        return among(pages, NecLocalPage.objects.for_territoire(place.key)) if place else pages


class ThemeMixin:
    """Finds the pages of a thématique, or of a finer one tied to it."""

    def on_theme(self, pages: Pages, name: str, slug: str) -> Pages:
        keys = [key for theme in offered_choices().themes if theme.slug == slug for key in theme.keys]
        return among(pages, Page.objects.filter(basepage__thematique_links__thematique__in=keys))


class NecLocalFilters(PlaceMixin, ThemeMixin, FilterSet):
    """Filters on what tells one NEC local from another, and on what its page lacks."""

    missing = MultipleChoiceFilter(
        label=_("Ce qui manque"), choices=Part.choices, widget=CheckboxSelectMultiple, method="which_lack"
    )
    status = MultipleChoiceFilter(
        field_name=f"{FROM_PAGE}__status", label=_("État"), choices=Status.choices, widget=CheckboxSelectMultiple
    )
    start_date = DateFromToRangeFilter(
        field_name=f"{FROM_PAGE}__start_date", label=_("Date"), widget=DateRangePickerWidget
    )
    region = region_filter()
    thematique = thematique_filter()
    mode = MultipleChoiceFilter(
        field_name=f"{FROM_PAGE}__mode", label=_("Mode"), choices=Mode.choices, widget=CheckboxSelectMultiple
    )

    def which_lack(self, pages: Pages, name: str, parts: list[str]) -> Pages:
        return among(pages, NecLocalPage.objects.filter(lacks(parts)))


class NecLocalFilterSet(NecLocalFilters, PageFilterSet):
    """The same before Wagtail's own."""

    has_child_pages = None


class FollowUpFilterSet(PlaceMixin, WagtailFilterSet):
    """Filters of the report « À relancer »."""

    missing = MultipleChoiceFilter(
        label=_("Ce qui manque"),
        choices=[(part.value, part.label) for part in AFTERWARDS],
        widget=CheckboxSelectMultiple,
        method="which_lack",
    )
    start_date = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    region = region_filter()
    has_contact = BooleanFilter(label=_("Adresse de contact"), widget=BooleanRadioSelect, method="with_contact")

    class Meta:
        model = NecLocalPage
        fields: tuple[str, ...] = ()

    def which_lack(self, events: QuerySet[NecLocalPage], name: str, parts: list[str]) -> QuerySet[NecLocalPage]:
        return events.filter(lacks(parts))

    def with_contact(self, events: QuerySet[NecLocalPage], name: str, value: bool) -> QuerySet[NecLocalPage]:
        return events.exclude(contact_email="") if value else events.filter(contact_email="")


class OffreFilters(ThemeMixin, FilterSet):
    """Filters on what tells one offer from another."""

    format = MultipleChoiceFilter(
        field_name=f"{OFFRE_FROM_PAGE}__format",
        label=_("Type de format"),
        choices=Format.choices,
        widget=CheckboxSelectMultiple,
    )
    partenaire = ChoiceFilter(
        field_name=f"{OFFRE_FROM_PAGE}__partenaire",
        label=_("Partenaire"),
        choices=partenaires,
        empty_label=_("Tous"),
        widget=Select,
    )
    thematique = thematique_filter()
    year = ChoiceFilter(label=_("Année"), choices=years, empty_label=_("Toutes"), widget=Select, method="in_year")
    audience = MultipleChoiceFilter(
        field_name=f"{OFFRE_FROM_PAGE}__audience",
        label=_("Public"),
        choices=Audience.choices,
        widget=CheckboxSelectMultiple,
    )
    has_contact = BooleanFilter(label=_("Adresse de contact"), widget=BooleanRadioSelect, method="with_contact")

    def in_year(self, pages: Pages, name: str, year: str) -> Pages:
        return among(pages, OffreDeFormatPage.objects.for_year(int(year)))

    def with_contact(self, pages: Pages, name: str, value: bool) -> Pages:
        without = Q(contact_email="")
        return among(pages, OffreDeFormatPage.objects.filter(~without if value else without))


class OffreFilterSet(OffreFilters, PageFilterSet):
    """The same before Wagtail's own."""

    has_child_pages = None
