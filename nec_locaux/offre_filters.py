"""What the addresses of the catalogue of offers say: filters, the selection, the page of the list."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from nec_locaux.enums import Audience, Format
from nec_locaux.querysets import OffreDeFormatQuerySet
from socle.models import Thematique
from socle.parameters import PageNumberField, ParametersForm, TolerantMultipleChoiceField

Options = list[tuple[str, str]]

#: An organiser's programme holds fewer formats; an address holds no more.
MAX_SELECTION: Final = 50
#: A key that every database may be asked for.
KEY: Final = re.compile(r"[1-9][0-9]{0,8}")
#: Value of `sans` that takes all filters away.
ALL: Final = "tout"


@dataclass(frozen=True)
class ActiveFilter:
    """A filter in use, as the list of them shows it; `key` takes it away."""

    key: str
    label: str


@dataclass(frozen=True)
class Choices:
    """What the offers of a catalogue differ by: a filter that no offer answers is not shown."""

    formats: Options
    partenaires: Options
    thematiques: list[Thematique]
    audiences: Options
    years: Options

    @classmethod
    def of(cls, offres: OffreDeFormatQuerySet) -> Self:
        """The choices that `offres` give, in two queries."""
        rows = list(
            offres.order_by()
            .values_list("format", "audience", "first_year", "last_year", "partenaire", "partenaire__name")
            .distinct()
        )
        formats, audiences = ({row[rank] for row in rows} for rank in (0, 1))
        thematiques = Thematique.objects.filter(page_links__page__in=offres.values("pk")).distinct()
        return cls(
            formats=[(value, str(capfirst(label))) for value, label in Format.choices if value in formats],
            partenaires=sorted({(str(row[4]), row[5]) for row in rows}, key=lambda option: option[1].casefold()),
            thematiques=list(thematiques),
            # What suits all publics answers whoever looks for one of them.
            audiences=[
                (audience.value, str(audience.label))
                for audience in (Audience.PROFESSIONALS, Audience.PUBLIC)
                if audiences & {audience.value, Audience.BOTH.value}
            ],
            years=[(str(year), str(year)) for year in _years([(row[2], row[3]) for row in rows])],
        )


class SelectionField(forms.Field):
    """Keys of pages, in their order: those that are none are ignored, the others kept once."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[int]:
        given = value if isinstance(value, list | tuple) else []
        keys = [int(item) for item in given if KEY.fullmatch(str(item))]
        return list(dict.fromkeys(keys))[:MAX_SELECTION]


class SelectionForm(ParametersForm):
    """The offers an address has chosen."""

    offre = SelectionField(required=False)

    @classmethod
    def read(cls, data: QueryDict | Mapping[str, Any]) -> list[int]:
        """The keys of the offers chosen, whether they exist or not."""
        selection: list[int] = cls.parameters(data)["offre"]
        return selection


class OffreFilters(ParametersForm):
    """What an organiser looks for among the offers. Read it with `read()`; what the address says wrong is left out."""

    format = TolerantMultipleChoiceField(label=_t("Type de format"), widget=forms.CheckboxSelectMultiple)
    partenaire = forms.ChoiceField(label=_t("Proposé par"), required=False)
    thematique = forms.ChoiceField(label=_t("Thématique"), required=False)
    public = forms.ChoiceField(label=_t("Public"), required=False)
    annee = forms.ChoiceField(label=_t("Année"), required=False)

    #: What was understood of the address: the cleaned value of each filter.
    chosen: dict[str, Any]
    selection: list[int]
    page_number: int

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = {theme.slug: theme for theme in choices.thematiques}
        self._offer("format", choices.formats)
        self._offer("partenaire", choices.partenaires, _("Tous les partenaires"))
        self._offer(
            "thematique", [(slug, theme.title) for slug, theme in self.themes.items()], _("Toutes les thématiques")
        )
        self._offer("public", choices.audiences, _("Tous les publics"))
        self._offer("annee", choices.years, _("Toutes les années"))

    @classmethod
    def read(cls, data: QueryDict, offres: OffreDeFormatQuerySet) -> Self:
        """The filters of an address among `offres`, as a form that shows them: junk is gone from it."""
        choices = Choices.of(offres)
        chosen = cls(data, choices=choices).tolerant_data
        removed = data.get("sans", "")
        filters = cls(initial=_without(chosen, removed), choices=choices, auto_id="filtre-%s")
        filters.chosen = dict(filters.initial)
        filters.selection = SelectionForm.read(data)
        filters.page_number = PageNumberField().clean(data.get("page"))
        return filters

    def _offer(self, name: str, options: Options, empty_label: str = "") -> None:
        """Give a field its choices; take away one that has none."""
        if not options:
            del self.fields[name]
            return
        empty = [("", empty_label)] if empty_label else []
        self.fields[name].choices = [*empty, *options]  # type: ignore[attr-defined]

    def apply(self, offres: OffreDeFormatQuerySet) -> OffreDeFormatQuerySet:
        """Those of `offres` that answer every filter."""
        chosen = self.chosen
        if chosen.get("format"):
            offres = offres.filter(format__in=chosen["format"])
        if chosen.get("partenaire"):
            offres = offres.filter(partenaire=chosen["partenaire"])
        if chosen.get("thematique"):
            offres = offres.for_thematique(self.themes[chosen["thematique"]])
        if chosen.get("public"):
            offres = offres.for_audience(chosen["public"])
        if chosen.get("annee"):
            offres = offres.for_year(int(chosen["annee"]))
        return offres

    @property
    def active(self) -> list[ActiveFilter]:
        """The filters in use, in the order of the form."""
        return [ActiveFilter(f"{name}:{value}", self._label(name, value)) for name, value in self._pairs()]

    @property
    def querystring(self) -> str:
        """The filters and the selection as an address gives them, without what is not set."""
        return querystring(self.selection, self._pairs())

    def without_offre(self, key: int) -> str:
        """The same address with one offer less."""
        return querystring([other for other in self.selection if other != key], self._pairs())

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for name, value in self.chosen.items():
            yield from ((name, item) for item in (value if isinstance(value, list) else [value]) if item)

    def _label(self, name: str, value: str) -> str:
        return str(dict(self.fields[name].choices)[value])  # type: ignore[attr-defined]


def querystring(selection: list[int], filters: Iterator[tuple[str, str]] | tuple[()] = ()) -> str:
    """« ?format=atelier&offre=12&offre=7 », empty where nothing is chosen."""
    pairs = [*filters, *(("offre", str(pk)) for pk in selection)]
    return f"?{urlencode(pairs)}" if pairs else ""


def _without(chosen: dict[str, Any], removed: str) -> dict[str, Any]:
    """`chosen` without the filter that `removed` names, as `ActiveFilter.key` does."""
    if removed == ALL:
        return {}
    name, _colon, value = removed.partition(":")
    if name not in chosen:
        return chosen
    kept = [item for item in chosen[name] if item != value] if isinstance(chosen[name], list) else ""
    return chosen | {name: kept}


def _years(spans: list[tuple[int | None, int | None]]) -> list[int]:
    """Every year in which one of the offers is on, the latest first. One without an end is still on."""
    this_year = timezone.localdate().year
    years = {year for first, last in spans if first for year in range(first, (last or max(this_year, first)) + 1)}
    return sorted(years, reverse=True)
