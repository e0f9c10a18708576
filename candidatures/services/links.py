"""The links that sign in: sent by e-mail at once, kept as a hash, good for one use within half an hour.

They never go through the outbox nor a task: both would keep the token in the database. All that is done for an address
is the same whether somebody has signed in with it or not, so that nothing tells.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.mail import BadHeaderError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.models import Site

from candidatures.access import FORM_LIFETIME, hash_token, new_token
from candidatures.actors import Actor
from candidatures.enums import EntryKind
from candidatures.models import Candidature, JournalEntry, Participation, Porteur, PorteurSession, SignInLink
from candidatures.services import journal
from socle.chrome import get_chrome
from socle.mail import send_mail
from socle.text import clean_line

logger = logging.getLogger(__name__)

LINK_LIFETIME: Final = timedelta(minutes=30)
#: How long a link that is over may still be exchanged for another one.
RENEWAL_PERIOD: Final = timedelta(days=7)
MAX_DESTINATION: Final = 500


class LinkNotSentError(Exception):
    """The mail server did not take the mail: nothing was sent, and nothing recorded."""


class LastPersonError(Exception):
    """A candidature always has someone who may open it."""


def send_link(email: str, *, destination: str = "") -> None:
    """Mail to `email` a link that leads to `destination`, a path of this site; to the list of candidatures without it.

    Raises `LinkNotSentError` when the mail server does not take it.
    """
    _send(email, destination, "email/lien_de_connexion.txt", _("%(site)s : le lien de vos dossiers"), {})


def find(token: str) -> SignInLink | None:
    """The link that bears `token`, be it over or not."""
    return SignInLink.objects.filter(token_hash=hash_token(token)).first()


def is_usable(link: SignInLink) -> bool:
    """Whether `link` still signs in."""
    return link.used_at is None and timezone.now() < link.expires_at


def use(token: str) -> Porteur | None:
    """Who the link that bears `token` signs in; None when it is over. Of several calls at once, one gets somebody."""
    now = timezone.now()
    with transaction.atomic():
        mine = SignInLink.objects.filter(token_hash=hash_token(token), used_at=None, expires_at__gt=now)
        if not mine.update(used_at=now):
            return None
        email = SignInLink.objects.values_list("email", flat=True).get(token_hash=hash_token(token))
        porteur, _is_new = Porteur.objects.update_or_create(email=email, defaults={"last_signed_in_at": now})
    return porteur


def renew(token: str) -> None:
    """Mail a new link to the address that got `token`, with the same destination. Does nothing for an unknown token.

    Raises `LinkNotSentError` when the mail server does not take it.
    """
    link = find(token)
    if link:
        send_link(link.email, destination=link.destination)


def invite(candidature: Candidature, email: str, by: Porteur) -> bool:
    """Let whoever reads the mails of `email` into `candidature`, and tell them. Whether they were not in it yet.

    Raises `LinkNotSentError` when the mail server does not take the mail: they are not let in then.
    """
    email = email.lower()
    if candidature.participations.filter(porteur__email=email).exists():
        return False
    _send(
        email,
        reverse("nec_candidatures:follow_up", args=[candidature.uuid]),
        "email/invitation.txt",
        _("%(site)s : vous avez accès à un dossier"),
        {"by": by},
    )
    with transaction.atomic():
        porteur, _is_new_person = Porteur.objects.get_or_create(email=email)
        _participation, is_new = Participation.objects.get_or_create(
            candidature=candidature, porteur=porteur, defaults={"invited_by": by}
        )
        if is_new:
            _write(candidature, by, _("Accès ouvert à %(email)s.") % {"email": email})
    return is_new


def remove(participation: Participation, by: Porteur) -> None:
    """Take the access of a person to a candidature away, at once.

    Raises `LastPersonError` for the last person who may open it.
    """
    with transaction.atomic():
        # Two people who remove each other wait for one another here.
        candidature = Candidature.objects.select_for_update().get(pk=participation.candidature_id)
        if not candidature.participations.exclude(pk=participation.pk).exists():
            raise LastPersonError
        deleted, _rows = Participation.objects.filter(pk=participation.pk).delete()
        if deleted:
            _write(candidature, by, _("Accès retiré à %(email)s.") % {"email": participation.porteur.email})


def safe_destination(address: str) -> str:
    """`address` when it is a path of this site that a link may lead to; empty otherwise."""
    path = clean_line(address)
    is_path = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_path and len(path) <= MAX_DESTINATION else ""


@dataclass(frozen=True)
class Purged:
    """How many rows a purge deleted."""

    links: int
    sessions: int
    people: int


def purge(now: datetime) -> Purged:
    """Delete the links and sessions that nothing can be done with any more, then the people of whom nothing is left.

    Whoever has neither a device signed in, nor a candidature, nor a line in a journal is only an address kept for
    nothing.
    """
    links, _rows = SignInLink.objects.filter(expires_at__lt=now - RENEWAL_PERIOD).delete()
    limit = now - FORM_LIFETIME
    sessions, _rows = PorteurSession.objects.filter(Q(expires_at__lt=limit) | Q(ended_at__lt=limit)).delete()
    known = Exists(JournalEntry.objects.filter(porteur=OuterRef("pk")))
    people = Porteur.objects.filter(~known, sessions=None, participations=None, created_at__lt=limit)
    # Not those who are signing in at this instant.
    _count, rows = people.exclude(last_signed_in_at__gte=limit).delete()
    return Purged(links, sessions, rows.get(Porteur._meta.label, 0))


def _send(email: str, destination: str, template: str, subject: str, context: dict[str, Any]) -> None:
    token = new_token()
    link = SignInLink.objects.create(
        email=email.lower(),
        token_hash=hash_token(token),
        expires_at=timezone.now() + LINK_LIFETIME,
        destination=safe_destination(destination),
    )
    site_name = _site_name()
    known = {
        "url": _full_url(reverse("nec_candidatures:use_link", args=[token])),
        "sign_in_url": _full_url(reverse("nec_candidatures:sign_in")),
        "expires_at": link.expires_at,
        "minutes": LINK_LIFETIME // timedelta(minutes=1),
        "site_name": site_name,
    }
    try:
        send_mail(subject=subject % {"site": site_name}, body=render_to_string(template, known | context), to=[email])
    except (OSError, ValueError, BadHeaderError) as error:
        link.delete()
        # Its text may hold an address: its type says enough.
        logger.warning("Sign-in link refused", extra={"error": type(error).__name__})
        raise LinkNotSentError from None


def _full_url(path: str) -> str:
    # Never from the request: who forges its Host would have the token sent to their own site.
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def _site_name() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return clean_line(get_chrome(site).site_name) if site else ""


def _write(candidature: Candidature, by: Porteur, text: str) -> None:
    journal.write(candidature, EntryKind.ACCESS, Actor.organiser(by), text, is_public=True)
