"""What a candidature must have before a transition: each guard gives the reason, in French, why it may not be made yet.

A guard is read twice: by pages, to say what is missing before anyone tries, and by `services.transitions`, which alone
decides. An empty text lets the transition through.
"""

from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from candidatures.budget import CENT, euros, highest_grant, per_cent
from candidatures.deadlines import paris_day, shift_months
from candidatures.enums import ScanState, State
from candidatures.rules import Rules
from nec_locaux.enums import DatePrecision
from socle.typography import date_range_text

if TYPE_CHECKING:
    from candidatures.models import Candidature

#: The most that is paid of a real cost, in per cent, where the call says nothing (page « Les NEC locaux », 2024).
DEFAULT_SHARE: Final = Decimal(80)
ZERO: Final = Decimal(0)


def award_problem(rules: Rules, budget_total: Decimal | None, amount: Decimal) -> str:
    """Why `amount` may not be awarded: zero always may, else within the bounds of the call and its share of the budget.

    Amounts in euros.
    """
    if amount == 0:
        return ""
    if amount < 0:
        return _("Indiquez un montant positif, ou zéro.")
    if rules.grant_maximum is None:
        return _("L’appel ne donne pas de subvention : accordez zéro euro.")
    return _bounds_problem(rules, budget_total or ZERO, amount)


def _bounds_problem(rules: Rules, budget_total: Decimal, amount: Decimal) -> str:
    lowest, highest = rules.grant_minimum, highest_grant(rules, budget_total)
    if lowest is not None and amount < lowest:
        return _("L’appel donne au moins %(lowest)s, ou rien.") % {"lowest": euros(lowest)}
    if highest is None or amount <= highest:
        return ""
    if highest == rules.grant_maximum:
        return _("L’appel donne au plus %(highest)s.") % {"highest": euros(highest)}
    return _("Accordez au plus %(highest)s, soit %(share)s du budget.") % {
        "highest": euros(highest),
        "share": per_cent(rules.grant_share or ZERO),
    }


def highest_payment(candidature: "Candidature") -> Decimal | None:
    """The most that may be paid: the grant awarded, and no more than its share of the real cost; None without them."""
    if candidature.grant_awarded is None or candidature.real_cost is None:
        return None
    share = candidature.version.rules.grant_share
    cap = (candidature.real_cost * (DEFAULT_SHARE if share is None else share) / 100).quantize(CENT, ROUND_FLOOR)
    return min(candidature.grant_awarded, cap)


def last_event_day(candidature: "Candidature") -> date | None:
    """The last day of the event, or of the month it is known to be held in."""
    start = candidature.start_date
    if candidature.end_date or start is None:
        return candidature.end_date
    if candidature.date_precision == DatePrecision.DAY:
        return start
    months = 1 if candidature.date_precision == DatePrecision.MONTH else 12
    first = start.replace(day=1) if months == 1 else start.replace(month=1, day=1)
    return date.fromordinal(shift_months(first, months).toordinal() - 1)


def nothing_asked(candidature: "Candidature") -> str:
    if candidature.information_requests.filter(answered_at=None, cancelled_at=None).exists():
        return ""
    return _("Posez au moins une question.")


def all_answered(candidature: "Candidature") -> str:
    if candidature.information_requests.filter(answered_at=None, cancelled_at=None).exists():
        return _("Une autre demande attend encore sa réponse.")
    return ""


def may_be_accepted(candidature: "Candidature") -> str:
    if candidature.grant_awarded is None:
        return _("Indiquez le montant accordé : zéro pour un accord sans subvention.")
    problem = award_problem(candidature.rules, candidature.budget_total, candidature.grant_awarded)
    return problem or files_read(candidature)


def files_read(candidature: "Candidature") -> str:
    if candidature.files.filter(scan_state=ScanState.PENDING).exists():
        return _("Des fichiers de ce dossier attendent encore l’antivirus : revenez dans quelques minutes.")
    return ""


def agreement_made(candidature: "Candidature") -> str:
    if not candidature.has_grant:
        return _("Aucune subvention n’est accordée : il n’y a pas de convention à envoyer.")
    agreement = getattr(candidature, "convention", None)
    if agreement is None or not agreement.document:
        return _("Préparez d’abord la convention.")
    return ""


def agreement_returned(candidature: "Candidature") -> str:
    agreement = getattr(candidature, "convention", None)
    if agreement is None or agreement.signed_file is None:
        return _("La convention signée n’est pas encore revenue.")
    if not agreement.signed_file.is_open_to_team:
        return _("La convention signée n’a pas été déclarée saine par l’antivirus.")
    return ""


def event_over(candidature: "Candidature") -> str:
    if candidature.state == State.VALIDATED and candidature.has_grant:
        return _("Une subvention est accordée : la convention vient d’abord.")
    last = last_event_day(candidature)
    if last is None:
        return _("La date de l’événement n’est pas connue.")
    if paris_day(timezone.now()) <= last:
        return _("L’événement n’est pas encore passé : il se termine le %(day)s.") % {"day": date_range_text(last)}
    return ""


def grant_given(candidature: "Candidature") -> str:
    return "" if candidature.has_grant else _("Aucune subvention n’est accordée : clôturez le dossier.")


def payment_within_bounds(candidature: "Candidature") -> str:
    if not candidature.has_grant:
        return _("Aucune subvention n’est accordée : clôturez le dossier.")
    highest = highest_payment(candidature)
    if highest is None:
        return _("Indiquez d’abord le coût réel retenu.")
    if not candidature.grant_paid:
        return _("Indiquez le montant versé.")
    if candidature.grant_paid > highest:
        return _("Le versement dépasse %(highest)s, le plus que permettent l’accord et le coût réel.") % {
            "highest": euros(highest)
        }
    return ""


def not_anonymous(candidature: "Candidature") -> str:
    return _("Ce dossier a été rendu anonyme : il ne se rouvre plus.") if candidature.anonymised_at else ""


def no_grant_left(candidature: "Candidature") -> str:
    if candidature.has_grant:
        return _("Une subvention est accordée : versez-la, ou clôturez sans versement en disant pourquoi.")
    return ""
