"""What organisers write to the team: messages, answers to its questions, the agreement they return."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidatures.enums import FileKind
from candidatures.models import Candidature, InformationItem, InformationRequest, PieceJointe
from candidatures.steps import FORMS, FieldError, RowSet, StepContext, StepForm, Values, is_filled
from candidatures.steps.base import MAX_ROWS
from candidatures.steps.fields import text
from candidatures.targets import Target, parse_target
from socle.templatetags.nec import error_label, error_target
from socle.text import clean_text

MAX_MESSAGE: Final = 5000
#: Files that go with one message.
MAX_FILES: Final = 5


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The files of a message, as a list; what they hold is checked where they are received."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        uploads = [upload for upload in data or [] if upload]
        if len(uploads) > MAX_FILES:
            raise forms.ValidationError(_("Joignez au plus %(limit)d fichiers.") % {"limit": MAX_FILES}, code="many")
        # An empty file is refused with the others, in the same words.
        return uploads


class MessageForm(forms.Form):
    """A message to the team. `token` tells a message sent twice from two messages."""

    use_required_attribute = False

    body = text(_("Votre message"), limit=MAX_MESSAGE)
    files = FilesField(
        label=_("Fichiers"),
        required=False,
        help_text=_("Cinq au plus. PDF, ODT, ODS, DOCX, XLSX, PNG ou JPEG, 10 Mo au plus chacun."),
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="message-%s", label_suffix="", **kwargs)
        self.fields["body"].error_messages["required"] = _("Écrivez votre message.")

    def clean_token(self) -> UUID:
        try:
            return UUID(self.cleaned_data["token"])
        except ValueError:
            return uuid4()


class AgreementForm(forms.Form):
    """The agreement, signed."""

    use_required_attribute = False

    agreement = forms.FileField(
        label=_("Convention signée"),
        help_text=_("En PDF, 10 Mo au plus."),
        allow_empty_file=True,
        max_length=None,
        error_messages={"required": _("Choisissez le fichier de la convention signée.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="%s", label_suffix="", **kwargs)


class AnswerForm(forms.Form):
    """The answer to a free question."""

    use_required_attribute = False

    answer = text(_("Votre réponse"), required=False)
    file = forms.FileField(
        label=_("Fichier"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, ODT, ODS, DOCX, XLSX, PNG ou JPEG, 10 Mo au plus."),
    )


class Question:
    """A question of a request with the field, the rows or the free text that answers it.

    `value` is what is kept of the answer: a text for a free question, else the new values of the answers it is about,
    by name. A question on one answer takes along those that it makes wrong: they are shown below it.
    """

    def __init__(self, item: InformationItem, context: StepContext) -> None:
        self.item = item
        self.prefix = f"question-{item.pk}"
        self.target = _find_target(item, context)
        self.value: Any = item.answer
        self.form: forms.Form | None = None
        self.uploads: list[UploadedFile] = []
        self.pieces: list[PieceJointe] = []
        self.refusal = ""
        if self.target and not isinstance(self.value, dict):
            present = context.answers.get(self.target.step, {})
            self.value = {self.target.name: present.get(self.target.name, "")}

    def read(self, data: Any, files: MultiValueDict[str, UploadedFile]) -> None:
        """Take what a request holds."""
        if self.target is None:
            self.value = clean_text(str(data.get(f"{self.prefix}-answer", "")))
            self.uploads = [upload for upload in files.getlist(f"{self.prefix}-file") if upload]
            return
        form_class = FORMS[self.target.step]
        read = form_class.read_fields(data, f"{self.prefix}-")
        others = {name: value for name, value in read.items() if f"{self.prefix}-{name}" in data}
        self.value = others | {self.target.name: self._read_target(form_class, read, data)}

    def _read_target(self, form_class: type[StepForm], read: Values, data: Any) -> Any:
        assert self.target  # noqa: S101 (its caller's)
        if not self.target.is_rows:
            return read[self.target.name]
        row_class = form_class.row_forms[self.target.name]
        prefix = f"{self.prefix}-{self.target.name}"
        rows = (row_class.read_fields(data, f"{prefix}-{number}-") for number in range(MAX_ROWS))
        return [row for row in rows if is_filled(row)]

    def bind(self, context: StepContext, *, is_draft: bool) -> None:
        """Make the form that shows it, on a dossier that holds every answer of the request."""
        if self.target is None:
            self.form = AnswerForm(
                {f"{self.prefix}-answer": self.value or ""}, prefix=self.prefix, auto_id="%s", label_suffix=""
            )
            if not is_draft and not (self.value or self.uploads or self.pieces):
                self.form.add_error("answer", gettext("Écrivez votre réponse, ou joignez un fichier."))
            return
        values = context.answers.get(self.target.step, {})
        self.form = FORMS[self.target.step](values, context=context, is_draft=is_draft, prefix=self.prefix)

    @cached_property
    def rows(self) -> RowSet | None:
        """The rows that answer it, if it is about rows."""
        if self.target is None or not self.target.is_rows or not isinstance(self.form, StepForm):
            return None
        return RowSet(
            f"{self.prefix}-{self.target.name}",
            FORMS[self.target.step].row_forms[self.target.name],
            self.form.row_sets[self.target.name].filled_values,
            context=self.form.context,
            is_draft=self.form.is_draft,
        )

    @property
    def fields(self) -> list[forms.BoundField]:
        """The fields that answer it, rows apart."""
        form = self.form
        if form is None:
            return []
        if self.target is None:
            return list(form)
        own = [] if self.target.is_rows else [self.target.name]
        # `value` names what was shown along with it before.
        along = [name for name in form.fields if name in self.value or (not self.target.is_rows and name in form.errors)]
        return [form[name] for name in dict.fromkeys([*own, *along])]

    @property
    def subject(self) -> str:
        """What of the dossier it is about: « Le budget »; empty for a free question."""
        return str(self.target.step.label) if self.target else ""

    @property
    def rows_error(self) -> str:
        """What its rows lack as a whole."""
        is_lacking = self.rows is not None and not self.rows.filled and not self.rows.is_draft
        return gettext("Remplissez au moins une ligne.") if is_lacking else ""

    @property
    def errors(self) -> list[FieldError]:
        """What is wrong in its answer, in the order of the page."""
        found = [
            FieldError(error_target(field), error_label(field), str(message))
            for field in self.fields
            for message in field.errors
        ]
        if self.refusal:
            found.append(FieldError(f"{self.prefix}-file", gettext("Fichier"), self.refusal))
        if self.rows_error:
            found.append(FieldError(self.rows.spare[0][_first(self.rows)].auto_id, self.subject, self.rows_error))
        return found + (self.rows.field_errors if self.rows else [])
