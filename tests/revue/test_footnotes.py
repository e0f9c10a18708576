"""The notes of an article: numbered by their calls, read at its end or beside its text, never lost on the way."""

from time import process_time
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.rich_text import RichText
from wagtail_footnotes.models import Footnote

from revue.blocks import NotedParagraphBlock
from revue.models import ArticlePage, NumeroPage
from revue.notes import MAXIMUM_BESIDE, CallRenderer, Note, fit_beside, number_notes, without_calls
from tests.articles import add_notes, call, note_id, noted_article
from tests.factories import NecDocumentFactory
from tests.reading import count_queries, read, text, texts


def calls(soup: BeautifulSoup) -> list[tuple[str, str, str]]:
    """What each call of the text shows, its anchor and where it leads."""
    return [(text(link), str(link["id"]), str(link["href"])) for link in soup.select(".article-body .note-call")]


def returns(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """The name of each return link, and where it leads."""
    return [(text(link), str(link["href"])) for link in soup.select(".note-return")]


def test_notes_are_numbered_by_their_first_call(client: Client, numero: NumeroPage) -> None:
    article = noted_article(
        numero,
        f"<p>Un{call(3)} mot <b><i>fort {call(1)}</i></b>.</p><ul><li>Une liste{call(3)}</li></ul>",
        f"<p>Un autre bloc{call(2)}</p>",
        notes=("<p>Première.</p>", "<p>Deuxième.</p>", "<p>Troisième.</p>", "<p>Jamais appelée.</p>"),
    )

    soup = read(client, article)

    assert calls(soup) == [
        ("1", "appel-1", "#note-1"),
        ("2", "appel-2", "#note-2"),
        ("1", "appel-1-2", "#note-1"),
        ("3", "appel-3", "#note-3"),
    ]
    assert texts(soup, ".note-text") == ["Troisième.", "Première.", "Deuxième."]
    assert [note["id"] for note in soup.select(".notes > ol > li")] == ["note-1", "note-2", "note-3"]
    assert returns(soup) == [
        ("Retour 1 à l’appel 1", "#appel-1"),
        ("Retour 2 à l’appel 1", "#appel-1-2"),
        ("Retour à l’appel 2", "#appel-2"),
        ("Retour à l’appel 3", "#appel-3"),
    ]
    # The space that an editor left before a call goes.
    assert texts(soup, ".article-body i") == ["fort2"]


def test_notes_say_what_they_are_to_those_who_do_not_see_them(client: Client, numero: NumeroPage) -> None:
    soup = read(client, noted_article(numero, f"<p>Un{call(1)}</p>", notes=("<p>Une.</p>",)))

    link = soup.select_one(".note-call")
    assert link is not None
    assert (link["role"], link["aria-label"]) == ("doc-noteref", "Note 1")
    notes = soup.select_one("section[role='doc-endnotes']")
    assert notes is not None
    title = soup.find(id=str(notes["aria-labelledby"]))
    assert text(title) == "Notes"
    assert [back["role"] for back in soup.select(".note-return")] == ["doc-backlink"]
    # ARIA gives up doc-endnote: an item of a list says enough.
    assert soup.select("li[role]") == []


def test_an_article_without_called_note_has_no_list(client: Client, numero: NumeroPage) -> None:
    article = noted_article(numero, "<p>Un texte</p>", notes=("<p>Jamais appelée.</p>",))

    soup = read(client, article)

    assert soup.select(".notes, .note-call, link[href$='article-notes.css']") == []
    assert "Jamais" not in text(soup)


def test_the_call_of_a_note_that_was_deleted_leaves_nothing(client: Client, numero: NumeroPage) -> None:
    article = noted_article(numero, f"<p>Un mot {call(7)}.</p><p>Un{call(1)}</p>", notes=("<p>Une.</p>",))

    soup = read(client, article)

    assert texts(soup, ".article-body p") == ["Un mot.", "Un1"]
    assert texts(soup, ".note-text") == ["Une."]


def test_the_text_of_a_note_is_set_in_french_and_keeps_its_links(client: Client, numero: NumeroPage) -> None:
    document = NecDocumentFactory()
    written = (
        f'<p>Voir "le <i>1er</i> rapport" : <a linktype="page" id="{numero.pk}">le numéro</a> ;</p>'
        f'<p><a linktype="document" id="{document.pk}">le fichier</a>, n° 3</p>'
    )
    article = noted_article(numero, f"<p>Un{call(1)}</p>", notes=(written,))

    note = read(client, article).select_one(".note-text")

    assert note is not None
    assert note.get_text() == ("Voir «\u202fle 1er rapport\u202f»\u00a0: le numéro\u202f;le fichier, n°\u00a03")
    assert [link["href"] for link in note.select("a")] == [numero.url, document.url]
    assert texts(note, "sup") == ["er"]


def test_a_draft_never_saved_shows_its_notes(numero: NumeroPage) -> None:
    article = ArticlePage(title="Essai", slug="essai", body=[("paragraph", f"<p>Un{call(2)}{call(1)}</p>")])
    article.footnotes = [Footnote(uuid=note_id(rank), text=f"<p>Note {rank}.</p>") for rank in (1, 2)]
    article.path, article.depth = f"{numero.path}0009", numero.depth + 1
    article.set_url_path(numero)

    response = article.make_preview_request()

    soup = BeautifulSoup(response.content, "html.parser")
    assert texts(soup, ".note-text") == ["Note 2.", "Note 1."]


def test_a_draft_shows_the_notes_that_it_adds(client: Client, numero: NumeroPage) -> None:
    article = noted_article(numero, f"<p>Un{call(1)}{call(2)}</p>", notes=("<p>Une.</p>",))
    article.footnotes.add(Footnote(uuid=note_id(2), text="<p>Deux.</p>"))
    draft = article.save_revision().as_object()

    shown = BeautifulSoup(draft.make_preview_request().content, "html.parser")

    assert texts(shown, ".note-text") == ["Une.", "Deux."]
    assert texts(read(client, article), ".note-text") == ["Une."]


def test_a_text_shown_twice_numbers_its_calls_alike(numero: NumeroPage) -> None:
    article = noted_article(numero, f"<p>Un{call(1)}{call(1)}</p>", notes=("<p>Une.</p>",))

    first, second = (article.body.render_as_block({"page": article}) for _time in range(2))

    assert first == second
    assert 'id="appel-1-2"' in first
    assert "footnote" not in article.body.render_as_block()


def test_a_copy_keeps_the_notes_and_their_calls(client: Client, numero: NumeroPage) -> None:
    article = noted_article(numero, f"<p>Un{call(2)}{call(1)}</p>", notes=("<p>Une.</p>", "<p>Deux.</p>"))
    article.save_revision()

    copy = article.copy(update_attrs={"slug": "copie"}, copy_revisions=True)

    soup = read(client, copy)
    assert texts(soup, ".note-text") == ["Deux.", "Une."]
    assert texts(read(client, article), ".note-text") == ["Deux.", "Une."]
    copy.footnotes.all().delete()
    assert texts(read(client, article), ".note-text") == ["Deux.", "Une."]


def test_notes_are_found_by_search_and_calls_are_not_words(numero: NumeroPage) -> None:
    article = noted_article(numero, f"<p>Un mot{call(1)} rare</p>", notes=("<p>Bibliothèque &amp; lieu.</p>",))

    assert NotedParagraphBlock().get_searchable_content(RichText(f"<p>Un mot{call(1)}</p>")) == ["Un mot"]
    assert "Bibliothèque & lieu." in article.get_search_text()
    assert note_id(1)[:6] not in article.get_search_text()


def test_notes_cost_no_query_of_their_own(client: Client, numero: NumeroPage) -> None:
    document = NecDocumentFactory()
    link = f'<a linktype="page" id="{numero.pk}">là</a> <a linktype="document" id="{document.pk}">ici</a>'
    texts_of_60 = [f"<p>{'mot ' * 40}{call(rank)}</p>" for rank in range(1, 61)]
    article = noted_article(numero, *texts_of_60)
    without = count_queries(client, article)
    add_notes(article, f"<p>{link}</p>")
    cache.clear()
    with_one = count_queries(client, article)
    add_notes(article, *[f"<p>{link}</p>"] * 59)
    cache.clear()

    assert count_queries(client, article) == with_one
    # The documents to which the notes lead, whatever their number.
    assert with_one == without + 1
    assert len(read(client, article).select(".note")) == 60


def test_an_article_with_plain_notes_costs_what_one_without_does(client: Client, numero: NumeroPage) -> None:
    article = noted_article(numero, *[f"<p>{'mot ' * 40}{call(rank)}</p>" for rank in range(1, 61)])
    without = count_queries(client, article)
    add_notes(article, *["<p>Une note.</p>"] * 60)

    assert count_queries(client, article) == without <= 15


PARAGRAPH = f"<p>{'mot ' * 200}</p>"


@pytest.mark.parametrize(
    ("blocks", "notes", "expected"),
    [
        ([f"<p>Un{call(1)}</p>", PARAGRAPH], ["Courte."], True),
        ([PARAGRAPH, f"<p>Un{call(1)}</p>"], ["Courte."], True),
        ([PARAGRAPH, f"<p>Un{call(1)}</p>"], ["Longue " * 60], False),
        ([f"<p>Un{call(1)}</p>", PARAGRAPH], ["Longue " * 30], True),
        ([f"<p>Un{call(1)}{call(2)}</p>", PARAGRAPH], ["Longue " * 40] * 2, False),
        ([f"<p>Un{call(1)}{call(1)}{call(1)}</p>", PARAGRAPH], ["Longue " * 30], True),
        ([f"{call(rank)}{PARAGRAPH}" for rank in range(1, MAXIMUM_BESIDE + 1)], ["Note"] * MAXIMUM_BESIDE, True),
        ([f"{call(rank)}{PARAGRAPH}" for rank in range(1, MAXIMUM_BESIDE + 2)], ["Note"] * (MAXIMUM_BESIDE + 1), False),
        ([f"<p>Un{call(1)}</p>", *[None] * 9], ["Longue " * 60], True),
        ([*[None] * 9, f"<p>Un{call(1)}</p>"], ["Longue " * 60], False),
        ([], [], True),
    ],
)
def test_notes_go_beside_the_text_where_they_fit(blocks: list[str | None], notes: list[str], *, expected: bool) -> None:
    sources = [block for block in blocks if block is not None]
    numbered = number_notes(sources, {note_id(rank): note for rank, note in enumerate(notes, start=1)})

    assert fit_beside(blocks, numbered) is expected


def test_the_style_sheet_names_as_many_notes_as_may_go_beside() -> None:
    css = (settings.BASE_DIR / "static" / "css" / "article-notes.css").read_text(encoding="utf-8")

    assert f'[data-note="{MAXIMUM_BESIDE}"]' in css
    assert f'[data-note="{MAXIMUM_BESIDE + 1}"]' not in css
    assert f"--note-{MAXIMUM_BESIDE};" in css


def test_a_note_knows_the_quote_below_its_call(client: Client, numero: NumeroPage) -> None:
    quote = ("quote", {"text": "Un exergue."})
    body = [
        ("paragraph", f"<p>{'mot ' * 60}{call(1)}</p>"),
        quote,
        ("paragraph", f"<p>{'mot ' * 60}{call(1)}{call(2)}</p>"),
        quote,
        ("paragraph", f"<p>{call(3)}{'mot ' * 60}</p>"),
    ]
    article = noted_article(numero, body=body, notes=("<p>Une.</p>", "<p>Deux.</p>", "<p>Trois.</p>"))

    assert [note.get("data-quote") for note in read(client, article).select(".note")] == ["1", "2", None]


def test_identifiers_are_read_whatever_their_letters_and_nothing_else_is_taken() -> None:
    uuid = str(uuid4())
    sources = [f'<p><footnote id="{uuid.upper()}"><b>[ab]</b></footnote><footnote id="x">[x]</footnote> fin</p>']

    assert number_notes(sources, {uuid: "Une."}) == [Note(1, uuid, "Une.", 1)]
    assert without_calls(sources[0]) == "<p> fin</p>"


@given(st.lists(st.sampled_from([call(1), call(2), call(9), "<b>", "</b>", " ", "mot", "&lt;footnote", "</footnote>"])))
def test_calls_are_numbered_in_their_order_whatever_surrounds_them(parts: list[str]) -> None:
    source = "".join(parts)
    notes = number_notes([source], {note_id(1): "Une.", note_id(2): "Deux."})

    html = CallRenderer(notes).render(source)

    links = BeautifulSoup(html, "html.parser").select("a.note-call")
    assert sorted(str(link["id"]) for link in links) == sorted(anchor for note in notes for anchor in note.call_anchors)
    assert [text(link) for link in links if link.get("data-note")] == [str(note.number) for note in notes]
    assert call(1) not in html


@pytest.mark.parametrize("sign", [" ", '<footnote id="a">', "</footnote>", '<footnote id="', "<b>"])
def test_a_text_without_an_end_takes_no_more_time_than_another(sign: str) -> None:
    begun = process_time()
    without_calls(sign * 20_000)
    assert process_time() - begun < 2
