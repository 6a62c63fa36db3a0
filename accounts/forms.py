"""The forms of allauth in our words: sentence case, no placeholders, asked once."""

from typing import Any

from allauth.account import forms as account
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as social
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.adapters import PASSWORD_LIMIT
from accounts.models import User

PASSWORD_HINT = _("10 characters or more. A few unrelated words do well.")
CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}

type Outcome = tuple[User | None, Any]


def plain(form: forms.BaseForm) -> None:
    """Take placeholders away, and refuse a password that is only there to cost time."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        if isinstance(field.widget, forms.PasswordInput):
            # No maxlength attribute: it would cut what is pasted without a word.
            field.validators.append(
                MaxLengthValidator(PASSWORD_LIMIT, _("Use at most 4,096 characters."))
            )


def ask_for_code(form: forms.BaseForm) -> None:
    plain(form)
    form.fields["code"].widget.attrs |= CODE


def ask_for_new_password(form: forms.BaseForm) -> None:
    plain(form)
    form.fields.pop("password2", None)
    form.fields["password1"].label = _("New password")
    form.fields["password1"].help_text = PASSWORD_HINT


# Coming in


class LoginForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignupForm(account.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self)
        if password := self.fields.get("password1"):
            password.help_text = PASSWORD_HINT

    def try_save(self, request: HttpRequest) -> Outcome:
        try:
            with transaction.atomic():
                user, response = super().try_save(request)
        except IntegrityError:  # somebody took the address a moment ago
            self.account_already_exists = True
            user, response = super().try_save(request)
        if not user:
            # As long as making an account takes: time must not tell either.
            make_password(self.cleaned_data.get("password1"))
        return user, response


class SocialSignupForm(social.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self)


class RequestLoginCodeForm(account.RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self)


class ConfirmLoginForm(account.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self)


class ConfirmEmailForm(account.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self)


class ResetPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self)


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_new_password(self)


# Email and password


class AddEmailForm(account.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self)
        self.fields["email"].label = _("New email")

    def save(self, request: HttpRequest) -> Any:
        if not ratelimit.consume(request, action="change_email", user=self.user):
            raise ImmediateHttpResponse(ratelimit.respond_429(request))
        return super().save(request)


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_new_password(self)
        self.fields["oldpassword"].label = _("Current password")


class SetPasswordForm(account.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_new_password(self)


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self)


# The second factor


class SecondFactorForm(mfa.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self)
        self.fields["code"].label = _("Code from your app, or a recovery code")


class SecondFactorAgainForm(mfa.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self)
        self.fields["code"].label = _("Code from your app, or a recovery code")


class ActivateTOTPForm(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self)
        self.fields["code"].label = _("Code that the app shows now")


def name_passkey(form: forms.BaseForm) -> None:
    plain(form)
    name = form.fields["name"]
    name.widget.attrs["maxlength"] = 60
    name.validators.append(MaxLengthValidator(60))
    name.label = _("Name")
    name.help_text = _("Where it is kept, such as “Phone” or “Work laptop”.")


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_passkey(self)
        # The script reads it: a passkey signs in by itself, always.
        self.fields["passwordless"].widget = forms.CheckboxInput({"hidden": True})
        self.initial["passwordless"] = True


class SignupPasskeyForm(webauthn.SignupWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_passkey(self)


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_passkey(self)
