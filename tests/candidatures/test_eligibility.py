"""What a project may ask for: each rule with its sentences, then what must hold whatever the project."""

from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from candidatures.deadlines import last_sending_day
from candidatures.eligibility import Assessment, Facts, Finding, assess
from candidatures.enums import Evidence, Outcome, RuleKind, Verdict
from candidatures.rules import Criterion, Rules, RuleText
from nec_locaux.enums import DatePrecision
from tests.rules import RULES

TODAY = date(2026, 11, 22)
#: Everything the rules ask for, to the last unit.
GOOD = Facts(
    sent_on=TODAY,
    is_legal_entity=True,
    collectivites=1,
    expected_attendance=150,
    venue_capacity=150,
    start_date=date(2027, 3, 22),
    wants_grant=True,
    grant_requested=Decimal(4000),
    budget_total=Decimal(5000),
)
MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN
DEPENDS = (
    "Tout dépend du jour : il y a quatre mois ou plus si l’événement se tient le 22 mars 2027 ou après, pas avant."
)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
MONTH_ENDS = DAYS.map(lambda day: (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1))
EUROS = st.decimals(0, 1_000_000, places=2)
MAYBE = st.none() | st.booleans()
ALL_FACTS = st.builds(
    Facts,
    sent_on=DAYS,
    is_legal_entity=MAYBE,
    collectivites=st.none() | st.integers(0, 5),
    expected_attendance=st.none() | st.integers(0, 2000),
    venue_capacity=st.none() | st.integers(0, 2000),
    start_date=st.none() | DAYS,
    date_precision=st.sampled_from(DatePrecision),
    wants_grant=MAYBE,
    grant_requested=st.none() | EUROS,
    budget_total=st.none() | EUROS,
    evidence=st.frozensets(st.sampled_from(Evidence)),
    stated=st.dictionaries(st.sampled_from(RuleKind), st.booleans()),
)
ALL_RULES = st.builds(
    Rules,
    opens_on=st.none() | DAYS,
    closes_on=st.none() | DAYS,
    delay_months=st.none() | st.integers(0, 24),
    minimum_public=st.none() | st.integers(0, 2000),
    minimum_collectivites=st.none() | st.integers(0, 5),
    asks_for_venue=st.booleans(),
    asks_for_legal_entity=st.booleans(),
    grant_minimum=st.none() | EUROS,
    grant_maximum=st.none() | EUROS,
    grant_share=st.none() | st.decimals(0, 100, places=2),
)


def finding(assessment: Assessment, rule: RuleKind) -> Finding:
    return next(found for found in assessment.findings if found.rule == rule)


def said(rule: RuleKind, facts: Facts, rules: Rules = RULES) -> tuple[Verdict, str, str]:
    """What is said of one rule, its no-break spaces as plain ones."""
    found = finding(assess(rules, facts), rule)
    return found.verdict, plain(found.reason), plain(found.advice)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_project_that_keeps_every_rule_may_ask_for_a_grant() -> None:
    assessment = assess(RULES, GOOD)

    assert assessment.outcome == Outcome.WITH_GRANT
    assert assessment.title == "La marque et le kit, oui. La subvention, vous pouvez la demander."
    assert (
        assessment.explanation == "Tous les critères obligatoires sont remplis. L’équipe étudie ensuite votre dossier."
    )
    assert assessment.last_day == TODAY
    assert [
        (plain(found.label), found.verdict, plain(found.reason), found.advice) for found in assessment.findings
    ] == [
        ("Personne morale", MET, "Une personne morale porte le projet.", ""),
        ("Soutien d’une collectivité", MET, "Une collectivité vous soutient.", ""),
        ("150 personnes ou plus", MET, "Vous attendez 150 personnes.", ""),
        ("Lieu assez grand", MET, "Le lieu peut accueillir 150 personnes, et vous en attendez 150.", ""),
        (
            "Quatre mois avant le jour J",
            MET,
            "Le 22 mars 2027 est dans quatre mois ou plus : déposez le 22 novembre 2026 au plus tard.",
            "",
        ),
        ("Subvention de 2 500 à 5 000 €", MET, "Vous demandez 4 000 €.", ""),
        ("80 % du budget au plus", MET, "4 000 € sur un budget de 5 000 € : 80 % ou moins.", ""),
    ]


def test_a_project_of_which_nothing_is_known_lacks_answers_not_merit() -> None:
    assessment = assess(RULES, Facts(sent_on=TODAY))

    assert assessment.outcome == Outcome.UNKNOWN
    assert assessment.title == "La marque et le kit, oui. La subvention, à préciser."
    assert assessment.explanation == "Rien ne s’y oppose à ce stade : il reste 5 réponses à préciser."
    assert assessment.last_day is None
    assert [(found.rule, found.verdict, found.advice) for found in assessment.findings] == [
        (RuleKind.LEGAL_ENTITY, UNKNOWN, "Indiquez la structure porteuse."),
        (RuleKind.COLLECTIVITE, UNKNOWN, "Nommez la collectivité qui vous soutient."),
        (RuleKind.PUBLIC, UNKNOWN, "Indiquez le nombre de personnes attendues."),
        (RuleKind.VENUE, UNKNOWN, "Indiquez le nombre de places du lieu."),
        (RuleKind.DELAY, UNKNOWN, "Indiquez le jour, ou au moins le mois, de l’événement."),
    ]


def test_one_answer_left_is_told_as_one() -> None:
    assessment = assess(RULES, replace(GOOD, is_legal_entity=None))

    assert assessment.explanation == "Rien ne s’y oppose à ce stade : il reste une réponse à préciser."


def test_one_rule_that_is_not_kept_is_explained_with_what_to_do() -> None:
    assessment = assess(RULES, replace(GOOD, start_date=date(2026, 12, 14)))

    assert assessment.outcome == Outcome.WITHOUT_GRANT
    assert assessment.title == "La marque et le kit, oui. La subvention, pas encore."
    assert plain(assessment.explanation) == (
        "Le 14 décembre 2026 est dans moins de quatre mois : il fallait déposer le 14 août 2026 au plus tard. "
        "Choisissez une date à partir du 22 mars 2027. Vous pouvez aussi déposer sans demander de subvention."
    )
    assert assessment.last_day == date(2026, 8, 14)


def test_several_rules_that_are_not_kept_are_counted() -> None:
    assessment = assess(RULES, replace(GOOD, collectivites=0, is_legal_entity=False))

    assert assessment.outcome == Outcome.WITHOUT_GRANT
    assert assessment.explanation == (
        "2 critères obligatoires ne sont pas remplis. Vous pouvez aussi déposer sans demander de subvention."
    )
    not_met = [found.rule for found in assessment.findings if found.verdict == NOT_MET]
    assert not_met == [RuleKind.LEGAL_ENTITY, RuleKind.COLLECTIVITE]


def test_nothing_blocks_an_unaided_request() -> None:
    assessment = assess(RULES, replace(GOOD, wants_grant=False, collectivites=0, start_date=TODAY))

    assert assessment.outcome == Outcome.WITHOUT_GRANT
    assert assessment.title == "La marque et le kit, oui. Sans subvention, comme vous le souhaitez."
    assert assessment.explanation == (
        "Aucun critère n’empêche une demande sans subvention. La marque est libre, à condition de respecter la charte."
    )
    assert {found.rule for found in assessment.findings}.isdisjoint({RuleKind.GRANT, RuleKind.SHARE})


def test_a_call_that_gives_no_money_says_so() -> None:
    assessment = assess(replace(RULES, grant_maximum=None), GOOD)

    assert assessment.outcome == Outcome.WITHOUT_GRANT
    assert assessment.title == "La marque et le kit, oui. Cet appel ne donne pas de subvention."
    assert {found.rule for found in assessment.findings}.isdisjoint({RuleKind.GRANT, RuleKind.SHARE})


def test_a_rule_the_call_does_not_have_is_not_judged() -> None:
    assessment = assess(Rules(asks_for_legal_entity=False, grant_maximum=Decimal(5000)), Facts(sent_on=TODAY))

    assert assessment.findings == ()
    assert assessment.outcome == Outcome.WITH_GRANT


def test_a_finding_bears_the_sentence_of_the_call() -> None:
    text = RuleText("Déposez quatre mois avant.", "Page « Les NEC locaux »", date(2024, 7, 1))

    assessment = assess(replace(RULES, texts={RuleKind.DELAY: text}), GOOD)

    assert finding(assessment, RuleKind.DELAY).text == text
    assert finding(assessment, RuleKind.PUBLIC).text == RuleText()


@pytest.mark.parametrize(
    ("is_legal_entity", "expected"),
    [
        (True, (MET, "Une personne morale porte le projet.", "")),
        (
            False,
            (
                NOT_MET,
                "Vous n’êtes pas une personne morale.",
                "Faites porter le projet par une commune, une association déclarée ou une entreprise.",
            ),
        ),
    ],
)
def test_the_call_speaks_to_legal_entities(is_legal_entity: bool, expected: tuple[Verdict, str, str]) -> None:
    assert said(RuleKind.LEGAL_ENTITY, replace(GOOD, is_legal_entity=is_legal_entity)) == expected


@pytest.mark.parametrize(
    ("least", "count", "verdict", "reason"),
    [
        (1, 0, NOT_MET, "Aucune collectivité ne vous soutient pour l’instant."),
        (1, 1, MET, "Une collectivité vous soutient."),
        (1, 3, MET, "3 collectivités vous soutiennent."),
        (2, 0, NOT_MET, "Aucune collectivité ne vous soutient pour l’instant."),
        (2, 1, NOT_MET, "Une seule collectivité vous soutient ; il en faut 2."),
        (3, 2, NOT_MET, "2 collectivités vous soutiennent ; il en faut 3."),
        (2, 2, MET, "2 collectivités vous soutiennent."),
    ],
)
def test_supports_are_counted(least: int, count: int, verdict: Verdict, reason: str) -> None:
    rules = replace(RULES, minimum_collectivites=least)

    assert said(RuleKind.COLLECTIVITE, replace(GOOD, collectivites=count), rules)[:2] == (verdict, reason)


@pytest.mark.parametrize(
    ("least", "advice"),
    [
        (1, "Demandez à une commune, une intercommunalité, un département ou une région de vous soutenir."),
        (2, "Demandez à des communes, des intercommunalités, des départements ou des régions de vous soutenir."),
    ],
)
def test_a_missing_support_is_to_be_asked_for(least: int, advice: str) -> None:
    rules = replace(RULES, minimum_collectivites=least)

    assert said(RuleKind.COLLECTIVITE, replace(GOOD, collectivites=0), rules)[2] == advice


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (149, (NOT_MET, "Vous attendez 149 personnes ; il en faut 150.", "Élargissez le public que vous invitez.")),
        (150, (MET, "Vous attendez 150 personnes.", "")),
        (1500, (MET, "Vous attendez 1 500 personnes.", "")),
    ],
)
def test_the_public_is_large_enough_from_the_minimum_on(people: int, expected: tuple[Verdict, str, str]) -> None:
    assert said(RuleKind.PUBLIC, replace(GOOD, expected_attendance=people, venue_capacity=2000)) == expected


@pytest.mark.parametrize(
    ("expected", "capacity", "answer"),
    [
        (150, 150, (MET, "Le lieu peut accueillir 150 personnes, et vous en attendez 150.", "")),
        (
            151,
            150,
            (
                NOT_MET,
                "Le lieu peut accueillir 150 personnes, alors que vous en attendez 151.",
                "Choisissez un lieu plus grand, ou plusieurs lieux proches.",
            ),
        ),
        (
            150,
            None,
            (
                UNKNOWN,
                "Nous ne savons pas encore combien de personnes le lieu peut accueillir.",
                "Indiquez le nombre de places du lieu.",
            ),
        ),
        (
            None,
            150,
            (
                UNKNOWN,
                "Le lieu peut accueillir 150 personnes, mais nous ne savons pas combien vous en attendez.",
                "Indiquez le nombre de personnes attendues.",
            ),
        ),
    ],
)
def test_the_place_holds_the_public_that_is_expected(
    expected: int | None, capacity: int | None, answer: tuple[Verdict, str, str]
) -> None:
    facts = replace(GOOD, expected_attendance=expected, venue_capacity=capacity)

    assert said(RuleKind.VENUE, facts) == answer


@pytest.mark.parametrize(
    ("start", "precision", "verdict", "reason", "advice"),
    [
        (
            date(2027, 3, 21),
            DatePrecision.DAY,
            NOT_MET,
            "Le 21 mars 2027 est dans moins de quatre mois : il fallait déposer le 21 novembre 2026 au plus tard.",
            "Choisissez une date à partir du 22 mars 2027.",
        ),
        (
            date(2026, 11, 21),
            DatePrecision.DAY,
            NOT_MET,
            "Le 21 novembre 2026 est déjà passé.",
            "Choisissez une date à partir du 22 mars 2027.",
        ),
        (
            date(2027, 4, 1),
            DatePrecision.MONTH,
            MET,
            "Avril 2027 est dans quatre mois ou plus : déposez le 1er décembre 2026 au plus tard.",
            "",
        ),
        (
            date(2027, 3, 1),
            DatePrecision.MONTH,
            UNKNOWN,
            DEPENDS,
            "Choisissez un jour à partir du 22 mars 2027.",
        ),
        (
            date(2027, 2, 1),
            DatePrecision.MONTH,
            NOT_MET,
            "Février 2027 est dans moins de quatre mois : il fallait déposer le 28 octobre 2026 au plus tard.",
            "Choisissez une date à partir du 22 mars 2027.",
        ),
        (
            date(2027, 1, 1),
            DatePrecision.YEAR,
            UNKNOWN,
            DEPENDS,
            "Choisissez un jour à partir du 22 mars 2027.",
        ),
        (
            date(2028, 1, 1),
            DatePrecision.YEAR,
            MET,
            "2028 est dans quatre mois ou plus : déposez le 1er septembre 2027 au plus tard.",
            "",
        ),
        (
            date(2025, 1, 1),
            DatePrecision.YEAR,
            NOT_MET,
            "2025 est déjà passé.",
            "Choisissez une date à partir du 22 mars 2027.",
        ),
        (
            date(2026, 10, 1),
            DatePrecision.MONTH,
            NOT_MET,
            "Octobre 2026 est déjà passé.",
            "Choisissez une date à partir du 22 mars 2027.",
        ),
    ],
)
def test_the_delay_is_told_with_its_days(
    start: date, precision: DatePrecision, verdict: Verdict, reason: str, advice: str
) -> None:
    facts = replace(GOOD, start_date=start, date_precision=precision)

    assert said(RuleKind.DELAY, facts) == (verdict, reason, advice)


def test_the_last_day_to_send_is_known_only_for_a_day() -> None:
    assert assess(RULES, replace(GOOD, date_precision=DatePrecision.MONTH)).last_day is None
    assert assess(replace(RULES, delay_months=None), GOOD).last_day is None


@pytest.mark.parametrize(("months", "label"), [(1, "Un mois"), (12, "Douze mois"), (18, "18 mois")])
def test_the_delay_is_that_of_the_call(months: int, label: str) -> None:
    assessment = assess(replace(RULES, delay_months=months), GOOD)

    assert finding(assessment, RuleKind.DELAY).label == f"{label} avant le jour J"


@pytest.mark.parametrize(
    ("grant", "expected"),
    [
        (None, (UNKNOWN, "Nous ne savons pas encore combien vous demandez.", "Demandez 2 500 à 5 000 €.")),
        (
            "2499.99",
            (NOT_MET, "Vous demandez 2 499,99 € ; l’appel donne 2 500 à 5 000 €.", "Demandez 2 500 à 5 000 €."),
        ),
        ("2500", (MET, "Vous demandez 2 500 €.", "")),
        ("5000.00", (MET, "Vous demandez 5 000 €.", "")),
        (
            "5000.01",
            (NOT_MET, "Vous demandez 5 000,01 € ; l’appel donne 2 500 à 5 000 €.", "Demandez 2 500 à 5 000 €."),
        ),
    ],
)
def test_the_grant_stays_within_its_bounds(grant: str | None, expected: tuple[Verdict, str, str]) -> None:
    facts = replace(GOOD, grant_requested=Decimal(grant) if grant else None)

    assert said(RuleKind.GRANT, facts) == expected


def test_a_grant_without_a_minimum_has_only_a_maximum() -> None:
    found = finding(assess(replace(RULES, grant_minimum=None), GOOD), RuleKind.GRANT)

    assert (plain(found.label), found.verdict) == ("Subvention de 5 000 € au plus", MET)


def test_an_amount_without_a_yes_is_a_request() -> None:
    facts = replace(GOOD, wants_grant=None, grant_requested=Decimal(9000))

    assert assess(RULES, facts).outcome == Outcome.WITHOUT_GRANT
    assert said(RuleKind.GRANT, facts)[0] == NOT_MET


@pytest.mark.parametrize(
    ("grant", "budget", "expected"),
    [
        ("4000.00", "5000.00", (MET, "4 000 € sur un budget de 5 000 € : 80 % ou moins.", "")),
        (
            "4000.50",
            "5000",
            (
                NOT_MET,
                "4 000,50 € sur un budget de 5 000 € : c’est plus de 80 %.",
                "Demandez 4 000 € au plus, ou portez le budget à 5 000,63 € au moins.",
            ),
        ),
        (
            "2500",
            "3000",
            (
                NOT_MET,
                "2 500 € sur un budget de 3 000 € : c’est plus de 80 %.",
                "Portez le budget à 3 125 € au moins.",
            ),
        ),
        (
            "4000",
            None,
            (
                UNKNOWN,
                "Il manque le montant demandé ou le budget pour calculer la part de la subvention.",
                "Indiquez le budget de l’événement et le montant demandé.",
            ),
        ),
        (
            "2500",
            "0",
            (NOT_MET, "2 500 € sur un budget de 0 € : c’est plus de 80 %.", "Portez le budget à 3 125 € au moins."),
        ),
    ],
)
def test_the_grant_pays_a_share_of_the_budget(
    grant: str, budget: str | None, expected: tuple[Verdict, str, str]
) -> None:
    facts = replace(GOOD, grant_requested=Decimal(grant), budget_total=Decimal(budget) if budget else None)

    assert said(RuleKind.SHARE, facts) == expected


def test_a_share_of_nothing_asks_for_no_budget() -> None:
    assert said(RuleKind.SHARE, GOOD, replace(RULES, grant_share=Decimal(0)))[::2] == (NOT_MET, "")


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "expected"),
    [
        (None, TODAY, (MET, "Vous avez jusqu’au 22 novembre 2026 pour déposer.", "")),
        (TODAY, None, (MET, "L’appel est ouvert depuis le 22 novembre 2026.", "")),
        (
            None,
            date(2026, 11, 21),
            (
                NOT_MET,
                "L’appel a fermé le 21 novembre 2026.",
                "Écrivez à l’équipe pour savoir quand un autre appel ouvrira.",
            ),
        ),
        (
            date(2026, 11, 23),
            None,
            (NOT_MET, "L’appel ouvre le 23 novembre 2026.", "Déposez votre dossier à partir de ce jour."),
        ),
    ],
)
def test_the_call_is_open_on_the_day_of_sending(
    opens_on: date | None, closes_on: date | None, expected: tuple[Verdict, str, str]
) -> None:
    assert said(RuleKind.PERIOD, GOOD, replace(RULES, opens_on=opens_on, closes_on=closes_on)) == expected


def test_a_closed_call_leaves_the_brand_free() -> None:
    assessment = assess(replace(RULES, closes_on=date(2026, 11, 21)), GOOD)

    assert assessment.outcome == Outcome.WITHOUT_GRANT
    assert assessment.title == "La marque, oui. L’appel, lui, n’est pas ouvert."
    assert plain(assessment.explanation) == (
        "L’appel a fermé le 21 novembre 2026. La marque est libre, à condition de respecter la charte."
    )


def test_a_criterion_only_considered_refuses_nobody() -> None:
    funding = Criterion("a", "La solidité du projet", evidence=Evidence.FUNDING)
    charte = Criterion("b", "La charte", evidence=Evidence.CHARTE)
    judged = Criterion("c", "Ce dont l’équipe juge seule")

    assessment = assess(
        replace(RULES, criteria=(funding, charte, judged)), replace(GOOD, evidence=frozenset({Evidence.CHARTE}))
    )

    assert [(one.criterion, one.verdict) for one in assessment.considerations] == [
        (funding, UNKNOWN),
        (charte, MET),
        (judged, UNKNOWN),
    ]
    assert assessment.outcome == Outcome.WITH_GRANT


@pytest.mark.parametrize(
    ("stated", "rule", "expected"),
    [
        ({RuleKind.COLLECTIVITE: True}, RuleKind.COLLECTIVITE, (MET, "Une collectivité au moins vous soutient.")),
        (
            {RuleKind.COLLECTIVITE: False},
            RuleKind.COLLECTIVITE,
            (NOT_MET, "Aucune collectivité ne vous soutient pour l’instant."),
        ),
        ({RuleKind.PUBLIC: True}, RuleKind.PUBLIC, (MET, "Vous attendez 150 personnes ou plus.")),
        (
            {RuleKind.PUBLIC: False},
            RuleKind.PUBLIC,
            (NOT_MET, "Vous n’attendez pas 150 personnes dans un lieu qui peut les accueillir."),
        ),
        ({RuleKind.VENUE: True}, RuleKind.VENUE, (MET, "Le lieu peut accueillir le public que vous attendez.")),
        (
            {RuleKind.VENUE: False},
            RuleKind.VENUE,
            (NOT_MET, "Le lieu est trop petit pour le public que vous attendez."),
        ),
        ({RuleKind.DELAY: True}, RuleKind.DELAY, (MET, "Le jour J est dans quatre mois ou plus.")),
        ({RuleKind.DELAY: False}, RuleKind.DELAY, (NOT_MET, "Le jour J est dans moins de quatre mois.")),
    ],
)
def test_a_plain_yes_or_no_is_enough(
    stated: dict[RuleKind, bool], rule: RuleKind, expected: tuple[Verdict, str]
) -> None:
    assert said(rule, Facts(sent_on=TODAY, stated=stated))[:2] == expected


def test_a_plain_answer_about_several_supports() -> None:
    rules = replace(RULES, minimum_collectivites=2)

    yes = Facts(sent_on=TODAY, stated={RuleKind.COLLECTIVITE: True})
    no = Facts(sent_on=TODAY, stated={RuleKind.COLLECTIVITE: False})

    assert said(RuleKind.COLLECTIVITE, yes, rules)[1] == "2 collectivités au moins vous soutiennent."
    assert said(RuleKind.COLLECTIVITE, no, rules)[1] == "Moins de 2 collectivités vous soutiennent."


def test_a_plain_no_about_the_public_alone() -> None:
    facts = Facts(sent_on=TODAY, stated={RuleKind.PUBLIC: False})

    assert (
        said(RuleKind.PUBLIC, facts, replace(RULES, asks_for_venue=False))[1] == "Vous attendez moins de 150 personnes."
    )


def test_an_exact_value_overrules_a_plain_answer() -> None:
    wrong = dict.fromkeys(RuleKind, False)

    assert assess(RULES, replace(GOOD, stated=wrong)) == assess(RULES, GOOD)


# Whatever the project


@settings(deadline=None)
@given(ALL_FACTS, ALL_RULES)
def test_every_project_gets_an_answer_in_words(facts: Facts, rules: Rules) -> None:
    assessment = assess(rules, facts)

    assert assessment.title.endswith(".")
    assert assessment.explanation.endswith(".")
    for found in assessment.findings:
        assert found.label
        assert found.reason.endswith(".")
        assert found.advice == "" or found.advice.endswith(".")
        assert "%(" not in found.label + found.reason + found.advice
        assert not (found.verdict == MET and found.advice)
        assert not (found.verdict == UNKNOWN and not found.advice)


@settings(deadline=None)
@given(ALL_FACTS, ALL_RULES)
def test_the_outcome_follows_from_the_findings(facts: Facts, rules: Rules) -> None:
    assessment = assess(rules, facts)
    verdicts = {found.verdict for found in assessment.findings}

    if not rules.offers_grant or facts.wants_grant is False or NOT_MET in verdicts:
        assert assessment.outcome == Outcome.WITHOUT_GRANT
    elif UNKNOWN in verdicts:
        assert assessment.outcome == Outcome.UNKNOWN
    else:
        assert assessment.outcome == Outcome.WITH_GRANT


@settings(deadline=None)
@given(ALL_FACTS, ALL_RULES)
def test_the_same_project_gets_the_same_answer_and_is_left_as_it_was(facts: Facts, rules: Rules) -> None:
    facts_before, rules_before = deepcopy(facts), deepcopy(rules)

    assert assess(rules, facts) == assess(rules, facts)
    assert (facts, rules) == (facts_before, rules_before)


@settings(deadline=None)
@given(DAYS | MONTH_ENDS, st.integers(1, 24))
def test_the_last_day_is_in_and_the_day_after_is_out(start: date, months: int) -> None:
    rules = replace(RULES, delay_months=months)
    last_day = assess(rules, replace(GOOD, start_date=start)).last_day
    assert last_day is not None

    def verdict(sent_on: date) -> Verdict:
        return finding(assess(rules, replace(GOOD, sent_on=sent_on, start_date=start)), RuleKind.DELAY).verdict

    assert verdict(last_day - timedelta(days=1)) == MET
    assert verdict(last_day) == MET
    assert verdict(last_day + timedelta(days=1)) == NOT_MET


@settings(deadline=None, max_examples=40)
@given(DAYS, st.integers(1, 24), st.integers(-40, 40))
def test_a_month_is_judged_as_its_days_are(start: date, months: int, gap: int) -> None:
    rules = Rules(delay_months=months, asks_for_legal_entity=False)
    first = start.replace(day=1)
    sent_on = last_sending_day(first, months) + timedelta(days=gap)
    days = [first + timedelta(days=count) for count in range(31)]
    days = [day for day in days if day.month == first.month]

    def verdict(start: date, precision: DatePrecision = DatePrecision.DAY) -> Verdict:
        facts = Facts(sent_on=sent_on, start_date=start, date_precision=precision)
        return finding(assess(rules, facts), RuleKind.DELAY).verdict

    verdicts = {verdict(day) for day in days}

    assert verdict(first, DatePrecision.MONTH) == (verdicts.pop() if len(verdicts) == 1 else UNKNOWN)


@settings(deadline=None)
@given(ALL_FACTS, st.integers(0, 2000), st.integers(0, 2000))
def test_more_public_never_breaks_the_rule_of_the_public(facts: Facts, people: int, more: int) -> None:
    few = finding(assess(RULES, replace(facts, expected_attendance=people)), RuleKind.PUBLIC)
    many = finding(assess(RULES, replace(facts, expected_attendance=people + more)), RuleKind.PUBLIC)

    assert few.verdict == (MET if people >= 150 else NOT_MET)
    assert not (few.verdict == MET and many.verdict != MET)


@settings(deadline=None)
@given(ALL_FACTS, st.integers(0, 2000), st.integers(0, 2000))
def test_a_larger_place_never_breaks_the_rule_of_the_place(facts: Facts, places: int, more: int) -> None:
    small = finding(assess(RULES, replace(facts, venue_capacity=places)), RuleKind.VENUE)
    large = finding(assess(RULES, replace(facts, venue_capacity=places + more)), RuleKind.VENUE)

    assert not (small.verdict == MET and large.verdict != MET)


@settings(deadline=None)
@given(st.decimals("0.01", 1_000_000, places=2), st.decimals("0.01", 100, places=2))
def test_the_share_is_exact_to_the_hundredth(budget: Decimal, share: Decimal) -> None:
    rules = replace(RULES, grant_share=share, grant_minimum=None)

    def verdict(percent: Decimal) -> Verdict:
        facts = replace(GOOD, budget_total=budget, grant_requested=budget * percent / 100)
        return finding(assess(rules, facts), RuleKind.SHARE).verdict

    assert verdict(share) == MET
    assert verdict(share + Decimal("0.01")) == NOT_MET


@settings(deadline=None)
@given(st.decimals(0, 20_000, places=2), st.decimals(0, 20_000, places=2))
def test_what_is_advised_about_the_share_mends_it(grant: Decimal, budget: Decimal) -> None:
    facts = replace(GOOD, grant_requested=grant, budget_total=budget)
    verdict, _reason, advice = said(RuleKind.SHARE, facts)
    assume(verdict == NOT_MET)
    budget_advised = Decimal(advice.split("budget à ")[1].split(" €")[0].replace(" ", "").replace(",", "."))

    assert said(RuleKind.SHARE, replace(facts, budget_total=budget_advised))[0] == MET
    assert said(RuleKind.SHARE, replace(facts, budget_total=budget_advised - Decimal("0.01")))[0] == NOT_MET
