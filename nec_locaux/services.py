"""The message of an organiser, passed on to a partner who offers a format."""

import logging
import uuid
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from nec_locaux.models import MiseEnRelation, OffreDeFormatPage
from socle.chrome import get_chrome
from socle.mail import send_mail
from socle.text import clean_line

logger = logging.getLogger(__name__)

QUOTE: Final = "> "


class RelayError(Exception):
    """The mail server did not take the message: nothing was sent, and nothing recorded."""


@dataclass(frozen=True)
class Message:
    """What an organiser writes to a partner. Kept nowhere: it lives as long as the request."""

    name: str
    organisation: str
    email: str
    event: str
    text: str

    @property
    def quoted_text(self) -> str:
        """The text with a sign before each line, so that none passes for the site's own words."""
        return "\n".join(f"{QUOTE}{line}".rstrip() for line in self.text.splitlines())


def is_passed_on(token: uuid.UUID) -> bool:
    """Whether the very same message has been sent from the same display of the form."""
    return MiseEnRelation.objects.filter(token=token).exists()


def pass_on(offre: OffreDeFormatPage, message: Message, token: uuid.UUID) -> None:
    """Mail `message` to the contact of `offre`, once for each `token`, then tell the sender that it has left.

    Raises `RelayError` when the mail server does not take it.
    """
    try:
        # A second click waits here for the outcome of the first: the row is locked until its mail has left.
        with transaction.atomic():
            _row, is_new = MiseEnRelation.objects.get_or_create(token=token, defaults={"offre": offre})
            if is_new:
                _write_to_contact(offre, message)
    except OSError as error:
        # Its text may hold an address: its type says enough.
        logger.warning("Message to a partner refused", extra=_facts(offre, error))
        raise RelayError from None
    if is_new:
        logger.info("Message passed on to a partner", extra=_facts(offre))
        _confirm(offre, message)


def _write_to_contact(offre: OffreDeFormatPage, message: Message) -> None:
    site_name = _site_name(offre)
    send_mail(
        subject=_("%(site)s : une demande sur « %(title)s »") % {"site": site_name, "title": offre.title},
        body=render_to_string(
            "email/mise_en_relation.txt", {"offre": offre, "message": message, "site_name": site_name}
        ),
        to=[offre.contact_email],
        reply_to=[message.email],
    )


def _confirm(offre: OffreDeFormatPage, message: Message) -> None:
    """Tell the sender that the message has left.

    The mail holds the site's words alone, never the sender's: otherwise the form would send anyone's text to anyone.
    The message itself has left: that the confirmation has not is no reason to ask for it again.
    """
    try:
        send_mail(
            subject=_("Votre message sur « %(title)s » est parti") % {"title": offre.title},
            body=render_to_string(
                "email/mise_en_relation_confirmation.txt", {"offre": offre, "site_name": _site_name(offre)}
            ),
            to=[message.email],
        )
    except OSError as error:
        logger.warning("Confirmation of a message to a partner refused", extra=_facts(offre, error))


def _site_name(offre: OffreDeFormatPage) -> str:
    site = offre.get_site()
    return clean_line(get_chrome(site).site_name) if site else ""


def _facts(offre: OffreDeFormatPage, error: OSError | None = None) -> dict[str, Any]:
    """What a line of the log says: nothing of the sender, nor of the partner's address."""
    facts: dict[str, Any] = {"offre": offre.pk, "partenaire": offre.partenaire_id}
    return facts | ({"error": type(error).__name__} if error else {})
