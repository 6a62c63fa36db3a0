import hmac
import time
from base64 import b32decode


def totp(secret: str, steps: int = 0) -> str:
    """What an authenticator app shows now, or some half minutes later (RFC 6238)."""
    counter = int(time.time()) // 30 + steps
    digest = hmac.digest(b32decode(secret), counter.to_bytes(8), "sha1")
    at = digest[-1] & 15
    number = int.from_bytes(digest[at : at + 4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
