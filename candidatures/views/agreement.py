"""The agreement on a grant: downloaded, then returned signed."""

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from candidatures.access import PorteurRequest, candidature_required
from candidatures.forms.exchanges import AgreementForm
from candidatures.models import Candidature
from candidatures.services.exchanges import PDF, ExchangeRefusedError, return_signed_agreement
from candidatures.uploads import FileRefusedError
from candidatures.views import follow_up


@require_safe
@candidature_required
def document(request: PorteurRequest, candidature: Candidature) -> HttpResponse:
    """The agreement to sign."""
    agreement = getattr(candidature, "convention", None)
    if agreement is None or agreement.sent_at is None or not agreement.document:
        raise Http404
    name = slugify(f"convention {agreement.number or candidature.number or ''}")
    try:
        with agreement.document.open() as stored:
            return follow_up.attachment(stored.read(), PDF, f"{name}.pdf")
    except FileNotFoundError:
        raise Http404 from None


@require_POST
@candidature_required
def send_signed(request: PorteurRequest, candidature: Candidature) -> HttpResponse:
    """Receive the signed agreement."""
    form = AgreementForm(request.POST, request.FILES)
    if not form.is_valid():
        return follow_up.show(request, candidature, agreement_form=form, status=422)
    try:
        return_signed_agreement(candidature, form.cleaned_data["agreement"], request.porteur)
    except FileRefusedError as error:
        form.add_error("agreement", error.message)
        return follow_up.show(request, candidature, agreement_form=form, status=422)
    except ExchangeRefusedError as error:
        form.add_error(None, str(error))
        return follow_up.show(request, candidature, agreement_form=form, status=409)
    return follow_up.done(candidature, "convention")
