"""The NEC locaux: those the sources date, and three examples of announcements to come."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from home.demonstration import sources
from home.demonstration.blocks import (
    Block,
    accordion,
    buttons,
    call_to_action,
    callout,
    columns,
    figure,
    figures,
    heading,
    link,
    page_cards,
    quote,
    text,
    timeline,
)
from home.demonstration.markup import PageContent
from home.demonstration.thematiques import (
    COMMUNS_NUMERIQUES,
    DONNEES,
    ECOLOGIE,
    ETHIQUE,
    INCLUSION,
    MEDIATION,
    OUTILLAGE,
    SECURITE,
    SERVICES_PUBLICS,
)
from nec_locaux.enums import DatePrecision, Status
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
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


#: Project territories have no official code: their name finds them.
SUD_CHARENTE = TerritoireAt(TerritoireKind.PROJET, "", "Sud Charente")
PARIS_SACLAY = TerritoireAt(TerritoireKind.PROJET, "", "Paris-Saclay")


def source(label: str, url: str) -> Block:
    return text(f"Source : [{label}]({url})")


INDEX = PageContent(
    "/nec-locaux/",
    NecLocauxIndexPage,
    "NEC locaux",
    "Un NEC local est une rencontre portée par un territoire, avec ses sujets et ses gens. L’entrée y est gratuite.",
    [
        heading("Deux rendez-vous, un même nom"),
        columns(
            [
                heading("Le NEC local", "h3"),
                text(
                    """
                    Une commune, un département, une association ou toute autre personne morale l’organise chez elle,
                    avec au moins une collectivité en soutien lorsqu’il est financé. Le guide conseille de viser 150 à
                    250 personnes. L’équipe choisit ses thèmes, et respecte [la charte](/la-demarche/charte/).
                    """
                ),
            ],
            [
                heading("L’édition nationale", "h3"),
                text(
                    """
                    Une fois par an, toute la communauté se retrouve dans une ville. Celles et ceux qui ont porté un NEC
                    local s’engagent à y prendre part : les idées passent ainsi d’un territoire à l’autre. [Voir les
                    éditions](/editions/)
                    """
                ),
            ],
        ),
        heading("Ils ont accueilli un NEC local"),
        text(
            f"""
            Les territoires que nomme la {sources.LOCAUX}, par nature. Le nombre affiché plus haut est celui que
            l’équipe a annoncé ; cette liste nomme des lieux, sans prétendre les compter. Le calendrier de ce site, lui,
            ne montre que les rendez-vous dont une source publique donne l’année.
            """
        ),
        accordion(
            "",
            [
                (
                    "Communes et métropoles",
                    (
                        "Vaulx-en-Velin, Chambéry, Nantes, Lalouvesc, Strasbourg, Bordeaux Métropole, Orléans "
                        "Métropole, Montpellier Métropole."
                    ),
                ),
                ("Territoires de projet", "Pays Picards, Sambre-Avesnois-Thiérache, Sud-Charente, Sud-Essonne."),
                (
                    "Départements",
                    (
                        "Vosges, Dordogne, Ardennes, Seine-Saint-Denis, Maine-et-Loire, Puy-de-Dôme, Doubs, Allier, "
                        "Drôme, Haute-Savoie."
                    ),
                ),
                ("Régions", "Centre-Val de Loire, Hauts-de-France, Occitanie."),
                ("Outre-mer", "Guadeloupe, La Réunion, Martinique."),
            ],
            open_first=True,
        ),
        call_to_action(
            "Accueillez le prochain",
            "L’appel est permanent. L’ANCT prête la marque, un kit et un guide, et peut apporter une subvention.",
            link("Lire l’appel à NEC locaux", "/organiser/appel/"),
            link("Suivre le guide", "/organiser/guide/"),
        ),
    ],
    {
        "official_count": 45,
        "official_territories": 27,
        "official_definition": "depuis janvier 2021, chiffres annoncés par l’équipe au second semestre 2024",
    },
)


def _event(slug: str, title: str, summary: str, body: list[Block], *themes: str, **fields: Any) -> PageContent:
    return PageContent(f"/nec-locaux/{slug}/", NecLocalPage, title, summary, body, fields, themes)


BORDEAUX = _event(
    "nec-bordeaux-metropole-2020",
    "NEC Bordeaux Métropole 2020",
    "Cinq jours sur l’inclusion numérique, et un carnet d’enquête pour en garder la trace.",
    [
        text(
            """
            Du 24 au 28 août 2020, la métropole bordelaise consacre une semaine à l’inclusion numérique. Il en reste un
            carnet d’enquête publié sous licence libre : d’autres territoires peuvent le reprendre.
            """
        ),
        source(
            "carnet NEC Bordeaux Métropole",
            "https://fr.readkong.com/page/bordeaux-metropole-construire-un-num-rique-d-int-r-t-2520448",
        ),
    ],
    INCLUSION,
    start_date=date(2020, 8, 24),
    end_date=date(2020, 8, 28),
    territoires=[epci("243300316", "Bordeaux Métropole")],
)

SUD_CHARENTE_2021 = _event(
    "nec-sud-charente-2021",
    "NEC Sud Charente 2021",
    "Deux jours pour un numérique inclusif, éthique et durable, portés par une association de Montmoreau.",
    [
        text(
            """
            L’Espace Numérique Sud Charente, une association installée à Montmoreau, organise la rencontre les 28 et 29
            janvier
            2021. La même année, le territoire accueille aussi [l’édition nationale](/editions/sud-charente-2021/).
            """
        ),
        source(
            "« Le Sud Charente a fait son Numérique en Communs »",
            "https://pqn-a.fr/fr/ressources/analyses/le-sud-charente-a-fait-son-numerique-en-communs",
        ),
    ],
    INCLUSION,
    ETHIQUE,
    ECOLOGIE,
    start_date=date(2021, 1, 28),
    end_date=date(2021, 1, 29),
    territoires=[SUD_CHARENTE],
    organisers="Espace Numérique Sud Charente",
)

REUNION_2021 = _event(
    "nec-974-2021",
    "NEC 974, 2021",
    "À Saint-Denis de La Réunion, deux jours sur l’inclusion numérique au Domaine du MOCA.",
    [
        text(
            """
            Solidarnum et le Hub Ultra Numérique réunissent les acteurs de l’île les 17 et 18 novembre 2021.
            """
        ),
        source(
            "reportage du 17 novembre 2021",
            "https://www.ipreunion.com/conseil-regional-actualite/reportage/2021/11/17/"
            "numerique-en-commun-nec974-l-edition-2021-demarre-au-domaine-du-moca,143423.html",
        ),
    ],
    INCLUSION,
    start_date=date(2021, 11, 17),
    end_date=date(2021, 11, 18),
    territoires=[outre_mer("974", "La Réunion")],
    place="Domaine du MOCA, Saint-Denis",
    organisers="Solidarnum, Hub Ultra Numérique",
)

HAUTE_SAVOIE = _event(
    "nec-haute-savoie-2021",
    "NEC Haute-Savoie 2021",
    "Une journée à Annecy sur les dynamiques territoriales, et sur le métier de conseillère ou de conseiller "
    "numérique.",
    [
        text(
            """
            Le Département de la Haute-Savoie organise la journée le 26 novembre 2021, avec l’appui d’Hinaura et de
            l’ANCT. On l’appelle aussi NEC74.
            """
        ),
        source("suites de NEC74", "https://mednum74.fr/?NEC74Suite"),
    ],
    MEDIATION,
    start_date=date(2021, 11, 26),
    territoires=[departement("74", "Haute-Savoie")],
    place="Annecy",
    organisers="Département de la Haute-Savoie, avec l’appui d’Hinaura et de l’ANCT",
)

NANTES = _event(
    "nec-nantes-2022",
    "NEC Nantes 2022",
    "Réseaux, feuilles de route d’inclusion, métiers de la médiation : deux jours à la Cité des Congrès.",
    [
        text(
            """
            Nantes Métropole, le Hub CONUMM et Les Interconnectés s’associent les 2 et 3 mars 2022. Trois sujets au
            programme : faire vivre un réseau d’acteurs, écrire une feuille de route d’inclusion numérique, reconnaître
            les métiers de la médiation.
            """
        ),
        buttons(link("Lire la fiche sur Les Bases", sources.NANTES_URL)),
    ],
    MEDIATION,
    INCLUSION,
    start_date=date(2022, 3, 2),
    end_date=date(2022, 3, 3),
    territoires=[epci("244400404", "Nantes Métropole")],
    place="Cité des Congrès, Nantes",
    organisers="Nantes Métropole, Hub CONUMM, Les Interconnectés",
    resource_url=sources.NANTES_URL,
)

LALOUVESC = _event(
    "nec-lalouvesc-2022",
    "NEC Lalouvesc 2022",
    "Un village d’Ardèche parle de numérique et de ruralité, dans son centre d’animation communal.",
    [
        text("La mairie de Lalouvesc et Plateaux numériques organisent la rencontre les 3 et 4 octobre 2022."),
        buttons(link("Lire la fiche sur Les Bases", sources.LALOUVESC_URL)),
    ],
    start_date=date(2022, 10, 3),
    end_date=date(2022, 10, 4),
    territoires=[commune("07128", "Lalouvesc")],
    place="Centre d’animation communal, Lalouvesc",
    organisers="Mairie de Lalouvesc, Plateaux numériques",
    resource_url=sources.LALOUVESC_URL,
)

DORDOGNE = _event(
    "nec-dordogne-2022",
    "NEC Dordogne 2022",
    "165 personnes parlent d’éducation, d’emploi, de handicap, de numérique responsable et du métier d’élue ou d’élu.",
    [
        text(
            """
            La rencontre traite d’éducation, des personnes âgées, d’emploi, de handicap, de numérique responsable, du
            rôle des élues et des élus, et des conseillères et conseillers numériques.
            """
        ),
        callout(
            "La date",
            "Le compte rendu est paru le 31 octobre 2022. Il ne donne pas le jour : cette page n’affiche que l’année.",
            "information",
        ),
        source(
            "compte rendu de l’événement",
            "https://pqn-a.fr/fr/ressources/analyses/"
            "on-y-etait-l-evenement-numerique-en-communs-local-organise-en-dordogne-24",
        ),
    ],
    MEDIATION,
    ECOLOGIE,
    start_date=date(2022, 1, 1),
    date_precision=DatePrecision.YEAR,
    territoires=[departement("24", "Dordogne")],
    participants=165,
)

REUNION_2022 = _event(
    "nec-974-2022",
    "NEC 974, 2022",
    "L’inclusion numérique comme levier économique, culturel et social : la cinquième édition réunionnaise.",
    [
        text("Solidarnum organise la rencontre au Moca, à Montgaillard, les 6 et 7 décembre 2022."),
        source(
            "annonce du Département de La Réunion",
            "https://departement974.fr/actualite/nec-2022-linclusion-numerique-levier-economique-culturel-2022",
        ),
    ],
    INCLUSION,
    start_date=date(2022, 12, 6),
    end_date=date(2022, 12, 7),
    edition_number=5,
    territoires=[outre_mer("974", "La Réunion")],
    place="Moca, Montgaillard, Saint-Denis",
    organisers="Solidarnum",
)

MARTINIQUE_2022 = _event(
    "nec-martinique-2022",
    "NEC Martinique 2022",
    "La première édition d’un rendez-vous qui se tient en Martinique chaque année depuis 2022.",
    [
        text("Elle est organisée par la MILCEM et la Collectivité territoriale de Martinique."),
        callout("La date", "Le jour n’est pas connu : cette page n’affiche que l’année.", "information"),
        source("article sur l’édition de 2024", "https://karibinfo.com/?p=138145"),
    ],
    start_date=date(2022, 1, 1),
    date_precision=DatePrecision.YEAR,
    edition_number=1,
    territoires=[outre_mer("972", "Martinique")],
    organisers="MILCEM, Collectivité territoriale de Martinique",
)

GUADELOUPE_2023 = _event(
    "nec-guadeloupe-2023",
    "NEC Guadeloupe 2023",
    "À Jarry, une première édition guadeloupéenne sur les cultures numériques et le patrimoine des Antilles.",
    [
        text("Nautik Nord Basse-Terre organise la rencontre au World Trade Center de Jarry, à Baie-Mahault."),
        callout(
            "La date",
            "Les jours seraient du 2 au 5 mai 2023 : l’année se déduit de la deuxième édition, tenue en avril 2024. "
            "Faute de certitude, cette page n’affiche que l’année.",
            "information",
        ),
        source(
            "article sur la première édition",
            "https://la1ere.francetvinfo.fr/guadeloupe/"
            "une-convention-inedite-pour-en-finir-avec-la-fracture-numerique-en-guadeloupe-1391606.html",
        ),
    ],
    start_date=date(2023, 1, 1),
    date_precision=DatePrecision.YEAR,
    edition_number=1,
    territoires=[outre_mer("971", "Guadeloupe")],
    place="World Trade Center, Jarry, Baie-Mahault",
    organisers="Nautik Nord Basse-Terre",
)

PONT_DU_GARD = _event(
    "nec-pont-du-gard-2023",
    "NEC Pont du Gard 2023",
    "Sa fiche sur Les Bases sert d’exemple à qui doit rendre compte d’un NEC local.",
    [
        text(
            """
            Le guide d’organisation cite la fiche de cette rencontre comme modèle de restitution. [Voir ce qu’une
            restitution doit contenir](/organiser/guide/)
            """
        ),
        callout("La date", "Le jour n’est pas connu : cette page n’affiche que l’année.", "information"),
        buttons(link("Lire la fiche sur Les Bases", sources.PONT_DU_GARD_URL)),
    ],
    start_date=date(2023, 1, 1),
    date_precision=DatePrecision.YEAR,
    territoires=[departement("30", "Gard")],
    place="Pont du Gard",
    resource_url=sources.PONT_DU_GARD_URL,
)

_METZ_SOURCE = "retour d’expérience du NEC Metz 2023, dans le guide d’organisation (ANCT, vers 2024)"

METZ_2023 = _event(
    "nec-metz-2023",
    "NEC Metz 2023",
    "181 personnes et 71 structures à Bliiida, en octobre 2023. Voici ce qu’il en reste, et ce que vous pouvez "
    "reprendre.",
    [
        heading("Le bilan"),
        text("Les personnes venues sont en majorité des professionnelles et des professionnels."),
        figures(
            figure("71", "structures représentées"),
            figure("15", "intervenantes et intervenants"),
            figure("4", "ateliers professionnels"),
            figure("5", "stands de découverte"),
            figure("14 000 €", "de budget"),
            source=_METZ_SOURCE,
        ),
        heading("Le contexte"),
        text(
            """
            Troisième du Grand Est, Metz compte 120 000 habitantes et habitants, et sa métropole 230 000. Une journée
            d’inclusion numérique avait ouvert la voie en 2022. En 2023, la Ville organise un NEC local, avec HubEst et
            BornyBuzz. Il n’y a pas eu de conférence de presse.
            """
        ),
        heading("L’organisation"),
        timeline(
            "Douze mois de préparation",
            [
                ("12 mois avant", "Budget prévisionnel", ""),
                ("10 mois avant", "Vote en conseil municipal", ""),
                ("9 mois avant", "Dépôt de la candidature", "La date et le lieu sont choisis le même mois."),
                ("5 mois avant", "Premier comité de pilotage", ""),
                ("3 mois avant", "Deuxième comité de pilotage", ""),
                ("1 mois avant", "Troisième comité de pilotage", ""),
                ("Jour J", "181 personnes à Bliiida", ""),
            ],
        ),
        figures(
            figure("3", "comités de pilotage"),
            figure("10", "réunions avec les partenaires"),
            figure("20", "réunions thématiques"),
            figure("60", "réunions avec les intervenantes et les intervenants"),
            title="Ce qu’il faut de réunions",
            source=_METZ_SOURCE,
        ),
        heading("Ce que la Ville en retient"),
        quote(
            "Deux parcours, deux communications : l’une pour les professionnels, l’autre pour le grand public.",
            source="leçon tirée du retour d’expérience de la Ville de Metz, reformulée",
        ),
        columns(
            [
                heading("Ce qui a plu", "h3"),
                text(
                    """
                    - Les stands de découverte.
                    - Les ateliers professionnels.
                    - Le regard croisé entre le Danemark, le Luxembourg et la France.
                    """
                ),
            ],
            [
                heading("Ce qui changera", "h3"),
                text(
                    """
                    - Indiquer le parking.
                    - Prévoir des boissons l’après-midi.
                    - Prendre le temps d’ouvrir une inscription en ligne simple.
                    - Planifier les entretiens et la vidéo.
                    """
                ),
            ],
        ),
        callout(
            "La date",
            "Le mois est connu, le jour ne l’est pas avec certitude : cette page n’affiche que le mois.",
            "information",
        ),
        page_cards("À lire ensuite", "/organiser/retroplanning/", "/revue/numero-3/metz-un-an-pour-une-journee/"),
    ],
    INCLUSION,
    start_date=date(2023, 10, 1),
    date_precision=DatePrecision.MONTH,
    territoires=[commune("57463", "Metz")],
    place="Bliiida, Metz",
    organisers="Ville de Metz, avec HubEst et BornyBuzz",
    participants=181,
)

HAUTS_DE_FRANCE = _event(
    "nec-hauts-de-france-2023",
    "NEC Hauts-de-France 2023",
    "« Les communs au service d’un numérique pour tous » : 200 personnes à Lille, et une vingtaine d’ateliers.",
    [
        text(
            """
            La Métropole européenne de Lille, Les Assembleurs et la Région Hauts-de-France organisent la journée le 7
            novembre
            2023. Elle réunit 200 personnes et propose 20 ateliers.
            """
        ),
        source("page du Conseil national du numérique", "https://cnnumerique.fr/node/3012"),
    ],
    COMMUNS_NUMERIQUES,
    start_date=date(2023, 11, 7),
    territoires=[region("32", "Hauts-de-France")],
    place="Lille",
    organisers="Métropole européenne de Lille, Les Assembleurs, Région Hauts-de-France",
    participants=200,
)

ESS_2023 = _event(
    "nec-ess-europe-2023",
    "NEC ESS Europe 2023",
    "Une rencontre sans territoire unique : l’économie sociale et solidaire numérique, entre Lille, Saint-Sébastien "
    "et Bruxelles.",
    [
        text("Le Social Good Accelerator la porte dans trois villes d’Europe."),
        callout(
            "La date",
            "La source cite la période du 7 au 17 novembre 2023, sans donner le jour de chaque ville : cette page "
            "n’affiche que le mois.",
            "information",
        ),
        source("page du Social Good Accelerator", "https://socialgoodaccelerator.eu/fr/tag/social-good-week/"),
    ],
    start_date=date(2023, 11, 1),
    date_precision=DatePrecision.MONTH,
    place="Lille, Saint-Sébastien, Bruxelles",
    organisers="Social Good Accelerator",
)

GUADELOUPE_2024 = _event(
    "nec-guadeloupe-2024",
    "NEC Guadeloupe 2024",
    "Éducation, métiers du numérique, médiation sociale et services publics : trois jours à Basse-Terre.",
    [
        text(
            """
            Le Département de la Guadeloupe et la préfecture organisent la deuxième édition du 16 au 18 avril 2024, à
            L’Artchipel puis au fort Delgrès.
            """
        ),
        source("article sur l’édition de 2024", "https://karibinfo.com/?p=121849"),
    ],
    MEDIATION,
    SERVICES_PUBLICS,
    start_date=date(2024, 4, 16),
    end_date=date(2024, 4, 18),
    edition_number=2,
    territoires=[outre_mer("971", "Guadeloupe")],
    place="L’Artchipel, puis fort Delgrès, Basse-Terre",
    organisers="Département de la Guadeloupe, préfecture",
)

_CALENDRIER = text(
    """
    Le calendrier de la page « Les NEC locaux » (second semestre 2024) annonce cette rencontre. Aucun bilan n’a été
    trouvé.

    Vous l’avez organisée, ou vous y étiez ? [Écrivez à l’équipe](/contact/) pour compléter cette page.
    """
)

OCCITANIE = _event(
    "nec-occitanie-2024",
    "NEC Occitanie 2024",
    "Un rendez-vous régional annoncé pour le 30 septembre 2024.",
    [_CALENDRIER],
    start_date=date(2024, 9, 30),
    territoires=[region("76", "Occitanie")],
)

METZ_2024 = _event(
    "nec-metz-2024",
    "NEC Metz 2024",
    "Un an après le précédent, Metz annonce un nouveau NEC local pour le 3 octobre 2024.",
    [_CALENDRIER, page_cards("L’édition d’avant", "/nec-locaux/nec-metz-2023/")],
    start_date=date(2024, 10, 3),
    territoires=[commune("57463", "Metz")],
    place="Metz",
)

REUNION_2024 = _event(
    "nec-974-2024",
    "NEC 974 La Réunion 2024",
    "Le rendez-vous réunionnais, annoncé pour les 19 et 20 novembre 2024.",
    [_CALENDRIER],
    start_date=date(2024, 11, 19),
    end_date=date(2024, 11, 20),
    territoires=[outre_mer("974", "La Réunion")],
)

PARIS_SACLAY_2024 = _event(
    "nec-paris-saclay-2024",
    "NEC Paris-Saclay 2024",
    "Un rendez-vous annoncé pour le 21 novembre 2024, à cheval sur l’Essonne et les Yvelines.",
    [_CALENDRIER],
    start_date=date(2024, 11, 21),
    territoires=[PARIS_SACLAY],
)

ESS_2024 = _event(
    "nec-ess-2024",
    "NEC ESS 2024",
    "Un rendez-vous de l’économie sociale et solidaire, sans territoire unique, annoncé pour le 27 novembre 2024.",
    [_CALENDRIER],
    start_date=date(2024, 11, 27),
)

MERIGNAC = _event(
    "nec-merignac-2024",
    "NEC Mérignac 2024",
    "Un rendez-vous en Gironde, annoncé pour le 27 novembre 2024.",
    [_CALENDRIER],
    start_date=date(2024, 11, 27),
    territoires=[commune("33281", "Mérignac")],
    place="Mérignac",
)

MARTINIQUE_2024 = _event(
    "nec-martinique-2024",
    "NEC Martinique 2024",
    "La troisième édition martiniquaise parle d’inclusion numérique, au Lamentin.",
    [
        text(
            "La MILCEM et la Collectivité territoriale de Martinique l’organisent à l’Institut martiniquais du sport."
        ),
        callout(
            "La date",
            "La source imprime mal le jour : on y lit, sans certitude, le 13 décembre 2024. Cette page n’affiche que "
            "le mois.",
            "information",
        ),
        source("article sur l’édition de 2024", "https://karibinfo.com/?p=138145"),
    ],
    INCLUSION,
    start_date=date(2024, 12, 1),
    date_precision=DatePrecision.MONTH,
    edition_number=3,
    territoires=[outre_mer("972", "Martinique")],
    place="Institut martiniquais du sport, Le Lamentin",
    organisers="MILCEM, Collectivité territoriale de Martinique",
)

ESS_2025 = _event(
    "nec-ess-2025",
    "NEC ESS 2025",
    "Intelligence artificielle et coopération : trois jours entre Bruxelles et Paris.",
    [
        text(
            """
            Le Social Good Accelerator organise la troisième édition : à Bruxelles le 25 novembre 2025, puis à Paris, au
            CEDIAS-Musée social, les 26 et 27 novembre 2025.
            """
        ),
        source("page du Social Good Accelerator", "https://socialgoodaccelerator.eu/fr/tag/nec-ess/"),
    ],
    start_date=date(2025, 11, 25),
    end_date=date(2025, 11, 27),
    edition_number=3,
    place="Bruxelles, puis CEDIAS-Musée social, Paris",
    organisers="Social Good Accelerator",
)

PAST = [
    BORDEAUX,
    SUD_CHARENTE_2021,
    REUNION_2021,
    HAUTE_SAVOIE,
    NANTES,
    LALOUVESC,
    DORDOGNE,
    REUNION_2022,
    MARTINIQUE_2022,
    GUADELOUPE_2023,
    PONT_DU_GARD,
    METZ_2023,
    HAUTS_DE_FRANCE,
    ESS_2023,
    GUADELOUPE_2024,
    OCCITANIE,
    METZ_2024,
    REUNION_2024,
    PARIS_SACLAY_2024,
    ESS_2024,
    MERIGNAC,
    MARTINIQUE_2024,
    ESS_2025,
]


def _example(
    slug: str, name: str, summary: str, start: date, *themes: str, days: int = 1, **fields: Any
) -> PageContent:
    """An announcement to come, which says on its title and first that it is none."""
    body = [
        callout(
            "Ceci est un exemple",
            """
            Cette page montre à quoi ressemble l’annonce d’un NEC local. La date, les thématiques et l’état sont des
            exemples, comptés depuis le jour où ce site a été installé : aucun rendez-vous n’est pris.
            """,
            "warning",
        ),
        heading("Ce qu’une annonce dit"),
        text(
            """
            - **Quand et où** : chaque date porte son année, et le lieu son territoire.
            - **Pour qui** : les professionnelles et professionnels, le grand public, ou les deux, chacun avec son
              parcours.
            - **De quoi l’on parle** : les thématiques, puis le programme.
            - **Comment venir** : l’accès, le parking, la restauration, l’accessibilité du lieu.
            - **Comment s’inscrire** : gratuitement, comme le veut [la charte](/la-demarche/charte/).
            """
        ),
        heading("Et après"),
        text(
            """
            La page garde son adresse. Elle reçoit le bilan, les ressources et leurs licences. [Voir le bilan de Metz
            2023](/nec-locaux/nec-metz-2023/)
            """
        ),
    ]
    if days > 1:
        fields["end_date"] = start + timedelta(days=days - 1)
    return _event(slug, f"{name} [exemple]", summary, body, *themes, start_date=start, noindex=True, **fields)


def thursday(today: date, weeks: int) -> date:
    """The Thursday of the week which comes `weeks` after that of `today`."""
    return today + timedelta(weeks=weeks, days=calendar.THURSDAY - today.weekday())


def examples(today: date) -> list[PageContent]:
    """Three announcements to come, counted from `today`."""
    return [
        _example(
            "nec-drome-exemple",
            "NEC Drôme",
            "Exemple d’annonce : une journée dans un département. Aucun rendez-vous n’est pris.",
            thursday(today, weeks=7),
            INCLUSION,
            SERVICES_PUBLICS,
            territoires=[departement("26", "Drôme")],
            status=Status.ANNOUNCED,
        ),
        _example(
            "nec-orleans-metropole-exemple",
            "NEC Orléans Métropole",
            "Exemple d’annonce : deux jours dans une métropole. Aucun rendez-vous n’est pris.",
            thursday(today, weeks=11),
            DONNEES,
            OUTILLAGE,
            days=2,
            territoires=[epci("244500468", "Orléans Métropole")],
            status=Status.ANNOUNCED,
        ),
        _example(
            "nec-vosges-exemple",
            "NEC Vosges",
            "Exemple d’annonce : une journée dans un département de l’Est. Aucun rendez-vous n’est pris.",
            thursday(today, weeks=17),
            SECURITE,
            territoires=[departement("88", "Vosges")],
            status=Status.ANNOUNCED,
        ),
    ]
