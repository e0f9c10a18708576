"""The body blocks, as short calls: each gives the block's name and its raw value."""

from typing import Any

from home.demonstration.markup import MediaNamed, PageAt, Rich, SnippetNamed

Block = dict[str, Any]


def block(name: str, value: Any) -> Block:
    return {"type": name, "value": value}


def text(markup: str) -> Block:
    return block("paragraph", Rich(markup))


def heading(title: str, level: str = "h2") -> Block:
    return block("heading", {"text": title, "level": level})


def contents() -> Block:
    return block("contents", {"title": ""})


def separator() -> Block:
    return block("separator", None)


def callout(title: str, markup: str, kind: str = "aside") -> Block:
    return block("callout", {"title": title, "text": Rich(markup), "kind": kind})


def quote(words: str, author: str = "", source: str = "") -> Block:
    return block("quote", {"text": words, "author": author, "source": source})


def verbatim(words: str, person: str, role: str) -> Block:
    return block("verbatim", {"text": words, "person": person, "role": role})


def figure(number: str, legend: str, definition: str = "", source: str = "", date: str = "") -> dict[str, str]:
    """One item of `figures`."""
    return {"number": number, "legend": legend, "definition": definition, "source": source, "date": date}


def figures(*items: dict[str, str], title: str = "", source: str = "") -> Block:
    return block("figures", {"title": title, "figures": list(items), "source": source})


def chart(title: str, points: list[dict[str, Any]], **settings: Any) -> Block:
    """`points`: items of `point`. `settings`: the other fields of the block, such as introduction, unit and source."""
    return block("chart", {"title": title, "points": points, **settings})


def point(label: str, value: float, note: str = "", colour: str = "", is_other: bool = False) -> dict[str, Any]:
    """One value of a `chart`."""
    return {"label": label, "value": str(value), "note": note, "colour": colour, "is_other": is_other}


def table(caption: str, columns: list[tuple[str, str]], rows: list[list[Any]], source: str = "") -> Block:
    """`columns`: kind (text, number or rich_text) and heading of each."""
    cells = {
        "caption": caption,
        "columns": [{"type": kind, "heading": title} for kind, title in columns],
        "rows": [{"values": row} for row in rows],
    }
    return block("table", {"table": cells, "row_headers": True, "source": source})


def accordion(title: str, folds: list[tuple[str, str]], open_first: bool = False) -> Block:
    """`folds`: title and markup of each."""
    items = [{"title": name, "text": Rich(markup)} for name, markup in folds]
    return block("accordion", {"title": title, "folds": items, "open_first": open_first})


def steps(title: str, items: list[tuple[str, str]]) -> Block:
    """Numbered steps: title and markup of each."""
    return _steps("steps", title, [("", *item) for item in items])


def timeline(title: str, items: list[tuple[str, str, str]]) -> Block:
    """Dates on an axis: marker, title and markup of each."""
    return _steps("timeline", title, items)


def _steps(kind: str, title: str, items: list[tuple[str, str, str]]) -> Block:
    values = [{"marker": marker, "title": name, "text": Rich(markup)} for marker, name, markup in items]
    return block("steps", {"title": title, "kind": kind, "steps": values})


#: What stands on the site and is no page of its tree.
BESIDE_PAGES = frozenset({"/mes-dossiers/"})


def link(label: str, target: str) -> dict[str, Any]:
    """A link to a page of the demonstration (`/…`), to what stands beside its pages, or to another site."""
    if target in BESIDE_PAGES:
        return {"label": label, "site_path": target}
    key = "page" if target.startswith("/") else "external_url"
    return {"label": label, key: PageAt(target) if key == "page" else target}


def buttons(*links: dict[str, Any]) -> Block:
    return block("buttons", {"links": list(links)})


def call_to_action(title: str, words: str, *links: dict[str, Any]) -> Block:
    return block("call_to_action", {"title": title, "text": words, "links": list(links)})


def page_cards(title: str, *addresses: str) -> Block:
    return block("page_cards", {"title": title, "pages": [PageAt(address) for address in addresses]})


def latest_pages(title: str, page_type: str, see_all: dict[str, Any] | None = None, count: int = 3) -> Block:
    """`see_all`: a `link` to the page of all of them."""
    return block("latest_pages", {"title": title, "page_type": page_type, "count": count, "link": see_all or {}})


def partenaires(title: str, *names: str) -> Block:
    return block("partenaires", {"title": title, "partenaires": [SnippetNamed("Partenaire", name) for name in names]})


def personnes(title: str, *names: str) -> Block:
    return block("personnes", {"title": title, "personnes": [SnippetNamed("Personne", name) for name in names]})


def picture(file: str, alt_text: str, caption: str, credit: str = "") -> dict[str, Any]:
    """A drawing of `media.IMAGES`: the value of a block `image`, or one item of `gallery`."""
    image = {"image": MediaNamed(file), "alt_text": alt_text, "decorative": False}
    return {"image": image, "caption": caption, "credit": credit, "rendering": "colour"}


def gallery(title: str, *pictures: dict[str, Any]) -> Block:
    """`pictures`: items of `picture`."""
    return block("gallery", {"title": title, "figures": list(pictures)})


def recording(kind: str, title: str, words: str, duration: str, file: str, transcript: str) -> Block:
    """`kind`: audio or video. `file`: one of `media.DOCUMENTS`. `transcript`: markup."""
    value = {"title": title, "summary": words, "duration": duration, "file": MediaNamed(file)}
    return block(kind, value | {"transcript": Rich(transcript)})


def downloads(title: str, *files: str) -> Block:
    return block("downloads", {"title": title, "documents": [MediaNamed(file) for file in files]})


def form_page(title: str, address: str) -> Block:
    return block("form_page", {"title": title, "form_page": PageAt(address)})


def legal_notice() -> Block:
    return block("legal_notice", None)


def references(*markups: str) -> list[Block]:
    """The bibliography of an article."""
    return [block("reference", Rich(markup)) for markup in markups]


def columns(left: list[Block], right: list[Block], ratio: str = "6-6") -> Block:
    return block("columns", {"ratio": ratio, "left": left, "right": right})


def external_form(title: str, words: str, url: str, label: str) -> Block:
    return block("external_form", {"title": title, "text": words, "url": url, "label": label, "display": "link"})
