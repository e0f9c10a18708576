"""What the pages of the revue say of its issues and its signatures, kept until a page changes."""

from dataclasses import dataclass
from typing import Final

from revue.models import NumeroPage, RevueIndexPage
from socle.chrome import remember

#: Of the part of the page of the revue that tells how to get an issue on paper.
PAPER_COPY_ID: Final = "exemplaire-papier"


@dataclass(frozen=True)
class Issue:
    """An issue as links to it show it. `path` is its place in the tree."""

    number: int
    title: str
    label: str
    url: str
    path: str
    is_to_appear: bool


def known_issues() -> list[Issue]:
    """The public issues, the newest first."""
    return remember("revue.issues", lambda: [_issue(numero) for numero in NumeroPage.objects.live().public().latest()])


def neighbours(numero: NumeroPage) -> tuple[Issue | None, Issue | None]:
    """The public issues just before and just after `numero`."""
    issues = known_issues()
    before = next((issue for issue in issues if issue.number < numero.number), None)
    after = next((issue for issue in reversed(issues) if issue.number > numero.number), None)
    return before, after


def paper_copy_url() -> str:
    """Where one reads how to get an issue on paper, empty where nothing tells it."""
    return remember("revue.paper-copy", _paper_copy_url)


def signing_keys(revue: RevueIndexPage) -> frozenset[int]:
    """Keys of those who have a page of signatures."""
    return remember(
        f"revue.signatories.{revue.pk}", lambda: frozenset(revue.signatories.order_by().values_list("pk", flat=True))
    )


def _issue(numero: NumeroPage) -> Issue:
    return Issue(numero.number, numero.title, numero.label, numero.url or "", str(numero.path), numero.is_to_appear)


def _paper_copy_url() -> str:
    revue = RevueIndexPage.objects.live().exclude(paper_copy="").first()
    return f"{revue.url}#{PAPER_COPY_ID}" if revue and revue.url else ""
