"""How trial dossiers come to where they stand: one function for each plot that `trial.cases` names."""

from collections.abc import Callable
from typing import Final

from candidatures.enums import Step
from candidatures.services.requests import Question
from candidatures.trial.story import Story


def drafted(story: Story) -> None:
    """Two pages, and nothing more for days."""
    story.begin([Step.PORTEUR, Step.EVENEMENT])


def drafted_whole(story: Story) -> None:
    """All but the budget and the promises."""
    story.begin([step for step in Step.of_dossier() if step not in {Step.BUDGET, Step.RELECTURE}])


def deposited(story: Story) -> None:
    story.deposit()


def deposited_with_message(story: Story) -> None:
    story.deposit()
    story.ago(2)
    story.write("Message d’essai : voici le plan de la salle.", "plan-de-salle.pdf")


def begun(story: Story) -> None:
    """In review, with nobody to see to it."""
    story.deposit()
    story.after(4)
    story.review(is_assigned=False)


def watched(story: Story) -> None:
    """A note, messages both ways, a conversation that was held, and a day that the team let pass."""
    _reviewed(story)
    story.after(10, 14)
    story.note("Note d’essai : rappeler la structure au sujet de la salle.")
    story.plan(-2, "Essai : rappeler la structure")
    story.after(12)
    story.reply("Message d’essai : la salle est-elle réservée ?")
    story.after(14, 16)
    story.write("Message d’essai : oui, voici la confirmation.", "reservation.pdf")
    story.after(15)
    story.invite(-15)
    story.ago(14)
    story.resume_review()


def assessed(story: Story) -> None:
    """A request that was cancelled, the grid filled in, a decision to prepare this week."""
    _reviewed(story)
    story.after(6)
    story.ask(-5)
    story.after(8)
    story.cancel_last_request()
    story.after(12)
    story.assess()
    story.note("Note d’essai : la grille est remplie, la décision peut se prendre.")
    story.plan(5, "Essai : préparer la décision")


def asked(story: Story) -> None:
    """An answer that is due in two days, and was reminded of."""
    _reviewed(story)
    story.after(10)
    story.ask(2)
    story.ago(1, 7)
    story.remind_of_request()


def asked_late(story: Story) -> None:
    """An answer that did not come in time."""
    _reviewed(story)
    story.after(14)
    story.ask(-6)


def asked_twice(story: Story) -> None:
    """Two requests: one cancelled, one open."""
    _reviewed(story)
    story.after(9)
    story.ask(11)
    story.after(11)
    story.ask(11, Question("Joignez-vous un devis pour la restauration ?"))
    story.after(12)
    story.cancel_last_request()


def answered(story: Story) -> None:
    """A request that was answered: the dossier has two versions to compare."""
    _reviewed(story)
    story.after(10)
    story.ask(-25)
    story.after(20, 18)
    story.answer()


def invited(story: Story) -> None:
    """A conversation to come."""
    _reviewed(story)
    story.ago(3)
    story.invite(3)


def interviewed(story: Story) -> None:
    """A conversation that was held, and a decision that is awaited."""
    _reviewed(story)
    story.ago(12)
    story.invite(-5)
    story.ago(4)
    story.note("Note d’essai : entretien fait, avis favorable.")
    story.assess()
    story.plan(1, "Essai : décider")


def withdrawn(story: Story) -> None:
    _reviewed(story)
    story.after(15)
    story.withdraw()


def refused(story: Story) -> None:
    _reviewed(story)
    story.after(30)
    story.assess()
    story.refuse()


def refused_then_erasure(story: Story) -> None:
    """Refused; its organiser asks that what is kept be erased."""
    refused(story)
    story.ago(3)
    story.ask_for_deletion()


def reopened(story: Story) -> None:
    refused(story)
    story.after(45)
    story.reopen()


def accepted(story: Story) -> None:
    """An accord with a grant, whose agreement is to be made."""
    _reviewed(story)
    story.after(12)
    story.assess()
    story.after(28)
    story.accept()


def accepted_without_grant(story: Story) -> None:
    accepted(story)


def agreement_made(story: Story) -> None:
    """The agreement is ready to be sent."""
    accepted(story)
    story.after(34)
    story.make_agreement()


def sent(story: Story) -> None:
    """The agreement was sent long ago, and is reminded of."""
    agreement_made(story)
    story.after(35)
    story.send_agreement()
    story.after(51, 7)
    story.remind_of_agreement()


def returned(story: Story) -> None:
    """The signed agreement came back, and is to be checked."""
    agreement_made(story)
    story.after(35)
    story.send_agreement()
    story.ago(2)
    story.return_agreement()


def signed(story: Story) -> None:
    agreement_made(story)
    story.after(35)
    story.send_agreement()
    story.after(45)
    story.return_agreement()
    story.after(47)
    story.validate_agreement()


def cancelled(story: Story) -> None:
    """Cancelled by the team once both sides had signed."""
    signed(story)
    story.ago(100)
    story.cancel()


def held(story: Story) -> None:
    """Held without a grant: a bilan is proposed."""
    accepted_without_grant(story)
    story.past_event(1)
    story.hold()


def held_with_grant(story: Story) -> None:
    """Held the day before yesterday: its bilan is to be asked for."""
    signed(story)
    story.past_event(1)
    story.hold()


def reports_late(story: Story) -> None:
    """A bilan that did not come in time."""
    held_with_grant(story)
    story.past_event(2)
    story.ask_for_bilan()


def reports_near(story: Story) -> None:
    """A bilan that is due in a few days."""
    reports_late(story)


def reports_received(story: Story) -> None:
    """A bilan to be read."""
    reports_late(story)
    story.past_event(50)
    story.send_bilan()


def reports_returned(story: Story) -> None:
    """A bilan sent back to be completed."""
    reports_received(story)
    story.past_event(62)
    story.return_bilan()


def reports_read(story: Story) -> None:
    """A bilan whose real cost is retained: the grant may be paid."""
    reports_received(story)
    story.past_event(60)
    story.read_bilan()


def paid(story: Story) -> None:
    reports_read(story)
    story.past_event(85)
    story.pay()


def closed(story: Story) -> None:
    """Closed after a bilan, without a grant."""
    held(story)
    story.past_event(40)
    story.send_bilan()
    story.past_event(50)
    story.close()


def closed_unpaid(story: Story) -> None:
    """Closed because no bilan came."""
    reports_late(story)
    story.past_event(150)
    story.close_unpaid()


def _reviewed(story: Story) -> None:
    story.deposit()
    story.after(3, 11)
    story.review()


#: By the names that `trial.cases` gives them.
PLOTS: Final[dict[str, Callable[[Story], None]]] = {
    plot.__name__: plot
    for plot in (
        drafted,
        drafted_whole,
        deposited,
        deposited_with_message,
        begun,
        watched,
        assessed,
        asked,
        asked_late,
        asked_twice,
        answered,
        invited,
        interviewed,
        withdrawn,
        refused,
        refused_then_erasure,
        reopened,
        accepted,
        accepted_without_grant,
        agreement_made,
        sent,
        returned,
        signed,
        cancelled,
        held,
        held_with_grant,
        reports_late,
        reports_near,
        reports_received,
        reports_returned,
        reports_read,
        paid,
        closed,
        closed_unpaid,
    )
}
