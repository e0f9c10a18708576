"""The trial dossiers put into the database, and taken out of it again."""

from typing import TYPE_CHECKING, Final

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from candidatures.actors import Actor
from candidatures.enums import MailKey, MailState, Role, State
from candidatures.models import AppelPage, AppelVersion, Candidature, ConventionSettings, Courriel, NumberSequence
from candidatures.services.erasure import erase_draft, forget_people, people_of
from candidatures.services.mails import RETRY_DELAYS
from candidatures.services.refusals import ActRefusedError
from candidatures.services.submission import SubmissionRefusedError
from candidatures.trial.cases import CASES, Case
from candidatures.trial.clock import Clock
from candidatures.trial.marks import DOMAIN, other_dossiers, trial_dossiers, trial_uuid
from candidatures.trial.plots import PLOTS
from candidatures.trial.story import Story, Team
from nec_locaux.models import NecLocalPage
from socle.models import Territoire
from socle.permissions import DECISION, MANAGEMENT, REVIEW

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import QuerySet

#: The accounts of the trial team: name, last name, group, role.
ACCOUNTS: Final = (
    ("essai-instruction", "Instruction", REVIEW.name, Role.INSTRUCTEUR),
    ("essai-decision", "Décision", DECISION.name, Role.DECIDEUR),
    ("essai-gestion", "Gestion", MANAGEMENT.name, Role.GESTIONNAIRE),
)
#: What the settings of the agreements are filled in with where the team wrote none.
AGREEMENT: Final = {
    "title": "Convention d’essai n° {numero_convention}",
    "body": "# Modèle d’essai\n\n"
    "Ce texte n’engage personne : l’équipe écrit le sien dans les réglages.\n\n"
    "# Objet\n\n"
    "« {titre} », organisé par {structure} ({territoire}), {dates}.\n\n"
    "# Subvention\n\n"
    "{montant}, soit {part} d’un budget de {budget}.\n\n"
    "# Bilan\n\n"
    "À envoyer avant la fin du {date_bilan}.",
    "signatory": "Personne d’essai, fonction d’essai",
    "signatory_body": "Structure signataire d’essai",
}
#: What the outbox says of the mail that did not leave.
FAILURE: Final = "ConnectionRefusedError"


class TrialRefusedError(Exception):
    """The trial dossiers cannot be loaded. The message says in French what to do first."""


def load_trial() -> int:
    """Load every trial dossier, and give their number. Loads nothing, and gives 0, where one is there already.

    No mail leaves: those that the stories write are in the outbox as sent, but one that stands for a failure.

    Raises:
        TrialRefusedError: where people's dossiers are, or where something that the stories need is missing.
    """
    if trial_dossiers().exists():
        return 0
    version = _find_version()
    _check_place()
    clock = Clock()
    with transaction.atomic():
        team = _make_team()
        _write_agreement(version)
        # Every row would be looked into for what it refers to, each time it is saved: the pages alone are, once.
        with clock.ruling(), disable_reference_index_auto_update():
            for rank, case in enumerate(CASES, 1):
                _tell(Story(case, rank, version, team, clock))
        _settle_mails(clock)
        for page in NecLocalPage.objects.filter(candidatures__in=trial_dossiers()):
            ReferenceIndex.create_or_update_for_object(page)
    return len(CASES)


def erase_trial() -> int:
    """Erase the trial dossiers and all that came with them, and give their number. What people wrote stays."""
    with transaction.atomic():
        found = list(trial_dossiers().select_related("version__appel", "event_page"))
        for candidature in found:
            _erase(candidature)
        if found:
            trial_accounts().delete()
            ConventionSettings.objects.filter(**AGREEMENT).update(**dict.fromkeys(AGREEMENT, ""))
            _give_numbers_back()
    return len(found)


def trial_accounts() -> "QuerySet[AbstractBaseUser]":
    """The accounts of the trial team that are there."""
    return get_user_model()._default_manager.filter(username__in=[name for name, *_rest in ACCOUNTS])


def _find_version() -> AppelVersion:
    """The rules of the call that the dossiers answer: one that is open, and gives money."""
    appel = AppelPage.objects.live().public().open_on_site().exclude(grant_maximum=None).first()
    if appel is None:
        raise TrialRefusedError(_("Publiez d’abord un appel ouvert qui donne une subvention."))
    version: AppelVersion = appel.get_version()
    return version


def _check_place() -> None:
    if other_dossiers().exists():
        raise TrialRefusedError(_("Des dossiers sont déjà là : les dossiers d’essai ne s’y mêlent pas."))
    if trial_accounts().exists():
        raise TrialRefusedError(_("Un compte porte déjà le nom d’un compte d’essai : renommez-le ou supprimez-le."))
    places = {(case.kind, case.code) for case in CASES}
    known = Territoire.objects.filter(code__in=[code for _kind, code in places]).values_list("kind", "code")
    if not places <= set(known):
        raise TrialRefusedError(_("Chargez d’abord les territoires : load_territoires."))


def _make_team() -> Team:
    """The three accounts, without a password: nobody logs in with them until an administrator gives them one."""
    groups = Group.objects.in_bulk([group for _name, _label, group, _role in ACCOUNTS], field_name="name")
    if len(groups) < len(ACCOUNTS):
        raise TrialRefusedError(_("Faites d’abord les groupes de l’équipe : setup_editors."))
    actors = {}
    for name, label, group, role in ACCOUNTS:
        user: AbstractUser = get_user_model()._default_manager.create_user(
            name, f"{name}@{DOMAIN}", first_name="Essai", last_name=label
        )
        user.groups.add(groups[group])
        actors[role] = Actor(role, user=user)
    return Team(actors[Role.INSTRUCTEUR], actors[Role.DECIDEUR], actors[Role.GESTIONNAIRE])


def _write_agreement(version: AppelVersion) -> None:
    site = (version.appel.get_site() if version.appel else None) or Site.objects.get(is_default_site=True)
    settings = ConventionSettings.for_site(site)
    if not settings.body.strip():
        ConventionSettings.objects.filter(pk=settings.pk).update(**AGREEMENT)


def _tell(story: Story) -> None:
    case: Case = story.case
    try:
        PLOTS[case.plot](story)
    except (ActRefusedError, SubmissionRefusedError) as refusal:
        words = _("Le dossier d’essai n° %(rank)d ne suit pas son histoire : %(refusal)s")
        raise TrialRefusedError(words % {"rank": story.rank, "refusal": refusal}) from refusal


def _settle_mails(clock: Clock) -> None:
    """Take all the mails for sent on their day, before any task looks at them: none is given to a server.

    The last deposit stands for a failure, tried again later.
    """
    mine = Courriel.objects.filter(candidature__in=trial_dossiers().values("pk"))
    mine.update(state=MailState.SENT, attempts=1, sent_at=F("created_at"))
    last = next(rank for rank in range(len(CASES), 0, -1) if CASES[rank - 1].state == State.SUBMITTED)
    mine.filter(candidature__uuid=trial_uuid(last), template_key=MailKey.DEPOSIT_RECEIVED).update(
        state=MailState.FAILED,
        attempts=len(RETRY_DELAYS),
        error=FAILURE,
        sent_at=None,
        next_attempt_at=clock.present + RETRY_DELAYS[-1],
    )


def _erase(candidature: Candidature) -> None:
    page, people = candidature.event_page, people_of(candidature)
    # The journal of a dossier that was sent is kept for ever, by the database itself; that of a draft goes with it.
    Candidature.objects.filter(pk=candidature.pk).update(state=State.DRAFT)
    erase_draft(candidature)
    forget_people(people)
    if page:
        page.delete()


def _give_numbers_back() -> None:
    """Let each year count again from the last number that is left."""
    for sequence in NumberSequence.objects.all():
        numbers = Candidature.objects.filter(number__startswith=f"NEC-{sequence.year}-")
        last = numbers.aggregate(last=Max("number"))["last"]
        if last is None:
            sequence.delete()
        else:
            NumberSequence.objects.filter(pk=sequence.pk).update(last=int(last.rpartition("-")[2]))
