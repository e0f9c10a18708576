"""The answers of a dossier there, as they are kept here and as the team reads them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from candidatures.demarches.shapes import Champ
from socle.text import clean_line
from socle.typography import date_range_text


@dataclass(frozen=True)
class KeptAnswer:
    """A question and its answer: a text, rows of other questions, or names of files, which stayed there."""

    label: str
    text: str = ""
    rows: tuple[tuple["KeptAnswer", ...], ...] = ()
    files: tuple[str, ...] = ()


def keep(champ: Champ) -> dict[str, Any]:
    """An answer, for a column of JSON."""
    kept: dict[str, Any] = {"label": clean_line(champ.label), "kind": champ.kind, "value": champ.value}
    if champ.rows is not None:
        kept["rows"] = [[keep(inner) for inner in row.champs] for row in champ.rows]
    if champ.files is not None:
        kept["files"] = [clean_line(file.name) for file in champ.files]
    return kept


def read_kept(data: dict[str, Any]) -> list[KeptAnswer]:
    """What was kept of the answers of a dossier; nothing once they are erased."""
    return [_read(champ) for champ in data.get("champs", ())]


def file_names(answers: list[KeptAnswer]) -> list[str]:
    """The files of a dossier, those of its rows too."""
    return list(_names(answers))


def _read(champ: dict[str, Any]) -> KeptAnswer:
    rows = tuple(tuple(_read(inner) for inner in row) for row in champ.get("rows", ()))
    files = tuple(champ.get("files", ()))
    text = "" if rows else _words(champ.get("kind", ""), champ["value"])
    return KeptAnswer(champ["label"], text, rows, files)


def _words(kind: str, value: str | list[str]) -> str:
    """A value as people read it: it is kept as prefilling writes it."""
    if isinstance(value, list):
        return ", ".join(value)
    if kind == "CheckboxChamp":
        return _("Oui") if value == "true" else _("Non")
    return _day_words(value) if kind == "DateChamp" else value


def _day_words(value: str) -> str:
    try:
        return date_range_text(date.fromisoformat(value))
    except ValueError:
        return value


def _names(answers: list[KeptAnswer] | tuple[KeptAnswer, ...]) -> Iterator[str]:
    for answer in answers:
        yield from answer.files
        for row in answer.rows:
            yield from _names(row)
