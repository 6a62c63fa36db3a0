import smtplib

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.tasks import TaskResultStatus
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts import mail

MAIL = {
    "subject": "Hello",
    "text": "In words.",
    "html": "",
    "from": "mail@example.com",
    "to": ["ada@example.com"],
}


@pytest.fixture
def queued(settings, db):
    """Keep tasks in the database, as in production, instead of running them at once."""
    settings.TASKS = {
        "default": {
            "BACKEND": "django_tasks_db.DatabaseBackend",
            "QUEUES": ["default", "media", "mail"],
        }
    }


def test_a_mail_is_a_row_that_the_worker_sends(client, alice, queued, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": alice.email})
    assert not mailoutbox
    row = DBTaskResult.objects.get()
    assert (row.task_path, row.queue_name) == ("accounts.mail.send_mail", "mail")
    row.task.func(*row.args_kwargs["args"])
    assert [(sent.to, sent.subject) for sent in mailoutbox] == [
        ([alice.email], "Choose a new password")
    ]


def test_what_is_rolled_back_sends_nothing(queued):
    with transaction.atomic():
        mail.queue(EmailMessage("Hello", "In words.", to=["ada@example.com"]))
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


def test_text_and_html_arrive(mailoutbox):
    message = EmailMultiAlternatives(
        "Grüße", "In words.", "mail@example.com", ["ada@example.com"]
    )
    message.attach_alternative("<p>In words.</p>", "text/html")
    mail.queue(message)
    sent = mailoutbox[0]
    assert (sent.subject, sent.body, sent.from_email, sent.to) == (
        "Grüße",
        "In words.",
        "mail@example.com",
        ["ada@example.com"],
    )
    assert [(part.content, part.mimetype) for part in sent.alternatives] == [
        ("<p>In words.</p>", "text/html")
    ]


@pytest.mark.parametrize(
    "trouble", [ConnectionRefusedError, smtplib.SMTPServerDisconnected]
)
def test_a_mail_server_that_is_away_fails_the_task(monkeypatch, trouble):
    """So that the worker, which takes failed tasks up again, sends it later."""

    def fail(message):
        raise trouble

    monkeypatch.setattr(EmailMessage, "send", fail)
    result = mail.send_mail.enqueue(MAIL)
    assert result.status == TaskResultStatus.FAILED
    assert result.errors[0].exception_class is trouble


def test_a_request_does_not_wait_for_the_mail_server(
    client, alice, queued, monkeypatch
):
    def fail(message):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", fail)
    response = client.post(reverse("account_reset_password"), {"email": alice.email})
    assert response.status_code == 302


def test_words_are_not_written_as_html(client, alice, mailoutbox):
    alice.emailaddress_set.update(email="o'brien@example.com")
    client.post(
        reverse("account_signup"),
        {"email": "o'brien@example.com", "password1": "correct horse battery"},
    )
    assert "with o'brien@example.com. There is one already." in mailoutbox[0].body


def test_a_mail_begins_with_its_matter_and_ends_with_the_site(
    client, alice, mailoutbox
):
    client.post(reverse("account_reset_password"), {"email": alice.email})
    lines = mailoutbox[0].body.splitlines()
    assert lines[0] == (
        "Choose a new password here. The link works once, and for an hour:"
    )
    assert lines[-2:] == ["Protofolio", "http://localhost"]
