"""The making of the team's groups and of the workflow by which a contributor's page is published."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from socle.permissions import GROUPS, REVIEWERS, GroupRights

WORKFLOW_NAME = "Relecture"
#: What Wagtail's own migrations make, in English.
STOCK_GROUPS = ("Moderators", "Editors")
STOCK_WORKFLOW = "Moderators approval"
STOCK_RIGHTS = ("wagtailadmin", "wagtailimages", "wagtaildocs")


def setup_groups(root_page: Page, *, reset: bool = False) -> list[str]:
    """Make the missing groups with their rights below `root_page`, and give their names. `reset` remakes all rights."""
    created = []
    for rights in GROUPS:
        group, is_new = Group.objects.get_or_create(name=rights.name)
        if is_new:
            created.append(rights.name)
        if is_new or reset:
            grant(group, rights, root_page)
    if len(created) == len(GROUPS):
        remove_stock()
    return created


def grant(group: Group, rights: GroupRights, root_page: Page) -> None:
    """Give `group` exactly `rights`. A right whose app is not installed is left out."""
    group.permissions.set(find_permissions(rights.models))
    GroupPagePermission.objects.filter(group=group).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=root_page, permission=permission)
        for permission in find_permissions(rights.pages)
    )
    GroupCollectionPermission.objects.filter(group=group).delete()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=Collection.get_first_root_node(), permission=permission)
        for permission in find_permissions(rights.collections)
    )


def find_permissions(names: Iterable[str]) -> QuerySet[Permission]:
    """The rights of those names (`app.action_model`)."""
    wanted = Q(pk__in=[])
    for name in names:
        app_label, codename = name.split(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return Permission.objects.filter(wanted)


def setup_workflow(root_page: Page) -> bool:
    """Make the missing workflow and set it on `root_page`, unless that page has one; whether it was made."""
    workflow, is_new = Workflow.objects.get_or_create(name=WORKFLOW_NAME)
    if not is_new:
        return False
    task = GroupApprovalTask.objects.create(name=WORKFLOW_NAME)
    task.groups.set(Group.objects.filter(name__in=REVIEWERS))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.get_or_create(page=root_page, defaults={"workflow": workflow})
    return True


def remove_stock() -> None:
    """Remove Wagtail's own groups and workflow where nobody has used them: they would only confuse."""
    for group in Group.objects.filter(name__in=STOCK_GROUPS, user=None):
        if is_untouched(group):
            group.delete()
    used = WorkflowState.objects.values("workflow")
    for workflow in Workflow.objects.filter(name=STOCK_WORKFLOW).exclude(pk__in=used):
        tasks = list(workflow.tasks)
        workflow.delete()
        Task.objects.filter(pk__in=[task.pk for task in tasks], workflow_tasks=None).delete()


def is_untouched(group: Group) -> bool:
    """Whether a group still has the rights Wagtail gave it: on the whole tree, and on nothing of the site's own."""
    has_own_rights = group.permissions.exclude(content_type__app_label__in=STOCK_RIGHTS).exists()
    return not has_own_rights and not GroupPagePermission.objects.filter(group=group, page__depth__gt=1).exists()
