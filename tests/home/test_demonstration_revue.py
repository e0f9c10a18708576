"""The revue of the demonstration: what it says is what the facts say, and its articles use all an article may hold."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from django.test import Client
from wagtail.models import ReferenceIndex, Site
from wagtail_footnotes.models import Footnote

from home.demonstration import media
from home.demonstration.revue import ARTICLES, RUBRIQUES
from nec_locaux.enums import DatePrecision
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from revue.blocks import ArticleStreamBlock
from revue.models import ArticlePage, CarnetPage, NumeroPage, RevueIndexPage, Rubrique
from revue.models.article import count_words
from socle.models import NecDocument, NecImage
from socle.typography import THIN
from tests.home.test_demonstration import ReadText, assert_all_in, read_text

__all__ = ["read_text"]

SLUGS = [
    "lens-trois-jours-au-stade",
    "ce-que-comptent-les-editions",
    "vingt-sept-ou-vingt-huit",
    "une-charte-se-verifie",
    "le-passage-de-temoin",
    "metz-un-an-pour-une-journee",
]
CALL = re.compile(r'<footnote id="([^"]+)">')


@pytest.fixture
def articles(demo_site: Site) -> list[ArticlePage]:
    return list(ArticlePage.objects.order_by("path"))


def block_types(stream: Any) -> Iterator[str]:
    return (block.block_type for block in stream)


def find_block(slug: str, kind: str) -> Any:
    """The value of the first block of that kind in an article."""
    article = ArticlePage.objects.get(slug=slug)
    return next(block.value for block in article.body if block.block_type == kind)


def called_notes(article: ArticlePage) -> list[str]:
    """Identifiers of the notes an article calls, in the order in which it calls them."""
    texts = [block.value.source for block in article.body if block.block_type == "paragraph"]
    return [found for source in texts for found in CALL.findall(source)]


# The revue and its issues


def test_five_issues_have_their_themes_and_seasons(demo_site: Site) -> None:
    issues = NumeroPage.objects.order_by("number")

    assert [(issue.number, issue.title, issue.season_label, issue.colour) for issue in issues] == [
        (1, "Empreinte écologique du numérique", "Printemps 2023", "ecologie"),
        (2, "Santé et numérique", "Automne 2023", "ethique"),
        (3, "Illettrisme et inclusion numérique", "Été 2024", "mediation"),
        (4, "Jeux vidéo et numérique d’intérêt général", "Automne 2024", "nec"),
        (5, "Numérique et migrations", "Hiver 2025", "communs"),
    ]
    assert [issue.is_to_appear for issue in issues] == [False] * 5


def test_an_editor_in_chief_is_named_for_the_year_of_the_source_alone(demo_site: Site) -> None:
    mastheads = {issue.number: [line.value for line in issue.credits] for issue in NumeroPage.objects.all()}

    named = {number for number, lines in mastheads.items() if any(line["names"] == "François Huguet" for line in lines)}
    assert named == {3, 4}
    for lines in mastheads.values():
        assert lines[-1]["names"].startswith("association vives voies")
        assert lines[-2]["names"].count(",") == 7


def test_the_revue_says_who_makes_it_and_how_often(demo_site: Site, read_text: ReadText) -> None:
    revue = RevueIndexPage.objects.get()
    team = [(link.personne.last_name, link.personne.role) for link in revue.team_links.select_related("personne")]

    assert [name for name, _role in team] == [
        *("Aegerter", "Benayoun", "Gilabert", "Huguet", "Mabi", "Magro", "Oriol", "Richard"),
    ]
    assert [name for name, role in team if role == "Rédacteur en chef"] == ["Huguet"]
    assert (revue.frequency, revue.issn, revue.online_issn) == ("Trois numéros par an (rythme annoncé)", "", "")
    assert "vives voies" in revue.publisher
    assert "sur demande" in revue.paper_copy
    assert_all_in(["carnets", "2020", "printemps 2023", "hiver 2025"], read_text(revue.url))


def test_only_the_issue_of_the_articles_has_an_editorial_and_nobody_signs_it(demo_site: Site) -> None:
    issues = {issue.number: issue for issue in NumeroPage.objects.all()}

    assert [number for number, issue in issues.items() if issue.editorial] == [3]
    assert {issue.editorial_author for issue in issues.values()} == {None}
    assert "écrits pour ce site" in str(issues[3].editorial)


# The articles


def test_six_articles_stand_in_the_order_of_the_contents(articles: list[ArticlePage]) -> None:
    assert [article.slug for article in articles] == SLUGS
    assert {article.numero.number for article in articles} == {3}
    assert [(article.kind, article.rubrique.title) for article in articles if article.rubrique] == [
        ("recit", "Récits"),
        ("enquete", "Enquêtes"),
        ("enquete", "Enquêtes"),
        ("synthese", "Méthodes"),
        ("recherche", "Méthodes"),
        ("carnet", "Carnets"),
    ]
    assert set(Rubrique.objects.values_list("title", flat=True)) == set(RUBRIQUES)


def test_articles_are_long_enough_and_not_too_long(articles: list[ArticlePage]) -> None:
    words = {article.slug: count_words(article.body.raw_data) for article in articles}

    assert {slug: count for slug, count in words.items() if not 900 <= count <= 2000} == {}


def test_articles_use_every_block_an_article_may_hold(articles: list[ArticlePage]) -> None:
    used = {kind for article in articles for kind in block_types(article.body)}

    assert used == set(ArticleStreamBlock().child_blocks)


def test_every_note_is_called_and_every_call_has_its_note(articles: list[ArticlePage]) -> None:
    counts = {}
    for article in articles:
        notes = [str(note.uuid) for note in article.footnotes.all()]
        calls = called_notes(article)
        assert sorted(calls) == sorted(notes), article.slug
        assert calls == notes, article.slug
        counts[article.slug] = len(notes)

    assert min(counts.values()) >= 7
    assert max(counts.values()) >= 8
    assert Footnote.objects.count() == sum(counts.values())


def test_notes_keep_their_identifiers_from_one_load_to_the_next(demo_site: Site) -> None:
    metz = ArticlePage.objects.get(slug=SLUGS[-1])

    note = metz.footnotes.get(text__contains="dix-sept tâches")
    assert str(note.uuid) == str(uuid5(NAMESPACE_URL, f"{metz.url}#taches"))


def test_articles_cite_file_and_relate(articles: list[ArticlePage]) -> None:
    for article in articles:
        assert len(article.bibliography) >= 2
        assert article.mots_cles.count() == 4
        assert article.related_links.exists()
        assert article.thematiques


def test_articles_are_signed_by_nobody_and_say_where_they_come_from(articles: list[ArticlePage]) -> None:
    for article in articles:
        assert list(article.author_links.all()) == []
        assert article.body[-1].value["title"] == "Un texte de ce site"
        assert "ne figure pas dans le numéro imprimé" in str(article.body[-1].value["text"])


def test_articles_can_be_read(client: Client, articles: list[ArticlePage]) -> None:
    for article in articles:
        html = client.get(article.url).content.decode()
        assert html.count('role="doc-noteref"') == article.footnotes.count()
        assert "<footnote" not in html


def test_words_said_by_people_are_those_a_source_gives(articles: list[ArticlePage]) -> None:
    said = [block.value for article in articles for block in article.body if block.block_type == "verbatim"]

    assert [value["person"] for value in said] == ["Henri Verdier", "Sébastien Soriano"]
    sources = {note.text for article in articles for note in article.footnotes.all()}
    for address in ("fabriquedespossibles.fr/retours-sur-numerique-en-communs-2022", "cnnumerique.fr/node/3012"):
        assert any(address in source for source in sources)


# Figures


def shown(figures: Any) -> dict[str, str]:
    return {item["number"]: item["legend"] for item in figures["figures"]}


def values(chart: Any) -> list[float]:
    return [float(point["value"]) for point in chart["points"]]


def test_lens_adds_up(demo_site: Site) -> None:
    charts = [block.value for block in ArticlePage.objects.get(slug=SLUGS[0]).body if block.block_type == "chart"]

    assert [values(chart) for chart in charts] == [[4400, 850, 750], [45, 26, 24, 11, 10]]
    assert [chart.total_text for chart in charts] == [f"6{THIN}000", "92"]
    table = find_block(SLUGS[0], "table")["table"]
    shares = [float(row[1].value) for row in table.rows]
    assert shares == [31.5, 18.5, 17, 13.5, 12.5, 7]
    assert sum(shares) == 100
    assert sum((shares[0], shares[1], shares[3])) == 63.5


def test_metz_counts_its_meetings_and_its_team(demo_site: Site, read_text: ReadText) -> None:
    assert find_block(SLUGS[-1], "chart").total_text == str(3 + 10 + 20 + 60)
    assert shown(find_block(SLUGS[-1], "figures")) == {
        "181": "personnes",
        "71": "structures",
        "15": "intervenantes et intervenants",
        "4": "ateliers",
        "5": "stands",
        f"14{THIN}000{THIN}€": "de budget",
    }
    text = read_text(ArticlePage.objects.get(slug=SLUGS[-1]).url)
    assert_all_in(["Dix-neuf personnes", "150 à 250", "120 000", "230 000", "HubEst", "BornyBuzz"], text)


def test_the_list_of_territories_is_the_one_the_article_counts(demo_site: Site) -> None:
    """What the article says of the list is what the list of the site holds."""
    hosts = [link.territoire for link in NecLocauxIndexPage.objects.get().host_links.select_related("territoire")]

    assert len(hosts) == 28
    assert values(find_block(SLUGS[2], "chart")) == [10, 8, 4, 3, 3]
    kinds = Counter(host.kind for host in hosts)
    assert kinds["commune"] + kinds["epci"] == 8
    table = find_block(SLUGS[2], "table")["table"]
    assert [[float(cell.value) for cell in row[1:]] for row in table.rows] == [[30, 45], [27, 27], [25, 28]]


def test_the_article_dates_as_many_events_as_the_calendar(demo_site: Site) -> None:
    real = NecLocalPage.objects.exclude(title__endswith="[exemple]")
    dated = real.filter(start_date__range=(date(2021, 1, 1), date(2024, 12, 31)))

    assert dated.count() == 21
    assert set(dated.values_list("date_precision", flat=True)) <= {kind.value for kind in DatePrecision}
    assert "21" in shown(find_block(SLUGS[2], "figures"))


def test_the_data_to_download_are_those_the_article_shows(demo_site: Site) -> None:
    document = find_block(SLUGS[1], "downloads")["documents"][0]
    with document.file.open("rb") as stream:
        rows = list(csv.DictReader(stream.read().decode("utf-8-sig").splitlines(), delimiter=";"))

    counted = {(row["annee"], row["nombre"]) for row in rows}
    assert {("2018", "850"), ("2019", "800"), ("2020", "2600"), ("2020", "2459"), ("2021", "400")} <= counted
    assert {("2022", "1800"), ("2022", "1700"), ("2023", "2000"), ("2024", ""), ("2025", "")} <= counted
    assert [row["annee"] for row in rows if row["nombre"] and not (row["source"] and row["ce_qu_il_compte"])] == []


def test_pictures_sounds_and_films_have_what_they_need(demo_site: Site) -> None:
    pictures = [
        *find_block(SLUGS[1], "gallery")["figures"],
        find_block(SLUGS[2], "image"),
    ]

    assert [picture["image"].contextual_alt_text[:4] for picture in pictures] == ["Six ", "Les ", "Cart"]
    assert set(NecImage.objects.filter(credit__startswith=media.CREDIT).values_list("licence", flat=True)) == {
        "cc-by-sa-4.0"
    }
    for slug, kind in ((SLUGS[1], "audio"), (SLUGS[-1], "video")):
        value = find_block(slug, kind)
        assert value.has_transcript
        assert value.media_type
        assert not value["url"]
    assert NecDocument.objects.filter(credit=media.CREDIT).count() == len(media.DOCUMENTS)


def test_what_pages_refer_to_is_known_once_loaded(demo_site: Site) -> None:
    """The loader writes the index of references at the end, in place of Wagtail's signals."""
    drawing = NecImage.objects.get(title="Les 28 territoires de la liste, par région")
    article = ArticlePage.objects.get(slug=SLUGS[2])

    users = {reference.object_id for reference in ReferenceIndex.get_references_to(drawing)}
    assert users == {str(article.pk)}
    metz = NecLocalPage.objects.get(slug="nec-metz-2023")
    assert str(article.pk) in {reference.object_id for reference in ReferenceIndex.get_references_to(metz)}


def test_files_of_the_demonstration_are_all_used_and_light() -> None:
    kept = {content.path for content in (*media.IMAGES, *media.DOCUMENTS)}

    assert kept == set(Path(media.FOLDER).iterdir())
    assert sum(path.stat().st_size for path in kept) < 600_000


# The carnets


def test_carnets_are_the_two_that_a_source_names(demo_site: Site, read_text: ReadText) -> None:
    carnets = {carnet.slug: carnet for carnet in CarnetPage.objects.select_related("event_page")}

    assert {
        slug: (carnet.date_label.replace("\u00a0", " "), carnet.is_announced_only) for slug, carnet in carnets.items()
    } == {
        "bordeaux-metropole-2020": ("du 24 au 28 août 2020", False),
        "haute-savoie-2021": ("novembre 2021", True),
    }
    assert [carnet.event_page.slug for carnet in carnets.values() if carnet.event_page] == [
        "nec-bordeaux-metropole-2020",
        "nec-haute-savoie-2021",
    ]
    assert [bool(carnet.external_url) for carnet in carnets.values()] == [True, False]
    text = read_text("/revue/carnets/")
    assert_all_in(["quatorze parutions", "second semestre 2024", "premier carnet", "printemps 2023", "témoin"], text)


def test_every_article_of_the_demonstration_is_written_once() -> None:
    assert [content.slug for content in ARTICLES] == SLUGS
