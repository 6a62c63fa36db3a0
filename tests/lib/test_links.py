import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from portfolio.lib.links import MAX_URL, clean_url, host_of, is_clean, parse


def refusal(text: str) -> tuple[str | None, str]:
    with pytest.raises(ValidationError) as caught:
        clean_url(text)
    return caught.value.code, caught.value.messages[0]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://example.com", "https://example.com"),
        ("example.com", "https://example.com"),
        ("//example.com/a", "https://example.com/a"),
        ("  example.com/a \n", "https://example.com/a"),
        ("\ufeffhttps://example.com\u200b", "https://example.com"),
        ("HTTPS://Example.COM/Path", "https://example.com/Path"),
        ("http://example.com", "http://example.com"),
        ("https://example.com./a", "https://example.com/a"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:80", "http://example.com"),
        ("http://example.com:443", "http://example.com:443"),
        ("https://example.com:/a", "https://example.com/a"),
        ("example.com:08080/a", "https://example.com:8080/a"),
        ("localhost:8000/x", "https://localhost:8000/x"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("http://192.168.1.7/app", "http://192.168.1.7/app"),
        ("http://intranet/app", "http://intranet/app"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        ("http://[0:0:0:0:0:0:0:1]/", "http://[::1]/"),
        ("https://a_b.example.com", "https://a_b.example.com"),
        ("https://x.com/?q=a+b&c=%20#part", "https://x.com/?q=a+b&c=%20#part"),
        ("https://x.com/a|b^{c}`", "https://x.com/a%7Cb%5E%7Bc%7D%60"),
        ("https://x.com?u=https://y.com", "https://x.com?u=https://y.com"),
    ],
)
def test_it_keeps_one_form(typed, kept):
    assert clean_url(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://B%C3%BCcher.example", "https://xn--bcher-kva.example"),
        # The old mapping would lead to fass.de, which is somebody else's.
        ("https://faß.de", "https://xn--fa-hia.de"),
        (
            "例え。テスト/路?q=茶",
            "https://xn--r8jz45g.xn--zckzah/%E8%B7%AF?q=%E8%8C%B6",
        ),
        ("ｅｘａｍｐｌｅ．ｃｏｍ", "https://example.com"),
        ("https://хост.рф", "https://xn--n1agdj.xn--p1ai"),
    ],
)
def test_it_stores_other_scripts_in_ascii(typed, kept):
    assert clean_url(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "javascript://example.com/%0aalert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.com",
        "mailto:a@example.com",
        "https:example.com",
        "https:/example.com",
        "view-source:https://example.com",
    ],
)
def test_it_takes_only_web_addresses(typed):
    assert refusal(typed) == (
        "scheme",
        "Start the address with https:// or http://.",
    )


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "notes",
        "javascript:1",
        "https://",
        "https:///path",
        "https://?q",
        "https://a..b",
        "https://.com",
        "https://exa$mple.com",
        "https://℀.com",
        "https://1.2.3",
        "https://999.1.1.1",
        "https://2130706433",
        "https://[::1",
        "https://[fe80::1%25eth0]/",
        "https://exam\u202eple.com",
        f"https://{'a' * 64}.com",
        "https://" + ".".join(["a" * 60] * 5),
    ],
)
def test_it_wants_a_whole_address(typed):
    assert refusal(typed) == (
        "incomplete",
        "Enter a whole address, such as https://example.com.",
    )


@pytest.mark.parametrize(
    "typed",
    [
        "https://alice@example.com",
        "https://alice:secret@example.com/",
        "https://google.com@evil.example",
        "alice@example.com",
        "https://@example.com",
    ],
)
def test_it_refuses_names_and_passwords(typed):
    assert refusal(typed) == (
        "user_info",
        "Remove the name and password before the @ sign.",
    )


@pytest.mark.parametrize(
    "character", [" ", "\t", "\n", "\r", "\x00", "\x1f", "\x7f", "\u3000", "\ud800"]
)
def test_it_refuses_gaps_and_control_characters(character):
    code, message = refusal(f"https://example.com/a{character}b")
    assert code == "space"
    assert message == "Enter one address, and write %20 where it needs a space."


@pytest.mark.parametrize(
    ("character", "code"),
    [("'", "%27"), ('"', "%22"), ("\\", "%5C"), ("<", "%3C"), (">", "%3E")],
)
def test_it_says_how_to_write_a_sign_that_could_leave_a_page(character, code):
    assert refusal(f"https://example.com/{character}x") == (
        "character",
        f"Write {code} instead of {character} in the address.",
    )


@pytest.mark.parametrize("port", ["0", "65536", "8a", "-1", "٣", "9" * 30])
def test_it_refuses_ports_that_are_none(port):
    assert refusal(f"https://example.com:{port}/")[0] == "port"


def test_the_length_counts_as_it_is_stored():
    fits = "https://example.com/" + "a" * (MAX_URL - 20)
    assert clean_url(fits) == fits
    assert refusal(fits + "a")[0] == "too_long"
    assert refusal("https://example.com/" + "路" * 300)[0] == "too_long"


@given(st.text(max_size=60) | st.from_regex(r"(https?://)?[^\s]{1,40}", fullmatch=True))
def test_what_is_kept_is_plain_and_stays_so(text):
    try:
        url = clean_url(text)
    except ValidationError:
        return
    assert url.isascii()
    assert url.startswith(("https://", "http://"))
    assert not set("\"'<>\\ \t\r\n`{}|^") & set(url)
    assert "@" not in url.split("/")[2].split("?")[0].split("#")[0]
    assert clean_url(url) == url


def test_output_can_check_again():
    assert is_clean("https://example.com/a")
    assert not is_clean("javascript:alert(1)")
    assert not is_clean("https://Example.com")
    assert not is_clean("")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.github.com/alice/x", "github.com"),
        ("https://my.replit.app:8080/x", "my.replit.app"),
        ("www.com.example", "com.example"),
        ("", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_reader_sees_the_short_host(url, host):
    assert host_of(url) == host


def test_an_address_comes_apart():
    link = parse("HTTP://Alice:pw@WWW.Example.com.:8080/a%20b/?q#f")
    assert link is not None
    assert (link.scheme, link.user, link.host, link.port) == (
        "http",
        "Alice:pw@",
        "www.example.com",
        "8080",
    )
    assert (link.name, link.path, link.tail) == ("example.com", "/a b/", "/a%20b/?q#f")
