import re
import unicodedata

# Marks that turn the reading direction or take no room: a name could wear them
# to pass for another name (UTS 39, Unicode TR 36).
HIDDEN = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
# Control characters but tab and line feed; lone surrogates cannot be stored.
UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def clean_line(text: str) -> str:
    """Return one line without hidden marks, control characters or doubled spaces."""
    text = unicodedata.normalize("NFC", HIDDEN.sub("", UNSTORABLE.sub("", text)))
    return " ".join(text.split())
