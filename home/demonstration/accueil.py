"""The home page, and the pages that help find others."""

from home.demonstration.blocks import Block, block, heading, link, text
from home.demonstration.markup import PageContent
from home.models import HomePage, SearchPage, SitemapPage
from socle.models import ThematiqueIndexPage


def _section(name: str, title: str, **values: object) -> Block:
    return block(name, {"title": title, "visible": True, **values})


ACCUEIL = PageContent(
    "/",
    HomePage,
    "Numérique en Commun[s]",
    "Depuis 2018, celles et ceux qui font le numérique d’intérêt général se retrouvent : chez eux, dans les NEC "
    "locaux, et tous ensemble une fois par an.",
    fields={
        "opening": "Un numérique",
        "adjectives": [
            block("adjective", word) for word in ("ouvert", "inclusif", "accessible", "durable", "souverain", "éthique")
        ],
        "closing": "se fait en commun[s]",
        "sections": [
            _section("nec_locaux", "Prochains NEC locaux", count=4),
            _section("thematiques", "Cinq sujets, une ligne de conduite"),
            _section(
                "appel",
                "Et si le prochain se tenait chez vous ?",
                text="Commune, association, entreprise, établissement : toute personne morale peut porter un NEC "
                "local. L’ANCT prête la marque, un kit, un guide et des formats éprouvés. Elle peut aussi apporter "
                "une subvention.",
                links=[
                    block("link", link("Lire l’appel", "/organiser/appel/")),
                    block("link", link("Suivre le guide", "/organiser/guide/")),
                ],
            ),
            _section("revue", "Dans la revue", count=4),
            _section(
                "editions",
                "Une édition nationale par an",
                caption="Personnes présentes ; en 2020, inscriptions aux parcours en ligne ; en 2024 et 2025, nombre "
                "inconnu.",
            ),
            _section(
                "charte",
                "La charte en cinq engagements",
                text="Tout événement qui porte le nom de NEC la respecte. Chaque engagement se vérifie.",
            ),
        ],
    },
)

THEMATIQUES = PageContent(
    "/thematiques/",
    ThematiqueIndexPage,
    "Thématiques",
    "Cinq thématiques structurent la démarche. Chacune pose des questions, et rassemble ce que les rencontres en ont "
    "fait.",
    [
        heading("Cinq, huit, et d’autres avant"),
        text(
            """
            Les **cinq thématiques actuelles** sont celles de l’édition nationale de [Bordeaux, en
            2023](/editions/bordeaux-2023/), et du guide d’organisation (ANCT, vers 2024).

            Les NEC locaux en ont **huit**, plus proches du terrain : elles viennent de la page « Les NEC locaux »
            (second semestre 2024). Chacune se rattache à une ou plusieurs des cinq.

            Les thèmes **d’années passées** restent ici, avec leur année : on retrouve ainsi ce qui s’est dit sous leur
            nom.
            """
        ),
    ],
)

RECHERCHE = PageContent(
    "/recherche/",
    SearchPage,
    "Rechercher",
    "Cherchez une rencontre, une ressource, un article ou une page. Les accents et les pluriels ne comptent pas.",
    fields={"noindex": True},
)

PLAN = PageContent(
    "/plan-du-site/",
    SitemapPage,
    "Plan du site",
    "Toutes les pages publiques, dans leur ordre.",
)

FIND_PAGES = [THEMATIQUES, RECHERCHE, PLAN]
