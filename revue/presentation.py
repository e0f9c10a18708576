"""What the lists of the revue show of its articles, made of what their query has read."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from revue.enums import AuthorRole
from revue.issues import Issue, known_issues
from revue.models import ArticlePage, Rubrique
from socle.models import Personne


@dataclass
class ContentsPart:
    """A part of the contents of an issue; without a rubrique, the articles stand between the others."""

    rubrique: Rubrique | None
    articles: list[ArticlePage] = field(default_factory=list)


@dataclass(frozen=True)
class Contributor:
    """Someone who signs in an issue, and what they did where it is not its text."""

    personne: Personne
    part: str


def contents(articles: Iterable[ArticlePage]) -> list[ContentsPart]:
    """The articles of an issue under their rubriques, each rubrique where its first article stands."""
    parts: list[ContentsPart] = []
    by_rubrique: dict[int, ContentsPart] = {}
    for article in articles:
        rubrique = article.rubrique
        part = by_rubrique.get(rubrique.pk) if rubrique else _last_without_rubrique(parts)
        if part is None:
            part = ContentsPart(rubrique)
            parts.append(part)
            if rubrique:
                by_rubrique[rubrique.pk] = part
        part.articles.append(article)
    return parts


def contributors(articles: Iterable[ArticlePage]) -> list[Contributor]:
    """Everyone who signs one of `articles`, in the order in which they first do."""
    roles: dict[Personne, list[AuthorRole]] = {}
    for article in articles:
        for link in article.signatures:
            roles.setdefault(link.personne, []).append(AuthorRole(link.role))
    return [Contributor(personne, _part(found)) for personne, found in roles.items()]


def contribution(article: ArticlePage, personne: Personne) -> str:
    """The issue an article is in, and what `personne` did for it: « Numéro 3, été 2024. Photographies »."""
    issue = issue_of(article)
    roles = [link.get_role_display() for link in article.signatures if link.personne_id == personne.pk]
    return ". ".join([*([issue.label] if issue else []), *roles])


def issue_of(article: ArticlePage) -> Issue | None:
    """The issue an article is in, without a query; None where it is not out."""
    path = article.path[: -article.steplen]
    return next((issue for issue in known_issues() if issue.path == path), None)


def _last_without_rubrique(parts: list[ContentsPart]) -> ContentsPart | None:
    return parts[-1] if parts and parts[-1].rubrique is None else None


def _part(roles: list[AuthorRole]) -> str:
    """Nothing for those whose texts these are: it is what one expects of a signature."""
    if any(role.is_author for role in roles):
        return ""
    return ", ".join(dict.fromkeys(str(role.label) for role in roles))
