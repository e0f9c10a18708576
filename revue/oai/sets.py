"""The sets of the repository: the revue, each of its issues, the carnets, each thématique."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _

from revue.models import CarnetPage, NumeroPage, RevueIndexPage
from revue.oai.pages import parent_path, record_pages
from socle.models import PageThematique, Thematique

REVUE: Final = "revue"
CARNETS: Final = "carnets"
#: Below the set of the revue: the articles of an issue belong to both.
NUMERO_PREFIX: Final = f"{REVUE}:numero-"
THEMATIQUE_PREFIX: Final = "thematique-"
#: The number of an issue, written as its set has it. No column holds a much longer one.
NUMBER: Final = re.compile(r"[1-9][0-9]{0,3}")
NOWHERE: Final = Q(pk__in=[])


@dataclass(frozen=True)
class OaiSet:
    """A part of the repository that can be harvested alone."""

    spec: str
    name: str


def all_sets(revue: RevueIndexPage) -> Iterator[OaiSet]:
    """The sets, in two queries. That of the revue is always there, even empty."""
    yield OaiSet(REVUE, revue.title)
    for numero in NumeroPage.objects.indexable().filter(is_to_appear=False).order_by("number"):
        name = _("N° %(number)s, %(title)s") % {"number": numero.number, "title": numero.title}
        yield OaiSet(f"{NUMERO_PREFIX}{numero.number}", name)
    yield OaiSet(CARNETS, _("Les carnets"))
    borne = PageThematique.objects.filter(page__in=record_pages().values("pk")).values("thematique")
    for thematique in Thematique.objects.filter(pk__in=borne):
        yield OaiSet(f"{THEMATIQUE_PREFIX}{thematique.slug}", thematique.title)


def in_set(spec: str) -> Q:
    """The condition on pages of belonging to the set `spec`. None belongs to one which is not, or is no more."""
    carnets = Q(content_type=ContentType.objects.get_for_model(CarnetPage))
    if spec == REVUE:
        return ~carnets
    if spec == CARNETS:
        return carnets
    if spec.startswith(NUMERO_PREFIX):
        return _in_numero(spec.removeprefix(NUMERO_PREFIX))
    if spec.startswith(THEMATIQUE_PREFIX):
        bearing = PageThematique.objects.filter(thematique__slug=spec.removeprefix(THEMATIQUE_PREFIX))
        return Q(pk__in=bearing.values("page"))
    return NOWHERE


@dataclass(frozen=True)
class Place:
    """Where a page stands: in which issue, which may be itself, and under which thématiques."""

    numero: NumeroPage | None
    thematiques: tuple[Thematique, ...]

    @property
    def set_specs(self) -> tuple[str, ...]:
        series = (REVUE, f"{NUMERO_PREFIX}{self.numero.number}") if self.numero else (CARNETS,)
        return (*series, *(f"{THEMATIQUE_PREFIX}{thematique.slug}" for thematique in self.thematiques))


def places_of(pages: Iterable[tuple[int, str]]) -> dict[int, Place]:
    """Where pages stand, given by key and path in the tree; in two queries."""
    paths = dict(pages)
    around = {path for own in paths.values() for path in (own, parent_path(own))}
    found = NumeroPage.objects.filter(path__in=around).select_related("editorial_author", "document")
    numeros = {numero.path: numero for numero in found.defer("body", "editorial", "credits")}
    thematiques: dict[int, list[Thematique]] = defaultdict(list)
    links = PageThematique.objects.filter(page__in=paths).select_related("thematique").order_by("sort_order")
    for link in links:
        thematiques[link.page_id].append(link.thematique)
    return {
        pk: Place(numeros.get(path) or numeros.get(parent_path(path)), tuple(thematiques[pk]))
        for pk, path in paths.items()
    }


def _in_numero(number: str) -> Q:
    if not NUMBER.fullmatch(number):
        return NOWHERE
    path = NumeroPage.objects.filter(number=int(number)).values_list("path", flat=True).first()
    return Q(path__startswith=path) if path else NOWHERE
