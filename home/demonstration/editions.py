"""The national editions. Each shows what was counted that year, with what the number counts and who gives it."""

from datetime import date
from typing import Any

from home.demonstration import organisations, sources, thematiques
from home.demonstration.blocks import (
    block,
    buttons,
    callout,
    columns,
    figure,
    figures,
    heading,
    link,
    page_cards,
    table,
    text,
)
from home.demonstration.markup import PageContent, Rich, SnippetNamed
from home.models import EditionNationalePage, EditionsIndexPage

PRESENT = "personnes présentes"


def counted(value: str, label: str, source: str = sources.DEMARCHE, day: str = "") -> dict[str, Any]:
    """A key figure of an edition."""
    return block("figure", {"value": value, "label": label, "day": day, "source": source})


def partners(category: str, *names: str) -> dict[str, Any]:
    chosen = [SnippetNamed("Partenaire", name) for name in names]
    return block("partners", {"category": category, "partenaires": chosen})


def success(title: str, words: str) -> dict[str, Any]:
    return block("success", {"title": title, "text": words})


def attended(number: int) -> dict[str, Any]:
    """The bar of a year in the drawing of all editions, where it counts people on the spot."""
    return {"attendance": number, "attendance_definition": PRESENT, "attendance_source": sources.DEMARCHE}


INDEX = PageContent(
    "/editions/",
    EditionsIndexPage,
    "Éditions nationales",
    "Une fois par an depuis 2018, toute la communauté se retrouve. Chaque édition garde ici ses dates, ses lieux, ses "
    "chiffres et leurs sources.",
    [
        heading("Lire ces chiffres"),
        text(
            f"""
            D’une année à l’autre, on n’a pas compté la même chose. Un nombre n’est donc jamais donné seul : sa
            définition et sa source l’accompagnent.

            - De 2018 à 2023, sauf en 2020, la fréquentation compte les **personnes présentes** ({sources.DEMARCHE}).
            - En 2020, l’édition s’est tenue en ligne : le nombre est celui des **inscriptions aux parcours**. Il ne se
              compare pas aux autres.
            - Pour 2024 et 2025, aucun nombre de personnes présentes n’est connu : il n’y en a pas.
            """
        ),
        table(
            "Ce que chaque édition a compté, en plus de sa fréquentation",
            [("text", "Édition"), ("text", "À la tribune"), ("text", "Autres nombres")],
            [
                ["Nantes 2018", "120 intervenantes et intervenants", ""],
                ["Marseille 2019", "80 intervenantes et intervenants", ""],
                ["Lyon 2020, en ligne", "62 contributrices et contributeurs", "6 parcours, 80 dispositifs présentés"],
                ["Sud Charente 2021", "60 intervenantes et intervenants", "5 000 suivis à distance, en direct"],
                ["Lens 2022", "228 intervenantes et intervenants", "6 000 suivis à distance, en direct"],
                ["Bordeaux 2023", "260 intervenantes et intervenants", "12 pays"],
                [
                    "Strasbourg 2025",
                    "290 intervenantes et intervenants annoncés",
                    "90 formats, 21 partenaires annoncés",
                ],
            ],
            f"{sources.DEMARCHE} ; {sources.BILAN_LENS} ; pour 2025, {sources.PRESSE_2025}",
        ),
    ],
)

NANTES = PageContent(
    "/editions/nantes-2018/",
    EditionNationalePage,
    "Nantes 2018",
    "La première édition réunit 850 personnes à Nantes, les 13 et 14 septembre 2018, pendant la Nantes Digital Week.",
    [
        text(
            """
            Trois thèmes, trois lieux, dont l’École nationale supérieure d’architecture. L’édition est organisée par La
            Mednum, la Mission Société Numérique et l’association PiNG.
            """
        ),
        buttons(link("Revoir le site de 2018", "https://www.numerique-en-commun.fr/")),
    ],
    {
        "year": 2018,
        "edition_number": 1,
        "city": "Nantes",
        "venue": "Trois lieux, dont l’École nationale supérieure d’architecture",
        "start_date": date(2018, 9, 13),
        "end_date": date(2018, 9, 14),
        **attended(850),
        "key_figures": [counted("850", PRESENT), counted("120", "intervenantes et intervenants")],
        "partners": [partners("Organisation", "La Mednum", "Mission Société Numérique", "PiNG")],
    },
    thematiques.EDITION_2018,
)

MARSEILLE = PageContent(
    "/editions/marseille-2019/",
    EditionNationalePage,
    "Marseille 2019",
    "La deuxième édition occupe quatre lieux de Marseille, les 17 et 18 octobre 2019, et réunit 800 personnes.",
    [
        text(
            """
            On en connaît trois lieux : le World Trade Center, le Musée d’Histoire de Marseille et le MarsMedialab.

            Le programme s’est préparé à plusieurs. Le 30 janvier 2019, une réunion ouverte a recueilli six souhaits :
            l’inclusion numérique, les enjeux sectoriels, la vie démocratique, les impacts sanitaires, la culture et
            l’éducation, les impacts environnementaux. Ce sont des souhaits, non le programme final.
            """
        ),
    ],
    {
        "year": 2019,
        "edition_number": 2,
        "city": "Marseille",
        "venue": "Quatre lieux, dont le World Trade Center, le Musée d’Histoire de Marseille et le MarsMedialab",
        "start_date": date(2019, 10, 17),
        "end_date": date(2019, 10, 18),
        **attended(800),
        "key_figures": [counted("800", PRESENT), counted("80", "intervenantes et intervenants")],
        "partners": [partners("Organisation", "Mission Société Numérique", "La Mednum", "Zinc", "Urban Prod")],
    },
)

LYON = PageContent(
    "/editions/lyon-2020/",
    EditionNationalePage,
    "Lyon 2020",
    "La troisième édition, rattachée à Lyon, se tient en ligne à partir du 17 novembre 2020, pendant environ un mois.",
    [
        text(
            """
            Six parcours, des directs, 80 dispositifs à découvrir : la plateforme remplace les salles. L’édition est
            organisée par l’ANCT (Société Numérique), La Mednum et Fréquence écoles.
            """
        ),
        callout(
            "Un nombre à part",
            """
            Les 2 600 inscriptions comptent les personnes inscrites aux parcours en ligne. Elles ne se comparent pas aux
            personnes présentes des autres années : dans le dessin des éditions, la barre de 2020 est en pointillé.
            """,
            "information",
        ),
    ],
    {
        "year": 2020,
        "edition_number": 3,
        "city": "Lyon",
        "is_online": True,
        "start_date": date(2020, 11, 17),
        "attendance": 2600,
        "attendance_definition": "inscriptions aux parcours en ligne",
        "attendance_is_comparable": False,
        "attendance_source": sources.DEMARCHE,
        "key_figures": [
            counted("2 600", "inscriptions aux parcours en ligne"),
            counted("6", "parcours"),
            counted("62", "contributrices et contributeurs"),
            counted("4 000", "suivis à distance, en direct"),
            counted("80", "dispositifs présentés"),
        ],
        "partners": [partners("Organisation", "ANCT", "La Mednum", "Fréquence écoles")],
    },
)

SUD_CHARENTE = PageContent(
    "/editions/sud-charente-2021/",
    EditionNationalePage,
    "Sud Charente 2021",
    "La quatrième édition quitte les grandes villes pour le château de la Mercerie, dans le sud de la Charente.",
    [
        text(
            """
            En 2021, 400 personnes se retrouvent au château de la Mercerie, et 5 000 suivent à distance. Les sources ne
            donnent pas le jour : cette page n’en donne pas non plus.
            """
        ),
    ],
    {
        "year": 2021,
        "edition_number": 4,
        "city": "Sud Charente",
        "venue": "Château de la Mercerie",
        **attended(400),
        "key_figures": [
            counted("400", PRESENT),
            counted("60", "intervenantes et intervenants"),
            counted("5 000", "suivis à distance, en direct"),
        ],
    },
)


def in_lens(value: str, label: str, day: str = "") -> dict[str, Any]:
    return counted(value, label, "bilan de l’édition", day)


LENS = PageContent(
    "/editions/lens-2022/",
    EditionNationalePage,
    "Lens 2022",
    "Un stade de football devient, pour trois jours, le lieu où l’on parle de services inclusifs, de données et de "
    "communs.",
    [
        heading("Un stade, trois étages, quatre espaces"),
        text(
            """
            L’édition occupe 2 500 m² sur trois étages du stade Bollaert-Delelis. Louvre Lens Vallée y est associé. Le
            programme dure trois jours et ne tient pas entre quatre murs :

            - les **plénières**, à l’ouverture et à la clôture ;
            - le **Comptoir**, où dix-neuf structures reçoivent à leur stand ;
            - le **cocktail**, qui réunit 500 personnes, et le prix **NEC d’Or** ;
            - le **hors les murs**, à la base 11/19.
            """
        ),
        heading("Ce qu’il en reste"),
        columns(
            [
                figures(
                    figure("10 h 21", "de podcasts", "sept épisodes des « Regards croisés », sur Arte Audioblog"),
                    figure(
                        "12 h 13",
                        "de vidéos",
                        "masterclass, pitch et retours d’expérience, sur la chaîne YouTube de NEC",
                    ),
                    source=sources.BILAN_LENS,
                ),
            ],
            [
                text(
                    """
                    Neuf masterclass, un pitch et sept podcasts ont leur page sur ce site. [Parcourir les
                    ressources](/ressources/)
                    """
                ),
            ],
        ),
        page_cards(
            "Trois pour commencer",
            "/ressources/dematerialisation-et-non-recours/",
            "/ressources/quatorze-modeles-d-intervention/",
            "/ressources/de-la-donnee-a-la-datavisualisation/",
        ),
        heading("Suivre, citer, partager"),
        table(
            "L’activité sur Twitter autour de l’édition, et celle de l’année précédente",
            [("text", "Ce qui est compté"), ("number", "2022"), ("number", "2021")],
            [
                ["Messages publiés", 133, 290],
                ["Mentions du compte", 674, 506],
                ["Emplois du mot-dièse", 113, 96],
            ],
            sources.BILAN_LENS,
        ),
        text(
            """
            Sur LinkedIn, une publication a été affichée 5 200 fois en moyenne. Le carnet d’adresses de la démarche
            comptait 6 681 contacts, dont 5 835 recueillis depuis juin 2020 et 2 231 depuis octobre 2021.
            """
        ),
    ],
    {
        "year": 2022,
        "edition_number": 5,
        "city": "Lens",
        "venue": "Stade Bollaert-Delelis, avec Louvre Lens Vallée",
        "start_date": date(2022, 9, 28),
        "end_date": date(2022, 9, 29),
        "off_date": date(2022, 9, 27),
        **attended(1800),
        "key_figures": [
            counted("1 800", PRESENT),
            in_lens("1 700", "personnes inscrites", "28 et 29 septembre 2022"),
            in_lens("450", "personnes à la journée OFF", "27 septembre 2022"),
            in_lens("228", "intervenantes et intervenants"),
            in_lens("6 000", "suivis à distance, en direct, sur trois jours"),
            in_lens("4 400", "suivis de la journée OFF, en direct", "27 septembre 2022"),
            in_lens("850", "suivis de l’ouverture, en direct", "Ouverture"),
            in_lens("750", "suivis de la clôture, en direct", "Clôture"),
            in_lens("60", "personnes à l’organisation"),
        ],
        "theme_shares_measure": "Part des participantes et des participants rattachée à chaque thème, selon leur "
        "secteur (bilan de l’édition, septembre 2022).",
        "theme_shares": [
            block("share", {"label": "Dispositifs & services inclusifs", "value": "31.5"}),
            block("share", {"label": "Culture & compétences numériques", "value": "18.5"}),
            block("share", {"label": "Données & territoires", "value": "17"}),
            block("share", {"label": "Accessibilité des services en ligne", "value": "13.5"}),
            block("share", {"label": "Territoires résilients & durables", "value": "12.5"}),
            block("share", {"label": "Communs & souveraineté", "value": "7"}),
        ],
        "format_counts": [
            block("format", {"count": 45, "label": "retours d’expérience", "note": ""}),
            block("format", {"count": 26, "label": "ateliers", "note": ""}),
            block("format", {"count": 24, "label": "initiatives pitchées", "note": "un format nouveau, de 90 minutes"}),
            block("format", {"count": 11, "label": "masterclass", "note": ""}),
            block("format", {"count": 10, "label": "regards croisés", "note": ""}),
        ],
        "satisfaction": [
            in_lens("87 %", "voient en NEC un rendez-vous de référence"),
            in_lens("78 %", "venaient pour la première fois"),
            in_lens("77 %", "ont apprécié la ville et le lieu"),
        ],
        "successes": [
            success("Des lycéennes et des lycéens à l’accueil", "Soixante jeunes de lycée ont accueilli le public."),
            success("Quarante ordinateurs prêtés", "Quarante ordinateurs ont été prêtés pour l’événement."),
            success(
                "Tout un bassin mobilisé",
                "Le bilan nomme dix acteurs locaux, cinq collectivités et cinq acteurs économiques.",
            ),
            success("Un pilotage régulier", "Les comités de pilotage se sont tenus chaque semaine."),
        ],
        "partners": [
            partners("Organisation", *organisations.ORGANISATION_2022),
            partners("Soutiens", *organisations.SOUTIENS_2022),
            partners("Au Comptoir", *organisations.COMPTOIR_2022),
        ],
        "credits": Rich(
            """
            Édition organisée par l’ANCT, La Mednum, Les Assembleurs et Futur Composé, filiale de Fréquence écoles, avec
            le soutien de la Communauté d’agglomération de Lens-Liévin, de la Ville de Lens, du Département du
            Pas-de-Calais, de la Région Hauts-de-France, de la Banque des Territoires, de la MAIF et du Groupe La Poste.
            """
        ),
    },
    thematiques.EDITION_2022,
)

BORDEAUX = PageContent(
    "/editions/bordeaux-2023/",
    EditionNationalePage,
    "Bordeaux 2023",
    "Deux mille personnes et douze pays au Palais de la Bourse, les 19 et 20 octobre 2023, après une journée OFF le "
    "18 octobre 2023.",
    [
        text(
            """
            La sixième édition propose une centaine de formats. Elle installe les cinq thématiques qui structurent
            encore la démarche : Éthique & émancipation, Données & territoire, Médiation & compétences numériques,
            Écologie & soutenabilité, Communs & souveraineté. [Voir les thématiques](/thematiques/)
            """
        ),
    ],
    {
        "year": 2023,
        "edition_number": 6,
        "city": "Bordeaux",
        "venue": "Palais de la Bourse",
        "start_date": date(2023, 10, 19),
        "end_date": date(2023, 10, 20),
        "off_date": date(2023, 10, 18),
        **attended(2000),
        "key_figures": [
            counted("2 000", PRESENT),
            counted("260", "intervenantes et intervenants"),
            counted("12", "pays représentés"),
        ],
    },
    (
        thematiques.ETHIQUE,
        thematiques.DONNEES,
        thematiques.MEDIATION,
        thematiques.ECOLOGIE,
        thematiques.COMMUNS,
    ),
)

CHAMBERY = PageContent(
    "/editions/chambery-2024/",
    EditionNationalePage,
    "Chambéry 2024",
    "La septième édition s’est tenue à Chambéry, les 25 et 26 septembre 2024.",
    [
        text(
            """
            Les sources consultées disent peu de cette édition : ses dates, sa ville, et une séance de « regards croisés
            » sur les communs. Ni lieu ni fréquentation n’y figurent : cette page n’en invente pas.
            """
        ),
        callout(
            "Vous y étiez ?",
            "Aidez à compléter cette page : [écrivez à l’équipe](/contact/), avec vos sources.",
        ),
    ],
    {
        "year": 2024,
        "edition_number": 7,
        "city": "Chambéry",
        "start_date": date(2024, 9, 25),
        "end_date": date(2024, 9, 26),
    },
    (thematiques.COMMUNS,),
)

STRASBOURG = PageContent(
    "/editions/strasbourg-2025/",
    EditionNationalePage,
    "Strasbourg 2025",
    "La huitième édition, les 29 et 30 octobre 2025 au Palais universitaire, prend pour fil rouge l’émancipation des "
    "citoyennes et des citoyens.",
    [
        text(
            """
            L’ANCT, la Ville et l’Eurométropole de Strasbourg l’organisent ensemble. Trois sujets accompagnent le fil
            rouge : l’empreinte environnementale, l’inclusion et la souveraineté européenne.
            """
        ),
        callout(
            "Des nombres annoncés",
            """
            Les chiffres de cette page sont ceux que la presse a publiés avant l’événement. Aucun décompte d’après
            l’événement n’est connu.
            """,
            "information",
        ),
    ],
    {
        "year": 2025,
        "edition_number": 8,
        "city": "Strasbourg",
        "venue": "Palais universitaire",
        "start_date": date(2025, 10, 29),
        "end_date": date(2025, 10, 30),
        "key_figures": [
            counted("290", "intervenantes et intervenants annoncés", sources.PRESSE_2025),
            counted("90", "tables rondes, ateliers et masterclass annoncés", sources.PRESSE_2025),
            counted("21", "partenaires annoncés", sources.PRESSE_2025),
        ],
        "partners": [
            partners("Organisation", "ANCT", "Ville de Strasbourg", "Eurométropole de Strasbourg"),
            partners("Partenaires cités", "DINUM", "ADEME", "CNIL", "Banque des Territoires"),
        ],
    },
    (thematiques.ETHIQUE, thematiques.MEDIATION, thematiques.ECOLOGIE, thematiques.COMMUNS),
)

PAGES = [INDEX, NANTES, MARSEILLE, LYON, SUD_CHARENTE, LENS, BORDEAUX, CHAMBERY, STRASBOURG]
