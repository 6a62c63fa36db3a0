from django.db import models
from django.utils.translation import gettext_lazy as _


class Interface(models.TextChoices):
    """The form a prototype takes. Chat is what everybody builds, so it comes last."""

    SCREEN = "screen", _("Inside an existing screen")
    NOTIFICATION = "notification", _("Notification")
    DOCUMENT = "document", _("Document")
    EMAIL = "email", _("Email or text message")
    VOICE = "voice", _("Voice")
    FORM = "form", _("Form, one step at a time")
    DASHBOARD = "dashboard", _("Dashboard or list")
    PAGE = "page", _("Page of its own")
    TABLE = "table", _("Spreadsheet or table")
    EXTENSION = "extension", _("Browser extension")
    COMMAND = "command", _("Command line")
    BACKGROUND = "background", _("In the background, without a screen")
    CAMERA = "camera", _("Camera or picture")
    GAME = "game", _("Game or simulation")
    CHAT = "chat", _("Chat")
