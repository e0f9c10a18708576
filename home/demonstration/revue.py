"""La revue: its five issues, and three articles written for this site."""

from home.demonstration import sources
from home.demonstration.blocks import (
    Block,
    callout,
    chart,
    figure,
    figures,
    heading,
    page_cards,
    personnes,
    point,
    quote,
    table,
    text,
)
from home.demonstration.markup import PageContent
from home.demonstration.organisations import PERSONNES
from home.demonstration.thematiques import (
    DONNEES,
    ECOLOGIE,
    ETHIQUE,
    INCLUSION,
    MEDIATION,
)
from revue.enums import ArticleKind, Season
from revue.models import ArticlePage, NumeroPage, RevueIndexPage
from socle.enums import Licence, Papier

INDEX = PageContent(
    "/revue/",
    RevueIndexPage,
    "La revue NEC",
    "Une revue, un sujet par numéro : elle prend le temps d’enquêter sur ce que le numérique fait à nos vies communes.",
    [
        heading("D’où elle vient"),
        text(
            """
            Tout commence en 2020 par des carnets : ils racontent les NEC locaux, comme celui de [Bordeaux
            Métropole](/nec-locaux/nec-bordeaux-metropole-2020/). Au printemps 2023 paraît le premier numéro de la
            revue, consacré à l’empreinte écologique du numérique. Quatre autres ont suivi, jusqu’à l’hiver 2025.
            """
        ),
        heading("La lire"),
        text(
            f"""
            Chaque numéro se lit gratuitement en PDF. Il en existe aussi un tirage sur papier, limité, à demander. [Voir
            les sommaires publiés]({sources.SOMMAIRES_REVUE_URL})

            Le 3 avril 2024, la revue *Horizons publics* a publié un entretien avec François Huguet et Zoé Aegerter.
            [Lire l’entretien](/ressources/entretien-horizons-publics/)
            """
        ),
        heading("Qui la fait"),
        text(
            """
            François Huguet en est le rédacteur en chef, d’après la page « Les NEC locaux » (second semestre 2024). Huit
            personnes la dirigent. L’association vives voies en est partenaire.
            """
        ),
        personnes("", *(personne.name for personne in PERSONNES)),
    ],
)


def _numero(
    number: int, theme: str, summary: str, season: Season, year: int, colour: Papier, *thematiques: str
) -> PageContent:
    body: list[Block] = [
        text(
            f"""
            Ce numéro se lit gratuitement en PDF ; son tirage sur papier est limité, et se demande. [Voir les sommaires
            publiés]({sources.SOMMAIRES_REVUE_URL})
            """
        )
    ]
    return PageContent(
        f"/revue/numero-{number}/",
        NumeroPage,
        theme,
        summary,
        body,
        {"number": number, "season": season, "year": year, "colour": colour},
        thematiques,
    )


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

_WRITTEN_HERE = callout(
    "Un texte de ce site",
    "Cet article a été écrit pour ce site, à partir de documents publics. Il ne figure pas dans le numéro imprimé.",
    "information",
)


def _article(slug: str, title: str, summary: str, kind: ArticleKind, body: list[Block], *themes: str) -> PageContent:
    return PageContent(
        f"/revue/numero-3/{slug}/",
        ArticlePage,
        title,
        summary,
        [*body, _WRITTEN_HERE],
        {"kind": kind, "licence": Licence.CC_BY_SA_4},
        themes,
    )


METZ = _article(
    "metz-un-an-pour-une-journee",
    "Metz : un an pour une journée",
    "Une journée, 181 personnes, 14 000 €. Derrière, douze mois et 93 réunions. Récit d’une préparation que d’autres "
    "villes peuvent reprendre.",
    ArticleKind.CARNET,
    [
        text(
            """
            Cela commence par une ligne dans un budget. Douze mois avant le jour J, la Ville de Metz inscrit la
            rencontre à ses prévisions. Deux mois plus tard, le conseil municipal vote. Un mois encore, et le dossier
            part à l’ANCT : la date et le lieu sont arrêtés en même temps. À ce stade, il reste neuf mois. Rien n’est
            encore visible, et l’essentiel est décidé.

            Metz n’en est pas à son premier essai. En 2022, une journée d’inclusion numérique s’y était déjà tenue. Ce
            n’était pas un NEC. C’en était le brouillon.
            """
        ),
        heading("Le travail qu’on ne voit pas"),
        text(
            """
            On imagine un événement comme une affiche et des chaises. La Ville, elle, a compté ses réunions. Trois
            comités de pilotage, à cinq mois, trois mois et un mois du jour J. Dix réunions avec les partenaires, parmi
            lesquels HubEst et BornyBuzz. Vingt séances par thème. Et soixante réunions avec celles et ceux qui allaient
            prendre la parole.
            """
        ),
        chart(
            "93 réunions avant le jour J",
            [
                point("Avec les intervenantes et les intervenants", 60),
                point("Par thème", 20),
                point("Avec les partenaires", 10),
                point("Comités de pilotage", 3),
            ],
            kind="bars",
            show_total=True,
            source="retour d’expérience du NEC Metz 2023, guide d’organisation (ANCT, vers 2024)",
        ),
        text(
            """
            Quinze personnes à la tribune, soixante réunions : le rapport surprend, puis il éclaire. Un atelier où l’on
            apprend se prépare à plusieurs, et plus d’une fois.

            La mairie n’a pas travaillé seule avec elle-même. Le protocole, la communication, les finances, la direction
            de la proximité, le centre communal d’action sociale et les médiathèques ont été associés. La préfecture, le
            département, la région, les communes et les intercommunalités voisines ont été informés.
            """
        ),
        heading("Une journée à Bliiida"),
        text(
            """
            En octobre 2023, 181 personnes poussent la porte de Bliiida. Elles viennent de 71 structures, et sont en
            majorité des professionnelles et des professionnels. Quatre ateliers, cinq stands de découverte, un regard
            croisé entre le Danemark, le Luxembourg et la France. Dix-neuf personnes veillent à ce que tout tienne :
            sept auprès du public, trois à l’accueil, trois auprès des personnes qui interviennent, trois à la
            technique, deux à la vidéo, une à la supervision.

            Ce que le public a préféré tient en trois mots : les stands, les ateliers, le regard croisé. Autrement dit,
            ce que l’on touche, ce que l’on fait, et ce qui vient d’ailleurs.
            """
        ),
        heading("Ce que la Ville ferait autrement"),
        text(
            """
            Il n’y a pas de petit retour d’expérience. Celui de Metz dit que le parking était mal indiqué, qu’il a
            manqué des boissons l’après-midi, que le temps a fait défaut pour ouvrir une inscription en ligne simple, et
            qu’on planifie les entretiens et la vidéo avant le matin même.
            """
        ),
        quote("Deux publics, deux parcours, deux communications."),
        text(
            """
            Il dit surtout ceci : on ne parle pas aux professionnels et au grand public d’une même voix. La prochaine
            fois, il y aura deux parcours et deux communications. Le 3 octobre 2024, un nouveau NEC a été annoncé à
            Metz. [Voir son annonce](/nec-locaux/nec-metz-2024/)
            """
        ),
        page_cards("Les chiffres et la méthode", "/nec-locaux/nec-metz-2023/", "/organiser/retroplanning/"),
    ],
    INCLUSION,
    MEDIATION,
)

LENS = _article(
    "lens-un-tiers-pour-l-inclusion",
    "À Lens, près d’un tiers pour l’inclusion",
    "En septembre 2022, six thèmes se partagent le stade Bollaert-Delelis. L’un d’eux attire près d’une personne sur "
    "trois. Ce que disent les parts, et ce qu’elles taisent.",
    ArticleKind.ENQUETE,
    [
        text(
            """
            Un stade n’est pas fait pour parler bas. C’est pourtant là que, les 28 et 29 septembre 2022, se sont tenus
            45 retours d’expérience, 26 ateliers, 11 masterclass, 10 regards croisés, et qu’on a entendu 24 initiatives
            se présenter l’une après l’autre. Trois étages, 2 500 m², 228 personnes à la tribune.

            De quoi y parlait-on ? Le bilan répond par une mesure peu commune : la part des participantes et des
            participants que l’on peut rattacher à chaque thème, d’après leur secteur.
            """
        ),
        chart(
            "Six thèmes, inégalement suivis",
            [
                point("Dispositifs & services inclusifs", 31.5),
                point("Culture & compétences numériques", 18.5),
                point("Données & territoires", 17),
                point("Accessibilité des services en ligne", 13.5),
                point("Territoires résilients & durables", 12.5),
                point("Communs & souveraineté", 7),
            ],
            kind="bars",
            unit="%",
            show_total=True,
            introduction="Part des participantes et des participants rattachée à chaque thème, selon leur secteur.",
            source=sources.BILAN_LENS,
            date="septembre 2022",
        ),
        heading("Inclure, le premier métier"),
        text(
            """
            Près d’un tiers pour les dispositifs et les services inclusifs. Ajoutez la culture et les compétences
            numériques, puis l’accessibilité des services en ligne : 63,5 %. Près de deux personnes sur trois se
            rattachent à un thème qui aide d’autres à se servir du numérique.

            La masterclass sur [l’accompagnement des personnes confrontées à
            l’illettrisme](/ressources/accompagner-face-a-l-illettrisme/) est de ce côté-là. Le pitch de [quatorze
            modèles d’intervention](/ressources/quatorze-modeles-d-intervention/) pour aller vers les publics aussi, et
            le podcast sur [la dématérialisation et le non-recours](/ressources/dematerialisation-et-non-recours/).
            """
        ),
        heading("Entre les deux"),
        text(
            """
            Les données et territoires (17 %), les territoires résilients et durables (12,5 %) : 29,5 % à eux deux. Ce
            sont les thèmes où le numérique sert d’abord à autre chose qu’à lui-même, à décider, à mesurer, à
            économiser. Une masterclass y montrait comment [passer de la donnée à la
            datavisualisation](/ressources/de-la-donnee-a-la-datavisualisation/), et un podcast demandait [quelle place
            garder au numérique](/ressources/ecologie-en-pratique/) quand le climat change.
            """
        ),
        heading("Le plus petit nombre"),
        text(
            """
            À l’autre bout, les communs et la souveraineté : 7 %. Le nom de la rencontre les porte, et ils ferment la
            marche. N’en concluons pas qu’ils intéressent peu. La part suit le secteur des gens, non leur curiosité :
            elle dit d’où l’on vient, pas ce que l’on est venu entendre.

            L’année suivante, à [Bordeaux](/editions/bordeaux-2023/), les six thèmes deviennent cinq. Les communs et la
            souveraineté gardent leur place. L’éthique et l’émancipation entrent dans le titre.
            """
        ),
        heading("Trois taux pour finir"),
        figures(
            figure("87 %", "y voient un rendez-vous de référence"),
            figure("78 %", "venaient pour la première fois"),
            figure("77 %", "ont apprécié la ville et le lieu"),
            source=sources.BILAN_LENS,
        ),
        text(
            """
            Le deuxième est le plus frappant. À la cinquième édition, plus de trois personnes sur quatre venaient pour
            la première fois. Une communauté qui se renouvelle ainsi a un devoir : expliquer chaque année ce qu’elle
            croit avoir déjà dit.
            """
        ),
        page_cards("Le bilan complet", "/editions/lens-2022/"),
    ],
    MEDIATION,
    INCLUSION,
)

COMPTER = _article(
    "ce-que-comptent-les-editions",
    "Ce que comptent les éditions",
    "850 personnes à Nantes, 2 600 inscriptions à Lyon, 2 000 personnes à Bordeaux. Peut-on comparer ? Pas sans "
    "regarder ce que chaque nombre compte.",
    ArticleKind.ENQUETE,
    [
        text(
            """
            Posons les nombres côte à côte. Nantes 2018 : 850. Marseille 2019 : 800. Lyon 2020 : 2 600. Sud Charente
            2021 : 400. Lens 2022 : 1 800. Bordeaux 2023 : 2 000. La courbe fait une bosse, puis un creux, puis une
            côte. Elle raconte une histoire, et cette histoire est fausse.
            """
        ),
        heading("La bosse n’existe pas"),
        text(
            """
            En 2020, on n’est pas venu à Lyon : on s’est connecté. L’édition s’est tenue en ligne, à partir du 17
            novembre 2020, sur une plateforme restée ouverte environ un mois. Les 2 600 sont des inscriptions à six
            parcours. Ailleurs, on compte des personnes présentes. Une inscription n’est pas une présence : dans le
            dessin des éditions, la barre de 2020 est en pointillé.
            """
        ),
        chart(
            "La fréquentation, année par année",
            [
                point("2018, Nantes", 850),
                point("2019, Marseille", 800),
                point("2020, en ligne", 2600, "inscriptions aux parcours", is_other=True),
                point("2021, Sud Charente", 400),
                point("2022, Lens", 1800),
                point("2023, Bordeaux", 2000),
            ],
            kind="columns",
            unit="",
            introduction="Personnes présentes, sauf en 2020.",
            source=sources.DEMARCHE,
        ),
        heading("Le creux non plus"),
        text(
            """
            En 2021, la quatrième édition quitte les grandes villes pour le château de la Mercerie, dans le sud de la
            Charente. On y compte 400 personnes. Au même moment, 5 000 suivent à distance : c’est plus qu’en 2020, où le
            direct en comptait 4 000. L’édition n’a pas rétréci. Elle s’est partagée entre un château et des écrans.
            """
        ),
        heading("La tribune, presque comparable"),
        text(
            """
            Le nombre des intervenantes et des intervenants porte le même nom d’une année à l’autre : 120 à Nantes, 80 à
            Marseille, 60 en Sud Charente, 228 à Lens, 260 à Bordeaux. Sauf en 2020, encore : la page « La démarche » y
            compte 62 contributrices et contributeurs. Le mot a changé, et peut-être la chose avec lui.
            """
        ),
        heading("Un même lieu, deux nombres"),
        text(
            """
            À Lens, deux nombres coexistent : 1 800 personnes présentes, d’après la page « La démarche » ; 1 700
            personnes inscrites, d’après le bilan. Ils ne se contredisent pas, ils ne comptent pas la même chose. Ce
            site montre les deux, et dit pour chacun ce qu’il compte.
            """
        ),
        table(
            "Lens 2022 : un nombre, une définition",
            [("number", "Nombre"), ("text", "Ce qu’il compte"), ("text", "Source")],
            [
                [1800, "Personnes présentes", "Page « La démarche »"],
                [1700, "Personnes inscrites, 28 et 29 septembre 2022", "Bilan de l’édition"],
                [450, "Personnes à la journée OFF, 27 septembre 2022", "Bilan de l’édition"],
                [6000, "Suivis à distance, en direct, sur trois jours", "Bilan de l’édition"],
            ],
        ),
        heading("Deux années sans nombre"),
        text(
            """
            Pour Chambéry, en 2024, et pour Strasbourg, en 2025, aucune source consultée ne dit combien de personnes
            sont venues. On pourrait prolonger la courbe. On a préféré laisser un blanc : un nombre qui manque se dit
            mieux qu’il ne se devine.

            La règle vaut au-delà de NEC. Un chiffre public a une définition, une date et une source. S’il lui en manque
            une, ce n’est encore qu’un bruit.
            """
        ),
        page_cards("Toutes les éditions", "/editions/"),
    ],
    DONNEES,
)

#: Older first: the last published article heads the lists.
PAGES = [INDEX, *NUMEROS[:3], COMPTER, LENS, METZ, *NUMEROS[3:]]
