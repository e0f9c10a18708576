"""Models of the revue, by theme."""

from revue.models.article import ArticleAuthor, ArticleMotCle, ArticlePage, ArticleRelatedPage
from revue.models.carnets import CarnetPage, CarnetsIndexPage
from revue.models.numero import NumeroPage
from revue.models.records import ExportFile, OaiChange
from revue.models.revue import RevueIndexPage, RevueMember
from revue.models.rubrique import Rubrique

__all__ = [
    "ArticleAuthor",
    "ArticleMotCle",
    "ArticlePage",
    "ArticleRelatedPage",
    "CarnetPage",
    "CarnetsIndexPage",
    "ExportFile",
    "NumeroPage",
    "OaiChange",
    "RevueIndexPage",
    "RevueMember",
    "Rubrique",
]
