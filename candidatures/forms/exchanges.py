"""What organisers write to the team: messages, answers to its questions, the agreement they return."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidatures.enums import FileKind
from candidatures.models import Candidature, InformationItem, InformationRequest, PieceJointe
from candidatures.steps import FORMS, FieldError, RowSet, StepContext, Values, is_filled
from candidatures.steps.base import MAX_ROWS, MAX_SIGNS
from candidatures.steps.fields import text
from candidatures.targets import Target, parse_target
from candidatures.uploads import ACCEPT
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


class TokenField(forms.Field):
    """What tells one sending from another; what is none gives a new one, so that it loses no message."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> UUID:
        try:
            return UUID(str(value))
        except ValueError:
            return uuid4()


class MessageForm(forms.Form):
    """A message to the team. `token` tells a message sent twice from two messages."""

    use_required_attribute = False

    body = text(_("Votre message"), limit=MAX_MESSAGE)
    files = FilesField(  # type: ignore[assignment] # a form takes its fields away from its class
        label=_("Fichiers"),
        required=False,
        help_text=_("Cinq au plus. PDF, ODT, ODS, DOCX, XLSX, PNG ou JPEG, 10 Mo au plus chacun."),
    )
    token = TokenField(required=False, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "message-%s", "label_suffix": ""})
        self.fields["body"].error_messages["required"] = _("Écrivez votre message.")


class AgreementForm(forms.Form):
    """The agreement, signed."""

    use_required_attribute = False

    agreement = forms.FileField(
        label=_("Convention signée"),
        help_text=_("En PDF, 10 Mo au plus."),
        allow_empty_file=True,
        error_messages={"required": _("Choisissez le fichier de la convention signée.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "%s", "label_suffix": ""})


class BilanFileForm(forms.Form):
    """A document that goes with the bilan."""

    use_required_attribute = False

    document = forms.FileField(
        label=_("Document"),
        help_text=_("PDF, ODT, ODS, DOCX, XLSX, PNG ou JPEG, 10 Mo au plus."),
        allow_empty_file=True,
        error_messages={"required": _("Choisissez un fichier.")},
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "%s", "label_suffix": ""})


class AnswerForm(forms.Form):
    """The answer to a free question."""

    use_required_attribute = False

    answer = text(_("Votre réponse"), required=False)
    file = forms.FileField(
        label=_("Fichier"),
        required=False,
        allow_empty_file=True,
        help_text=_("S’il en faut un. PDF, ODT, ODS, DOCX, XLSX, PNG ou JPEG, 10 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )


class FreeQuestion:
    """A question about anything: its answer is a text, a file, or both. `value` is what is kept of the text."""

    subject = ""
    rows = None
    is_free = True

    def __init__(self, item: InformationItem, pieces: Sequence[PieceJointe]) -> None:
        self.item = item
        self.prefix = f"question-{item.pk}"
        self.value: Any = item.answer if isinstance(item.answer, str) else ""
        #: Files sent before in answer to it.
        self.pieces = [piece for piece in pieces if piece.document_key == self.prefix]
        self.uploads: list[UploadedFile] = []
        self.form = self._make_form()

    def read(self, data: Any, files: "MultiValueDict[str, UploadedFile]") -> None:
        """Take what a request holds."""
        self.value = clean_text(str(data.get(f"{self.prefix}-answer", ""))[:MAX_SIGNS])
        self.uploads = [upload for upload in files.getlist(f"{self.prefix}-file") if upload is not None]

    def bind(self, context: StepContext, *, is_draft: bool) -> None:
        """Make the form that shows it."""
        self.form = self._make_form()
        if not is_draft and not (self.value.strip() or self.uploads or self.pieces):
            self.form.add_error("answer", gettext("Écrivez votre réponse, ou joignez un fichier."))

    def _make_form(self) -> AnswerForm:
        values = {f"{self.prefix}-answer": self.value}
        return AnswerForm(values, prefix=self.prefix, auto_id="%s", label_suffix="")

    def refuse(self, message: str) -> None:
        """Say that its file is not taken, and why."""
        self.form.add_error("file", message)

    @property
    def fields(self) -> list[forms.BoundField]:
        return list(self.form)

    @property
    def errors(self) -> list[FieldError]:
        return _errors_of(self.fields)


class DossierQuestion:
    """A question about an answer of the dossier: the very field, or the very rows, with their present value.

    `value` holds the new raw values by name: that of the answer, and those of the answers of the same page that it
    makes wrong, which are then shown below it.
    """

    is_free = False

    def __init__(self, item: InformationItem, target: Target, context: StepContext) -> None:
        self.item = item
        self.target = target
        self.prefix = f"question-{item.pk}"
        self.uploads: list[UploadedFile] = []
        self.pieces: list[PieceJointe] = []
        present = context.answers.get(target.step, {}).get(target.name, "")
        self.value: Values = item.answer if isinstance(item.answer, dict) else {target.name: present}
        self.bind(context, is_draft=True)

    def read(self, data: Any, files: "MultiValueDict[str, UploadedFile]") -> None:
        """Take what a request holds."""
        form_class, name = FORMS[self.target.step], self.target.name
        read = form_class.read_fields(data, f"{self.prefix}-")
        along = {other: value for other, value in read.items() if f"{self.prefix}-{other}" in data}
        self.value = along | {name: self._read_rows(data) if self.target.is_rows else read[name]}

    def _read_rows(self, data: Any) -> list[Values]:
        row_class = FORMS[self.target.step].row_forms[self.target.name]
        prefix = f"{self.prefix}-{self.target.name}"
        rows = (row_class.read_fields(data, f"{prefix}-{number}-") for number in range(MAX_ROWS))
        return [row for row in rows if is_filled(row)]

    def bind(self, context: StepContext, *, is_draft: bool) -> None:
        """Make the form that shows it, on a dossier that holds every answer of the request."""
        values = context.answers.get(self.target.step, {}) | self.value
        form_class = FORMS[self.target.step]
        self.form = form_class(values, context=context, is_draft=is_draft, prefix=self.prefix)
        # What the page lacks elsewhere is not asked here; what it makes wrong elsewhere is.
        wrong = form_class(values, context=context, prefix=self.prefix).errors
        self._wrong = set() if self.target.is_rows else set(wrong)
        self.rows = self._make_rows(context, is_draft=is_draft) if self.target.is_rows else None

    def _make_rows(self, context: StepContext, *, is_draft: bool) -> RowSet:
        name = self.target.name
        typed = self.value.get(name)
        rows = [row for row in typed if isinstance(row, dict)][:MAX_ROWS] if isinstance(typed, list) else []
        row_class = FORMS[self.target.step].row_forms[name]
        return RowSet(f"{self.prefix}-{name}", row_class, rows, context=context, is_draft=is_draft)

    @property
    def subject(self) -> str:
        """The page of the dossier it is about."""
        return str(self.target.step.label)

    @property
    def fields(self) -> list[forms.BoundField]:
        """The field it is about, then those shown along with it."""
        along = [name for name in self.form.fields if name in self._wrong or name in self.value]
        own = [] if self.target.is_rows else [self.target.name]
        return [self.form[name] for name in dict.fromkeys([*own, *along]) if name in self.form.fields]

    @property
    def rows_error(self) -> str:
        """What its rows lack as a whole."""
        is_lacking = self.rows is not None and not self.form.is_draft and not self.rows.filled
        return gettext("Remplissez au moins une ligne.") if is_lacking else ""

    @property
    def errors(self) -> list[FieldError]:
        found = _errors_of(self.fields)
        if self.rows is None:
            return found
        if self.rows_error:
            found.append(FieldError(self.prefix, self.subject, self.rows_error))
        return found + self.rows.field_errors


class RequestForm:
    """The answers to a request of the team, question by question, as they are kept or as they are sent."""

    def __init__(self, information_request: InformationRequest, candidature: Candidature) -> None:
        self._context = StepContext.of(candidature)
        pieces = list(candidature.files.filter(kind=FileKind.ANSWER))
        self.questions = [make_question(item, self._context, pieces) for item in information_request.items.all()]
        self.bind(is_draft=True)

    def read(self, data: Any, files: "MultiValueDict[str, UploadedFile]") -> None:
        """Take what a request holds."""
        for question in self.questions:
            question.read(data, files)

    def bind(self, *, is_draft: bool) -> None:
        """Check the answers together: each is judged on a dossier that holds the others."""
        answers = {step: dict(values) for step, values in self._context.answers.items()}
        for question in self.questions:
            if isinstance(question, DossierQuestion):
                answers.setdefault(question.target.step, {}).update(question.value)
        context = StepContext(self._context.rules, answers, self._context.candidature)
        for question in self.questions:
            question.bind(context, is_draft=is_draft)

    @property
    def free_questions(self) -> list[FreeQuestion]:
        """Those that take a file."""
        return [question for question in self.questions if isinstance(question, FreeQuestion)]

    @property
    def values(self) -> dict[int, Any]:
        """What is kept of the answers, by the key of their question."""
        return {question.item.pk: question.value for question in self.questions}

    @property
    def errors(self) -> list[FieldError]:
        return [error for question in self.questions for error in question.errors]


def make_question(
    item: InformationItem, context: StepContext, pieces: Sequence[PieceJointe]
) -> FreeQuestion | DossierQuestion:
    """The question `item`, on the dossier or free."""
    target = parse_target(item.target)
    if target is None or not _is_asked(target, context):
        return FreeQuestion(item, pieces)
    return DossierQuestion(item, target, context)


def _is_asked(target: Target, context: StepContext) -> bool:
    """Whether the call of this candidature asks for that answer."""
    return target.is_rows or target.name in FORMS[target.step]({}, context=context).fields


def _errors_of(fields: Sequence[forms.BoundField]) -> list[FieldError]:
    return [
        FieldError(error_target(field), error_label(field), str(message))
        for field in fields
        for message in field.errors
    ]
