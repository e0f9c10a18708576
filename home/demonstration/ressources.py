"""The library: what Lens 2022 recorded, the sheets of Les Bases, the guide and the kit.

Of a recording the sources give the title and the series; who speaks and how long each lasts they do not say.
"""

from typing import Any

from home.demonstration import sources
from home.demonstration.blocks import Block, buttons, callout, heading, link, page_cards, text
from home.demonstration.markup import PageContent
from home.demonstration.thematiques import (
    COMMUNS,
    COMMUNS_NUMERIQUES,
    DONNEES,
    ECOLOGIE,
    ETHIQUE,
    INCLUSION,
    MEDIATION,
    SECURITE,
    SERVICES_PUBLICS,
)
from ressources.enums import RessourceKind
from ressources.models import RessourcePage, RessourcesIndexPage

_LENS = "Édition nationale de Lens, 2022"

INDEX = PageContent(
    "/ressources/",
    RessourcesIndexPage,
    "Ressources",
    "Ce que les rencontres laissent : des podcasts, des vidéos, des fiches, un guide. Écoutez, lisez, reprenez.",
    [
        heading("D’autres ressources, sur Les Bases"),
        text(
            """
            Les Bases est la plateforme où les NEC locaux publient leurs fiches. Elle compte une base NEC, et une
            collection de ce que les NEC locaux ont produit.
            """
        ),
        buttons(
            link("Voir la base NEC sur Les Bases", sources.BASES_URL),
            link("Voir la collection des NEC locaux", sources.COLLECTION_URL),
        ),
    ],
)


def _ressource(
    slug: str, title: str, summary: str, kind: RessourceKind, body: list[Block], *themes: str, **fields: Any
) -> PageContent:
    return PageContent(f"/ressources/{slug}/", RessourcePage, title, summary, body, {"kind": kind, **fields}, themes)


def _recording(title: str, what: str, platform: str, total: str) -> list[Block]:
    """What is known of a recording of Lens: what it is, its title, where to find it."""
    return [
        text(f"{what} de l’[édition nationale de Lens](/editions/lens-2022/), en septembre 2022."),
        callout(
            "Où le trouver",
            f"Sur {platform}, sous le titre exact « {title} ». {total}",
            "information",
        ),
    ]


def _podcast(slug: str, title: str, summary: str, *themes: str, short_title: str = "") -> PageContent:
    body = _recording(
        title,
        "Un épisode de « Regards croisés », la série de podcasts",
        "Arte Audioblog",
        "Les sept épisodes de la série durent ensemble 10 h 21.",
    )
    return _ressource(
        slug, short_title or title, summary, RessourceKind.PODCAST, body, *themes, origin=_LENS, year=2022
    )


def _video(
    slug: str, title: str, summary: str, *themes: str, short_title: str = "", what: str = "Une masterclass filmée"
) -> PageContent:
    body = _recording(
        title,
        what,
        "la chaîne YouTube de NEC",
        "Toutes les vidéos de l’édition durent ensemble 12 h 13.",
    )
    return _ressource(slug, short_title or title, summary, RessourceKind.VIDEO, body, *themes, origin=_LENS, year=2022)


PODCASTS = [
    _podcast(
        "dematerialisation-et-non-recours",
        "Dématérialisation et non-recours : le numérique, frein ou vecteur d’accès aux droits sociaux ?",
        "Une démarche passe en ligne : qui y gagne, et qui renonce ? Regards croisés sur l’accès aux droits.",
        MEDIATION,
        SERVICES_PUBLICS,
    ),
    _podcast(
        "infrastructures-numeriques",
        "Quels modèles d’infrastructures numériques pour maîtriser notre avenir ?",
        "À qui appartiennent les tuyaux, et qui décide ? Regards croisés sur la maîtrise des infrastructures.",
        COMMUNS,
        SECURITE,
    ),
    _podcast(
        "boussoles-pour-un-etat-soutenable",
        "Quelles boussoles pour un État soutenable ?",
        "Sur quels repères l’action publique peut-elle se guider ? Regards croisés sur la soutenabilité.",
        ECOLOGIE,
    ),
    _podcast(
        "smart-city-smart-territoires",
        "Smart City, Smart Territoires : comment le numérique et les données transforment-ils la ville ?",
        "La ville se mesure : que change-t-on en la mesurant ? Regards croisés sur les données urbaines.",
        DONNEES,
    ),
    _podcast(
        "pouvoirs-du-numerique-dans-le-soin",
        "Quels pouvoirs le numérique exerce-t-il sur la relation soignants-soignés ?",
        "Un écran s’invite entre la personne qui soigne et celle que l’on soigne. Regards croisés sur ce qu’il y "
        "change.",
        ETHIQUE,
    ),
    _podcast(
        "usages-numeriques-des-jeunes",
        "Ce qu’il faut avoir compris des usages numériques des jeunes, pour mieux accompagner les familles (mais pas "
        "que)",
        "Comprendre avant d’accompagner : regards croisés sur les jeunes, les écrans et les familles.",
        MEDIATION,
        short_title="Comprendre les usages numériques des jeunes, pour mieux accompagner les familles",
    ),
    _podcast(
        "ecologie-en-pratique",
        "Écologie en pratique : quelle place pour le numérique à l’ère de la crise climatique ?",
        "Le climat change : que garder du numérique, et pour quoi faire ? Regards croisés sur l’écologie en pratique.",
        ECOLOGIE,
    ),
]

VIDEOS = [
    _video(
        "accompagner-face-a-l-illettrisme",
        "Comment accompagner vers l’autonomie numérique les personnes confrontées à l’illettrisme ?",
        "Une masterclass pour qui accompagne des personnes que l’écrit met en difficulté.",
        MEDIATION,
        INCLUSION,
    ),
    _video(
        "rendre-compte-de-l-eloignement",
        "Comment rendre compte de l’éloignement du numérique ?",
        "Une masterclass sur la mesure de l’éloignement : qui est loin du numérique, et comment le savoir ?",
        MEDIATION,
        DONNEES,
    ),
    _video(
        "se-premunir-contre-les-cyberattaques",
        "Collectivités et associations : comment se prémunir et réagir contre les cyberattaques ?",
        "Une masterclass pour les collectivités et les associations : avant l’attaque, et après.",
        COMMUNS,
        SECURITE,
    ),
    _video(
        "les-debats-sur-le-numerique",
        "Parlons-nous ! Les enseignements des débats sur le numérique en France.",
        "Une masterclass sur ce que le pays dit du numérique, quand on lui en donne l’occasion.",
        ETHIQUE,
    ),
    _video(
        "de-la-donnee-a-la-datavisualisation",
        "Comment passer à la datavisualisation pour donner du sens aux données ?",
        "Une masterclass pour faire parler un tableau de nombres.",
        DONNEES,
    ),
    _video(
        "un-standard-pour-les-lieux-de-mediation",
        "Comment (et pourquoi) concevoir un standard partagé pour les lieux de médiation numérique ?",
        "Une masterclass sur un commun discret : décrire tous les lieux de médiation de la même façon.",
        COMMUNS,
        COMMUNS_NUMERIQUES,
        MEDIATION,
    ),
    _video(
        "modele-suedois",
        "Dématérialisation des services publics : quels enseignements tirer du « modèle Suédois » ?",
        "Une masterclass pour regarder ailleurs, avant de dématérialiser ici.",
        MEDIATION,
        SERVICES_PUBLICS,
    ),
    _video(
        "concevoir-des-services-publics",
        "Concevoir des services publics numériques au service des citoyens",
        "Une masterclass sur les services publics en ligne, pensés depuis celles et ceux qui s’en servent.",
        ETHIQUE,
        SERVICES_PUBLICS,
    ),
    _video(
        "la-donnee-et-les-politiques-publiques",
        "Comment penser et utiliser la donnée pour qu’elle soit vraiment au service des politiques publiques ?",
        "Une masterclass pour décider avec des données, et non malgré elles.",
        DONNEES,
    ),
    _video(
        "quatorze-modeles-d-intervention",
        "14 modèles d’intervention en inclusion numérique pour aller vers les populations !",
        "Un pitch : quatorze façons d’aller vers les personnes, au lieu de les attendre.",
        MEDIATION,
        INCLUSION,
        short_title="Quatorze modèles d’intervention pour aller vers les populations",
        what="Un pitch filmé",
    ),
]

FICHES = [
    _ressource(
        "fiche-nec-nantes-2022",
        "La fiche du NEC Nantes 2022",
        "Ce que Nantes Métropole, le Hub CONUMM et Les Interconnectés ont publié de leur rencontre de mars 2022.",
        RessourceKind.FICHE,
        [text("[Lire la page de NEC Nantes 2022](/nec-locaux/nec-nantes-2022/)")],
        MEDIATION,
        INCLUSION,
        origin="NEC Nantes, 2022",
        year=2022,
        external_url=sources.NANTES_URL,
    ),
    _ressource(
        "fiche-nec-lalouvesc-2022",
        "La fiche du NEC Lalouvesc 2022",
        "Ce que la mairie de Lalouvesc et Plateaux numériques ont publié de leur rencontre d’octobre 2022, sur la "
        "ruralité.",
        RessourceKind.FICHE,
        [text("[Lire la page de NEC Lalouvesc 2022](/nec-locaux/nec-lalouvesc-2022/)")],
        origin="NEC Lalouvesc, 2022",
        year=2022,
        external_url=sources.LALOUVESC_URL,
    ),
    _ressource(
        "fiche-nec-pont-du-gard-2023",
        "La fiche du NEC Pont du Gard 2023",
        "Le guide d’organisation la donne en exemple : une fiche de restitution complète.",
        RessourceKind.FICHE,
        [text("[Lire la page de NEC Pont du Gard 2023](/nec-locaux/nec-pont-du-gard-2023/)")],
        origin="NEC Pont du Gard, 2023",
        year=2023,
        external_url=sources.PONT_DU_GARD_URL,
    ),
]

ENTRETIEN = _ressource(
    "entretien-horizons-publics",
    "Un entretien avec François Huguet et Zoé Aegerter",
    "Le 3 avril 2024, la revue Horizons publics les interroge sur ce que la démarche change aux politiques publiques.",
    RessourceKind.SITE,
    [
        text(
            """
            François Huguet est le rédacteur en chef de [la revue NEC](/revue/) ; Zoé Aegerter est membre de sa
            direction.
            """
        )
    ],
    ETHIQUE,
    origin="Horizons publics",
    year=2024,
    external_url="https://www.horizonspublics.fr/"
    "comment-la-demarche-numerique-en-communs-pousse-les-politiques-publiques-vers-un-numerique-dinteret",
)

GUIDE = _ressource(
    "guide-d-organisation",
    "Le guide d’organisation d’un NEC local",
    "La démarche, l’accompagnement de Société Numérique, le retour d’expérience de Metz : trois parties pour se "
    "lancer.",
    RessourceKind.GUIDE,
    [
        text(
            """
            Le guide de l’ANCT compte trois parties. Ce site en reprend l’essentiel, dans ses propres mots : [suivre le
            guide](/organiser/guide/).
            """
        ),
        page_cards("Sur le même sujet", "/organiser/retroplanning/", "/organiser/appel/"),
    ],
    origin="ANCT, programme Société Numérique, vers 2024",
)

KIT = _ressource(
    "kit-de-communication",
    "Le kit de communication d’un NEC local",
    "Charte graphique, logo à votre nom, bandeaux, affiche : de quoi annoncer votre rencontre.",
    RessourceKind.FICHIER,
    [
        text(
            """
            - La charte et les éléments graphiques.
            - Un logo à personnaliser au nom de votre territoire.
            - Des bandeaux pour les réseaux sociaux.
            - Une affiche.
            - Un encart pour une lettre d’information.

            L’équipe y ajoute une page dédiée sur le site de NEC, et un relais sur LinkedIn et Twitter. La marque est
            libre d’usage pour qui respecte [la charte](/la-demarche/charte/).
            """
        ),
    ],
    origin="ANCT, programme Société Numérique",
    external_url=sources.KIT_URL,
)

#: Older first: the last published resource heads the lists.
PAGES = [INDEX, *PODCASTS, *VIDEOS, *FICHES, ENTRETIEN, KIT, GUIDE]
