"""What happens to the answers of form pages: mails, rights and end of keeping."""

from typing import Any, Final

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django_tasks import task
from wagtail.admin.utils import get_admin_base_url
from wagtail.query import PageQuerySet

from socle.mail import send_mail
from socle.models.forms import FormPage, FormSubmission
from socle.ratelimit import is_counted_out

VIEW_PERMISSION: Final = "nec_socle.view_formsubmission"
DELETE_PERMISSION: Final = "nec_socle.delete_formsubmission"
#: Acknowledgements to one address in a day: someone else may have typed it.
MAX_ACKNOWLEDGEMENTS: Final = 3
DAY: Final = 24 * 60 * 60


@task()
def send_mails(submission_pk: int) -> None:
    """Tell the team of the answers, and the sender that they have arrived."""
    submission = FormSubmission.objects.select_related("page").filter(pk=submission_pk).first()
    if submission is None:
        return
    tell_recipients(submission)
    acknowledge(submission)


def tell_recipients(submission: FormSubmission) -> None:
    """Send the answers to the page's recipients; an answer to that mail goes to the sender."""
    page = submission.page
    recipients = [address.strip() for address in page.recipients.split(",") if address.strip()]
    if not recipients:
        return
    path = reverse("wagtailforms:list_submissions", args=[page.pk])
    context = {"page": page, "submission": submission, "admin_url": f"{get_admin_base_url() or ''}{path}"}
    send_mail(
        subject=f"{page.title} : nouvelle réponse",
        body=render_to_string("email/form_notification.txt", context),
        to=recipients,
        reply_to=[submission.sender_address] if submission.sender_address else [],
    )


def acknowledge(submission: FormSubmission) -> None:
    """Tell the sender that the answers have arrived.

    The mail holds the editors' words alone, never the sender's: otherwise the form would send anyone's text to anyone.
    """
    page, address = submission.page, submission.sender_address
    if not page.acknowledgement_text or not address:
        return
    if is_counted_out("form-acknowledgement", address.lower(), MAX_ACKNOWLEDGEMENTS, DAY):
        return
    send_mail(
        subject=page.acknowledgement_subject or page.thanks_title,
        body=render_to_string("email/form_acknowledgement.txt", {"page": page}),
        to=[address],
    )


def purge_expired() -> dict[str, int]:
    """Delete the answers that have been kept as long as their page says; the number deleted for each page's title."""
    deleted = {}
    for page in FormPage.objects.order_by("pk"):
        with transaction.atomic():
            count, _details = page.expired_submissions().delete()
        if count:
            deleted[page.title] = count
    return deleted


def readable_form_pages(user: Any, form_pages: PageQuerySet) -> PageQuerySet:
    """Of the form pages a user may change, those whose answers they may read: none without the right to."""
    return form_pages if user.has_perm(VIEW_PERMISSION) else form_pages.none()
