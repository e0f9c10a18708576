"""Where Démarches simplifiées may be asked: this site sends its token nowhere else."""

from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


def address_problem(url: str) -> str:
    """Why the service may not be asked at `url`, in French; empty where it may.

    The hosts are those of the environment (`DEMARCHES_HOSTS`): whoever edits the settings of the site neither reaches
    an inner server by this way, nor has the token sent to a server of their own.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return _("Cette adresse ne se lit pas.")
    if parts.username or parts.query or parts.fragment or parts.path.strip("/"):
        return _("Indiquez l’adresse du service sans rien après son nom, comme https://demarche.numerique.gouv.fr.")
    if host not in settings.NEC_DEMARCHES_HOSTS:
        return _(
            "Ce site ne peut pas interroger « %(host)s » : la variable DEMARCHES_HOSTS dit les services permis."
        ) % {"host": host}
    if host in LOOPBACK:
        return "" if parts.scheme in {"http", "https"} else _("L’adresse commence par https://.")
    if parts.scheme != "https" or port not in {None, 443}:
        return _("L’adresse commence par https:// et n’a pas de numéro de port.")
    return ""


def is_own_address(url: str) -> bool:
    """Whether `url`, given by the service, leads to one of the services that this site may ask."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = parts.hostname or ""
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    return is_safe and host in settings.NEC_DEMARCHES_HOSTS and not parts.username


def dossier_address(base_url: str, demarche_number: int, number: int) -> str:
    """Where an instructeur or instructrice reads a dossier there; empty where the service is not one of ours."""
    url = f"{base_url.rstrip('/')}/procedures/{demarche_number}/dossiers/{number}"
    return url if is_own_address(url) else ""
