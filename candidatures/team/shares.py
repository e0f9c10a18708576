"""The budget of a dossier with its shares, as who decides reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from candidatures.budget import (
    OTHER_COSTS,
    Budget,
    balance_problem,
    coverage_notice,
    euros,
    grant_problem,
    highest_grant,
    per_cent,
    read_budget,
)
from candidatures.enums import IncomeKind, Step
from candidatures.models import Candidature
from candidatures.steps import FORMS, StepContext


@dataclass(frozen=True)
class Part:
    """A kind of costs or of money: its name, its amount and its share of the total, in words."""

    label: str
    amount: str
    share: str


@dataclass(frozen=True)
class Shares:
    """The costs by kind, the money by kind, what is asked for, and what is to be known of it."""

    expenses: tuple[Part, ...]
    expenses_total: str
    incomes: tuple[Part, ...]
    grant: Part | None
    #: The most that the call allows for this budget, in words; empty where it gives nothing.
    highest: str
    notices: tuple[str, ...]


def read_shares(candidature: Candidature, context: StepContext | None = None) -> Shares:
    """The budget of `candidature`; `context` holds the answers of a version of it."""
    context = context or StepContext.of(candidature)
    budget = read_budget(FORMS[Step.BUDGET](context.answers.get(Step.BUDGET, {}), context=context).cleaned)
    rules = context.rules
    costs = {item.key: item.label for item in rules.eligible_costs} | {OTHER_COSTS: _("Autres frais")}
    kinds = {kind.value: str(kind.label) for kind in IncomeKind}
    highest = highest_grant(rules, budget.expenses_total) if rules.offers_grant else None
    notices = (grant_problem(rules, budget), balance_problem(budget), coverage_notice(rules, budget))
    return Shares(
        expenses=_parts(budget.expenses_by_kind, costs, budget.expenses_total),
        expenses_total=euros(budget.expenses_total),
        incomes=_parts(budget.incomes_by_kind, kinds, budget.expenses_total),
        grant=_grant(budget),
        highest=euros(highest) if highest is not None else "",
        notices=tuple(notice for notice in notices if notice),
    )


def _grant(budget: Budget) -> Part | None:
    if not budget.grant:
        return None
    return Part(_("Subvention demandée"), euros(budget.grant), _share(budget.grant, budget.expenses_total))


def _parts(amounts: Mapping[str, Decimal], labels: Mapping[str, str], total: Decimal) -> tuple[Part, ...]:
    return tuple(
        Part(labels.get(kind, "") or _("Sans nature"), euros(amount), _share(amount, total))
        for kind, amount in amounts.items()
        if amount
    )


def _share(amount: Decimal, total: Decimal) -> str:
    return per_cent(amount * 100 / total) if total else ""
