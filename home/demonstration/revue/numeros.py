"""The page of the revue, and its five issues."""

from typing import Any

from home.demonstration import sources
from home.demonstration.blocks import Block, block, heading, text
from home.demonstration.markup import PageContent, Rich, SnippetNamed
from home.demonstration.organisations import PERSONNES
from home.demonstration.thematiques import ECOLOGIE, ETHIQUE, INCLUSION, MEDIATION
from revue.enums import Season
from revue.models import NumeroPage, RevueIndexPage
from socle.enums import Papier

INDEX = PageContent(
    "/revue/",
    RevueIndexPage,
    "La revue NEC",
    "Une revue, un sujet par numéro : elle prend le temps d’enquêter sur ce que le numérique fait à nos vies communes.",
    [
        heading("D’où elle vient"),
        text(
            """
            Tout commence en 2020 par [des carnets](/revue/carnets/) : ils racontent les NEC locaux, comme celui de
            [Bordeaux Métropole](/revue/carnets/bordeaux-metropole-2020/). Au printemps 2023 paraît le premier numéro de
            la revue, consacré à l’empreinte écologique du numérique. Quatre autres ont suivi, jusqu’à l’hiver 2025.
            """
        ),
        heading("La lire"),
        text(
            f"""
            Chaque numéro se lit gratuitement en PDF. [Voir les sommaires publiés]({sources.SOMMAIRES_REVUE_URL})

            Le 3 avril 2024, la revue *Horizons publics* a publié un entretien avec François Huguet et Zoé Aegerter.
            [Lire l’entretien](/ressources/entretien-horizons-publics/)
            """
        ),
        heading("D’où viennent ces noms"),
        text(
            f"""
            La direction est celle qu’affichent les [sommaires publiés]({sources.SOMMAIRES_REVUE_URL}). François Huguet
            est donné pour rédacteur en chef par la page « Les NEC locaux », au second semestre 2024. L’association
            vives voies produit la revue, en partenariat avec le programme Société Numérique de l’ANCT.
            """
        ),
    ],
    {
        "frequency": "Trois numéros par an (rythme annoncé)",
        "publisher": "Association vives voies, en partenariat avec le programme Société Numérique de l’ANCT",
        "editorial": Rich(
            """
            La revue part à la rencontre des territoires, et de celles et ceux qui y font vivre un numérique d’intérêt
            général. Chaque numéro s’organise autour d’un dossier. On y éclaire ce que l’on regarde trop peu, on y
            enquête auprès des personnes engagées, on y montre des initiatives qui rendent le numérique plus éthique,
            plus ouvert, plus durable et plus inclusif.
            """
        ),
        "paper_copy": Rich(
            """
            Le tirage sur papier est limité : il s’envoie sur demande, tant qu’il en reste. [Écrivez à
            l’équipe](/contact/)
            """
        ),
        "team_links": [{"personne_id": SnippetNamed("Personne", personne.name)} for personne in PERSONNES],
    },
)


def _credits(year: int) -> list[Block]:
    """Who made an issue of `year`. The source that names the editor in chief is of 2024: other years leave it out."""
    names = ", ".join(personne.name for personne in PERSONNES)
    lines = [
        ("Direction de la revue", names),
        ("Production", "association vives voies, en partenariat avec le programme Société Numérique de l’ANCT"),
    ]
    if year == sources.LOCAUX_YEAR:
        lines.insert(0, ("Rédaction en chef", "François Huguet"))
    return [block("credit", {"role": role, "names": people}) for role, people in lines]


def _numero(
    number: int,
    theme: str,
    summary: str,
    season: Season,
    year: int,
    colour: Papier,
    *thematiques: str,
    **fields: Any,
) -> PageContent:
    body: list[Block] = [
        text(
            f"""
            Ce numéro se lit gratuitement en PDF ; son tirage sur papier est limité, et se demande. [Voir les sommaires
            publiés]({sources.SOMMAIRES_REVUE_URL})
            """
        )
    ]
    values = {"number": number, "season": season, "year": year, "colour": colour, "credits": _credits(year)}
    return PageContent(f"/revue/numero-{number}/", NumeroPage, theme, summary, body, values | fields, thematiques)


NUMEROS = [
    _numero(
        1,
        "Empreinte écologique du numérique",
        "Paru au printemps 2023. Son sujet : ce que le numérique coûte à la planète.",
        Season.PRINTEMPS,
        2023,
        Papier.ECOLOGIE,
        ECOLOGIE,
    ),
    _numero(
        2,
        "Santé et numérique",
        "Paru à l’automne 2023. Son sujet : le numérique dans la santé et dans le soin.",
        Season.AUTOMNE,
        2023,
        Papier.ETHIQUE,
        ETHIQUE,
    ),
    _numero(
        3,
        "Illettrisme et inclusion numérique",
        "Paru à l’été 2024. Son sujet : l’inclusion numérique des personnes que l’écrit met en difficulté.",
        Season.ETE,
        2024,
        Papier.MEDIATION,
        MEDIATION,
        INCLUSION,
        editorial=[
            heading("Six textes écrits pour ce site"),
            text(
                """
                Le numéro imprimé se lit en PDF. Les six textes que vous trouvez ici n’en viennent pas : ils ont été
                écrits pour ce site, à partir de documents publics, et personne ne les signe. Leur place est pourtant
                dans ce voisinage. Un numéro sur l’illettrisme demande ce qu’il en coûte de ne pas pouvoir lire ;
                ceux-ci demandent ce que l’on lit quand on lit un nombre, une liste, une charte, un programme.

                Une règle les tient tous. Chaque chiffre a sa source, donnée en note. Quand deux sources se
                contredisent, les deux parlent. Quand aucune ne parle, le texte le dit, ou se tait.
                """
            ),
        ],
    ),
    _numero(
        4,
        "Jeux vidéo et numérique d’intérêt général",
        "Paru à l’automne 2024. Son sujet : le jeu vidéo, vu depuis l’intérêt général.",
        Season.AUTOMNE,
        2024,
        Papier.NEC,
    ),
    _numero(
        5,
        "Numérique et migrations",
        "Paru à l’hiver 2025. Son sujet : le numérique et les migrations.",
        Season.HIVER,
        2025,
        Papier.COMMUNS,
    ),
]
