"""What the team asks organisers to complete, question by question, until a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from candidatures.actors import Actor
from candidatures.deadlines import paris_day
from candidatures.enums import EntryKind, MailKey, Role, State
from candidatures.models import Candidature, InformationItem, InformationRequest
from candidatures.services import deadlines, journal, mails, transitions
from candidatures.services.locks import lock
from candidatures.services.mails import Letter
from candidatures.services.refusals import ActRefusedError, require
from candidatures.targets import parse_target
from socle.text import clean_text
from socle.typography import date_range_text


@dataclass(frozen=True)
class Question:
    """A question; `target` names the answer of the dossier it is about (« budget.expenses »), empty for any other."""

    text: str
    target: str = ""


def request_information(
    candidature: Candidature,
    actor: Actor,
    questions: Sequence[Question],
    *,
    introduction: str = "",
    due_on: date | None = None,
) -> InformationRequest:
    """Ask for more. The dossier then waits for its organisers; a second request may join the first.

    Raises:
        ActRefusedError: without a question, for a target that the form does not have, or a day that is past.
        TransitionRefusedError: for a state or a role that does not allow it.
    """
    require(actor, Role.INSTRUCTEUR)
    asked = [Question(clean_text(one.text).strip(), one.target) for one in questions if clean_text(one.text).strip()]
    _check(asked, due_on)
    with transaction.atomic():
        lock(candidature)
        request = InformationRequest.objects.create(
            candidature=candidature,
            introduction=clean_text(introduction).strip(),
            due_on=due_on,
            created_by_id=actor.user.pk if actor.user else None,
        )
        InformationItem.objects.bulk_create(
            InformationItem(request=request, question=one.text, target=one.target, sort_order=rank)
            for rank, one in enumerate(asked)
        )
        letter, data = Letter(letter_values(request)), {"request": request.pk}
        text = _("Complément demandé.")
        if candidature.state == State.INFO_REQUESTED:
            entry = journal.write(candidature, EntryKind.REQUEST, actor, text, is_public=True, data=data)
            mails.write(candidature, MailKey.INFORMATION_REQUEST, str(entry.pk), letter)
            deadlines.refresh(candidature)
        else:
            transitions.apply(candidature, "request_information", actor, text=text, data=data, letter=letter)
    return request


def cancel_request(request: InformationRequest, actor: Actor) -> None:
    """Ask no more. The dossier goes back to the team with the last request. Cancelled twice, it is cancelled once.

    Raises:
        ActRefusedError: for a request already answered.
        TransitionRefusedError: for a state or a role that does not allow it.
    """
    require(actor, Role.INSTRUCTEUR)
    candidature = request.candidature
    with transaction.atomic():
        lock(candidature)
        request.refresh_from_db()
        if request.cancelled_at:
            return
        if request.answered_at:
            raise ActRefusedError(_("Cette demande a déjà sa réponse."))
        request.cancelled_at = timezone.now()
        request.save(update_fields=["cancelled_at"])
        text, data = _("Demande de complément annulée."), {"request": request.pk}
        if candidature.information_requests.filter(answered_at=None, cancelled_at=None).exists():
            journal.write(candidature, EntryKind.REQUEST, actor, text, is_public=True, data=data)
            deadlines.refresh(candidature)
        else:
            transitions.apply(candidature, "cancel_request", actor, text=text, data=data)
        mails.write(candidature, MailKey.INFORMATION_CANCELLED, str(request.pk), Letter(letter_values(request)))


def remind(request: InformationRequest) -> bool:
    """Remind organisers of a request, once. Whether they are reminded now."""
    with transaction.atomic():
        letter = Letter(letter_values(request))
        if not mails.write(request.candidature, MailKey.INFORMATION_REMINDER, str(request.pk), letter):
            return False
        text, data = _("Rappel de la demande de complément."), {"request": request.pk}
        journal.write(request.candidature, EntryKind.REQUEST, Actor.scheduler(), text, is_public=True, data=data)
    return True


def letter_values(request: InformationRequest) -> dict[str, str]:
    """What the mails say of a request."""
    questions = request.items.order_by("sort_order", "pk").values_list("question", flat=True)
    due = _("Répondez avant la fin du %(day)s.") % {"day": date_range_text(request.due_on)} if request.due_on else ""
    return {
        "message": request.introduction,
        "questions": "\n".join(f"– {' '.join(question.split())}" for question in questions),
        "echeance": due,
    }


def _check(questions: Sequence[Question], due_on: date | None) -> None:
    if not questions:
        raise ActRefusedError(_("Posez au moins une question."))
    if any(one.target and parse_target(one.target) is None for one in questions):
        raise ActRefusedError(_("Choisissez une réponse du dossier dans la liste."))
    if due_on and due_on < paris_day(timezone.now()):
        raise ActRefusedError(_("Choisissez un jour à venir."))
