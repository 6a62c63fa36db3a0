"""Which other sites a person may sign in with: those whose keys were given."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

LINKEDIN = {
    "provider_id": "linkedin",
    "name": "LinkedIn",
    "settings": {"server_url": "https://www.linkedin.com/oauth"},
}
# provider of allauth, prefix of the two keys, where its form leads, its settings
KNOWN: list[tuple[str, str, str, dict[str, Any], dict[str, Any]]] = [
    ("github", "GITHUB", "https://github.com", {}, {"SCOPE": ["user:email"]}),
    (
        "google",
        "GOOGLE",
        "https://accounts.google.com",
        {},
        {"SCOPE": ["profile", "email"], "OAUTH_PKCE_ENABLED": True},
    ),
    ("openid_connect", "LINKEDIN", "https://www.linkedin.com", LINKEDIN, {}),
]


def providers(environ: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Return SOCIALACCOUNT_PROVIDERS, and the origins the page may post towards."""
    found: dict[str, Any] = {}
    origins = []
    for provider, prefix, origin, app, options in KNOWN:
        keys = f"{prefix}_CLIENT_ID", f"{prefix}_CLIENT_SECRET"
        client_id, secret = (environ.get(key, "").strip() for key in keys)
        if bool(client_id) != bool(secret):
            raise ImproperlyConfigured(f"{keys[0]} and {keys[1]} come together.")
        if client_id:
            app = app | {"client_id": client_id, "secret": secret}
            found[provider] = options | {"APPS": [app]}
            origins.append(origin)
    return found, origins
