"""What organisers read of each rule of a call: the sentence of the editors, or one made from its value."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidatures.budget import euros, per_cent
from candidatures.enums import RuleKind
from candidatures.rules import Rules, RuleText
from socle.charts import format_number
from socle.typography import date_range_text


@dataclass(frozen=True)
class ShownRule:
    """A rule with its words. `value` is its figure, empty for a rule that has none."""

    kind: RuleKind
    value: str
    text: RuleText

    @property
    def label(self) -> str:
        return str(self.kind.label)


def shown_rules(rules: Rules) -> list[ShownRule]:
    """The rules that a call has, in order, each with a sentence."""
    sentences = {kind: sentence(rules) for kind, sentence in SENTENCES.items()}
    return [
        ShownRule(kind, _value(rules, kind), _with_default(rules.texts.get(kind), sentence))
        for kind, sentence in sentences.items()
        if sentence
    ]


def _with_default(text: RuleText | None, sentence: str) -> RuleText:
    if text is None:
        return RuleText(sentence)
    return text if text.sentence else RuleText(sentence, text.source, text.dated_on)


def _value(rules: Rules, kind: RuleKind) -> str:
    match kind:
        case RuleKind.PUBLIC:
            return format_number(rules.minimum_public or 0)
        case RuleKind.DELAY:
            return _("%(months)s mois") % {"months": rules.delay_months}
        case RuleKind.GRANT if rules.grant_maximum:
            return euros(rules.grant_maximum)
        case RuleKind.SHARE if rules.grant_share:
            return per_cent(rules.grant_share)
    return ""


def _legal_entity(rules: Rules) -> str:
    return _("Toute personne morale peut déposer un dossier.") if rules.asks_for_legal_entity else ""


def _period(rules: Rules) -> str:
    if rules.opens_on and rules.closes_on:
        return _("Les dossiers sont reçus du %(first)s au %(last)s, ces deux jours compris.") % {
            "first": date_range_text(rules.opens_on),
            "last": date_range_text(rules.closes_on),
        }
    if rules.closes_on:
        return _("Les dossiers sont reçus jusqu’au %(day)s, ce jour compris.") % {
            "day": date_range_text(rules.closes_on)
        }
    if rules.opens_on:
        return _("Les dossiers sont reçus toute l’année, depuis le %(day)s.") % {"day": date_range_text(rules.opens_on)}
    return _("Les dossiers sont reçus toute l’année.")


def _collectivites(rules: Rules) -> str:
    number = rules.minimum_collectivites
    if not number:
        return ""
    return ngettext(
        "Pour être financé, le projet a le soutien d’une collectivité au moins.",
        "Pour être financé, le projet a le soutien de %(number)s collectivités au moins.",
        number,
    ) % {"number": number}


def _public(rules: Rules) -> str:
    number = rules.minimum_public
    if not number:
        return ""
    return ngettext(
        "Pour être financé, le projet attend au moins %(number)s personne.",
        "Pour être financé, le projet attend au moins %(number)s personnes.",
        number,
    ) % {"number": format_number(number)}


def _venue(rules: Rules) -> str:
    return _("Le lieu peut accueillir le public que vous attendez.") if rules.asks_for_venue else ""


def _delay(rules: Rules) -> str:
    if not rules.delay_months:
        return ""
    return _("Pour demander un soutien financier, déposez le dossier au moins %(months)s mois avant le jour J.") % {
        "months": rules.delay_months
    }


def _grant(rules: Rules) -> str:
    if not rules.grant_maximum:
        return ""
    most = euros(rules.grant_maximum)
    if not rules.grant_minimum:
        return _("La subvention est de %(most)s au plus.") % {"most": most}
    return _("La subvention va de %(least)s à %(most)s.") % {
        "least": format_number(rules.grant_minimum),
        "most": most,
    }


def _share(rules: Rules) -> str:
    if not rules.grant_share:
        return ""
    return _("La subvention paie au plus %(share)s du budget de l’événement.") % {"share": per_cent(rules.grant_share)}


def _costs(rules: Rules) -> str:
    return _("La subvention peut payer ces frais.") if rules.eligible_costs else ""


#: In the order in which one asks: who, when, then how much. An empty sentence: the call has no such rule.
SENTENCES: Final[dict[RuleKind, Callable[[Rules], str]]] = {
    RuleKind.LEGAL_ENTITY: _legal_entity,
    RuleKind.PERIOD: _period,
    RuleKind.COLLECTIVITE: _collectivites,
    RuleKind.PUBLIC: _public,
    RuleKind.VENUE: _venue,
    RuleKind.DELAY: _delay,
    RuleKind.GRANT: _grant,
    RuleKind.SHARE: _share,
    RuleKind.COSTS: _costs,
}
