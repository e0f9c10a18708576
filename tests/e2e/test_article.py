"""Reading an article in a browser: its notes beside it or below it, by keyboard, on paper, without script."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django import DjangoDbBlocker

from revue.models import ArticlePage, NumeroPage
from tests.articles import call, noted_article
from tests.e2e.conftest import NARROW, WIDE, MakePage

SMALLEST = ViewportSize(width=320, height=640)
# No third column yet: facts stand above the text.
MEDIUM = ViewportSize(width=1100, height=900)
SENTENCE = (
    "On croit souvent que la difficulté est technique. Observez pourtant une démarche en ligne : des consignes, des "
    "menus, des courriels de confirmation, des messages d'erreur. À chaque étape il faut lire, et lire vite. "
)
LONG_NOTE = f"<p>Défenseur des droits, <i>Trois ans après</i>, 2022. {SENTENCE}</p>"
LINK_NOTE = '<p>Voir <a href="https://exemple.fr/rapport">le rapport</a>.</p>'

# Signs in each full line of the running text: a word is in the line where it starts.
LINES = """() => [...document.querySelectorAll(".article-body .prose > p")].slice(1).flatMap(paragraph => {
  const lines = new Map();
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const range = document.createRange();
    for (const word of walker.currentNode.data.matchAll(/\\S+\\s*/g)) {
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + 1);
      const top = Math.round(range.getBoundingClientRect().top);
      lines.set(top, (lines.get(top) ?? 0) + word[0].length);
    }
  }
  return [...lines.values()].slice(0, -1);
})"""
BOXES = """selector => [...document.querySelectorAll(selector)].map(element => {
  const box = element.getBoundingClientRect();
  return [box.left, box.top + scrollY, box.right, box.bottom + scrollY];
})"""


@dataclass(frozen=True)
class Box:
    """Where an element stands in the page, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


def boxes(page: Page, selector: str) -> list[Box]:
    return [Box(*sides) for sides in page.evaluate(BOXES, selector)]


def paragraph(words: str) -> tuple[str, str]:
    return ("paragraph", f"<p>{words}</p>")


@pytest.fixture(scope="module")
def article(live_site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[ArticlePage]:
    """An article whose notes are called in every way: close together, above a quote, in a list, twice."""
    quote = ("quote", {"text": "Le geste de cliquer s'apprend en une heure."})
    body = [
        paragraph(f'Elle dit "bonjour"{call(1)}. {SENTENCE}'),
        ("heading", {"text": "Un guichet", "level": "h2"}),
        paragraph(f"{SENTENCE * 3} La 1re phrase{call(2)} et la 2e{call(3)}.</p><p>{SENTENCE}<b>trois{call(4)}</b>"),
        quote,
        ("paragraph", f"<ul><li>Une liste {call(5)}</li><li>Un rappel{call(1)}</li></ul><p>{SENTENCE * 5}</p>"),
        quote,
        ("heading", {"text": "Une file", "level": "h2"}),
        paragraph(f"{SENTENCE * 4}{call(6)}</p><p>{SENTENCE * 4}"),
        ("heading", {"text": "Une salle", "level": "h2"}),
        *[paragraph(SENTENCE * 12)] * 4,
    ]
    notes = ("<p>Insee, 2011.</p>", LONG_NOTE, LONG_NOTE, LONG_NOTE, LINK_NOTE, "<p>Metz, 2023.</p>")
    with django_db_blocker.unblock():
        numero = NumeroPage.objects.live().order_by("number").first()
        assert numero is not None
        made = noted_article(numero, title="Article d’essai", slug="article-d-essai", body=body, notes=notes)
        yield made
        made.delete()


@pytest.mark.parametrize("viewport", [WIDE, MEDIUM], ids=["1280", "1100"])
@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_notes_stand_beside_their_calls_and_touch_nothing(
    make_page: MakePage, article: ArticlePage, viewport: ViewportSize, *, has_script: bool
) -> None:
    page = make_page(viewport=viewport, java_script_enabled=has_script)
    page.goto(article.url)
    notes, calls = boxes(page, ".note"), boxes(page, ".note-call[data-note]")
    quotes, (body,) = boxes(page, ".quote"), boxes(page, ".article-body")
    (foot,) = boxes(page, ".article-foot")

    assert len(notes) == len(calls) == 6
    assert all(note.left > body.right and note.right <= viewport["width"] for note in notes)
    assert [pair for pair in pairwise(notes) if pair[0].bottom > pair[1].top] == []
    assert [note for note in notes for quote in quotes if note.overlaps(quote)] == []
    assert all(note.bottom < foot.top for note in notes)
    assert abs(notes[0].top - calls[0].top) < 16
    assert abs(notes[5].top - calls[5].top) < 16
    assert all(note.top >= caller.top - 1 for note, caller in zip(notes, calls, strict=True))
    # The quotes are set over the margin.
    assert all(quote.right > body.right + 100 for quote in quotes)


@pytest.mark.parametrize("viewport", [NARROW, SMALLEST], ids=["360", "320"])
def test_notes_are_read_below_the_text_on_a_telephone(
    make_page: MakePage, article: ArticlePage, viewport: ViewportSize
) -> None:
    page = make_page(viewport=viewport, has_touch=True)
    page.goto(article.url)
    (body,), notes = boxes(page, ".article-body"), boxes(page, ".note")

    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    assert all(note.top > body.bottom and note.right <= viewport["width"] for note in notes)
    expect(page.get_by_role("heading", name="Notes", exact=True)).to_be_visible()


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_a_note_is_read_on_a_telephone_without_leaving_its_line(
    make_page: MakePage, article: ArticlePage, axe: Callable[[Page], list[str]], *, has_script: bool
) -> None:
    page = make_page(viewport=NARROW, has_touch=True, java_script_enabled=has_script)
    page.goto(article.url)
    call, note = page.locator("#appel-2"), page.locator("#note-2")
    call.scroll_into_view_if_needed()
    line = page.evaluate("scrollY")

    call.tap()

    expect(note).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == line
    box = note.bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, NARROW["width"], NARROW["height"])
    if has_script:
        assert axe(page) == []

    note.get_by_role("link", name="Retour").tap()

    expect(note).not_to_be_in_viewport()
    expect(call).to_be_in_viewport()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "360"])
def test_the_keyboard_goes_to_a_note_and_back_to_its_call(
    make_page: MakePage, article: ArticlePage, viewport: ViewportSize
) -> None:
    page = make_page(viewport=viewport)
    page.goto(article.url)

    page.get_by_role("link", name="Note 1").nth(1).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Retour 1 à l’appel 1")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#appel-1-2")).to_be_focused()
    expect(page.locator("#appel-1-2")).to_be_in_viewport()


def test_paper_has_the_notes_at_the_end_and_the_addresses(page_1280: Page, article: ArticlePage) -> None:
    page = page_1280
    page.goto(article.url)
    page.emulate_media(media="print")
    (body,), notes = boxes(page, ".article-body"), boxes(page, ".note")

    assert all(note.top > body.bottom for note in notes)
    assert [pair for pair in pairwise(notes) if pair[0].overlaps(pair[1])] == []
    expect(page.get_by_role("link", name="Retour")).to_have_count(0)
    written = page.locator("#note-5 a").first.evaluate("link => getComputedStyle(link, '::after').content")
    assert written == '" (https://exemple.fr/rapport)"'
    expect(page.locator(".share, .contents")).to_have_count(3)
    assert not page.locator(".share, .article-side .contents").filter(visible=True).count()


def test_lines_hold_what_the_eye_follows(page_1280: Page, article: ArticlePage) -> None:
    """Sixty to seventy-five signs a line (visual identity, section 2.3)."""
    page_1280.goto(article.url)

    lines = page_1280.evaluate(LINES)

    assert len(lines) > 40
    assert 60 <= sum(lines) / len(lines) <= 75
    assert max(lines) <= 80


def test_nothing_to_say_of_an_article_with_notes(
    each_look: Page, article: ArticlePage, axe: Callable[[Page], list[str]]
) -> None:
    each_look.goto(article.url)

    assert axe(each_look) == []


def test_forced_colours_keep_brackets_and_show_the_note_that_was_reached(
    make_page: MakePage, article: ArticlePage
) -> None:
    page = make_page(viewport=NARROW, forced_colors="active")
    page.goto(f"{article.url}#note-2")

    expect(page.locator("#note-2")).to_have_css("outline-style", "solid")
    expect(page.locator("#note-1")).to_have_css("outline-style", "none")
    assert "[" in page.locator("#appel-1").evaluate("link => getComputedStyle(link, '::before').content")
