"""The editors' guide, `docs/guide-edition.md`, shown in the admin to those who write."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

HEADING = re.compile(r"(#{1,3}) (.+)")
IMAGE = re.compile(r"!\[(.+)\]\(captures/([a-z-]+)\.png\)")
INLINE = ((re.compile(r"\*\*(.+?)\*\*"), "strong"), (re.compile(r"`(.+?)`"), "code"))


def guide_path() -> Path:
    return Path(settings.BASE_DIR) / "docs" / "guide-edition.md"


def capture_path(name: str) -> Path:
    """Where the screenshot `name`, a slug, is kept."""
    return guide_path().parent / "captures" / f"{name}.png"


def read_guide() -> SafeString:
    """The guide as HTML, without its title, which the admin's page already bears."""
    _title, *blocks = guide_path().read_text("utf-8").split("\n\n")
    return mark_safe("\n".join(to_html(blocks)))  # noqa: S308 (each block is safe)


def to_html(blocks: list[str]) -> Iterator[SafeString]:
    """The HTML of each block of Markdown. The guide uses headings, paragraphs, lists, tables and captures alone."""
    for block in filter(None, (block.strip() for block in blocks)):
        heading, image = HEADING.fullmatch(block), IMAGE.fullmatch(block)
        if heading:
            yield _heading(len(heading[1]), heading[2])
        elif image:
            yield _capture(*image.groups())
        elif block.startswith("|"):
            yield _table(block.splitlines())
        elif block.startswith("- "):
            yield _list(block.removeprefix("- ").split("\n- "))
        else:
            yield format_html("<p>{}</p>", inline(block))


def inline(text: str) -> SafeString:
    """A text with its bold words and code, on one line."""
    html = str(escape(" ".join(text.split())))
    for pattern, tag in INLINE:
        html = pattern.sub(rf"<{tag}>\1</{tag}>", html)
    return mark_safe(html)  # noqa: S308 (escaped above)


def _heading(level: int, text: str) -> SafeString:
    return format_html('<h{} id="{}">{}</h{}>', level, slugify(text), inline(text), level)


def _capture(caption: str, name: str) -> SafeString:
    return format_html(
        '<figure><img src="{}" alt="" width="1200" height="750" loading="lazy"><figcaption>{}</figcaption></figure>',
        reverse("nec_guide_capture", args=[name]),
        caption,
    )


def _list(items: list[str]) -> SafeString:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((inline(item),) for item in items)))


def _table(lines: list[str]) -> SafeString:
    head, _rule, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return format_html(
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
        format_html_join("", '<th scope="col">{}</th>', ((inline(cell),) for cell in head)),
        format_html_join("", "<tr>{}</tr>", ((_cells(row),) for row in rows)),
    )


def _cells(row: list[str]) -> SafeString:
    return format_html_join("", "<td>{}</td>", ((inline(cell),) for cell in row))
