"""The pictures and files made for the demonstration, by `scripts/draw_demonstration.py` and from the facts."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from socle.enums import Licence

FOLDER: Final = Path(__file__).parent / "files"
CREDIT: Final = "Numérique en Commun[s], dessin fait pour ce site"
LICENCE: Final = Licence.CC_BY_SA_4


@dataclass(frozen=True)
class MediaContent:
    """A file of `files/`, and what its record says of it."""

    file: str
    title: str
    description: str = ""
    credit: str = CREDIT

    @property
    def path(self) -> Path:
        return FOLDER / self.file


IMAGES = (
    MediaContent("editions-sans-distinction.png", "La fréquentation des éditions, sans distinction"),
    MediaContent("editions-avec-distinction.png", "La fréquentation des éditions, avec distinction"),
    MediaContent(
        "territoires-par-region.png",
        "Les 28 territoires de la liste, par région",
        credit=f"{CREDIT} ; contours du paquet dsfr-chart (DINUM, licence MIT)",
    ),
)
DOCUMENTS = (
    MediaContent(
        "editions-a-l-oreille.ogg",
        "Huit éditions à l’oreille",
        "La fréquentation des éditions nationales, en sons : une seconde pour mille personnes.",
    ),
    MediaContent(
        "metz-un-an.webm",
        "Un an en vingt secondes",
        "Film muet : les sept moments de la préparation du NEC Metz 2023, sur un axe de douze mois.",
    ),
    MediaContent(
        "frequentation-des-editions.csv",
        "La fréquentation des éditions, nombre par nombre",
        "Chaque nombre, ce qu’il compte et la source qui l’écrit. Tableau en CSV, séparé par des points-virgules.",
    ),
)
