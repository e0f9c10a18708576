"""What organisers read of each rule of a call: the sentence of the editors, or one made from its value."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidatures.enums import RuleKind
from candidatures.rules import Rules, RuleText
from socle.charts import format_number, with_unit
from socle.typography import date_range_text

#: In the order in which one asks: who, when, then how much.
ORDER: Final = (
    RuleKind.LEGAL_ENTITY,
    RuleKind.PERIOD,
    RuleKind.COLLECTIVITE,
    RuleKind.PUBLIC,
    RuleKind.VENUE,
    RuleKind.DELAY,
    RuleKind.GRANT,
    RuleKind.SHARE,
    RuleKind.COSTS,
)


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
    sentences = {kind: _sentence(rules, kind) for kind in ORDER}
    return [
        ShownRule(kind, _value(rules, kind), _with_default(rules.texts.get(kind), sentence))
        for kind, sentence in sentences.items()
        if sentence
    ]


def _with_default(text: RuleText | None, sentence: str) -> RuleText:
    if text is None:
        return RuleText(sentence)
    return text if text.sentence else RuleText(sentence, text.source, text.dated_on)


def _sentence(rules: Rules, kind: RuleKind) -> str:
    """What the value of a rule says by itself; empty where the call has no such rule."""
    match kind:
        case RuleKind.LEGAL_ENTITY:
            return _("Toute personne morale peut déposer un dossier.") if rules.asks_for_legal_entity else ""
        case RuleKind.PERIOD:
            return _period(rules)
        case RuleKind.COLLECTIVITE:
            return _collectivites(rules.minimum_collectivites or 0)
        case RuleKind.PUBLIC:
            return _public(rules.minimum_public or 0)
        case RuleKind.VENUE:
            return _("Le lieu peut accueillir le public que vous attendez.") if rules.asks_for_venue else ""
        case RuleKind.DELAY:
            return _delay(rules.delay_months or 0)
        case RuleKind.GRANT:
            return _grant(rules)
        case RuleKind.SHARE:
            return _share(rules)
        case RuleKind.COSTS:
            return _("La subvention paie seulement les frais qui suivent.") if rules.eligible_costs else ""


def _value(rules: Rules, kind: RuleKind) -> str:
    match kind:
        case RuleKind.PUBLIC:
            return format_number(rules.minimum_public or 0)
        case RuleKind.DELAY:
            return _("%(months)s mois") % {"months": rules.delay_months}
        case RuleKind.GRANT if rules.grant_maximum:
            return with_unit(rules.grant_maximum, "€")
        case RuleKind.SHARE if rules.grant_share:
            return with_unit(rules.grant_share, "%")
    return ""


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


def _collectivites(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "Pour être financé, le projet a le soutien d’une collectivité au moins.",
        "Pour être financé, le projet a le soutien de %(number)s collectivités au moins.",
        number,
    ) % {"number": number}


def _public(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "Pour être financé, le projet attend au moins %(number)s personne.",
        "Pour être financé, le projet attend au moins %(number)s personnes.",
        number,
    ) % {"number": format_number(number)}


def _delay(months: int) -> str:
    if not months:
        return ""
    return _("Pour demander un soutien financier, déposez le dossier au moins %(months)s mois avant le jour J.") % {
        "months": months
    }


def _grant(rules: Rules) -> str:
    if not rules.grant_maximum:
        return ""
    most = with_unit(rules.grant_maximum, "€")
    if not rules.grant_minimum:
        return _("La subvention est de %(most)s au plus.") % {"most": most}
    return _("La subvention va de %(least)s à %(most)s.") % {
        "least": format_number(rules.grant_minimum),
        "most": most,
    }


def _share(rules: Rules) -> str:
    # A share of nothing would be no rule: it limits a grant.
    if not rules.grant_share:
        return ""
    return _("La subvention paie au plus %(share)s du budget de l’événement.") % {
        "share": with_unit(rules.grant_share, "%")
    }
