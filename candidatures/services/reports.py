"""After the event: the bilan asked for, sent back or taken, the grant paid, the dossier closed."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from candidatures.actors import Actor
from candidatures.budget import euros
from candidatures.deadlines import paris_day, shift_months
from candidatures.enums import EntryKind, MailKey, Role, State, Step
from candidatures.guards import highest_payment, last_event_day
from candidatures.models import Candidature, FollowUpSettings, Payment
from candidatures.services import journal, mails, transitions
from candidatures.services.decisions import take
from candidatures.services.locks import lock
from candidatures.services.mails import Letter
from candidatures.services.refusals import ActRefusedError, require
from candidatures.sites import get_site
from candidatures.steps import get_form
from socle.text import clean_line, clean_text
from socle.typography import date_range_text

#: Days at least to send a bilan that is asked for late, or to complete one.
LEAST_DAYS = timedelta(days=15)
#: States in which the real cost is retained.
COUNTING = frozenset({State.REPORTS_DUE, State.REPORTS_RECEIVED})


def follow_up_settings(candidature: Candidature) -> FollowUpSettings:
    """The delays of the site of its call; those of the model on an installation without site."""
    site = get_site(candidature)
    settings: FollowUpSettings = FollowUpSettings.for_site(site) if site else FollowUpSettings()
    return settings


def hold_event(candidature: Candidature, actor: Actor) -> None:
    """Note that the event was held. Raises `TransitionRefusedError` before its last day is over."""
    transitions.apply(candidature, "hold_event", actor)


def request_reports(candidature: Candidature, actor: Actor, *, due_on: date | None = None) -> None:
    """Ask for the bilan, until `due_on`; without it, until so many months after the event as the settings say.

    Raises:
        TransitionRefusedError: for a role or a state that does not allow it, or a project without grant.
    """
    with transaction.atomic():
        mine = take(candidature)
        mine.reports_due_on = due_on or reports_day(mine)
        mine.save(update_fields=["reports_due_on"])
        transitions.apply(mine, "request_reports", actor, letter=Letter(_due(mine)))
    candidature.refresh_from_db()


def return_reports(candidature: Candidature, actor: Actor, *, reason: str, due_on: date | None = None) -> None:
    """Send the bilan back to be completed, saying why: organisers read `reason`.

    Raises:
        TransitionRefusedError: without a reason, for a role or a state that does not allow it.
    """
    with transaction.atomic():
        mine = take(candidature)
        mine.reports_due_on = due_on or paris_day(timezone.now()) + LEAST_DAYS
        mine.save(update_fields=["reports_due_on"])
        words = clean_text(reason).strip()
        letter = Letter({"raison": words, **_due(mine)})
        transitions.apply(mine, "return_reports", actor, reason=reason, text=words, letter=letter)
    candidature.refresh_from_db()


def remind(candidature: Candidature) -> bool:
    """Remind organisers of the bilan they owe, once for each day it was asked for. Whether they are reminded now."""
    with transaction.atomic():
        event = candidature.reports_due_on.isoformat() if candidature.reports_due_on else ""
        if not mails.write(candidature, MailKey.REPORTS_REMINDER, event, Letter(_due(candidature))):
            return False
        text = _("Rappel du bilan attendu.")
        journal.write(candidature, EntryKind.REQUEST, Actor.scheduler(), text, is_public=True)
    return True


def record_real_cost(candidature: Candidature, actor: Actor, amount: Decimal) -> None:
    """Keep what the event really cost, as the team retains it from the bilan, in euros.

    Raises:
        ActRefusedError: for an amount below zero, another role, or a dossier that is not at its bilan.
    """
    require(actor, Role.GESTIONNAIRE)
    if amount < 0:
        raise ActRefusedError(_("Indiquez un montant positif, ou zéro."))
    with transaction.atomic():
        lock(candidature)
        if candidature.state not in COUNTING:
            raise ActRefusedError(_("Le coût réel se retient à la lecture du bilan."))
        if candidature.real_cost == amount:
            return
        Candidature.objects.filter(pk=candidature.pk).update(real_cost=amount)
        candidature.real_cost = amount
        text = _("Coût réel retenu : %(amount)s.") % {"amount": euros(amount)}
        journal.write(candidature, EntryKind.PAYMENT, actor, text, data={"real_cost": str(amount)})


def pay(candidature: Candidature, actor: Actor, amount: Decimal, *, paid_on: date, reference: str = "") -> Payment:
    """Record that the grant was paid; the dossier is then over.

    Raises:
        ActRefusedError: for an amount that is not positive, or a day to come.
        TransitionRefusedError: for a role or a state that does not allow it, a real cost that is not known, an amount
            beyond the grant awarded or beyond its share of the real cost.
    """
    require(actor, Role.GESTIONNAIRE)
    if amount <= 0:
        raise ActRefusedError(_("Indiquez le montant versé."))
    if paid_on > paris_day(timezone.now()):
        raise ActRefusedError(_("Indiquez le jour où le versement a été fait."))
    with transaction.atomic():
        mine = take(candidature)
        known = clean_line(reference)
        values = {
            "montant_verse": euros(amount),
            "verse_le": date_range_text(paid_on),
            "reference": _("Référence : %(reference)s") % {"reference": known} if known else "",
        }
        payment = Payment.objects.create(
            candidature=mine,
            amount=amount,
            paid_on=paid_on,
            reference=known,
            recorded_by_id=actor.user.pk if actor.user else None,
        )
        mine.grant_paid = mine.payments.aggregate(total=Sum("amount"))["total"]
        mine.save(update_fields=["grant_paid"])
        transitions.apply(mine, "pay", actor, data={"payment": payment.pk}, letter=Letter(values))
    candidature.refresh_from_db()
    return payment


def most_payable(candidature: Candidature) -> Decimal | None:
    """The most that may be paid now, in euros; None while the real cost is not known."""
    return highest_payment(candidature)


def stated_cost(candidature: Candidature) -> Decimal | None:
    """What the bilan says that the event cost, in euros; None while it says nothing."""
    rows = get_form(candidature, Step.BILAN_FINANCIER).cleaned["expenses"]
    return sum((row["amount"] or Decimal(0) for row in rows), Decimal(0)) or None


def close(candidature: Candidature, actor: Actor) -> None:
    """Close a dossier without grant. Raises `TransitionRefusedError` for any other."""
    transitions.apply(candidature, "close", actor)


def close_unpaid(candidature: Candidature, actor: Actor, *, reason: str, public_text: str = "") -> None:
    """Close a dossier whose grant will not be paid, saying why.

    Raises:
        TransitionRefusedError: without a reason, for a role or a state that does not allow it.
    """
    words = clean_text(public_text).strip()
    letter = Letter({"message": words})
    transitions.apply(candidature, "close_unpaid", actor, reason=reason, text=words, letter=letter)


def reports_day(candidature: Candidature) -> date:
    """The last day that is proposed to send the bilan."""
    least = paris_day(timezone.now()) + LEAST_DAYS
    last = last_event_day(candidature)
    months = follow_up_settings(candidature).reports_months
    return max(least, shift_months(last, months)) if last else least


def _due(candidature: Candidature) -> dict[str, str]:
    if candidature.reports_due_on is None:
        return {}
    words = _("Envoyez-le avant la fin du %(day)s.")
    return {"echeance": words % {"day": date_range_text(candidature.reports_due_on)}}
