"""What a draft lacks to be published is said in French, block by block."""

from typing import Any

from home.models import HomePage
from socle.publication import publication_errors
from tests.factories import StandardPageFactory


def errors(home_page: HomePage, *blocks: tuple[str, Any]) -> list[str]:
    """What is said of a draft made of `blocks`."""
    page = StandardPageFactory(parent=home_page, live=False)
    page.body = list(blocks)
    page.save_revision(clean=False)
    return publication_errors(page)


def test_each_block_is_told_by_its_place_and_its_kind(home_page: HomePage) -> None:
    found = errors(
        home_page,
        ("heading", {"text": "", "level": "h2"}),
        ("paragraph", "<p>Un texte.</p>"),
        ("quote", {"text": "", "author": ""}),
    )

    assert found == [
        "Contenu, bloc 1 (Intertitre)\u00a0: Champ requis.",
        "Contenu, bloc 3 (Citation)\u00a0: Champ requis.",
    ]


def test_a_table_says_what_it_lacks(home_page: HomePage) -> None:
    table = {"columns": [], "rows": [], "caption": ""}

    assert errors(home_page, ("table", {"table": table, "row_headers": True, "source": ""})) == [
        "Contenu, bloc 1 (Tableau)\u00a0: Ajoutez au moins une colonne et une ligne."
    ]


def test_a_sound_draft_says_nothing(home_page: HomePage) -> None:
    assert errors(home_page, ("paragraph", "<p>Un texte.</p>")) == []
