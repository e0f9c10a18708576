"""The public search: what a visitor asks, which pages and documents answer, in which order, and what else may help."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Case, Count, Exists, F, IntegerField, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Length, Substr
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelsearch.query import And, Phrase, PlainText
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import CollectionViewRestriction
from wagtail.search.backends import get_search_backend

from home.spelling import nearest_spelling, vocabulary
from socle.models import BasePage, NecDocument, Thematique
from socle.parameters import LineField, PageNumberField, ParametersForm, TolerantMultipleChoiceField
from socle.querysets import BasePageQuerySet
from socle.search import LEAD, STOPWORDS, TEXT, TITLE, highlight, marked, split_words, stem
from socle.typography import french_text

RESULTS_PER_PAGE: Final = 20
MAX_WORDS: Final = 12
MAX_PROMOTIONS: Final = 200
#: Kinds that are no page type of their own.
PAGE: Final = "page"
DOCUMENT: Final = "document"

QUOTED: Final = re.compile(r'"([^"]+)"|«([^«»]+)»|“([^“”]+)”')


class SearchForm(ParametersForm):
    """What the address of the search page may say. What is not understood is left out, the rest is kept."""

    q = LineField(label=gettext_lazy("Rechercher"))
    type = TolerantMultipleChoiceField()
    thematique = TolerantMultipleChoiceField()
    page = PageNumberField()

    def __init__(self, data: QueryDict | Mapping[str, Any], kinds: Iterable[str], thematiques: Iterable[str]) -> None:
        super().__init__(data)
        self.fields["type"].choices = [(kind, kind) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["thematique"].choices = [(slug, slug) for slug in thematiques]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Words:
    """What a visitor wrote, as stems."""

    written: str
    #: Every word, in order.
    sentence: tuple[str, ...]
    #: Those that say what is looked for, each once.
    stems: tuple[str, ...]
    #: Those between quotation marks, to be found side by side.
    phrases: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, text: str) -> "Words":
        """The words of `text`. Small words count only where there is no other."""
        words = split_words(text)[:MAX_WORDS]
        telling = [word for word in words if word not in STOPWORDS] or words
        quoted = [split_words("".join(found))[:MAX_WORDS] for found in QUOTED.findall(text)]
        return cls(
            written=text,
            sentence=tuple(map(stem, words)),
            stems=tuple(dict.fromkeys(map(stem, telling))),
            phrases=tuple(tuple(map(stem, phrase)) for phrase in quoted if phrase),
        )

    def __bool__(self) -> bool:
        return bool(self.stems)

    def all_in(self, marker: str) -> And | PlainText:
        """The query for texts that hold every word, and the phrases as they are written."""
        words = PlainText(marked(marker, self.stems), operator="and")
        phrases = [Phrase(marked(marker, phrase)) for phrase in self.phrases]
        return And([words, *phrases]) if phrases else words

    def some_in(self, marker: str) -> PlainText:
        return PlainText(marked(marker, self.stems), operator="or")

    def side_by_side_in(self, marker: str) -> Phrase:
        return Phrase(marked(marker, self.sentence))


def found(model: type[Model], query: And | Phrase | PlainText) -> QuerySet[Any]:
    """Keys of the objects of `model` that answer `query`, as a subquery: nothing is read here."""
    results = get_search_backend().search(query, model._default_manager.all(), order_by_relevance=False)
    return results.get_queryset().order_by().values("pk")


@dataclass(frozen=True)
class Matches:
    """The objects of a queryset which hold the words: all of them, or some where no text holds all."""

    queryset: QuerySet[Any]
    words: Words
    partly: bool = False

    @property
    def model(self) -> type[Model]:
        return self.queryset.model

    def unordered(self) -> QuerySet[Any]:
        if not self.words:
            return self.queryset
        query = self.words.some_in(TEXT) if self.partly else self.words.all_in(TEXT)
        return self.queryset.filter(pk__in=found(self.model, query))

    def best_first(self, *otherwise: Any) -> QuerySet[Any]:
        """The most words first, then the nearest to the title, then `otherwise`: the same order on every database."""
        if not self.words:
            return self.queryset.order_by(*otherwise)
        ranks = [self._number_of_words().desc(), self._place().asc()] if self.partly else [self._place().asc()]
        return self.unordered().order_by(*ranks, *otherwise)

    def _place(self) -> Case:
        words = self.words
        if self.partly:
            queries = [words.some_in(TITLE), words.some_in(LEAD)]
        else:
            side_by_side = len(words.sentence) > 1
            queries = [
                *([words.side_by_side_in(TITLE)] if side_by_side else []),
                words.all_in(TITLE),
                words.all_in(LEAD),
                *([words.side_by_side_in(TEXT)] if side_by_side else []),
            ]
        places = [When(pk__in=found(self.model, query), then=Value(place)) for place, query in enumerate(queries)]
        return Case(*places, default=Value(len(queries)), output_field=IntegerField())

    def _number_of_words(self) -> Any:
        holds = [
            Case(
                When(pk__in=found(self.model, PlainText(marked(TEXT, [item]))), then=Value(1)),
                default=Value(0),
                output_field=IntegerField(),
            )
            for item in self.words.stems
        ]
        return sum(holds[1:], start=holds[0])


@dataclass(frozen=True)
class Choice:
    """A box to check: a kind or a thématique, with the results it would give."""

    value: str
    label: str
    count: int
    is_chosen: bool
    colour: str = ""


@dataclass(frozen=True)
class ActiveFilter:
    name: str
    value: str
    label: str


@dataclass(frozen=True)
class Row:
    """A result as its line shows it; `title` and `summary` have the words marked."""

    kind: str
    title: SafeString
    summary: SafeString
    url: str
    thematiques: list[Thematique] = field(default_factory=list)
    #: When it happens, where it is an event; else when it was last changed.
    start: date | None = None
    end: date | None = None
    precision: str = "day"
    updated: date | None = None
    document: NecDocument | None = None


@dataclass(frozen=True)
class Promotion:
    """A link the team gives first for some words."""

    title: str
    url: str
    description: str


class Search:
    """The search that `data` asks for: its results, their counts, and what helps when there are none.

    Queries are private: none is kept.
    """

    def __init__(self, data: QueryDict | Mapping[str, Any], pages: BasePageQuerySet) -> None:
        self.pages = pages
        self.kinds = page_kinds()
        self.thematiques = list(Thematique.objects.actuelles().prefetch_related("children"))
        self.form = SearchForm(data, [*self.kinds, PAGE, DOCUMENT], [item.slug for item in self.thematiques])
        parameters = self.form.tolerant_data
        self.words = Words.read(parameters["q"])
        self.chosen_kinds: list[str] = parameters["type"]
        self.chosen_thematiques: list[str] = parameters["thematique"]
        self.page_number: int = parameters["page"]

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to answer."""
        return bool(self.words or self.chosen_kinds or self.chosen_thematiques)

    @property
    def is_unreadable(self) -> bool:
        """Whether something was written that holds no word."""
        return bool(self.words.written and not self.words)

    @property
    def is_partial(self) -> bool:
        """Whether no text holds all the words, so that those holding some are given."""
        return self._matches[0].partly

    @cached_property
    def total(self) -> int:
        return self.page_total + self.document_total

    @cached_property
    def page_total(self) -> int:
        return sum(count for kind, count in self._kind_counts.items() if kind != DOCUMENT and self._takes(kind))

    @cached_property
    def document_total(self) -> int:
        return self._kind_counts[DOCUMENT] if self._takes(DOCUMENT) else 0

    @cached_property
    def kind_choices(self) -> list[Choice]:
        """The kinds that have results within the chosen thématiques, and the chosen ones."""
        counts = self._kind_counts
        labels = {**{name: kind.label for name, kind in self.kinds.items()}, PAGE: _("Page"), DOCUMENT: _("Document")}
        choices = [Choice(name, label, counts[name], name in self.chosen_kinds) for name, label in labels.items()]
        return [choice for choice in choices if choice.count or choice.is_chosen]

    @cached_property
    def thematique_choices(self) -> list[Choice]:
        """The thématiques that have results within the chosen kinds, and the chosen ones."""
        counts = self._of_chosen_kinds(self._matches[0].unordered()).aggregate(
            **{
                f"t{item.pk}": Count("pk", distinct=True, filter=Q(thematique_links__thematique__in=self._family(item)))
                for item in self.thematiques
            }
        )
        choices = [
            Choice(item.slug, item.title, counts[f"t{item.pk}"], item.slug in self.chosen_thematiques, item.colour)
            for item in self.thematiques
        ]
        return [choice for choice in choices if choice.count or choice.is_chosen]

    @property
    def active_filters(self) -> list[ActiveFilter]:
        choices = {"type": self.kind_choices, "thematique": self.thematique_choices}
        return [
            ActiveFilter(name, item.value, item.label)
            for name, items in choices.items()
            for item in items
            if item.is_chosen
        ]

    @cached_property
    def page_obj(self) -> ListPage[Row]:
        """The rows of the page asked for, the last one when there are fewer."""
        return Paginator(_Rows(self), RESULTS_PER_PAGE).get_page(self.page_number)  # type: ignore[arg-type]

    @cached_property
    def promotions(self) -> list[Promotion]:
        """The team's own answers to these words, on the first page only."""
        if not self.words or self.page_number > 1:
            return []
        stored = SearchPromotion.objects.filter(Q(page=None) | Q(page__in=self.pages.values("pk")))
        wanted = set(self.words.stems)
        return [
            Promotion(item.title, item.page.url if item.page else item.external_link_url, item.description)
            for item in stored.select_related("query", "page")[:MAX_PROMOTIONS]
            if wanted.issuperset(Words.read(item.query.query_string).stems)
        ]

    @cached_property
    def named_thematiques(self) -> list[Thematique]:
        """The thématiques whose title holds the words."""
        wanted = set(self.words.stems)
        return [item for item in self.thematiques if wanted and wanted <= set(Words.read(item.title).stems)]

    @property
    def has_choices(self) -> bool:
        """Whether there is something to filter by."""
        return bool(self.kind_choices or self.thematique_choices)

    @property
    def needs_suggestion(self) -> bool:
        """Whether no text holds all the words."""
        return bool(self.words) and (self.is_partial or not self.total)

    @property
    def suggestion_query(self) -> str:
        """The query string of the suggested words."""
        return urlencode({"q": self.suggestion})

    @cached_property
    def suggestion(self) -> str:
        """The same words spelled as the site's titles spell them, where some are unknown; else empty."""
        return nearest_spelling(self.words.written, vocabulary(self.pages, public_documents()))

    def rows(self, start: int, stop: int) -> list[Row]:
        """Results `start` to `stop`: pages, then documents, as one sequence."""
        last = self.page_total
        pages = list(self._ordered_pages()[start : min(stop, last)]) if start < last else []
        documents = list(self._ordered_documents()[max(0, start - last) : stop - last]) if stop > last else []
        return [self._page_row(page) for page in pages] + [self._document_row(item) for item in documents]

    @cached_property
    def _matches(self) -> tuple[Matches, Matches]:
        whole = (Matches(self.pages, self.words), Matches(public_documents(), self.words))
        if len(self.words.stems) < 2 or any(matches.unordered().exists() for matches in whole):  # noqa: PLR2004 (one word is whole)
            return whole
        return replace(whole[0], partly=True), replace(whole[1], partly=True)

    @cached_property
    def _kind_counts(self) -> Counter[str]:
        pages, documents = self._matches
        found_pages = self._of_chosen_thematiques(pages.unordered()).order_by()
        by_type = found_pages.values_list("content_type").annotate(Count("pk"))
        names = {kind.content_type: name for name, kind in self.kinds.items()}
        counts: Counter[str] = Counter()
        for content_type, count in by_type:
            counts[names.get(content_type, PAGE)] += count
        counts[DOCUMENT] = 0 if self.chosen_thematiques else documents.unordered().count()
        return counts

    def _takes(self, kind: str) -> bool:
        return not self.chosen_kinds or kind in self.chosen_kinds

    def _of_chosen_kinds(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        if not self.chosen_kinds:
            return pages
        condition = Q(content_type__in=[kind.content_type for name, kind in self.kinds.items() if self._takes(name)])
        if self._takes(PAGE):
            condition |= ~Q(content_type__in=[kind.content_type for kind in self.kinds.values()])
        return pages.filter(condition)

    def _of_chosen_thematiques(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        if not self.chosen_thematiques:
            return pages
        wanted = [pk for item in self.thematiques if item.slug in self.chosen_thematiques for pk in self._family(item)]
        bearers = BasePage.objects.filter(thematique_links__thematique__in=wanted)
        return pages.filter(pk__in=bearers.values("pk"))

    @staticmethod
    def _family(thematique: Thematique) -> list[int]:
        return [thematique.pk, *(child.pk for child in thematique.children.all())]

    def _ordered_pages(self) -> QuerySet[Any]:
        event_day = Coalesce("neclocalpage__start_date", "editionnationalepage__start_date")
        pages = self._matches[0].best_first(F("first_published_at").desc(nulls_last=True), "-pk")
        pages = self._of_chosen_kinds(self._of_chosen_thematiques(pages))
        return pages.annotate(
            start=event_day,
            end=Coalesce("neclocalpage__end_date", "editionnationalepage__end_date"),
            precision=F("neclocalpage__date_precision"),
        ).with_thematiques()  # type: ignore[attr-defined]

    def _ordered_documents(self) -> QuerySet[Any]:
        return self._matches[1].best_first("-created_at", "-pk")

    def _page_row(self, page: Any) -> Row:
        kind = next((kind for kind in self.kinds.values() if kind.content_type == page.content_type_id), None)
        return Row(
            kind=kind.label if kind else _("Page"),
            title=self._highlight(page.title),
            summary=self._highlight(page.summary or page.search_description),
            url=page.url or "",
            thematiques=page.thematiques,
            start=page.start,
            end=page.end,
            precision=page.precision or "day",
            updated=page.last_published_at,
        )

    def _document_row(self, document: NecDocument) -> Row:
        return Row(
            kind=_("Document"),
            title=self._highlight(document.title),
            summary=self._highlight(document.description),
            url=document.url,
            updated=document.created_at,
            document=document,
        )

    def _highlight(self, text: str) -> SafeString:
        return highlight(french_text(text), set(self.words.stems))


class _Rows:
    """The results as a paginator reads them."""

    ordered = True

    def __init__(self, search: Search) -> None:
        self.search = search

    def __len__(self) -> int:
        return self.search.total

    def __getitem__(self, window: slice) -> list[Row]:
        return self.search.rows(window.start, window.stop)


@dataclass(frozen=True)
class Kind:
    """A page type that visitors know by its name."""

    label: str
    content_type: int


def page_kinds() -> dict[str, Kind]:
    """The page types shown as such, by the word that stands for each in an address; all others are plain pages."""
    models = [model for model in apps.get_models() if getattr(model, "listable", False) is True]
    types = ContentType.objects.get_for_models(*models)
    labels = {model: str(model._meta.verbose_name) for model in models}
    kinds = {slugify(label): Kind(label[:1].upper() + label[1:], types[model].pk) for model, label in labels.items()}
    return dict(sorted(kinds.items()))


def public_documents() -> QuerySet[NecDocument]:
    """Documents of the collections that no restriction hides."""
    path = OuterRef("collection__path")
    hiding = CollectionViewRestriction.objects.filter(collection__path=Substr(path, 1, Length("collection__path")))
    return NecDocument.objects.filter(~Exists(hiding))
