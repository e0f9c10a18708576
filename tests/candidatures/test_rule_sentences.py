"""The sentences made from the values of a call."""

from datetime import date
from decimal import Decimal

import pytest

from candidatures.enums import RuleKind
from candidatures.rule_sentences import SENTENCES, shown_rules
from candidatures.rules import Item, Rules, RuleText


def sentence(rules: Rules, kind: RuleKind) -> str:
    """What is read of a rule, empty where it is not shown. No-break spaces are read as plain ones."""
    words = {rule.kind: rule.text.sentence for rule in shown_rules(rules)}
    return words.get(kind, "").replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("rules", "kind", "expected"),
    [
        (Rules(), RuleKind.PERIOD, "Les dossiers sont reçus toute l’année."),
        (
            Rules(opens_on=date(2024, 7, 1)),
            RuleKind.PERIOD,
            "Les dossiers sont reçus toute l’année, depuis le 1er juillet 2024.",
        ),
        (
            Rules(closes_on=date(2020, 5, 30)),
            RuleKind.PERIOD,
            "Les dossiers sont reçus jusqu’au 30 mai 2020, ce jour compris.",
        ),
        (
            Rules(opens_on=date(2020, 3, 1), closes_on=date(2020, 5, 30)),
            RuleKind.PERIOD,
            "Les dossiers sont reçus du 1er mars 2020 au 30 mai 2020, ces deux jours compris.",
        ),
        (
            Rules(minimum_collectivites=1),
            RuleKind.COLLECTIVITE,
            "Pour être financé, le projet a le soutien d’une collectivité au moins.",
        ),
        (Rules(minimum_public=1), RuleKind.PUBLIC, "Pour être financé, le projet attend au moins 1 personne."),
        (Rules(grant_maximum=Decimal(5000)), RuleKind.GRANT, "La subvention est de 5 000 € au plus."),
        (
            Rules(grant_share=Decimal("80.00")),
            RuleKind.SHARE,
            "La subvention paie au plus 80 % du budget de l’événement.",
        ),
        (Rules(minimum_public=0), RuleKind.PUBLIC, ""),
        (Rules(delay_months=0), RuleKind.DELAY, ""),
        (Rules(asks_for_legal_entity=False), RuleKind.LEGAL_ENTITY, ""),
        (Rules(grant_minimum=Decimal(2500)), RuleKind.GRANT, ""),
    ],
)
def test_the_value_makes_the_sentence(rules: Rules, kind: RuleKind, expected: str) -> None:
    assert sentence(rules, kind) == expected


def test_every_rule_has_a_sentence_of_its_own() -> None:
    assert set(SENTENCES) == set(RuleKind)


def test_a_source_without_a_sentence_goes_with_the_one_made_from_the_value() -> None:
    rules = Rules(eligible_costs=(Item("a", "Logistique"),), texts={RuleKind.COSTS: RuleText("", "guide, 2024")})

    (costs,) = [rule for rule in shown_rules(rules) if rule.kind == RuleKind.COSTS]

    assert costs.text == RuleText("La subvention peut payer ces frais.", "guide, 2024")
