"""Candidatures in files: a workbook, a table, data open to all. Hours are those of Paris, amounts are in euros.

Dossiers are read some at a time, so that thousands take no more memory than a few.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, Self

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook

from candidatures.budget import OTHER_COSTS
from candidatures.deadlines import PARIS
from candidatures.enums import CollectiviteKind, IncomeKind, PartnerPart, Sector, State, Step, StructureKind
from candidatures.models import AppelVersion, Candidature, StepAnswers
from candidatures.steps.bilan import BilanFinancierForm, BilanQualitatifForm, BilanQuantitatifForm
from candidatures.steps.budget import BudgetForm, ExpenseForm
from candidatures.steps.publics import PublicsForm
from candidatures.workflow import ACCEPTED
from socle.enums import TerritoireKind
from socle.models import Territoire, Thematique
from socle.spreadsheets import BYTE_ORDER_MARK, csv_lines, stream_workbook, xlsx_cell

#: Dossiers read at once.
BATCH: Final = 200
#: States in which a bilan was sent: what is typed before is its organiser's alone.
REPORTED: Final = frozenset({State.REPORTS_RECEIVED, State.PAID, State.CLOSED})
Heading = str | Promise | None


@dataclass(frozen=True)
class Shared:
    """What many dossiers have in common, read once: slugs of the thématiques, titles of the calls, kinds of costs."""

    thematiques: Mapping[str, str]
    titles: Mapping[int, str]
    costs: Mapping[int, Mapping[str, str]]

    @classmethod
    def read(cls) -> Self:
        """In two queries."""
        thematiques = {str(pk): slug for pk, slug in Thematique.objects.values_list("pk", "slug")}
        versions = list(AppelVersion.objects.all())
        other = {OTHER_COSTS: _t("Autre dépense")}
        costs = {one.pk: {item.key: item.label for item in one.rules.eligible_costs} | other for one in versions}
        return cls(thematiques, {one.pk: one.title for one in versions}, costs)


@dataclass(frozen=True)
class Dossier:
    """A candidature as the exports read it: what was typed on each page comes beside."""

    candidature: Candidature
    typed: Mapping[str, Mapping[str, Any]]
    shared: Shared

    def answers(self, step: Step) -> Mapping[str, Any]:
        """What was typed on a page."""
        return self.typed.get(step, {})

    def rows(self, step: Step, name: str) -> list[Mapping[str, Any]]:
        """The rows of a group of a page."""
        value = self.answers(step).get(name)
        return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []

    @property
    def has_bilan(self) -> bool:
        return self.candidature.state in REPORTED

    @cached_property
    def places(self) -> list[Territoire]:
        """Its territoire, then those it lies in."""
        chain: list[Territoire] = []
        place = self.candidature.territoire
        while place is not None and len(chain) <= len(("commune", "département", "région")):
            chain.append(place)
            place = place.parent
        return chain

    def place(self, *kinds: TerritoireKind) -> Territoire | None:
        """The nearest of these kinds."""
        return next((place for place in self.places if place.kind in kinds), None)

    @property
    def theme_slugs(self) -> list[str]:
        """The thématiques it chose, as the site's addresses write them."""
        chosen = self.answers(Step.OBJECTIF).get("thematiques")
        keys = chosen if isinstance(chosen, list) else []
        known = self.shared.thematiques
        return [known[key] for key in map(str, keys) if key in known]


@dataclass(frozen=True)
class Column:
    """A column: its heading and what it reads of a dossier."""

    heading: Heading
    read: Callable[[Dossier], Any]


def read_dossiers(keys: Sequence[int]) -> Iterator[Dossier]:
    """The candidatures of these keys, in that order: two queries for each `BATCH`, and two for all.

    Answers are read beside their candidatures: tied to each other, they would wait in memory for Python to notice.
    """
    shared = Shared.read()
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        rows = Candidature.objects.filter(pk__in=some)
        found = rows.select_related("instructeur", "territoire__parent__parent__parent").in_bulk()
        typed: dict[int, dict[str, dict[str, Any]]] = defaultdict(dict)
        answers = StepAnswers.objects.filter(candidature__in=some)
        for key, step, values in answers.values_list("candidature_id", "step", "values"):
            typed[key][step] = values
        yield from (Dossier(found[key], typed[key], shared) for key in some if key in found)


# Reading


def _typed(field: Any, value: Any) -> Any:
    """What was typed, read as its field does; as it was typed where it cannot be."""
    try:
        return field.to_python(value)
    except ValidationError:
        return str(value)


def _moment(name: str) -> Callable[[Dossier], datetime | None]:
    def read(dossier: Dossier) -> datetime | None:
        moment: datetime | None = getattr(dossier.candidature, name)
        # Spreadsheets know no time zones.
        return moment.astimezone(PARIS).replace(tzinfo=None, microsecond=0) if moment else None

    return read


def _own(name: str) -> Callable[[Dossier], Any]:
    return lambda dossier: getattr(dossier.candidature, name)


def _label(name: str) -> Callable[[Dossier], str]:
    return lambda dossier: str(getattr(dossier.candidature, f"get_{name}_display")())


def _answer(step: Step, name: str) -> Callable[[Dossier], str]:
    return lambda dossier: str(dossier.answers(step).get(name) or "")


def _counted(form: Any, name: str) -> Callable[[Dossier], Any]:
    return lambda dossier: _typed(form.base_fields[name], dossier.answers(form.step).get(name))


def _place_name(*kinds: TerritoireKind) -> Callable[[Dossier], str]:
    def read(dossier: Dossier) -> str:
        place = dossier.place(*kinds)
        return place.name if place else ""

    return read


def _place_code(*kinds: TerritoireKind) -> Callable[[Dossier], str]:
    def read(dossier: Dossier) -> str:
        place = dossier.place(*kinds)
        return place.code if place else ""

    return read


def _member(dossier: Dossier) -> str:
    user = dossier.candidature.instructeur
    return (user.get_full_name() or user.get_username()) if user else ""


def _choice(choices: Any, value: Any) -> str:
    return str(choices(value).label) if value in choices.values else str(value or "")


DEPARTEMENT: Final = (TerritoireKind.DEPARTEMENT, TerritoireKind.OUTRE_MER)
REGION: Final = (TerritoireKind.REGION, TerritoireKind.OUTRE_MER)

#: What tells which dossier a line is about.
KEYS: Final = (Column(_("Numéro"), _own("number")), Column(_("Événement"), _own("title")))

DOSSIER: Final = (
    *KEYS,
    Column(_("Structure"), _own("structure_name")),
    Column(
        _("Nature de la structure"),
        lambda dossier: _choice(StructureKind, dossier.answers(Step.PORTEUR).get("structure_kind")),
    ),
    Column(_("SIRET"), _answer(Step.PORTEUR, "siret")),
    Column(_("Personne à contacter"), _answer(Step.PORTEUR, "contact_name")),
    Column(_("Adresse électronique"), _answer(Step.PORTEUR, "contact_email")),
    Column(_("Appel"), lambda dossier: dossier.shared.titles[dossier.candidature.version_id]),
    Column(_("Territoire"), lambda dossier: dossier.places[0].name if dossier.places else ""),
    Column(_("Département"), _place_name(*DEPARTEMENT)),
    Column(_("Région"), _place_name(*REGION)),
    Column(_("Premier jour"), _own("start_date")),
    Column(_("Dernier jour"), _own("end_date")),
    Column(_("Précision de la date"), _label("date_precision")),
    Column(_("Public attendu"), _own("expected_attendance")),
    Column(_("Capacité du lieu"), _counted(PublicsForm, "venue_capacity")),
    Column(_("Budget"), _own("budget_total")),
    Column(_("Subvention demandée"), _own("grant_requested")),
    Column(_("Éligibilité"), _label("outcome")),
    Column(_("État"), _label("state")),
    Column(_("Dans cet état depuis"), _moment("state_changed_at")),
    Column(_("Instruite par"), _member),
    Column(_("Échéance"), _own("due_on")),
    Column(_("Déposée"), _moment("submitted_at")),
    Column(_("Décidée"), _moment("decided_at")),
    Column(_("Subvention accordée"), _own("grant_awarded")),
    Column(_("Coût réel retenu"), _own("real_cost")),
    Column(_("Subvention versée"), _own("grant_paid")),
    Column(_("Effacement demandé"), _moment("deletion_requested_at")),
)
BUDGET_HEADINGS: Final = (_("Budget"), _("Sens"), _("Intitulé"), _("Nature"), _("Montant"))
PARTNER_HEADINGS: Final = (_("Structure"), _("Ce qu’elle fait"), _("Nature ou secteur"), _("Apport"))
BILAN: Final = (
    *KEYS,
    *(
        Column(BilanQuantitatifForm.base_fields[name].label, _counted(BilanQuantitatifForm, name))
        for name in BilanQuantitatifForm.base_fields
        if name != "origin"
    ),
    Column(BilanQuantitatifForm.base_fields["origin"].label, _answer(Step.BILAN_QUANTITATIF, "origin")),
    *(
        Column(BilanQualitatifForm.base_fields[name].label, _answer(Step.BILAN_QUALITATIF, name))
        for name in BilanQualitatifForm.base_fields
    ),
    Column(_("Subvention à verser"), _counted(BilanFinancierForm, "grant_asked")),
    Column(_("Coût réel retenu"), _own("real_cost")),
    Column(_("Subvention versée"), _own("grant_paid")),
)


def budget_lines(dossier: Dossier) -> Iterator[tuple[Any, ...]]:
    """The lines of the budget that was planned, then of the one that was spent."""
    yield from _lines(dossier, Step.BUDGET, _t("Prévu"))
    asked = _typed(BudgetForm.base_fields["grant_requested"], dossier.answers(Step.BUDGET).get("grant_requested"))
    if asked and dossier.answers(Step.BUDGET).get("wants_grant") == "oui":
        yield (_t("Prévu"), _t("Recette"), _t("Subvention demandée à l’appel"), "", asked)
    if dossier.has_bilan:
        yield from _lines(dossier, Step.BILAN_FINANCIER, _t("Réel"))


def _lines(dossier: Dossier, step: Step, budget: str) -> Iterator[tuple[Any, ...]]:
    costs = dossier.shared.costs[dossier.candidature.version_id]
    groups = (("expenses", _t("Dépense"), costs), ("incomes", _t("Recette"), dict(IncomeKind.choices)))
    for name, direction, kinds in groups:
        for row in dossier.rows(step, name):
            kind = str(row.get("kind") or "")
            amount = _typed(ExpenseForm.base_fields["amount"], row.get("amount"))
            yield (budget, direction, str(row.get("label") or ""), str(kinds.get(kind, kind)), amount)


def partner_lines(dossier: Dossier) -> Iterator[tuple[Any, ...]]:
    """The collectivités that support the project, then its partners."""
    for row in dossier.rows(Step.PARTENAIRES, "collectivites"):
        kind = _choice(CollectiviteKind, row.get("kind"))
        yield (str(row.get("name") or ""), _t("Soutient le projet"), kind, str(row.get("support") or ""))
    for row in dossier.rows(Step.PARTENAIRES, "partners"):
        part, sector = _choice(PartnerPart, row.get("part")), _choice(Sector, row.get("sector"))
        yield (str(row.get("name") or ""), part, sector, str(row.get("contribution") or ""))


# Writing


def write_xlsx(keys: Sequence[int]) -> Iterator[bytes]:
    """A workbook: the dossiers, the lines of their budgets, their partners, the bilans that were sent."""
    workbook = Workbook(write_only=True)
    keyed = [column.heading for column in KEYS]
    candidatures = _sheet(workbook, _t("Candidatures"), [column.heading for column in DOSSIER])
    budget = _sheet(workbook, _t("Budget"), [*keyed, *BUDGET_HEADINGS])
    partners = _sheet(workbook, _t("Partenaires"), [*keyed, *PARTNER_HEADINGS])
    bilans = _sheet(workbook, _t("Bilans"), [column.heading for column in BILAN])
    for dossier in read_dossiers(keys):
        own = [column.read(dossier) for column in KEYS]
        _append(candidatures, (column.read(dossier) for column in DOSSIER))
        for line in budget_lines(dossier):
            _append(budget, [*own, *line])
        for line in partner_lines(dossier):
            _append(partners, [*own, *line])
        if dossier.has_bilan:
            _append(bilans, (column.read(dossier) for column in BILAN))
    yield from stream_workbook(workbook)


def _sheet(workbook: Workbook, title: str, headings: Iterable[Heading]) -> Any:
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "C2"
    sheet.append([str(heading) for heading in headings])
    return sheet


def _append(sheet: Any, values: Iterable[Any]) -> None:
    sheet.append([xlsx_cell(sheet, value) for value in values])


def write_csv(keys: Sequence[int]) -> Iterator[bytes]:
    """The dossiers as a table."""
    yield csv_lines([[str(column.heading) for column in DOSSIER]], start=BYTE_ORDER_MARK)
    for dossiers in _batches(read_dossiers(keys)):
        yield csv_lines([column.read(dossier) for column in DOSSIER] for dossier in dossiers)


def _batches(dossiers: Iterator[Dossier]) -> Iterator[list[Dossier]]:
    batch: list[Dossier] = []
    for dossier in dossiers:
        batch.append(dossier)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


# Open data: what an event was and cost, nobody's name nor address, no words of anybody.

OPEN_DATA: Final = (
    Column("annee", lambda dossier: dossier.candidature.start_date.year if dossier.candidature.start_date else None),
    Column("date_debut", _own("start_date")),
    Column("date_fin", _own("end_date")),
    Column("date_precision", _own("date_precision")),
    Column("territoire", lambda dossier: dossier.places[0].name if dossier.places else ""),
    Column("territoire_nature", lambda dossier: dossier.places[0].kind if dossier.places else ""),
    Column("territoire_code", lambda dossier: dossier.places[0].code if dossier.places else ""),
    Column("departement_code", _place_code(*DEPARTEMENT)),
    Column("region_code", _place_code(*REGION)),
    Column("thematiques", lambda dossier: dossier.theme_slugs),
    Column("public_attendu", _own("expected_attendance")),
    Column(
        "participants",
        lambda dossier: _counted(BilanQuantitatifForm, "participants")(dossier) if dossier.has_bilan else None,
    ),
    Column("budget_prevu", _own("budget_total")),
    Column("cout_reel", _own("real_cost")),
    Column("subvention_accordee", _own("grant_awarded")),
    Column("subvention_versee", _own("grant_paid")),
)
#: Between the values of one cell.
SEPARATOR: Final = "|"


def open_keys(keys: Sequence[int]) -> list[int]:
    """Of these candidatures, those whose data is open: the accepted ones, the oldest event first."""
    found = Candidature.objects.filter(pk__in=keys, state__in=ACCEPTED)
    return list(found.order_by("start_date", "pk").values_list("pk", flat=True))


def write_open_csv(keys: Sequence[int]) -> Iterator[bytes]:
    """The supported events as a table."""
    yield csv_lines([[str(column.heading) for column in OPEN_DATA]], start=BYTE_ORDER_MARK)
    for dossiers in _batches(read_dossiers(open_keys(keys))):
        yield csv_lines([_flat(column.read(dossier)) for column in OPEN_DATA] for dossier in dossiers)


def write_open_json(keys: Sequence[int]) -> Iterator[bytes]:
    """The supported events as an array of objects, one a line."""
    yield b"[\n"
    start = ""
    for dossier in read_dossiers(open_keys(keys)):
        item = {str(column.heading): _plain(column.read(dossier)) for column in OPEN_DATA}
        yield (start + json.dumps(item, ensure_ascii=False)).encode()
        start = ",\n"
    yield b"\n]\n"


def _flat(value: Any) -> Any:
    return SEPARATOR.join(value) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value
