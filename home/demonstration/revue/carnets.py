"""The carnets of 2020 to 2022: the two that a source names."""

from datetime import date

from home.demonstration import sources
from home.demonstration.blocks import callout, heading, page_cards, table, text
from home.demonstration.markup import PageAt, PageContent
from home.demonstration.thematiques import INCLUSION, MEDIATION
from revue.enums import CarnetPrecision
from revue.models import CarnetPage, CarnetsIndexPage

INDEX = PageContent(
    "/revue/carnets/",
    CarnetsIndexPage,
    "Les carnets des NEC locaux",
    "Avant la revue, il y a eu des carnets. Ils racontaient les NEC locaux, un territoire à la fois, à partir de 2020.",
    [
        heading("D’où ils viennent"),
        text(
            """
            En mars 2020, l’appel à NEC locaux promet plus qu’une subvention. À chaque territoire retenu, il associe
            deux personnes, l’une de la recherche, l’autre du journalisme, et prévoit un passage de témoin d’un
            territoire au suivant. Portraits, paroles, photographies, sons, récits et synthèses doivent être publiés, et
            pouvoir être repris. Au bout du chemin, un carnet des NEC locaux est prévu pour la fin de l’année 2020.
            [Lire ce que demandait l’appel](/organiser/appel/2020/)

            À partir du printemps 2023, [la revue](/revue/) prend la suite.
            """
        ),
        heading("Combien y en a-t-il ?"),
        text(
            f"""
            La {sources.LOCAUX}, annonce quatorze parutions depuis 2020. Elle range sous ce nombre ce que d’autres
            sources séparent : pour elles, 2020 est l’année du premier carnet, et le numéro 1 de la revue paraît au
            printemps 2023. Ce site suit ces dernières, et ne montre que les carnets qu’une source nomme.
            """
        ),
        table(
            "Ce qui commence en 2020, selon trois sources",
            [("text", "Source"), ("text", "Ce qui commence en 2020")],
            [
                ["Page « Les NEC locaux », second semestre 2024", "La revue, avec son numéro 1 : 14 parutions depuis"],
                ["Page anglaise des NEC locaux, 2023", "Le premier carnet"],
                ["Sommaires publiés de la revue", "Rien : son numéro 1 est du printemps 2023"],
            ],
        ),
        callout(
            "Vous en avez un ?",
            "Il manque ici des carnets. Si vous en gardez un, [écrivez à l’équipe](/contact/) : il trouvera sa place.",
        ),
    ],
)

HAUTE_SAVOIE = PageContent(
    "/revue/carnets/haute-savoie-2021/",
    CarnetPage,
    "Carnet NEC Haute-Savoie",
    "Un carnet annoncé après la journée d’Annecy, en novembre 2021. Rien ne dit s’il a paru.",
    [
        text(
            """
            Le 26 novembre 2021, le Département de la Haute-Savoie réunit à Annecy celles et ceux qui font vivre le
            numérique sur son territoire, avec l’appui d’Hinaura et de l’ANCT. La page des suites de NEC74 annonce un
            carnet. [Lire cette page](https://mednum74.fr/?NEC74Suite)
            """
        ),
        page_cards("L’événement", "/nec-locaux/nec-haute-savoie-2021/"),
    ],
    {
        "start_date": date(2021, 11, 1),
        "date_precision": CarnetPrecision.MONTH,
        "is_announced_only": True,
        "event_page": PageAt("/nec-locaux/nec-haute-savoie-2021/"),
    },
    (MEDIATION,),
)

BORDEAUX = PageContent(
    "/revue/carnets/bordeaux-metropole-2020/",
    CarnetPage,
    "Carnet NEC Bordeaux Métropole",
    "Cinq jours d’août 2020 dans la métropole bordelaise, et un carnet d’enquête sous licence libre.",
    [
        text(
            f"""
            Du 24 au 28 août 2020, Bordeaux Métropole consacre une semaine à l’inclusion numérique. Le carnet d’enquête
            qui en reste porte une licence libre. [Lire le carnet]({sources.CARNET_BORDEAUX_URL})
            """
        ),
        page_cards("L’événement", "/nec-locaux/nec-bordeaux-metropole-2020/"),
    ],
    {
        "start_date": date(2020, 8, 24),
        "end_date": date(2020, 8, 28),
        "external_url": sources.CARNET_BORDEAUX_URL,
        "event_page": PageAt("/nec-locaux/nec-bordeaux-metropole-2020/"),
    },
    (INCLUSION,),
)

CARNETS = [INDEX, BORDEAUX, HAUTE_SAVOIE]
