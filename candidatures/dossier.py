"""What a candidature says, read from what was typed in it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from candidatures.budget import Budget, read_budget
from candidatures.deadlines import paris_day
from candidatures.eligibility import Facts
from candidatures.enums import Evidence, PartnerPart, Sector, Step, StructureKind
from candidatures.models import Candidature
from candidatures.steps import FORMS, StepContext, is_filled
from nec_locaux.enums import DatePrecision
from socle.text import fold_words


@dataclass(frozen=True)
class Columns:
    """What the table of candidatures repeats of the answers; see `Candidature`."""

    title: str = ""
    structure_name: str = ""
    territoire_id: int | None = None
    start_date: date | None = None
    end_date: date | None = None
    date_precision: str = DatePrecision.DAY
    expected_attendance: int | None = None
    grant_requested: Decimal | None = None
    budget_total: Decimal | None = None


def read_columns(candidature: Candidature) -> Columns:
    """What the columns should hold."""
    context = StepContext.of(candidature)
    event, budget = _cleaned(context, Step.EVENEMENT), read_budget(_cleaned(context, Step.BUDGET))
    start, precision = _start(event)
    return Columns(
        title=event["title"],
        structure_name=_cleaned(context, Step.PORTEUR)["structure_name"],
        territoire_id=int(event["territoire"]) if event["territoire"] else None,
        start_date=start,
        end_date=event["end_date"],
        date_precision=precision,
        expected_attendance=_cleaned(context, Step.PUBLICS)["expected_attendance"],
        grant_requested=budget.grant or None,
        budget_total=budget.expenses_total or None,
    )


def read_facts(candidature: Candidature, sent_on: date | None = None, context: StepContext | None = None) -> Facts:
    """What eligibility reads; `context`: answers that it had before.

    A dossier is judged on the day it was sent, whatever is written in it since: `sent_on`, else the day it keeps. A
    draft is judged today.
    """
    context = context or StepContext.of(candidature)
    event, budget = _cleaned(context, Step.EVENEMENT), read_budget(_cleaned(context, Step.BUDGET))
    people, allies = _cleaned(context, Step.PUBLICS), _cleaned(context, Step.PARTENAIRES)
    kind = _cleaned(context, Step.PORTEUR)["structure_kind"]
    start, precision = _start(event)
    return Facts(
        sent_on=sent_on or paris_day(candidature.submitted_at or timezone.now()),
        is_legal_entity=StructureKind(kind).is_legal_entity if kind else None,
        collectivites=_collectivites(context, allies["collectivites"]),
        expected_attendance=people["expected_attendance"],
        venue_capacity=people["venue_capacity"],
        start_date=start,
        date_precision=precision,
        wants_grant=budget.wants_grant,
        grant_requested=budget.grant or None,
        budget_total=budget.expenses_total or None,
        evidence=frozenset(_evidence(context, budget, allies["partners"])),
    )


def _cleaned(context: StepContext, step: Step) -> dict[str, Any]:
    return FORMS[step](context.answers.get(step, {}), context=context).cleaned


def _start(event: dict[str, Any]) -> tuple[date | None, DatePrecision]:
    if event["date_precision"] == DatePrecision.MONTH:
        return event["month"], DatePrecision.MONTH
    return event["start_date"], DatePrecision.DAY


def _collectivites(context: StepContext, rows: list[dict[str, Any]]) -> int | None:
    """How many stand behind the project, that which carries it included; unknown until their page is saved."""
    porteur = _cleaned(context, Step.PORTEUR)
    kind = porteur["structure_kind"]
    names = {fold_words(row["name"]) for row in rows if row["name"]}
    if kind and StructureKind(kind).is_collectivite:
        names.add(fold_words(porteur["structure_name"]))
    return len(names) or (0 if Step.PARTENAIRES in context.answers else None)


def _evidence(context: StepContext, budget: Budget, partners: list[dict[str, Any]]) -> list[Evidence]:
    """The considered criteria of which the dossier says something."""
    sectors = {row["sector"] for row in partners if row["sector"]}
    said = {
        Evidence.FUNDING: budget.incomes_total > 0 and _is_said(context, Step.MOYENS, "human"),
        Evidence.ORGANISERS: any(row["part"] == PartnerPart.CO_ORGANISER for row in partners),
        Evidence.MATURITY: _is_said(context, Step.EVENEMENT, "digital_maturity"),
        Evidence.MOBILISATION: Sector.PUBLIC in sectors and len(sectors) > 1,
        Evidence.CHARTE: _is_said(context, Step.RELECTURE, "charter_measures"),
        Evidence.RESTITUTION: _is_said(context, Step.FORMATS, "restitution"),
        Evidence.INNOVATION: _is_said(context, Step.FORMATS, "innovation"),
    }
    return [evidence for evidence, is_said in said.items() if is_said]


def _is_said(context: StepContext, step: Step, name: str) -> bool:
    return is_filled([context.answers.get(step, {}).get(name)])
