import pytest
from django.core.exceptions import ImproperlyConfigured
from environs import EnvError


def test_nothing_said_is_a_site_for_this_machine(read_settings, tmp_path):
    found = read_settings()
    assert found["DEBUG"] is False
    assert found["SITE_URL"] == "http://127.0.0.1:8000"
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert found["DATABASES"]["default"]["NAME"] == str(tmp_path / "db.sqlite3")
    assert found["SECRET_KEY"] == (tmp_path / "secret-key").read_text()
    assert found["SECURE_SSL_REDIRECT"] is False


def test_the_secret_is_kept_and_is_ours_alone(read_settings, tmp_path):
    assert read_settings()["SECRET_KEY"] == read_settings()["SECRET_KEY"]
    assert len(read_settings()["SECRET_KEY"]) == 64
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_the_port_is_part_of_the_address(read_settings):
    assert read_settings(PORT="8123")["SITE_URL"] == "http://127.0.0.1:8123"


def test_https_closes_the_doors(read_settings):
    found = read_settings(SITE_URL="https://work.example.com/")
    assert found["SITE_URL"] == "https://work.example.com"
    assert found["ALLOWED_HOSTS"] == ["work.example.com"]
    assert found["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["CSRF_COOKIE_SECURE"] is True
    assert found["SECURE_HSTS_SECONDS"] == 365 * 24 * 3600


@pytest.mark.parametrize("address", ["http://work.example.com", "work.example.com"])
def test_a_public_site_without_https_is_refused(read_settings, address):
    with pytest.raises(ImproperlyConfigured, match="needs https://"):
        read_settings(SITE_URL=address)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("ONE_MACHINE", "2"),
        ("LOG_JSON", "json"),
        ("PORT", "http"),
        ("TRUSTED_PROXIES", "one"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(read_settings, name, value):
    with pytest.raises(EnvError, match=f'"{name}" invalid'):
        read_settings(**{name: value})


def test_sqlite_keeps_what_it_acknowledged(read_settings):
    options = read_settings()["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 8
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


def test_postgresql_shares_few_connections(read_settings):
    database = read_settings(DATABASE_URL="postgres://maya@db.example.com/site")[
        "DATABASES"
    ]
    assert database["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert database["default"]["OPTIONS"]["pool"]["max_size"] == 4
