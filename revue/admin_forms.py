"""Forms of the editing of the revue."""

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from revue.services.publication import Plan

PARIS: Final = ZoneInfo("Europe/Paris")
NOW, LATER = "now", "later"


class ParisDateTimeField(forms.DateTimeField):
    """A day and an hour of Paris, whatever the zone of the account: the revue comes out at one hour for all."""

    widget = AdminDateTimeInput

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(PARIS):
            return super().to_python(value)


class PublishNumeroForm(forms.Form):
    """What of an issue to publish, and when."""

    when = forms.ChoiceField(
        label=_("Quand"),
        choices=[(NOW, _("Maintenant")), (LATER, _("Plus tard, au jour et à l’heure choisis"))],
        widget=forms.RadioSelect,
        initial=NOW,
        error_messages={"required": _("Choisissez quand publier."), "invalid_choice": _("Choisissez quand publier.")},
    )
    moment = ParisDateTimeField(
        label=_("Jour et heure"),
        required=False,
        help_text=_("Heure de Paris, par exemple 15/01/2027 09:00."),
        error_messages={"invalid": _("Écrivez le jour et l’heure comme 15/01/2027 09:00.")},
    )
    articles = forms.MultipleChoiceField(
        label=_("Articles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("La liste a changé : relisez-la, puis confirmez.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=20_000, required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        articles = [step for step in plan.steps if not step.is_numero]
        field: Any = self.fields["articles"]
        field.choices = [(str(step.page.pk), step.page.get_admin_display_title()) for step in articles]
        self.initial["articles"] = [str(step.page.pk) for step in articles if not step.was_withdrawn]
        self.initial["seen"] = " ".join(plan.tokens)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("when") == NOW:
            return {**cleaned, "moment": None}
        moment = cleaned.get("moment")
        if cleaned.get("when") == LATER and "moment" not in self.errors:
            if moment is None:
                self.add_error("moment", ValidationError(_("Indiquez le jour et l’heure de la parution.")))
            elif moment <= timezone.now():
                self.add_error("moment", ValidationError(_("Choisissez un jour et une heure à venir.")))
        return cleaned

    @property
    def keys(self) -> set[int]:
        """The pages of the articles that were chosen."""
        return {int(value) for value in self.cleaned_data["articles"]}

    @property
    def seen_tokens(self) -> list[str]:
        tokens: list[str] = self.cleaned_data["seen"].split()
        return tokens
