"""Addresses of the revue that no page of its own gives."""

from typing import Final
from urllib.parse import urlencode

from revue.models import RevueIndexPage
from socle.chrome import page_url
from socle.models import MotCle, Personne

#: What the address of the search calls the word that articles are filed under.
MOT_CLE: Final = "mot"


def signature_url(personne: Personne) -> str:
    """Address of the page of someone who signs, without a query; empty while no revue is online.

    Those who sign nothing public have no page: see `RevueIndexPage.signatories`.
    """
    revue_url = page_url("nec_revue.RevueIndexPage")
    return f"{revue_url}{signature_route(personne.slug)}" if revue_url else ""


def mot_cle_url(mot_cle: MotCle) -> str:
    """Address of the articles filed under a word, without a query; empty while no revue is online."""
    revue_url = page_url("nec_revue.RevueIndexPage")
    search = f"{RevueIndexPage().reverse_subpage('search')}?{urlencode({MOT_CLE: mot_cle.slug})}"
    return f"{revue_url}{search}" if revue_url else ""


def signature_route(slug: str) -> str:
    """The end of that address, below the page of the revue."""
    route: str = RevueIndexPage().reverse_subpage("signature", [slug])
    return route
