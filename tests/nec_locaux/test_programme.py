"""The programme on the page of an event: sorted, grouped, filtered, read by everyone."""

from collections import Counter
from datetime import date, time, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import Tag
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from nec_locaux.blocks import ProgrammeStreamBlock
from nec_locaux.enums import Audience, Format, SessionAccess, SessionService
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from nec_locaux.programme import Schedule, build_schedule
from socle.enums import Papier
from socle.models import Territoire
from tests.factories import (
    NecImageFactory,
    NecLocalPageFactory,
    PartenaireFactory,
    PersonneFactory,
    ThematiqueFactory,
)
from tests.programmes import FIRST_DAY, Item, day, pause, session, stands
from tests.reading import count_queries, read, text, texts

PARIS = "Europe/Paris"


def event(index: NecLocauxIndexPage, *days: Item, **fields: Any) -> NecLocalPage:
    page: NecLocalPage = NecLocalPageFactory(
        parent=index, start_date=FIRST_DAY, end_date=FIRST_DAY + timedelta(days=2), programme=list(days), **fields
    )
    return page


def schedule_of(*days: Item, query: str = "", zone: str = PARIS) -> Schedule:
    """The schedule of days that no database knows."""
    page: Any = SimpleNamespace(programme=ProgrammeStreamBlock().normalize(list(days)), time_zone=ZoneInfo(zone))
    schedule = build_schedule(page, QueryDict(query))
    assert schedule is not None
    return schedule


def outline(schedule: Schedule) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Days, then hours, then titles."""
    return [
        (shown.label, [(slot.label, [entry.title for entry in slot.entries]) for slot in shown.slots])
        for shown in schedule.days
    ]


def shown(schedule: Schedule) -> list[str]:
    return [entry.title for entry in schedule.sessions if entry.is_shown]


# Sorting and grouping


def test_days_are_sorted_by_date_then_place_and_sessions_by_hour() -> None:
    schedule = schedule_of(
        day(session("09:00", "D"), on=date(2099, 10, 4)),
        day(session("10:00", "C"), place="Médiathèque"),
        day(session("14:00", "B"), session("09:30", "A")),
    )

    assert outline(schedule) == [
        ("Samedi 3\u00a0octobre 2099", [("9\u00a0h\u00a030", ["A"]), ("14\u00a0h", ["B"])]),
        ("Samedi 3\u00a0octobre 2099", [("10\u00a0h", ["C"])]),
        ("Dimanche 4\u00a0octobre 2099", [("9\u00a0h", ["D"])]),
    ]


def test_what_starts_at_the_same_hour_is_grouped_in_the_editor_s_order() -> None:
    schedule = schedule_of(
        day(session("11:30", "B"), session("10:00", "Avant"), session("11:30", "A"), pause("11:30", "C"))
    )

    assert outline(schedule)[0][1] == [("10\u00a0h", ["Avant"]), ("11\u00a0h\u00a030", ["B", "A", "C"])]


def test_an_hour_says_its_end_only_when_all_of_it_ends_then() -> None:
    slots = (
        schedule_of(
            day(
                *(session("09:00", end="10:00"), session("09:00", end="10:00")),
                *(session("11:00", end="12:00"), session("11:00", end="11:30"), session("14:00")),
            )
        )
        .days[0]
        .slots
    )

    assert [slot.end_label for slot in slots] == ["10\u00a0h", "", ""]


def test_a_draft_without_hour_date_or_title_still_shows_what_it_has() -> None:
    schedule = schedule_of(day(session(None, ""), session("00:00", "Minuit"), on=None), day(session("09:00", "A")))

    assert outline(schedule) == [
        ("Samedi 3\u00a0octobre 2099", [("9\u00a0h", ["A"])]),
        ("Date à préciser", [("0\u00a0h", ["Minuit"]), ("Heure à préciser", [""])]),
    ]


def test_empty_days_make_no_programme() -> None:
    page: Any = SimpleNamespace(programme=ProgrammeStreamBlock().normalize([day()]), time_zone=ZoneInfo(PARIS))

    assert build_schedule(page) is None


CLOCKS = st.none() | st.times()
ITEMS = st.lists(st.tuples(st.sampled_from(["session", "pause", "stands"]), CLOCKS, CLOCKS), max_size=12)
DAYS = st.lists(st.tuples(st.none() | st.dates(), st.sampled_from(["", "Mairie", "mairie", "Île"]), ITEMS), max_size=5)


@given(DAYS)
def test_no_session_is_lost_or_doubled_and_all_come_in_order(
    days: list[tuple[date | None, str, list[tuple[str, time | None, time | None]]]],
) -> None:
    names = iter(range(1000))
    blocks = [
        day(
            *((kind, {"title": f"{kind} {next(names)}", "start_time": a, "end_time": b}) for kind, a, b in items),
            on=on,
            place=place,
        )
        for on, place, items in days
    ]
    given_titles = Counter(item["title"] for _name, value in blocks for _kind, item in value["items"])
    page: Any = SimpleNamespace(programme=ProgrammeStreamBlock().normalize(blocks), time_zone=ZoneInfo(PARIS))

    schedule = build_schedule(page)

    if schedule is None:
        assert not given_titles
        return
    assert Counter(entry.title for one in schedule.days for entry in one.entries) == given_titles
    dates = [one.date or date.max for one in schedule.days]
    assert dates == sorted(dates)
    for one in schedule.days:
        starts = [slot.start for slot in one.slots]
        known = [start for start in starts if start is not None]
        assert known == sorted(set(known))
        assert starts == [*known, *([None] if None in starts else [])]
        assert all(entry.start == slot.start for slot in one.slots for entry in slot.entries)


# Hours elsewhere


@pytest.mark.parametrize(
    ("zone", "start", "note"),
    [
        (PARIS, "09:00", ""),
        ("Indian/Reunion", "09:00", "Horaires à l’heure de La Réunion : quand il y est 9 h, il est 7 h à Paris."),
        (
            "Pacific/Noumea",
            "08:30",
            "Horaires à l’heure de la Nouvelle-Calédonie : quand il y est 8 h 30, il est 23 h 30 à Paris la veille.",
        ),
        (
            "Pacific/Tahiti",
            "18:00",
            "Horaires à l’heure de Tahiti : quand il y est 18 h, il est 6 h à Paris le lendemain.",
        ),
        ("Indian/Reunion", None, ""),
    ],
)
def test_hours_away_from_mainland_france_are_said_to_be_so(zone: str, start: str | None, note: str) -> None:
    assert schedule_of(day(session(start)), zone=zone).hours_note.replace("\u00a0", " ") == note


# Filters


def filtered_days() -> list[Item]:
    return [
        day(
            pause("09:00", "Accueil"),
            session("10:00", "Ouverture"),
            session("11:00", "Pro", track="Aidants", audience=Audience.PROFESSIONALS),
            session("11:00", "Public", track="aidants", audience=Audience.PUBLIC),
            session("14:00", "Pour toutes et tous", track="Données", audience=Audience.BOTH),
        ),
        day(pause("09:00", "Café"), stands("10:00", "Réparer", audience=Audience.PUBLIC), on=date(2099, 10, 4)),
    ]


@pytest.mark.parametrize(
    ("query", "titles", "count"),
    [
        ("", ["Ouverture", "Pro", "Public", "Pour toutes et tous", "Stands"], "5 séances"),
        ("parcours=aidants", ["Pro", "Public"], "2 séances sur 5"),
        ("parcours=aidants&parcours=donnees", ["Pro", "Public", "Pour toutes et tous"], "3 séances sur 5"),
        ("public=professionnels", ["Ouverture", "Pro", "Pour toutes et tous"], "3 séances sur 5"),
        ("public=grand_public&parcours=aidants", ["Public"], "1 séance sur 5"),
        (
            "parcours=donnees&public=professionnels&parcours=inconnu&theme=zzz",
            ["Pour toutes et tous"],
            "1 séance sur 5",
        ),
        ("parcours=inconnu&public=%00&page=9", ["Ouverture", "Pro", "Public", "Pour toutes et tous", "Stands"], None),
    ],
)
def test_filters_keep_what_they_name(query: str, titles: list[str], count: str | None) -> None:
    schedule = schedule_of(*filtered_days(), query=query)

    assert shown(schedule) == titles
    assert schedule.count_text == (count or "5 séances")


def test_a_day_without_any_session_left_goes_with_its_breaks() -> None:
    first, second = schedule_of(*filtered_days(), query="parcours=aidants").days

    assert (first.is_shown, second.is_shown) == (True, False)
    assert [slot.is_shown for slot in first.slots] == [True, False, True, False]


def test_nothing_left_says_what_to_do() -> None:
    days = [
        day(
            session("09:00", "Un", track="A", audience=Audience.PUBLIC),
            session("10:00", "Deux", track="B", audience=Audience.PROFESSIONALS),
        )
    ]

    assert schedule_of(*days, query="parcours=a&public=professionnels").count_text == (
        "Aucune séance ne répond à ces filtres. Retirez-en un pour en voir d’autres."
    )


@pytest.mark.parametrize(
    ("sessions", "offered"),
    [
        ([session("09:00"), session("10:00")], []),
        ([session("09:00", track="A"), session("10:00", track="a")], []),
        ([session("09:00", track="A"), session("10:00")], ["parcours"]),
        ([session("09:00", audience=Audience.BOTH), session("10:00")], []),
        ([session("09:00", audience=Audience.PUBLIC)], ["public"]),
    ],
)
def test_a_filter_that_would_keep_everything_is_not_offered(sessions: list[Item], offered: list[str]) -> None:
    assert list(schedule_of(day(*sessions)).filters.fields) == offered


@pytest.mark.django_db
def test_thematiques_are_filtered_by_their_address() -> None:
    data, care = ThematiqueFactory(slug="donnees"), ThematiqueFactory(slug="mediation")
    days = [day(session("09:00", "A", thematique=data), session("10:00", "B", thematique=care), session("11:00", "C"))]

    assert shown(schedule_of(*days, query="theme=donnees")) == ["A"]
    assert shown(schedule_of(*days, query="theme=donnees&theme=mediation")) == ["A", "B"]


@given(st.text(max_size=50))
def test_no_address_breaks_it(value: str) -> None:
    page: Any = SimpleNamespace(programme=ProgrammeStreamBlock().normalize(filtered_days()), time_zone=ZoneInfo(PARIS))
    data = QueryDict(mutable=True)
    for name in ("parcours", "theme", "public"):
        data.appendlist(name, value)

    schedule = build_schedule(page, data)

    assert schedule is not None
    assert len(schedule.sessions) == 5


# Words


def test_what_a_session_says() -> None:
    (entry,) = schedule_of(
        day(
            session(
                "09:00",
                room="Salle 1",
                off_site="3 rue des Lilas",
                services=[SessionService.LSF, SessionService.STREAMED],
                capacity=1,
                format=Format.RETEX,
                access=SessionAccess.REGISTRATION,
                audience=Audience.PUBLIC,
                track="Aidants",
            )
        )
    ).sessions

    assert entry.format_label == "retour d’expérience"
    assert entry.setting == (
        "Salle 1, hors les murs : 3 rue des Lilas, interprétation en LSF, diffusion en direct, 1 place"
    )
    assert entry.conditions == "Sur inscription, grand public, parcours « Aidants »"


def test_what_is_not_known_says_nothing() -> None:
    (entry,) = schedule_of(day(session("09:00"))).sessions

    assert (entry.format_label, entry.setting, entry.held_by, entry.conditions) == ("", "", "", "")


@pytest.mark.django_db
def test_each_speaker_comes_once_in_order_with_all_they_do() -> None:
    nadia, hugo = PersonneFactory(first_name="Nadia", last_name="F"), PersonneFactory(first_name="Hugo", last_name="P")
    theme = ThematiqueFactory(colour=Papier.ECOLOGIE)
    schedule = schedule_of(
        day(
            session("11:00", "Fin", speakers=[{"personne": nadia, "part": "conclusion"}], thematique=theme),
            session(
                "09:00", "Début", speakers=[{"personne": hugo}, {"personne": nadia, "part": "animation"}], format="x"
            ),
        )
    )

    assert [(speaker.personne, speaker.role, speaker.colour) for speaker in schedule.speakers] == [
        (hugo, "", ""),
        (nadia, "Animation, conclusion", "ecologie"),
    ]
    assert [entry.title for entry in schedule.speakers[1].sessions] == ["Début", "Fin"]
    assert [entry.held_by for entry in schedule.sessions] == ["Hugo P et Nadia F (animation)", "Nadia F (conclusion)"]


# The page


def test_the_page_shows_the_programme_as_a_table_of_the_day(client: Client, index: NecLocauxIndexPage) -> None:
    partner = PartenaireFactory(name="Réseau des médiathèques")
    page = event(
        index,
        day(
            pause("09:00", "Accueil, café"),
            session("11:30", "Bâtir", "12:30", format=Format.ATELIER, room="Salle 1", capacity=30),
            session("11:30", "Repérer", "12:00", partenaire=partner, description="<p>Aller <b>vers</b>.</p>"),
            stands("15:00", "Réparer", title="Stands découverte"),
        ),
    )

    programme = read(client, page).select_one("#programme")
    assert programme is not None

    assert texts(programme, "h2, h3, h4") == [
        *("Le programme", "Samedi 3 octobre 2099", "Bâtir", "Repérer", "Stands découverte")
    ]
    table = programme.table
    assert table is not None
    assert table["aria-labelledby"] == text_id(programme, "h3")
    assert texts(table, "thead th") == ["Heure", "Séances"]
    assert texts(table, "tbody th") == ["9 h", "11 h 30", "15 h"]
    assert [time_tag["datetime"] for time_tag in table.select("tbody th time")] == ["09:00", "11:30", "15:00"]
    first, group, last = table.select("tbody td")
    assert text(first) == "Accueil, café"
    assert texts(group, "li > .programme-meta") == ["atelier Salle 1, 30 places, jusqu’à 12 h 30", "jusqu’à 12 h"]
    assert texts(group, "li > .programme-who") == ["Réseau des médiathèques"]
    assert text(group.summary) == "De quoi parlera-t-on ? Repérer"
    assert texts(group, "details > div") == ["Aller vers."]
    assert texts(last, ".programme-stands li") == ["Réparer"]


def text_id(soup: Tag, selector: str) -> str:
    found = soup.select_one(selector)
    assert found is not None
    return str(found["id"])


def test_a_day_is_a_plain_table_whose_hours_head_the_rows(client: Client, index: NecLocauxIndexPage) -> None:
    """HTML refuses the roles that a table has already (ARIA in HTML, W3C)."""
    table = read(client, event(index, day(session("09:00")))).select_one(".programme-table")

    assert table is not None
    assert table.select("[role]") == []
    assert [cell.get("scope") for cell in table.select("tr > *")] == ["col", "col", "row", None]


def test_several_days_and_places_are_told_apart(client: Client, index: NecLocauxIndexPage) -> None:
    page = event(
        index,
        day(session("09:00"), title="Journée professionnelle"),
        day(session("09:00"), place="Médiathèque"),
    )

    programme = read(client, page).select_one("#programme")

    assert programme is not None
    assert texts(programme, "h3:not(.visually-hidden)") == [
        "Samedi 3 octobre 2099 Journée professionnelle",
        "Samedi 3 octobre 2099",
    ]
    assert texts(programme, ".programme-place") == ["Médiathèque"]


def test_without_script_the_address_filters_and_the_boxes_say_so(client: Client, index: NecLocauxIndexPage) -> None:
    page = event(index, *filtered_days())

    programme = read(client, f"{page.url}?public=professionnels").select_one("#programme")

    assert programme is not None
    assert texts(programme, ".programme-entry:not([hidden]) h4") == ["Ouverture", "Pro", "Pour toutes et tous"]
    assert len(programme.select(".programme-entry[hidden]")) == 2
    assert len(programme.select(".programme-day[hidden]")) == 1
    assert [box["value"] for box in programme.select("input[checked]")] == ["professionnels"]
    assert text(programme.select_one("[role=status]")) == "3 séances sur 5"
    form = programme.form
    assert form is not None
    assert (form["method"], form["action"]) == ("get", f"{page.url}#programme")


def test_a_programme_with_nothing_to_filter_has_neither_form_nor_script(
    client: Client, index: NecLocauxIndexPage
) -> None:
    soup = read(client, event(index, day(session("09:00"))))
    programme = soup.select_one("#programme")

    assert programme is not None
    assert programme.form is None
    assert not soup.select("script[src*=programme]")


def test_an_event_without_programme_has_no_such_part(client: Client, index: NecLocauxIndexPage) -> None:
    soup = read(client, event(index))

    assert not soup.select("#programme, #intervenants, link[href*=programme], script[src*=programme]")


def test_after_the_event_the_programme_is_folded_unless_it_is_filtered(
    client: Client, index: NecLocauxIndexPage
) -> None:
    page: NecLocalPage = NecLocalPageFactory(
        parent=index,
        start_date=date(2023, 10, 3),
        programme=[
            day(
                session("09:00", "Ouverture", description="<p>Nous.</p>", speakers=[{"personne": PersonneFactory()}]),
                session("10:00", track="Aidants"),
                on=date(2023, 10, 3),
            )
        ],
    )

    soup = read(client, page)
    programme = soup.select_one("details#programme")

    assert programme is not None
    assert not programme.has_attr("open")
    assert texts(programme, "summary") == ["Le programme d’alors", "Filtrer", "De quoi a-t-on parlé ? Ouverture"]
    assert texts(soup, "details#intervenants > summary") == ["Intervenantes et intervenants"]
    assert len(read(client, f"{page.url}?parcours=aidants").select("details#programme[open]")) == 1


def test_speakers_are_presented_once(client: Client, index: NecLocauxIndexPage) -> None:
    nadia = PersonneFactory(first_name="Nadia", last_name="Ferrand", role="Élue")
    part = {"personne": nadia, "part": "animation"}
    page = event(index, day(session("09:00", speakers=[part]), session("10:00", speakers=[part])))

    people = read(client, page).select_one("#intervenants")

    assert people is not None
    assert texts(people, "h2, h3, p") == ["Elles et ils interviennent", "Nadia Ferrand", "Animation", "Élue"]


def test_a_place_overseas_says_whose_hours_these_are(
    client: Client, index: NecLocauxIndexPage, reunion: Territoire
) -> None:
    page = event(index, day(session("09:00")), territoires=[reunion])

    assert texts(read(client, page), ".programme-note") == [
        "Horaires à l’heure de La Réunion : quand il y est 9 h, il est 7 h à Paris."
    ]


def test_titles_are_never_markup(client: Client, index: NecLocauxIndexPage) -> None:
    page = event(index, day(session("09:00", "<script>alert(1)</script>", room="<b>")))

    programme = read(client, page).select_one("#programme")

    assert programme is not None
    assert texts(programme, "h4") == ["<script>alert(1)</script>"]
    assert not programme.select("b")


def full_day(number: int, sessions: int) -> Item:
    """Sessions that all refer to something of their own."""
    items = [
        session(
            f"{8 + rank // 4:02d}:00",
            f"Séance {number}.{rank}",
            room=f"Salle {rank}",
            thematique=ThematiqueFactory(),
            partenaire=PartenaireFactory(),
            speakers=[{"personne": PersonneFactory(portrait=NecImageFactory())}],
            track=f"Parcours {rank % 3}",
            description="<p>Une séance pour parler et faire.</p>",
        )
        for rank in range(sessions)
    ]
    return day(*items, stands("17:00", "Réparer"), on=date(2099, 10, number))


def test_queries_do_not_depend_on_the_sessions(client: Client, index: NecLocauxIndexPage) -> None:
    small, large = event(index, full_day(3, 3)), event(index, *(full_day(number, 20) for number in (3, 4, 5)))

    assert count_queries(client, large) == count_queries(client, small)
    assert count_queries(client, large) <= 15


def test_three_full_days_stay_light(client: Client, index: NecLocauxIndexPage) -> None:
    theme, speaker = ThematiqueFactory(), PersonneFactory()
    days = [
        day(
            *(
                session(
                    f"{8 + rank // 4:02d}:00",
                    f"Séance {number}.{rank} : ce que nous faisons ensemble",
                    f"{8 + rank // 4:02d}:50",
                    room=f"Salle {rank % 4}",
                    format=Format.ATELIER,
                    track=f"Parcours {rank % 3}",
                    thematique=theme,
                    access=SessionAccess.REGISTRATION,
                    speakers=[{"personne": speaker}],
                )
                for rank in range(30)
            ),
            on=date(2099, 10, number),
        )
        for number in (3, 4, 5)
    ]
    page = event(index, *days)

    programme = read(client, page).select_one("#programme")

    assert programme is not None
    assert len(programme.select("h4")) == 90
    assert len(str(programme).encode()) < 110_000


def test_days_without_a_session_are_no_programme_in_lists(index: NecLocauxIndexPage) -> None:
    assert event(index, day()).has_programme is False
    assert event(index, day(session("09:00"))).has_programme is True
