"""Who may be supported: one pure function, read by the public page, the form, the deposit and the team."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidatures.budget import CENT, ZERO, euros, per_cent
from candidatures.deadlines import first_event_day, last_sending_day
from candidatures.enums import Evidence, Outcome, RuleKind, Verdict
from candidatures.rules import Criterion, Rules, RuleText
from nec_locaux.enums import DatePrecision
from socle.charts import format_number
from socle.typography import date_range_text

LAST_MONTH: Final = 12


@dataclass(frozen=True)
class Facts:
    """What is known of a project. None where nobody said. Amounts in euros; days of Paris."""

    #: The day on which it is sent, or would be.
    sent_on: date
    is_legal_entity: bool | None = None
    collectivites: int | None = None
    expected_attendance: int | None = None
    venue_capacity: int | None = None
    #: The first day of the event; its month's or year's first day where `date_precision` says so.
    start_date: date | None = None
    date_precision: DatePrecision = DatePrecision.DAY
    #: None: not said yet; False: an unaided request.
    wants_grant: bool | None = None
    grant_requested: Decimal | None = None
    budget_total: Decimal | None = None
    #: The considered criteria of which the dossier says something.
    evidence: frozenset[Evidence] = frozenset()
    #: A plain yes or no about a rule, where the exact value is not known; an exact value overrules it.
    stated: Mapping[RuleKind, bool] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Finding:
    """What is known of one compulsory criterion, why, and what to do about it; `reason` and `advice` are sentences."""

    rule: RuleKind
    label: str
    verdict: Verdict
    reason: str
    advice: str = ""
    #: The words of the call's editors and their source, to be quoted; empty where they wrote none: a sentence made from
    #: the value (`rule_sentences`) would be a quotation of nobody, and say what `label` says.
    text: RuleText = field(default_factory=RuleText)


@dataclass(frozen=True)
class Consideration:
    """What is known of a criterion that is only considered: it refuses nobody."""

    criterion: Criterion
    verdict: Verdict


@dataclass(frozen=True)
class Assessment:
    """What a project may ask for under the rules of a call."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    considerations: tuple[Consideration, ...]
    #: The outcome as a title and a sentence.
    title: str
    explanation: str
    #: The last day on which this project may be sent for a grant; None where its day or the rule is unknown.
    last_day: date | None = None


def assess(rules: Rules, facts: Facts) -> Assessment:
    """What `rules` say of a project.

    A rule the call does not have gives no finding, nor do those about the grant as long as none is asked for.
    """
    findings = tuple(finding for find in _FINDERS if (finding := find(rules, facts)) is not None)
    outcome = _outcome(rules, facts, findings)
    return Assessment(
        outcome=outcome,
        findings=findings,
        considerations=tuple(_consider(criterion, facts) for criterion in rules.criteria),
        title=_title(outcome, rules, facts, findings),
        explanation=_explanation(outcome, rules, facts, findings),
        last_day=_last_day(rules, facts),
    )


def _outcome(rules: Rules, facts: Facts, findings: tuple[Finding, ...]) -> Outcome:
    verdicts = {finding.verdict for finding in findings}
    if not rules.offers_grant or facts.wants_grant is False or Verdict.NOT_MET in verdicts:
        return Outcome.WITHOUT_GRANT
    return Outcome.UNKNOWN if Verdict.UNKNOWN in verdicts else Outcome.WITH_GRANT


def _consider(criterion: Criterion, facts: Facts) -> Consideration:
    is_met = criterion.evidence is not None and criterion.evidence in facts.evidence
    return Consideration(criterion, Verdict.MET if is_met else Verdict.UNKNOWN)


def _last_day(rules: Rules, facts: Facts) -> date | None:
    if not rules.delay_months or facts.start_date is None or facts.date_precision != DatePrecision.DAY:
        return None
    return last_sending_day(facts.start_date, rules.delay_months)


# The compulsory criteria, each read from its own facts


def _period(rules: Rules, facts: Facts) -> Finding | None:
    if rules.opens_on is None and rules.closes_on is None:
        return None
    days = {
        "first": date_range_text(rules.opens_on) if rules.opens_on else "",
        "last": date_range_text(rules.closes_on) if rules.closes_on else "",
    }
    verdict, advice = Verdict.NOT_MET, ""
    if rules.opens_on is not None and facts.sent_on < rules.opens_on:
        reason = _("L’appel ouvre le %(first)s.")
        advice = _("Déposez votre dossier à partir de ce jour.")
    elif rules.closes_on is not None and rules.closes_on < facts.sent_on:
        reason = _("L’appel a fermé le %(last)s.")
        advice = _("Écrivez à l’équipe pour savoir quand un autre appel ouvrira.")
    else:
        verdict = Verdict.MET
        reason = (
            _("Vous avez jusqu’au %(last)s pour déposer.")
            if rules.closes_on
            else _("L’appel est ouvert depuis le %(first)s.")
        )
    return _finding(rules, RuleKind.PERIOD, _("Appel ouvert"), verdict, reason % days, advice)


def _legal_entity(rules: Rules, facts: Facts) -> Finding | None:
    if not rules.asks_for_legal_entity:
        return None
    advice = ""
    if facts.is_legal_entity is None:
        reason = _("Nous ne savons pas encore quelle structure porte le projet.")
        advice = _("Indiquez la structure porteuse.")
    elif facts.is_legal_entity:
        reason = _("Une personne morale porte le projet.")
    else:
        reason = _("Vous n’êtes pas une personne morale.")
        advice = _("Faites porter le projet par une commune, une association déclarée ou une entreprise.")
    return _finding(rules, RuleKind.LEGAL_ENTITY, _("Personne morale"), _verdict(facts.is_legal_entity), reason, advice)


def _collectivites(rules: Rules, facts: Facts) -> Finding | None:
    least, count = rules.minimum_collectivites, facts.collectivites
    if not least:
        return None
    is_met = facts.stated.get(RuleKind.COLLECTIVITE) if count is None else count >= least
    label = ngettext("Soutien d’une collectivité", "Soutien de %(least)s collectivités", least) % {"least": least}
    reason = _stated_support(is_met, least) if count is None else _counted_support(count, least)
    return _finding(rules, RuleKind.COLLECTIVITE, label, _verdict(is_met), reason, _support_advice(is_met, least))


def _stated_support(answer: bool | None, least: int) -> str:
    if answer is None:
        return _("Nous ne savons pas encore quelles collectivités vous soutiennent.")
    if answer:
        words = ngettext(
            "Une collectivité au moins vous soutient.", "%(least)s collectivités au moins vous soutiennent.", least
        )
    else:
        words = ngettext(
            "Aucune collectivité ne vous soutient pour l’instant.",
            "Moins de %(least)s collectivités vous soutiennent.",
            least,
        )
    return words % {"least": least}


def _counted_support(count: int, least: int) -> str:
    if count == 0:
        return _("Aucune collectivité ne vous soutient pour l’instant.")
    if count < least:
        words = ngettext(
            "Une seule collectivité vous soutient ; il en faut %(least)s.",
            "%(count)s collectivités vous soutiennent ; il en faut %(least)s.",
            count,
        )
    else:
        words = ngettext("Une collectivité vous soutient.", "%(count)s collectivités vous soutiennent.", count)
    return words % {"count": count, "least": least}


def _support_advice(is_met: bool | None, least: int) -> str:
    if is_met is None:
        return ngettext(
            "Nommez la collectivité qui vous soutient.", "Nommez les collectivités qui vous soutiennent.", least
        )
    if is_met:
        return ""
    return ngettext(
        "Demandez à une commune, une intercommunalité, un département ou une région de vous soutenir.",
        "Demandez à des communes, des intercommunalités, des départements ou des régions de vous soutenir.",
        least,
    )


def _public(rules: Rules, facts: Facts) -> Finding | None:
    least, expected = rules.minimum_public, facts.expected_attendance
    if not least:
        return None
    is_met = facts.stated.get(RuleKind.PUBLIC) if expected is None else expected >= least
    people = {"least": format_number(least), "expected": format_number(expected or 0)}
    advice = _("Élargissez le public que vous invitez.") if is_met is False else ""
    if is_met is None:
        reason = _("Nous ne savons pas encore combien de personnes vous attendez.")
        advice = _("Indiquez le nombre de personnes attendues.")
    elif expected is not None:
        reason = (
            _("Vous attendez %(expected)s personnes.")
            if is_met
            else _("Vous attendez %(expected)s personnes ; il en faut %(least)s.")
        ) % people
    elif is_met:
        reason = _("Vous attendez %(least)s personnes ou plus.") % people
    elif rules.asks_for_venue:
        reason = _("Vous n’attendez pas %(least)s personnes dans un lieu qui peut les accueillir.") % people
    else:
        reason = _("Vous attendez moins de %(least)s personnes.") % people
    return _finding(rules, RuleKind.PUBLIC, _("%(least)s personnes ou plus") % people, _verdict(is_met), reason, advice)


def _venue(rules: Rules, facts: Facts) -> Finding | None:
    if not rules.asks_for_venue:
        return None
    expected, capacity = facts.expected_attendance, facts.venue_capacity
    is_met = None
    if capacity is None:
        is_met = facts.stated.get(RuleKind.VENUE)
    elif expected is not None:
        is_met = capacity >= expected
    people = {"capacity": format_number(capacity or 0), "expected": format_number(expected or 0)}
    advice = ""
    if is_met is None and capacity is None:
        reason = _("Nous ne savons pas encore combien de personnes le lieu peut accueillir.")
        advice = _("Indiquez le nombre de places du lieu.")
    elif is_met is None:
        reason = _("Le lieu peut accueillir %(capacity)s personnes, mais nous ne savons pas combien vous en attendez.")
        advice = _("Indiquez le nombre de personnes attendues.")
    elif capacity is None:
        reason = (
            _("Le lieu peut accueillir le public que vous attendez.")
            if is_met
            else _("Le lieu est trop petit pour le public que vous attendez.")
        )
    elif is_met:
        reason = _("Le lieu peut accueillir %(capacity)s personnes, et vous en attendez %(expected)s.")
    else:
        reason = _("Le lieu peut accueillir %(capacity)s personnes, alors que vous en attendez %(expected)s.")
    if is_met is False:
        advice = _("Choisissez un lieu plus grand, ou plusieurs lieux proches.")
    return _finding(rules, RuleKind.VENUE, _("Lieu assez grand"), _verdict(is_met), reason % people, advice)


def _delay(rules: Rules, facts: Facts) -> Finding | None:
    months = rules.delay_months
    if not months:
        return None
    label = _("%(delay)s avant le jour J") % {"delay": delay_words(months).capitalize()}
    is_met, reason = _delay_of_day(months, facts)
    advice = ""
    if is_met is None and facts.start_date is None:
        advice = _("Indiquez le jour, ou au moins le mois, de l’événement.")
    elif is_met is not True:
        first = date_range_text(first_event_day(facts.sent_on, months))
        advice = (
            _("Choisissez un jour à partir du %(day)s.")
            if is_met is None
            else _("Choisissez une date à partir du %(day)s.")
        ) % {"day": first}
    return _finding(rules, RuleKind.DELAY, label, _verdict(is_met), reason, advice)


def _delay_of_day(months: int, facts: Facts) -> tuple[bool | None, str]:
    """Whether a project keeps the delay, and why."""
    words = {"delay": delay_words(months)}
    if facts.start_date is None:
        return _stated_delay(facts.stated.get(RuleKind.DELAY), words)
    first, last = _first_and_last(facts.start_date, facts.date_precision)
    words["date"] = date_range_text(first, None, facts.date_precision)
    words["deadline"] = date_range_text(last_sending_day(last, months))
    words["subject"] = _subject(words["date"], facts.date_precision)
    if last < facts.sent_on:
        return False, _("%(subject)s est déjà passé.") % words
    if facts.sent_on > last_sending_day(last, months):
        return False, _(
            "%(subject)s est dans moins de %(delay)s : il fallait déposer le %(deadline)s au plus tard."
        ) % words
    words["deadline"] = date_range_text(last_sending_day(first, months))
    if facts.sent_on <= last_sending_day(first, months):
        return True, _("%(subject)s est dans %(delay)s ou plus : déposez le %(deadline)s au plus tard.") % words
    words["day"] = date_range_text(first_event_day(facts.sent_on, months))
    return None, _(
        "Tout dépend du jour : il y a %(delay)s ou plus si l’événement se tient le %(day)s ou après, pas avant."
    ) % words


def _stated_delay(answer: bool | None, words: dict[str, str]) -> tuple[bool | None, str]:
    if answer is None:
        return None, _("Nous ne savons pas encore quand l’événement aura lieu.")
    if answer:
        return True, _("Le jour J est dans %(delay)s ou plus.") % words
    return False, _("Le jour J est dans moins de %(delay)s.") % words


def _grant(rules: Rules, facts: Facts) -> Finding | None:
    if not _is_about_grant(rules, facts):
        return None
    grant, least, most = facts.grant_requested, rules.grant_minimum, rules.grant_maximum
    is_met = None if grant is None else (least is None or least <= grant) and (most is None or grant <= most)
    bounds = grant_bounds(rules)
    asked = {"grant": euros(grant or ZERO), "bounds": bounds}
    if grant is None:
        reason = _("Nous ne savons pas encore combien vous demandez.")
        advice = _("Demandez %(bounds)s.") % asked
    elif is_met:
        reason = _("Vous demandez %(grant)s.") % asked
        advice = ""
    else:
        reason = _("Vous demandez %(grant)s ; l’appel donne %(bounds)s.") % asked
        advice = _("Demandez %(bounds)s.") % asked
    return _finding(rules, RuleKind.GRANT, _("Subvention de %(bounds)s") % asked, _verdict(is_met), reason, advice)


def _share(rules: Rules, facts: Facts) -> Finding | None:
    share = rules.grant_share
    if share is None or not _is_about_grant(rules, facts):
        return None
    grant, budget = facts.grant_requested, facts.budget_total
    is_met = None if grant is None or budget is None else grant * 100 <= share * budget
    words = {"share": per_cent(share), "grant": euros(grant or ZERO), "budget": euros(budget or ZERO)}
    advice = ""
    if is_met is None:
        reason = _("Il manque le montant demandé ou le budget pour calculer la part de la subvention.")
        advice = _("Indiquez le budget de l’événement et le montant demandé.")
    elif is_met:
        reason = _("%(grant)s sur un budget de %(budget)s : %(share)s ou moins.") % words
    else:
        reason = _("%(grant)s sur un budget de %(budget)s : c’est plus de %(share)s.") % words
        advice = _share_advice(rules, grant or ZERO, budget or ZERO, share)
    label = _("%(share)s du budget au plus") % words
    return _finding(rules, RuleKind.SHARE, label, _verdict(is_met), reason, advice)


def _share_advice(rules: Rules, grant: Decimal, budget: Decimal, share: Decimal) -> str:
    """What to ask for under this budget, or the budget that this grant needs."""
    most = (share * budget / 100).quantize(CENT, ROUND_FLOOR)
    needed = (grant * 100 / share).quantize(CENT, ROUND_CEILING) if share else None
    can_ask_less = most > 0 and most >= (rules.grant_minimum or 0)
    words = {"most": euros(most), "needed": euros(needed or ZERO)}
    if can_ask_less and needed is not None:
        return _("Demandez %(most)s au plus, ou portez le budget à %(needed)s au moins.") % words
    if needed is not None:
        return _("Portez le budget à %(needed)s au moins.") % words
    return ""


_FINDERS: Final[tuple[Callable[[Rules, Facts], Finding | None], ...]] = (
    _period,
    _legal_entity,
    _collectivites,
    _public,
    _venue,
    _delay,
    _grant,
    _share,
)


# The outcome in words


def _title(outcome: Outcome, rules: Rules, facts: Facts, findings: tuple[Finding, ...]) -> str:
    if _is_closed(findings):
        return _("La marque, oui. L’appel, lui, n’est pas ouvert.")
    if not rules.offers_grant:
        return _("La marque et le kit, oui. Cet appel ne donne pas de subvention.")
    if facts.wants_grant is False:
        return _("La marque et le kit, oui. Sans subvention, comme vous le souhaitez.")
    return {
        Outcome.WITH_GRANT: _("La marque et le kit, oui. La subvention, vous pouvez la demander."),
        Outcome.WITHOUT_GRANT: _("La marque et le kit, oui. La subvention, pas encore."),
        Outcome.UNKNOWN: _("La marque et le kit, oui. La subvention, à préciser."),
    }[outcome]


def _explanation(outcome: Outcome, rules: Rules, facts: Facts, findings: tuple[Finding, ...]) -> str:
    free = _("La marque est libre, à condition de respecter la charte.")
    if _is_closed(findings):
        closed = next(finding for finding in findings if finding.rule == RuleKind.PERIOD)
        return f"{closed.reason} {free}"
    if not rules.offers_grant or facts.wants_grant is False:
        return _("Aucun critère n’empêche une demande sans subvention. %(free)s") % {"free": free}
    if outcome == Outcome.WITH_GRANT:
        return _("Tous les critères obligatoires sont remplis. L’équipe étudie ensuite votre dossier.")
    if outcome == Outcome.UNKNOWN:
        count = sum(finding.verdict == Verdict.UNKNOWN for finding in findings)
        return ngettext(
            "Rien ne s’y oppose à ce stade : il reste une réponse à préciser.",
            "Rien ne s’y oppose à ce stade : il reste %(count)s réponses à préciser.",
            count,
        ) % {"count": count}
    missing = [finding for finding in findings if finding.verdict == Verdict.NOT_MET]
    unaided = _("Vous pouvez aussi déposer sans demander de subvention.")
    if len(missing) == 1:
        return " ".join(part for part in (missing[0].reason, missing[0].advice, unaided) if part)
    return _("%(count)s critères obligatoires ne sont pas remplis. %(unaided)s") % {
        "count": len(missing),
        "unaided": unaided,
    }


def grant_bounds(rules: Rules) -> str:
    """« 2 500 à 5 000 € », or the one bound there is; empty for a call that gives no money."""
    if rules.grant_maximum is None:
        return ""
    most = euros(rules.grant_maximum)
    if not rules.grant_minimum:
        return str(_("%(most)s au plus") % {"most": most})
    return str(_("%(least)s à %(most)s") % {"least": format_number(rules.grant_minimum), "most": most})


def delay_words(months: int) -> str:
    """« quatre mois », in figures above twelve."""
    words = (
        _("zéro"), _("un"), _("deux"), _("trois"), _("quatre"), _("cinq"), _("six"),
        _("sept"), _("huit"), _("neuf"), _("dix"), _("onze"), _("douze"),
    )  # fmt: skip
    number = words[months] if months < len(words) else str(months)
    return str(_("%(number)s mois") % {"number": number})


def _subject(words: str, precision: DatePrecision) -> str:
    """A date as the subject of a sentence: « Le 14 décembre 2026 », « Mars 2027 », « 2027 »."""
    return _("Le %(date)s") % {"date": words} if precision == DatePrecision.DAY else words.capitalize()


def _first_and_last(day: date, precision: DatePrecision) -> tuple[date, date]:
    """The first and the last day an event may have, as far as its date is known."""
    if precision == DatePrecision.DAY:
        return day, day
    first, last = (1, LAST_MONTH) if precision == DatePrecision.YEAR else (day.month, day.month)
    return date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1])


def _is_about_grant(rules: Rules, facts: Facts) -> bool:
    is_asked = facts.wants_grant is True or (facts.wants_grant is None and facts.grant_requested is not None)
    return rules.offers_grant and is_asked


def _is_closed(findings: tuple[Finding, ...]) -> bool:
    return any(finding.rule == RuleKind.PERIOD and finding.verdict == Verdict.NOT_MET for finding in findings)


def _verdict(is_met: bool | None) -> Verdict:
    return {True: Verdict.MET, False: Verdict.NOT_MET, None: Verdict.UNKNOWN}[is_met]


def _finding(rules: Rules, rule: RuleKind, label: str, verdict: Verdict, reason: str, advice: str) -> Finding:
    return Finding(rule, str(label), verdict, str(reason), str(advice), rules.texts.get(rule, RuleText()))
