"""The NEC locaux that the sources date, as surely as they do."""

from datetime import date
from typing import Any

from home.demonstration import sources, territoires
from home.demonstration.blocks import (
    Block,
    block,
    buttons,
    call_to_action,
    callout,
    columns,
    figure,
    figures,
    heading,
    link,
    page_cards,
    text,
    timeline,
)
from home.demonstration.markup import PageAt, PageContent, SnippetNamed
from home.demonstration.territoires import PARIS_SACLAY, SUD_CHARENTE, commune, departement, epci, outre_mer, region
from home.demonstration.thematiques import (
    COMMUNS_NUMERIQUES,
    ECOLOGIE,
    ETHIQUE,
    INCLUSION,
    MEDIATION,
    SERVICES_PUBLICS,
)
from nec_locaux.enums import DatePrecision, PartnerRole
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage


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
        heading("Ce que le calendrier ne sait pas encore"),
        text(
            f"""
            La liste des territoires d’accueil est celle de la {sources.LOCAUX} ; le nombre officiel est celui que
            l’équipe a annoncé. Le calendrier, lui, ne montre que les rendez-vous dont une source publique donne
            l’année : les trois ne se recoupent pas tout à fait. Une deuxième édition en Bourgogne-Franche-Comté, à
            Dijon, y manque encore, faute d’année. Vous en savez plus ?
            [Écrivez à l’équipe](/contact/)
            """
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
        "host_links": territoires.rows(*territoires.HOSTS),
    },
)


def partners(*partenaires: tuple[str, PartnerRole]) -> list[dict[str, Any]]:
    """The rows by which an event holds the partners of those names, each with what it does."""
    return [{"partenaire_id": SnippetNamed("Partenaire", name), "role": role} for name, role in partenaires]


def event(slug: str, title: str, summary: str, body: list[Block], *themes: str, **fields: Any) -> PageContent:
    return PageContent(f"/nec-locaux/{slug}/", NecLocalPage, title, summary, body, fields, themes)


BORDEAUX = event(
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
    territoire_links=territoires.rows(epci("243300316", "Bordeaux Métropole")),
)

SUD_CHARENTE_2021 = event(
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
    territoire_links=territoires.rows(SUD_CHARENTE),
    organisers="Espace Numérique Sud Charente",
)

REUNION_2021 = event(
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
    territoire_links=territoires.rows(outre_mer("974", "La Réunion")),
    place="Domaine du MOCA, Saint-Denis",
    organisers="Solidarnum, Hub Ultra Numérique",
)

HAUTE_SAVOIE = event(
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
    territoire_links=territoires.rows(departement("74", "Haute-Savoie")),
    place="Annecy",
    partner_links=partners(
        ("Département de la Haute-Savoie", PartnerRole.ORGANISER),
        ("Hinaura", PartnerRole.SUPPORT),
        ("ANCT", PartnerRole.SUPPORT),
    ),
)

NANTES = event(
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
    territoire_links=territoires.rows(epci("244400404", "Nantes Métropole"), commune("44109", "Nantes")),
    place="Cité des Congrès, Nantes",
    organisers="Nantes Métropole, Hub CONUMM, Les Interconnectés",
    resource_url=sources.NANTES_URL,
)

LALOUVESC = event(
    "nec-lalouvesc-2022",
    "NEC Lalouvesc 2022",
    "Un village d’Ardèche parle de numérique et de ruralité, dans son centre d’animation communal.",
    [
        text("La mairie de Lalouvesc et Plateaux numériques organisent la rencontre les 3 et 4 octobre 2022."),
        buttons(link("Lire la fiche sur Les Bases", sources.LALOUVESC_URL)),
    ],
    start_date=date(2022, 10, 3),
    end_date=date(2022, 10, 4),
    territoire_links=territoires.rows(commune("07128", "Lalouvesc")),
    place="Centre d’animation communal, Lalouvesc",
    organisers="Mairie de Lalouvesc, Plateaux numériques",
    resource_url=sources.LALOUVESC_URL,
)

DORDOGNE = event(
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
    territoire_links=territoires.rows(departement("24", "Dordogne")),
    participants=165,
    figures_source="compte rendu paru le 31 octobre 2022",
)

REUNION_2022 = event(
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
    previous_edition=PageAt("/nec-locaux/nec-974-2021/"),
    start_date=date(2022, 12, 6),
    end_date=date(2022, 12, 7),
    edition_number=5,
    territoire_links=territoires.rows(outre_mer("974", "La Réunion")),
    place="Moca, Montgaillard, Saint-Denis",
    organisers="Solidarnum",
)

MARTINIQUE_2022 = event(
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
    territoire_links=territoires.rows(outre_mer("972", "Martinique")),
    organisers="MILCEM, Collectivité territoriale de Martinique",
)

GUADELOUPE_2023 = event(
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
    territoire_links=territoires.rows(outre_mer("971", "Guadeloupe")),
    place="World Trade Center, Jarry, Baie-Mahault",
    organisers="Nautik Nord Basse-Terre",
)

PONT_DU_GARD = event(
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
    territoire_links=territoires.rows(departement("30", "Gard")),
    place="Pont du Gard",
    resource_url=sources.PONT_DU_GARD_URL,
)

_METZ_SOURCE = "retour d’expérience du NEC Metz 2023, dans le guide d’organisation (ANCT, vers 2024)"

METZ_2023 = event(
    "nec-metz-2023",
    "NEC Metz 2023",
    "181 personnes et 71 structures à Bliiida, en octobre 2023. Voici ce qu’il en reste, et ce que vous pouvez "
    "reprendre.",
    [],
    INCLUSION,
    start_date=date(2023, 10, 1),
    date_precision=DatePrecision.MONTH,
    territoire_links=territoires.rows(commune("57463", "Metz")),
    partner_links=partners(
        ("Ville de Metz", PartnerRole.ORGANISER),
        ("HubEst", PartnerRole.LOCAL),
        ("BornyBuzz", PartnerRole.LOCAL),
    ),
    place="Bliiida, Metz",
    participants=181,
    structure_count=71,
    speaker_count=15,
    workshop_count=4,
    stand_count=5,
    budget=14_000,
    figures_source=_METZ_SOURCE,
    bilan=[
        block(
            "feedback",
            {
                "title": "Ce que la Ville en retient",
                "lesson": "Deux parcours, deux communications : l’une pour les professionnels, l’autre pour le grand "
                "public.",
                "lesson_source": "leçon tirée du retour d’expérience de la Ville de Metz, reformulée",
                "liked": [
                    "Les stands de découverte",
                    "Les ateliers professionnels",
                    "Le regard croisé entre le Danemark, le Luxembourg et la France",
                ],
                "to_change": [
                    "Indiquer le parking",
                    "Prévoir des boissons l’après-midi",
                    "Prendre le temps d’ouvrir une inscription en ligne simple",
                    "Planifier les entretiens et la vidéo",
                    "Séparer deux parcours et deux communications, pour les professionnels et pour le grand public",
                ],
            },
        ),
        heading("Le contexte"),
        text(
            """
            Troisième du Grand Est, Metz compte 120 000 habitantes et habitants, et sa métropole 230 000. Une journée
            d’inclusion numérique avait ouvert la voie en 2022. En 2023, la Ville organise un NEC local, avec HubEst et
            BornyBuzz. Les personnes venues sont en majorité des professionnelles et des professionnels. Il n’y a pas
            eu de conférence de presse.
            """
        ),
        timeline(
            "L’organisation, en douze mois",
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
        callout(
            "La date",
            "Le mois est connu, le jour ne l’est pas avec certitude : cette page n’affiche que le mois.",
            "information",
        ),
        page_cards("À lire ensuite", "/organiser/retroplanning/", "/revue/numero-3/metz-un-an-pour-une-journee/"),
    ],
)

HAUTS_DE_FRANCE = event(
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
    territoire_links=territoires.rows(region("32", "Hauts-de-France")),
    place="Lille",
    partner_links=partners(
        ("Métropole européenne de Lille", PartnerRole.ORGANISER),
        ("Les Assembleurs", PartnerRole.ORGANISER),
        ("Région Hauts-de-France", PartnerRole.ORGANISER),
    ),
    participants=200,
    workshop_count=20,
    figures_source="page du Conseil national du numérique",
)

ESS_2023 = event(
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

GUADELOUPE_2024 = event(
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
    previous_edition=PageAt("/nec-locaux/nec-guadeloupe-2023/"),
    start_date=date(2024, 4, 16),
    end_date=date(2024, 4, 18),
    edition_number=2,
    territoire_links=territoires.rows(outre_mer("971", "Guadeloupe")),
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

OCCITANIE = event(
    "nec-occitanie-2024",
    "NEC Occitanie 2024",
    "Un rendez-vous régional annoncé pour le 30 septembre 2024.",
    [_CALENDRIER],
    start_date=date(2024, 9, 30),
    territoire_links=territoires.rows(region("76", "Occitanie")),
)

METZ_2024 = event(
    "nec-metz-2024",
    "NEC Metz 2024",
    "Un an après le précédent, Metz annonce un nouveau NEC local pour le 3 octobre 2024.",
    [_CALENDRIER],
    previous_edition=PageAt("/nec-locaux/nec-metz-2023/"),
    start_date=date(2024, 10, 3),
    territoire_links=territoires.rows(commune("57463", "Metz")),
    place="Metz",
)

REUNION_2024 = event(
    "nec-974-2024",
    "NEC 974 La Réunion 2024",
    "Le rendez-vous réunionnais, annoncé pour les 19 et 20 novembre 2024.",
    [_CALENDRIER],
    previous_edition=PageAt("/nec-locaux/nec-974-2022/"),
    start_date=date(2024, 11, 19),
    end_date=date(2024, 11, 20),
    territoire_links=territoires.rows(outre_mer("974", "La Réunion")),
)

PARIS_SACLAY_2024 = event(
    "nec-paris-saclay-2024",
    "NEC Paris-Saclay 2024",
    "Un rendez-vous annoncé pour le 21 novembre 2024, à cheval sur l’Essonne et les Yvelines.",
    [_CALENDRIER],
    start_date=date(2024, 11, 21),
    territoire_links=territoires.rows(PARIS_SACLAY),
)

ESS_2024 = event(
    "nec-ess-2024",
    "NEC ESS 2024",
    "Un rendez-vous de l’économie sociale et solidaire, sans territoire unique, annoncé pour le 27 novembre 2024.",
    [_CALENDRIER],
    previous_edition=PageAt("/nec-locaux/nec-ess-europe-2023/"),
    start_date=date(2024, 11, 27),
)

MERIGNAC = event(
    "nec-merignac-2024",
    "NEC Mérignac 2024",
    "Un rendez-vous en Gironde, annoncé pour le 27 novembre 2024.",
    [_CALENDRIER],
    start_date=date(2024, 11, 27),
    territoire_links=territoires.rows(commune("33281", "Mérignac")),
    place="Mérignac",
)

MARTINIQUE_2024 = event(
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
    previous_edition=PageAt("/nec-locaux/nec-martinique-2022/"),
    start_date=date(2024, 12, 1),
    date_precision=DatePrecision.MONTH,
    edition_number=3,
    territoire_links=territoires.rows(outre_mer("972", "Martinique")),
    place="Institut martiniquais du sport, Le Lamentin",
    organisers="MILCEM, Collectivité territoriale de Martinique",
)

ESS_2025 = event(
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
    previous_edition=PageAt("/nec-locaux/nec-ess-2024/"),
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
