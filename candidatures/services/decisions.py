"""The decisions on a candidature: an accord, with or without a grant, a refusal, a reopening, a cancellation."""

from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from candidatures.actors import Actor
from candidatures.budget import euros
from candidatures.enums import DecisionKind, Role
from candidatures.models import Candidature, Decision
from candidatures.services import event_pages, transitions
from candidatures.services.locks import locked_copy
from candidatures.services.mails import Letter
from candidatures.services.refusals import require
from candidatures.services.transitions import TransitionRefusedError
from socle.text import clean_text

#: Signs that a decision keeps of a text.
MAX_WORDS: Final = 5000


def accept(
    candidature: Candidature, actor: Actor, amount: Decimal, *, reasons: str = "", public_text: str = ""
) -> Decision:
    """Give an accord with a grant of `amount` euros, zero for none; a draft of the event's page is made with it.

    Organisers read `public_text`; `reasons` are the team's.

    Raises:
        TransitionRefusedError: for a role or a state that does not allow it, an amount out of the bounds of the call.
    """
    require(actor, Role.DECIDEUR)
    with transaction.atomic():
        mine = take(candidature)
        mine.grant_awarded, mine.decided_at = amount, timezone.now()
        mine.save(update_fields=["grant_awarded", "decided_at"])
        words = clean_text(public_text).strip()
        transitions.apply(
            mine,
            "validate",
            actor,
            text=words,
            data={"grant": str(amount)},
            letter=Letter({"message": words, "montant": euros(amount)}),
        )
        decision = _keep(mine, actor, DecisionKind.ACCEPTED, amount, reasons, words)
        event_pages.make_draft(mine, actor)
    candidature.refresh_from_db()
    return decision


def refuse(candidature: Candidature, actor: Actor, *, reasons: str, public_text: str = "") -> Decision:
    """Refuse, with the `reasons` that the team keeps and the words that organisers read.

    Raises:
        TransitionRefusedError: without reasons, for a role or a state that does not allow it.
    """
    require(actor, Role.DECIDEUR)
    with transaction.atomic():
        mine = take(candidature)
        words = clean_text(public_text).strip()
        letter = Letter({"message": words})
        transitions.apply(mine, "refuse", actor, reason=reasons, text=words, letter=letter)
        Candidature.objects.filter(pk=mine.pk).update(decided_at=timezone.now())
        decision = _keep(mine, actor, DecisionKind.REFUSED, None, reasons, words)
    candidature.refresh_from_db()
    return decision


def follow_refusal(candidature: Candidature, motivation: str) -> Decision:
    """Keep a refusal that was made and told elsewhere, with the `motivation` that its organiser read there.

    Raises:
        TransitionRefusedError: for a state that does not allow it.
    """
    with transaction.atomic():
        mine, actor = take(candidature), Actor.scheduler()
        reason, words = _("Refusé sur Démarches simplifiées."), clean_text(motivation).strip()[:MAX_WORDS]
        transitions.apply(mine, "follow_refusal", actor, reason=reason, text=words)
        Candidature.objects.filter(pk=mine.pk).update(decided_at=timezone.now())
        decision = _keep(mine, actor, DecisionKind.REFUSED, None, reason, words)
    candidature.refresh_from_db()
    return decision


def reopen(candidature: Candidature, actor: Actor, *, reason: str, public_text: str = "") -> None:
    """Take a refusal back: the dossier is in review again, as if it had never been decided.

    Raises:
        TransitionRefusedError: without a reason, for a role or a state that does not allow it.
    """
    require(actor, Role.DECIDEUR)
    with transaction.atomic():
        mine = take(candidature)
        words = clean_text(public_text).strip()
        transitions.apply(mine, "reopen", actor, reason=reason, text=words, letter=Letter({"message": words}))
        Decision.objects.filter(candidature=mine, revoked_at=None).update(revoked_at=timezone.now())
        Candidature.objects.filter(pk=mine.pk).update(decided_at=None, grant_awarded=None, retention_warned_at=None)
    candidature.refresh_from_db()


def cancel(candidature: Candidature, actor: Actor, *, reason: str, public_text: str = "") -> None:
    """Cancel a project that was accepted. The page of its event is left to those who write it.

    Raises:
        TransitionRefusedError: without a reason, for a role or a state that does not allow it.
    """
    words = clean_text(public_text).strip()
    transitions.apply(candidature, "cancel", actor, reason=reason, text=words, letter=Letter({"message": words}))


def take(candidature: Candidature) -> Candidature:
    """A locked copy, on which to decide. Raises `TransitionRefusedError` for one that is gone."""
    mine = locked_copy(candidature)
    if mine is None:
        raise TransitionRefusedError(_("Ce dossier n’existe plus."))
    return mine


def _keep(
    candidature: Candidature, actor: Actor, kind: DecisionKind, amount: Decimal | None, reasons: str, public_text: str
) -> Decision:
    return Decision.objects.create(
        candidature=candidature,
        kind=kind,
        amount=amount,
        reasons=clean_text(reasons).strip(),
        public_text=public_text,
        decided_by_id=actor.user.pk if actor.user else None,
    )
