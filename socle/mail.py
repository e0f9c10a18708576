"""Mails the site sends by itself."""

from collections.abc import Sequence

from django.core.mail import EmailMessage

from socle.text import clean_line


def send_mail(subject: str, body: str, to: Sequence[str], reply_to: Sequence[str] = ()) -> None:
    """Send a mail that no automatic answer is due to (RFC 3834). Its subject holds on one line.

    Raises what the mail server's connection raises: `OSError`, of which `smtplib.SMTPException` is a kind.
    """
    EmailMessage(
        subject=clean_line(subject),
        body=body,
        to=to,
        reply_to=reply_to,
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
