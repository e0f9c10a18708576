"""The page of a NEC local: announced, held, told, at one address."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag
from django.test import Client, RequestFactory
from wagtail.blocks import StreamValue
from wagtail.models import PageViewRestriction

from nec_locaux.enums import Audience, DatePrecision, Mode, PartnerRole, Phase, Status
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from socle.enums import TerritoireKind
from socle.models import Territoire
from tests.factories import (
    NecDocumentFactory,
    NecImageFactory,
    NecLocalPageFactory,
    PartenaireFactory,
    PersonneFactory,
    TerritoireFactory,
    ThematiqueFactory,
)
from tests.programmes import day, session
from tests.reading import add_thematiques, count_queries, main_text, read, text, texts, titles

pytestmark = pytest.mark.usefixtures("today")

COMING = date(2024, 10, 3)
HELD = date(2023, 10, 12)
FORM = "https://exemple.fr/inscription"
MAXIMUM_QUERIES = 15


@pytest.fixture
def guadeloupe(db: None) -> Territoire:
    territoire: Territoire = TerritoireFactory(kind=TerritoireKind.OUTRE_MER, code="971", name="Guadeloupe")
    return territoire


def practice(title: str, words: str) -> tuple[str, dict[str, Any]]:
    return ("practice", {"title": title, "text": words})


def chosen_image() -> dict[str, Any]:
    """An image as the block that chooses one stores it."""
    return {"image": NecImageFactory(credit="Ville de Metz").pk, "alt_text": "La grande halle", "decorative": False}


def stored(*blocks: tuple[str, dict[str, Any]]) -> StreamValue:
    """A bilan as the database keeps it: what it chooses is read when it is shown."""
    stream = NecLocalPage._meta.get_field("bilan").stream_block
    return stream.to_python([{"type": name, "value": value} for name, value in blocks])


def menu(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """Anchors and names of the page's own menu; each anchor must be there, once."""
    links = soup.select(".event-menu a")
    for link in links:
        assert len(soup.select(f'main [id="{str(link["href"])[1:]}"]')) == 1
    return [(str(link["href"]), text(link)) for link in links]


def facts(soup: BeautifulSoup) -> dict[str, str]:
    """Names and values of the practical information."""
    return {text(row.dt): text(row.dd) for row in soup.select("#infos-pratiques .facts > div") if isinstance(row, Tag)}


def head(soup: BeautifulSoup) -> str:
    """The sentences under the title."""
    return " ".join(texts(soup, ".event-head .lead"))


# Territoires and dates


@pytest.mark.parametrize(
    ("kind", "name", "code", "expected"),
    [
        (TerritoireKind.REGION, "Occitanie", "76", "Région Occitanie"),
        (TerritoireKind.DEPARTEMENT, "Essonne", "91", "Essonne (91)"),
        (TerritoireKind.OUTRE_MER, "La Réunion", "974", "La Réunion (974)"),
        (TerritoireKind.PROJET, "Sud Charente", "", "Sud Charente"),
    ],
)
def test_a_territory_is_written_with_its_code(
    index: NecLocauxIndexPage, kind: str, name: str, code: str, expected: str
) -> None:
    event = NecLocalPageFactory(parent=index, territoires=[TerritoireFactory(kind=kind, name=name, code=code)])

    assert event.location_label == expected


def test_communes_are_written_with_their_departement_in_the_editors_order(
    index: NecLocauxIndexPage, metz: Territoire, reunion: Territoire
) -> None:
    event = NecLocalPageFactory(parent=index, territoires=[metz, reunion], place="Bliiida")

    assert event.location_label == "Metz, Moselle (57) ; La Réunion (974)"


@pytest.mark.django_db
def test_an_event_without_territory_says_where_it_is() -> None:
    assert NecLocalPage(place="Lille, Bruxelles").location_label == "Lille, Bruxelles"
    assert NecLocalPage(mode=Mode.ONLINE).location_label == "En ligne"
    assert NecLocalPage().location_label == "Rencontre thématique, sans territoire unique"


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        (DatePrecision.DAY, date(2024, 2, 1)),
        (DatePrecision.MONTH, date(2024, 2, 29)),
        (DatePrecision.YEAR, date(2024, 12, 31)),
    ],
)
def test_an_unknown_day_lasts_until_its_period_ends(
    index: NecLocauxIndexPage, precision: str, expected: date | None
) -> None:
    event = NecLocalPageFactory(parent=index, start_date=date(2024, 2, 1), date_precision=precision)

    assert event.last_day == expected
    assert event.end_date is None


# Before


def test_before_the_event_one_reads_when_where_and_how_to_register(
    client: Client, index: NecLocauxIndexPage, metz: Territoire
) -> None:
    event = NecLocalPageFactory(
        parent=index,
        title="NEC Metz",
        start_date=COMING,
        start_time=time(9),
        end_time=time(17),
        status=Status.OPEN,
        territoires=[metz],
        place="Bliiida, Metz",
        organisers="Ville de Metz",
        edition_number=2,
        registration_url=FORM,
        registration_deadline=date(2024, 9, 30),
        capacity=1200,
    )
    add_thematiques(event, ThematiqueFactory(title="Médiation & compétences", colour="mediation"))

    soup = read(client, event)

    assert text(soup.title) == "NEC Metz – Numérique en Commun[s]"
    assert titles(soup) == ["h1 NEC Metz", "h2 L’essentiel", "h2 Venir, être bien accueilli"]
    assert [header["data-t"] for header in soup.select(".event-head")] == ["mediation"]
    assert texts(soup, ".event-head .tag") == ["Médiation & compétences"]
    assert texts(soup, ".event-when .visually-hidden") == ["3 octobre 2024"]
    assert texts(soup, ".event-when [aria-hidden]") == ["3 octobre 2024"]
    assert head(soup) == "Jeudi, de 9 h à 17 h. Bliiida, Metz. Entrée gratuite."
    assert texts(soup, ".event-announcement .lead") == ["Un chapô pour les listes."]
    assert [(link["href"], text(link)) for link in soup.select("main a.button")] == [
        (FORM, "S’inscrire gratuitement (autre site)")
    ]
    assert "1 200 places. Inscription jusqu’au 30 septembre 2024." in texts(soup, ".event-registration p")
    assert menu(soup) == [("#essentiel", "L’essentiel"), ("#infos-pratiques", "Infos pratiques")]
    assert facts(soup) == {
        "Adresse": "Bliiida, MetzVoir sur une carte libre",
        "Territoire": "Metz, Moselle (57)",
        "Édition": "2e édition",
        "Organisation": "Ville de Metz",
    }


def test_an_event_with_the_least_shows_no_empty_place(client: Client, index: NecLocauxIndexPage) -> None:
    event = NecLocalPageFactory(
        parent=index, title="NEC ESS", start_date=date(2024, 11, 1), date_precision=DatePrecision.MONTH, summary=""
    )

    soup = read(client, event)

    assert titles(soup) == ["h1 NEC ESS"]
    assert head(soup) == "Entrée gratuite."
    assert menu(soup) == []
    assert soup.select(".tags, .figures, .page-body, .facts, main section, main p:empty, main a.button") == []


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (Mode.ON_SITE, "Jeudi. Metz. Entrée gratuite."),
        (Mode.HYBRID, "Jeudi. Metz. Sur place et en ligne. Entrée gratuite."),
        (Mode.ONLINE, "Jeudi. Metz. En ligne. Entrée gratuite."),
    ],
)
def test_the_mode_is_said_when_one_need_not_come(
    client: Client, index: NecLocauxIndexPage, mode: str, expected: str
) -> None:
    event = NecLocalPageFactory(parent=index, start_date=COMING, mode=mode, place="Metz")

    assert head(read(client, event)) == expected


def test_overseas_hours_say_whose_they_are(client: Client, index: NecLocauxIndexPage, reunion: Territoire) -> None:
    event = NecLocalPageFactory(
        parent=index,
        start_date=date(2024, 11, 19),
        end_date=date(2024, 11, 20),
        start_time=time(8, 30),
        end_time=time(16),
        territoires=[reunion],
    )

    soup = read(client, event)

    assert texts(soup, ".event-when [aria-hidden]") == ["19–20 novembre 2024"]
    assert head(soup) == (
        "Du mardi à 8 h 30 au mercredi à 16 h (heure de La Réunion). La Réunion (974). Entrée gratuite."
    )
    assert facts(soup)["Fuseau horaire"] == "Heure de La Réunion"


def test_hours_without_a_known_day_are_not_said(client: Client, index: NecLocauxIndexPage) -> None:
    event = NecLocalPageFactory(
        parent=index, start_date=date(2024, 10, 1), date_precision=DatePrecision.MONTH, start_time=time(9)
    )

    assert head(read(client, event)) == "Entrée gratuite."


@pytest.mark.parametrize(
    ("fields", "buttons", "sentences"),
    [
        ({"status": Status.ANNOUNCED}, [], []),
        (
            {"status": Status.ANNOUNCED, "registration_url": FORM},
            [],
            ["Les inscriptions ne sont pas encore ouvertes."],
        ),
        ({"status": Status.OPEN}, [], ["Les inscriptions sont ouvertes."]),
        ({"status": Status.OPEN, "registration_url": FORM}, [FORM], []),
        (
            {"status": Status.OPEN, "contact_email": "nec@metz.fr"},
            ["mailto:nec@metz.fr"],
            ["Écrivez à nec@metz.fr."],
        ),
        ({"status": Status.OPEN, "registration_url": FORM, "contact_email": "nec@metz.fr"}, [FORM], []),
        ({"status": Status.FULL, "registration_url": FORM}, [], ["Toutes les places sont prises."]),
        (
            {"status": Status.OPEN, "registration_url": FORM, "registration_deadline": date(2024, 9, 19)},
            [],
            ["Les inscriptions sont closes."],
        ),
        (
            {"status": Status.OPEN, "registration_url": FORM, "registration_deadline": date(2024, 9, 20)},
            [FORM],
            ["Inscription jusqu’au 20 septembre 2024."],
        ),
        ({"status": Status.CANCELLED, "registration_url": FORM, "capacity": 20}, [], []),
        ({"status": Status.OPEN, "registration_url": FORM, "capacity": 20, "start_date": HELD}, [], []),
    ],
)
def test_registration_says_what_one_can_do_today(
    client: Client, index: NecLocauxIndexPage, fields: dict[str, Any], buttons: list[str], sentences: list[str]
) -> None:
    event = NecLocalPageFactory(parent=index, **{"start_date": COMING, **fields})

    soup = read(client, event)

    assert [link["href"] for link in soup.select("main a.button")] == buttons
    said = soup.select(".event-registration > p:not(:has(a))")
    assert [text(sentence) for sentence in said] == sentences


def test_one_may_register_until_midnight_where_the_event_is_held(
    index: NecLocauxIndexPage, guadeloupe: Territoire, metz: Territoire
) -> None:
    fields = {"start_date": COMING, "status": Status.OPEN, "registration_deadline": date(2024, 9, 20)}
    overseas = NecLocalPageFactory(parent=index, territoires=[guadeloupe], **fields)
    mainland = NecLocalPageFactory(parent=index, territoires=[metz], **fields)

    # Midnight in Paris is 18:00 in Pointe-à-Pitre.
    with time_machine.travel(datetime(2024, 9, 20, 22, 30, tzinfo=UTC), tick=False):
        assert (overseas.is_open, mainland.is_open) == (True, False)
    with time_machine.travel(datetime(2024, 9, 21, 4, 0, tzinfo=UTC), tick=False):
        assert (overseas.is_open, mainland.is_open) == (False, False)


def test_only_an_event_to_come_is_offered_to_calendars(client: Client, index: NecLocauxIndexPage) -> None:
    coming = NecLocalPageFactory(parent=index, start_date=COMING)
    month = NecLocalPageFactory(parent=index, start_date=COMING, date_precision=DatePrecision.MONTH)
    cancelled = NecLocalPageFactory(parent=index, start_date=COMING, status=Status.CANCELLED)
    held = NecLocalPageFactory(parent=index, start_date=HELD)

    offered = [bool(read(client, event).select(".add-to-calendar a")) for event in (coming, month, cancelled, held)]

    assert offered == [True, False, False, False]


def test_two_publics_have_two_paths_to_the_programme(client: Client, index: NecLocauxIndexPage) -> None:
    event = NecLocalPageFactory(
        parent=index,
        start_date=COMING,
        audience=Audience.BOTH,
        professionals_text="Quatre ateliers.\n\nSur inscription.",
        programme=[
            day(
                session("09:00", "Feuille de route", audience=Audience.PROFESSIONALS),
                session("15:00", "Réparer", audience=Audience.PUBLIC),
                on=COMING,
            )
        ],
    )

    soup = read(client, event)
    links = [str(link["href"]) for link in soup.select("#parcours a")]
    filtered = read(client, f"{event.url}{links[1].partition('#')[0]}")

    assert titles(soup)[2:5] == ["h2 Deux parcours", "h3 Parcours professionnel", "h3 Parcours grand public"]
    assert texts(soup, "#parcours .flow .flow p") == ["Quatre ateliers.", "Sur inscription."]
    assert texts(soup, "#parcours a") == [
        "Voir les séances du parcours professionnel",
        "Voir les séances du parcours grand public",
    ]
    assert links == ["?public=professionnels#programme", "?public=grand_public#programme"]
    assert texts(filtered, "#programme [hidden] h4") == ["Feuille de route"]


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Audience.BOTH, ["Deux parcours", "Parcours professionnel", "Parcours grand public"]),
        (Audience.PUBLIC, ["Un parcours", "Parcours grand public"]),
        ("", ["Deux parcours", "Parcours professionnel", "Parcours grand public"]),
    ],
)
def test_paths_follow_the_publics_of_the_event(
    client: Client, index: NecLocauxIndexPage, audience: str, expected: list[str]
) -> None:
    event = NecLocalPageFactory(
        parent=index, start_date=COMING, audience=audience, professionals_text="Ateliers.", public_text="Stands."
    )

    assert texts(read(client, event), "#parcours h2, #parcours h3") == expected


def test_an_event_for_all_without_a_word_for_each_has_no_path(client: Client, index: NecLocauxIndexPage) -> None:
    event = NecLocalPageFactory(
        parent=index,
        start_date=COMING,
        audience=Audience.BOTH,
        programme=[day(session("09:00", "Plénière"), on=COMING)],
    )

    assert read(client, event).select("#parcours") == []


def test_speakers_stand_once_each_in_order_of_appearance(client: Client, index: NecLocauxIndexPage) -> None:
    nadia = PersonneFactory(first_name="Nadia", last_name="Ferrand", role="Élue au numérique", organisation="Metz")
    hugo = PersonneFactory(first_name="Hugo", last_name="Perrin")
    event = NecLocalPageFactory(
        parent=index,
        start_date=COMING,
        programme=[
            day(
                session("11:00", "Atelier", speakers=[{"personne": hugo}, {"personne": nadia}]),
                session("09:00", "Plénière", speakers=[{"personne": nadia}]),
                on=COMING,
            )
        ],
    )

    soup = read(client, event)

    assert texts(soup, "#intervenants h2, #intervenants h3") == [
        "Elles et ils interviennent",
        "Nadia Ferrand",
        "Hugo Perrin",
    ]
    assert texts(soup, "#intervenants .initials") == ["NF", "HP"]
    assert texts(soup, "#intervenants .muted") == ["Élue au numérique, Metz"]
    assert [name for _anchor, name in menu(soup)] == ["L’essentiel", "Programme", "Intervenantes et intervenants"]


def test_practical_information_says_how_to_come(client: Client, index: NecLocauxIndexPage, metz: Territoire) -> None:
    event = NecLocalPageFactory(
        parent=index,
        start_date=COMING,
        territoires=[metz],
        place="Bliiida",
        address="7 avenue de Blida",
        latitude=Decimal("49.1244"),
        longitude=Decimal("6.1852"),
        transport="Train.\nVélo.",
        parking="Soixante places.",
        signage="Suivez les crochets.",
        accessibility="Boucle magnétique.",
        catering="Offert.",
        broadcast="Plénières filmées.",
        organisers="Ville de Metz",
        contact_email="nec@metz.fr",
    )

    soup = read(client, event)

    assert list(facts(soup).items()) == [
        ("Adresse", "Bliiida7 avenue de BlidaVoir sur une carte libre"),
        ("Territoire", "Metz, Moselle (57)"),
        ("Y aller", "Train.Vélo."),
        ("Stationnement", "Soixante places."),
        ("Fléchage", "Suivez les crochets."),
        ("Accessibilité", "Boucle magnétique. Une demande particulière ? Écrivez à l’équipe."),
        ("Repas", "Offert."),
        ("Diffusion", "Plénières filmées."),
        ("Organisation", "Ville de Metz"),
        ("Contact", "nec@metz.fr"),
    ]
    assert [link["href"] for link in soup.select("#infos-pratiques a")] == [
        "https://www.openstreetmap.org/?mlat=49.1244&mlon=6.1852#map=17/49.1244/6.1852",
        "mailto:nec@metz.fr",
        "mailto:nec@metz.fr",
    ]


def test_a_place_known_by_its_commune_has_a_map_without_a_mark(
    client: Client, index: NecLocauxIndexPage, metz: Territoire
) -> None:
    known = NecLocalPageFactory(parent=index, start_date=COMING, territoires=[metz], place="Bliiida")
    unknown = NecLocalPageFactory(parent=index, start_date=COMING, territoires=[metz])

    assert [link["href"] for link in read(client, known).select("#infos-pratiques a")] == [
        "https://www.openstreetmap.org/#map=12/49.1200/6.1800"
    ]
    assert read(client, unknown).select("#infos-pratiques a") == []


def test_partners_stand_under_what_they_do(client: Client, index: NecLocauxIndexPage) -> None:
    event = NecLocalPageFactory(parent=index, start_date=COMING)
    logo = NecImageFactory()
    for rank, (partenaire, role) in enumerate(
        [
            (PartenaireFactory(name="HubEst", website="https://hub-est.exemple.fr/"), PartnerRole.LOCAL),
            (PartenaireFactory(name="ANCT", logo=logo), PartnerRole.SUPPORT),
            (PartenaireFactory(name="Ville de Metz"), PartnerRole.ORGANISER),
            (PartenaireFactory(name="BornyBuzz"), PartnerRole.LOCAL),
        ]
    ):
        event.partner_links.create(partenaire=partenaire, role=role, sort_order=rank)
    event.save()

    soup = read(client, event)

    assert texts(soup, "#partenaires h3") == [
        "Organisation",
        "Collectivités et institutions en soutien",
        "Acteurs locaux",
    ]
    assert texts(soup, "#partenaires .comma-list") == ["Ville de Metz", "HubEstBornyBuzz"]
    assert [image["alt"] for image in soup.select("#partenaires .logos img")] == ["ANCT"]
    assert [link["href"] for link in soup.select("#partenaires a")] == ["https://hub-est.exemple.fr/"]
    assert facts(soup) == {"Organisation": "Ville de Metz"}


def test_the_charte_says_how_it_is_kept_here(client: Client, index: NecLocauxIndexPage) -> None:
    event = NecLocalPageFactory(
        parent=index,
        start_date=COMING,
        charte=[practice("Entrée gratuite", "Repas compris."), practice("Parité", "3 et 3.")],
    )

    soup = read(client, event)

    assert texts(soup, "#charte h2") == ["La charte, en pratique ici"]
    assert texts(soup, "#charte li .strong") == ["Entrée gratuite", "Parité"]


def test_titles_of_the_body_take_no_anchor_of_the_page(client: Client, index: NecLocauxIndexPage) -> None:
    event = NecLocalPageFactory(
        parent=index,
        start_date=COMING,
        place="Metz",
        body=[("heading", {"text": "Essentiel", "level": "h2"}), ("heading", {"text": "À savoir", "level": "h2"})],
    )

    soup = read(client, event)

    assert [title["id"] for title in soup.select(".page-body h3")] == ["essentiel-2", "a-savoir"]
    assert menu(soup) == [("#essentiel", "L’essentiel"), ("#infos-pratiques", "Infos pratiques")]


# Called off


@pytest.mark.parametrize(
    ("status", "label", "sentence"),
    [
        (Status.CANCELLED, "Annulé", "Cette rencontre est annulée."),
        (Status.POSTPONED, "Reporté", "Cette rencontre est reportée. La nouvelle date sera donnée ici."),
    ],
)
@pytest.mark.parametrize("start", [COMING, HELD])
def test_what_is_called_off_is_said_first(
    client: Client, index: NecLocauxIndexPage, status: str, label: str, sentence: str, start: date
) -> None:
    event = NecLocalPageFactory(
        parent=index, title="NEC Metz", start_date=start, status=status, place="Metz", registration_url=FORM
    )

    soup = read(client, event)

    assert text(soup.title) == f"{label} : NEC Metz – Numérique en Commun[s]"
    assert texts(soup, ".event-head > .breadcrumb ~ .event-alert p") == [label, sentence]
    assert main_text(soup).index(sentence) < main_text(soup).index("Jeudi. Metz.")
    assert "Entrée gratuite" not in main_text(soup)
    assert "Le bilan" not in main_text(soup)
    assert soup.select("main a.button") == []


def test_the_reason_is_said_in_place_of_the_plain_sentence(client: Client, index: NecLocauxIndexPage) -> None:
    event = NecLocalPageFactory(
        parent=index, start_date=COMING, status=Status.POSTPONED, status_note="Reporté au printemps <2025>."
    )

    soup = read(client, event)

    assert texts(soup, ".event-alert p") == ["Reporté", "Reporté au printemps <2025>."]


def test_an_event_held_as_announced_shows_no_alert(client: Client, index: NecLocauxIndexPage) -> None:
    event = NecLocalPageFactory(parent=index, start_date=COMING, status_note="Note d’un ancien état.")

    soup = read(client, event)

    assert soup.select(".event-alert") == []
    assert "ancien état" not in main_text(soup)


# After


def test_after_the_event_the_same_address_tells_what_it_left(
    client: Client, index: NecLocauxIndexPage, metz: Territoire
) -> None:
    nadia = PersonneFactory(first_name="Nadia", last_name="Ferrand")
    event = NecLocalPageFactory(
        parent=index,
        title="NEC Metz",
        start_date=HELD,
        status=Status.OPEN,
        territoires=[metz],
        place="Bliiida, Metz",
        transport="Train.",
        contact_email="nec@metz.fr",
        organisers="Ville de Metz",
        participants=1181,
        structure_count=71,
        speaker_count=1,
        workshop_count=4,
        stand_count=5,
        budget=14000,
        satisfaction=87,
        figures_source="retour d’expérience de la ville",
        registration_url=FORM,
        resource_url="https://lesbases.anct.gouv.fr/fiche",
        programme=[day(session("09:00", "Plénière", speakers=[{"personne": nadia}]), on=HELD)],
        charte=[practice("Entrée gratuite", "Oui.")],
        bilan=[
            ("feedback", {"title": "Ce que la ville en retient", "liked": ["Les stands"]}),
            ("downloads", {"title": "À lire", "documents": [NecDocumentFactory(title="Compte rendu")]}),
        ],
    )

    soup = read(client, event)

    assert head(soup) == (
        "Bliiida, Metz. Cette rencontre s’est tenue. Voici ce qu’il en reste, et ce que vous pouvez reprendre."
    )
    assert titles(soup) == [
        "h1 NEC Metz",
        "h2 Le bilan",
        "h2 Ce que la ville en retient",
        "h3 Ce qui a plu",
        "h2 À lire",
        "h2 La présentation d’alors",
        "h2 Le programme d’alors",
        "h3 Jeudi 12 octobre 2023",
        "h4 Plénière",
        "h2 Intervenantes et intervenants",
        "h3 Nadia Ferrand",
        "h2 La charte, en pratique ici",
        "h2 Lieu et organisation",
    ]
    assert list(zip(texts(soup, ".figures dd"), texts(soup, ".figures dt"), strict=True)) == [
        ("1 181", "personnes venues"),
        ("71", "structures représentées"),
        ("1", "intervenante ou intervenant"),
        ("4", "ateliers"),
        ("5", "stands"),
        ("14 000 €", "de budget"),
        ("87 %", "de réponses satisfaites"),
    ]
    assert texts(soup, "#bilan .source") == ["Source : retour d’expérience de la ville"]
    assert menu(soup) == [
        ("#bilan", "Bilan"),
        ("#ce-qui-a-plu", "Ce qui a plu, ce qui change"),
        ("#documents", "Documents"),
        ("#presentation", "Présentation"),
        ("#programme", "Le programme d’alors"),
        ("#intervenants", "Intervenantes et intervenants"),
        ("#charte", "Charte"),
        ("#infos-pratiques", "Lieu et organisation"),
    ]
    assert [details["id"] for details in soup.select("main details[id]:not([open])")] == [
        "presentation",
        "programme",
        "intervenants",
        "charte",
    ]
    assert texts(soup, ".event-sheet") == [
        "fiche La fiche de ce NEC local sur Les Bases Autre site : lesbases.anct.gouv.fr"
    ]
    assert list(facts(soup)) == ["Adresse", "Territoire", "Organisation"]
    assert soup.select("main a.button, .event-registration") == []


def test_a_held_event_without_bilan_says_so_and_invents_nothing(client: Client, index: NecLocauxIndexPage) -> None:
    event = NecLocalPageFactory(
        parent=index,
        title="NEC Nantes",
        start_date=date(2022, 3, 2),
        resource_url="https://lesbases.anct.gouv.fr/fiche",
    )

    soup = read(client, event)

    assert titles(soup) == ["h1 NEC Nantes", "h2 Présentation"]
    assert texts(soup, "#presentation + p") == ["Le bilan de cette rencontre n’est pas encore publié."]
    assert [link["href"] for link in soup.select(".event-sheet a")] == ["https://lesbases.anct.gouv.fr/fiche"]
    assert head(soup) == "Cette rencontre s’est tenue."
    assert texts(soup, "#presentation p") == ["Un chapô pour les listes."]
    assert soup.select(".figures, #bilan, details[id]") == []


def test_a_number_alone_is_a_bilan(client: Client, index: NecLocauxIndexPage) -> None:
    event = NecLocalPageFactory(
        parent=index, start_date=date(2022, 1, 1), date_precision=DatePrecision.YEAR, participants=165
    )

    soup = read(client, event)

    assert texts(soup, ".figures dd") == ["165"]
    assert "pas encore publié" not in main_text(soup)
    assert texts(soup, ".event-when .visually-hidden") == ["2022"]
    assert texts(soup, "#presentation p") == ["Un chapô pour les listes."]


def test_photos_and_documents_say_who_made_them_and_their_licence(client: Client, index: NecLocauxIndexPage) -> None:
    document = NecDocumentFactory(title="Compte rendu", page_count=12, is_accessible=True)
    event = NecLocalPageFactory(
        parent=index,
        start_date=HELD,
        bilan=stored(
            ("image", {"image": chosen_image(), "caption": "La plénière."}),
            ("downloads", {"title": "", "documents": [document.pk]}),
        ),
    )

    soup = read(client, event)

    assert [image["alt"] for image in soup.select("#images img")] == ["La grande halle"]
    assert texts(soup, "#images figcaption") == ["La plénière. Crédit : Ville de Metz, CC BY-SA 4.0 FR"]
    assert texts(soup, "#documents .muted") == ["12 pages, 9 octets, document accessible, CC BY-SA 4.0 FR"]


@pytest.mark.parametrize(
    ("code", "moment", "expected"),
    [
        # 3 October ends at 20:00 UTC in Saint-Denis, on the 4th at 4:00 UTC in Pointe-à-Pitre.
        ("974", datetime(2024, 10, 3, 19, 59, 59, tzinfo=UTC), Phase.BEFORE),
        ("974", datetime(2024, 10, 3, 20, 0, tzinfo=UTC), Phase.AFTER),
        ("971", datetime(2024, 10, 4, 3, 59, 59, tzinfo=UTC), Phase.BEFORE),
        ("971", datetime(2024, 10, 4, 4, 0, tzinfo=UTC), Phase.AFTER),
    ],
)
def test_the_page_turns_by_itself_at_midnight_where_the_event_is_held(
    client: Client, index: NecLocauxIndexPage, code: str, moment: datetime, expected: Phase
) -> None:
    territoire = TerritoireFactory(kind=TerritoireKind.OUTRE_MER, code=code, name="Outre-mer")
    event = NecLocalPageFactory(parent=index, start_date=COMING, territoires=[territoire])

    with time_machine.travel(moment, tick=False):
        soup = read(client, event)

    assert ("pas encore publié" in main_text(soup)) is (expected == Phase.AFTER)
    assert ("Cette rencontre s’est tenue" in head(soup)) is (expected == Phase.AFTER)


# Editions


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "NEC Metz 2024", "start_date": COMING}, "NEC Metz revient le 3 octobre 2024"),
        (
            {"title": "NEC Metz", "start_date": date(2024, 11, 19), "end_date": date(2024, 11, 20)},
            "NEC Metz revient les 19 et 20 novembre 2024",
        ),
        (
            {"title": "NEC Metz", "start_date": date(2024, 10, 1), "end_date": date(2024, 10, 3)},
            "NEC Metz revient du 1er au 3 octobre 2024",
        ),
        (
            {"title": "NEC Metz, 2025", "start_date": date(2025, 4, 1), "date_precision": DatePrecision.MONTH},
            "NEC Metz revient en avril 2025",
        ),
        (
            {"title": "NEC Metz", "start_date": date(2025, 1, 1), "date_precision": DatePrecision.YEAR},
            "NEC Metz revient en 2025",
        ),
        ({"title": "2024", "start_date": COMING}, "2024 revient le 3 octobre 2024"),
        (
            {"title": "NEC Metz", "start_date": COMING, "status": Status.CANCELLED},
            "L’édition suivante, prévue le 3 octobre 2024, est annulée",
        ),
        (
            {"title": "NEC Metz", "start_date": COMING, "status": Status.POSTPONED},
            "L’édition suivante, prévue le 3 octobre 2024, est reportée",
        ),
        (
            {"title": "NEC Metz 2024", "start_date": date(2024, 9, 18)},
            "NEC Metz s’est tenu de nouveau le 18 septembre 2024",
        ),
    ],
)
def test_the_next_edition_is_announced_at_the_end(
    client: Client, index: NecLocauxIndexPage, fields: dict[str, Any], expected: str
) -> None:
    event = NecLocalPageFactory(parent=index, start_date=HELD)
    following = NecLocalPageFactory(parent=index, previous_edition=event, **fields)

    soup = read(client, event)

    assert texts(soup, ".event-next h2") == [expected]
    assert [(link["href"], text(link)) for link in soup.select(".event-next a")] == [
        (following.url, "Voir la prochaine édition" if "revient" in expected else "Voir l’édition suivante")
    ]


def test_each_edition_leads_to_the_other_while_both_may_be_read(client: Client, index: NecLocauxIndexPage) -> None:
    first = NecLocalPageFactory(parent=index, title="NEC Metz 2023", start_date=HELD)
    second = NecLocalPageFactory(parent=index, start_date=COMING, edition_number=2, previous_edition=first)

    assert facts(read(client, second)) == {"Édition": "2e édition, après NEC Metz 2023"}
    assert [link["href"] for link in read(client, second).select("#infos-pratiques a")] == [first.url]

    PageViewRestriction.objects.create(page=first, restriction_type=PageViewRestriction.LOGIN)
    assert facts(read(client, second)) == {"Édition": "2e édition"}

    second.unpublish()
    PageViewRestriction.objects.all().delete()
    assert read(client, first).select(".event-next") == []


# Previews, drafts, escaping


def preview(event: NecLocalPage, mode: str) -> BeautifulSoup:
    request = RequestFactory().get("/")
    response = event.make_preview_request(request, mode)
    assert response.status_code == 200
    return BeautifulSoup(response.rendered_content, "html.parser")


@pytest.mark.parametrize(
    ("mode", "start", "is_after"),
    [
        ("", COMING, False),
        ("", HELD, True),
        (Phase.BEFORE, HELD, False),
        (Phase.AFTER, COMING, True),
        (Phase.AFTER, None, True),
        (Phase.BEFORE, None, False),
    ],
)
def test_a_preview_shows_the_face_asked_for(
    index: NecLocauxIndexPage, mode: str, start: date | None, is_after: bool
) -> None:
    event = NecLocalPageFactory(parent=index, start_date=COMING, transport="Train.", participants=10)
    event.start_date = start  # type: ignore[assignment]  # a draft may have no date

    soup = preview(event, mode)

    assert bool(soup.select("#bilan")) is is_after
    assert ("Y aller" in facts(soup)) is not is_after
    assert bool(soup.select(".event-when")) is (start is not None)


@pytest.mark.parametrize("mode", ["", *Phase.values])
def test_a_page_never_saved_can_be_previewed(index: NecLocauxIndexPage, mode: str) -> None:
    event = NecLocalPage(title="Brouillon", slug="brouillon")
    event.path, event.depth = f"{index.path}0001", index.depth + 1
    event.set_url_path(index)

    assert titles(preview(event, mode))[0] == "h1 Brouillon"


def test_a_preview_shows_the_draft_and_not_the_published_page(
    index: NecLocauxIndexPage, metz: Territoire, reunion: Territoire
) -> None:
    event = NecLocalPageFactory(parent=index, start_date=COMING, territoires=[metz])
    event.territoire_links.get_object_list()[0].territoire = reunion
    draft = event.save_revision().as_object()

    assert facts(preview(draft, ""))["Territoire"] == "La Réunion (974)"


def test_what_editors_write_is_never_markup(client: Client, index: NecLocauxIndexPage) -> None:
    attack = '<script>alert("1")</script>'
    written = dict.fromkeys(
        ("title", "summary", "place", "address", "transport", "parking", "accessibility", "catering", "broadcast",
         "organisers", "professionals_text", "public_text"),
        attack,
    )  # fmt: skip
    event = NecLocalPageFactory(
        parent=index,
        start_date=COMING,
        slug="attaque",
        audience=Audience.BOTH,
        charte=[practice(attack, attack)],
        **written,
    )

    soup = read(client, event)

    assert [script for script in soup.select("main script") if "alert" in script.get_text()] == []
    assert texts(soup, "h1") == [attack.replace('"1"', "« 1 »")]
    assert main_text(soup).count("<script>alert(") >= len(written)


# Queries


def full_event(index: NecLocauxIndexPage, start: date, size: int) -> NecLocalPage:
    """An event with `size` of all that its page shows."""
    event: NecLocalPage = NecLocalPageFactory(
        parent=index,
        start_date=start,
        territoires=[TerritoireFactory(parent=TerritoireFactory()) for _rank in range(size)],
        previous_edition=NecLocalPageFactory(parent=index, start_date=date(2022, 1, 1)),
        programme=[
            day(
                *(
                    session(
                        f"{9 + rank:02d}:00",
                        speakers=[{"personne": PersonneFactory(portrait=NecImageFactory())}],
                        thematique=ThematiqueFactory(),
                    )
                    for rank in range(size)
                ),
                on=start,
            )
        ],
        charte=[practice("Entrée gratuite", "Oui.")] * size,
        bilan=stored(
            ("feedback", {"lesson": "Retenir."}),
            ("gallery", {"figures": [{"image": chosen_image()} for _rank in range(size)]}),
            ("downloads", {"documents": [NecDocumentFactory().pk for _rank in range(size)]}),
        ),
    )
    for rank in range(size):
        partenaire = PartenaireFactory(logo=NecImageFactory())
        event.partner_links.create(partenaire=partenaire, role=PartnerRole.LOCAL, sort_order=rank)
    add_thematiques(event, *ThematiqueFactory.create_batch(size))
    NecLocalPageFactory(parent=index, start_date=COMING, previous_edition=event)
    return event


@pytest.mark.parametrize(
    ("start", "most"),
    # A bilan has images and documents to read besides what the announcement has.
    [(COMING, MAXIMUM_QUERIES), (HELD, MAXIMUM_QUERIES + 1)],
)
def test_a_full_page_costs_few_queries_whatever_it_holds(
    client: Client, index: NecLocauxIndexPage, start: date, most: int
) -> None:
    few, many = (count_queries(client, full_event(index, start, size)) for size in (2, 6))

    assert few == many
    assert many <= most


def test_pictures_and_people_of_a_bilan_cost_the_same_for_few_and_many(
    client: Client, index: NecLocauxIndexPage
) -> None:
    def count(size: int) -> int:
        people = [PersonneFactory(portrait=NecImageFactory()).pk for _rank in range(size)]
        pictures = [("image", {"image": chosen_image()}) for _rank in range(size)]
        bilan = stored(*pictures, ("personnes", {"personnes": people}))
        return count_queries(client, NecLocalPageFactory(parent=index, start_date=HELD, bilan=bilan))

    assert count(1) == count(7)
