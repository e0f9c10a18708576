"""What organisers send to the team once their dossier is there. Each act is made once, however often it is sent."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidatures.actors import Actor
from candidatures.enums import EntryKind, FileKind, MailKey, State, Step
from candidatures.models import (
    Candidature,
    Convention,
    InformationItem,
    InformationRequest,
    Message,
    PieceJointe,
    Porteur,
)
from candidatures.services import deadlines, drafts, files, journal, mails, submission, transitions
from candidatures.services.locks import lock
from candidatures.services.mails import Letter
from candidatures.steps import get_form
from candidatures.targets import parse_target
from candidatures.uploads import CONTENT_TYPES, FileRefusedError, check_file
from socle.typography import date_range_text

PDF: Final = CONTENT_TYPES["pdf"]


class ExchangeRefusedError(Exception):
    """What the candidature no longer allows. Its text is a French sentence for the organiser."""


def send_message(
    candidature: Candidature,
    porteur: Porteur,
    *,
    body: str,
    token: UUID,
    uploads: Sequence[UploadedFile] = (),
) -> Message:
    """The message of `porteur` to the team, with its files. A `token` sent before gives the message it made.

    Raises:
        FileRefusedError: for a file that is not taken; the message is then not sent either.
    """
    sent = Message.objects.filter(token=token).first()
    if sent and (sent.candidature_id, sent.porteur_id) == (candidature.pk, porteur.pk):
        return sent
    # A token of another person's message is none: uuids do not meet, but anyone may write one.
    with transaction.atomic():
        message, is_new = Message.objects.get_or_create(
            token=uuid4() if sent else token,
            defaults={"candidature": candidature, "porteur": porteur, "body": body},
        )
        if not is_new:
            return message
        attach(message, porteur, uploads)
        journal.write(
            candidature,
            EntryKind.MESSAGE,
            Actor.organiser(porteur),
            _("Message envoyé à l’équipe."),
            is_public=True,
            data={"message": message.pk},
        )
        letter = Letter({"fichiers": _files_text(len(uploads))})
        mails.write(candidature, MailKey.MESSAGE_TEAM, str(message.pk), letter)
    return message


def _files_text(count: int) -> str:
    words = ngettext("Un fichier l’accompagne.", "%(count)d fichiers l’accompagnent.", count) % {"count": count}
    return words if count else ""


def attach(message: Message, porteur: Porteur | None, uploads: Sequence[UploadedFile]) -> None:
    """Keep the files of a message, all or none. Raises `FileRefusedError` for one that is not taken."""
    pieces: list[PieceJointe] = []
    try:
        for upload in uploads:
            piece = files.receive(message.candidature, upload, kind=FileKind.MESSAGE, porteur=porteur, message=message)
            pieces.append(piece)
    except BaseException:
        # The rows go with the transaction; what was written on the disk does not.
        for piece in pieces:
            piece.file.storage.delete(piece.file.name)
        raise


def mark_read(candidature: Candidature) -> None:
    """Note that the team's messages were shown."""
    unread = candidature.messages.filter(is_from_team=True, read_at=None)
    unread.update(read_at=timezone.now())


def save_answers(information_request: InformationRequest, answers: Mapping[int, Any]) -> None:
    """Keep what is typed in answer to a request, right or wrong, by the key of its question, until it is sent."""
    still_open = {"request__answered_at": None, "request__cancelled_at": None}
    for item in information_request.items.filter(pk__in=answers, **still_open):
        item.answer = answers[item.pk]
        item.save(update_fields=["answer"])


def answer_request(information_request: InformationRequest, porteur: Porteur, answers: Mapping[int, Any]) -> bool:
    """Send the answers to a request: into the pages of the dossier they are about, and to the team.

    The dossier goes back to the team with the last request answered. False when the request was already answered.

    Raises:
        ExchangeRefusedError: for a request cancelled, or a dossier that awaits no answer any more.
    """
    candidature = information_request.candidature
    with transaction.atomic():
        # Of two requests answered at once, the second sees that the first is: the dossier goes back to the team.
        lock(candidature)
        information_request.refresh_from_db(fields=["answered_at", "cancelled_at"])
        check_open(information_request)
        if information_request.answered_at:
            return False
        is_late = information_request.is_late
        save_answers(information_request, answers)
        # While the request is open: its answers may be written only then.
        _write_answers(candidature, porteur, InformationItem.objects.filter(request=information_request))
        information_request.answered_at = timezone.now()
        information_request.save(update_fields=["answered_at"])
        _give_back(candidature, porteur, information_request, is_late=is_late)
        version = submission.keep_version(candidature)
        late_text = _("Ces réponses sont arrivées après la date demandée.") if is_late else ""
        letter = Letter({"retard": late_text}, version=version)
        mails.write(candidature, MailKey.INFORMATION_TEAM, str(information_request.pk), letter)
    return True


def check_open(information_request: InformationRequest) -> None:
    """Raises `ExchangeRefusedError` for a request that cannot be answered any more; one already answered passes."""
    if information_request.cancelled_at:
        raise ExchangeRefusedError(_("L’équipe a annulé cette demande : vous n’avez plus à y répondre."))
    candidature = information_request.candidature
    if information_request.answered_at is None and candidature.state != State.INFO_REQUESTED:
        raise ExchangeRefusedError(
            _("Cette demande n’attend plus de réponse : votre dossier est dans l’état « %(state)s ».")
            % {"state": candidature.public_state}
        )


def _write_answers(candidature: Candidature, porteur: Porteur, items: Iterable[InformationItem]) -> None:
    changes: dict[Step, dict[str, Any]] = {}
    for item in items:
        target = parse_target(item.target)
        if target and isinstance(item.answer, dict):
            changes.setdefault(target.step, {}).update(item.answer)
    for step, values in changes.items():
        row = candidature.answers.filter(step=step).first()
        drafts.save_step(candidature, step, values, base=row.revision if row else None, porteur=porteur)


def _give_back(
    candidature: Candidature, porteur: Porteur, information_request: InformationRequest, *, is_late: bool
) -> None:
    actor = Actor.organiser(porteur)
    text = _answered_text(information_request, is_late=is_late)
    data = {"request": information_request.pk, "is_late": is_late}
    if candidature.information_requests.filter(answered_at=None, cancelled_at=None).exists():
        journal.write(candidature, EntryKind.REQUEST, actor, text, is_public=True, data=data)
        deadlines.refresh(candidature)
    else:
        transitions.apply(candidature, "answer_request", actor, text=text, data=data)


def _answered_text(information_request: InformationRequest, *, is_late: bool) -> str:
    if is_late and information_request.due_on:
        due = {"day": date_range_text(information_request.due_on)}
        return _("Réponses envoyées à l’équipe, après la date demandée (%(day)s).") % due
    return _("Réponses envoyées à l’équipe.")


def return_signed_agreement(candidature: Candidature, uploaded: UploadedFile, porteur: Porteur) -> PieceJointe:
    """The signed agreement, sent back. It may be again until the team has taken it: the last one counts.

    Raises:
        ExchangeRefusedError: for a dossier that awaits no signature.
        FileRefusedError: for a file that is not a PDF, or not taken.
    """
    with transaction.atomic():
        lock(candidature)
        agreement = Convention.objects.filter(candidature=candidature).first()
        if agreement is None or candidature.state != State.AGREEMENT_SENT:
            raise ExchangeRefusedError(
                _("Aucune convention n’est à signer : votre dossier est dans l’état « %(state)s ».")
                % {"state": candidature.public_state}
            )
        if check_file(uploaded, uploaded.name or "").content_type != PDF:
            raise FileRefusedError(_("Envoyez la convention signée en PDF."))
        former = agreement.signed_file
        piece = files.receive(candidature, uploaded, kind=FileKind.AGREEMENT, porteur=porteur)
        if piece == former:
            return piece
        agreement.signed_file, agreement.returned_at = piece, timezone.now()
        agreement.save(update_fields=["signed_file", "returned_at"])
        journal.write(
            candidature,
            EntryKind.FILE,
            Actor.organiser(porteur),
            _("Convention signée renvoyée à l’équipe."),
            is_public=True,
            data={"file": str(piece.uuid)},
        )
        mails.write(candidature, MailKey.AGREEMENT_RETURNED_TEAM, str(piece.uuid))
    return piece


def withdraw(candidature: Candidature, porteur: Porteur, *, reason: str = "") -> None:
    """Withdraw a dossier before it is decided. Asked for twice, it is withdrawn once.

    Raises:
        TransitionRefusedError: for a dossier already decided.
    """
    if candidature.state == State.WITHDRAWN:
        return
    told = _("Raison donnée : %(reason)s") % {"reason": reason} if reason.strip() else ""
    letter = Letter({"raison": told})
    transitions.apply(candidature, "withdraw", Actor.organiser(porteur), reason=reason, letter=letter)


def request_deletion(candidature: Candidature, porteur: Porteur) -> None:
    """Ask the team to erase what is kept of a dossier. Asked for twice, it is asked for once."""
    now = timezone.now()
    with transaction.atomic():
        rows = Candidature.objects.filter(pk=candidature.pk, deletion_requested_at=None)
        if not rows.update(deletion_requested_at=now):
            return
        candidature.deletion_requested_at = now
        journal.write(
            candidature, EntryKind.DATA, Actor.organiser(porteur), _("Effacement du dossier demandé."), is_public=True
        )
        mails.write(candidature, MailKey.DELETION_TEAM, "demande")


def missing_reports(candidature: Candidature) -> list[submission.MissingAnswer]:
    """What the bilan still lacks, page by page."""
    return [
        submission.MissingAnswer(step, error.target, error.label, error.message)
        for step in Step.of_bilan()
        for error in get_form(candidature, step, is_draft=False).all_errors
    ]


def send_bilan(candidature: Candidature, porteur: Porteur) -> None:
    """Send the bilan to the team. Sent twice, it is sent once.

    Raises:
        ExchangeRefusedError: for a bilan with something missing or wrong.
        TransitionRefusedError: for a dossier of which no bilan is awaited.
    """
    with transaction.atomic():
        lock(candidature)
        if candidature.state == State.REPORTS_RECEIVED:
            return
        if missing_reports(candidature):
            raise ExchangeRefusedError(_("Complétez le bilan avant de l’envoyer."))
        transitions.apply(candidature, "send_reports", Actor.organiser(porteur), text=_("Bilan envoyé à l’équipe."))
