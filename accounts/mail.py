"""Mail leaves through the worker, so that a request never waits for a mail server."""

from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.tasks import task


def queue(message: EmailMessage) -> None:
    """Write the mail down in the caller's transaction; the worker sends it."""
    html = [
        part.content
        for part in getattr(message, "alternatives", [])
        if part.mimetype == "text/html"
    ]
    send_mail.enqueue(
        {
            "subject": str(message.subject),
            "text": message.body,
            "html": html[0] if html else "",
            "from": message.from_email,
            "to": message.to,
        }
    )


@task(queue_name="mail")
def send_mail(mail: dict[str, Any]) -> None:
    """Hand it to the mail server. Where that fails, the worker tries again later."""
    message = EmailMultiAlternatives(
        mail["subject"], mail["text"], mail["from"], mail["to"]
    )
    if mail["html"]:
        message.attach_alternative(mail["html"], "text/html")
    message.send()
