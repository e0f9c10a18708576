"""What changed between two versions of a dossier, answer by answer, in the words in which it is read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from candidatures.summary import Answer, Section, Table


@dataclass(frozen=True)
class Change:
    """An answer that is not the same: its label, what it was and what it is, each as lines; none where empty."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class ChangedSection:
    """A page of the form on which something changed."""

    title: str
    changes: tuple[Change, ...]


def compare(before: Sequence[Section], after: Sequence[Section]) -> list[ChangedSection]:
    """The pages that changed, in their order, with what changed on each."""
    former = {section.step: section for section in before}
    pairs = [(former.get(section.step), section) for section in after]
    compared = [ChangedSection(section.title, tuple(_changes(old, section))) for old, section in pairs]
    return [section for section in compared if section.changes]


def _changes(before: Section | None, after: Section) -> Iterator[Change]:
    old, new = _lines(before), _lines(after)
    for name in dict.fromkeys([*old, *new]):
        (old_label, was), (new_label, now) = old.get(name, ("", ())), new.get(name, ("", ()))
        if was != now:
            yield Change(new_label or old_label, was, now)


def _lines(section: Section | None) -> dict[str, tuple[str, tuple[str, ...]]]:
    """By its name, the label and the lines of each answer, of each group of rows and of the files."""
    if section is None:
        return {}
    answers = {answer.name: (answer.label, _answer_lines(answer)) for answer in section.given}
    tables = {f"{table.name}[]": (table.title, _table_lines(table)) for table in section.tables}
    files = {"files[]": (section.title, tuple(file.name for file in section.files))} if section.files else {}
    return answers | tables | files


def _answer_lines(answer: Answer) -> tuple[str, ...]:
    return answer.items or tuple(answer.text.splitlines())


def _table_lines(table: Table) -> tuple[str, ...]:
    return tuple(" · ".join(cell for cell in row if cell) for row in table.rows)
