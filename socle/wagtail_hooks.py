"""What the ground adds to Wagtail's admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.query import PageQuerySet

from socle.form_exports import GuardedDeleteSubmissionsView
from socle.submissions import readable_form_pages


@hooks.register("filter_form_submissions_for_user")
def filter_form_submissions(user: Any, form_pages: PageQuerySet) -> PageQuerySet:
    """To change a form page is not to read what people wrote: that is a right of its own."""
    return readable_form_pages(user, form_pages)


@hooks.register("register_permissions")
def register_submission_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="nec_socle", codename__in=["view_formsubmission", "delete_formsubmission"]
    )


@hooks.register("register_admin_urls")
def register_guarded_deletion() -> list[URLPattern]:
    """Take the place of Wagtail's own deletion of answers: it comes later, since the app does."""
    return [path("forms/submissions/<int:page_id>/delete/", GuardedDeleteSubmissionsView.as_view())]
