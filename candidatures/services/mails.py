"""The e-mails about candidatures: written with what they tell of, in one transaction, then sent once by a task.

A mail that the server refuses stays in the outbox with the reason; the command `send_candidature_mails` tries again,
less and less often, then gives it up.
"""

import logging
import re
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from candidatures.actors import Actor
from candidatures.appointments import appointment_calendar
from candidatures.enums import EntryKind, MailKey, MailState, State
from candidatures.mail_catalogue import CATALOGUE, Audience
from candidatures.models import Appointment, Candidature, Courriel, DossierVersion, ModeleCourriel, Porteur
from candidatures.pdf import file_name, make_version_pdf
from candidatures.rights import TEAM_ROLES
from candidatures.services import journal
from candidatures.services.refusals import require
from candidatures.sites import full_url, get_site_name, team_url
from candidatures.variables import fill
from socle.text import clean_line, clean_text
from socle.typography import date_range_text, french_text
from socle.typst import PdfError

if TYPE_CHECKING:
    from django.db.models import QuerySet

logger = logging.getLogger(__name__)

ANSWER_AWAITED: Final = "[Action requise]"
#: How long a mail that did not leave is tried again: what it says is of no use later.
RETRY_PERIOD: Final = timedelta(days=7)
#: How long a mail waits after each attempt that failed; the last delay serves for all those that follow.
RETRY_DELAYS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
#: After this long, a mail whose sending began is taken for one whose worker died. No server is waited for so long.
SENDING_PERIOD: Final = timedelta(minutes=10)
#: What a mail bears while a worker sends it. It is then `SENT`, so that no other takes it.
SENDING: Final = "Envoi en cours"
#: States from which the team may have a mail sent again.
RESENT_FROM: Final = (MailState.SENT, MailState.FAILED, MailState.ABANDONED, MailState.SET_ASIDE)
MAX_SUBJECT: Final = 255
#: Mails that a line of the log names.
MAX_LOGGED: Final = 50


@dataclass(frozen=True)
class Words:
    """What a mail says."""

    subject: str
    body: str


@dataclass(frozen=True)
class Letter:
    """What the event gives its mails: values of their own variables, and what goes with them.

    `version` is the dossier whose PDF goes with them, `appointment` the one whose calendar file does; `reply_to` is an
    address, for the team.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    version: DossierVersion | None = None
    appointment: Appointment | None = None
    reply_to: str = ""


def write(candidature: Candidature, key: MailKey, event: str, letter: Letter | None = None) -> list[Courriel]:
    """The mails `key` of what happened, one for each person or one for the team, to leave when it is committed.

    `event` names what happened among all that happen to `candidature`: written again for the same, nothing more is
    sent, and nothing is given back. Gives the mails that are new.
    """
    letter = letter or Letter()
    spec = CATALOGUE[key]
    words = compose(candidature, key, letter.values)
    written = [
        _queue(
            candidature, key=f"{key.value}:{event}:{whom}", to=to, words=words, letter=letter, mail=key, porteur=porteur
        )
        for whom, to, porteur in _recipients(candidature, spec.audience)
    ]
    return [courriel for courriel, is_new in written if is_new]


def compose(candidature: Candidature, key: MailKey, values: Mapping[str, str] | None = None) -> Words:
    """What the mail `key` says of `candidature`: the team's words, else the site's. A variable may have no value."""
    known = {name: clean_text(value).strip() for name, value in (values or {}).items()}
    return _fill_words(key, current_words(key), common_values(candidature) | known)


def preview(candidature: Candidature, key: MailKey, values: Mapping[str, str] | None = None) -> Words:
    """The mail as it would be sent; what is not known yet stands between square brackets, by its name."""
    samples = {variable.name: f"[{variable.label}]" for variable in CATALOGUE[key].own_variables}
    given = {name: value for name, value in (values or {}).items() if value}
    return compose(candidature, key, samples | given)


def preview_words(key: MailKey, words: Words, candidature: Candidature | None = None) -> Words:
    """The mail `key` as `words`, which nobody has kept yet, would make it: of a dossier, or of one that is made up."""
    samples = {variable.name: f"[{variable.label}]" for variable in CATALOGUE[key].variables}
    return _fill_words(key, words, samples | (common_values(candidature) if candidature else _made_up()))


def _made_up() -> dict[str, str]:
    number, title = "NEC-2000-0000", _("NEC d’exemple")
    return {"dossier": f"{number} · {title}", "numero": number, "titre": title}


def _fill_words(key: MailKey, words: Words, values: Mapping[str, str]) -> Words:
    spec = CATALOGUE[key]
    known = dict.fromkeys((variable.name for variable in spec.variables), "") | dict(values)
    subject = clean_line(fill(words.subject, known))
    prefix = f"{ANSWER_AWAITED} " if spec.awaits_answer else ""
    return Words(f"{prefix}{subject}"[:MAX_SUBJECT], _fill_lines(words.body, known))


def current_words(key: MailKey) -> Words:
    """The words of the mail `key`, with their variables: those of the team where it wrote some."""
    row = ModeleCourriel.objects.filter(key=key).first()
    return Words(row.subject, row.body) if row else default_words(key)


def default_words(key: MailKey) -> Words:
    """The site's own words for the mail `key`, with their variables: what the team begins from."""
    spec = CATALOGUE[key]
    lines = render_to_string(spec.template).strip("\n").split("\n")
    return Words(
        french_text(str(spec.subject)), "\n".join(french_text(line) if line.strip() else line for line in lines)
    )


def common_values(candidature: Candidature) -> dict[str, str]:
    """The values of the variables that all mails may hold."""
    return {
        "dossier": str(candidature),
        "numero": candidature.number or "",
        "titre": candidature.display_title,
        "structure": candidature.structure_name,
        "appel": candidature.version.title,
        "dates": _event_days(candidature),
        "lien": full_url(candidature, reverse("nec_candidatures:follow_up", args=[candidature.uuid])),
        "lien_equipe": team_url(candidature),
        "site": get_site_name(candidature),
    }


def _event_days(candidature: Candidature) -> str:
    start = candidature.start_date
    return date_range_text(start, candidature.end_date, candidature.date_precision) if start else ""


def _fill_lines(text: str, values: Mapping[str, str]) -> str:
    """`text` with its values; a line that held nothing but variables without value goes, and so do its empty lines."""
    filled = []
    for line in text.replace("\r\n", "\n").split("\n"):
        words = fill(line, values)
        if words.strip() or not line.strip():
            filled.append(words)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(filled)).strip("\n") + "\n"


def _recipients(candidature: Candidature, audience: Audience) -> list[tuple[str, str, Porteur | None]]:
    """Whom to write to: what names them in a key, their address or addresses, and the person it is."""
    if audience is Audience.PORTEURS:
        people = Porteur.objects.filter(participations__candidature=candidature).order_by("pk")
        return [(str(person.pk), person.email, person) for person in people]
    instructeur = candidature.instructeur
    own = [instructeur.email] if instructeur and instructeur.is_active and instructeur.email else []
    appel = candidature.version.appel
    shared = split_addresses(appel.recipients) if appel and audience is Audience.TEAM else []
    whom = f"instructeur-{instructeur.pk}" if instructeur and audience is Audience.INSTRUCTEUR else "equipe"
    addresses = list(dict.fromkeys([*shared, *own]))
    return [(whom, ", ".join(addresses), None)] if addresses else []


def _queue(  # noqa: PLR0913 (what a mail is made of)
    candidature: Candidature,
    *,
    key: str,
    to: str,
    words: Words,
    letter: Letter,
    mail: MailKey,
    porteur: Porteur | None,
) -> tuple[Courriel, bool]:
    courriel, is_new = Courriel.objects.get_or_create(
        key=f"{candidature.pk}:{key}",
        defaults={
            "candidature": candidature,
            "template_key": mail,
            "porteur": porteur,
            "to": to,
            "subject": words.subject,
            "body": words.body,
            "version": letter.version,
            "appointment": letter.appointment,
            "reply_to": "" if porteur else letter.reply_to,
        },
    )
    if is_new:
        # Robust: what the mail tells of is committed, whatever becomes of it.
        transaction.on_commit(partial(send_courriel.enqueue, courriel.pk), robust=True)
    return courriel, is_new


def split_addresses(addresses: str) -> list[str]:
    """The addresses of a list apart by commas."""
    return [address.strip() for address in addresses.split(",") if address.strip()]


@task()
def send_courriel(pk: int) -> None:
    """Send a mail of the outbox that has not left yet."""
    send(pk)


def send(pk: int) -> bool:
    """Send the mail `pk`, unless it has left or another worker is at it. Whether it has left now."""
    if not _claim(pk):
        return False
    known = Courriel.objects.select_related("version__candidature__version__appel", "appointment__candidature__version")
    courriel = known.get(pk=pk)
    try:
        _as_message(courriel).send()
    except (OSError, ValueError, PdfError) as error:
        # Its text may hold an address: its type, and the server's code, say enough.
        _put_back(courriel, _describe(error))
        return False
    Courriel.objects.filter(pk=pk).update(error="", sent_at=timezone.now(), next_attempt_at=None)
    _forget_sent(Courriel.objects.filter(pk=pk))
    logger.info("Mail of a candidature sent", extra={"courriel": pk})
    return True


def to_send_again(now: datetime) -> list[int]:
    """The mails whose time has come again: refused, waiting, or whose worker died while sending them."""
    rows = Courriel.objects.filter(_may_be_sent(now)).exclude(_is_too_old(now))
    return list(rows.order_by("created_at").values_list("pk", flat=True))


def give_up(now: datetime) -> int:
    """Abandon the mails that have been tried for so long that what they say is of no use. How many there were.

    Whoever runs the site is told by one line of its log, however many they are; the team, by its first page.
    """
    rows = Courriel.objects.filter(_is_waiting(now) & _is_too_old(now)).order_by("pk")
    values = {"state": MailState.ABANDONED, "sent_at": None, "next_attempt_at": None}
    # One by one: of two that give up at once, one alone tells of a mail.
    pks = [
        pk
        for pk in rows.values_list("pk", flat=True)
        if Courriel.objects.filter(_is_waiting(now), pk=pk).update(**values)
    ]
    if pks:
        logger.error("Mails of candidatures given up", extra={"count": len(pks), "courriels": pks[:MAX_LOGGED]})
    _forget_sent(Courriel.objects.filter(pk__in=pks))
    return len(pks)


def given_up() -> "QuerySet[Courriel]":
    """The mails that reached nobody and that the team has not looked at; those of a draft are its organiser's alone."""
    return Courriel.objects.filter(state=MailState.ABANDONED).exclude(candidature__state=State.DRAFT)


def set_aside(courriel: Courriel, actor: Actor) -> bool:
    """Note that a mail given up is not to be sent again. False where it was not given up, or is no longer.

    Raises:
        ActRefusedError: for someone without a role.
    """
    require(actor, *TEAM_ROLES)
    with transaction.atomic():
        rows = Courriel.objects.filter(pk=courriel.pk, state=MailState.ABANDONED)
        if not rows.update(state=MailState.SET_ASIDE):
            return False
        if courriel.candidature:
            text = _("Courriel jamais parti, et laissé ainsi : %(subject)s") % {"subject": courriel.subject}
            journal.write(courriel.candidature, EntryKind.MESSAGE, actor, text, data={"courriel": courriel.pk})
    return True


def resend(courriel: Courriel, actor: Actor) -> bool:
    """Send a mail again because the team asks for it. False where it was just done, or may not be any more.

    `courriel` is as whoever asks has seen it: of two requests made on one page, one alone sends. It leaves to the same
    address, with the same words.

    Raises:
        ActRefusedError: for someone without a role.
    """
    require(actor, *TEAM_ROLES)
    with transaction.atomic():
        # On the columns of its row alone: PostgreSQL reads no other again for whoever waited for the row.
        rows = Courriel.objects.filter(pk=courriel.pk, state__in=RESENT_FROM, resent_at=courriel.resent_at)
        rows = rows.exclude(to="").exclude(error=SENDING)
        values = {"attempts": 0, "error": "", "sent_at": None, "next_attempt_at": None}
        user_id = actor.user.pk if actor.user else None
        if not rows.update(state=MailState.QUEUED, resent_at=timezone.now(), resent_by_id=user_id, **values):
            return False
        if courriel.candidature:
            text = _("Courriel renvoyé : %(subject)s") % {"subject": courriel.subject}
            journal.write(courriel.candidature, EntryKind.MESSAGE, actor, text, data={"courriel": courriel.pk})
        transaction.on_commit(partial(send_courriel.enqueue, courriel.pk), robust=True)
    return True


def empty(rows: "QuerySet[Courriel]") -> None:
    """Take the words, the addresses and the people out of mails: that they were written, and when, stays."""
    rows.update(
        key=Concat(Value("anonyme:"), Cast("pk", CharField())),
        to="",
        reply_to="",
        subject="",
        body="",
        porteur=None,
        version=None,
        appointment=None,
        resent_by=None,
    )


def _forget_sent(rows: "QuerySet[Courriel]") -> None:
    """Empty those that were the last word on a candidature made anonymous."""
    last = rows.filter(candidature__in=Candidature.objects.filter(anonymised_at__isnull=False))
    last.filter(state=MailState.ABANDONED).update(state=MailState.SET_ASIDE)
    empty(last)


def _claim(pk: int) -> bool:
    now = timezone.now()
    rows = Courriel.objects.filter(_may_be_sent(now), pk=pk)
    return bool(rows.update(state=MailState.SENT, error=SENDING, sent_at=now, attempts=F("attempts") + 1))


def _is_waiting(now: datetime) -> Q:
    is_interrupted = Q(state=MailState.SENT, error=SENDING, sent_at__lt=now - SENDING_PERIOD)
    return Q(state__in=[MailState.QUEUED, MailState.FAILED]) | is_interrupted


def _may_be_sent(now: datetime) -> Q:
    return _is_waiting(now) & (Q(next_attempt_at=None) | Q(next_attempt_at__lte=now))


def _is_too_old(now: datetime) -> Q:
    limit = now - RETRY_PERIOD
    return Q(created_at__lt=limit) & (Q(resent_at=None) | Q(resent_at__lt=limit))


def _put_back(courriel: Courriel, error: str) -> None:
    delay = RETRY_DELAYS[min(courriel.attempts, len(RETRY_DELAYS)) - 1]
    Courriel.objects.filter(pk=courriel.pk).update(
        state=MailState.FAILED, error=error, sent_at=None, next_attempt_at=timezone.now() + delay
    )
    logger.warning("Mail of a candidature refused", extra={"courriel": courriel.pk, "error": error})


def _describe(error: Exception) -> str:
    code = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else ""
    return " ".join(filter(None, [type(error).__name__, str(code)]))


def _as_message(courriel: Courriel) -> EmailMessage:
    message = EmailMessage(
        subject=courriel.subject,
        body=courriel.body,
        to=split_addresses(courriel.to),
        reply_to=split_addresses(courriel.reply_to),
        headers={"Auto-Submitted": "auto-generated"},
    )
    if courriel.version:
        name = file_name(courriel.version.candidature)
        message.attach(name, make_version_pdf(courriel.version), "application/pdf")
    if courriel.appointment:
        candidature = courriel.appointment.candidature
        url = full_url(candidature, reverse("nec_candidatures:follow_up", args=[candidature.uuid]))
        calendar = appointment_calendar(courriel.appointment, url).decode()
        message.attach("rendez-vous-nec.ics", calendar, "text/calendar")
    return message
