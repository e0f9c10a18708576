"""What the articles written for this site share."""

from typing import Final

from home.demonstration.blocks import Block, callout, references
from home.demonstration.markup import PageAt, PageContent, Rich, SnippetNamed
from revue.enums import ArticleKind
from revue.models import ArticlePage
from socle.enums import Licence

RECITS: Final = "Récits"
ENQUETES: Final = "Enquêtes"
METHODES: Final = "Méthodes"
CARNETS: Final = "Carnets"
RUBRIQUES: Final = (RECITS, ENQUETES, METHODES, CARNETS)

#: Where the six stand: the issue about reading and writing, whose printed contents they do not belong to.
NUMERO_ADDRESS: Final = "/revue/numero-3/"

_WRITTEN_HERE = callout(
    "Un texte de ce site",
    "Cet article a été écrit pour ce site, à partir de documents publics. Il ne figure pas dans le numéro imprimé.",
    "information",
)


def article(  # noqa: PLR0913 (what an article is made of)
    slug: str,
    title: str,
    summary: str,
    kind: ArticleKind,
    rubrique: str,
    body: list[Block],
    *,
    notes: dict[str, str],
    bibliography: tuple[str, ...],
    themes: tuple[str, ...],
    mots_cles: tuple[str, ...],
    about: tuple[str, ...],
) -> PageContent:
    """An unsigned article. `about`: addresses of the NEC locaux and the éditions it speaks of."""
    return PageContent(
        f"{NUMERO_ADDRESS}{slug}/",
        ArticlePage,
        title,
        summary,
        [*body, _WRITTEN_HERE],
        {
            "kind": kind,
            "rubrique_id": SnippetNamed("Rubrique", rubrique),
            "licence": Licence.CC_BY_SA_4,
            "bibliography": references(*bibliography),
            "related_links": [{"page_id": PageAt(address)} for address in about],
        },
        themes,
        notes={key: Rich(note) for key, note in notes.items()},
        mots_cles=mots_cles,
    )
