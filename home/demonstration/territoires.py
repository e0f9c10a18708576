"""The territoires that pages of the demonstration name."""

from dataclasses import dataclass
from typing import Any

from socle.enums import TerritoireKind


@dataclass(frozen=True)
class TerritoireAt:
    """Stands for a territoire, by its official code; created with its name where the official code is not loaded."""

    kind: TerritoireKind
    code: str
    name: str


def commune(code: str, name: str) -> TerritoireAt:
    return TerritoireAt(TerritoireKind.COMMUNE, code, name)


def departement(code: str, name: str) -> TerritoireAt:
    return TerritoireAt(TerritoireKind.DEPARTEMENT, code, name)


def region(code: str, name: str) -> TerritoireAt:
    return TerritoireAt(TerritoireKind.REGION, code, name)


def outre_mer(code: str, name: str) -> TerritoireAt:
    return TerritoireAt(TerritoireKind.OUTRE_MER, code, name)


def epci(code: str, name: str) -> TerritoireAt:
    return TerritoireAt(TerritoireKind.EPCI, code, name)


def projet(name: str) -> TerritoireAt:
    """A project territory: it has no official code, its name finds it."""
    return TerritoireAt(TerritoireKind.PROJET, "", name)


PAYS_PICARDS = projet("Pays Picards")
PARIS_SACLAY = projet("Paris-Saclay")
SAMBRE_AVESNOIS_THIERACHE = projet("Sambre-Avesnois-Thiérache")
SUD_CHARENTE = projet("Sud-Charente")
SUD_ESSONNE = projet("Sud-Essonne")

#: Project territories, and the official one each lies in.
PROJECTS = {
    PAYS_PICARDS: region("32", "Hauts-de-France"),
    PARIS_SACLAY: region("11", "Île-de-France"),
    SAMBRE_AVESNOIS_THIERACHE: region("32", "Hauts-de-France"),
    SUD_CHARENTE: departement("16", "Charente"),
    SUD_ESSONNE: departement("91", "Essonne"),
}

#: The 28 that the page « NEC locaux » names (second half of 2024), in its order.
HOSTS = (
    commune("69256", "Vaulx-en-Velin"),
    commune("73065", "Chambéry"),
    commune("44109", "Nantes"),
    commune("07128", "Lalouvesc"),
    commune("67482", "Strasbourg"),
    epci("243300316", "Bordeaux Métropole"),
    epci("244500468", "Orléans Métropole"),
    epci("243400017", "Montpellier Méditerranée Métropole"),
    PAYS_PICARDS,
    SAMBRE_AVESNOIS_THIERACHE,
    SUD_CHARENTE,
    SUD_ESSONNE,
    departement("88", "Vosges"),
    departement("24", "Dordogne"),
    departement("08", "Ardennes"),
    departement("93", "Seine-Saint-Denis"),
    departement("49", "Maine-et-Loire"),
    departement("63", "Puy-de-Dôme"),
    departement("25", "Doubs"),
    departement("03", "Allier"),
    departement("26", "Drôme"),
    departement("74", "Haute-Savoie"),
    region("24", "Centre-Val de Loire"),
    region("32", "Hauts-de-France"),
    region("76", "Occitanie"),
    outre_mer("971", "Guadeloupe"),
    outre_mer("974", "La Réunion"),
    outre_mer("972", "Martinique"),
)


def rows(*territoires: TerritoireAt) -> list[dict[str, Any]]:
    """The rows by which a page holds `territoires`."""
    return [{"territoire_id": territoire} for territoire in territoires]
