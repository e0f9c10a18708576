"""The offers of formats: the catalogue and its filters, an offer's page, the selection."""

from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from home.models import HomePage
from nec_locaux.enums import Audience, Format
from nec_locaux.models import OffreDeFormatPage, OffresDeFormatsIndexPage
from nec_locaux.models.offres import duration_text
from nec_locaux.offre_filters import MAX_SELECTION, SelectionForm, querystring
from socle.models import Partenaire, Thematique
from socle.models.base import PageThematique
from tests.factories import (
    OffreDeFormatPageFactory,
    OffresDeFormatsIndexPageFactory,
    PartenaireFactory,
    ThematiqueFactory,
)
from tests.factories.bulk import multiply
from tests.reading import count_queries, read

ADDRESS = "contact@partenaire.example"


@pytest.fixture
def catalogue(home_page: HomePage) -> OffresDeFormatsIndexPage:
    page: OffresDeFormatsIndexPage = OffresDeFormatsIndexPageFactory(parent=home_page)
    return page


@pytest.fixture
def mednum(db: None) -> Partenaire:
    partenaire: Partenaire = PartenaireFactory(
        name="La Mednum", website="https://lamednum.coop/", description="Coopérative nationale."
    )
    return partenaire


@pytest.fixture
def donnees(db: None) -> Thematique:
    thematique: Thematique = ThematiqueFactory(title="Données & territoire", slug="donnees", colour="donnees")
    return thematique


def add_offre(catalogue: OffresDeFormatsIndexPage, title: str, *themes: Thematique, **fields: Any) -> OffreDeFormatPage:
    offre: OffreDeFormatPage = OffreDeFormatPageFactory(parent=catalogue, title=title, summary="", **fields)
    PageThematique.objects.bulk_create(
        PageThematique(page=offre, thematique=theme, sort_order=rank) for rank, theme in enumerate(themes)
    )
    return offre


def words(element: Any) -> str:
    """The text of an element on one line, its spaces plain."""
    return " ".join(element.get_text(" ").split())


def titles(page: BeautifulSoup) -> list[str]:
    return [words(title) for title in page.select(".offer h3")]


# The catalogue and its filters


def test_catalogue_shows_what_is_known_and_nothing_else(
    client: Client, catalogue: OffresDeFormatsIndexPage, mednum: Partenaire, donnees: Thematique
) -> None:
    add_offre(catalogue, "Prendre en main un observatoire", donnees, partenaire=mednum, format=Format.RETEX)
    page = read(client, catalogue.url)
    (card,) = page.select(".offer")
    assert [words(item) for item in card.select("p")] == ["retour d’expérience", "La Mednum"]
    assert titles(page) == ["Prendre en main un observatoire"]
    assert card["data-t"] == "donnees"
    assert words(card.select_one(".tags")) == "Données & territoire"
    assert words(card.select_one("label")) == "Ajouter à mon dossier : Prendre en main un observatoire"
    assert words(page.select_one("#offres h2")) == "1 offre"
    assert words(page.select_one("[role=status]")) == "Aucun format choisi"


def test_catalogue_says_length_and_people_when_they_are_known(
    client: Client, catalogue: OffresDeFormatsIndexPage
) -> None:
    add_offre(catalogue, "Longue", duration_minutes=90, maximum_people=20)
    (card,) = read(client, catalogue.url).select(".offer")
    assert words(card.select("p")[2]) == "1 h 30, 20 personnes au plus"


def test_offers_stand_in_the_order_editors_gave(client: Client, catalogue: OffresDeFormatsIndexPage) -> None:
    for title in ("Zèbre", "Abeille", "Loup"):
        add_offre(catalogue, title)
    assert titles(read(client, catalogue.url)) == ["Zèbre", "Abeille", "Loup"]


def test_drafts_and_private_offers_are_not_shown(client: Client, catalogue: OffresDeFormatsIndexPage) -> None:
    draft, private = (add_offre(catalogue, title) for title in ("Brouillon", "Réservée"))
    draft.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    page = read(client, f"{catalogue.url}?offre={draft.pk}&offre={private.pk}")
    assert titles(page) == []
    assert words(page.select_one("[role=status]")) == "Aucun format choisi"
    assert "Aucun format n’est encore proposé" in page.get_text()


@pytest.fixture
def varied(
    catalogue: OffresDeFormatsIndexPage, mednum: Partenaire, donnees: Thematique
) -> dict[str, OffreDeFormatPage]:
    """Four offers which differ by all that one may filter by."""
    finer = ThematiqueFactory(title="Cartes", slug="cartes")
    finer.parents.add(donnees)
    return {
        "a": add_offre(
            catalogue, "a", donnees, partenaire=mednum, format=Format.ATELIER, first_year=2022, last_year=2023
        ),
        "b": add_offre(catalogue, "b", finer, partenaire=mednum, format=Format.PITCH, audience=Audience.PUBLIC),
        "c": add_offre(catalogue, "c", audience=Audience.BOTH, first_year=2024),
        "d": add_offre(catalogue, "d", format=Format.RETEX, audience=Audience.PROFESSIONALS, last_year=2023),
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "abcd"),
        ("format=atelier", "ac"),
        ("format=atelier&format=pitch", "abc"),
        ("partenaire={mednum}", "ab"),
        ("thematique=donnees", "ab"),
        ("thematique=cartes", "b"),
        ("public=grand_public", "bc"),
        ("public=professionnels", "cd"),
        ("annee=2022", "a"),
        ("annee=2024", "c"),
        ("annee=2026", "c"),
        ("format=atelier&partenaire={mednum}&thematique=donnees&annee=2023", "a"),
        # Junk, and what no offer bears.
        ("format=fishbowl", "abcd"),
        ("format=%01&partenaire=-1&thematique=%F0%9F%98%80&annee=99999999999999999999&public=tous&page=zz", "abcd"),
        ("partenaire=x&partenaire={mednum}", "ab"),
        ("annee=2019", "abcd"),
        ("page=9", "abcd"),
        ("inconnu=1", "abcd"),
    ],
)
@time_machine.travel("2026-03-01 12:00", tick=False)
def test_filters(
    client: Client,
    catalogue: OffresDeFormatsIndexPage,
    varied: dict[str, OffreDeFormatPage],
    mednum: Partenaire,
    query: str,
    expected: str,
) -> None:
    page = read(client, f"{catalogue.url}?{query.format(mednum=mednum.pk)}")
    assert "".join(titles(page)) == expected
    assert words(page.select_one("#offres h2")) == f"{len(expected)} offre{'s' if len(expected) > 1 else ''}"


@time_machine.travel("2026-03-01 12:00", tick=False)
def test_filters_offer_what_the_offers_differ_by(
    client: Client, catalogue: OffresDeFormatsIndexPage, varied: dict[str, OffreDeFormatPage], mednum: Partenaire
) -> None:
    page = read(client, f"{catalogue.url}?format=pitch&thematique=cartes")
    chips = {words(chip): bool(chip.select("[checked]")) for chip in page.select(".chip")}
    assert chips == {"Atelier": False, "Retour d’expérience": False, "Pitch": True}
    selects = {
        select["name"]: [option.get_text() for option in select.select("option")] for select in page.select("select")
    }
    assert selects["partenaire"][:2] == ["Tous les partenaires", "La Mednum"]
    assert selects["thematique"] == ["Toutes les thématiques", "Cartes", "Données & territoire"]
    assert selects["public"] == ["Tous les publics", "Professionnelles et professionnels", "Grand public"]
    assert selects["annee"] == ["Toutes les années", "2026", "2025", "2024", "2023", "2022"]
    assert words(page.select_one("select[name=thematique] option[selected]")) == "Cartes"


def test_filter_that_no_offer_answers_is_not_shown(client: Client, catalogue: OffresDeFormatsIndexPage) -> None:
    add_offre(catalogue, "Seule")
    page = read(client, catalogue.url)
    assert [select["name"] for select in page.select("select")] == ["partenaire"]


def test_empty_result_says_what_to_do(
    client: Client, catalogue: OffresDeFormatsIndexPage, varied: dict[str, OffreDeFormatPage], mednum: Partenaire
) -> None:
    page = read(client, f"{catalogue.url}?format=retex&partenaire={mednum.pk}&offre={varied['a'].pk}")
    assert words(page.select_one("#offres h2")) == "Aucune offre"
    assert "Aucun format ne répond à ces filtres. Retirez-en un, ou voyez tous les formats." in page.get_text()
    assert words(page.select_one("[role=status]")) == "1 format choisi , dont 1 masqué par les filtres"
    assert page.select_one("button[formaction]")


def test_filters_are_taken_away_and_the_selection_stays(
    client: Client, catalogue: OffresDeFormatsIndexPage, varied: dict[str, OffreDeFormatPage], mednum: Partenaire
) -> None:
    first, second = varied["a"].pk, varied["d"].pk
    query = f"format=atelier&format=pitch&partenaire={mednum.pk}&offre={second}&offre={first}"
    buttons = {
        words(button): button["value"]
        for button in read(client, f"{catalogue.url}?{query}").select(".active-filters button")
    }
    assert buttons == {
        "Retirer Atelier": "format:atelier",
        "Retirer Pitch": "format:pitch",
        "Retirer La Mednum": f"partenaire:{mednum.pk}",
        "Tout effacer": "tout",
    }

    def left(removed: str) -> list[tuple[str, str]]:
        response = client.get(f"{catalogue.url}?{query}&sans={removed}")
        assert response.status_code == 302
        target = urlsplit(response.headers["Location"])
        assert (target.path, target.fragment) == (catalogue.url, "offres")
        return parse_qsl(target.query)

    selection = [("offre", str(second)), ("offre", str(first))]
    assert left("format:atelier") == [("format", "pitch"), ("partenaire", str(mednum.pk)), *selection]
    assert left("partenaire:x") == [("format", "atelier"), ("format", "pitch"), *selection]
    assert left("tout") == selection
    assert left("inconnu:1") == [("format", "atelier"), ("format", "pitch"), ("partenaire", str(mednum.pk)), *selection]


# Choosing


def test_one_form_holds_filters_and_selection(
    client: Client, catalogue: OffresDeFormatsIndexPage, varied: dict[str, OffreDeFormatPage]
) -> None:
    form = read(client, catalogue.url).select_one("main form")
    assert form
    assert (form["method"], form["action"]) == ("get", catalogue.url)
    assert form.select_one(".filters select")
    assert len(form.select("input[type=checkbox][name=offre]")) == 4
    first_button = form.select_one("button")
    assert first_button
    assert words(first_button) == "Appliquer les filtres"
    last_button = form.select("button")[-1]
    assert words(last_button) == "Continuer avec ma sélection"
    assert last_button["formaction"] == f"{catalogue.url}selection/"


def test_chosen_offers_are_checked_and_those_filtered_out_carried_along(
    client: Client, catalogue: OffresDeFormatsIndexPage, varied: dict[str, OffreDeFormatPage]
) -> None:
    keys = {name: offre.pk for name, offre in varied.items()}
    page = read(
        client, f"{catalogue.url}?format=atelier&offre={keys['d']}&offre={keys['a']}&offre={keys['d']}&offre=999999"
    )
    checked = [int(str(box["value"])) for box in page.select("input[type=checkbox][name=offre][checked]")]
    hidden = [int(str(box["value"])) for box in page.select("input[type=hidden][name=offre]")]
    assert (checked, hidden) == ([keys["a"]], [keys["d"]])
    assert words(page.select_one("[role=status]")) == "2 formats choisis , dont 1 masqué par les filtres"
    link = page.select_one(".offer a")
    assert link
    assert parse_qs(urlsplit(str(link["href"])).query) == {"offre": [str(keys["d"]), str(keys["a"])]}


def test_selection_is_kept_across_the_pages_of_the_list(client: Client, catalogue: OffresDeFormatsIndexPage) -> None:
    offres = [add_offre(catalogue, f"Offre {number:02}") for number in range(26)]
    first = read(client, f"{catalogue.url}?offre={offres[25].pk}")
    assert len(first.select(".offer")) == 24
    assert [box["value"] for box in first.select("input[type=hidden][name=offre]")] == [str(offres[25].pk)]
    assert words(first.select_one("[role=status]")) == "1 format choisi"
    form = first.select_one("main form")
    assert form
    assert [button["value"] for button in form.select(".pagination button")] == ["1", "2", "2"]
    second = read(client, f"{catalogue.url}?offre={offres[25].pk}&page=2")
    assert titles(second) == ["Offre 24", "Offre 25"]
    assert [box["value"] for box in second.select("input[checked][name=offre]")] == [str(offres[25].pk)]


def test_addresses_hold_a_bounded_selection_once_and_in_order() -> None:
    data = QueryDict("offre=7&offre=3&offre=7&offre=x&offre=-1&offre=0&offre=&offre=99999999999&offre=%D9%A3&offre=12")
    assert SelectionForm.read(data) == [7, 3, 12]
    many = QueryDict("&".join(f"offre={key}" for key in range(1, 200)))
    assert SelectionForm.read(many) == list(range(1, MAX_SELECTION + 1))


@given(st.lists(st.integers(min_value=1, max_value=999_999_999), max_size=MAX_SELECTION, unique=True))
def test_selection_reads_its_own_address(keys: list[int]) -> None:
    assert SelectionForm.read(QueryDict(querystring(keys).removeprefix("?"))) == keys


@given(st.lists(st.text(max_size=20), max_size=60))
def test_any_selection_is_read(values: list[str]) -> None:
    data = QueryDict(mutable=True)
    data.setlist("offre", values)
    keys = SelectionForm.read(data)
    assert len(keys) == len(set(keys)) <= MAX_SELECTION
    assert set(map(str, keys)) <= set(values)


# The selection


def selection_url(catalogue: OffresDeFormatsIndexPage, *offres: OffreDeFormatPage, extra: str = "") -> str:
    return f"{catalogue.url}selection/{querystring([int(offre.pk or 0) for offre in offres])}{extra}"


def test_selection_shows_each_offer_in_full_in_the_order_chosen(
    client: Client, catalogue: OffresDeFormatsIndexPage, mednum: Partenaire, donnees: Thematique
) -> None:
    first = add_offre(
        catalogue,
        "Cartographier",
        donnees,
        partenaire=mednum,
        format=Format.ATELIER,
        audience=Audience.PROFESSIONALS,
        duration_minutes=90,
        minimum_people=10,
        maximum_people=20,
        needs="Une salle.\nUn vidéoprojecteur.",
        first_year=2023,
        contact_email=ADDRESS,
        body=[{"type": "paragraph", "value": "<p>Le récit de l’atelier.</p>"}],
    )
    second = add_offre(catalogue, "Convaincre")
    page = read(client, selection_url(catalogue, second, first))
    assert [words(title) for title in page.select("main h2.title-2")] == ["Convaincre", "Cartographier"]
    bare, full = page.select(".offer-in-full")
    assert not bare.select("dl, .prose")
    assert "Prendre attache" not in words(bare)
    facts = {words(line.dt): words(line.dd) for line in full.select("dl > div")}
    assert facts == {
        "Public": "Professionnelles et professionnels",
        "Durée": "1 h 30",
        "Pour combien": "de 10 à 20 personnes",
        "Proposée": "depuis 2023",
        "Sur place": "Une salle. Un vidéoprojecteur.",
    }
    assert "Le récit de l’atelier." in words(full)
    contact = {words(link): link["href"] for link in full.select("a")}["Prendre attache : Cartographier"]
    assert contact == f"{first.url}prendre-attache/?offre={second.pk}&offre={first.pk}"


def test_selection_gives_its_address_to_share(client: Client, catalogue: OffresDeFormatsIndexPage) -> None:
    offres = [add_offre(catalogue, title) for title in ("Un", "Deux")]
    page = read(client, selection_url(catalogue, *offres, extra=f"&offre={offres[0].pk}&format=atelier&utm=x"))
    address = f"http://localhost{selection_url(catalogue, *offres)}"
    assert words(page.select_one(".offers-address")) == address
    copy, mail = page.select_one("[data-copy]"), page.select_one("a[href^='mailto:']")
    assert copy
    assert copy["data-copy"] == address
    assert mail
    assert parse_qs(urlsplit(str(mail["href"])).query)["body"] == [address]
    response = client.get(address.removeprefix("http://localhost"))
    assert [words(title) for title in BeautifulSoup(response.text, "html.parser").select("h2.title-2")] == [
        "Un",
        "Deux",
    ]


def test_selection_leads_back_with_filters_and_takes_offers_away(
    client: Client, catalogue: OffresDeFormatsIndexPage
) -> None:
    first, second = (add_offre(catalogue, title) for title in ("Un", "Deux"))
    page = read(client, selection_url(catalogue, first, second, extra="&format=atelier"))
    links = {words(link): link["href"] for link in page.select("main a")}
    assert links["Choisir d’autres formats"] == f"{catalogue.url}?format=atelier&offre={first.pk}&offre={second.pk}"
    assert links["Retirer : Un"] == f"{catalogue.url}selection/?format=atelier&offre={second.pk}"


@pytest.mark.parametrize(
    ("count", "sentence"),
    [(1, "1 format de cette adresse n’est plus proposé"), (2, "2 formats de cette adresse ne sont plus proposés")],
)
def test_selection_says_that_offers_are_gone(
    client: Client, catalogue: OffresDeFormatsIndexPage, count: int, sentence: str
) -> None:
    kept, gone = add_offre(catalogue, "Gardée"), add_offre(catalogue, "Partie")
    gone.unpublish()
    extra = "&offre=x" + "&offre=999999" * (count - 1)
    page = read(client, selection_url(catalogue, gone, kept, extra=extra))
    assert sentence in words(page.select_one(".notice"))
    assert words(page.select_one("main h2.title-2")) == "Gardée"


def test_selection_of_pages_of_other_types_or_catalogues_is_empty(
    client: Client, home_page: HomePage, catalogue: OffresDeFormatsIndexPage
) -> None:
    page = read(client, f"{catalogue.url}selection/?offre={home_page.pk}&offre={catalogue.pk}")
    assert not page.select(".offer-in-full")
    assert "Aucun format n’est encore choisi." in page.get_text()
    assert words(page.select_one("main .more-link")) == "Voir les offres de formats"


def test_total_length_is_said_when_every_length_is_known(client: Client, catalogue: OffresDeFormatsIndexPage) -> None:
    known = [add_offre(catalogue, title, duration_minutes=minutes) for title, minutes in (("Un", 45), ("Deux", 90))]
    unknown = add_offre(catalogue, "Trois")
    assert "Durée totale : 2 h 15." in words(read(client, selection_url(catalogue, *known)).select_one(".lead"))
    assert "Durée totale" not in read(client, selection_url(catalogue, *known, unknown)).get_text()


def test_selection_is_kept_out_of_search_engines(client: Client, catalogue: OffresDeFormatsIndexPage) -> None:
    offre = add_offre(catalogue, "Un", contact_email=ADDRESS)
    for address in (selection_url(catalogue, offre), f"{offre.url}prendre-attache/"):
        page = read(client, address)
        assert [meta["content"] for meta in page.select("meta[name=robots]")] == ["noindex"]
        assert not page.select("link[rel=canonical]")
    sitemap = client.get("/sitemap.xml").text
    assert offre.url in sitemap
    assert "selection" not in sitemap
    assert "prendre-attache" not in sitemap


def test_filtered_catalogue_has_one_canonical_address(client: Client, catalogue: OffresDeFormatsIndexPage) -> None:
    offre = add_offre(catalogue, "Un")
    for address, expected in ((f"{catalogue.url}?format=atelier", catalogue), (f"{offre.url}?offre=1", offre)):
        assert read(client, address).select_one("link[rel=canonical]")["href"] == expected.full_url  # type: ignore[index]


# An offer


def test_page_of_an_offer_about_which_little_is_known(client: Client, catalogue: OffresDeFormatsIndexPage) -> None:
    offre = add_offre(catalogue, "Peu connue", format=Format.TABLE_RONDE, partenaire=PartenaireFactory(name="Pop"))
    page = read(client, offre.url)
    assert words(page.select_one("h1")) == "Peu connue"
    assert words(page.select_one(".page-header p")) == "table ronde Pop"
    main = page.select_one("main")
    assert main
    assert not main.select("dl, .offer-logo, .offer-partner a")
    for word in ("Durée", "Public", "Prendre attache", "Du même partenaire", "None"):
        assert word not in words(main)


def test_page_of_an_offer_names_its_partner_and_other_offers(
    client: Client, catalogue: OffresDeFormatsIndexPage, mednum: Partenaire
) -> None:
    offre = add_offre(catalogue, "Une", partenaire=mednum, contact_email=ADDRESS)
    other = add_offre(catalogue, "Autre", partenaire=mednum, format=Format.PITCH)
    add_offre(catalogue, "D’ailleurs")
    page = read(client, f"{offre.url}?offre={other.pk}")
    assert words(page.select_one(".offer-partner")) == "Proposé par La Mednum (autre site) Coopérative nationale."
    assert page.select_one(".offer-partner a")["href"] == "https://lamednum.coop/"  # type: ignore[index]
    assert [words(card) for card in page.select(".page-card")] == ["Autre pitch"]
    links = {words(link): link["href"] for link in page.select("main a")}
    assert links["Prendre attache"] == f"{offre.url}prendre-attache/?offre={other.pk}"
    assert links["Revenir aux offres de formats"] == f"{catalogue.url}?offre={other.pk}"
    form = page.select_one("main form")
    assert form
    assert (form["action"], form["method"]) == (f"{catalogue.url}#offres", "get")
    assert [field["value"] for field in form.select("[name=offre]")] == [str(other.pk), str(offre.pk)]
    assert words(form.button) == "Ajouter à mon dossier"


def test_no_link_makes_a_selection(client: Client, catalogue: OffresDeFormatsIndexPage, mednum: Partenaire) -> None:
    """A crawler would otherwise follow every subset of the catalogue."""
    offre, _other = (add_offre(catalogue, title, partenaire=mednum, contact_email=ADDRESS) for title in ("Une", "Deux"))
    for address in (catalogue.url, offre.url, f"{offre.url}prendre-attache/", f"{catalogue.url}selection/"):
        assert not [link["href"] for link in read(client, address).select("a") if "offre=" in link["href"]]


def test_page_of_a_chosen_offer_leads_to_the_selection(client: Client, catalogue: OffresDeFormatsIndexPage) -> None:
    offre = add_offre(catalogue, "Une")
    page = read(client, f"{offre.url}?offre={offre.pk}")
    links = {words(link): link["href"] for link in page.select("main a")}
    assert links["Voir ma sélection"] == selection_url(catalogue, offre)
    assert not page.select("main button[name=offre]")
    assert "Ce format est dans votre sélection." in page.get_text()


def test_structured_data_names_the_partner(
    client: Client, catalogue: OffresDeFormatsIndexPage, mednum: Partenaire
) -> None:
    offre = add_offre(catalogue, "Une", partenaire=mednum)
    assert offre.get_json_ld()["author"] == {"@type": "Organization", "name": "La Mednum"}


def test_drafts_are_previewed(catalogue: OffresDeFormatsIndexPage) -> None:
    unsaved = OffreDeFormatPage(title="À venir", slug="a-venir", format=Format.PITCH, partenaire=PartenaireFactory())
    catalogue.add_child(instance=unsaved)
    unsaved.live = False
    unsaved.save()
    for page in (catalogue, unsaved):
        response = page.make_preview_request()
        assert response.status_code == 200
        assert page.title in response.text


@pytest.mark.parametrize(
    ("minutes", "text"), [(5, "5 min"), (59, "59 min"), (60, "1 h"), (65, "1 h 05"), (90, "1 h 30"), (6000, "100 h")]
)
def test_length_in_words(minutes: int, text: str) -> None:
    assert duration_text(minutes).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("least", "most", "text"),
    [
        (None, None, ""),
        (10, 20, "de 10 à 20 personnes"),
        (20, 20, "20 personnes"),
        (None, 1, "1 personne au plus"),
        (None, 20, "20 personnes au plus"),
        (8, None, "8 personnes au moins"),
    ],
)
def test_people_in_words(least: int | None, most: int | None, text: str) -> None:
    assert OffreDeFormatPage(minimum_people=least, maximum_people=most).people == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (None, None, ""),
        (2023, None, "depuis 2023"),
        (2022, 2024, "de 2022 à 2024"),
        (2024, 2024, "2024"),
        (None, 2024, "jusqu’en 2024"),
    ],
)
def test_years_in_words(first: int | None, last: int | None, text: str) -> None:
    assert OffreDeFormatPage(first_year=first, last_year=last).years == text


def test_validation_of_spans_helps(catalogue: OffresDeFormatsIndexPage) -> None:
    offre = add_offre(catalogue, "Une")
    offre.first_year, offre.last_year, offre.minimum_people, offre.maximum_people = 2024, 2022, 30, 10
    with pytest.raises(ValidationError) as caught:
        offre.full_clean()
    assert caught.value.message_dict == {
        "last_year": ["Choisissez une année égale ou postérieure à la première."],
        "maximum_people": ["Indiquez un nombre au moins égal au minimum."],
    }


# Cost


def test_costs_are_the_same_for_few_and_many(
    client: Client, catalogue: OffresDeFormatsIndexPage, donnees: Thematique, mednum: Partenaire
) -> None:
    def add(number: int) -> list[OffreDeFormatPage]:
        first = add_offre(catalogue, f"Offre {number}", donnees, partenaire=mednum, first_year=2024)
        others = multiply(first, number - 1)
        PageThematique.objects.bulk_create(PageThematique(page=page, thematique=donnees) for page in others)
        return [first, *others]

    def cost(address: str) -> int:
        cache.clear()
        return count_queries(client, address)

    few = add(3)
    query = f"?format=atelier&partenaire={mednum.pk}&thematique=donnees&annee=2024&offre={few[0].pk}"
    addresses = [catalogue.url, f"{catalogue.url}{query}", few[0].url, f"{catalogue.url}selection/{query}"]
    before = [cost(address) for address in addresses]
    many = add(297)
    assert [cost(address) for address in addresses] == before
    assert max(before) <= 15
    assert cost(selection_url(catalogue, *many[:MAX_SELECTION])) <= before[-1]
