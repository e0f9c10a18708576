"""The choice of words in the admin, and the merging of two that mean the same."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from socle.models import MotCle
from socle.models.mots_cles import folded
from socle.querysets import tagging_models

SUGGESTED = 10


def suggest_mots_cles(request: HttpRequest) -> JsonResponse:
    """The words that begin as what is typed, then those that hold it."""
    typed = folded(request.GET.get("term", ""))
    if not typed:
        return JsonResponse([], safe=False)
    words = MotCle.objects.filter(search_name__contains=typed).values_list("search_name", "name")
    found = sorted(words, key=lambda word: (not word[0].startswith(typed), word[0]))
    return JsonResponse([name for _search_name, name in found[:SUGGESTED]], safe=False)


@transaction.atomic
def merge_mots_cles(kept: MotCle, others: Iterable[MotCle], user: Any = None) -> int:
    """File under `kept` all that bears one of `others`, then delete these; the number of words deleted.

    Drafts that wait for their publication follow: they would otherwise lose the word.
    """
    words = MotCle.objects.select_for_update().filter(pk__in=[word.pk for word in others]).exclude(pk=kept.pk)
    gone = list(words)
    keys = [word.pk for word in gone]
    for model in tagging_models(MotCle):
        _move_items(model, kept, keys)
        _rewrite_drafts(model, kept, set(keys))
    for word in gone:
        log(kept, "wagtail.edit", user=user, data={"merged": word.name}, content_changed=True)
    MotCle.objects.filter(pk__in=keys).delete()
    return len(gone)


def _move_items(model: Any, kept: MotCle, keys: list[int]) -> None:
    """A page bears a word once: of several that become one, the first is kept."""
    items = model.objects.filter(tag__in=keys)
    already = model.objects.filter(tag=kept, content_object=OuterRef("content_object"))
    earlier = model.objects.filter(tag__in=keys, content_object=OuterRef("content_object"), pk__lt=OuterRef("pk"))
    doubles = items.filter(Exists(already) | Exists(earlier)).values_list("pk", flat=True)
    model.objects.filter(pk__in=list(doubles)).delete()
    items.update(tag=kept)


def _rewrite_drafts(model: Any, kept: MotCle, keys: set[int]) -> None:
    field = model._meta.get_field("content_object")
    if not issubclass(field.related_model, Page):
        return
    relation = field.remote_field.get_accessor_name()
    for revision in _waiting_revisions(field.related_model):
        items = revision.content.get(relation, [])
        if not keys.intersection(item["tag"] for item in items):
            continue
        revision.content[relation] = list(_merged_items(items, kept, keys))
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def _waiting_revisions(page_model: type[Page]) -> Iterable[Revision]:
    """The drafts that may still be published: the latest of each page, and those whose hour is settled."""
    pages = page_model.objects.order_by()
    latest = Q(pk__in=pages.values("latest_revision"))
    scheduled = Q(
        approved_go_live_at__isnull=False, object_id__in=[str(pk) for pk in pages.values_list("pk", flat=True)]
    )
    found: Iterable[Revision] = Revision.page_revisions.filter(latest | scheduled).iterator()
    return found


def _merged_items(items: Iterable[dict[str, Any]], kept: MotCle, keys: set[int]) -> Iterator[dict[str, Any]]:
    seen = set()
    for item in items:
        tag = kept.pk if item["tag"] in keys else item["tag"]
        if tag not in seen:
            seen.add(tag)
            yield {**item, "tag": tag}


class MergeForm(forms.Form):
    """Which of the words that were ticked stays."""

    kept = forms.ModelChoiceField(
        label=_("Le mot qui reste"),
        queryset=MotCle.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choisissez le mot qui reste."),
            "invalid_choice": _("Choisissez un des mots de la liste."),
        },
    )

    def __init__(self, *args: Any, words: Iterable[MotCle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kept"]
        field.queryset = MotCle.objects.filter(pk__in=[word.pk for word in words])


class MergeMotsClesAction(SnippetBulkAction):
    """Makes one word of several, for those who may change and delete them."""

    models: ClassVar = [MotCle]
    display_name = _("Fusionner")
    aria_label = _("Fusionner les mots choisis")
    action_type = "merge"
    action_priority = 10
    template_name = "nec_socle/admin/merge_mots_cles.html"
    form_class = MergeForm

    cleaned_form: Any

    @classmethod
    def get_queryset(cls, model: type[MotCle], object_ids: Iterable[str]) -> list[MotCle]:
        """The words that the address names; the stock answers 500 to what is no number."""
        return list(model.objects.filter(pk__in=[pk for pk in map(str, object_ids) if pk.isascii() and pk.isdigit()]))

    def check_perm(self, snippet: MotCle) -> bool:
        may = self.permission_policy.user_has_permission_for_instance
        return all(may(self.request.user, action, snippet) for action in ("change", "delete"))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "words": self.get_actionable_objects()[0]}

    def get_execution_context(self) -> dict[str, Any]:
        return {"kept": self.cleaned_form.cleaned_data["kept"], "user": self.request.user}

    @classmethod
    def execute_action(
        cls, objects: list[MotCle], kept: MotCle | None = None, user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        return (merge_mots_cles(kept, objects, user), 0) if kept else (0, 0)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        message = ngettext(
            "%(n)s mot est fusionné dans « %(kept)s ».",
            "%(n)s mots sont fusionnés dans « %(kept)s ».",
            num_parent_objects,
        )
        return message % {"n": num_parent_objects, "kept": self.cleaned_form.cleaned_data["kept"].name}
