"""Addresses of the revue that no page of its own gives."""

from revue.models import RevueIndexPage
from socle.chrome import page_url
from socle.models import Personne


def signature_url(personne: Personne) -> str:
    """Address of the page of someone who signs, without a query; empty while no revue is online.

    Those who sign nothing public have no page: see `RevueIndexPage.signatories`.
    """
    revue_url = page_url("nec_revue.RevueIndexPage")
    return f"{revue_url}{signature_route(personne.slug)}" if revue_url else ""


def signature_route(slug: str) -> str:
    """The end of that address, below the page of the revue."""
    route: str = RevueIndexPage().reverse_subpage("signature", [slug])
    return route
