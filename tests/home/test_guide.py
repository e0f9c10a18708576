"""The editors' guide says what the admin shows, and is shown in it."""

import re

import pytest
from django.core.management import call_command
from django.test import Client

from home.guide import capture_path, guide_path, inline, read_guide, to_html
from home.models import HomePage
from scripts.captures import CAPTURES
from socle.blocks import BodyStreamBlock
from socle.permissions import CONTRIBUTORS, GROUPS
from tests.accounts import log_in, member_of

MAX_CAPTURES_SIZE = 1_500_000


def test_markdown_of_the_guide() -> None:
    blocks = [
        "## Se connecter",
        "Un **mot** & du `code`\nsur deux lignes.",
        "- un\n- deux <b>",
        "| A | B |\n|---|---|\n| **a** | b |",
        "![Une page](captures/une-page.png)",
    ]

    assert list(to_html(blocks)) == [
        '<h2 id="se-connecter">Se connecter</h2>',
        "<p>Un <strong>mot</strong> &amp; du <code>code</code> sur deux lignes.</p>",
        "<ul><li>un</li><li>deux &lt;b&gt;</li></ul>",
        (
            '<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
            "<tbody><tr><td><strong>a</strong></td><td>b</td></tr></tbody></table>"
        ),
        (
            '<figure><img src="/admin/guide/captures/une-page/" alt="" width="1200" height="750" loading="lazy">'
            "<figcaption>Une page</figcaption></figure>"
        ),
    ]
    assert inline("<script>") == "&lt;script&gt;"


def test_nothing_of_the_guide_is_left_as_markdown() -> None:
    html = read_guide()

    assert re.findall(r"\*\*|\]\(|^#|^\|", html, re.MULTILINE) == []
    assert html.count("<h2") >= 10


def test_every_capture_is_taken_shown_and_small() -> None:
    shown = re.findall(r"captures/([a-z-]+)\.png", guide_path().read_text("utf-8"))
    taken = [name for captures in CAPTURES.values() for name in captures]

    assert sorted(shown) == sorted(taken)
    assert [name for name in taken if not capture_path(name).exists()] == []
    assert sum(capture_path(name).stat().st_size for name in taken) < MAX_CAPTURES_SIZE


def test_guide_names_every_block_and_group() -> None:
    text = guide_path().read_text("utf-8")

    assert [block.label for block in BodyStreamBlock().child_blocks.values() if str(block.label) not in text] == []
    assert [rights.name for rights in GROUPS if f"| {rights.name} |" not in text] == []


@pytest.fixture
def contributor(home_page: HomePage) -> Client:
    call_command("setup_editors", verbosity=0)
    return log_in(member_of(CONTRIBUTORS.name))


def test_guide_is_read_in_the_admin(contributor: Client) -> None:
    html = contributor.get("/admin/guide/").content.decode()

    assert "Guide d’édition" in html
    assert "Ce qu’il ne faut jamais faire" in html
    for address in re.findall(r'src="(/admin/guide/captures/[^"]+)"', html):
        response = contributor.get(address)
        assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
        b"".join(response.streaming_content)  # type: ignore[attr-defined] # read to its end, the file is closed
    assert contributor.get("/admin/guide/captures/inconnue/").status_code == 404
    assert 'href="/admin/guide/"' in contributor.get("/admin/").content.decode()


def test_guide_is_for_the_team(client: Client, home_page: HomePage) -> None:
    for address in ("/admin/guide/", "/admin/guide/captures/connexion/"):
        assert client.get(address).headers["Location"].startswith("/admin/login/")
