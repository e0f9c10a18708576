"""The page of the call."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from candidatures.enums import FormMode, RuleKind
from candidatures.models import AppelPage, EligibilitePage
from home.models import HomePage
from tests.factories import AppelPageFactory
from tests.reading import count_queries, main_text, read, text, texts, titles

TODAY = date(2024, 9, 20)
FORM = "https://www.demarches-simplifiees.fr/commencer/nec"
NO_RULE: dict[str, Any] = {
    "asks_for_legal_entity": False,
    "asks_for_venue": False,
    "delay_months": None,
    "minimum_public": None,
    "minimum_collectivites": None,
    "grant_minimum": None,
    "grant_maximum": None,
    "grant_share": None,
}


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


def items(*labels: str, **values: Any) -> list[dict[str, Any]]:
    """Lines of a list of the call."""
    return [{"type": "item", "id": label, "value": {"label": label, "detail": "", **values}} for label in labels]


def h2(words: str) -> dict[str, Any]:
    return {"type": "heading", "value": {"text": words, "level": "h2"}}


def write(call: AppelPage, *rules: dict[str, Any]) -> None:
    """Give rules of the call their sentences."""
    for rule in rules:
        call.rule_texts.create(**rule)
    # The relation is deferred until its page is saved.
    call.save()


def shown(soup: BeautifulSoup) -> list[tuple[str, str, str]]:
    """The rules as they are read: name, figure, sentence."""
    return [
        (
            text(rule.h3),
            text(rule.select_one(".call-value")) if rule.select_one(".call-value") else "",
            text(rule.select_one("div > p")),
        )
        for rule in soup.select(".call-rules > li")
    ]


def test_the_call_shows_each_rule_with_its_figure_and_a_sentence_made_from_it(
    client: Client, home_page: HomePage
) -> None:
    call = AppelPageFactory(
        parent=home_page,
        minimum_public=1500,
        delay_months=3,
        grant_share=Decimal("62.50"),
        grant_minimum=1000,
        grant_maximum=20000,
        minimum_collectivites=2,
        rules_source="règlement du 1er septembre 2024",
        eligible_costs=items("Logistique", "Communication"),
    )

    soup = read(client, call)

    assert shown(soup) == [
        ("Être une personne morale", "", "Toute personne morale peut déposer un dossier."),
        ("Ouverture et clôture", "", "Les dossiers sont reçus toute l’année."),
        ("Soutien de collectivités", "", "Pour être financé, le projet a le soutien de 2 collectivités au moins."),
        ("Public minimal", "1 500", "Pour être financé, le projet attend au moins 1 500 personnes."),
        ("Lieu assez grand", "", "Le lieu peut accueillir le public que vous attendez."),
        (
            "Délai avant l’événement",
            "3 mois",
            "Pour demander un soutien financier, déposez le dossier au moins 3 mois avant le jour J.",
        ),
        ("Montant de la subvention", "20 000 €", "La subvention va de 1 000 à 20 000 €."),
        ("Part du budget", "62,50 %", "La subvention paie au plus 62,50 % du budget de l’événement."),
        ("Frais pris en charge", "", "La subvention peut payer ces frais."),
    ]
    assert texts(soup, ".call-rules li li") == ["Logistique", "Communication"]
    assert texts(soup, ".source") == ["Source : règlement du 1er septembre 2024"]


def test_a_rule_is_read_in_the_editors_words_with_its_source_and_date(client: Client, home_page: HomePage) -> None:
    call = AppelPageFactory(parent=home_page, **NO_RULE | {"minimum_public": 150}, rules_source="guide, 2024")
    write(
        call,
        {
            "rule": RuleKind.PUBLIC,
            "sentence": "Visez 150 personnes.",
            "source": "page de 2024",
            "dated_on": date(2024, 7, 1),
        },
        {"rule": RuleKind.PERIOD, "sentence": "Écrivez-nous toute l’année.", "source": "guide de 2024"},
    )

    soup = read(client, call)

    assert shown(soup) == [
        ("Ouverture et clôture", "", "Écrivez-nous toute l’année."),
        ("Public minimal", "150", "Visez 150 personnes."),
    ]
    # Each rule has its source: that of the page would say nothing more.
    assert texts(soup, ".source") == [
        "Source : guide de 2024",
        "Source : page de 2024, en vigueur depuis le 1er juillet 2024",
    ]


def test_a_rule_without_value_shows_nothing_even_with_a_sentence(client: Client, home_page: HomePage) -> None:
    call = AppelPageFactory(parent=home_page, summary="", **NO_RULE)
    write(call, {"rule": RuleKind.DELAY, "sentence": "Déposez tôt."})

    soup = read(client, call)

    assert shown(soup) == [("Ouverture et clôture", "", "Les dossiers sont reçus toute l’année.")]
    assert titles(soup) == [
        "h1 L’appel à NEC locaux",
        "h2 Ce que l’appel demande",
        "h3 Ouverture et clôture",
        "h2 Votre projet est prêt ?",
        "h3 Commencer mon dossier",
    ]
    assert texts(soup, ".call-card p") == ["Ouvert toute l’année", "Déposez votre dossier", "Commencer"]
    assert soup.select(".source, .page-body") == []


def test_the_lists_of_the_call_are_read_after_its_rules(client: Client, home_page: HomePage) -> None:
    call = AppelPageFactory(
        parent=home_page,
        criteria=items("La solidité", evidence="financements"),
        documents=items("Un devis", is_required=True) + items("Un plan", is_required=False),
        commitments=items("Documenter"),
        body=[h2("Ce que vous recevez"), h2("Ensuite")],
    )

    soup = read(client, call)

    assert [title for title in titles(soup) if title.startswith("h2")] == [
        "h2 Ce que vous recevez",
        "h2 Ce que l’appel demande",
        "h2 Ce qui est pris en compte",
        "h2 Les pièces à joindre",
        "h2 Ce à quoi vous vous engagez",
        "h2 Ensuite",
        "h2 Votre projet est prêt ?",
    ]
    assert texts(soup, ".bullets > li") == ["La solidité", "Un devis (obligatoire)", "Un plan", "Documenter"]


def test_the_two_halves_of_the_body_never_share_an_anchor(client: Client, home_page: HomePage) -> None:
    call = AppelPageFactory(parent=home_page, body=[h2("Une partie"), h2("Une partie"), h2("Une partie")])

    soup = read(client, call)

    assert [title["id"] for title in soup.select(".stream h2")] == ["une-partie", "une-partie-2", "une-partie-3"]


def test_the_questions_of_eligibility_are_on_the_page(client: Client, home_page: HomePage) -> None:
    call = AppelPageFactory(parent=home_page)
    other = AppelPageFactory(parent=home_page, closes_on=date(2024, 12, 1), title="Un autre appel")
    home_page.add_child(instance=EligibilitePage(title="Toutes les questions", slug="questions"))
    home_page.add_child(instance=EligibilitePage(title="Les siennes", slug="siennes", appel=call))

    assert [form["action"] for form in read(client, call).select("#eligibilite form")] == ["/siennes/#resultat"]
    assert [form["action"] for form in read(client, other).select("#eligibilite form")] == ["/questions/#resultat"]


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "is_open", "label"),
    [
        (None, None, True, "Ouvert toute l’année"),
        (date(2024, 9, 20), None, True, "Ouvert toute l’année"),
        (None, date(2024, 9, 20), True, "Ouvert jusqu’au 20 septembre 2024"),
        (None, date(2024, 9, 19), False, "Clos le 19 septembre 2024"),
        (date(2024, 10, 1), None, False, "Ouvre le 1er octobre 2024"),
        (date(2024, 10, 1), date(2024, 12, 1), False, "Ouvre le 1er octobre 2024"),
    ],
)
def test_the_call_says_when_it_is_open(
    opens_on: date | None, closes_on: date | None, is_open: bool, label: str
) -> None:
    call = AppelPage(opens_on=opens_on, closes_on=closes_on)

    assert call.is_open is is_open
    assert call.status_label.replace("\u00a0", " ") == label


@pytest.mark.parametrize("mode", FormMode)
def test_a_closed_call_is_an_archive_that_leads_to_the_open_one(
    client: Client, home_page: HomePage, mode: FormMode
) -> None:
    call = AppelPageFactory(
        parent=home_page, closes_on=date(2024, 9, 19), form_mode=mode, external_form_url=FORM, grant_maximum=5000
    )
    home_page.add_child(instance=EligibilitePage(title="Questions", slug="questions", appel=call))
    opened = AppelPageFactory(parent=home_page, title="Le nouvel appel")

    soup = read(client, call)

    assert texts(soup, ".call-card p") == [
        "Appel clos",
        "Clos le 19 septembre 2024",
        "Cette page est une archive : ses règles ne s’appliquent plus.",
        "Lire l’appel ouvert : Le nouvel appel",
    ]
    assert [link["href"] for link in soup.select(".call-card a")] == [opened.url]
    assert soup.select("main form, #eligibilite, #deposer") == []
    assert "Ce que l’appel demandait" in texts(soup, "h2")
    assert ("Montant de la subvention", "5 000 €", "La subvention va de 2 500 à 5 000 €.") in shown(soup)


def test_an_archive_without_an_open_call_leads_nowhere(client: Client, home_page: HomePage) -> None:
    call = AppelPageFactory(parent=home_page, closes_on=date(2024, 9, 19))
    AppelPageFactory(parent=home_page, title="Brouillon", live=False)

    assert read(client, call).select(".call-card a") == []


def test_a_call_to_come_says_when_it_opens(client: Client, home_page: HomePage) -> None:
    call = AppelPageFactory(parent=home_page, opens_on=date(2024, 10, 1))

    soup = read(client, call)

    assert texts(soup, ".call-card p") == ["Appel à venir", "Ouvre le 1er octobre 2024"]
    assert soup.select("main form, #deposer") == []


@pytest.mark.parametrize("mode", [FormMode.SITE, FormMode.PREFILLED])
def test_the_form_of_this_site_begins_on_the_page(client: Client, home_page: HomePage, mode: FormMode) -> None:
    call = AppelPageFactory(parent=home_page, form_mode=mode, external_form_url=FORM, consent_text="J’accepte.")

    soup = read(client, call)

    assert [form["action"] for form in soup.select("#deposer form")] == [call.submission_url]
    assert [field["name"] for field in soup.select("#deposer input[type=email]")] == ["email"]
    assert FORM not in str(soup.main)
    assert ("vous suivent sur le site où le dossier se dépose" in main_text(soup)) is (mode == FormMode.PREFILLED)
    # Asked when the dossier is sent.
    assert "J’accepte." not in main_text(soup)


def test_the_outside_form_takes_the_place_of_ours(client: Client, home_page: HomePage) -> None:
    call = AppelPageFactory(parent=home_page, form_mode=FormMode.EXTERNAL, external_form_url=FORM)

    soup = read(client, call)

    assert soup.select("#deposer form") == []
    assert [(text(link), link["href"]) for link in soup.select("#deposer a")] == [
        ("Déposer un dossier (autre site)", FORM)
    ]


def test_the_call_asks_for_few_queries(client: Client, home_page: HomePage) -> None:
    call = AppelPageFactory(
        parent=home_page, body=[h2("Ce que vous recevez"), h2("Ensuite")], eligible_costs=items("Logistique")
    )
    write(call, *({"rule": kind, "sentence": "Une phrase."} for kind in RuleKind))
    home_page.add_child(instance=EligibilitePage(title="Questions", slug="questions", appel=call))

    assert count_queries(client, call) <= 15
