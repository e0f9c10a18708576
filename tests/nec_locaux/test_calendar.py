"""The views of the calendar: what is to come, the month, the past, and what is shown when nothing answers."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.cache import cache
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from nec_locaux.enums import DatePrecision, Status
from nec_locaux.filters import NecLocalFilters
from nec_locaux.models import HostTerritoire, NecLocalPage, NecLocauxIndexPage
from nec_locaux.month import MAX_EVENTS, Month
from socle.enums import TerritoireKind
from socle.models import Territoire
from tests.factories import (
    NecLocalPageFactory,
    TerritoireFactory,
    ThematiqueFactory,
)
from tests.reading import add_thematiques, count_queries, main_text, read, text, texts, titles

pytestmark = pytest.mark.usefixtures("today")

VIEWS = ["", "calendrier/", "passes/", "carte/"]

#: What a filtered or empty list tells robots.
UNLISTED = ["noindex, nofollow"]


def add(index: NecLocauxIndexPage, title: str, start: date, *places: Territoire, **fields: Any) -> NecLocalPage:
    event: NecLocalPage = NecLocalPageFactory(parent=index, title=title, start_date=start, territoires=places, **fields)
    return event


def robots(soup: BeautifulSoup) -> list[str]:
    return [str(tag["content"]) for tag in soup.select("meta[name=robots]")]


def canonical(soup: BeautifulSoup) -> list[str]:
    return [str(tag["href"]) for tag in soup.select("link[rel=canonical]")]


# To come


def test_an_empty_calendar_says_so(client: Client, index: NecLocauxIndexPage) -> None:
    soup = read(client, index)

    assert titles(soup) == ["h1 NEC locaux", "h2 Aucun rendez-vous n’est annoncé pour le moment"]
    assert texts(soup, "[role=status]") == ["Aucun rendez-vous n’est annoncé pour le moment"]
    assert soup.select(".figures, .event-list, .pagination, .calendar-empty section") == []


def test_events_to_come_stand_under_their_month(client: Client, index: NecLocauxIndexPage) -> None:
    add(index, "NEC 974", date(2024, 11, 19), end_date=date(2024, 11, 20))
    add(index, "NEC Metz", date(2024, 10, 3), status=Status.OPEN)
    add(index, "NEC Occitanie", date(2024, 9, 30))
    add(index, "NEC Dordogne", date(2024, 1, 1), date_precision=DatePrecision.YEAR)
    add(index, "NEC Vosges", date(2025, 1, 1), date_precision=DatePrecision.MONTH)

    soup = read(client, index)

    assert titles(soup)[:11] == [
        "h1 NEC locaux",
        "h2 5 rendez-vous à venir",
        "h3 Septembre 2024",
        "h4 NEC Occitanie",
        "h3 Octobre 2024",
        "h4 NEC Metz",
        "h3 Novembre 2024",
        "h4 NEC 974",
        "h3 2024",
        "h4 NEC Dordogne",
        "h3 Janvier 2025",
    ]
    assert texts(soup, ".event-row time .visually-hidden") == [
        "30 septembre 2024",
        "3 octobre 2024",
        "19 et 20 novembre 2024",
        "2024",
        "janvier 2025",
    ]
    assert texts(soup, ".state") == ["Programme à venir", "Inscriptions ouvertes", *["Programme à venir"] * 3]
    assert texts(soup, "[role=status]") == ["5 rendez-vous à venir"]


def test_the_list_is_paginated_and_keeps_its_filters(client: Client, index: NecLocauxIndexPage) -> None:
    for number in range(25):
        add(index, f"NEC {number:02}", date(2024, 10, 1 + number))
    add(index, "Autre", date(2024, 10, 1))

    second = read(client, f"{index.url}?q=nec&page=2")

    assert texts(second, "h4") == [f"NEC {number:02}" for number in range(20, 25)]
    assert texts(second, "h2")[0] == "25 rendez-vous à venir"
    assert texts(second, ".pagination [aria-current]") == ["Page 2"]
    assert [link["href"] for link in second.select(".pagination [rel=prev]")] == ["?q=nec&page=1"]
    assert text(second.title) == "NEC locaux, page 2 – Numérique en Commun[s]"


@pytest.mark.parametrize("view", ["", "passes/"])
@pytest.mark.parametrize("number", ["", "0", "-1", "a", "9" * 4000, "1'"])
def test_any_page_number_gives_a_page(client: Client, index: NecLocauxIndexPage, view: str, number: str) -> None:
    add(index, "NEC à venir", date(2025, 1, 1))
    add(index, "NEC passé", date(2023, 1, 1))

    response = client.get(f"{index.url}{view}", {"page": number})

    assert response.status_code == 200
    assert ("NEC passé" if view else "NEC à venir") in response.content.decode()


def test_a_period_may_cover_the_past(client: Client, index: NecLocauxIndexPage) -> None:
    add(index, "NEC à venir", date(2024, 10, 3))
    add(index, "NEC passé", date(2023, 10, 3))

    soup = read(client, f"{index.url}?debut=2023-01-01")

    assert titles(soup)[1:6] == [
        "h2 2 rendez-vous sur cette période",
        "h3 Octobre 2023",
        "h4 NEC passé",
        "h3 Octobre 2024",
        "h4 NEC à venir",
    ]


def test_the_form_shows_what_it_kept_and_each_filter_is_taken_away_by_its_link(
    client: Client, index: NecLocauxIndexPage, metz: Territoire
) -> None:
    ThematiqueFactory(title="Données", slug="donnees", colour="donnees")
    ThematiqueFactory(title="Communs", slug="communs", colour="communs")
    event = add(index, "NEC Metz", date(2024, 10, 3), metz)
    add_thematiques(event, ThematiqueFactory(title="Écologie", slug="ecologie", colour="ecologie"))

    soup = read(client, f"{index.url}?q=metz&region=44&thematique=ecologie&thematique=donnees&region=perdue&page=1")
    again = read(client, f"{index.url}?q=metz&region=44&thematique=ecologie&thematique=donnees&page=1")

    assert soup.select("form.filters [aria-invalid], form.filters .field-error") == []
    assert [box["value"] for box in again.select("form.filters :checked")] == [
        "44",
        "",
        "",
        "",
        "",
        "donnees",
        "ecologie",
    ]
    assert [box["data-t"] for box in again.select(".chip")] == ["communs", "donnees", "ecologie"]
    assert {text(link): link["href"] for link in again.select(".active-filters a")} == {
        "Retirer « metz »": "?region=44&thematique=ecologie&thematique=donnees",
        "Retirer Grand Est": "?q=metz&thematique=ecologie&thematique=donnees",
        "Retirer Écologie": "?q=metz&region=44&thematique=donnees",
        "Retirer Données": "?q=metz&region=44&thematique=ecologie",
    }
    assert texts(again, "h4") == ["NEC Metz"]


def test_the_views_keep_the_filters(client: Client, index: NecLocauxIndexPage, grand_est: Territoire) -> None:
    for view in VIEWS:
        soup = read(client, f"{index.url}{view}?region=44&etat=complet&page=2&mois=2024-02&utm=x")

        links = soup.select(".calendar-views a")
        assert [link["href"] for link in links] == [
            f"{index.url}?region=44&etat=complet",
            f"{index.url}calendrier/?region=44&etat=complet",
            f"{index.url}carte/?region=44&etat=complet",
            f"{index.url}passes/?region=44&etat=complet",
        ]
        assert [str(link["href"]).partition("?")[0] for link in links if link.get("aria-current") == "page"] == [
            f"{index.url}{view}"
        ]
        assert [form["action"] for form in soup.select("form.filters")] == [f"{index.url}{view}"]


def test_search_engines_list_what_nobody_filtered(client: Client, index: NecLocauxIndexPage) -> None:
    add(index, "NEC", date(2024, 9, 30))
    add(index, "NEC passé", date(2023, 9, 30))

    for view in ["", "passes/"]:
        plain, filtered = read(client, f"{index.url}{view}"), read(client, f"{index.url}{view}?q=nec")

        assert (robots(plain), robots(filtered)) == ([], UNLISTED)
        assert canonical(plain) == canonical(filtered) == [f"http://localhost{index.url}{view}"]


def test_the_sitemap_has_the_views(index: NecLocauxIndexPage) -> None:
    def addresses() -> list[str]:
        return [entry["location"] for entry in index.get_sitemap_urls(RequestFactory().get("/"))]

    assert addresses() == [
        f"http://localhost{index.url}{view}" for view in ("", "calendrier/", "carte/", "passes/", "donnees/")
    ]

    index.noindex = True

    assert addresses() == []


@pytest.mark.parametrize(
    ("status", "label"), [(Status.CANCELLED, "Annulé"), (Status.POSTPONED, "Reporté")], ids=["annule", "reporte"]
)
@pytest.mark.parametrize("view", ["?debut=2023-01-01", "passes/"])
def test_what_is_called_off_says_so_first(
    client: Client, index: NecLocauxIndexPage, status: str, label: str, view: str
) -> None:
    add(index, "NEC Metz", date(2024, 9, 3), status=status, status_note="La salle a brûlé.")

    row = read(client, f"{index.url}{view}").select_one(".event-row")

    assert isinstance(row, Tag)
    assert texts(row, "h4 a, h5 a") == [f"{label} : NEC Metz"]
    assert texts(row, ".call-off-note") == ["La salle a brûlé."]
    assert texts(row, ".state") == []


def test_a_private_event_is_nowhere(client: Client, index: NecLocauxIndexPage) -> None:
    for title, day in (("à venir", date(2024, 9, 30)), ("passé", date(2024, 9, 3))):
        add(index, f"NEC ouvert {title}", day)
        private = add(index, f"NEC fermé {title}", day)
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        add(index, f"NEC brouillon {title}", day, live=False)

    for view in [*VIEWS, "?debut=2020-01-01", "?q=rien", "calendrier/?mois=2024-09"]:
        shown = main_text(read(client, f"{index.url}{view}"))

        assert "ouvert" in shown
        assert "fermé" not in shown
        assert "brouillon" not in shown


# The official list


def test_the_hosts_stand_by_nature_and_lead_to_what_is_known(
    client: Client, index: NecLocauxIndexPage, metz: Territoire, moselle: Territoire, grand_est: Territoire
) -> None:
    ardeche = TerritoireFactory(name="Lalouvesc", code="07128")
    index.host_links.set([HostTerritoire(territoire=place) for place in (metz, ardeche, grand_est, moselle)])
    index.official_count, index.official_territories = 45, 27
    index.official_definition, index.official_date = "Depuis janvier 2021.", date(2024, 7, 1)
    index.save()
    add(index, "NEC Moselle", date(2023, 1, 1), moselle)
    add(index, "NEC Metz", date(2025, 1, 1), metz)

    soup = read(client, index)
    hosts = soup.select_one(".hosts")

    assert isinstance(hosts, Tag)
    assert texts(hosts, "h3") == ["Communes et intercommunalités (2)", "Départements (1)", "Régions (1)"]
    assert texts(hosts, "ul") == ["LalouvescMetz", "Moselle", "Grand Est"]
    assert {text(link): link["href"] for link in hosts.select("a")} == {
        "Moselle": f"{index.url}passes/?territoire={moselle.pk}",
        "Grand Est": f"{index.url}passes/?territoire={grand_est.pk}",
    }
    assert texts(soup, ".counters h3") == ["Chiffres officiels", "Comptés dans ce calendrier"]
    assert texts(soup, ".counters dd") == ["45", "27", "1", "1"]
    assert texts(soup, ".counters .source")[0] == "Depuis janvier 2021. Annoncés le 1er juillet 2024."

    past = read(client, str(hosts.select("a")[0]["href"]))

    assert texts(past, "h5") == ["NEC Moselle"]
    assert texts(past, ".active-filters a") == ["Retirer Moselle"]


# The past


def test_the_past_stands_by_year_then_by_nature(
    client: Client, index: NecLocauxIndexPage, metz: Territoire, reunion: Territoire
) -> None:
    for rank in range(18):
        add(index, f"Metz {rank:02}", date(2023, 1, 1 + rank), metz)
    add(index, "Réunion, mars", date(2023, 3, 1), reunion)
    add(index, "Sans lieu", date(2023, 12, 31))
    add(index, "Réunion, avril", date(2023, 4, 1), reunion)
    add(index, "Ancien", date(2021, 5, 1), metz, reunion)
    add(index, "À venir", date(2024, 10, 1), metz)

    first, second = read(client, f"{index.url}passes/"), read(client, f"{index.url}passes/?page=2")

    assert titles(first)[:4] == [
        "h1 NEC locaux passés",
        "h2 22 rendez-vous passés",
        "h3 2023 21 rendez-vous",
        "h4 Communes et intercommunalités (18)",
    ]
    assert titles(first)[4:] == [
        *(f"h5 Metz {rank:02}" for rank in range(17, -1, -1)),
        "h4 Outre-mer (2)",
        "h5 Réunion, avril",
        "h5 Réunion, mars",
    ]
    assert titles(second)[1:] == [
        "h2 22 rendez-vous passés",
        "h3 2023 21 rendez-vous",
        "h4 Rencontres sans territoire unique (1)",
        "h5 Sans lieu",
        "h3 2021 1 rendez-vous",
        "h4 Communes et intercommunalités (1)",
        "h5 Ancien",
    ]
    assert texts(first, ".calendar-years a") == ["2023 21 rendez-vous", "2021 1 rendez-vous"]
    assert [link["href"] for link in first.select(".calendar-years a")] == [
        "?debut=2023-01-01&fin=2023-12-31",
        "?debut=2021-01-01&fin=2021-12-31",
    ]


def test_the_filters_count_the_past_anew(client: Client, index: NecLocauxIndexPage, metz: Territoire) -> None:
    add(index, "NEC Metz", date(2023, 1, 1), metz)
    add(index, "NEC Metz annulé", date(2022, 1, 1), metz, status=Status.CANCELLED)
    add(index, "Ailleurs", date(2023, 2, 1))

    soup = read(client, f"{index.url}passes/?departement=57&debut=2022-01-01")

    assert titles(soup)[1:] == [
        "h2 2 rendez-vous passés",
        "h3 2023 1 rendez-vous",
        "h4 Communes et intercommunalités (1)",
        "h5 NEC Metz",
        "h3 2022 1 rendez-vous",
        "h4 Communes et intercommunalités (1)",
        "h5 Annulé : NEC Metz annulé",
    ]


def test_nothing_past_is_said(client: Client, index: NecLocauxIndexPage) -> None:
    soup = read(client, f"{index.url}passes/")

    assert titles(soup) == ["h1 NEC locaux passés", "h2 Aucun rendez-vous n’est encore passé"]


# The month


def grid(soup: BeautifulSoup) -> list[list[str]]:
    """The squares of the table, week by week, without the words for telephones."""
    for word in soup.select(".month-grid .narrow-only"):
        word.decompose()
    return [[text(square) for square in week.select("td")] for week in soup.select(".month-grid tbody tr")]


def test_a_month_is_a_table_of_weeks_from_monday(client: Client, index: NecLocauxIndexPage) -> None:
    soup = read(client, f"{index.url}calendrier/?mois=2024-02")

    assert texts(soup, ".month-grid caption") == ["Février 2024"]
    assert [th["scope"] for th in soup.select(".month-grid thead th")] == ["col"] * 7
    assert texts(soup, ".month-grid thead .visually-hidden") == [
        *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    ]
    assert [time["datetime"] for time in soup.select(".month-grid time")] == [
        f"2024-02-{day:02}" for day in range(1, 30)
    ]
    assert grid(soup) == [
        ["", "", "", "1", "2", "3", "4"],
        ["5", "6", "7", "8", "9", "10", "11"],
        ["12", "13", "14", "15", "16", "17", "18"],
        ["19", "20", "21", "22", "23", "24", "25"],
        ["26", "27", "28", "29", "", "", ""],
    ]


def test_an_event_stands_on_each_of_its_days(client: Client, index: NecLocauxIndexPage) -> None:
    add(index, "NEC long", date(2024, 12, 30), end_date=date(2025, 1, 2))
    add(index, "NEC court", date(2024, 12, 31), status=Status.CANCELLED)
    add(index, "NEC de décembre", date(2024, 12, 1), date_precision=DatePrecision.MONTH)
    add(index, "NEC de 2024", date(2024, 12, 1), date_precision=DatePrecision.YEAR)

    december = read(client, f"{index.url}calendrier/?mois=2024-12")
    january = read(client, f"{index.url}calendrier/?mois=2025-01")

    assert titles(december)[:2] == ["h1 NEC locaux, décembre 2024", "h2 3 rendez-vous en décembre 2024"]
    assert grid(december)[-1] == [
        "30 NEC long jour 1 sur 4",
        "31 NEC long jour 2 sur 4 Annulé : NEC court",
        *("", "", "", "", ""),
    ]
    assert titles(december)[2:] == ["h3 Ce mois-ci, jour à préciser", "h4 NEC de décembre"]
    assert grid(january)[0] == ["", "", "1 NEC long jour 3 sur 4", "2 NEC long jour 4 sur 4", "3", "4", "5"]
    assert titles(january)[1:] == ["h2 1 rendez-vous en janvier 2025"]


def test_filters_apply_to_the_month(client: Client, index: NecLocauxIndexPage, metz: Territoire) -> None:
    add(index, "NEC Metz", date(2024, 10, 3), metz)
    add(index, "NEC ailleurs", date(2024, 10, 3))

    soup = read(client, f"{index.url}calendrier/?mois=2024-10&departement=57")

    assert texts(soup, ".month-event") == ["NEC Metz"]
    assert [field["value"] for field in soup.select("form.filters [name=mois]")] == ["2024-10"]
    assert robots(soup) == UNLISTED


@pytest.mark.parametrize(
    "asked",
    ["", "2024", "2024-13", "2024-00", "9999-12", "0000-01", "1999-12", "-2024-1", "２０２４-01", "2024-1", "x" * 5000],
)
def test_junk_for_a_month_gives_the_present_one(client: Client, index: NecLocauxIndexPage, asked: str) -> None:
    response = client.get(f"{index.url}calendrier/", {"mois": asked})

    assert response.status_code == 200
    assert "NEC locaux, septembre 2024" in response.content.decode()


def test_the_month_of_the_filters_comes_first(client: Client, index: NecLocauxIndexPage) -> None:
    soup = read(client, f"{index.url}calendrier/?debut=2023-05-12")

    assert titles(soup)[0] == "h1 NEC locaux, mai 2023"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        # From the first event to the last, today among them.
        ("2023-11", {"Mois en cours": "2024-09", "Décembre 2023": "2023-12"}),
        ("2024-09", {"Août 2024": "2024-08", "Octobre 2024": "2024-10"}),
        ("2025-01", {"Décembre 2024": "2024-12", "Mois en cours": "2024-09"}),
        # Far months lead back, and no further.
        ("2100-12", {"Janvier 2025": "2025-01", "Mois en cours": "2024-09"}),
        ("2000-01", {"Mois en cours": "2024-09", "Novembre 2023": "2023-11"}),
    ],
)
def test_one_turns_the_months_that_have_something(
    client: Client, index: NecLocauxIndexPage, asked: str, expected: dict[str, str]
) -> None:
    add(index, "Premier", date(2023, 11, 30))
    add(index, "Dernier", date(2024, 12, 31), end_date=date(2025, 1, 1))

    soup = read(client, f"{index.url}calendrier/?mois={asked}&page=4")

    assert {text(link): link["href"] for link in soup.select(".calendar-turning a")} == {
        label: f"?mois={month}" for label, month in expected.items()
    }


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2023-11", []),
        ("2023-12", ["noindex, nofollow"]),
        ("2024-12", []),
        ("2025-01", ["noindex, nofollow"]),
        ("2100-12", ["noindex, nofollow"]),
    ],
)
def test_an_empty_or_far_month_is_not_for_search_engines(
    client: Client, index: NecLocauxIndexPage, asked: str, expected: list[str]
) -> None:
    add(index, "Premier", date(2023, 11, 30))
    add(index, "Dernier", date(2024, 12, 31))

    soup = read(client, f"{index.url}calendrier/?mois={asked}")

    assert robots(soup) == expected
    assert canonical(soup) == [f"http://localhost{index.url}calendrier/?mois={asked}"]


def test_a_full_month_leads_to_its_list(client: Client, index: NecLocauxIndexPage) -> None:
    for number in range(MAX_EVENTS + 1):
        add(index, f"NEC {number:03}", date(2024, 10, 3))

    soup = read(client, f"{index.url}calendrier/?mois=2024-10&q=nec")

    assert texts(soup, "h2")[0] == f"Plus de {MAX_EVENTS} rendez-vous en octobre 2024"
    assert len(soup.select(".month-event")) == MAX_EVENTS
    assert [link["href"] for link in soup.select(".calendar-results > p > a")] == [
        f"{index.url}?q=nec&debut=2024-10-01&fin=2024-10-31"
    ]


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_months_follow_one_another(day: date) -> None:
    month = Month.of(day)

    assert month.first_day <= day <= month.last_day
    assert month.next.previous == month.previous.next == month
    assert month.previous < month < month.next
    assert Month.parse(str(month)) == month


# Nothing answers


def test_an_empty_answer_shows_the_nearest_in_time_and_place(
    client: Client, index: NecLocauxIndexPage, grand_est: Territoire, moselle: Territoire, metz: Territoire
) -> None:
    vosges = TerritoireFactory(
        kind=TerritoireKind.DEPARTEMENT, code="88", name="Vosges", parent=grand_est, latitude="48.2", longitude="6.4"
    )
    places = {
        name: TerritoireFactory(name=name, latitude=latitude, longitude=longitude)
        for name, latitude, longitude in [
            ("Lyon", "45.76", "4.84"),
            ("Brest", "48.39", "-4.49"),
            ("Dijon", "47.32", "5.04"),
            ("Marseille", "43.30", "5.37"),
        ]
    }
    for rank, (name, place) in enumerate(places.items()):
        add(index, f"à {name}", date(2024, 10, 1 + rank), place)
    add(index, "dans les Vosges", date(2021, 1, 1), vosges)
    add(index, "à Metz, ancien", date(2020, 1, 1), metz)
    add(index, "à Metz, à venir", date(2025, 1, 1), metz)
    add(index, "en Moselle", date(2019, 1, 1), moselle)

    soup = read(client, f"{index.url}?departement=57&etat=complet")

    assert titles(soup)[1:13] == [
        "h2 Aucun rendez-vous ne répond à ces filtres",
        "h3 Dans la même région : Grand Est",
        "h4 à Metz, à venir",
        "h4 dans les Vosges",
        "h4 à Metz, ancien",
        "h3 Au plus près : Moselle (57)",
        "h4 en Moselle",
        "h4 à Dijon",
        "h4 à Lyon",
        "h3 Les prochains rendez-vous, partout en France",
        "h4 à Lyon",
        "h4 à Brest",
    ]
    assert texts(soup, "[role=status]") == ["Aucun rendez-vous ne répond à ces filtres"]
    assert all(str(link["href"]).startswith(index.url) for link in soup.select(".calendar-empty h4 a"))


def test_a_place_that_was_typed_is_known(client: Client, index: NecLocauxIndexPage, metz: Territoire) -> None:
    TerritoireFactory(name="Thionville", code="57672", parent=metz.parent, latitude="49.36", longitude="6.17")
    add(index, "NEC Metz", date(2023, 1, 1), metz)

    soup = read(client, f"{index.url}?q=THIONVILLE")

    assert titles(soup)[1:4] == [
        "h2 Aucun rendez-vous ne répond à ces filtres",
        "h3 Dans la même région : Grand Est",
        "h4 NEC Metz",
    ]


@pytest.mark.parametrize("view", ["", "calendrier/", "passes/"])
def test_every_view_helps_when_it_is_empty(client: Client, index: NecLocauxIndexPage, view: str) -> None:
    add(index, "NEC de demain", date(2024, 12, 21))

    soup = read(client, f"{index.url}{view}?q=introuvable")

    assert texts(soup, ".calendar-empty h3") == ["Les prochains rendez-vous, partout en France"]
    assert texts(soup, ".calendar-empty h4") == ["NEC de demain"]


# Cost and junk


QUERIES = [
    *("", "?page=2", "?region=44&nature=collectivite&q=metz", "?debut=2020-01-01", "?q=rien&departement=57"),
    *("calendrier/", "calendrier/?mois=2024-10", "calendrier/?mois=2024-10&region=44", "calendrier/?q=rien"),
    *("passes/", "passes/?page=2", "passes/?region=44", "passes/?q=rien&region=44"),
]


def test_a_view_costs_the_same_for_few_and_many(client: Client, index: NecLocauxIndexPage, metz: Territoire) -> None:
    thematiques = ThematiqueFactory.create_batch(2)
    index.host_links.set([HostTerritoire(territoire=metz)])
    index.save()

    def grow(number: int) -> None:
        for rank in range(number):
            day = date(2024, 10, 1 + rank % 28) if rank % 2 else date(2023, 10, 1)
            add_thematiques(add(index, f"NEC {day} {rank} {number}", day, metz), *thematiques)
        cache.clear()

    def counts() -> dict[str, int]:
        return {view: count_queries(client, f"{index.url}{view}") for view in QUERIES}

    grow(4)
    few = counts()
    grow(50)

    assert counts() == few
    assert {view: count for view, count in few.items() if count > 15} == {}


VALUES = st.one_of(
    st.sampled_from(["44", "57", "2024-10", "2024-10-03", "9999-12-31", "0001-01-01", "-1", "1", "aucun", "%", "'"]),
    st.text(max_size=100),
)
NAMES = st.sampled_from([*NecLocalFilters.base_fields, "page", "mois"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.dictionaries(NAMES, st.lists(VALUES, max_size=3), max_size=6), view=st.sampled_from(VIEWS))
def test_no_address_fails(
    client: Client, index: NecLocauxIndexPage, metz: Territoire, data: dict[str, list[str]], view: str
) -> None:
    """A NUL alone is refused, by the middleware; anything else gives a page."""
    holds_nul = any("\x00" in value for values in data.values() for value in values)

    response = client.get(f"{index.url}{view}", data)

    assert response.status_code == (400 if holds_nul else 200)


def test_nearest_first_puts_those_to_come_before_those_held(index: NecLocauxIndexPage) -> None:
    for title, start in [
        ("tenu, ancien", date(2021, 1, 1)),
        ("à venir, loin", date(2025, 1, 1)),
        ("tenu, récent", date(2024, 9, 19)),
        ("à venir, proche", date(2024, 9, 21)),
    ]:
        add(index, title, start)
    add(index, "en cours", date(2024, 9, 19), end_date=date(2024, 9, 20))
    noon = datetime(2024, 9, 20, 12, tzinfo=UTC)

    found = list(NecLocalPage.objects.nearest_first(noon).values_list("title", flat=True))

    assert found == ["en cours", "à venir, proche", "à venir, loin", "tenu, récent", "tenu, ancien"]
    assert list(NecLocalPage.objects.past(noon).values_list("title", flat=True)) == found[3:]
    assert list(NecLocalPage.objects.upcoming(noon).values_list("title", flat=True)) == found[:3]


def test_the_page_can_be_seen_while_it_is_written(client: Client, index: NecLocauxIndexPage) -> None:
    add(index, "NEC Metz", date(2024, 10, 3))
    draft = NecLocauxIndexPage(title="NEC locaux, brouillon", slug="brouillon")

    seen = index.make_preview_request(preview_mode="")
    new = draft.make_preview_request(preview_mode="")

    assert (seen.status_code, new.status_code) == (200, 200)
    assert "NEC Metz" in seen.content.decode()
    assert "NEC locaux, brouillon" in new.content.decode()
