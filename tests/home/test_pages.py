"""The home page, its parts, and the pages of the roof."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from wagtail.models import PageViewRestriction, Site

from home.models import ChartePage, EditionNationalePage, EditionsIndexPage, HomePage
from home.timeline import edition_columns
from socle.enums import ThematiqueFamily
from socle.models import IdentitySettings
from tests.factories import (
    AppelPageFactory,
    ArticlePageFactory,
    ChartePageFactory,
    EditionNationalePageFactory,
    EditionsIndexPageFactory,
    NecLocalPageFactory,
    NecLocauxIndexPageFactory,
    NumeroPageFactory,
    PartenaireFactory,
    PersonneFactory,
    RessourcePageFactory,
    RessourcesIndexPageFactory,
    RevueIndexPageFactory,
    StandardPageFactory,
    ThematiqueFactory,
    ThematiqueIndexPageFactory,
)
from tests.reading import add_thematiques, count_queries, main_text, read, text, texts, titles

TODAY = date(2024, 9, 20)
ENGAGEMENTS = [
    (
        "engagement",
        {
            "title": "Garantir l’ouverture à tous et toutes",
            "short_title": "Ouvrir à toutes et tous",
            "short_text": "Entrée gratuite.",
            "text": "<p>L'entrée est gratuite.</p>",
            "checks": ["gratuité", "publications accessibles"],
        },
    ),
    ("engagement", {"title": "Organiser un événement durable", "text": "<p>Un budget frugal.</p>", "checks": []}),
]


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def editions(home_page: HomePage) -> EditionsIndexPage:
    page: EditionsIndexPage = EditionsIndexPageFactory(parent=home_page)
    return page


def section(kind: str, **fields: Any) -> tuple[str, dict[str, Any]]:
    defaults: dict[str, dict[str, Any]] = {
        "nec_locaux": {"count": 4},
        "thematiques": {},
        "appel": {"text": "", "links": []},
        "revue": {"count": 4},
        "editions": {"caption": ""},
        "charte": {"text": ""},
        "pages": {"count": 3},
        "free": {"body": []},
    }
    return kind, {"title": f"Partie {kind}", "visible": True, **defaults[kind], **fields}


def set_sections(home_page: Any, *sections: tuple[str, dict[str, Any]]) -> None:
    home_page.sections = list(sections)
    home_page.save()


ALL_SECTIONS = ("nec_locaux", "thematiques", "appel", "revue", "editions", "charte", "pages", "free")


def fill_site(home_page: HomePage) -> None:
    """One or two pages of each kind that the home page shows."""
    thematique = ThematiqueFactory(title="Données & territoire", slug="donnees")
    ThematiqueIndexPageFactory(parent=home_page)
    calendar = NecLocauxIndexPageFactory(parent=home_page)
    add_thematiques(NecLocalPageFactory(parent=calendar, title="NEC Metz", start_date=date(2024, 10, 3)), thematique)
    library = RessourcesIndexPageFactory(parent=home_page)
    add_thematiques(RessourcePageFactory(parent=library, title="Guide"), thematique)
    numero = NumeroPageFactory(parent=RevueIndexPageFactory(parent=home_page), title="Illettrisme")
    add_thematiques(ArticlePageFactory(parent=numero, title="Lire l’écran"), thematique)
    index = EditionsIndexPageFactory(parent=home_page)
    EditionNationalePageFactory(parent=index, city="Lens", year=2022, attendance=1800)
    AppelPageFactory(parent=home_page)
    ChartePageFactory(parent=home_page, engagements=ENGAGEMENTS)


# The home page


def test_the_home_page_opens_with_its_sentence(client: Client, home_page: Any) -> None:
    home_page.opening = "Un numérique"
    home_page.adjectives = [("adjective", "ouvert"), ("adjective", "éthique")]
    home_page.closing = "se fait en commun[s]"
    home_page.save()

    soup = read(client, home_page)

    assert text(soup.title) == "Numérique en Commun[s]"
    assert titles(soup) == ["h1 Un numérique ouvert, éthique se fait en commun[s]"]
    assert texts(soup, "h1 .bracketed") == ["ouvert, éthique"]
    assert texts(soup, "h1 .mark") == ["[", "]"]
    assert texts(soup, ".home-aside .lead") == ["Un chapô pour les listes."]
    assert soup.select(".breadcrumb, .edition-card") == []


def test_without_a_sentence_the_site_is_named(client: Client, home_page: HomePage) -> None:
    assert titles(read(client, home_page)) == ["h1 Numérique en Commun[s]"]


@pytest.mark.parametrize(
    ("start", "end", "kicker"),
    [
        (date(2024, 9, 25), date(2024, 9, 26), "Prochaine édition nationale"),
        (date(2024, 9, 19), date(2024, 9, 20), "L’édition nationale a lieu en ce moment"),
        (date(2024, 9, 18), date(2024, 9, 19), "Dernière édition nationale"),
    ],
)
def test_the_edition_of_the_day_is_told_as_it_is(
    client: Client, editions: EditionsIndexPage, home_page: HomePage, start: date, end: date, kicker: str
) -> None:
    EditionNationalePageFactory(parent=editions, city="Lens", year=2022)
    EditionNationalePageFactory(parent=editions, city="Chambéry", year=2024, start_date=start, end_date=end)

    soup = read(client, home_page)

    assert texts(soup, ".edition-card h2") == [kicker]
    assert texts(soup, ".edition-card .poster") == [f"{start.day}–{end.day}"]
    assert texts(soup, ".edition-card-city") == ["Chambéry"]
    assert texts(soup, ".edition-card a") == ["Voir l’édition 2024"]


def test_an_edition_without_dates_gives_its_year(
    client: Client, editions: EditionsIndexPage, home_page: HomePage
) -> None:
    EditionNationalePageFactory(parent=editions, city="Lille", year=2025)

    soup = read(client, home_page)

    assert texts(soup, ".edition-card h2") == ["Prochaine édition nationale"]
    assert texts(soup, ".edition-card .poster") == ["2025"]


def test_parts_follow_the_editors_order(client: Client, home_page: HomePage) -> None:
    fill_site(home_page)
    body = [("paragraph", "<p>Un mot.</p>"), ("heading", {"text": "Dedans", "level": "h2"})]
    set_sections(home_page, section("charte"), section("free", body=body), section("appel"), section("nec_locaux"))

    soup = read(client, home_page)

    assert titles(soup)[1:] == [
        "h2 Dernière édition nationale",
        "h2 Partie charte",
        "h3 Ouvrir à toutes et tous",
        "h3 Organiser un événement durable",
        "h2 Partie free",
        "h3 Dedans",
        "h2 Partie appel",
        "h2 Partie nec_locaux",
        "h3 NEC Metz",
    ]


def test_hidden_parts_are_neither_shown_nor_paid_for(client: Client, home_page: HomePage) -> None:
    fill_site(home_page)
    set_sections(home_page)
    bare = count_queries(client, home_page)
    set_sections(home_page, *(section(kind, visible=False) for kind in ALL_SECTIONS))

    assert count_queries(client, home_page) == bare
    assert titles(read(client, home_page)) == ["h1 Numérique en Commun[s]", "h2 Dernière édition nationale"]


def test_the_home_page_costs_the_same_for_few_and_many(client: Client, home_page: HomePage) -> None:
    fill_site(home_page)
    set_sections(home_page, *(section(kind) for kind in ALL_SECTIONS if kind != "pages"))
    few = count_queries(client, home_page)
    for number in range(3):
        home_page.refresh_from_db()
        thematiques = [ThematiqueFactory(), ThematiqueFactory()]
        for parent, factory in (
            ("NecLocauxIndexPage", NecLocalPageFactory),
            ("RessourcesIndexPage", RessourcePageFactory),
            ("NumeroPage", ArticlePageFactory),
        ):
            index = next(
                page.specific for page in home_page.get_descendants() if page.specific_class.__name__ == parent
            )
            add_thematiques(factory(parent=index), *thematiques)
        editions = EditionsIndexPage.objects.get()
        EditionNationalePageFactory(parent=editions, year=2023 + number, city="Bordeaux", attendance=2000)

    assert count_queries(client, home_page) == few
    assert few <= 15


def test_the_parts_of_an_empty_site_say_so(client: Client, home_page: HomePage) -> None:
    set_sections(home_page, *(section(kind) for kind in ALL_SECTIONS if kind != "pages"))

    soup = read(client, home_page)

    assert titles(soup) == [
        "h1 Numérique en Commun[s]",
        "h2 Partie nec_locaux",
        "h2 Partie appel",
        "h2 Partie revue",
        "h2 Partie free",
    ]
    words = main_text(soup)
    assert "Aucun NEC local n’est encore inscrit au calendrier." in words
    assert "Aucun numéro n’est encore en ligne." in words


def test_past_events_are_shown_as_past_when_none_is_announced(client: Client, home_page: HomePage) -> None:
    calendar = NecLocauxIndexPageFactory(parent=home_page)
    for year in (2021, 2022, 2023):
        NecLocalPageFactory(parent=calendar, title=f"NEC {year}", start_date=date(year, 5, 1))
    set_sections(home_page, section("nec_locaux", count=2))

    soup = read(client, home_page)

    assert texts(soup, ".event-row h3") == ["NEC 2023", "NEC 2022"]
    assert "Aucun rendez-vous n’est annoncé pour le moment. Voici les derniers qui se sont tenus." in main_text(soup)


def test_a_past_event_never_follows_one_to_come(client: Client, home_page: HomePage) -> None:
    calendar = NecLocauxIndexPageFactory(parent=home_page)
    NecLocalPageFactory(parent=calendar, title="NEC passé", start_date=date(2023, 5, 1))
    NecLocalPageFactory(parent=calendar, title="NEC à venir", start_date=date(2025, 5, 1))
    set_sections(home_page, section("nec_locaux", count=4))

    assert texts(read(client, home_page), ".event-row h3") == ["NEC à venir"]


def test_thematiques_count_what_bears_them(client: Client, home_page: HomePage) -> None:
    few = ThematiqueFactory(title="Peu", sort_order=1)
    many = ThematiqueFactory(title="Beaucoup", sort_order=2)
    ThematiqueFactory(title="Rien", sort_order=3)
    finer = ThematiqueFactory(title="Plus fine", family=ThematiqueFamily.NEC_LOCAUX)
    finer.parents.add(many)
    calendar, library = NecLocauxIndexPageFactory(parent=home_page), RessourcesIndexPageFactory(parent=home_page)
    add_thematiques(NecLocalPageFactory(parent=calendar), few, many)
    add_thematiques(NecLocalPageFactory(parent=calendar), many, finer)
    add_thematiques(NecLocalPageFactory(parent=calendar), finer)
    add_thematiques(RessourcePageFactory(parent=library), many)
    add_thematiques(RessourcePageFactory(parent=library, live=False), few)
    private = RessourcePageFactory(parent=library)
    add_thematiques(private, few)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    set_sections(home_page, section("thematiques"))

    panels = read(client, home_page).select(".thematique-panel")

    assert [(texts(panel, "h3"), texts(panel, ".counts span")) for panel in panels] == [
        (["Peu"], ["1 NEC local"]),
        (["Beaucoup"], ["3 NEC locaux", "1 ressource"]),
        (["Rien"], []),
    ]


def test_a_panel_gives_its_first_question_and_its_page(client: Client, home_page: HomePage, site: Site) -> None:
    ThematiqueIndexPageFactory(parent=home_page)
    ThematiqueFactory(title="Données", slug="donnees", questions=[("question", "À qui servent-elles ?")])
    set_sections(home_page, section("thematiques"))

    soup = read(client, home_page)

    assert texts(soup, ".thematique-panel p") == ["À qui servent-elles ?"]
    assert [link["href"] for link in soup.select(".thematique-panel a")] == ["/thematiques/donnees/"]


def test_the_call_shows_its_figures_and_buttons(client: Client, home_page: HomePage) -> None:
    call = AppelPageFactory(parent=home_page, rules_source="page « NEC locaux », 2024")
    links = [("link", {"label": "Suivre le guide", "external_url": "https://exemple.fr/"})]
    set_sections(home_page, section("appel", text="Toute personne morale."), section("appel", links=links))

    first, second = read(client, home_page).select("section.slate")

    assert texts(first, ".figures dd") == ["150", "4 mois", "80 %", "5 000 €"]
    assert texts(first, ".source") == ["page « NEC locaux », 2024"]
    assert [(text(link), link["href"]) for link in first.select("a")] == [("Lire l’appel", call.url)]
    assert [link["href"] for link in second.select("a")] == ["https://exemple.fr/"]


def test_the_revue_shows_its_latest_issue_then_its_articles(client: Client, home_page: HomePage) -> None:
    revue = RevueIndexPageFactory(parent=home_page)
    NumeroPageFactory(parent=revue, number=2, title="Santé")
    latest = NumeroPageFactory(parent=revue, number=3, title="Illettrisme", season="2-ete", year=2024)
    set_sections(home_page, section("revue"))

    without = read(client, home_page)
    assert texts(without, ".home-revue h3") == ["Illettrisme"]
    assert "Numéro 3, été 2024" in main_text(without)

    ArticlePageFactory(parent=latest, title="Lire l’écran", kind="enquete")
    assert texts(read(client, home_page), ".page-card h3, .page-card > p") == [
        "Lire l’écran",
        "Un chapô pour les listes.",
        "Enquête, 1 min",
    ]


def test_the_charte_is_numbered_in_short(client: Client, home_page: HomePage) -> None:
    ChartePageFactory(parent=home_page, engagements=ENGAGEMENTS)
    set_sections(home_page, section("charte", text="Chacun la signe."))

    soup = read(client, home_page)

    assert texts(soup, ".numbered .number") == ["1", "2"]
    assert texts(soup, ".numbered h3") == ["Ouvrir à toutes et tous", "Organiser un événement durable"]
    assert texts(soup, ".numbered p") == ["Entrée gratuite."]


def test_the_latest_pages_are_cards(client: Client, home_page: HomePage) -> None:
    library = RessourcesIndexPageFactory(parent=home_page)
    RessourcePageFactory(parent=library, title="Guide")
    set_sections(home_page, section("pages"))

    assert texts(read(client, home_page), ".page-card h3, .page-card .muted") == ["Guide", "Ressource"]


# The drawing of the editions


def test_a_bracket_is_as_high_as_the_attendance() -> None:
    editions = [
        EditionNationalePage(year=2021, attendance=500),
        EditionNationalePage(year=2022, attendance=2000),
        EditionNationalePage(year=2020, attendance=1000, attendance_is_comparable=False),
        EditionNationalePage(year=2024),
    ]

    columns = edition_columns(editions)

    assert [column.edition for column in columns] == editions
    assert [column.bar.length for column in columns] == [Decimal(25), Decimal(100), Decimal(50), Decimal(6)]
    assert [column.bar.point.is_other for column in columns] == [False, False, True, True]


def test_without_any_attendance_all_brackets_are_stubs() -> None:
    assert [column.bar.length for column in edition_columns([EditionNationalePage(year=2018)])] == [Decimal(6)]
    assert edition_columns([]) == []


# National editions


def test_no_edition_yet(client: Client, editions: EditionsIndexPage) -> None:
    soup = read(client, editions)

    assert titles(soup) == ["h1 Éditions nationales", "h2 Toutes les éditions"]
    assert "Aucune édition nationale n’est encore publiée." in main_text(soup)


def test_each_edition_shows_what_is_known_of_it(client: Client, editions: EditionsIndexPage) -> None:
    EditionNationalePageFactory(
        parent=editions,
        city="Lens",
        year=2022,
        edition_number=5,
        start_date=date(2022, 9, 28),
        end_date=date(2022, 9, 29),
        venue="Stade Bollaert-Delelis",
        attendance=1800,
        attendance_definition="personnes présentes",
        attendance_source="bilan de l’édition",
        summary="",
    )
    EditionNationalePageFactory(
        parent=editions,
        city="Lyon",
        year=2020,
        is_online=True,
        attendance=2600,
        attendance_definition="personnes inscrites",
        attendance_is_comparable=False,
        summary="",
    )
    EditionNationalePageFactory(parent=editions, city="Lille", year=2025, summary="Au nord.")

    soup = read(client, editions)

    assert titles(soup) == [
        "h1 Éditions nationales",
        "h2 La fréquentation, année par année",
        "h2 Toutes les éditions",
        "h3 Lille 2025",
        "h3 Lens 2022",
        "h3 Lyon 2020",
    ]
    assert [texts(row, "th, td") for row in soup.select("tbody tr")] == [
        ["2020", "Lyon, en ligne", "2 600", "personnes inscrites", ""],
        ["2022", "Lens", "1 800", "personnes présentes", "bilan de l’édition"],
        ["2025", "Lille", "–", "non connu", ""],
    ]
    assert texts(soup, ".timeline-drawing .is-other .poster") == ["2020", "2025"]
    assert texts(soup, ".timeline-drawing .column-label") == [
        "Lyon 2020, en ligne2 600 personnes inscrites",
        "Lens 20221 800 personnes présentes",
        "Lille 2025",
    ]
    rows = soup.select(".edition-row")
    assert texts(rows[0], ".small") == ["Au nord.", "À venir"]
    assert texts(rows[1], ".small") == [
        "28 et 29 septembre 2022, Stade Bollaert-Delelis. 5e édition nationale.",
        "1 800 personnes présentes",
    ]
    assert texts(rows[2], ".small") == ["En ligne.", "2 600 personnes inscrites"]


def test_the_drawing_uses_points_for_decimals(client: Client, editions: EditionsIndexPage) -> None:
    EditionNationalePageFactory(parent=editions, year=2018, attendance=850)
    EditionNationalePageFactory(parent=editions, year=2022, attendance=1800)

    heights = [drawing["height"] for drawing in read(client, editions).select(".column-standing > svg")]

    assert heights == ["47.22%", "100.00%"]


def test_an_edition_shows_all_that_it_left(client: Client, editions: EditionsIndexPage) -> None:
    EditionNationalePageFactory(parent=editions, city="Nantes", year=2018)
    EditionNationalePageFactory(parent=editions, city="Bordeaux", year=2023)
    lens = EditionNationalePageFactory(
        parent=editions,
        city="Lens",
        year=2022,
        edition_number=5,
        start_date=date(2022, 9, 28),
        end_date=date(2022, 9, 29),
        off_date=date(2022, 9, 27),
        venue="Stade Bollaert-Delelis",
        attendance=1800,
        attendance_definition="personnes présentes",
        attendance_source="la démarche",
        key_figures=[
            ("figure", {"value": "228", "label": "intervenantes et intervenants", "day": "", "source": "bilan"}),
            ("figure", {"value": "4 400", "label": "suivis en direct", "day": "27 septembre", "source": ""}),
        ],
        theme_shares=[
            ("share", {"label": "Inclusion", "value": Decimal("62.5")}),
            ("share", {"label": "Données", "value": Decimal("37.5")}),
        ],
        theme_shares_measure="Part des participantes et participants.",
        format_counts=[
            ("format", {"count": 45, "label": "retours d’expérience", "note": ""}),
            ("format", {"count": 26, "label": "ateliers", "note": "avec un livrable"}),
        ],
        satisfaction=[("figure", {"value": "87 %", "label": "y voient une référence", "day": "", "source": ""})],
        successes=[("success", {"title": "Le Comptoir", "text": "Une vingtaine de structures."})],
        partners=[
            (
                "partners",
                {
                    "category": "Organisation",
                    "partenaires": [
                        PartenaireFactory(name="ANCT", website="https://anct.gouv.fr/"),
                        PartenaireFactory(name="La Mednum"),
                    ],
                },
            )
        ],
        people=[("person", {"personne": PersonneFactory(first_name="Zoé", last_name="Aegerter"), "role": "Témoin"})],
        credits="<p>Bilan publié par l'ANCT.</p>",
        body=[("heading", {"text": "Un stade", "level": "h2"})],
    )

    soup = read(client, lens)

    assert titles(soup) == [
        "h1 Lens 2022",
        "h2 Chiffres clés",
        "h2 De quoi a-t-on parlé ?",
        "h2 Les formats",
        "h2 Ce qu’en disent les personnes venues",
        "h2 Ce qui a réussi",
        "h3 Le Comptoir",
        "h2 Un stade",
        "h2 Avec qui",
        "h3 Organisation",
        "h2 Celles et ceux qui l’ont faite",
    ]
    assert texts(soup, ".edition-head .lead") == [
        "28 et 29 septembre 2022, Stade Bollaert-Delelis. 5e édition nationale. Journée OFF le 27 septembre 2022."
    ]
    figures = soup.select(".figures")
    assert texts(figures[0], "dd") == ["1 800", "228", "4 400"]
    assert texts(figures[0], "dt") == [
        "personnes présentesla démarche",
        "intervenantes et intervenantsbilan",
        "suivis en direct27 septembre",
    ]
    assert texts(figures[1], "dd") == ["87 %"]
    assert [texts(row, "th, td") for row in soup.select("tbody tr")] == [
        ["Inclusion", "62,5 %"],
        ["Données", "37,5 %"],
        ["retours d’expérience", "45", ""],
        ["ateliers", "26", "avec un livrable"],
    ]
    assert texts(soup, ".comma-list li") == ["ANCT", "La Mednum"]
    assert [link["href"] for link in soup.select(".comma-list a")] == ["https://anct.gouv.fr/"]
    assert texts(soup, ".people .person-name") == ["Zoé Aegerter"]
    assert "Témoin" in text(soup.select_one(".people"))
    assert texts(soup, ".neighbours a") == ["Nantes [2018]", "Bordeaux [2023]"]


def test_a_bare_edition_shows_no_empty_part(client: Client, editions: EditionsIndexPage) -> None:
    edition = EditionNationalePageFactory(parent=editions, city="Lille", year=2025, summary="")

    soup = read(client, edition)

    assert titles(soup) == ["h1 Lille 2025"]
    assert texts(soup, ".edition-head .lead") == ["Elle est à venir."]
    assert soup.select("main section, main nav:not(.breadcrumb), main figure") == []


def test_the_attendance_is_not_said_twice() -> None:
    figure = ("figure", {"value": "1 800", "label": "personnes présentes", "day": "", "source": ""})
    edition = EditionNationalePage(year=2022, attendance=1800, key_figures=[figure])

    assert [item["value"] for item in edition.figures] == ["1 800"]
    assert EditionNationalePage(year=2022).figures == []


def test_one_share_or_format_alone_draws_no_chart() -> None:
    edition = EditionNationalePage(
        year=2022,
        theme_shares=[("share", {"label": "Inclusion", "value": Decimal(100)})],
        format_counts=[("format", {"count": 3, "label": "ateliers", "note": ""})],
    )

    assert edition.theme_chart is None
    assert edition.format_chart is None


def test_people_and_partners_cost_the_same_for_few_and_many(client: Client, editions: EditionsIndexPage) -> None:
    edition = EditionNationalePageFactory(parent=editions, city="Lens", year=2022)

    def fill(number: int) -> int:
        edition.partners = [
            ("partners", {"category": "Soutiens", "partenaires": PartenaireFactory.create_batch(number)}),
        ]
        edition.people = [
            ("person", {"personne": person, "role": ""}) for person in PersonneFactory.create_batch(number)
        ]
        edition.save()
        return count_queries(client, edition)

    few = fill(2)

    assert fill(12) == few
    assert few <= 15


# The charte and plain pages


def test_the_charte_gives_each_engagement_its_number_and_anchor(client: Client, home_page: HomePage) -> None:
    charte = ChartePageFactory(
        parent=home_page,
        engagements=ENGAGEMENTS,
        version="2024",
        version_date=date(2024, 6, 1),
        applies_to=[("who", "Les NEC locaux"), ("who", "Les éditions nationales")],
    )

    soup = read(client, charte)

    assert titles(soup) == [
        "h1 La charte",
        "h2 Garantir l’ouverture à tous et toutes Lien vers l’engagement 1",
        "h3 Comment on le vérifie",
        "h2 Organiser un événement durable Lien vers l’engagement 2",
        "h2 Qui la respecte",
    ]
    assert [item["id"] for item in soup.select(".charte > li")] == [
        "garantir-louverture-a-tous-et-toutes",
        "organiser-un-evenement-durable",
    ]
    assert [link["href"] for link in soup.select(".charte .anchor")] == [
        "#garantir-louverture-a-tous-et-toutes",
        "#organiser-un-evenement-durable",
    ]
    assert texts(soup, ".checks li") == ["gratuité", "publications accessibles"]
    assert texts(soup, ".charte .prose")[0] == "L’entrée est gratuite."
    assert dict(zip(texts(soup, ".facts dt"), texts(soup, ".facts dd"), strict=True)) == {
        "Version": "2024",
        "Date": "1er juin 2024",
        "Licence": "CC BY-SA 4.0 FR",
    }
    assert texts(soup, ".list-lines li") == ["Les NEC locaux", "Les éditions nationales"]


def test_the_charte_offers_its_pdf_where_there_is_one(
    client: Client, home_page: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    charte = ChartePageFactory(parent=home_page, engagements=ENGAGEMENTS)
    monkeypatch.setattr(ChartePage, "pdf_url", "", raising=False)
    assert read(client, charte).select(".download") == []

    monkeypatch.setattr(ChartePage, "pdf_url", "/charte.pdf", raising=False)
    assert [link["href"] for link in read(client, charte).select(".download a")] == ["/charte.pdf"]


def test_a_charte_without_text_says_so(client: Client, home_page: HomePage) -> None:
    soup = read(client, ChartePageFactory(parent=home_page))

    assert titles(soup) == ["h1 La charte"]
    assert "Le texte de la charte n’est pas encore publié." in main_text(soup)


def test_a_plain_page_gives_its_body_and_its_children(client: Client, home_page: HomePage) -> None:
    page = StandardPageFactory(
        parent=home_page,
        title="La démarche",
        body=[("heading", {"text": "Pourquoi", "level": "h2"}), ("paragraph", "<p>Parce que</p>")],
    )
    StandardPageFactory(parent=page, title="L'histoire", summary="Depuis 2018.")
    StandardPageFactory(parent=page, title="Brouillon", live=False)

    soup = read(client, page)

    assert titles(soup) == ["h1 La démarche", "h2 Pourquoi", "h2 Dans cette rubrique", "h3 L’histoire"]
    assert texts(soup, ".page-card p") == ["Depuis 2018."]
    assert texts(soup, ".breadcrumb li") == ["Accueil", "La démarche"]


def test_a_plain_page_may_keep_its_children_to_itself(client: Client, home_page: HomePage) -> None:
    page = StandardPageFactory(parent=home_page, title="La démarche", summary="", show_children=False)
    StandardPageFactory(parent=page, title="L’histoire")

    soup = read(client, page)

    assert titles(soup) == ["h1 La démarche"]
    assert soup.select("main .lead, main .page-card") == []


def test_a_page_says_when_it_changed(client: Client, home_page: HomePage) -> None:
    page = StandardPageFactory(parent=home_page, title="La démarche")
    with time_machine.travel("2024-03-31T22:30:00Z", tick=False):
        page.save_revision().publish()

    soup = read(client, page)

    assert texts(soup, ".updated") == ["Page mise à jour le 1er avril 2024"]
    assert [moment["datetime"] for moment in soup.select(".updated time")] == ["2024-04-01"]


# Thématiques


def test_thematiques_stand_by_family(client: Client, home_page: HomePage) -> None:
    index = ThematiqueIndexPageFactory(parent=home_page)
    today = ThematiqueFactory(
        title="Données", slug="donnees", introduction="Le terrain.", questions=[("question", "Pour qui ?")]
    )
    local = ThematiqueFactory(title="Inclusion", family=ThematiqueFamily.NEC_LOCAUX, colour="mediation")
    past = ThematiqueFactory(title="Lieux", family=ThematiqueFamily.PASSEE, colour="", edition_year=2018)
    local.parents.add(today)
    past.parents.add(today)

    soup = read(client, index)

    assert titles(soup) == [
        "h1 Thématiques",
        "h2 Les thématiques d’aujourd’hui",
        "h3 Données",
        "h2 Les thématiques des NEC locaux",
        "h3 Inclusion",
        "h2 Les thématiques des éditions passées",
        "h3 Lieux",
    ]
    assert texts(soup, ".theme-row .bullets li") == ["Pour qui ?"]
    assert texts(soup, ".theme-card .muted") == ["Se rattache à Données.", "Édition 2018. Se rattache à Données."]
    assert [mark["data-t"] for mark in soup.select(".resource-mark")] == ["mediation", "donnees"]


def test_no_thematique_yet(client: Client, home_page: HomePage) -> None:
    soup = read(client, ThematiqueIndexPageFactory(parent=home_page))

    assert titles(soup) == ["h1 Thématiques"]
    assert "Aucune thématique n’est encore décrite." in main_text(soup)


def test_the_page_of_a_thematique_lists_all_that_bears_it(client: Client, home_page: HomePage) -> None:
    ThematiqueIndexPageFactory(parent=home_page)
    thematique = ThematiqueFactory(
        title="Données", slug="donnees", introduction="Le terrain.", questions=[("question", "Pour qui ?")]
    )
    finer = ThematiqueFactory(title="Cartes", slug="cartes", family=ThematiqueFamily.NEC_LOCAUX)
    finer.parents.add(thematique)
    add_thematiques(NecLocalPageFactory(parent=NecLocauxIndexPageFactory(parent=home_page), title="NEC Metz"), finer)
    add_thematiques(
        RessourcePageFactory(parent=RessourcesIndexPageFactory(parent=home_page), title="Guide"), thematique
    )

    soup = read(client, "/thematiques/donnees/")

    assert text(soup.title) == "Données – Numérique en Commun[s]"
    assert titles(soup) == [
        "h1 Données",
        "h2 Les questions qu’elle pose",
        "h2 S’y rattachent",
        "h2 Tout ce qui en parle ici",
        "h3 Guide",
        "h3 NEC Metz",
    ]
    assert texts(soup, ".page-card .muted") == ["Ressource", "NEC local"]
    assert texts(soup, ".breadcrumb li") == ["Accueil", "Thématiques", "Données"]
    assert texts(soup, ".theme-ties a") == ["Cartes"]
    shared = {meta["property"]: meta["content"] for meta in soup.select("meta[property]")}
    assert shared["og:title"] == "Données"
    assert shared["og:description"] == "Le terrain."
    assert shared["og:url"] == "http://testserver/thematiques/donnees/"


def test_a_thematique_nobody_bears_says_so(client: Client, home_page: HomePage) -> None:
    ThematiqueIndexPageFactory(parent=home_page)
    ThematiqueFactory(title="Lieux", slug="lieux", family=ThematiqueFamily.PASSEE, colour="", edition_year=2018)

    soup = read(client, "/thematiques/lieux/")

    assert titles(soup) == ["h1 Lieux", "h2 Tout ce qui en parle ici"]
    assert "Rien n’est encore publié sous cette thématique." in main_text(soup)


def test_the_page_of_a_thematique_costs_the_same_for_few_and_many(client: Client, home_page: HomePage) -> None:
    ThematiqueIndexPageFactory(parent=home_page)
    library = RessourcesIndexPageFactory(parent=home_page)
    thematique = ThematiqueFactory(title="Données", slug="donnees")

    def add(number: int) -> None:
        for _ in range(number):
            add_thematiques(RessourcePageFactory(parent=library), thematique)

    add(3)
    few = count_queries(client, "/thematiques/donnees/")
    add(25)

    assert count_queries(client, "/thematiques/donnees/") == few
    assert few <= 15


def test_a_setting_is_previewed_around_a_page(rf: RequestFactory, site: Site) -> None:
    identity = IdentitySettings(site=site, site_name="Numérique en Commun[s]", owner="l’ANCT")

    response = identity.make_preview_request(rf.get("/"), "")
    response.render()

    soup = BeautifulSoup(response.content, "html.parser")
    assert titles(soup) == ["h1 Aperçu"]
    assert texts(soup, ".band p") == ["Une démarche de l’ANCT"]


def test_an_unknown_thematique_is_not_found(client: Client, home_page: HomePage) -> None:
    ThematiqueIndexPageFactory(parent=home_page)

    assert client.get("/thematiques/inconnue/").status_code == 404
