"""« Suis-je éligible ? »: the questions, what the answers mean, and what wrong ones are told."""

import re
from dataclasses import replace
from datetime import date, datetime
from urllib.parse import urlencode

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from candidatures.deadlines import PARIS
from candidatures.eligibility import Facts, assess
from candidatures.eligibility_form import EligibilityForm, EventDate, EventDateField, read_answers
from candidatures.enums import Evidence, Outcome, RuleKind
from candidatures.models import AppelPage, AppelRegle, AppelVersion, Candidature, EligibilitePage, Porteur
from candidatures.rules import Criterion
from home.models import HomePage
from nec_locaux.enums import DatePrecision
from tests.factories import AppelPageFactory, PorteurFactory
from tests.factories.pages import BasePageFactory
from tests.reading import count_queries, main_text, read, text, texts, titles
from tests.rules import RULES

TODAY = date(2026, 11, 22)
YES = {"personne_morale": "oui", "collectivite": "oui", "public": "oui", "delai": "oui"}


class EligibilitePageFactory(BasePageFactory):
    class Meta:
        model = EligibilitePage

    title = "Suis-je éligible ?"


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def call(home_page: HomePage) -> AppelPage:
    page: AppelPage = AppelPageFactory(parent=home_page)
    return page


@pytest.fixture
def questions(home_page: HomePage, call: AppelPage) -> EligibilitePage:
    found: EligibilitePage = EligibilitePageFactory(parent=home_page)
    return found


def answer(client: Client, questions: EligibilitePage, **answers: str) -> BeautifulSoup:
    return read(client, f"{questions.url}?{urlencode(answers)}")


def test_the_questions_are_those_of_the_rules(client: Client, questions: EligibilitePage) -> None:
    soup = read(client, questions)

    assert titles(soup) == ["h1 Suis-je éligible ?", "h2 Votre projet"]
    assert texts(soup, "legend") == [
        "Votre structure est une personne morale (commune, association, entreprise…)",
        "Au moins une collectivité vous soutient",
        "Vous attendez 150 personnes ou plus, dans un lieu assez grand",
        "Le jour J est dans quatre mois ou plus",
        "Vous demandez une subvention",
    ]
    assert [field["name"] for field in soup.select("main input[type=text]")] == [
        "personnes",
        "places",
        "jour_j",
        "montant",
        "budget",
    ]
    assert soup.select("main form")[0]["method"] == "get"


def test_a_rule_the_call_does_not_have_is_not_asked_about(
    client: Client, questions: EligibilitePage, call: AppelPage
) -> None:
    AppelPage.objects.filter(pk=call.pk).update(
        asks_for_legal_entity=False, minimum_collectivites=2, asks_for_venue=False, delay_months=6, grant_share=None
    )

    soup = read(client, questions)

    assert texts(soup, "legend") == [
        "Au moins 2 collectivités vous soutiennent",
        "Vous attendez 150 personnes ou plus",
        "Le jour J est dans six mois ou plus",
        "Vous demandez une subvention",
    ]
    assert [field["name"] for field in soup.select("main input[type=text]")] == ["personnes", "jour_j", "montant"]


def test_a_call_with_only_a_place_asks_about_it(client: Client, questions: EligibilitePage, call: AppelPage) -> None:
    AppelPage.objects.filter(pk=call.pk).update(
        minimum_public=None, minimum_collectivites=None, delay_months=None, grant_maximum=None
    )

    soup = answer(client, questions, public="non")

    assert texts(soup, "legend")[1:] == ["Le lieu peut accueillir tout le public que vous attendez"]
    assert "Le lieu est trop petit pour le public que vous attendez." in main_text(soup)


def test_four_yes_are_enough_to_hope_for_a_grant(client: Client, questions: EligibilitePage) -> None:
    soup = answer(client, questions, **YES)

    assert text(soup.select_one("[role=status] h2")) == (
        "La marque et le kit, oui. La subvention, vous pouvez la demander."
    )
    assert texts(soup, ".eligibility-findings h4") == [
        "Personne morale : rempli",
        "Soutien d’une collectivité : rempli",
        "150 personnes ou plus : rempli",
        "Lieu assez grand : rempli",
        "Quatre mois avant le jour J : rempli",
    ]
    assert "Ce qu’il faut faire" not in main_text(soup)


def test_a_no_is_explained_with_what_to_do_and_what_the_call_says(
    client: Client, questions: EligibilitePage, call: AppelPage
) -> None:
    AppelRegle.objects.create(
        page=call,
        rule=RuleKind.DELAY,
        sentence="Déposez quatre mois avant le jour J.",
        source="Page « Les NEC locaux »",
        dated_on=date(2024, 7, 1),
    )

    soup = answer(client, questions, **YES | {"delai": "non"})

    assert text(soup.select_one("[role=status]")) == (
        "La marque et le kit, oui. La subvention, pas encore. Le jour J est dans moins de quatre mois. "
        "Choisissez une date à partir du 22 mars 2027. Vous pouvez aussi déposer sans demander de subvention."
    )
    assert texts(soup, ".eligibility-findings li")[-1] == (
        "Quatre mois avant le jour J : non rempli Le jour J est dans moins de quatre mois. "
        "Ce qu’il faut faire : Choisissez une date à partir du 22 mars 2027. "
        "L’appel le dit ainsi : « Déposez quatre mois avant le jour J. » "
        "Source : Page « Les NEC locaux », 1er juillet 2024."
    )
    assert text(soup.title).startswith("Sans soutien financier – Suis-je éligible ?")


def test_exact_values_refine_the_answers(client: Client, questions: EligibilitePage) -> None:
    soup = answer(
        client,
        questions,
        **YES,
        personnes="1 200",
        places="1 000",
        jour_j="03/2027",
        subvention="oui",
        montant="4 000,50 €",
        budget="5000",
    )

    assert texts(soup, ".eligibility-findings h4")[2:] == [
        "150 personnes ou plus : rempli",
        "Lieu assez grand : non rempli",
        "Quatre mois avant le jour J : à préciser",
        "Subvention de 2 500 à 5 000 € : rempli",
        "80 % du budget au plus : non rempli",
    ]
    assert {field["name"]: field["value"] for field in soup.select("main input[type=text]")} == {
        "personnes": "1 200",
        "places": "1 000",
        "jour_j": "03/2027",
        "montant": "4 000,50 €",
        "budget": "5000",
    }
    assert len(soup.select("main input[checked]")) == 5


def test_criteria_only_considered_stand_apart(client: Client, questions: EligibilitePage, call: AppelPage) -> None:
    call.criteria.append(("item", {"label": "L’innovation", "detail": "Sur le fond et dans la forme.", "evidence": ""}))
    call.save_revision().publish()

    soup = answer(client, questions, **YES)

    assert titles(soup)[-2:] == ["h3 Ce qui est aussi pris en compte", "h2 Vos réponses"]
    assert texts(soup, ".eligibility-result .bullets li") == ["L’innovationSur le fond et dans la forme."]


@pytest.mark.parametrize(
    ("name", "value", "label", "message"),
    [
        ("personnes", "assez", "Nombre de personnes attendues", "Indiquez un nombre entier, en chiffres."),
        ("personnes", "-3", "Nombre de personnes attendues", "Indiquez un nombre entier, en chiffres."),
        ("places", "9" * 30, "Nombre de places du lieu", "Indiquez un nombre plus petit."),
        (
            "jour_j",
            "14/12/26",
            "Date de l’événement",
            "Indiquez un jour, comme 14/03/2027, ou un mois, comme 03/2027 : l’année a quatre chiffres.",
        ),
        (
            "jour_j",
            "30/02/2027",
            "Date de l’événement",
            "Indiquez un jour, comme 14/03/2027, ou un mois, comme 03/2027 : l’année a quatre chiffres.",
        ),
        ("montant", "beaucoup", "Montant demandé", "Indiquez un montant en euros, en chiffres, comme 1 250,50."),
        ("budget", "12,345", "Budget de l’événement", "Arrondissez au centime."),
    ],
)
def test_what_cannot_be_read_is_told_near_its_field_and_kept(
    client: Client, questions: EligibilitePage, name: str, value: str, label: str, message: str
) -> None:
    soup = answer(client, questions, **YES, **{name: value})

    field = soup.select_one(f"#eligibilite-{name}")
    assert field is not None
    assert field["value"] == value
    assert field["aria-invalid"] == "true"
    assert f"eligibilite-{name}_error" in str(field["aria-describedby"]).split()
    assert text(soup.select_one(f"#eligibilite-{name}_error")) == message
    assert texts(soup, "[role=alert] h2") == ["Une réponse à corriger"]
    assert [(link["href"], text(link)) for link in soup.select("[role=alert] a")] == [
        (f"#eligibilite-{name}", f"{label} : {message}")
    ]
    assert text(soup.title).startswith("Erreur (1) : Suis-je éligible ?")
    assert soup.select(".eligibility-result, [role=status]") == []
    assert len(soup.select("main input[checked]")) == 4


@pytest.mark.parametrize("query", ["personne_morale=oui", "personne_morale=peut-etre", "jour_j=bientot"])
def test_answers_are_neither_listed_nor_kept(client: Client, questions: EligibilitePage, query: str) -> None:
    response = client.get(f"{questions.url}?{query}")

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert response.cookies == {}


@pytest.mark.parametrize("query", ["", "?", "?utm_source=lettre", "?personne_morale=", "?jour_j=+&personnes="])
def test_the_page_without_answers_is_kept_by_caches(client: Client, questions: EligibilitePage, query: str) -> None:
    response = client.get(f"{questions.url}{query}")

    assert "s-maxage=600" in response["Cache-Control"]
    assert "noindex" not in response.content.decode()
    assert response.cookies == {}
    assert titles(BeautifulSoup(response.content, "html.parser"))[-1] == "h2 Votre projet"


def test_answers_lead_to_the_call_and_to_a_dossier(client: Client, questions: EligibilitePage, call: AppelPage) -> None:
    soup = answer(client, questions, **YES)

    assert [(text(link), link["href"]) for link in soup.select(".eligibility-result a")] == [
        ("Commencer un dossier", f"{call.url}#deposer"),
        ("Relire l’appel", call.url),
    ]


def test_a_closed_call_begins_no_dossier(client: Client, questions: EligibilitePage, call: AppelPage) -> None:
    AppelPage.objects.filter(pk=call.pk).update(closes_on=date(2026, 11, 21))
    EligibilitePage.objects.filter(pk=questions.pk).update(appel=call)

    soup = answer(client, questions, **YES)

    assert texts(soup, ".eligibility-result a") == ["Relire l’appel"]
    assert "L’appel a fermé le 21 novembre 2026." in main_text(soup)


@pytest.mark.parametrize("change", [{"live": False}, {"closes_on": date(2026, 11, 21)}])
def test_without_an_open_call_nothing_is_asked(
    client: Client, questions: EligibilitePage, call: AppelPage, change: dict[str, object]
) -> None:
    AppelPage.objects.filter(pk=call.pk).update(**change)

    soup = answer(client, questions, **YES)

    assert soup.select("main form") == []
    assert titles(soup) == ["h1 Suis-je éligible ?", "h2 Aucun appel n’est ouvert en ce moment."]


def test_a_chosen_call_that_is_no_longer_published_is_not_shown(
    client: Client, questions: EligibilitePage, call: AppelPage
) -> None:
    EligibilitePage.objects.filter(pk=questions.pk).update(appel=call)
    AppelPage.objects.filter(pk=call.pk).update(live=False)

    assert read(client, questions).select("main form") == []


@pytest.mark.parametrize(
    ("instant", "outcome"),
    [
        ("2026-07-14T23:59:59", Outcome.WITH_GRANT),
        ("2026-07-15T00:00:00", Outcome.WITHOUT_GRANT),
        ("2026-12-14T23:59:59", Outcome.WITHOUT_GRANT),
    ],
)
def test_the_last_day_ends_at_midnight_in_paris(
    client: Client, questions: EligibilitePage, instant: str, outcome: Outcome
) -> None:
    with time_machine.travel(datetime.fromisoformat(instant).replace(tzinfo=PARIS), tick=False):
        soup = answer(client, questions, **YES, jour_j="14/11/2026")

    assert text(soup.title).startswith(str(outcome.label))


def test_a_host_site_elsewhere_keeps_the_days_of_paris(
    client: Client, questions: EligibilitePage, settings: object
) -> None:
    settings.TIME_ZONE = "America/Martinique"  # type: ignore[attr-defined]
    with time_machine.travel(datetime(2026, 12, 15, 0, 0, tzinfo=PARIS), tick=False):
        soup = answer(client, questions, **YES, jour_j="14/04/2027")

    assert "il fallait déposer le 14 décembre 2026 au plus tard" in main_text(soup)


def test_answers_cost_no_more_queries_than_questions(client: Client, questions: EligibilitePage) -> None:
    asking = count_queries(client, questions)
    answering = count_queries(client, f"{questions.url}?{urlencode(YES)}")

    assert (asking, answering) == (8, 8)


def test_answers_leave_no_trace(client: Client, questions: EligibilitePage) -> None:
    PorteurFactory()
    answer(client, questions, **YES)

    assert (Candidature.objects.count(), AppelVersion.objects.count(), Porteur.objects.count()) == (0, 0, 1)


GARBAGE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["oui", "non", "0", "-1", "1e400", "NaN", "Infinity", "٣", "31/02/2027", "99/9999", "01/01/0001"]),
    st.from_regex(re.compile(r"\A\d{0,2}/?\d{0,2}/?\d{0,5}\Z")),
    st.integers().map(str),
    st.decimals(allow_nan=True).map(str),
)


@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.dictionaries(st.sampled_from(list(EligibilityForm.base_fields)), GARBAGE))
def test_whatever_the_address_holds_the_page_answers(
    client: Client, questions: EligibilitePage, data: dict[str, str]
) -> None:
    response = client.get(questions.url, {name: value.encode("utf-8", "replace") for name, value in data.items()})

    # A NUL in an address is refused by the site before any page.
    assert response.status_code == (400 if any("\0" in value for value in data.values()) else 200)


@settings(deadline=None, max_examples=100)
@given(data=st.dictionaries(st.sampled_from(list(EligibilityForm.base_fields)), GARBAGE))
def test_whatever_is_answered_an_error_is_that_of_a_field(data: dict[str, str]) -> None:
    answers = read_answers(RULES, data, TODAY)

    assert (answers.assessment is not None) == (answers.form.is_bound and answers.form.is_valid())
    assert set(answers.form.errors) <= set(data)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("14/03/2027", EventDate(date(2027, 3, 14), DatePrecision.DAY)),
        (" 14 / 03 / 2027 ", EventDate(date(2027, 3, 14), DatePrecision.DAY)),
        ("2027-03-14", EventDate(date(2027, 3, 14), DatePrecision.DAY)),
        ("03/2027", EventDate(date(2027, 3, 1), DatePrecision.MONTH)),
        ("mars 2027", EventDate(date(2027, 3, 1), DatePrecision.MONTH)),
        ("", None),
        ("  ", None),
    ],
)
def test_a_date_is_read_as_a_day_or_as_a_month(written: str, expected: EventDate | None) -> None:
    assert EventDateField().clean(written) == expected


def test_a_plain_no_about_people_and_place_does_not_tell_which() -> None:
    form = EligibilityForm({"public": "non"}, rules=RULES)

    assert form.is_valid()
    assert form.read_facts(TODAY) == Facts(sent_on=TODAY, stated={RuleKind.PUBLIC: False})


def test_an_answer_that_is_neither_yes_nor_no_is_none() -> None:
    form = EligibilityForm({"public": "peut-être", "personne_morale": "non"}, rules=RULES)

    assert form.is_valid()
    assert form.read_facts(TODAY) == Facts(sent_on=TODAY, is_legal_entity=False)


def test_the_box_beside_the_form_says_each_verdict_in_a_word() -> None:
    rules = replace(RULES, criteria=(Criterion("a", "La charte", evidence=Evidence.CHARTE), Criterion("b", "Le reste")))
    facts = Facts(
        sent_on=TODAY,
        is_legal_entity=True,
        expected_attendance=149,
        evidence=frozenset({Evidence.CHARTE}),
        stated={RuleKind.DELAY: True},
    )

    html = render_to_string(
        "nec_candidatures/includes/eligibility_aside.html",
        {"assessment": assess(rules, facts), "appel_url": "/organiser/appel/"},
    )
    soup = BeautifulSoup(html, "html.parser")

    assert texts(soup, "h2") == ["Votre éligibilité, à cette heure"]
    assert texts(soup, ".eligibility-line") == [
        "Rempli : Personne morale Une personne morale porte le projet.",
        (
            "À préciser : Soutien d’une collectivité Nous ne savons pas encore quelles collectivités vous soutiennent. "
            "Nommez la collectivité qui vous soutient."
        ),
        (
            "Non rempli : 150 personnes ou plus Vous attendez 149 personnes ; il en faut 150. "
            "Élargissez le public que vous invitez."
        ),
        (
            "À préciser : Lieu assez grand Nous ne savons pas encore combien de personnes le lieu peut accueillir. "
            "Indiquez le nombre de places du lieu."
        ),
        "Rempli : Quatre mois avant le jour J Le jour J est dans quatre mois ou plus.",
        "Rempli : La charte",
        "À préciser : Le reste",
    ]
    assert len(soup.select(".eligibility-line > svg")) == 7
    assert [link["href"] for link in soup.select("a")] == ["/organiser/appel/"]


def test_the_box_of_a_call_without_a_page_links_nowhere() -> None:
    html = render_to_string(
        "nec_candidatures/includes/eligibility_aside.html", {"assessment": assess(RULES, Facts(sent_on=TODAY))}
    )

    assert BeautifulSoup(html, "html.parser").select("a, details") == []
