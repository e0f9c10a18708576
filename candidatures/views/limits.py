"""How many links, invitations and drafts one may ask for."""

from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from candidatures.models import Porteur
from socle.ratelimit import is_counted_out, is_over_limit

HOUR: Final = 60 * 60
DAY: Final = 24 * HOUR
#: A whole town hall may stand behind one address.
MAX_LINKS_OF_A_NETWORK: Final = 30
#: Someone else may have typed the address: it receives as many mails.
MAX_LINKS_OF_AN_ADDRESS: Final = 6
MAX_INVITATIONS: Final = 20
MAX_DRAFTS: Final = 10


def excess_of_links(request: HttpRequest, email: str) -> str:
    """Count a link asked for; say when to ask again where the network, or the address, has had too many."""
    if is_over_limit(request, "candidature-link", MAX_LINKS_OF_A_NETWORK, HOUR):
        return _("Trop de liens ont été demandés depuis votre réseau. Recommencez dans une heure.")
    if is_counted_out("candidature-address", email, MAX_LINKS_OF_AN_ADDRESS, HOUR):
        return _(
            "Trop de liens ont été demandés pour cette adresse. Cherchez le dernier courriel reçu, "
            "aussi parmi les indésirables, ou recommencez dans une heure."
        )
    return ""


def excess_of_invitations(porteur: Porteur) -> str:
    """Count an invitation of `porteur`; say when to send it again where there were too many."""
    if is_counted_out("candidature-invitation", str(porteur.pk), MAX_INVITATIONS, DAY):
        return _("Vous avez envoyé beaucoup d’invitations aujourd’hui. Recommencez demain.")
    return ""


def excess_of_drafts(porteur: Porteur) -> str:
    """Count a draft that `porteur` begins; say when to begin it where there were too many."""
    if is_counted_out("candidature-draft", str(porteur.pk), MAX_DRAFTS, HOUR):
        return _("Vous avez commencé beaucoup de dossiers en peu de temps. Recommencez dans une heure.")
    return ""
