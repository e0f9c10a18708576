"""The search inside the revue: words, and facets whose every value says how many articles it would leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page
from django.db.models import Count, Exists, F, Q
from django.db.models.functions import Substr
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from revue.addresses import MOT_CLE
from revue.enums import ArticleKind
from revue.extracts import extract
from revue.issues import Issue, known_issues
from revue.models import ArticleAuthor, ArticleMotCle, ArticlePage, RevueIndexPage
from revue.presentation import issue_of
from revue.querysets import ArticleQuerySet, mot_cle_count
from socle.matching import EVERYTHING, Matching, Words
from socle.models import MotCle, PageThematique, Personne, Thematique
from socle.models.mots_cles import MAX_LENGTH
from socle.pagination import CountedPaginator
from socle.parameters import (
    MAX_CHOICES,
    MAX_TEXT_LENGTH,
    LineField,
    PageNumberField,
    ParametersForm,
    TolerantMultipleChoiceField,
)
from socle.search import highlight
from socle.text import clean_line
from socle.typography import french_text

RESULTS_PER_PAGE: Final = 20
WORDS: Final = "q"
NUMERO: Final = "numero"
AUTHOR: Final = "signature"
KIND: Final = "genre"
THEMATIQUE: Final = "thematique"


class SlugsField(forms.Field):
    """What may be slugs: the database says which it knows."""

    widget = forms.SelectMultiple

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: Any) -> list[str]:
        return [clean_line(str(item)[:MAX_TEXT_LENGTH]) for item in value or []][:MAX_CHOICES]


class Parameters(ParametersForm):
    """What the address may say. The search leaves out an issue, a person, a word or a thématique that is none."""

    q = LineField()
    numero = LineField(max_length=10)
    signature = LineField(max_length=120)
    mot = LineField(max_length=MAX_LENGTH)
    genre = TolerantMultipleChoiceField(choices=ArticleKind.choices)
    thematique = SlugsField()
    page = PageNumberField()


class SearchForm(forms.Form):
    """The search as it is shown: each list offers what has articles, with their number, and what is chosen."""

    q = forms.CharField(label=_t("Mots à chercher"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    numero = forms.ChoiceField(label=_t("Numéro"), required=False)
    signature = forms.ChoiceField(label=_t("Autrice ou auteur"), required=False)
    mot = forms.ChoiceField(label=_t("Mot-clé"), required=False)
    genre = forms.MultipleChoiceField(label=_t("Genres"), required=False, widget=forms.CheckboxSelectMultiple)
    thematique = forms.MultipleChoiceField(label=_t("Thématiques"), required=False, widget=forms.CheckboxSelectMultiple)


class ThematiqueValue(str):
    """The slug of a thématique, which `option_colour` asks for its paper."""

    instance: Thematique
    __slots__ = ("instance",)


@dataclass(frozen=True)
class Choice:
    """A value of a facet, and the articles that it would leave under the other filters."""

    value: str
    label: str
    count: int

    @property
    def counted_label(self) -> str:
        return f"{self.label} ({self.count})"


@dataclass(frozen=True)
class ActiveFilter:
    """A filter in use. `value` is None for a field that takes one value."""

    name: str
    value: str | None
    label: str


@dataclass(frozen=True)
class Way:
    """A way out of an empty list: a filter to drop, the address without it, the articles one then finds."""

    label: str
    url: str
    count: int


@dataclass(frozen=True)
class Row:
    """An article that answers: `title`, `summary` and `extract` have the words marked."""

    article: ArticlePage
    issue: Issue | None
    title: SafeString
    summary: SafeString
    extract: SafeString


class RevueSearch:
    """The search that `data` asks for among the public articles of `revue`.

    Facets are counted by the database, each under all filters but its own: a fixed number of queries.
    """

    def __init__(self, data: QueryDict | Mapping[str, Any], revue: RevueIndexPage) -> None:
        self.articles = revue.articles
        parameters = Parameters.parameters(data)
        self.page_number: int = parameters["page"]
        self.words = Words.read(parameters["q"])
        self.numero = next((item for item in known_issues() if str(item.number) == parameters["numero"]), None)
        slug = parameters["signature"]
        self.author: Personne | None = revue.signatories.filter(slug=slug).first() if slug else None
        self.mots_cles = revue.mots_cles
        self.asked_mot_cle: str = parameters["mot"]
        self.kinds: list[str] = parameters["genre"]
        self.asked_thematiques: list[str] = parameters["thematique"]

    # What is asked

    @cached_property
    def chosen(self) -> dict[str, str | list[str]]:
        """What was understood of the address, by field, without what is not set."""
        values: dict[str, str | list[str]] = {
            WORDS: self.words.written,
            NUMERO: str(self.numero.number) if self.numero else "",
            AUTHOR: self.author.slug if self.author else "",
            MOT_CLE: self.mot_cle.slug if self.mot_cle else "",
            KIND: self.kinds,
            THEMATIQUE: [item.slug for item in self.chosen_thematiques],
        }
        return {name: value for name, value in values.items() if value}

    @property
    def is_asked(self) -> bool:
        """Whether anything is asked for; else all articles are given, the newest first."""
        return bool(self.chosen)

    @property
    def is_unreadable(self) -> bool:
        """Whether something was written that holds no word."""
        return bool(self.words.written and not self.words)

    @cached_property
    def is_partial(self) -> bool:
        """Whether no article holds all the words, so that those holding some are given."""
        return len(self.words.stems) > 1 and not self.articles.filter(self._matching.whole()).exists()

    # What answers

    @cached_property
    def total(self) -> int:
        counts = self._kind_counts
        return sum(count for kind, count in counts.items() if not self.kinds or kind in self.kinds)

    @cached_property
    def page_obj(self) -> Page[ArticlePage]:
        """The articles of the page asked for, the last one when there are fewer."""
        pages = CountedPaginator(self._ordered.for_cards(), RESULTS_PER_PAGE, self.total)
        return pages.get_page(self.page_number)

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(article) for article in self.page_obj]

    # How it is narrowed

    @cached_property
    def form(self) -> SearchForm:
        """The form, with what is chosen and what each choice would leave; a list of none is left out."""
        form = SearchForm(initial=self.chosen, auto_id="recherche-%s")
        everything = {
            NUMERO: _("Tous les numéros"),
            AUTHOR: _("Toutes les signatures"),
            MOT_CLE: _("Tous les mots-clés"),
        }
        for name, label in everything.items():
            if not self.choices[name]:
                del form.fields[name]
                continue
            options = [(choice.value, choice.counted_label) for choice in self.choices[name]]
            form.fields[name].choices = [("", label), *options]  # type: ignore[attr-defined]
        for name in (KIND, THEMATIQUE):
            form.fields[name].choices = [  # type: ignore[attr-defined]
                (choice.value, choice.counted_label) for choice in self.choices[name]
            ]
        return form

    @cached_property
    def choices(self) -> dict[str, list[Choice]]:
        """The values of each facet that have articles under the other filters, and the chosen ones."""
        found = {
            NUMERO: self._numero_choices(),
            AUTHOR: self._author_choices(),
            MOT_CLE: self._mot_cle_choices(),
            KIND: [Choice(str(kind.value), str(kind.label), self._kind_counts.get(kind, 0)) for kind in ArticleKind],
            THEMATIQUE: self._thematique_choices(),
        }
        return {
            name: [choice for choice in choices if choice.count or choice.value in self._chosen_values(name)]
            for name, choices in found.items()
        }

    @cached_property
    def active_filters(self) -> list[ActiveFilter]:
        """The filters in use, each of which a link takes away."""
        words = [ActiveFilter(WORDS, None, _("« %(words)s »") % {"words": self.words.written})]
        single = [
            ActiveFilter(name, None, self._label(name, value))
            for name in (NUMERO, AUTHOR, MOT_CLE)
            for value in self._chosen_values(name)
        ]
        several = [
            ActiveFilter(name, value, self._label(name, value))
            for name in (KIND, THEMATIQUE)
            for value in self._chosen_values(name)
        ]
        return [*(words if WORDS in self.chosen else []), *single, *several]

    @cached_property
    def ways_out(self) -> list[Way]:
        """What one filter less would give, where all of them give nothing: the most articles first."""
        if self.total or not self.is_asked:
            return []
        counts = self.articles.order_by().aggregate(
            **{name: Count("pk", filter=self._condition(without=name)) for name in self.chosen}
        )
        labels = {name: [item.label for item in self.active_filters if item.name == name] for name in self.chosen}
        ways = [
            Way(", ".join(labels[name]), f"?{self._query_without(name)}", count)
            for name, count in counts.items()
            if count
        ]
        return sorted(ways, key=lambda way: -way.count)

    # Counts

    def _numero_choices(self) -> list[Choice]:
        issues = known_issues()
        if not issues:
            return []
        length = len(issues[0].path)
        articles = self._kept(without=NUMERO).annotate(numero_path=Substr("path", 1, length))
        counts = dict(articles.values_list("numero_path").annotate(Count("pk")))
        return [Choice(str(item.number), item.label, counts.get(item.path, 0)) for item in issues]

    def _author_choices(self) -> list[Choice]:
        links = ArticleAuthor.objects.filter(article__in=self._kept(without=AUTHOR).values("pk"))
        names = ("personne__slug", "personne__first_name", "personne__last_name")
        rows = links.order_by("personne__last_name", "personne__first_name", "personne__slug").values_list(*names)
        choices = [
            Choice(slug, f"{first} {last}".strip(), count)
            for slug, first, last, count in rows.annotate(count=Count("article"))
        ]
        is_missing = self.author and self.author.slug not in {choice.value for choice in choices}
        return [*choices, Choice(self.author.slug, self.author.name, 0)] if self.author and is_missing else choices

    def _mot_cle_choices(self) -> list[Choice]:
        return [Choice(item.slug, item.name, item.count or 0) for item in self._counted_mots_cles]

    @cached_property
    def _counted_mots_cles(self) -> list[Any]:
        return list(self.mots_cles.annotate(count=mot_cle_count(self._kept(without=MOT_CLE))))

    @cached_property
    def mot_cle(self) -> MotCle | None:
        return next((item for item in self._counted_mots_cles if item.slug == self.asked_mot_cle), None)

    @cached_property
    def _kind_counts(self) -> dict[str, int]:
        return dict(self._kept(without=KIND).values_list("kind").annotate(Count("pk")))

    def _thematique_choices(self) -> list[Choice]:
        return [Choice(_thematique_value(item), item.title, item.count or 0) for item in self._counted_thematiques]

    @cached_property
    def _counted_thematiques(self) -> list[Any]:
        return list(Thematique.objects.with_counts_among(count=self._kept(without=THEMATIQUE)))

    @cached_property
    def chosen_thematiques(self) -> list[Thematique]:
        return [item for item in self._counted_thematiques if item.slug in self.asked_thematiques]

    # Conditions

    @cached_property
    def _matching(self) -> Matching:
        return Matching(self.words, ArticlePage)

    def _condition(self, without: str = "") -> Q:
        """What an article must answer: every filter in use but `without`. No join: they add up in any number."""
        makers = {
            WORDS: self._words_condition,
            NUMERO: self._numero_condition,
            AUTHOR: self._author_condition,
            MOT_CLE: self._mot_cle_condition,
            KIND: self._kind_condition,
            THEMATIQUE: self._thematique_condition,
        }
        return reduce(and_, (make() for name, make in makers.items() if name != without), EVERYTHING)

    def _words_condition(self) -> Q:
        return self._matching.partial() if self.is_partial else self._matching.whole()

    def _numero_condition(self) -> Q:
        return Q(path__startswith=self.numero.path) if self.numero else EVERYTHING

    def _author_condition(self) -> Q:
        if not self.author:
            return EVERYTHING
        return Q(pk__in=ArticleAuthor.objects.filter(personne=self.author).values("article"))

    def _mot_cle_condition(self) -> Q:
        """A word that no article bears is left out by the database: asking first would cost a query."""
        if not self.asked_mot_cle:
            return EVERYTHING
        public = self.articles.order_by().values("pk")
        filed = ArticleMotCle.objects.filter(tag__slug=self.asked_mot_cle, content_object__in=public)
        return Q(pk__in=filed.values("content_object")) | ~Q(Exists(filed))

    def _kind_condition(self) -> Q:
        return Q(kind__in=self.kinds) if self.kinds else EVERYTHING

    def _thematique_condition(self) -> Q:
        if not self.asked_thematiques or not self.chosen_thematiques:
            return EVERYTHING
        keys = [item.pk for item in self.chosen_thematiques]
        links = PageThematique.objects.filter(Q(thematique__in=keys) | Q(thematique__parents__in=keys))
        return Q(pk__in=links.values("page"))

    def _kept(self, without: str = "") -> ArticleQuerySet:
        """The articles that answer all filters but `without`, in no order."""
        return self.articles.filter(self._condition(without)).order_by()

    @property
    def _ordered(self) -> ArticleQuerySet:
        matching = self._matching
        best = matching.best_partial_first() if self.is_partial else matching.best_whole_first()
        return self._kept().order_by(*best, F("first_published_at").desc(nulls_last=True), "-pk")

    # Words

    def _row(self, article: ArticlePage) -> Row:
        stems = set(self.words.stems)
        return Row(
            article=article,
            issue=issue_of(article),
            title=highlight(french_text(article.title), stems),
            summary=highlight(french_text(article.summary), stems),
            extract=extract(article.body.raw_data, stems),
        )

    def _chosen_values(self, name: str) -> list[str]:
        value = self.chosen.get(name, [])
        return [value] if isinstance(value, str) else value

    def _label(self, name: str, value: str) -> str:
        return next((choice.label for choice in self.choices[name] if choice.value == value), value)

    def _query_without(self, name: str) -> str:
        return urlencode({key: value for key, value in self.chosen.items() if key != name}, doseq=True)


def _thematique_value(thematique: Thematique) -> ThematiqueValue:
    value = ThematiqueValue(thematique.slug)
    value.instance = thematique
    return value
