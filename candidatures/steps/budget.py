"""The page « budget » of the form."""

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.forms import ChoiceField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidatures.budget import (
    OTHER_COSTS,
    Budget,
    balance_problem,
    coverage_notice,
    euros,
    grant_problem,
    per_cent,
    read_budget,
)
from candidatures.enums import IncomeKind, Step
from candidatures.rules import Rules
from candidatures.steps.base import FieldError, RowForm, StepForm
from candidatures.steps.fields import amount, choice, line, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrOrPromise as StrOrPromise


def cost_choices(rules: Rules) -> "Sequence[tuple[str, StrOrPromise]]":
    """The kinds of costs that the grant covers, then the others."""
    return [*((item.key, item.label) for item in rules.eligible_costs), (OTHER_COSTS, _("Autre dépense"))]


class LineForm(RowForm):
    """A line of the budget."""

    #: What one line is called.
    noun: ClassVar[Any]

    @property
    def field_errors(self) -> list[FieldError]:
        """The errors, each saying of which line it is: all lines have the same fields."""
        number = int((self.prefix or "-0").rpartition("-")[2]) + 1
        return [
            replace(error, label=f"{self.noun} {number}, {error.label[:1].lower()}{error.label[1:]}")
            for error in super().field_errors
        ]


class ExpenseForm(LineForm):
    """A cost of the event."""

    legend = _("Les dépenses")
    noun = _("Dépense")

    label = line(_("Intitulé"), limit=150)
    kind = choice(_("Nature"), [], is_list=True)
    amount = amount(_("Montant en euros"))

    def set_up(self) -> None:
        kind = cast("ChoiceField", self.fields["kind"])
        kind.choices = [("", _("Choisissez")), *cost_choices(self.context.rules)]


class IncomeForm(LineForm):
    """Money, or what is worth money, that pays for the event; the grant of the call is not one of them."""

    legend = _("Les recettes")
    noun = _("Recette")

    label = line(_("Intitulé"), limit=150)
    kind = choice(_("Origine"), IncomeKind.choices, is_list=True)
    amount = amount(_("Montant en euros"))


class BudgetForm(StepForm):
    """Costs, money, and the grant asked for. Without a grant, no rule of the grant binds."""

    step = Step.BUDGET
    row_forms = {"expenses": ExpenseForm, "incomes": IncomeForm}

    wants_grant = choice(
        _("Demandez-vous la subvention de l’appel ?"),
        [("oui", _("Oui")), ("non", _("Non, sans soutien financier"))],
        help_text=_("Sans elle, votre NEC local garde la marque, le kit et l’appui à la programmation."),
    )
    grant_requested = amount(_("Subvention demandée"), required=False)
    budget_note = text(_("Précisions sur le budget"), required=False, rows=4)

    def set_up(self) -> None:
        if self.context.rules.offers_grant:
            self.fields["grant_requested"].help_text = _grant_help(self.context.rules)
        else:
            del self.fields["wants_grant"], self.fields["grant_requested"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._typed = dict(cleaned)
        if cleaned.get("wants_grant") == "non":
            self.errors.pop("grant_requested", None)
        if self.is_draft or cleaned.get("wants_grant") != "oui" or "grant_requested" in self.errors:
            return cleaned
        if not cleaned.get("grant_requested"):
            self.add_error("grant_requested", gettext("Indiquez le montant demandé."))
            return cleaned
        problem = grant_problem(self.context.rules, self._read()) if self._are_rows_right else ""
        if problem:
            self.add_error("grant_requested", problem)
        return cleaned

    @cached_property
    def budget(self) -> Budget:
        """The figures of what is typed, right or wrong."""
        self.full_clean()
        return self._read()

    @property
    def expenses_help(self) -> str:
        """What to write in the costs."""
        if not self.context.rules.eligible_costs:
            return gettext("Toutes les dépenses de l’événement, les apports en nature compris.")
        return gettext(
            "Toutes les dépenses de l’événement, les apports en nature compris. La subvention ne prend pas en charge "
            "celles de la nature « Autre dépense »."
        )

    @property
    def incomes_help(self) -> str:
        """What to write in the money."""
        if not self.context.rules.offers_grant:
            return gettext("Ce qui paie l’événement, les apports en nature compris.")
        return gettext("Ce qui paie l’événement, les apports en nature compris, sans la subvention de cet appel.")

    @property
    def expenses_error(self) -> str:
        """What the deposit lacks in the costs as a whole."""
        if self.is_draft or len(self.row_sets["expenses"]):
            return ""
        return gettext("Indiquez au moins une dépense.")

    @property
    def incomes_error(self) -> str:
        """What the deposit finds wrong between costs and money, where a grant is asked for."""
        is_asked = not self.is_draft and self.budget.wants_grant and self.budget.grant
        return balance_problem(self.budget) if is_asked and self._are_rows_right and not self.expenses_error else ""

    @property
    def all_errors(self) -> list[FieldError]:
        return [*self._whole_errors(), *super().all_errors]

    @property
    def notices(self) -> list[str]:
        """What to know of a budget while it is written: nothing here prevents from going on."""
        budget, rules = self.budget, self.context.rules
        if not budget.wants_grant:
            return []
        balance = balance_problem(budget) if budget.expenses_total else ""
        return [text for text in (grant_problem(rules, budget), balance, coverage_notice(rules, budget)) if text]

    @property
    def figures(self) -> "list[tuple[str, StrOrPromise, str]]":
        """The figures under the tables: name, label, value."""
        budget = self.budget
        rows: list[tuple[str, StrOrPromise, str]] = [
            ("expenses", _("Total des dépenses"), euros(budget.expenses_total)),
            ("incomes", _("Total des recettes, hors subvention"), euros(budget.incomes_total)),
        ]
        if self.context.rules.offers_grant:
            share = budget.rounded_share
            rows += [
                ("grant", _("Subvention demandée"), euros(budget.grant)),
                ("share", _("Part de la subvention dans le budget"), "–" if share is None else per_cent(share)),
            ]
            balance_label = _("Dépenses, moins les recettes et la subvention")
        else:
            balance_label = _("Dépenses, moins les recettes")
        return [*rows, ("balance", balance_label, euros(budget.balance))]

    @property
    def _are_rows_right(self) -> bool:
        return not any(rows.field_errors for rows in self.row_sets.values())

    def _read(self) -> Budget:
        # An amount that the rules refuse leaves `cleaned_data`; the figures still show it.
        return read_budget(self._typed | {name: rows.cleaned_rows for name, rows in self.row_sets.items()})

    def _whole_errors(self) -> list[FieldError]:
        found = [
            FieldError("expenses-0-label", gettext("Les dépenses"), self.expenses_error),
            FieldError("incomes-0-label", gettext("Les recettes"), self.incomes_error),
        ]
        return [error for error in found if error.message]


def _grant_help(rules: Rules) -> str:
    bounds = []
    if rules.grant_minimum is not None:
        bounds.append(gettext("au moins %s") % euros(rules.grant_minimum))
    if rules.grant_maximum is not None:
        bounds.append(gettext("au plus %s") % euros(rules.grant_maximum))
    if rules.grant_share is not None:
        bounds.append(gettext("et %s du budget au plus") % per_cent(rules.grant_share))
    return gettext("En euros, si vous la demandez : %s.") % ", ".join(bounds)
