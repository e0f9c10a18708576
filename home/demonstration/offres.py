"""The offers of formats: the ten that the guide d'organisation gives as examples.

It says who offers what, and in which form; neither how long it takes, nor for whom, nor whom to write to: so nothing is
said of it. That an offer belongs to a thématique is this site's own classing.
"""

from home.demonstration import sources
from home.demonstration.blocks import text
from home.demonstration.markup import PageContent, SnippetNamed
from home.demonstration.thematiques import COMMUNS, DONNEES, ETHIQUE, MEDIATION
from nec_locaux.enums import Format
from nec_locaux.models import OffreDeFormatPage, OffresDeFormatsIndexPage

ADDRESS = "/organiser/offres-de-formats/"

INDEX = PageContent(
    ADDRESS,
    OffresDeFormatsIndexPage,
    "Des formats prêts à accueillir",
    "Des partenaires nationaux proposent une masterclass, un atelier ou un retour d’expérience. Cochez ceux qui vous "
    "intéressent : vous en ferez une page à imprimer, à partager, à joindre à votre dossier.",
    [text(f"Source : {sources.GUIDE}, qui donne ces offres en exemple.")],
)


_SOCIETE_NUMERIQUE = "Programme Société Numérique"
_INCUBATEUR = "Incubateur des territoires"
_CNNUM = "Conseil national du numérique"
_MEDNUM = "La Mednum"

_FORM_OF = {
    Format.MASTERCLASS: "Une masterclass",
    Format.ATELIER: "Un atelier",
    Format.RETEX: "Un retour d’expérience",
    Format.PITCH: "Un pitch",
    Format.TABLE_RONDE: "Une table ronde",
}
_BY = {
    _SOCIETE_NUMERIQUE: "du programme Société Numérique",
    _INCUBATEUR: "de l’Incubateur des territoires",
    _CNNUM: "du Conseil national du numérique",
    _MEDNUM: "de La Mednum",
}


def _offre(slug: str, partenaire: str, kind: Format, title: str, thematique: str) -> PageContent:
    return PageContent(
        f"{ADDRESS}{slug}/",
        OffreDeFormatPage,
        title,
        f"{_FORM_OF[kind]} {_BY[partenaire]}, parmi les exemples du {sources.GUIDE}.",
        [],
        {"partenaire_id": SnippetNamed("Partenaire", partenaire), "format": kind},
        (thematique,),
    )


OFFRES = [
    _offre(
        "france-numerique-ensemble",
        _SOCIETE_NUMERIQUE,
        Format.MASTERCLASS,
        "Présentation de France Numérique Ensemble et des dispositifs liés",
        MEDIATION,
    ),
    _offre(
        "feuille-de-route-territoriale",
        _SOCIETE_NUMERIQUE,
        Format.ATELIER,
        "Structurer une feuille de route territoriale de l’inclusion numérique",
        MEDIATION,
    ),
    _offre(
        "aidants-connect",
        _SOCIETE_NUMERIQUE,
        Format.RETEX,
        "Retour d’expérience d’une structure utilisatrice d’Aidants Connect",
        MEDIATION,
    ),
    _offre(
        "outils-de-societe-numerique",
        _SOCIETE_NUMERIQUE,
        Format.PITCH,
        "Présentation interactive des outils numériques de Société Numérique",
        COMMUNS,
    ),
    _offre(
        "diagnostic-des-besoins",
        _INCUBATEUR,
        Format.MASTERCLASS,
        "Diagnostic des besoins numériques des collectivités territoriales",
        DONNEES,
    ),
    _offre(
        "repondre-aux-besoins",
        _INCUBATEUR,
        Format.RETEX,
        "Comment reconnaître, formaliser et répondre aux besoins en numérique de ma collectivité ?",
        DONNEES,
    ),
    _offre(
        "economie-de-l-attention",
        _CNNUM,
        Format.MASTERCLASS,
        "Votre attention s’il vous plaît ! Les enjeux de l’économie de l’attention",
        ETHIQUE,
    ),
    _offre(
        "humains-et-machines-au-travail",
        _CNNUM,
        Format.MASTERCLASS,
        "Interactions entre humains et machines au sein de l’environnement professionnel et impacts sur le collectif",
        ETHIQUE,
    ),
    _offre(
        "lancement-d-un-observatoire",
        _MEDNUM,
        Format.RETEX,
        "Retour sur le lancement de l’Observatoire et sa prise en main",
        DONNEES,
    ),
    _offre(
        "piloter-par-la-donnee",
        _MEDNUM,
        Format.TABLE_RONDE,
        "Renforcer ses pratiques data pour piloter l’inclusion numérique d’un territoire",
        DONNEES,
    ),
]

PAGES = [INDEX, *OFFRES]
