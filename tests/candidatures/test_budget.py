"""The budget: its figures, what the deposit asks of it, and its page."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from candidatures.budget import Budget, euros, grant_problem, highest_grant, per_cent, read_budget
from candidatures.enums import Step
from candidatures.rules import Item, Rules
from candidatures.steps.base import StepContext
from candidatures.steps.budget import BudgetForm
from candidatures.steps.fields import MAX_AMOUNT, AmountField
from tests.factories import AppelVersionFactory, CandidatureFactory, PorteurFactory
from tests.porteurs import signed_in
from tests.reading import read, text, texts

RULES = Rules(
    grant_minimum=Decimal(2500),
    grant_maximum=Decimal(5000),
    grant_share=Decimal(80),
    eligible_costs=(Item("logistique", "Logistique"), Item("communication", "Communication")),
)
AMOUNTS = st.decimals(0, 1_000_000, places=2)


def form(values: dict[str, Any], *, rules: Rules = RULES, is_draft: bool = False) -> BudgetForm:
    return BudgetForm(values, context=StepContext(rules, {}), is_draft=is_draft)


def typed(expenses: str, incomes: str, grant: str = "", wants: str = "oui") -> dict[str, Any]:
    return {
        "expenses": [{"label": "Salle", "kind": "logistique", "amount": expenses}],
        "incomes": [{"label": "Ville", "kind": "collectivite", "amount": incomes}],
        "wants_grant": wants,
        "grant_requested": grant,
    }


def errors(values: dict[str, Any], **kwargs: Any) -> list[tuple[str, str]]:
    return [(error.target, plain(error.message)) for error in form(values, **kwargs).all_errors]


def plain(words: str) -> str:
    return words.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_figures_of_a_budget_are_those_of_its_rows_by_kind() -> None:
    cleaned = {
        "expenses": [
            {"label": "Salle", "kind": "logistique", "amount": Decimal("3000.10")},
            {"label": "Son", "kind": "logistique", "amount": Decimal("999.90")},
            {"label": "Salaires", "kind": "autre", "amount": Decimal(1000)},
            {"label": "À chiffrer", "kind": "communication", "amount": None},
        ],
        "incomes": [
            {"label": "Ville", "kind": "collectivite", "amount": Decimal(600)},
            {"label": "Nous", "kind": "propre", "amount": Decimal(400)},
        ],
        "wants_grant": "oui",
        "grant_requested": Decimal(4000),
    }
    budget = read_budget(cleaned)
    assert budget == Budget(
        expenses_total=Decimal("5000.00"),
        incomes_total=Decimal(1000),
        grant=Decimal(4000),
        wants_grant=True,
        eligible_total=Decimal("4000.00"),
        expenses_by_kind={
            "logistique": Decimal("4000.00"), "autre": Decimal(1000), "communication": Decimal(0)
        },
        incomes_by_kind={"collectivite": Decimal(600), "propre": Decimal(400)},
    )  # fmt: skip
    assert (budget.balance, budget.share, budget.rounded_share) == (Decimal(0), Fraction(80), Decimal("80.00"))


@pytest.mark.parametrize(("wants", "grant", "says"), [("non", Decimal(0), False), ("", Decimal(0), None)])
def test_a_grant_that_is_not_wanted_counts_for_nothing(wants: str, grant: Decimal, says: bool | None) -> None:
    budget = read_budget({"wants_grant": wants, "grant_requested": Decimal(4000)})
    assert (budget.grant, budget.wants_grant, budget.balance) == (grant, says, Decimal(0))


def test_without_expenses_there_is_no_share() -> None:
    budget = read_budget({"wants_grant": "oui", "grant_requested": Decimal(4000)})
    assert (budget.share, budget.rounded_share) == (None, None)
    assert {name: value for name, _label, value in form({}).figures}["share"] == "–"


@given(st.lists(AMOUNTS, max_size=8), st.lists(AMOUNTS, max_size=8), AMOUNTS)
def test_totals_are_exact_whatever_the_amounts(expenses: list[Decimal], incomes: list[Decimal], grant: Decimal) -> None:
    rows = {
        "expenses": [{"kind": "autre", "amount": amount} for amount in expenses],
        "incomes": [{"kind": "propre", "amount": amount} for amount in incomes],
    }
    budget = read_budget(rows | {"wants_grant": "oui", "grant_requested": grant})
    cents = sum(int(amount * 100) for amount in expenses) - sum(int(amount * 100) for amount in [*incomes, grant])
    assert budget.balance * 100 == cents
    assert budget.share == (Fraction(grant) * 100 / Fraction(sum(expenses)) if sum(expenses) else None)


@given(st.decimals(1, 1_000_000, places=2), st.decimals(0, 100, places=2))
def test_the_highest_grant_is_allowed_and_a_cent_more_is_not(expenses: Decimal, share: Decimal) -> None:
    rules = Rules(grant_maximum=Decimal(10_000_000), grant_share=share)
    highest = highest_grant(rules, expenses)
    assert highest is not None
    assert highest * 100 <= expenses * share < (highest + Decimal("0.01")) * 100
    assert grant_problem(rules, Budget(expenses_total=expenses, grant=highest)) == ""
    assert grant_problem(rules, Budget(expenses_total=expenses, grant=highest + Decimal("0.01"))) != ""


@pytest.mark.parametrize(
    ("expenses", "grant", "message"),
    [
        ("5 000", "4 000", ""),
        ("5 000", "4 000,01", "Demandez au plus 4 000 €, soit 80 % du budget."),
        ("5 000,50", "4 000,40", ""),
        ("5 000,50", "4 000,41", "Demandez au plus 4 000,40 €, soit 80 % du budget."),
        ("100 000", "5 000", ""),
        ("100 000", "5 000,01", "Demandez au plus 5 000 €."),
        ("100 000", "2 500", ""),
        ("100 000", "2 499,99", "L’appel donne au moins 2 500 €. Demandez ce montant ou plus."),
        (
            "3 000",
            "2 500",
            (
                "L’appel donne au moins 2 500 € et au plus 80 % du budget : ce budget est trop petit. Complétez les "
                "dépenses, ou ne demandez pas de subvention : le projet peut être déposé sans elle."
            ),
        ),
        ("5 000", "", "Indiquez le montant demandé."),
        ("5 000", "0", "Indiquez le montant demandé."),
    ],
)
def test_the_deposit_holds_the_grant_within_the_bounds_of_the_call(expenses: str, grant: str, message: str) -> None:
    incomes = read_budget(form(typed(expenses, "0", grant)).cleaned).balance
    found = dict(errors(typed(expenses, str(incomes), grant)))
    assert found.get("grant_requested", "") == message


def test_the_deposit_of_an_aided_budget_asks_for_as_much_money_as_costs() -> None:
    assert errors(typed("5 000", "1 000", "4 000")) == []
    assert errors(typed("5 000", "900", "4 000")) == [
        (
            "incomes-0-label",
            (
                "Les dépenses dépassent les recettes et la subvention de 100 €. Ajoutez des recettes ou réduisez des "
                "dépenses."
            ),
        )
    ]
    assert errors(typed("5 000", "1 000,01", "4 000")) == [
        (
            "incomes-0-label",
            (
                "Les recettes et la subvention dépassent les dépenses de 0,01 €. Ajoutez des dépenses ou réduisez des "
                "recettes."
            ),
        )
    ]


@pytest.mark.parametrize("grant", ["", "999 999", "pas un nombre"])
def test_no_rule_of_the_grant_binds_an_unaided_request(grant: str) -> None:
    values = typed("100", "0", wants="non") | {"grant_requested": grant}
    assert errors(values) == []
    assert errors(values, is_draft=True) == []
    assert form(values).notices == []


def test_the_deposit_asks_for_an_expense_and_for_an_answer_about_the_grant() -> None:
    assert errors({}) == [
        ("expenses-0-label", "Indiquez au moins une dépense."),
        ("wants_grant_0", "Choisissez une réponse."),
    ]


def test_a_call_without_grant_asks_nothing_about_it() -> None:
    values = {"expenses": [{"label": "Salle", "kind": "autre", "amount": "10"}], "grant_requested": "50"}
    unaided = form(values, rules=Rules())
    assert unaided.all_errors == []
    assert [name for name, _label, _value in unaided.figures] == ["expenses", "incomes", "balance"]
    assert "wants_grant" not in unaided.fields


def test_a_draft_is_told_and_never_stopped() -> None:
    draft = form(typed("5 000", "0", "9 999"), is_draft=True)
    assert draft.all_errors == []
    assert draft.cleaned["grant_requested"] == Decimal(9999)
    assert [plain(notice) for notice in draft.notices] == [
        "Demandez au plus 4 000 €, soit 80 % du budget.",
        (
            "Les recettes et la subvention dépassent les dépenses de 4 999 €. Ajoutez des dépenses ou réduisez des "
            "recettes."
        ),
        (
            "La subvention demandée dépasse les frais qu’elle peut prendre en charge (5 000 €). L’équipe en parlera "
            "avec vous."
        ),
    ]


def test_an_error_of_a_row_says_of_which_row_it_is() -> None:
    values = typed("5 000", "beaucoup", "4 000")
    values["expenses"].append({"label": "", "kind": "inconnu", "amount": "1"})
    assert [(error.target, error.label) for error in form(values).all_errors] == [
        ("expenses-1-label", "Dépense 2, intitulé"),
        ("expenses-1-kind", "Dépense 2, nature"),
        ("incomes-0-amount", "Recette 1, montant en euros"),
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0 €"),
        ("1250.5", "1 250,50 €"),
        ("5000", "5 000 €"),
        ("1234567.89", "1 234 567,89 €"),
        ("-0.01", "-0,01 €"),
    ],
)
def test_amounts_are_written_as_in_french(value: str, shown: str) -> None:
    assert plain(euros(Decimal(value))) == shown


@pytest.mark.parametrize(("value", "shown"), [("80", "80 %"), ("80.005", "80,01 %"), ("79.994", "79,99 %")])
def test_shares_are_written_as_in_french(value: str, shown: str) -> None:
    assert plain(per_cent(Decimal(value))) == shown


@given(
    st.decimals(0, MAX_AMOUNT, places=2),
    st.sampled_from(["", " ", "\u202f", "\u00a0"]),
    st.sampled_from(["", "€", " €"]),
)
def test_amounts_are_read_as_french_people_write_them(value: Decimal, space: str, sign: str) -> None:
    written = f"{value:,.2f}".replace(",", space).replace(".", ",") + sign
    assert AmountField(decimal_places=2).clean(written) == value


@given(st.text(max_size=20))
def test_no_text_breaks_the_budget(written: str) -> None:
    page = form(typed(written, written, written))
    assert all(error.target and error.message for error in page.all_errors)
    assert page.budget.expenses_total >= 0


@pytest.mark.django_db
class TestPage:
    def test_the_page_shows_the_figures_of_what_is_typed(self) -> None:
        porteur = PorteurFactory()
        candidature = CandidatureFactory(
            porteur=porteur,
            version=AppelVersionFactory(rules=RULES),
            answers={Step.BUDGET: typed("5 000", "1 000", "4 000")},
        )
        page = read(signed_in(porteur), reverse("nec_candidatures:step", args=[candidature.uuid, Step.BUDGET]))
        shown = {item["data-figure"]: text(item) for item in page.select("[data-figure]")}
        assert shown == {
            "expenses": "5 000 €",
            "incomes": "1 000 €",
            "grant": "4 000 €",
            "share": "80 %",
            "balance": "0 €",
        }
        assert texts(page, "#expenses-0-kind option") == ["Choisissez", "Logistique", "Communication", "Autre dépense"]
        assert texts(page, ".budget-group legend") == ["Dépense 1", "Dépense 2", "Recette 1", "Recette 2"]
