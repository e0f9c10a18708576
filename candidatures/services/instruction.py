"""What the team does without changing the state: who sees to a dossier, notes, appreciations, deadlines, messages."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from candidatures.actors import Actor
from candidatures.enums import Appreciation, EntryKind, MailKey, State
from candidatures.models import Candidature, CriterionAssessment, FollowUp, InternalNote, JournalEntry, Message
from candidatures.rights import TEAM_ROLES, actor_of, may_act
from candidatures.services import deadlines, exchanges, journal, mails
from candidatures.services.locks import lock
from candidatures.services.mails import Letter
from candidatures.services.refusals import ActRefusedError, require
from candidatures.workflow import OVER
from socle.text import clean_line, clean_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import AbstractBaseUser
    from django.core.files.uploadedfile import UploadedFile

MAX_LABEL: Final = 255


def name_of(user: "AbstractBaseUser | None") -> str:
    """What the team calls one of its members; the journal and the e-mails say it."""
    return (user.get_full_name() or user.get_username()) if user else ""  # type: ignore[attr-defined]


def record_reading(
    candidature: Candidature, user: "AbstractBaseUser", what: str, *, every: timedelta | None = None
) -> JournalEntry:
    """Write in the journal that `user` read personal data: `what` says which, in French, without holding any.

    The same reading is told once in `every` period, where one is given: who works on a page opens it many times.
    """
    if every:
        since = {"kind": EntryKind.READING, "user_id": user.pk, "created_at__gt": timezone.now() - every}
        told: JournalEntry | None = candidature.journal.filter(text=clean_line(what), **since).last()
        if told:
            return told
    actor = actor_of(user)
    return JournalEntry.objects.create(
        candidature=candidature,
        kind=EntryKind.READING,
        role=actor.role if actor else "",
        user_id=user.pk,
        text=clean_line(what),
    )


def assign(candidature: Candidature, instructeur: "AbstractBaseUser | None", actor: Actor) -> bool:
    """Give a candidature to a member of the team, who is told, or to nobody. Whether it changed.

    Raises:
        ActRefusedError: for someone who has no role, a draft or a dossier that is over.
    """
    require(actor, *TEAM_ROLES)
    if instructeur and not may_act(instructeur):
        raise ActRefusedError(_("Choisissez une personne des groupes Instruction, Décision ou Gestion."))
    with transaction.atomic():
        _lock_alive(candidature)
        if candidature.instructeur_id == (instructeur.pk if instructeur else None):
            return False
        Candidature.objects.filter(pk=candidature.pk).update(instructeur_id=instructeur.pk if instructeur else None)
        candidature.refresh_from_db(fields=["instructeur"])
        text = (
            _("Dossier attribué à %(name)s.") % {"name": name_of(instructeur)} if instructeur else _("Dossier rendu.")
        )
        entry = journal.write(candidature, EntryKind.ASSIGNMENT, actor, text)
        if instructeur and (actor.user is None or actor.user.pk != instructeur.pk):
            letter = Letter({"auteur": name_of(actor.user)})
            mails.write(candidature, MailKey.ASSIGNMENT, str(entry.pk), letter)
    return True


def write_note(candidature: Candidature, actor: Actor, body: str) -> InternalNote:
    """A note of the team to itself.

    Raises:
        ActRefusedError: for an empty one, or an actor without role.
    """
    require(actor, *TEAM_ROLES)
    text = _text(body)
    with transaction.atomic():
        lock(candidature)
        note = InternalNote.objects.create(candidature=candidature, author_id=_pk(actor), body=text)
        journal.write(candidature, EntryKind.NOTE, actor, _("Note interne écrite."), data={"note": note.pk})
    return note


def edit_note(note: InternalNote, actor: Actor, body: str) -> None:
    """Write a note again. Its author alone may.

    Raises:
        ActRefusedError: for another person, or an empty text.
    """
    _require_author(note, actor)
    note.body, note.edited_at = _text(body), timezone.now()
    note.save(update_fields=["body", "edited_at"])


def delete_note(note: InternalNote, actor: Actor) -> None:
    """Take a note away. Its author alone may: raises `ActRefusedError` for another person."""
    _require_author(note, actor)
    note.delete()


def assess(candidature: Candidature, actor: Actor, grid: Mapping[str, tuple[Appreciation, str]]) -> None:
    """Keep what the team thinks under the criteria of the call: by key of a criterion, an appreciation and a comment.

    Criteria that `grid` does not name stay as they are; those of another version are not taken.

    Raises:
        ActRefusedError: for an actor without role, or a dossier that is over.
    """
    require(actor, *TEAM_ROLES)
    known = {criterion.key for criterion in candidature.version.rules.criteria}
    with transaction.atomic():
        _lock_alive(candidature)
        former = {row.criterion: (row.appreciation, row.comment) for row in candidature.assessments.all()}
        given = {key: (value, clean_text(comment).strip()) for key, (value, comment) in grid.items() if key in known}
        changed = {key: row for key, row in given.items() if former.get(key, (Appreciation.UNKNOWN, "")) != row}
        for key, (appreciation, comment) in changed.items():
            CriterionAssessment.objects.update_or_create(
                candidature=candidature,
                criterion=key,
                defaults={"appreciation": appreciation, "comment": comment, "assessed_by_id": _pk(actor)},
            )
        if changed:
            text = _("Grille d’appréciation remplie.")
            journal.write(candidature, EntryKind.ASSESSMENT, actor, text, data={"criteria": sorted(changed)})


def plan(candidature: Candidature, actor: Actor, due_on: date, label: str) -> FollowUp:
    """A day by which the team means to do something.

    Raises:
        ActRefusedError: without a label, or for an actor without role.
    """
    require(actor, *TEAM_ROLES)
    with transaction.atomic():
        _lock_alive(candidature)
        follow_up = FollowUp.objects.create(
            candidature=candidature,
            due_on=due_on,
            label=clean_line(_text(label))[:MAX_LABEL],
            created_by_id=_pk(actor),
        )
        journal.write(candidature, EntryKind.DEADLINE, actor, _("Échéance notée."), data={"follow_up": follow_up.pk})
        deadlines.refresh(candidature)
    return follow_up


def finish(follow_up: FollowUp, actor: Actor) -> None:
    """Note that it is done. Done twice, it is done once."""
    require(actor, *TEAM_ROLES)
    with transaction.atomic():
        rows = FollowUp.objects.filter(pk=follow_up.pk, done_at=None)
        if rows.update(done_at=timezone.now(), done_by_id=_pk(actor)):
            follow_up.refresh_from_db()
            deadlines.refresh(follow_up.candidature)


def send_message(
    candidature: Candidature,
    actor: Actor,
    body: str,
    *,
    token: UUID | None = None,
    uploads: "Sequence[UploadedFile]" = (),
) -> Message:
    """A message of the team to the organisers, with its files. A `token` sent before gives the message it made.

    Raises:
        ActRefusedError: for an empty one, an actor without role, a draft, or a dossier made anonymous.
        FileRefusedError: for a file that is not taken; the message is then not sent either.
    """
    require(actor, *TEAM_ROLES)
    if candidature.is_draft or candidature.anonymised_at:
        raise ActRefusedError(_("On n’écrit pas au sujet de ce dossier."))
    token = token or uuid4()
    with transaction.atomic():
        message, is_new = Message.objects.get_or_create(
            token=token,
            defaults={
                "candidature": candidature,
                "user_id": _pk(actor),
                "is_from_team": True,
                "body": _text(body),
            },
        )
        if not is_new:
            return message
        exchanges.attach(message, None, uploads)
        data = {"message": message.pk}
        journal.write(candidature, EntryKind.MESSAGE, actor, _("Message de l’équipe."), is_public=True, data=data)
        mails.write(candidature, MailKey.MESSAGE, str(message.pk), Letter({"message": message.body}))
    return message


def _lock_alive(candidature: Candidature) -> None:
    lock(candidature)
    if candidature.is_draft or candidature.state in OVER:
        raise ActRefusedError(
            _("Ce dossier est dans l’état « %(state)s » : il ne se traite pas.")
            % {"state": State(candidature.state).label}
        )


def _require_author(note: InternalNote, actor: Actor) -> None:
    require(actor, *TEAM_ROLES)
    if note.author_id is None or note.author_id != _pk(actor):
        raise ActRefusedError(_("Seule la personne qui a écrit cette note peut la changer."))


def _text(body: str) -> str:
    text = clean_text(body).strip()
    if not text:
        raise ActRefusedError(_("Écrivez un texte."))
    return text


def _pk(actor: Actor) -> int | None:
    return actor.user.pk if actor.user else None
