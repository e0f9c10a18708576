"""The files of the revue are made after a publication, once, and kept until what they say changes."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoCaptureOnCommitCallbacks as OnCommit
from wagtail.models import PageViewRestriction

from home.models import HomePage
from revue.exports import making
from revue.exports.downloads import downloads_of
from revue.exports.errors import ExportError
from revue.exports.formats import ARTICLE_KINDS, NUMERO_KINDS, FileKind
from revue.models import ArticlePage, ExportFile, NumeroPage, RevueIndexPage
from tests.factories import PersonneFactory
from tests.reading import read, text, texts
from tests.revues import article_page, numero_page


@pytest.fixture(autouse=True)
def _own_storage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty private storage: primary keys come back from one test to the next, and their folders with them."""
    monkeypatch.setitem(vars(storages["private"]), "location", str(tmp_path))


@pytest.fixture
def numero(home_page: HomePage) -> NumeroPage:
    return numero_page(home_page)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which files are made, by quick makers that write what tells one content from another."""
    made: list[str] = []

    def quick(kind: FileKind) -> FileKind:
        def make(document: Any) -> bytes:
            made.append(f"{kind.format} {document.title}")
            return repr(document).encode()

        return FileKind(kind.format, kind.extension, kind.content_type, kind.title, make, kind.is_accessible)

    tables = {ArticlePage: [quick(kind) for kind in ARTICLE_KINDS], NumeroPage: [quick(kind) for kind in NUMERO_KINDS]}
    monkeypatch.setattr(making, "kinds_of", lambda page: tables.get(type(page), []))
    return made


def publish(page: Any) -> None:
    page.specific.save_revision().publish()


def stored() -> list[str]:
    """The files that stand in the private storage for the rows there are."""
    storage = storages["private"]
    rows = ExportFile.objects.exclude(file="")
    assert all(storage.exists(row.file.name) for row in rows)
    return sorted(f"{row.format} {row.page.title}" for row in rows)


def content_of(row: ExportFile) -> bytes:
    with row.file.open("rb") as file:
        return bytes(file.read())


def names_in_storage(page: Any) -> list[str]:
    folder = f"revue/{page.pk}"
    return storages["private"].listdir(folder)[1] if storages["private"].exists(folder) else []


def test_a_publication_makes_the_files_of_the_article_and_of_its_issue(
    numero: NumeroPage, django_capture_on_commit_callbacks: OnCommit
) -> None:
    article = article_page(numero, title="Lire l'écran", live=False)

    with django_capture_on_commit_callbacks(execute=True):
        publish(article)

    rows = {(row.page_id, row.format): row for row in ExportFile.objects.all()}
    assert rows.keys() == {
        (article.pk, "pdf"),
        (article.pk, "markdown"),
        (numero.pk, "pdf"),
        (numero.pk, "epub"),
    }
    pdf = PdfReader(io.BytesIO(content_of(rows[numero.pk, "pdf"])))
    assert rows[numero.pk, "pdf"].page_count == len(pdf.pages) == 4
    assert ZipFile(io.BytesIO(content_of(rows[numero.pk, "epub"]))).testzip() is None
    markdown = content_of(rows[article.pk, "markdown"]).decode()
    assert markdown.endswith("# Lire l’écran\n\n*Un chapô pour les listes.*\n\nUn mot.\n")
    assert all(row.size == len(content_of(row)) and not row.failure for row in rows.values())


def test_what_has_not_changed_is_not_made_again(
    numero: NumeroPage, made: list[str], django_capture_on_commit_callbacks: OnCommit
) -> None:
    article = article_page(numero, title="Un")
    with django_capture_on_commit_callbacks(execute=True):
        publish(article)
    assert made == ["pdf Un", "markdown Un", "pdf Illettrisme et inclusion", "epub Illettrisme et inclusion"]

    with django_capture_on_commit_callbacks(execute=True):
        publish(article)
    assert len(made) == 4

    article.refresh_from_db()
    article.summary = "Autre chose."
    with django_capture_on_commit_callbacks(execute=True):
        publish(article)
    assert len(made) == 8
    assert len(names_in_storage(article)) == 2
    assert len(names_in_storage(numero)) == 2


def test_articles_published_together_make_their_issue_once(
    numero: NumeroPage, made: list[str], django_capture_on_commit_callbacks: OnCommit
) -> None:
    articles = [article_page(numero, title=title, live=False) for title in ("Un", "Deux", "Trois")]

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        for article in articles:
            publish(article)

    assert made.count("pdf Illettrisme et inclusion") == 1
    assert len(made) == 8


def test_an_issue_waits_for_the_others_where_tasks_can(numero: NumeroPage, monkeypatch: pytest.MonkeyPatch) -> None:
    article = article_page(numero)
    asked: list[tuple[int, bool]] = []
    monkeypatch.setattr(type(making.make_files_of.get_backend()), "supports_defer", True, raising=False)

    def enqueue(_backend: Any, task: Any, args: Any, kwargs: Any) -> None:
        asked.append((args[0], bool(task.run_after)))

    monkeypatch.setattr(type(making.make_files_of.get_backend()), "enqueue", enqueue)
    monkeypatch.setattr(making, "_asked", making._Asked())
    making._asked.pages.update({article.pk, numero.pk})

    making._enqueue()

    assert asked == [(article.pk, False), (numero.pk, True)]
    assert [download.is_ready for download in downloads_of(article)] == [False, False]


Change = Callable[[ArticlePage, NumeroPage], Any]


@pytest.mark.parametrize(
    ("change", "remaining"),
    [
        (lambda article, _numero: article.unpublish(), ["epub N", "markdown B", "pdf B", "pdf N"]),
        (lambda article, _numero: article.delete(), ["epub N", "markdown B", "pdf B", "pdf N"]),
        (lambda _article, numero: numero.unpublish(), ["markdown A", "markdown B", "pdf A", "pdf B"]),
        (lambda _article, numero: PageViewRestriction.objects.create(page=numero, restriction_type="login"), []),
        (
            lambda article, _numero: PageViewRestriction.objects.create(page=article, restriction_type="login"),
            ["epub N", "markdown B", "pdf B", "pdf N"],
        ),
    ],
    ids=["unpublished", "deleted", "issue unpublished", "issue private", "article private"],
)
def test_what_nobody_may_read_any_more_has_no_file(
    home_page: HomePage,
    made: list[str],
    change: Change,
    remaining: list[str],
    django_capture_on_commit_callbacks: OnCommit,
) -> None:
    numero = numero_page(home_page, title="N")
    first, second = article_page(numero, title="A"), article_page(numero, title="B")
    with django_capture_on_commit_callbacks(execute=True):
        publish(first)
        publish(second)
    assert len(stored()) == 6
    del made[:]

    with django_capture_on_commit_callbacks(execute=True):
        change(first, numero)

    assert stored() == remaining
    if "epub N" in remaining:
        assert made == ["pdf N", "epub N"]
        assert names_in_storage(first) == []


def test_what_prints_a_name_or_an_order_follows_it(
    numero: NumeroPage, made: list[str], django_capture_on_commit_callbacks: OnCommit
) -> None:
    author = PersonneFactory()
    first, second = article_page(numero, author, title="Un"), article_page(numero, title="Deux")
    call_command("build_revue", verbosity=0, stdout=io.StringIO())
    del made[:]

    with django_capture_on_commit_callbacks(execute=True):
        author.last_name = "Autrement"
        author.save()
    assert sorted(made) == ["epub Illettrisme et inclusion", "markdown Un", "pdf Illettrisme et inclusion", "pdf Un"]
    del made[:]

    with django_capture_on_commit_callbacks(execute=True):
        second.move(first, pos="left")
    assert made == ["pdf Illettrisme et inclusion", "epub Illettrisme et inclusion"]


def test_a_failure_never_breaks_a_publication_and_editors_learn_why(
    numero: NumeroPage,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: OnCommit,
) -> None:
    article = article_page(numero, title="Un")
    making.make_files(article)
    name = ExportFile.objects.get(page=article, format="pdf").file.name

    def refuse(document: Any) -> bytes:
        message = "L’image « A » ne se lit pas."
        raise ExportError(message)

    def break_down(document: Any) -> bytes:
        raise ZeroDivisionError

    first, second = ARTICLE_KINDS
    broken = [
        FileKind(first.format, first.extension, first.content_type, first.title, refuse),
        FileKind(second.format, second.extension, second.content_type, second.title, break_down),
    ]
    monkeypatch.setattr(making, "kinds_of", lambda page: broken if page.pk == article.pk else [])
    article.summary = "Autre chose."
    with django_capture_on_commit_callbacks(execute=True):
        publish(article)

    article.refresh_from_db()
    assert article.live
    assert [row.failure for row in making.failures()] == [
        "Une erreur imprévue a empêché de le faire (ZeroDivisionError).",
        "L’image « A » ne se lit pas.",
    ]
    assert not storages["private"].exists(name)
    assert downloads_of(article) == []

    monkeypatch.undo()
    making.make_files(ArticlePage.objects.get(pk=article.pk))
    assert making.failures() == []
    assert [download.is_ready for download in downloads_of(ArticlePage.objects.get(pk=article.pk))] == [True, True]


def test_the_command_makes_what_is_missing(
    numero: NumeroPage, made: list[str], django_capture_on_commit_callbacks: OnCommit
) -> None:
    article = article_page(numero, title="Un")
    article_page(numero, title="Sans texte", body=[])
    out = io.StringIO()

    call_command("build_revue", stdout=out)
    call_command("build_revue", stdout=out)
    row = ExportFile.objects.get(page=article, format="pdf")
    row.file.storage.delete(row.file.name)
    call_command("build_revue", stdout=out)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("build_revue", "--all", stdout=out)

    said = [line.split(" : ")[1] for line in out.getvalue().splitlines()]
    assert said == ["4 faits.", "0 faits.", "1 faits.", "4 faits."]
    assert len(names_in_storage(article)) == 2


def test_the_command_says_what_failed(numero: NumeroPage, monkeypatch: pytest.MonkeyPatch) -> None:
    article_page(numero, title="Un")

    def refuse(document: Any) -> bytes:
        message = "Trop long."
        raise ExportError(message)

    kind = ARTICLE_KINDS[0]
    broken = FileKind(kind.format, kind.extension, kind.content_type, kind.title, refuse)
    monkeypatch.setattr(making, "kinds_of", lambda page: [broken] if isinstance(page, ArticlePage) else [])

    with pytest.raises(CommandError, match="Un · PDF : Trop long"):
        call_command("build_revue", stdout=io.StringIO())


# What visitors get


def test_a_page_offers_its_files_and_its_reference(client: Client, numero: NumeroPage, made: list[str]) -> None:
    article = article_page(numero, PersonneFactory(first_name="Élise", last_name="Marchand"), title="Lire")
    making.make_files(article)

    RevueIndexPage.objects.update(title="La revue")

    soup = read(client, article)

    assert texts(soup, "#telecharger li") == [
        "PDF L’article en PDF 1 octet, document accessible".replace("1 octet", size_of(article, "pdf")),
        "Markdown L’article en texte Markdown 1 octet".replace("1 octet", size_of(article, "markdown")),
    ]
    assert text(soup.select_one("#citer p")) == (
        "Élise Marchand, « Lire », La revue, n° 3, été 2024. Licence CC BY-SA 4.0 FR."
    )
    links = [str(link["href"]) for link in soup.select("#telecharger a, #citer li a")]
    assert links == [
        f"{article.url}citer/bibtex/",
        f"{article.url}citer/ris/",
        f"{article.url}citer/csl-json/",
        article.full_url,
        f"{article.url}telecharger/pdf/",
        f"{article.url}telecharger/markdown/",
    ]
    for address in links:
        answer: Any = client.get(address)
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content if answer.streaming else [answer.content])


def size_of(article: ArticlePage, file_format: str) -> str:
    from socle.typography import file_size

    return file_size(ExportFile.objects.get(page=article, format=file_format).size).replace("\xa0", " ")


def test_a_file_is_given_under_a_name_and_kept_by_browsers(client: Client, numero: NumeroPage, made: list[str]) -> None:
    article = article_page(numero, title="Lire / écrire")
    making.make_files(article)
    row = ExportFile.objects.get(page=article, format="pdf")

    answer: Any = client.get(f"{article.url}telecharger/pdf/")

    assert b"".join(answer.streaming_content) == content_of(row)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "public, max-age=60, s-maxage=600"
    assert answer["Content-Disposition"].startswith("inline")
    assert "Lire%20%C3%A9crire%20%E2%80%93%20La%20revue%20NEC%2C%20n%C2%B0%203.pdf" in answer["Content-Disposition"]
    again = client.get(f"{article.url}telecharger/pdf/", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    markdown = client.get(f"{article.url}telecharger/markdown/")
    assert markdown["Content-Disposition"].startswith("attachment")
    assert markdown.getvalue().startswith(b"ArticleDocument")


def test_a_file_that_is_not_made_or_not_public_is_not_found(
    client: Client, numero: NumeroPage, made: list[str]
) -> None:
    article = article_page(numero)
    address = f"{article.url}telecharger/pdf/"
    assert client.get(address).status_code == 404
    making.announce(article)
    assert client.get(address).status_code == 404
    assert texts(read(client, article), "#telecharger li")[0] == (
        "PDF L’article en PDF se prépare : revenez dans quelques minutes."
    )
    making.make_files(article)
    assert client.get(f"{article.url}telecharger/epub/").status_code == 404
    assert client.get(f"{article.url}telecharger/zip/").status_code == 404
    assert client.get(f"{article.url}citer/docx/").status_code == 404
    restriction = PageViewRestriction.objects.create(page=article, restriction_type="login")
    assert client.get(address).status_code == 302
    assert client.get(f"/medias/{ExportFile.objects.first().file.name}").status_code == 404  # type: ignore[union-attr]
    restriction.delete()
    row = ExportFile.objects.get(page=article, format="pdf")
    row.file.storage.delete(row.file.name)
    assert client.get(address).status_code == 404


def test_an_issue_is_cited_article_by_article(client: Client, numero: NumeroPage) -> None:
    article_page(numero, title="Un")
    article_page(numero, title="Deux")

    answer = client.get(f"{numero.url}citer/csl-json/")

    assert [item["title"] for item in json.loads(answer.content)] == ["Un", "Deux"]
    assert answer["Content-Disposition"] == f'attachment; filename="{numero.slug}.json"'
    assert client.get(f"{numero.url}citer/bibtex/")["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert client.get(f"{numero.url}citer/ris/").content.count(b"TY  - MGZN\r\n") == 2
