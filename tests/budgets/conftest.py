"""Measures shared by the budgets."""

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import brotli
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

CSS_ADDRESS = re.compile(r"""url\(\s*['"]?([^'")]+)['"]?\s*\)|@import\s+['"]([^'"]+)['"]""")
SCRIPT_IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]""")
COMPRESSED_ALREADY = {".woff2", ".avif", ".webp", ".png", ".jpg", ".jpeg", ".gif", ".ico"}


@dataclass
class Load:
    """What the first visit of a page transfers, in bytes by address, without the images of its content."""

    html: int
    files: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.html + sum(self.files.values())

    def of_type(self, *suffixes: str) -> dict[str, int]:
        return {path: size for path, size in self.files.items() if Path(path).suffix in suffixes}


def measure(html: str) -> Load:
    """The load of a page, each file as WhiteNoise sends it: text in Brotli, fonts and images as they are."""
    load = Load(html=len(gzip.compress(html.encode(), compresslevel=6)))
    waiting = list(linked_files(html))
    while waiting:
        path = waiting.pop()
        if path in load.files:
            continue
        load.files[path], found = measure_file(path)
        waiting += found
    return load


@cache
def measure_file(path: str) -> tuple[int, list[str]]:
    """What a static file weighs as it is sent, and the paths of those that it asks for. All pages share a few."""
    content = read_static(path)
    is_compressed = Path(path).suffix in COMPRESSED_ALREADY
    weight = len(content) if is_compressed else min(len(content), len(brotli.compress(content)))
    return weight, [urljoin(path, address) for address in addresses_in_file(path, content)]


def linked_files(html: str) -> Iterator[str]:
    """The static files that a page makes a browser fetch."""
    for element in BeautifulSoup(html, "html.parser").select("link[href], script[src], use[href], img[src]"):
        address = str(element.get("href") or element.get("src"))
        if element.name == "link" and not {"stylesheet", "preload", "modulepreload", "icon"} & set(element["rel"]):
            continue
        path = urlsplit(address).path
        if path.startswith(settings.STATIC_URL):
            yield path


def addresses_in_file(path: str, content: bytes) -> Iterator[str]:
    pattern = {".css": CSS_ADDRESS, ".js": SCRIPT_IMPORT, ".mjs": SCRIPT_IMPORT}.get(Path(path).suffix)
    if pattern is None:
        return
    for match in pattern.finditer(content.decode()):
        address = next(group for group in match.groups() if group)
        if not address.startswith(("data:", "#")):
            yield address


def read_static(path: str) -> bytes:
    found = finders.find(path.removeprefix(settings.STATIC_URL))
    assert isinstance(found, str), f"{path} does not exist"
    return Path(found).read_bytes()


CountQueries = Callable[[str], int]


@pytest.fixture
def count_queries(client: Client) -> CountQueries:
    """How many queries an address takes once its chrome is warm."""

    def count(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        assert response.status_code in {200, 404}, f"{path}: {response.status_code}"
        return len(queries)

    return count
