"""Models of the NEC locaux, by theme."""

from nec_locaux.models.calendar import HostTerritoire, NecLocauxIndexPage
from nec_locaux.models.event import NecLocalPage
from nec_locaux.models.event_links import NecLocalPartenaire, NecLocalTerritoire
from nec_locaux.models.offres import MiseEnRelation, OffreDeFormatPage, OffresDeFormatsIndexPage

__all__ = [
    "HostTerritoire",
    "MiseEnRelation",
    "NecLocalPage",
    "NecLocalPartenaire",
    "NecLocalTerritoire",
    "NecLocauxIndexPage",
    "OffreDeFormatPage",
    "OffresDeFormatsIndexPage",
]
