"""The budget of a project: its totals, and the part of the grant in it.

Everything that shows a figure of a budget reads it here: the page, the deposit, the dossier, the team.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _

from candidatures.rules import Rules
from socle.typography import THIN

#: The kind of the costs that the grant does not cover; the others are keys of `Rules.eligible_costs`.
OTHER_COSTS: Final = "autre"
ZERO: Final = Decimal(0)
CENT: Final = Decimal("0.01")


@dataclass(frozen=True)
class Budget:
    """The figures of a budget. Amounts in euros; what is not filled in yet counts for nothing."""

    expenses_total: Decimal = ZERO
    #: Without the grant asked for.
    incomes_total: Decimal = ZERO
    #: What is asked for; zero where no grant is wanted.
    grant: Decimal = ZERO
    #: None as long as nobody has said.
    wants_grant: bool | None = None
    #: The costs that the grant may cover.
    eligible_total: Decimal = ZERO
    expenses_by_kind: Mapping[str, Decimal] = field(default_factory=dict)
    incomes_by_kind: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def balance(self) -> Decimal:
        """What is still to be found; less than zero where there is more money than costs."""
        return self.expenses_total - self.incomes_total - self.grant

    @property
    def share(self) -> Fraction | None:
        """The grant in per cent of the expenses, exact; None without expenses."""
        return Fraction(self.grant) * 100 / Fraction(self.expenses_total) if self.expenses_total else None

    @property
    def rounded_share(self) -> Decimal | None:
        """The share as it is shown, never as it is compared."""
        if not self.expenses_total:
            return None
        return (self.grant * 100 / self.expenses_total).quantize(CENT, ROUND_HALF_UP)


def read_budget(cleaned: Mapping[str, Any]) -> Budget:
    """The budget that the cleaned answers of a page say, the grant left out where it is not wanted."""
    expenses, incomes = cleaned.get("expenses", []), cleaned.get("incomes", [])
    wants_grant = {"oui": True, "non": False}.get(cleaned.get("wants_grant", ""))
    by_kind = _by_kind(expenses)
    return Budget(
        expenses_total=_total(expenses),
        incomes_total=_total(incomes),
        grant=(cleaned.get("grant_requested") or ZERO) if wants_grant else ZERO,
        wants_grant=wants_grant,
        eligible_total=sum((amount for kind, amount in by_kind.items() if kind not in {"", OTHER_COSTS}), ZERO),
        expenses_by_kind=by_kind,
        incomes_by_kind=_by_kind(incomes),
    )


def highest_grant(rules: Rules, expenses_total: Decimal) -> Decimal | None:
    """The most that a project of that budget may ask for; None where the call gives no bound."""
    bounds = []
    if rules.grant_maximum is not None:
        bounds.append(rules.grant_maximum)
    if rules.grant_share is not None:
        bounds.append((expenses_total * rules.grant_share / 100).quantize(CENT, ROUND_FLOOR))
    return min(bounds, default=None)


def grant_problem(rules: Rules, budget: Budget) -> str:
    """What the call does not allow in the grant asked for, and what to write instead; empty where all is well."""
    if not budget.grant:
        return ""
    highest, lowest = highest_grant(rules, budget.expenses_total), rules.grant_minimum
    if lowest is not None and highest is not None and highest < lowest:
        return _too_small_budget(rules, lowest)
    if lowest is not None and budget.grant < lowest:
        return _("L’appel donne au moins %(lowest)s. Demandez ce montant ou plus.") % {"lowest": euros(lowest)}
    if highest is None or budget.grant <= highest:
        return ""
    if highest == rules.grant_maximum:
        return _("Demandez au plus %(highest)s.") % {"highest": euros(highest)}
    return _("Demandez au plus %(highest)s, soit %(share)s du budget.") % {
        "highest": euros(highest),
        "share": per_cent(rules.grant_share or ZERO),
    }


def balance_problem(budget: Budget) -> str:
    """By how much costs and money differ, and what to do; empty where they are equal."""
    if budget.balance > 0:
        return _(
            "Les dépenses dépassent les recettes et la subvention de %(difference)s. Ajoutez des recettes ou "
            "réduisez des dépenses."
        ) % {"difference": euros(budget.balance)}
    if budget.balance < 0:
        return _(
            "Les recettes et la subvention dépassent les dépenses de %(difference)s. Ajoutez des dépenses ou "
            "réduisez des recettes."
        ) % {"difference": euros(-budget.balance)}
    return ""


def coverage_notice(rules: Rules, budget: Budget) -> str:
    """What to know when the grant is more than the costs it covers. The team judges: it refuses nothing."""
    if not rules.eligible_costs or budget.grant <= budget.eligible_total:
        return ""
    return _(
        "La subvention demandée dépasse les frais qu’elle peut prendre en charge (%(eligible)s). L’équipe en parlera "
        "avec vous."
    ) % {"eligible": euros(budget.eligible_total)}


def euros(amount: Decimal) -> str:
    """An amount as French writes it: « 1 250,50 € », « 5 000 € »."""
    cents = amount.quantize(CENT, ROUND_HALF_UP)
    digits = 0 if cents == cents.to_integral_value() else 2
    return f"{_number(cents, digits)}{THIN}€"


def per_cent(share: Decimal) -> str:
    """A share as French writes it: « 79,99 % », « 80 % »."""
    rounded = share.quantize(CENT, ROUND_HALF_UP)
    digits = 0 if rounded == rounded.to_integral_value() else 2
    return f"{_number(rounded, digits)}{THIN}%"


def _too_small_budget(rules: Rules, lowest: Decimal) -> str:
    return _(
        "L’appel donne au moins %(lowest)s et au plus %(share)s du budget : ce budget est trop petit. Complétez les "
        "dépenses, ou ne demandez pas de subvention : le projet peut être déposé sans elle."
    ) % {"lowest": euros(lowest), "share": per_cent(rules.grant_share or ZERO)}


def _number(value: Decimal, digits: int) -> str:
    return f"{value:,.{digits}f}".replace(",", THIN).replace(".", ",")


def _total(rows: Sequence[Mapping[str, Any]]) -> Decimal:
    return sum((row.get("amount") or ZERO for row in rows), ZERO)


def _by_kind(rows: Sequence[Mapping[str, Any]]) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = {}
    for row in rows:
        kind = row.get("kind") or ""
        totals[kind] = totals.get(kind, ZERO) + (row.get("amount") or ZERO)
    return totals
