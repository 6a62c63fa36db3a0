"""django-allauth: email and password, codes by mail, passkeys, social sign-in."""

import os

from environs import Env

from accounts.social import providers

env = Env()

# Who signs in, and with what
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this device stays, all others end
PASSWORD_RESET_TIMEOUT = 3600

# Codes by mail. No change of address while one is under way: that choice would
# be missing where the address has an account already, and so give it away.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}

# Mail
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True

# A second factor
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_ISSUER = "Protofolio"
MFA_TOTP_TOLERANCE = 1  # phones' clocks are up to half a minute off

# Other sites
SOCIALACCOUNT_ADAPTER = "accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_PROVIDERS, SOCIAL_FORM_ACTIONS = providers(os.environ)

# accounts.middleware notes the last use, and not with a write at each request
USERSESSIONS_TRACK_ACTIVITY = False

# The last three are our own (accounts.adapters). ip: per client address; key: per
# mail address unless said otherwise there.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/15m/key",  # per account and client address
    "signup": "10/h/ip",
    "reset_password": "20/h/ip,2/h/key,5/d/key",
    "reset_password_from_key": "20/h/ip",
    "request_login_code": "20/h/ip,5/h/key,15/d/key",
    "confirm_email": "1/10s/key,5/h/key,15/d/key",
    "change_password": "10/15m/user",
    "reauthenticate": "10/15m/user",
    "manage_email": "10/h/user",
    "login_failed_account": "100/h/key",
    "login_failed_address": "60/h/ip",
    "change_email": "2/h/user",
}
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}

ACCOUNT_FORMS = {
    "add_email": "accounts.forms.AddEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "confirm_email_verification_code": "accounts.forms.ConfirmEmailForm",
    "confirm_login_code": "accounts.forms.ConfirmLoginForm",
    "login": "accounts.forms.LoginForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "request_login_code": "accounts.forms.RequestLoginCodeForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "signup": "accounts.forms.SignupForm",
}
MFA_FORMS = {
    "activate_totp": "accounts.forms.ActivateTOTPForm",
    "add_webauthn": "accounts.forms.AddPasskeyForm",
    "authenticate": "accounts.forms.SecondFactorForm",
    "edit_webauthn": "accounts.forms.RenamePasskeyForm",
    "reauthenticate": "accounts.forms.SecondFactorAgainForm",
    "signup_webauthn": "accounts.forms.SignupPasskeyForm",
}
SOCIALACCOUNT_FORMS = {"signup": "accounts.forms.SocialSignupForm"}

__all__ = [name for name in globals() if name.isupper()]
