"""The filters of the calendar: one form, read from the address by every list, feed and export."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from string import punctuation
from typing import Any, Final, Self
from urllib.parse import urlencode

from django import forms
from django.core.cache import cache
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from nec_locaux.enums import Audience, Nature, Status
from nec_locaux.querysets import NecLocalQuerySet
from socle.enums import TerritoireKind, ThematiqueFamily
from socle.models import Territoire, Thematique
from socle.parameters import LineField, ParametersForm, TolerantMultipleChoiceField
from socle.text import fold_words
from socle.typography import date_range_text

CACHE_KEY: Final = "nec:calendar-choices"
#: Seconds; other processes with a cache of their own see a change after this at the latest.
CACHE_SECONDS: Final = 300
MAX_WORDS: Final = 8
#: The largest key of a territoire that every database may be asked for.
MAX_KEY: Final = 2**31 - 1


@dataclass(frozen=True)
class Place:
    """A région, a département or an overseas territory that one may filter by."""

    key: int
    kind: str
    code: str
    name: str


@dataclass(frozen=True)
class Theme:
    """A thématique that one may filter by; `keys` are its own and those of the finer ones tied to it."""

    slug: str
    title: str
    colour: str
    is_present: bool
    keys: frozenset[int]


@dataclass(frozen=True)
class Choices:
    """What the database offers to filter by."""

    places: tuple[Place, ...]
    themes: tuple[Theme, ...]

    def of_kind(self, *kinds: str) -> list[Place]:
        return [place for place in self.places if place.kind in kinds]

    @property
    def regions(self) -> list[tuple[str, Any]]:
        """Régions, then overseas, by code: the overseas départements are régions too."""
        return [
            ("", _("Toute la France")),
            (_("Hexagone et Corse"), _options(self.of_kind(TerritoireKind.REGION), coded=False)),
            (_("Outre-mer"), _options(self.of_kind(TerritoireKind.OUTRE_MER), coded=False)),
        ]

    @property
    def departements(self) -> list[tuple[str, str]]:
        places = self.of_kind(TerritoireKind.DEPARTEMENT, TerritoireKind.OUTRE_MER)
        return [("", _("Tous les départements")), *_options(places, coded=True)]

    def find(self, code: str, *kinds: str) -> Place | None:
        """The place of that official code. A région and a département may have the same one."""
        return next((place for place in self.of_kind(*kinds) if place.code == code), None)


class ThemeValue(str):
    """The slug of a thématique, which `option_colour` asks for its paper."""

    instance: Theme
    __slots__ = ("instance",)


@dataclass(frozen=True)
class ActiveFilter:
    """A filter in use, as the list of them shows it. `value` is None for a field that takes one value."""

    name: str
    value: str | None
    label: str


class TerritoireField(forms.IntegerField):
    """A territoire by its key, for the links of the official list: it has no box of its own."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=1, max_value=MAX_KEY, **kwargs)

    def clean(self, value: Any) -> Territoire | None:
        key = super().clean(value)
        return Territoire.objects.filter(pk=key).first() if key else None

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Territoire) else value


class DayField(forms.DateField):
    """A day written as the browsers' own calendar does: 2026-11-22."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, input_formats=["%Y-%m-%d"], **kwargs)


class NecLocalFilters(ParametersForm):
    """What a visitor looks for among the NEC locaux. Read it with `read()`; what the address says wrong is left out."""

    q = LineField(label=_t("Mot ou lieu"), widget=forms.TextInput(attrs={"type": "search"}))
    region = forms.ChoiceField(label=_t("Région"), required=False)
    departement = forms.ChoiceField(label=_t("Département"), required=False)
    nature = forms.ChoiceField(
        label=_t("Porté par"), required=False, choices=[("", _t("Tout type de territoire")), *Nature.choices]
    )
    debut = DayField(label=_t("Période, du"))
    fin = DayField(label=_t("Période, au"))
    etat = forms.ChoiceField(label=_t("État"), required=False, choices=[("", _t("Tous les états")), *Status.choices])
    public = forms.ChoiceField(
        label=_t("Public"),
        required=False,
        choices=[
            ("", _t("Tous les publics")),
            *((audience.value, audience.label) for audience in (Audience.PROFESSIONALS, Audience.PUBLIC)),
        ],
    )
    thematique = TolerantMultipleChoiceField(label=_t("Thématiques"), widget=forms.CheckboxSelectMultiple)
    territoire = TerritoireField()

    #: What was understood of the address: the cleaned value of each field.
    chosen: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered_choices()
        self.fields["region"].choices = self.offered.regions  # type: ignore[attr-defined]
        self.fields["departement"].choices = self.offered.departements  # type: ignore[attr-defined]
        self.fields["thematique"].choices = [  # type: ignore[attr-defined]
            (_theme_value(theme), theme.title) for theme in self.offered.themes
        ]

    @classmethod
    def read(cls, data: QueryDict | Mapping[str, Any]) -> Self:
        """The filters of an address, as a form that shows them and can be drawn again: junk is gone from it."""
        chosen = cls.parameters(data)
        if chosen["debut"] and chosen["fin"] and chosen["debut"] > chosen["fin"]:
            chosen["debut"], chosen["fin"] = chosen["fin"], chosen["debut"]
        filters = cls(initial=chosen, auto_id="filtre-%s")
        filters.chosen = chosen
        filters._show_themes()
        return filters

    def _show_themes(self) -> None:
        """Offer the thématiques of today, and the others that are chosen: there are dozens of them."""
        self.fields["thematique"].choices = [  # type: ignore[attr-defined]
            (_theme_value(theme), theme.title)
            for theme in self.offered.themes
            if theme.is_present or theme.slug in self.chosen["thematique"]
        ]

    # What they keep

    def apply(self, events: NecLocalQuerySet) -> NecLocalQuerySet:
        """Those of `events` that answer every filter, past or to come."""
        chosen = self.chosen
        events = events.for_words(self.words).overlapping(chosen["debut"], chosen["fin"])
        for territoire in self.territoire_keys:
            events = events.for_territoire(territoire)
        if chosen["nature"]:
            events = events.for_nature(Nature(chosen["nature"]))
        if chosen["etat"]:
            events = events.filter(status=chosen["etat"])
        if chosen["public"]:
            events = events.for_audience(chosen["public"])
        if chosen["thematique"]:
            keys = {key for theme in self.offered.themes if theme.slug in chosen["thematique"] for key in theme.keys}
            events = events.for_thematiques(keys)
        return events

    def apply_to_coming(self, events: NecLocalQuerySet) -> NecLocalQuerySet:
        """Those of the default list, in its order: to come, unless the filters ask for a period."""
        found = self.apply(events)
        return found.by_date() if self.has_period else found.upcoming()

    @property
    def words(self) -> list[str]:
        """The words to find, folded; signs around them would be found nowhere."""
        words = (word.strip(punctuation) for word in fold_words(self.chosen["q"]).split())
        return [word for word in words if word][:MAX_WORDS]

    @property
    def territoire_keys(self) -> list[int]:
        """Keys of the territoires in all of which the events must be."""
        territoire = self.chosen["territoire"]
        places = [place.key for place in (self.chosen_region, self.chosen_departement) if place]
        return [*places, territoire.pk] if territoire else places

    @property
    def chosen_region(self) -> Place | None:
        return self.offered.find(self.chosen["region"], TerritoireKind.REGION, TerritoireKind.OUTRE_MER)

    @property
    def chosen_departement(self) -> Place | None:
        return self.offered.find(self.chosen["departement"], TerritoireKind.DEPARTEMENT, TerritoireKind.OUTRE_MER)

    @property
    def has_period(self) -> bool:
        """Whether a period was asked for. Without one, the default list is what is to come."""
        return bool(self.chosen["debut"] or self.chosen["fin"])

    # How they are said

    @property
    def is_empty(self) -> bool:
        return not any(self.chosen.values())

    @property
    def querystring(self) -> str:
        """The filters as an address gives them, without what is not set: « region=44&thematique=ethique »."""
        return self.query_with()

    def query_with(self, **changes: Any) -> str:
        """The same with other values for some fields."""
        values = {name: _written(value) for name, value in (self.chosen | changes).items() if value}
        return urlencode(values, doseq=True)

    @property
    def active(self) -> list[ActiveFilter]:
        """The filters in use, in the order of the form."""
        return list(self._active())

    def _active(self) -> Iterator[ActiveFilter]:
        for name, value in self.chosen.items():
            if name == "thematique":
                titles = {theme.slug: theme.title for theme in self.offered.themes}
                yield from (ActiveFilter(name, slug, titles[slug]) for slug in value)
            elif value:
                yield ActiveFilter(name, None, self._label(name, value))

    def _label(self, name: str, value: Any) -> str:
        if name == "q":
            return _("« %(words)s »") % {"words": value}
        if name == "debut":
            return _("À partir du %(day)s") % {"day": date_range_text(value)}
        if name == "fin":
            return _("Jusqu’au %(day)s") % {"day": date_range_text(value)}
        if name in {"region", "departement"}:
            place = self.chosen_region if name == "region" else self.chosen_departement
            return place.name if place else ""
        if name == "territoire":
            return str(value.name)
        return str(dict(self.fields[name].choices)[value])  # type: ignore[attr-defined]


def offered_choices() -> Choices:
    """The places and thématiques of the database, from the cache when it is warm."""
    choices: Choices | None = cache.get(CACHE_KEY)
    if choices is None:
        choices = Choices(tuple(_read_places()), tuple(_read_themes()))
        cache.set(CACHE_KEY, choices, CACHE_SECONDS)
    return choices


def clear_choices() -> None:
    """Forget what the database offers."""
    cache.delete(CACHE_KEY)


def _read_places() -> Iterator[Place]:
    kinds = [TerritoireKind.REGION, TerritoireKind.DEPARTEMENT, TerritoireKind.OUTRE_MER]
    territoires = Territoire.objects.filter(kind__in=kinds).exclude(code="")
    for row in territoires.values_list("pk", "kind", "code", "name"):
        yield Place(*row)


def _read_themes() -> Iterator[Theme]:
    """The thématiques in the team's order; one query gives them and what they are tied to."""
    rows = list(Thematique.objects.values_list("pk", "slug", "title", "colour", "family", "parents"))
    keys: dict[int, set[int]] = {row[0]: {row[0]} for row in rows}
    for pk, *_rest, parent in rows:
        if parent in keys:
            keys[parent].add(pk)
    for pk, slug, title, colour, family in dict.fromkeys(row[:5] for row in rows):
        yield Theme(slug, title, colour, family == ThematiqueFamily.ACTUELLE, frozenset(keys[pk]))


def _options(places: Iterable[Place], *, coded: bool) -> list[tuple[str, str]]:
    return [(place.code, f"{place.name} ({place.code})" if coded else place.name) for place in places]


def _theme_value(theme: Theme) -> ThemeValue:
    value = ThemeValue(theme.slug)
    value.instance = theme
    return value


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.pk if isinstance(value, Territoire) else value
