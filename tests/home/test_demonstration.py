"""The demonstration says what the facts say, in good French, and loads once."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.fields import StreamField
from wagtail.models import Page, Site
from wagtail_footnotes.models import Footnote

from candidatures.enums import Evidence, RuleKind
from candidatures.models import AppelPage, AppelVersion, EligibilitePage
from home.demonstration import loader
from home.demonstration.content import all_pages
from home.demonstration.loader import site_address
from home.demonstration.markup import to_html
from home.models import ChartePage, EditionNationalePage, HomePage
from nec_locaux.enums import DatePrecision
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from ressources.models import RessourcePage
from socle.enums import ThematiqueFamily
from socle.models import BasePage, FormPage, LegalSettings, MenuSettings, Partenaire, Thematique
from tests.factories import StandardPageFactory

ReadText = Callable[[str], str]
MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"


@pytest.fixture
def read_text(demo_site: Site, client: Client) -> ReadText:
    """The words of the main part of a page, with plain spaces."""

    def read(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200
        main = BeautifulSoup(response.content, "html.parser").find("main")
        assert main is not None
        return " ".join(main.get_text(" ").replace("\u202f", " ").replace("\u00a0", " ").split())

    return read


def assert_all_in(words: list[str], text: str) -> None:
    folded = text.lower()
    assert [word for word in words if word.lower() not in folded] == []


# Loading


def test_second_run_changes_nothing(demo_site: Site) -> None:
    charte = ChartePage.objects.get()
    charte.title = "Une charte revue par l’équipe"
    charte.save_revision().publish()
    before = (Page.objects.count(), Thematique.objects.count(), Partenaire.objects.count())
    output = StringIO()

    call_command("load_demo", stdout=output)

    assert output.getvalue() == "Démonstration : déjà chargée, rien n’a été changé.\n"
    assert ChartePage.objects.get().title == "Une charte revue par l’équipe"
    assert (Page.objects.count(), Thematique.objects.count(), Partenaire.objects.count()) == before


def test_a_site_with_other_pages_is_left_alone(root_page: Page) -> None:
    StandardPageFactory(parent=root_page, title="Un autre site")

    with pytest.raises(CommandError, match="Un autre site"):
        call_command("load_demo")

    assert not HomePage.objects.exists()
    assert not Thematique.objects.exists()


def test_a_load_that_fails_leaves_nothing(root_page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(writer: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(loader, "load_settings", fail)
    before = list(Page.objects.values_list("title", flat=True))

    with pytest.raises(RuntimeError):
        loader.load_demonstration(date(2026, 11, 21))

    assert list(Page.objects.values_list("title", flat=True)) == before
    assert not Thematique.objects.exists()


def test_every_page_stands_at_its_address(demo_site: Site) -> None:
    wanted = {content.address for content in all_pages(timezone.localdate())}

    assert {page.url for page in BasePage.objects.live()} == wanted
    assert demo_site.root_page.specific_class is HomePage
    assert not Page.objects.filter(depth=2).exclude(pk=demo_site.root_page.pk).exists()


def test_menus_lead_to_the_sections(demo_site: Site) -> None:
    menus = MenuSettings.for_site(demo_site)

    assert [(link.value.label, link.value.url) for link in menus.main_menu] == [
        ("La démarche", "/la-demarche/"),
        ("NEC locaux", "/nec-locaux/"),
        ("Éditions nationales", "/editions/"),
        ("La revue", "/revue/"),
        ("Ressources", "/ressources/"),
    ]
    assert [(link.value.label, link.value.url) for link in menus.call_link] == [("Organiser un NEC", "/organiser/")]


def test_legal_values_no_source_gives_are_empty(demo_site: Site) -> None:
    legal = LegalSettings.for_site(demo_site)

    assert legal.accessibility_status == "non"
    assert (legal.host_name, legal.host_address, legal.publication_director) == ("", "", "")


def test_search_puts_the_call_first_for_a_grant(demo_site: Site) -> None:
    promoted = SearchPromotion.objects.get(query__query_string="subvention")

    assert promoted.page.specific_class is AppelPage


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        ("un\ndeux\n\ntrois", "<p>un deux</p><p>trois</p>"),
        ("- un\n  suite\n- **deux**", "<ul><li>un suite</li><li><b>deux</b></li></ul>"),
        ("1. un\n2. deux", "<ol><li>un</li><li>deux</li></ol>"),
        ("la 7^e^ *fois*, R & D", "<p>la 7<sup>e</sup> <i>fois</i>, R &amp; D</p>"),
        ("voir [la *charte* & plus](/a_b*c*/)", '<p>voir <a href="/a_b*c*/">la *charte* &amp; plus</a></p>'),
        (
            "Commun[s] compte[^qui], [ici](/a/)[^2].",
            '<p>Commun[s] compte<q>qui</q>, <a href="/a/">ici</a><q>2</q>.</p>',
        ),
        ("[le Commun[s]](/a/) [et](/b/)", '<p><a href="/a/">le Commun[s]</a> <a href="/b/">et</a></p>'),
    ],
)
def test_markup(markup: str, html: str) -> None:
    made = to_html(markup, lambda label, address: f'<a href="{address}">{label}</a>', lambda key: f"<q>{key}</q>")

    assert made == html


def test_a_call_of_a_note_that_is_not_written_is_refused() -> None:
    with pytest.raises(KeyError, match="qui"):
        to_html("compte[^qui]", lambda label, address: label)


# Writing


def stored_texts() -> Iterator[tuple[str, str]]:
    """Every text the demonstration stores, with the page or snippet that holds it."""
    for page in Page.objects.filter(depth__gt=1).specific():
        yield page.url, page.title
        yield page.url, page.summary
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                for text in strings_in(getattr(page, field.name).raw_data):
                    yield page.url, text
    for note in Footnote.objects.select_related("page"):
        yield from ((str(note.page), text) for text in strings_in(note.text))
    for model, fields in ((Thematique, ("title", "introduction")), (Partenaire, ("name", "description"))):
        for snippet in model.objects.all():
            yield from ((str(snippet), getattr(snippet, field)) for field in fields)
    for thematique in Thematique.objects.all():
        yield from ((thematique.title, question.value) for question in thematique.questions)


def strings_in(value: Any) -> Iterator[str]:
    """Texts of raw blocks: HTML without its tags, and no address."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in {"id", "type"} and not key.endswith("url"):
                yield from strings_in(item)
    elif isinstance(value, str):
        yield words_of(value) if "<" in value else value
    elif isinstance(value, (list, tuple)) or hasattr(value, "__iter__"):
        for item in value:
            yield from strings_in(item)


def words_of(html: str) -> str:
    """Words without the calls of notes: what they hold is an identifier, which readers see as a number."""
    soup = BeautifulSoup(html, "html.parser")
    for call in soup("footnote"):
        call.decompose()
    return soup.get_text(" ")


FAULTS = {
    "straight apostrophe": re.compile(r"\w'"),
    "straight quotes": re.compile(r'"'),
    "plain space before a sign": re.compile(r"[^\s«(] ([;:!?»%€])"),
    "no space before a sign": re.compile(r"[^\s\u202f;!?«(…][;!?»%€](?!\w)"),
    "plain space after an opening quote": re.compile(r"«(?!\u202f)"),
    "plain space in thousands": re.compile(r"\d [0-9]{3}(?!\d)"),
    "three dots": re.compile(r"\.\.\."),
    "two genders in one word": re.compile(r"\w[·•]\w|\w\((e|s|es)\)|\.e\.s"),
    "month without its year": re.compile(rf"\b({MONTHS})\b(?!\s\d{{4}})"),
    "loud sentence": re.compile(r"(?i)cliquez|en savoir plus"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_texts_are_set_in_french(demo_site: Site, fault: str) -> None:
    texts = list(stored_texts())

    found = [(place, text) for place, text in texts if FAULTS[fault].search(text)]

    assert found == []
    assert len(texts) > 1000


def test_every_page_opens_with_its_summary(demo_site: Site) -> None:
    assert list(BasePage.objects.filter(summary="").values_list("title", flat=True)) == []


# La démarche


def test_demarche_presents_itself(read_text: ReadText) -> None:
    text = read_text("/la-demarche/")

    assert_all_in(["ouvert", "inclusif", "accessible", "durable", "souverain", "éthique"], text)
    assert_all_in(["collectivités", "administrations", "tiers-lieux", "entreprises", "recherche"], text)
    assert_all_in(["Une édition nationale", "Des NEC locaux", "ressources partagées", "ateliers"], text)
    assert_all_in(["Vous familiariser", "Vous outiller", "Découvrir", "Rencontrer", "Contribuer"], text)
    assert_all_in(["débutez", "faites autorité", "arrivez", "déjà là"], text)
    assert_all_in(["diagnostiquer", "collaborer", "outiller", "former", "essaimer"], text)
    values = ["inclusion", "diversité", "ouverture", "collaboration", "bienveillance", "solidarité", "souveraineté"]
    assert_all_in(values, text)
    assert_all_in(["Agence nationale", "Société Numérique", "France Numérique Ensemble", "La Mednum", "2018"], text)


def test_publics_are_eight(demo_site: Site, read_text: ReadText) -> None:
    page = Page.objects.get(slug="publics").specific
    accordion = next(block.value for block in page.body if block.block_type == "accordion")

    assert len(accordion["folds"]) == 8
    words = [
        "conseillez",
        "stratégie territoriale",
        "accompagnez",
        "formez",
        "achetez",
        "communs",
        "réseau",
        "préfecture",
    ]
    assert_all_in(words, read_text("/la-demarche/publics/"))


def test_partners_of_the_guide_are_six(read_text: ReadText) -> None:
    names = ["La Mednum", "OpenDataFrance", "Conseil national du numérique", "IGN", "DINUM", "Banque des Territoires"]

    text = read_text("/la-demarche/partenaires/")

    assert_all_in(names, text)
    assert_all_in(["Incubateur des territoires", "Nouveaux Lieux, Nouveaux Liens"], text)


def test_brand_is_free_under_the_charte(read_text: ReadText) -> None:
    text = read_text("/la-demarche/charte/")

    assert "déposée par l’ANCT. Son usage est libre, à une condition : respecter cette charte." in text


def test_charte_has_five_engagements_to_check(demo_site: Site, read_text: ReadText) -> None:
    charte = ChartePage.objects.get()

    assert [block.value["title"] for block in charte.engagements] == [
        "Garantir l’ouverture et l’accès à tous et toutes",
        "Agir pour la diversité des intervenantes, des intervenants et des publics",
        "Diffuser l’ensemble des productions sous des licences libres et ouvertes",
        "Organiser un événement durable",
        "Miser sur des écosystèmes numériques frugaux et responsables",
    ]
    assert all(block.value["checks"] for block in charte.engagements)
    assert charte.licence == "cc-by-sa-4.0"
    assert_all_in([block.value["title"] for block in charte.engagements], read_text(charte.url))


# Thématiques


def test_current_thematiques_ask_their_questions(demo_site: Site, read_text: ReadText) -> None:
    current = list(Thematique.objects.actuelles())

    assert [(item.title, item.colour, len(item.questions)) for item in current] == [
        ("Éthique & émancipation", "ethique", 4),
        ("Données & territoire", "donnees", 3),
        ("Médiation & compétences numériques", "mediation", 4),
        ("Écologie & soutenabilité", "ecologie", 3),
        ("Communs & souveraineté", "communs", 3),
    ]
    assert all(question.value.endswith("\u202f?") for item in current for question in item.questions)
    assert_all_in([item.title for item in current], read_text("/thematiques/"))


def test_thematiques_of_nec_locaux_belong_to_current_ones(demo_site: Site) -> None:
    finer = Thematique.objects.filter(family=ThematiqueFamily.NEC_LOCAUX)

    assert [item.title for item in finer] == [
        "Inclusion numérique",
        "Communs numériques",
        "Logiciels libres et ouverture des données",
        "Accès aux services publics",
        "Outillage numérique des collectivités",
        "Transition écologique / éco-conception",
        "Accessibilité numérique",
        "Sécurité numérique / souveraineté numérique",
    ]
    assert [item.title for item in finer if not item.parents.exists()] == []


def test_past_thematiques_bear_their_year(demo_site: Site) -> None:
    past = Thematique.objects.filter(family=ThematiqueFamily.PASSEE)
    years = list(past.order_by("edition_year").values_list("edition_year", flat=True))

    assert {year: years.count(year) for year in years} == {2018: 3, 2019: 6, 2020: 2, 2022: 6}


# Éditions nationales

EDITIONS = [
    (2018, "Nantes", date(2018, 9, 13), date(2018, 9, 14), 850, True),
    (2019, "Marseille", date(2019, 10, 17), date(2019, 10, 18), 800, True),
    (2020, "Lyon", date(2020, 11, 17), None, 2600, False),
    (2021, "Sud Charente", None, None, 400, True),
    (2022, "Lens", date(2022, 9, 28), date(2022, 9, 29), 1800, True),
    (2023, "Bordeaux", date(2023, 10, 19), date(2023, 10, 20), 2000, True),
    (2024, "Chambéry", date(2024, 9, 25), date(2024, 9, 26), None, True),
    (2025, "Strasbourg", date(2025, 10, 29), date(2025, 10, 30), None, True),
]


def test_each_edition_shows_what_it_counted(demo_site: Site) -> None:
    fields = ("year", "city", "start_date", "end_date", "attendance", "attendance_is_comparable")
    editions = EditionNationalePage.objects.order_by("year")

    assert list(editions.values_list(*fields)) == EDITIONS
    assert [edition.edition_number for edition in editions] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [edition.year for edition in editions if edition.attendance and not edition.attendance_source] == []
    assert [edition.year for edition in editions if edition.attendance and not edition.attendance_definition] == []


@pytest.mark.parametrize(
    ("slug", "figures"),
    [
        ("nantes-2018", {"850": "personnes présentes", "120": "intervenantes et intervenants"}),
        ("marseille-2019", {"800": "personnes présentes", "80": "intervenantes et intervenants"}),
        (
            "lyon-2020",
            {
                "2 600": "inscriptions aux parcours en ligne",
                "6": "parcours",
                "62": "contributrices et contributeurs",
                "4 000": "suivis à distance, en direct",
                "80": "dispositifs présentés",
            },
        ),
        (
            "sud-charente-2021",
            {
                "400": "personnes présentes",
                "60": "intervenantes et intervenants",
                "5 000": "suivis à distance, en direct",
            },
        ),
        (
            "bordeaux-2023",
            {"2 000": "personnes présentes", "260": "intervenantes et intervenants", "12": "pays représentés"},
        ),
        ("chambery-2024", {}),
        (
            "strasbourg-2025",
            {
                "290": "intervenantes et intervenants annoncés",
                "90": "tables rondes, ateliers et masterclass annoncés",
                "21": "partenaires annoncés",
            },
        ),
    ],
)
def test_figures_of_editions(demo_site: Site, slug: str, figures: dict[str, str]) -> None:
    edition = EditionNationalePage.objects.get(slug=slug)
    shown = {block.value["value"].replace("\u202f", " "): block.value["label"] for block in edition.key_figures}

    assert shown == figures
    assert all(block.value["source"] for block in edition.key_figures)


def test_lens_gives_each_figure_with_what_it_counts(demo_site: Site, read_text: ReadText) -> None:
    lens = EditionNationalePage.objects.get(year=2022)
    shown = [(block.value["value"], block.value["label"], block.value["day"]) for block in lens.key_figures]

    assert shown == [
        ("1\u202f800", "personnes présentes", ""),
        ("1\u202f700", "personnes inscrites", "28 et 29 septembre 2022"),
        ("450", "personnes à la journée OFF", "27 septembre 2022"),
        ("228", "intervenantes et intervenants", ""),
        ("6\u202f000", "suivis à distance, en direct, sur trois jours", ""),
        ("4\u202f400", "suivis de la journée OFF, en direct", "27 septembre 2022"),
        ("850", "suivis de l’ouverture, en direct", "Ouverture"),
        ("750", "suivis de la clôture, en direct", "Clôture"),
        ("60", "personnes à l’organisation", ""),
    ]
    assert [block.value["value"] for block in lens.satisfaction] == ["87\u202f%", "78\u202f%", "77\u202f%"]
    assert "1 500" not in read_text(lens.url)


def test_lens_shares_its_themes_and_counts_its_formats(demo_site: Site) -> None:
    lens = EditionNationalePage.objects.get(year=2022)

    assert [float(block.value["value"]) for block in lens.theme_shares] == [31.5, 18.5, 17, 13.5, 12.5, 7]
    assert [(block.value["count"], block.value["label"]) for block in lens.format_counts] == [
        (45, "retours d’expérience"),
        (26, "ateliers"),
        (24, "initiatives pitchées"),
        (11, "masterclass"),
        (10, "regards croisés"),
    ]
    assert sum(block.value["count"] for block in lens.format_counts) == 116


def test_lens_names_its_partners_and_successes(demo_site: Site, read_text: ReadText) -> None:
    lens = EditionNationalePage.objects.get(year=2022)
    counts = [(block.value["category"], len(block.value["partenaires"])) for block in lens.partners]

    assert counts == [("Organisation", 4), ("Soutiens", 7), ("Au Comptoir", 19)]
    text = read_text(lens.url)
    assert_all_in(["NEC d’Or", "500 personnes", "Comptoir", "base 11/19", "2 500 m²", "Quarante ordinateurs"], text)
    assert_all_in(["dix acteurs locaux", "Les Assembleurs", "Futur Composé", "Groupe La Poste"], text)


def test_lens_compares_its_networks_with_the_year_before(read_text: ReadText) -> None:
    text = read_text("/editions/lens-2022/")

    assert_all_in(["133 290", "674 506", "113 96", "5 200", "6 681", "5 835", "2 231"], text)


# NEC locaux

NEC_LOCAUX = [
    ("NEC Bordeaux Métropole 2020", "2020-08-24", "2020-08-28"),
    ("NEC Sud Charente 2021", "2021-01-28", "2021-01-29"),
    ("NEC 974, 2021", "2021-11-17", "2021-11-18"),
    ("NEC Haute-Savoie 2021", "2021-11-26", ""),
    ("NEC Dordogne 2022", "2022", ""),
    ("NEC Martinique 2022", "2022", ""),
    ("NEC Nantes 2022", "2022-03-02", "2022-03-03"),
    ("NEC Lalouvesc 2022", "2022-10-03", "2022-10-04"),
    ("NEC 974, 2022", "2022-12-06", "2022-12-07"),
    ("NEC Guadeloupe 2023", "2023", ""),
    ("NEC Pont du Gard 2023", "2023", ""),
    ("NEC Metz 2023", "2023-10", ""),
    ("NEC ESS Europe 2023", "2023-11", ""),
    ("NEC Hauts-de-France 2023", "2023-11-07", ""),
    ("NEC Guadeloupe 2024", "2024-04-16", "2024-04-18"),
    ("NEC Occitanie 2024", "2024-09-30", ""),
    ("NEC Metz 2024", "2024-10-03", ""),
    ("NEC 974 La Réunion 2024", "2024-11-19", "2024-11-20"),
    ("NEC Paris-Saclay 2024", "2024-11-21", ""),
    ("NEC ESS 2024", "2024-11-27", ""),
    ("NEC Mérignac 2024", "2024-11-27", ""),
    ("NEC Martinique 2024", "2024-12", ""),
    ("NEC ESS 2025", "2025-11-25", "2025-11-27"),
]
KNOWN_LENGTH = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}


def test_every_dated_nec_local_is_there(demo_site: Site) -> None:
    """All those of the sources but one, whose year is not known."""
    events = NecLocalPage.objects.exclude(title__endswith="[exemple]").order_by("start_date", "pk")

    def known(day: date | None, precision: str) -> str:
        return day.isoformat()[: KNOWN_LENGTH[DatePrecision(precision)]] if day else ""

    found = [
        (event.title, known(event.start_date, event.date_precision), known(event.end_date, event.date_precision))
        for event in events
    ]
    assert sorted(found) == sorted(NEC_LOCAUX)


def test_counted_participants_are_those_of_the_sources(demo_site: Site) -> None:
    counted = NecLocalPage.objects.filter(participants__isnull=False).values_list("slug", "participants")

    assert dict(counted) == {"nec-dordogne-2022": 165, "nec-metz-2023": 181, "nec-hauts-de-france-2023": 200}


def test_uncertain_dates_say_so_on_their_page(demo_site: Site, read_text: ReadText) -> None:
    uncertain = NecLocalPage.objects.exclude(date_precision=DatePrecision.DAY)

    said = "cette page n’affiche que"

    assert uncertain.count() == 7
    assert [event.title for event in uncertain if said not in read_text(event.url).lower()] == []


def test_events_to_come_are_marked_as_examples(demo_site: Site) -> None:
    upcoming = list(NecLocalPage.objects.upcoming())

    assert [event.title for event in upcoming] == [
        "NEC Orléans Métropole [exemple]",
        "NEC Drôme [exemple]",
        "NEC La Réunion [exemple]",
        "NEC Communs en ligne [exemple]",
        "NEC Ardennes [exemple]",
        "NEC Vosges [exemple]",
    ]
    assert [event.get_status_display() for event in upcoming] == [
        *("Inscriptions ouvertes", "Annoncé", "Annoncé", "Complet", "Reporté", "Annoncé"),
    ]
    for event in upcoming:
        first = event.body[0]
        assert first.block_type == "callout"
        assert "aucun rendez-vous n’est pris" in str(first.value["text"])
        assert event.noindex


def test_the_programme_of_the_example_names_nobody(demo_site: Site) -> None:
    event = NecLocalPage.objects.get(slug="nec-orleans-metropole-exemple")

    days = [day.value for day in event.programme]
    sessions = [item.value for day in days for item in day["items"] if item.block_type == "session"]

    assert [day["date"] for day in days] == [event.start_date, event.end_date]
    assert len(sessions) == 8
    assert [session["title"] for session in sessions if session["speakers"]] == []


def test_nec_locaux_are_told_apart_from_editions_and_counted(demo_site: Site, read_text: ReadText) -> None:
    index = NecLocauxIndexPage.objects.get()

    assert (index.official_count, index.official_territories) == (45, 27)
    text = read_text(index.url)
    assert_all_in(["45", "27", "depuis janvier 2021", "second semestre 2024"], text)
    assert_all_in(["Le NEC local", "L’édition nationale", "s’engagent à y prendre part"], text)
    assert_all_in(["Vaulx-en-Velin", "Sambre-Avesnois-Thiérache", "Allier", "Centre-Val de Loire"], text)


def test_hosts_are_the_28_territories_of_the_official_list_by_kind(demo_site: Site) -> None:
    kinds = NecLocauxIndexPage.objects.get().host_links.values_list("territoire__kind", flat=True)

    assert Counter(kinds) == {
        "commune": 5,
        "epci": 3,
        "projet": 4,
        "departement": 10,
        "region": 3,
        "outre_mer": 3,
    }


def test_territoires_come_from_the_official_code(demo_site: Site) -> None:
    events = {event.slug: event for event in NecLocalPage.objects.with_territoires()}

    def places(slug: str) -> list[str]:
        return [str(territoire) for territoire in events[slug].territoires]

    assert places("nec-metz-2023") == ["Metz (57463)"]
    assert places("nec-nantes-2022") == ["Nantes Métropole (244400404)", "Nantes (44109)"]
    assert places("nec-974-2021") == ["La Réunion (974)"]
    assert places("nec-paris-saclay-2024") == ["Paris-Saclay"]
    assert places("nec-ess-2024") == []


def test_editions_of_the_same_place_follow_one_another(demo_site: Site) -> None:
    following = NecLocalPage.objects.exclude(previous_edition=None).order_by("start_date")

    assert list(following.values_list("previous_edition__slug", "slug")) == [
        ("nec-974-2021", "nec-974-2022"),
        ("nec-guadeloupe-2023", "nec-guadeloupe-2024"),
        ("nec-metz-2023", "nec-metz-2024"),
        ("nec-974-2022", "nec-974-2024"),
        ("nec-ess-europe-2023", "nec-ess-2024"),
        ("nec-martinique-2022", "nec-martinique-2024"),
        ("nec-ess-2024", "nec-ess-2025"),
    ]


def test_metz_gives_its_figures_and_lessons(read_text: ReadText) -> None:
    text = read_text("/nec-locaux/nec-metz-2023/")

    figures = ["181", "71 structures", "15 intervenantes", "4 ateliers", "5 stands", "14 000 €"]
    assert_all_in(figures, re.sub(r"\s+", " ", swap_figures(text)))
    assert_all_in(["120 000", "230 000", "HubEst", "BornyBuzz", "12 mois avant", "9 mois avant"], text)
    assert_all_in(["stands de découverte", "Danemark", "parking", "boissons", "inscription en ligne simple"], text)


def swap_figures(text: str) -> str:
    """`text`, with each « legend figure » of a list also read « figure legend »."""
    return f"{text} " + " ".join(f"{number} {legend}" for legend, number in re.findall(r"([a-zé’ ]+) ([\d ]+€?)", text))


# Organiser


def test_a_project_is_framed_in_five_questions(read_text: ReadText) -> None:
    text = read_text("/organiser/")

    assert_all_in(["Pour qui ?", "Pour quoi ?", "Où ?", "Quand ?", "Comment ?", "150 à 250"], text)
    assert_all_in(["budget", "conseil municipal", "dossier de l’ANCT"], text)


def test_guide_names_whom_to_bring_together(read_text: ReadText) -> None:
    text = read_text("/organiser/guide/")

    assert_all_in(["Protocole", "communication", "finances", "proximité", "action sociale", "médiathèques"], text)
    assert_all_in(["Préfecture", "département", "région", "intercommunalités", "compte rendu"], text)
    assert_all_in(["une fiche pour chaque plénière, chaque atelier et chaque stand"], text)


def test_guide_tells_how_to_make_a_programme(read_text: ReadText) -> None:
    text = read_text("/organiser/guide/")

    assert_all_in(["Ceux où l’on fait", "l’on participe", "l’on reprend", "échelon national"], text)
    assert_all_in(["parité", "diversité", "agendas", "temps forts", "cérémonie", "Équilibrez ateliers"], text)
    assert "Choisir parmi les offres de formats" in text


def test_offers_are_the_ten_of_the_guide(read_text: ReadText) -> None:
    text = read_text("/organiser/offres-de-formats/")

    assert "10 offres" in text
    assert_all_in(["France Numérique Ensemble", "feuille de route territoriale", "Aidants Connect"], text)
    assert_all_in(["Diagnostic des besoins", "Votre attention", "humains et machines"], text)
    assert_all_in(["Observatoire", "pratiques data"], text)
    # Once for each offer, once among the filters.
    assert text.count("Programme Société Numérique") == 4 + 1
    assert text.count("Conseil national du numérique") == 2 + 1


def test_guide_tells_how_to_announce(read_text: ReadText) -> None:
    text = read_text("/organiser/guide/")

    assert_all_in(["LinkedIn", "Twitter", "lettre d’information", "campagne d’invitation", "affiches"], text)
    assert_all_in(["couverture médiatique", "planifiez les entretiens et la vidéo"], text)


def test_guide_tells_how_to_welcome(read_text: ReadText) -> None:
    text = read_text("/organiser/guide/")

    assert_all_in(["inscription en ligne simple", "jauge", "parking", "fléchage", "restauration"], text)
    assert_all_in(["questionnaire de satisfaction", "question ouverte", "origine des personnes"], text)
    assert_all_in(["deux parcours et deux communications"], text)


def test_guide_counts_the_team_of_the_day(demo_site: Site) -> None:
    guide = Page.objects.get(slug="guide").specific
    chart = next(block.value for block in guide.body if block.block_type == "chart")

    assert [int(point["value"]) for point in chart["points"]] == [7, 3, 3, 3, 2, 1]
    assert chart.total_text == "19"


def test_guide_tells_how_to_report(read_text: ReadText) -> None:
    text = read_text("/organiser/guide/")

    assert_all_in(["une description et un bilan", "un ou plusieurs formats", "une ou plusieurs photos"], text)
    assert_all_in(["CC BY-SA 4.0", "Licence ouverte 2.0", "Lire une fiche d’exemple"], text)


def test_retroplanning_goes_from_twelve_months_to_the_day(demo_site: Site, read_text: ReadText) -> None:
    page = Page.objects.get(slug="retroplanning").specific
    timeline = next(block.value for block in page.body if block.block_type == "steps")

    assert [step["marker"] for step in timeline["steps"]] == [
        "12 mois avant",
        "10 mois avant",
        "9 mois avant",
        "5 mois avant",
        "4 mois avant",
        "3 mois avant",
        "1 mois avant",
        "Jour J",
        "Après",
    ]
    figures = next(block.value for block in page.body if block.block_type == "figures")
    assert [figure["number"] for figure in figures["figures"]] == ["3", "10", "20", "60"]


def test_call_says_what_organisers_receive(read_text: ReadText) -> None:
    text = read_text("/organiser/appel/")

    assert_all_in(["usage de la marque", "Un appui pour programmer", "Une mise en lien", "Un relais", "Un kit"], text)
    assert_all_in(["2 500 à 5 000 €", "Des conseils", "La venue de l’équipe"], text)


def test_call_is_permanent_and_holds_its_form(demo_site: Site, client: Client, read_text: ReadText) -> None:
    appel = AppelPage.objects.get(slug="appel")

    assert (appel.opens_on, appel.closes_on, appel.delay_months) == (None, None, 4)
    assert_all_in(["toute l’année", "à tout stade", "quatre mois"], read_text(appel.url))
    html = client.get(appel.url).content.decode()
    assert f'action="{appel.submission_url}"' in html
    assert appel.external_form_url in html


def test_call_lists_what_organisers_promise(read_text: ReadText) -> None:
    text = read_text("/organiser/appel/")

    assert_all_in(["Tenir l’ANCT informée", "Collaborer", "Respecter l’identité", "Documenter", "Participer"], text)


def test_call_lists_its_rules(demo_site: Site, read_text: ReadText) -> None:
    appel = AppelPage.objects.get(slug="appel")
    text = read_text(appel.url)

    assert (appel.minimum_public, appel.minimum_collectivites, appel.grant_share) == (150, 1, Decimal(80))
    assert (appel.grant_minimum, appel.grant_maximum) == (2500, 5000)
    assert_all_in(["Toute personne morale", "150 personnes", "une collectivité", "80 %"], text)
    assert_all_in(["lieu, matériel, scénographie", "communication", "programmation"], text)
    criteria = ["solidité", "diversité", "maturité", "mobilisation", "la charte", "restitution", "innovation"]
    assert_all_in(criteria, text)
    assert_all_in(["objectif", "thématiques", "zone", "publics", "partenaires", "formats", "moyens", "budget"], text)
    assert_all_in(["après l’événement", "bilan financier", "bilan quantitatif", "bilan qualitatif"], text)
    assert "3 mois" not in text


def test_call_keeps_its_rules_as_values(demo_site: Site) -> None:
    version = AppelVersion.objects.get(appel__slug="appel")
    rules = version.rules

    assert version.number == 1
    assert set(rules.texts) == set(RuleKind)
    assert all(text.source for text in rules.texts.values())
    assert [len(items) for items in (rules.eligible_costs, rules.criteria, rules.commitments)] == [3, 7, 5]
    assert {criterion.evidence for criterion in rules.criteria} == set(Evidence)
    assert rules == AppelPage.objects.get(slug="appel").rules


def test_call_of_2020_is_an_archive(demo_site: Site, read_text: ReadText) -> None:
    text = read_text("/organiser/appel/2020/")

    assert_all_in(["30 mai 2020 à 23 h", "huit projets", "31 décembre 2020", "journaliste", "recherche"], text)
    assert_all_in(["blocs-notes partagés", "espace de stockage", "repères", "idéation", "ne s’appliquent plus"], text)
    assert_all_in(["fiche de projet", "budget", "rendez-vous téléphonique", "Covid-19", "mars 2021"], text)
    appel = AppelPage.objects.get(slug="2020")
    assert (appel.closes_on, appel.grant_minimum, appel.grant_maximum) == (date(2020, 5, 30), None, 5000)
    assert (appel.delay_months, appel.minimum_public, appel.minimum_collectivites) == (None, None, None)


def test_call_of_2023_says_what_is_not_known(read_text: ReadText) -> None:
    text = read_text("/organiser/appel/2023/")

    assert_all_in(["toute personne morale", "quatre mois", "la marque et les outils"], text)
    assert_all_in(["Sa date de clôture, ses montants et ses critères"], text)


def test_eligibility_explains_the_open_call(demo_site: Site, client: Client) -> None:
    page = EligibilitePage.objects.get()

    assert (page.url, page.get_appel()) == ("/organiser/eligibilite/", AppelPage.objects.get(slug="appel"))
    assert client.get(page.url).status_code == 200


def test_kit_can_be_downloaded(demo_site: Site, read_text: ReadText) -> None:
    kit = RessourcePage.objects.get(slug="kit-de-communication")

    assert kit.external_url == "https://drive.societenumerique.gouv.fr/s/gD8WoYM3sSma8oc"
    assert_all_in(["charte", "logo", "bandeaux", "affiche", "page dédiée", "lettre d’information"], read_text(kit.url))


# Ressources, contact


def test_resources_hold_what_lens_recorded(demo_site: Site) -> None:
    recorded = RessourcePage.objects.filter(origin="Édition nationale de Lens, 2022")

    assert recorded.filter(kind="podcast").count() == 7
    assert recorded.filter(kind="video").count() == 10
    assert [page.title for page in recorded if page.duration] == []
    assert RessourcePage.objects.filter(kind="fiche").count() == 3


def test_contact_form_asks_what_is_needed(demo_site: Site, read_text: ReadText) -> None:
    contact = FormPage.objects.get()
    fields = [(field.field_type, field.required, field.purpose) for field in contact.get_form_fields()]

    assert fields == [
        ("singleline", True, "name"),
        ("email", True, "email"),
        ("singleline", False, "organization"),
        ("dropdown", True, ""),
        ("multiline", True, ""),
    ]
    assert "Votre message" in read_text(contact.url)


@pytest.mark.parametrize(
    ("base_url", "expected"),
    [
        ("http://127.0.0.1:8123", {"hostname": "127.0.0.1", "port": 8123}),
        ("https://nec.exemple.fr", {"hostname": "nec.exemple.fr", "port": 443}),
        ("http://localhost", {"hostname": "localhost", "port": 80}),
    ],
)
def test_site_has_the_address_it_is_served_at(
    settings: Settings, base_url: str, expected: dict[str, str | int]
) -> None:
    settings.WAGTAILADMIN_BASE_URL = base_url

    assert site_address() == expected
