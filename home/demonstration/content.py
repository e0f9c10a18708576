"""All pages of the demonstration, in the order they are made: the tree follows it, and lists show the last first."""

from datetime import date

from home.demonstration import (
    accueil,
    appels,
    demarche,
    editions,
    legal,
    nec_locaux,
    nec_locaux_exemples,
    offres,
    organiser,
    ressources,
    revue,
)
from home.demonstration.markup import PageContent


def all_pages(today: date) -> list[PageContent]:
    """Parents before children. `today` dates the examples of announcements and the declaration of accessibility."""
    return [
        accueil.ACCUEIL,
        *demarche.PAGES,
        nec_locaux.INDEX,
        # Before those that were held, so that lists of the latest show real ones.
        *nec_locaux_exemples.examples(today),
        *nec_locaux.PAST,
        *editions.PAGES,
        *ressources.PAGES,
        *revue.PAGES,
        *organiser.PAGES,
        *appels.PAGES,
        *offres.PAGES,
        *accueil.FIND_PAGES,
        *legal.pages(today),
    ]
