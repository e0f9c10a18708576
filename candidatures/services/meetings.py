"""The conversations that the team sets with organisers: told by an e-mail with a file for their calendar."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from candidatures.actors import Actor
from candidatures.enums import EntryKind, MailKey, State
from candidatures.models import Appointment, Candidature
from candidatures.rights import TEAM_ROLES
from candidatures.services import journal, mails, transitions
from candidatures.services.locks import lock
from candidatures.services.mails import Letter
from candidatures.services.refusals import ActRefusedError, require
from candidatures.timeline import moment_text
from candidatures.workflow import OVER
from socle.text import clean_line, clean_text


@dataclass(frozen=True)
class Meeting:
    """When and where: `place` is an address or a telephone number, `url` the address of a video call."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""
    url: str = ""
    note: str = ""


def invite(candidature: Candidature, actor: Actor, meeting: Meeting) -> Appointment:
    """Set a conversation; a dossier in review is then in interview.

    Raises:
        ActRefusedError: for a moment that is past, an end before the beginning, a draft or a dossier that is over.
        TransitionRefusedError: when the state changed meanwhile.
    """
    require(actor, *TEAM_ROLES)
    _check(meeting)
    with transaction.atomic():
        lock(candidature)
        if candidature.is_draft or candidature.state in OVER:
            raise ActRefusedError(_("Ce dossier n’attend pas de rendez-vous."))
        appointment = Appointment.objects.create(
            candidature=candidature, created_by_id=actor.user.pk if actor.user else None, **_fields(meeting)
        )
        letter, data = _letter(appointment), {"appointment": str(appointment.uuid)}
        text = _("Rendez-vous fixé %(when)s.") % {"when": moment_text(appointment.starts_at)}
        if candidature.state == State.IN_REVIEW:
            transitions.apply(candidature, "invite", actor, text=text, data=data, letter=letter)
        else:
            journal.write(candidature, EntryKind.APPOINTMENT, actor, text, is_public=True, data=data)
            mails.write(candidature, MailKey.APPOINTMENT, str(appointment.pk), letter)
    return appointment


def change(appointment: Appointment, actor: Actor, meeting: Meeting) -> None:
    """Set it at another moment or place; calendars replace what they hold.

    Raises:
        ActRefusedError: as `invite`, or for one that is over or cancelled.
    """
    require(actor, *TEAM_ROLES)
    _check(meeting)
    with transaction.atomic():
        _take(appointment)
        if appointment.cancelled_at:
            raise ActRefusedError(_("Ce rendez-vous est annulé : fixez-en un autre."))
        changed = {name: value for name, value in _fields(meeting).items() if getattr(appointment, name) != value}
        if not changed:
            return
        for name, value in changed.items():
            setattr(appointment, name, value)
        appointment.sequence += 1
        appointment.save()
        text = _("Rendez-vous changé : %(when)s.") % {"when": moment_text(appointment.starts_at)}
        _tell(appointment, actor, MailKey.APPOINTMENT_CHANGED, text)


def cancel(appointment: Appointment, actor: Actor) -> None:
    """Cancel it. Cancelled twice, it is cancelled once. The state of the dossier stays.

    Raises:
        ActRefusedError: for one that is over.
    """
    require(actor, *TEAM_ROLES)
    with transaction.atomic():
        _take(appointment)
        if appointment.cancelled_at:
            return
        appointment.cancelled_at = timezone.now()
        appointment.sequence += 1
        appointment.save()
        text = _("Rendez-vous du %(when)s annulé.") % {"when": moment_text(appointment.starts_at).removeprefix("le ")}
        _tell(appointment, actor, MailKey.APPOINTMENT_CANCELLED, text)


def _take(appointment: Appointment) -> None:
    candidature = appointment.candidature
    lock(candidature)
    appointment.refresh_from_db()
    appointment.candidature = candidature
    if appointment.is_over and not appointment.cancelled_at:
        raise ActRefusedError(_("Ce rendez-vous est passé."))


def _tell(appointment: Appointment, actor: Actor, key: MailKey, text: str) -> None:
    data = {"appointment": str(appointment.uuid)}
    journal.write(appointment.candidature, EntryKind.APPOINTMENT, actor, text, is_public=True, data=data)
    mails.write(appointment.candidature, key, f"{appointment.pk}:{appointment.sequence}", _letter(appointment))


def _letter(appointment: Appointment) -> Letter:
    values = {
        "quand": moment_text(appointment.starts_at),
        "ou": "\n".join(filter(None, [appointment.place, appointment.url])),
        "note": appointment.note,
    }
    return Letter(values, appointment=appointment)


def _fields(meeting: Meeting) -> dict[str, object]:
    return {
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "place": clean_line(meeting.place),
        "url": clean_line(meeting.url),
        "note": clean_text(meeting.note).strip(),
    }


def _check(meeting: Meeting) -> None:
    if meeting.starts_at <= timezone.now():
        raise ActRefusedError(_("Choisissez un moment à venir."))
    if meeting.ends_at < meeting.starts_at:
        raise ActRefusedError(_("Choisissez une fin qui suive le début."))
