"""The public search: what a visitor asks, which pages and documents answer, and what else may help."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Length, Substr
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import CollectionViewRestriction

from home.spelling import nearest_spelling, vocabulary
from socle.matching import EVERYTHING, Matching, Words
from socle.models import BasePage, NecDocument, Thematique
from socle.parameters import LineField, PageNumberField, ParametersForm, TolerantMultipleChoiceField
from socle.querysets import BasePageQuerySet
from socle.search import highlight
from socle.typography import french_text

RESULTS_PER_PAGE: Final = 20
MAX_PROMOTIONS: Final = 200
#: Kinds that are no page type of their own.
PAGE: Final = "page"
DOCUMENT: Final = "document"


class SearchForm(ParametersForm):
    """What the address of the search page may say. What is not understood is left out, the rest is kept."""

    q = LineField()
    type = TolerantMultipleChoiceField()
    thematique = TolerantMultipleChoiceField()
    page = PageNumberField()

    def __init__(self, data: QueryDict | Mapping[str, Any], kinds: Iterable[str], thematiques: Iterable[str]) -> None:
        super().__init__(data)
        self.fields["type"].choices = [(kind, kind) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["thematique"].choices = [(slug, slug) for slug in thematiques]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Kind:
    """What visitors call a page type."""

    label: str
    content_type: int


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
    #: When it happens, for an event; for the rest, see `updated`.
    start: date | None = None
    end: date | None = None
    precision: str = "day"
    updated: date | None = None
    document: NecDocument | None = None
    #: What must be said before the title.
    first_words: str = ""


@dataclass(frozen=True)
class Promotion:
    """A link the team gives first for some words."""

    title: str
    url: str
    description: str


@dataclass(frozen=True)
class Counts:
    """Results by kind: those within the chosen thématiques, and those that bear each thématique."""

    found: Mapping[str, Mapping[str, int]]
    documents: int
    #: Whether no text holds all the words: these hold some.
    are_partial: bool

    def of(self, kind: str, condition: str) -> int:
        return self.found.get(kind, {}).get(condition, 0)


class Search:
    """The search that `data` asks for among `pages`, and all public documents.

    Queries are private: none is kept.
    """

    def __init__(self, data: QueryDict | Mapping[str, Any], pages: BasePageQuerySet) -> None:
        self.pages = pages
        self.documents = public_documents()
        self.kinds = page_kinds()
        self.thematiques = list(Thematique.objects.actuelles())
        form = SearchForm(data, [*self.kinds, PAGE, DOCUMENT], [item.slug for item in self.thematiques])
        parameters = form.tolerant_data
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
        return self._counts.are_partial

    @property
    def total(self) -> int:
        return self._page_total + self._document_total

    @cached_property
    def page_obj(self) -> ListPage[Row]:
        """The rows of the page asked for, the last one when there are fewer."""
        return Paginator(_Rows(self), RESULTS_PER_PAGE).get_page(self.page_number)  # type: ignore[arg-type]

    def rows(self, start: int, stop: int) -> list[Row]:
        """Results `start` to `stop`: pages, then documents, as one sequence."""
        last = self._page_total
        pages = list(self._ordered_pages()[start : min(stop, last)]) if start < last else []
        documents = list(self._ordered_documents()[max(0, start - last) : stop - last]) if stop > last else []
        return [self._page_row(page) for page in pages] + [self._document_row(item) for item in documents]

    # Filters

    @cached_property
    def kind_choices(self) -> list[Choice]:
        """The kinds that have results within the chosen thématiques, and the chosen ones."""
        labels = {**{name: kind.label for name, kind in self.kinds.items()}, PAGE: _("Page"), DOCUMENT: _("Document")}
        counts = {name: self._counts.of(name, "kept") for name in labels} | {DOCUMENT: self._kept_documents}
        choices = [Choice(name, label, counts[name], name in self.chosen_kinds) for name, label in labels.items()]
        return [choice for choice in choices if choice.count or choice.is_chosen]

    @cached_property
    def thematique_choices(self) -> list[Choice]:
        """The thématiques that have results within the chosen kinds, and the chosen ones."""
        choices = [
            Choice(
                value=item.slug,
                label=item.title,
                count=sum(self._counts.of(kind, f"thematique{item.pk}") for kind in self._taken_kinds),
                is_chosen=item.slug in self.chosen_thematiques,
                colour=item.colour,
            )
            for item in self.thematiques
        ]
        return [choice for choice in choices if choice.count or choice.is_chosen]

    @property
    def has_choices(self) -> bool:
        """Whether there is something to filter by."""
        return bool(self.kind_choices or self.thematique_choices)

    @property
    def active_filters(self) -> list[ActiveFilter]:
        choices = {"type": self.kind_choices, "thematique": self.thematique_choices}
        return [
            ActiveFilter(name, item.value, item.label)
            for name, items in choices.items()
            for item in items
            if item.is_chosen
        ]

    # What helps

    @cached_property
    def promotions(self) -> list[Promotion]:
        """The team's own answers to these words, on the first page only."""
        if not self.words or self.page_number > 1:
            return []
        stored = SearchPromotion.objects.filter(Q(page=None) | Q(page__in=self.pages.order_by().values("pk")))
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

    @cached_property
    def suggestion(self) -> str:
        """The same words spelled as the site's titles spell them, where no text holds them all; else empty."""
        if not self.words or (self.total and not self.is_partial):
            return ""
        return nearest_spelling(self.words.written, vocabulary(self.pages, self.documents))

    @property
    def suggestion_query(self) -> str:
        """The query string of the suggested words."""
        return urlencode({"q": self.suggestion})

    # Conditions

    @cached_property
    def _page_matching(self) -> Matching:
        return Matching(self.words, BasePage)

    @cached_property
    def _document_matching(self) -> Matching:
        return Matching(self.words, NecDocument)

    @cached_property
    def _counts(self) -> Counts:
        conditions = {"kept": self._thematique_condition()}
        conditions |= {f"thematique{item.pk}": _bears([item.slug]) for item in self.thematiques}
        held = (
            self.pages.filter(self._page_matching.partial())
            .order_by()
            .annotate(holds_all=self._page_matching.holds_all())
        )
        by_type = list(
            held.values_list("content_type", "holds_all").annotate(
                **{name: Count("pk", filter=condition) for name, condition in conditions.items()}
            )
        )
        documents = self.documents.filter(self._document_matching.partial()).order_by()
        documents = documents.annotate(holds_all=self._document_matching.holds_all())
        documents_by_extent = dict(documents.values_list("holds_all").annotate(Count("pk")))
        is_whole = bool(documents_by_extent.get(True)) or any(holds_all for _type, holds_all, *_counts in by_type)
        found: dict[str, dict[str, int]] = {}
        for content_type, holds_all, *numbers in by_type:
            if holds_all or not is_whole:
                counts = found.setdefault(self._kind_name(content_type), dict.fromkeys(conditions, 0))
                for name, number in zip(conditions, numbers, strict=True):
                    counts[name] += number
        return Counts(found, documents_by_extent.get(is_whole, 0), not is_whole)

    @property
    def _taken_kinds(self) -> list[str]:
        """The kinds of pages that the filters let through."""
        return [name for name in [*self.kinds, PAGE] if not self.chosen_kinds or name in self.chosen_kinds]

    @property
    def _page_total(self) -> int:
        return sum(self._counts.of(kind, "kept") for kind in self._taken_kinds)

    @property
    def _document_total(self) -> int:
        return self._kept_documents if not self.chosen_kinds or DOCUMENT in self.chosen_kinds else 0

    @property
    def _kept_documents(self) -> int:
        """Documents bear no thématique."""
        return 0 if self.chosen_thematiques else self._counts.documents

    def _kind_name(self, content_type: int) -> str:
        return next((name for name, kind in self.kinds.items() if kind.content_type == content_type), PAGE)

    def _kind_condition(self) -> Q:
        named = [kind.content_type for name, kind in self.kinds.items() if name in self._taken_kinds]
        others = ~Q(content_type__in=[kind.content_type for kind in self.kinds.values()])
        return Q(content_type__in=named) | others if PAGE in self._taken_kinds else Q(content_type__in=named)

    def _thematique_condition(self) -> Q:
        return _bears(self.chosen_thematiques) if self.chosen_thematiques else EVERYTHING

    # Rows

    def _ordered_pages(self) -> QuerySet[Any]:
        matching = self._page_matching
        found, order = (
            (matching.partial(), matching.best_partial_first())
            if self.is_partial
            else (matching.whole(), matching.best_whole_first())
        )
        pages = self.pages.filter(found, self._kind_condition(), self._thematique_condition())
        return (
            pages.order_by(*order, F("first_published_at").desc(nulls_last=True), "-pk")
            .annotate(
                start=Coalesce("neclocalpage__start_date", "editionnationalepage__start_date"),
                end=Coalesce("neclocalpage__end_date", "editionnationalepage__end_date"),
                precision=F("neclocalpage__date_precision"),
            )
            .with_thematiques()
            .with_first_words()
        )

    def _ordered_documents(self) -> QuerySet[Any]:
        matching = self._document_matching
        found, order = (
            (matching.partial(), matching.best_partial_first())
            if self.is_partial
            else (matching.whole(), matching.best_whole_first())
        )
        return self.documents.filter(found).order_by(*order, "-created_at", "-pk")

    def _page_row(self, page: Any) -> Row:
        kind = self.kinds.get(self._kind_name(page.content_type_id))
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
            first_words=page.first_words,
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


def page_kinds() -> dict[str, Kind]:
    """The page types that visitors know by name, by the word that stands for each in an address; the rest are pages."""
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


def _bears(slugs: list[str]) -> Q:
    """Pages that bear one of the thématiques `slugs`, or a finer one tied to it."""
    bearers = BasePage.objects.filter(
        Q(thematique_links__thematique__slug__in=slugs) | Q(thematique_links__thematique__parents__slug__in=slugs)
    )
    return Q(pk__in=bearers.order_by().values("pk"))
