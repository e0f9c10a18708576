"""What surrounds every page: names, menus, footer, legal values; and what search puts first. Only what sources give."""

from typing import Any

from home.demonstration import sources
from home.demonstration.blocks import Block, block, link
from home.demonstration.markup import PageAt
from socle.enums import AccessibilityStatus


def _links(*items: tuple[str, str]) -> list[Block]:
    return [block("link", link(label, target)) for label, target in items]


def _column(title: str, *items: tuple[str, str]) -> Block:
    return block("column", {"title": title, "links": [link(label, target) for label, target in items]})


#: By the name of the settings model.
SETTINGS: dict[str, dict[str, Any]] = {
    "IdentitySettings": {
        "site_name": "Numérique en Commun[s]",
        "tagline": "La communauté du numérique d’intérêt général",
        "owner": "l’Agence nationale de la cohésion des territoires",
        "owner_short": "ANCT",
        "owner_url": "https://agence-cohesion-territoires.gouv.fr/",
        "licence_text": "Sauf mention contraire, les contenus sont publiés sous licence CC BY-SA 4.0 FR.",
    },
    "ContactSettings": {
        "team_name": "programme Société Numérique, ANCT",
        "contact_page": PageAt("/contact/"),
    },
    "LegalSettings": {
        "publisher": "Agence nationale de la cohésion des territoires (ANCT), programme Société Numérique",
        "accessibility_status": AccessibilityStatus.NONE,
        "accessibility_page": PageAt("/accessibilite/"),
    },
    "MenuSettings": {
        "main_menu": _links(
            ("La démarche", "/la-demarche/"),
            ("NEC locaux", "/nec-locaux/"),
            ("Éditions nationales", "/editions/"),
            ("La revue", "/revue/"),
            ("Ressources", "/ressources/"),
        ),
        "call_link": _links(("Organiser un NEC", "/organiser/")),
        "footer_columns": [
            _column(
                "La démarche",
                ("Comprendre la démarche", "/la-demarche/"),
                ("Lire la charte", "/la-demarche/charte/"),
                ("Explorer les thématiques", "/thematiques/"),
                ("Revoir les éditions nationales", "/editions/"),
            ),
            _column(
                "Organiser",
                ("L’appel à NEC locaux", "/organiser/appel/"),
                ("Les offres de formats", "/organiser/offres-de-formats/"),
                ("Le guide d’organisation", "/organiser/guide/"),
                ("Le rétroplanning", "/organiser/retroplanning/"),
                ("Suivre mon dossier", "/mes-dossiers/"),
            ),
            _column(
                "Lire, écouter",
                ("La revue NEC", "/revue/"),
                ("Podcasts et vidéos", "/ressources/"),
                ("Les Bases", sources.BASES_URL),
            ),
            _column(
                "S’orienter",
                ("Le calendrier des NEC locaux", "/nec-locaux/"),
                ("Les publics", "/la-demarche/publics/"),
                ("Les partenaires", "/la-demarche/partenaires/"),
                ("Rechercher", "/recherche/"),
            ),
        ],
        "legal_links": _links(
            ("Plan du site", "/plan-du-site/"),
            ("Mentions légales", "/mentions-legales/"),
            ("Données personnelles", "/donnees-personnelles/"),
            ("Gestion des cookies", "/cookies/"),
            ("Contact", "/contact/"),
        ),
    },
}

#: Words of a search, the page shown first for them, and why.
PROMOTIONS = [
    (
        "subvention",
        "/organiser/appel/",
        "Montants, critères, délai : tout ce qu’il faut pour demander un soutien financier.",
    ),
    ("candidature", "/organiser/appel/", "Ce que l’appel demande, et comment déposer un dossier."),
    (
        "logo",
        "/ressources/kit-de-communication/",
        "La charte graphique, le logo à votre nom, les bandeaux et l’affiche.",
    ),
]
