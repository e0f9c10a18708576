"""The figures of a budget as one types are those that the server shows."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page

from candidatures.rules import Rules
from candidatures.steps.base import StepContext
from candidatures.steps.budget import BudgetForm
from nec_site.settings.environment import BASE_DIR

RULES = Rules(grant_minimum=Decimal(2500), grant_maximum=Decimal(5000), grant_share=Decimal(80))
FIRM = "\u00a0"
THIN = "\u202f"

#: Expenses, incomes, grant, whether it is wanted.
CASES = [
    (["5 000"], ["1 000"], "4 000", "oui"),
    (["1 250,50", "1250.5", f"1{THIN}250,5 €"], ["", "0,01"], "2 500", "oui"),
    (["3 333,33", "0,01"], ["1"], "2 667,47", "oui"),
    ([f"12{FIRM}345{FIRM}678,90€"], ["99 999 999,99", "100 000 000", "100 000 000,01"], "0,05", "oui"),
    (["7"], ["3"], "2,005", "oui"),
    (["3"], ["0"], "2", "oui"),
    (["200"], ["0"], "0,01", "oui"),
    (["800"], ["0"], "0,01", "oui"),
    (["5 000"], ["6 000"], "4 000", "non"),
    (["5 000"], ["6 000"], "4 000", ""),
    ([], [], "4 000", "oui"),
    (["abc", "-5", "1e3", "1_000", "+5", "５", "5,5,5", "1.250.50", "€5", ".", ","], ["."], "Infinity", "oui"),
    (["5.", ".5", ",5", "007", "5,0", "5,000", " 5 ", "5\u2009000"], ["NaN"], "0x10", "oui"),
]


def make_form(expenses: list[str], incomes: list[str], grant: str, wants: str) -> BudgetForm:
    values = {
        "expenses": [{"label": "Salle", "kind": "autre", "amount": amount} for amount in expenses],
        "incomes": [{"label": "Ville", "kind": "propre", "amount": amount} for amount in incomes],
        "grant_requested": grant,
        "wants_grant": wants,
    }
    return BudgetForm(values, context=StepContext(RULES, {}))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with the form of a budget of two lines, empty, and its script."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    form = make_form([" "] * 11, [" "] * 11, "", "")
    fields = render_to_string("nec_candidatures/steps/budget.html", {"form": form})
    page.set_content(f"<form>{fields}</form>")
    page.add_script_tag(path=BASE_DIR / "static" / "js" / "budget.js", type="module")
    yield page
    context.close()


def type_in(page: Page, expenses: list[str], incomes: list[str], grant: str, wants: str) -> None:
    for group, amounts in (("expenses", expenses), ("incomes", incomes)):
        for number in range(11):
            page.fill(f"[name={group}-{number}-amount]", amounts[number] if number < len(amounts) else "")
    page.fill("[name=grant_requested]", grant)
    if wants:
        page.check(f"[name=wants_grant][value={wants}]")


def figures(page: Page) -> dict[str, str]:
    elements = page.locator("[data-figure]").all()
    return {str(element.get_attribute("data-figure")): str(element.text_content()) for element in elements}


@pytest.mark.parametrize(("expenses", "incomes", "grant", "wants"), CASES)
def test_the_script_shows_what_the_server_does(
    page: Page, expenses: list[str], incomes: list[str], grant: str, wants: str
) -> None:
    type_in(page, expenses, incomes, grant, wants)
    expected = make_form(expenses, incomes, grant, wants).figures
    assert figures(page) == {name: value for name, _label, value in expected}


def test_the_figures_that_changed_are_told_once_a_field_is_left(page: Page) -> None:
    status = page.locator("[role=status]")
    page.fill("[name=expenses-0-amount]", "5 000")
    assert figures(page)["expenses"] == f"5{THIN}000{THIN}€"
    assert status.text_content() == ""
    page.locator("[name=expenses-0-amount]").blur()
    assert status.text_content() == (
        f"Total des dépenses : 5{THIN}000{THIN}€. Part de la subvention dans le budget : 0{THIN}%. "
        f"Dépenses, moins les recettes et la subvention : 5{THIN}000{THIN}€"
    )
    page.fill("[name=expenses-0-label]", "Salle")
    page.locator("[name=expenses-0-label]").blur()
    assert str(status.text_content()).startswith("Total des dépenses")
