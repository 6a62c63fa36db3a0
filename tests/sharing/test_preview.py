import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.prototypes.factories import AttemptFactory, ScreenshotFactory

BAR = "Preview. Only you see this."


@pytest.fixture
def url(draft):
    return reverse("sharing:preview", args=[draft.public_id])


def stranger_part(response):
    """The page without the bar and without what only search engines read."""
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def test_it_is_the_strangers_page(client, alice, portfolio, draft, url):
    """Compare with the true page, published a moment later."""
    AttemptFactory(prototype=draft, prompt="Read the sheet", result="**Half** right")
    client.force_login(alice)
    preview = client.get(url)
    assertContains(preview, BAR)
    draft.publish()
    client.logout()
    public = client.get("/@alice/night-card/")
    assertNotContains(public, BAR)
    linked = f'<a class="tag problem" href="{reverse("sharing:problem", args=["paperwork"])}">Paperwork</a>'
    assert stranger_part(public).replace(
        linked, '<span class="tag problem">Paperwork</span>'
    ) == stranger_part(preview)


def test_it_works_before_there_is_an_address(client, alice, draft, url):
    client.force_login(alice)
    response = client.get(url)
    assertContains(response, "<bdi>Alice Adeyemi</bdi>")
    assertNotContains(response, "/@")


def test_nobody_may_keep_it(client, alice, url):
    client.force_login(alice)
    response = client.get(url)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assertNotContains(response, "canonical")


def test_it_leaves_out_what_is_not_ready(client, alice, draft, url):
    ready = ScreenshotFactory(prototype=draft, state="ready", widths=[480], alt="Board")
    waiting = ScreenshotFactory(prototype=draft, alt="Waits")
    failed = ScreenshotFactory(prototype=draft, state="failed", alt="Broke")
    client.force_login(alice)
    response = client.get(url)
    assertContains(response, f"/pictures/{ready.public_id}/480.avif 480w")
    assertNotContains(response, str(waiting.public_id))
    assertNotContains(response, str(failed.public_id))


def test_a_public_one_leads_to_the_true_page(client, alice, prototype):
    client.force_login(alice)
    url = reverse("sharing:preview", args=[prototype.public_id])
    assertRedirects(client.get(url), "/@alice/pagewise/")


def test_a_page_that_is_off_is_previewed(client, alice, portfolio, prototype):
    portfolio.is_public = False
    portfolio.save(update_fields=["is_public"])
    client.force_login(alice)
    url = reverse("sharing:preview", args=[prototype.public_id])
    assertContains(client.get(url), BAR)
    whole = client.get(reverse("sharing:portfolio_preview"))
    assertContains(whole, BAR)
    assertContains(whole, prototype.problem)


def test_a_page_that_is_on_is_itself(client, alice, portfolio):
    client.force_login(alice)
    assertRedirects(client.get(reverse("sharing:portfolio_preview")), "/@alice/")


def test_without_a_page_it_leads_to_how_to_get_one(client, alice):
    client.force_login(alice)
    url = reverse("sharing:portfolio_preview")
    assertRedirects(client.get(url), reverse("sharing:edit"))


def test_it_hides_from_strangers(client, charlie, url):
    client.force_login(charlie)
    assert client.get(url).status_code == 404


def test_it_needs_signing_in(client, url):
    assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"


def test_it_only_reads(client, alice, url):
    client.force_login(alice)
    assert client.post(url).status_code == 405


def test_it_speaks_the_owners_language(client, alice, draft, url):
    alice.language = "zh-hans"
    alice.save()
    client.force_login(alice)
    assertContains(client.get(url), '<html lang="zh-hans">')
