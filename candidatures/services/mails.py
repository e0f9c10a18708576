"""The e-mails about candidatures: written with what they tell of, in one transaction, then sent once by a task.

A mail that the server refuses stays in the outbox with the reason; the command `send_candidature_mails` tries again.
"""

import logging
import smtplib
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from candidatures.enums import MailState
from candidatures.models import Candidature, Courriel, DossierVersion, Porteur
from candidatures.pdf import file_name, make_version_pdf
from candidatures.sites import full_url, get_site_name
from socle.text import clean_line
from socle.typst import PdfError

logger = logging.getLogger(__name__)

ANSWER_AWAITED: Final = "[Action requise]"
#: How long a mail that did not leave is tried again: what it says is of no use later.
RETRY_PERIOD: Final = timedelta(days=7)
#: After this long, a mail whose sending began is taken for one whose worker died. No server is waited for so long.
SENDING_PERIOD: Final = timedelta(minutes=10)
#: What a mail bears while a worker sends it. It is then `SENT`, so that no other takes it.
SENDING: Final = "Envoi en cours"
MAX_SUBJECT: Final = 255


def queue(  # noqa: PLR0913 (what a mail is made of)
    candidature: Candidature,
    *,
    key: str,
    to: str,
    subject: str,
    template: str,
    context: dict[str, Any],
    version: DossierVersion | None = None,
    reply_to: str = "",
    awaits_answer: bool = False,
) -> Courriel:
    """The mail of the event `key` of `candidature`, to leave when the transaction is committed.

    Asked for again with the same key, it is the first one, and nothing more is sent. `to` holds addresses apart by
    commas; `version` is the dossier whose PDF goes with it; `awaits_answer` says so at the start of the subject.
    `template` gets `context`, `candidature`, `follow_up_url` and `site_name`.
    """
    words = f"{ANSWER_AWAITED} {subject}" if awaits_answer else subject
    known = {
        "candidature": candidature,
        "follow_up_url": full_url(candidature, reverse("nec_candidatures:follow_up", args=[candidature.uuid])),
        "site_name": get_site_name(candidature),
    }
    courriel, is_new = Courriel.objects.get_or_create(
        key=f"{candidature.pk}:{key}",
        defaults={
            "candidature": candidature,
            "to": to,
            "subject": clean_line(words)[:MAX_SUBJECT],
            "body": render_to_string(template, known | context),
            "version": version,
            "reply_to": reply_to,
        },
    )
    if is_new:
        # Robust: what the mail tells of is committed, whatever becomes of it.
        transaction.on_commit(partial(send_courriel.enqueue, courriel.pk), robust=True)
    return courriel


def queue_for_porteurs(  # noqa: PLR0913 (the same)
    candidature: Candidature,
    *,
    key: str,
    subject: str,
    template: str,
    context: dict[str, Any],
    version: DossierVersion | None = None,
    awaits_answer: bool = False,
) -> list[Courriel]:
    """A mail for each person who may open `candidature`. `template` gets `porteur` too."""
    return [
        queue(
            candidature,
            key=f"{key}:{porteur.pk}",
            to=porteur.email,
            subject=subject,
            template=template,
            context=context | {"porteur": porteur},
            version=version,
            awaits_answer=awaits_answer,
        )
        for porteur in Porteur.objects.filter(participations__candidature=candidature).order_by("pk")
    ]


def queue_for_team(  # noqa: PLR0913 (the same)
    candidature: Candidature,
    *,
    key: str,
    subject: str,
    template: str,
    context: dict[str, Any],
    version: DossierVersion | None = None,
    reply_to: str = "",
) -> Courriel | None:
    """One mail to the recipients of the call; None for a call that has none."""
    appel = candidature.version.appel
    recipients = split_addresses(appel.recipients) if appel else []
    if not recipients:
        return None
    return queue(
        candidature,
        key=f"{key}:equipe",
        to=", ".join(recipients),
        subject=subject,
        template=template,
        context=context,
        version=version,
        reply_to=reply_to,
    )


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
    courriel = Courriel.objects.select_related("version__candidature__version__appel").get(pk=pk)
    try:
        _as_message(courriel).send()
    except (OSError, ValueError, PdfError) as error:
        # Its text may hold an address: its type, and the server's code, say enough.
        _put_back(courriel, _describe(error))
        return False
    Courriel.objects.filter(pk=pk).update(error="", sent_at=timezone.now())
    logger.info("Mail of a candidature sent", extra={"courriel": pk})
    return True


def to_send_again(now: datetime) -> list[int]:
    """The mails of the outbox that have not left: refused, waiting, or whose worker died while sending them."""
    rows = Courriel.objects.filter(_may_be_sent(now), created_at__gte=now - RETRY_PERIOD)
    return list(rows.order_by("created_at").values_list("pk", flat=True))


def _claim(pk: int) -> bool:
    now = timezone.now()
    rows = Courriel.objects.filter(_may_be_sent(now), pk=pk)
    return bool(rows.update(state=MailState.SENT, error=SENDING, sent_at=now, attempts=F("attempts") + 1))


def _may_be_sent(now: datetime) -> Q:
    is_interrupted = Q(state=MailState.SENT, error=SENDING, sent_at__lt=now - SENDING_PERIOD)
    return Q(state__in=[MailState.QUEUED, MailState.FAILED]) | is_interrupted


def _put_back(courriel: Courriel, error: str) -> None:
    Courriel.objects.filter(pk=courriel.pk).update(state=MailState.FAILED, error=error, sent_at=None)
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
    return message
