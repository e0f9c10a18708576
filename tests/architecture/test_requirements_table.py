"""`docs/exigences.md` tells the truth: each address answers, each named test exists, each requirement has a row."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

ROOT: Path = settings.BASE_DIR
TABLE = ROOT / "docs" / "exigences.md"
REQUIREMENTS = 87
LATER = "à venir"
ROW = re.compile(r"^\|\s*(\d+)\s*\|(.*)\|(.*)\|(.*)\|\s*$", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Row:
    """One requirement: its number, what it asks, where it is met and the tests that show it."""

    number: int
    requirement: str
    where: str
    tests: str


def rows() -> list[Row]:
    text = TABLE.read_text("utf-8")
    return [Row(int(number), *(cell.strip() for cell in cells)) for number, *cells in ROW.findall(text)]


@cache
def names_in(path: Path) -> set[str]:
    """Functions and methods that a test file defines."""
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_each_requirement_has_one_row_with_a_place() -> None:
    found = rows()

    assert [row.number for row in found] == list(range(1, REQUIREMENTS + 1))
    assert [row.number for row in found if not row.requirement or not row.where] == []


def test_each_named_test_exists() -> None:
    missing = []
    for row in rows():
        for name in CODE.findall(row.tests):
            path, _, function = name.partition("::")
            file = ROOT / path
            if not file.exists() or (function and function.split("::")[-1] not in names_in(file)):
                missing.append(f"{row.number}: {name}")

    assert missing == []


def test_each_met_requirement_names_a_test() -> None:
    unproved = [row.number for row in rows() if row.where != LATER and not CODE.findall(row.tests)]

    assert [number for number in unproved if LATER not in rows()[number - 1].tests] == []


@pytest.mark.usefixtures("demo_site")
def test_each_address_answers(client: Client, admin_client: Client) -> None:
    addresses = {(row.number, path) for row in rows() for path in CODE.findall(row.where) if path.startswith("/")}
    silent = []
    for number, path in sorted(addresses):
        visitor = admin_client if path.startswith("/admin/") else client
        status = visitor.get(path, follow=True).status_code
        if status != 200:
            silent.append(f"{number}: {path} answers {status}")

    assert silent == []
    assert len(addresses) > 10
