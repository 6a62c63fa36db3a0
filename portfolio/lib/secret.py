import os
import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """Return the secret in `path`, made on first use and readable by its owner only."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        pass
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(
        os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w"
    ) as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, path)  # refuses to overwrite: two first starts keep one secret
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()
