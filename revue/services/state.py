"""What an article still lacks before it is published, read in its latest draft as it is stored.

A draft is read as JSON: resolving its pages, images and people would cost queries for each article.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from revue.enums import AuthorRole
from revue.models import ArticlePage, NumeroPage
from revue.models.article import count_words

NOTE_CALL = re.compile(r'<footnote id="([^"]*)">')
IMAGE_KEYS: Final = {"image", "decorative", "alt_text"}
SOUNDS: Final = ("audio", "video")
RELATIONS: Final = ("author_links", "footnotes")


class Lack(TextChoices):
    """What may be missing, with the words that say it."""

    TEXT = "text", _("texte")
    SUMMARY = "summary", _("chapô")
    RUBRIQUE = "rubrique", _("rubrique")
    AUTHOR = "author", _("signature")
    IMAGE = "image", _("image")
    ALTERNATIVE = "alternative", _("texte de remplacement")
    TRANSCRIPT = "transcript", _("transcription")
    LOST_NOTE = "lost_note", _("appel sans note")
    UNCALLED_NOTE = "uncalled_note", _("note jamais appelée")


NOTE_LACKS: Final = frozenset({Lack.LOST_NOTE, Lack.UNCALLED_NOTE})
#: The panel of the form that mends it, by the anchor that Wagtail gives it.
BODY: Final = "panel-child-contenu-body-section"
ANCHORS: Final = {
    Lack.TEXT: BODY,
    Lack.SUMMARY: "panel-child-contenu-summary-section",
    Lack.RUBRIQUE: "panel-child-contenu-genre_et_rubrique-section",
    Lack.AUTHOR: "panel-child-contenu-autrices_et_auteurs-section",
    Lack.IMAGE: "panel-child-promotion-pour_les_listes-section",
    Lack.ALTERNATIVE: BODY,
    Lack.TRANSCRIPT: BODY,
    Lack.LOST_NOTE: BODY,
    Lack.UNCALLED_NOTE: "panel-child-notes_et_references-notes-section",
}


@dataclass(frozen=True)
class Missing:
    """One thing that an article lacks, and how many times where it can be counted."""

    lack: Lack
    count: int = 1

    @property
    def label(self) -> str:
        """In words: « image », « 2 textes de remplacement »."""
        if self.count == 1:
            return str(self.lack.label)
        plural = {
            Lack.ALTERNATIVE: ngettext("%(n)s texte de remplacement", "%(n)s textes de remplacement", self.count),
            Lack.TRANSCRIPT: ngettext("%(n)s transcription", "%(n)s transcriptions", self.count),
            Lack.LOST_NOTE: ngettext("%(n)s appel sans note", "%(n)s appels sans note", self.count),
            Lack.UNCALLED_NOTE: ngettext("%(n)s note jamais appelée", "%(n)s notes jamais appelées", self.count),
        }
        return plural[self.lack] % {"n": self.count}

    @property
    def anchor(self) -> str:
        """The anchor of the field that mends it, in the form of the article."""
        return ANCHORS[self.lack]


@dataclass(frozen=True)
class ArticleDraft:
    """The parts of an article's latest draft that are checked, as they are stored."""

    summary: str
    has_rubrique: bool
    has_listing_image: bool
    roles: tuple[str, ...]
    notes: frozenset[str]
    body: list[Any]

    @classmethod
    def of(cls, article: ArticlePage) -> "ArticleDraft":
        """The latest draft of `article`, or its row where it never had one.

        Free of queries where `latest_revision` and `RELATIONS` were read with the article.
        """
        revision = article.latest_revision
        if revision is None:
            return cls(
                summary=article.summary,
                has_rubrique=article.rubrique_id is not None,
                has_listing_image=article.listing_image_id is not None,
                roles=tuple(link.role for link in article.author_links.all()),
                notes=frozenset(str(note.uuid) for note in article.footnotes.all()),
                body=list(article.body.raw_data),
            )
        content: Mapping[str, Any] = revision.content
        return cls(
            summary=content.get("summary") or "",
            has_rubrique=content.get("rubrique") is not None,
            has_listing_image=content.get("listing_image") is not None,
            roles=tuple(link.get("role", "") for link in content.get("author_links", [])),
            notes=frozenset(str(note.get("uuid", "")) for note in content.get("footnotes", [])),
            body=json.loads(content.get("body") or "[]"),
        )

    def missing(self) -> list[Missing]:
        """What it lacks, in the order of the form."""
        found = dict(self._counts())
        return [Missing(lack, found[lack]) for lack in Lack if found[lack]]

    def _counts(self) -> Iterator[tuple[Lack, int]]:
        images = list(_images(self.body))
        calls = frozenset(_note_calls(self.body))
        yield Lack.TEXT, int(not count_words(self.body))
        yield Lack.SUMMARY, int(not self.summary.strip())
        yield Lack.RUBRIQUE, int(not self.has_rubrique)
        yield Lack.AUTHOR, int(not any(AuthorRole(role).is_author for role in self.roles if role in AuthorRole.values))
        yield Lack.IMAGE, int(not (self.has_listing_image or images))
        yield Lack.ALTERNATIVE, sum(not _has_alternative(image) for image in images)
        yield Lack.TRANSCRIPT, sum(not _has_transcript(sound) for sound in _values(self.body, SOUNDS))
        yield Lack.LOST_NOTE, len(calls - self.notes)
        yield Lack.UNCALLED_NOTE, len(self.notes - calls)


def missing_of(articles: Iterable[int]) -> dict[int, list[Missing]]:
    """What each of the articles of these keys lacks, in as many queries for one as for a hundred."""
    rows = ArticlePage.objects.filter(pk__in=list(articles)).select_related("latest_revision")
    return {article.pk: ArticleDraft.of(article).missing() for article in rows.prefetch_related(*RELATIONS)}


def missing_label(missing: Iterable[Missing]) -> str:
    """The same in one line, empty when nothing is missing."""
    return ", ".join(part.label for part in missing)


@dataclass(frozen=True)
class ArticleState:
    """An article of an issue, as its editors follow it."""

    article: ArticlePage
    missing: list[Missing]


def numero_state(numero: NumeroPage) -> list[ArticleState]:
    """The articles of an issue in the order of its contents, each with what it lacks."""
    if numero.pk is None:
        return []
    rows = ArticlePage.objects.child_of(numero).order_by("path").select_related("latest_revision", "rubrique")
    rows = rows.prefetch_related(*RELATIONS).annotate_approved_schedule().prefetch_workflow_states()
    return [ArticleState(article, ArticleDraft.of(article).missing()) for article in rows]


def _values(data: Any, types: Collection[str]) -> Iterator[Any]:
    """The values of the blocks of these types, at any depth."""
    if isinstance(data, Mapping):
        if data.get("type") in types and "value" in data:
            yield data["value"]
        for value in data.values():
            yield from _values(value, types)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value, types)


def _images(data: Any) -> Iterator[Mapping[str, Any]]:
    """The images of a stream: those of figures, galleries and every block that holds one with its alternative."""
    if isinstance(data, Mapping):
        if data.keys() >= IMAGE_KEYS and data["image"]:
            yield data
        for value in data.values():
            yield from _images(value)
    elif isinstance(data, list):
        for value in data:
            yield from _images(value)


def _has_alternative(image: Mapping[str, Any]) -> bool:
    return bool(image["decorative"] or (image["alt_text"] or "").strip())


def _has_transcript(sound: Mapping[str, Any]) -> bool:
    return bool(sound.get("transcript") or sound.get("transcript_document"))


def _note_calls(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield from NOTE_CALL.findall(data)
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _note_calls(value)
    elif isinstance(data, list):
        for value in data:
            yield from _note_calls(value)
