"""What to tell somebody about the kind of link they are about to show."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from portfolio.lib.links import Match

KINDS: dict[str, Promise] = {
    "live": _("a live app"),
    "preview": _("a preview"),
    "editor": _("an editor"),
    "chat": _("a conversation"),
    "code": _("code"),
    "notebook": _("a notebook"),
    "design": _("a design"),
    "deck": _("slides"),
    "video": _("a video"),
    "image": _("a picture"),
    "doc": _("a document"),
    "project": _("a project page"),
    "dead": _("a host that has closed"),
}


class Advice(NamedTuple):
    level: Literal["warning", "info"]
    text: str
    refused: bool = False


TUNNEL = _(
    "This is a tunnel to a computer, and the link dies when it sleeps. Publish the "
    "prototype and use that address, or add a video."
)
SPACE_SLEEPS = _(
    "A free Space falls asleep after 48 hours without visitors. Open it before an "
    "interview, and add a video for the other days."
)
REPLIT_EDITOR = _(
    "This opens the Replit editor, and a reader must sign in. Publish the app and use "
    "its replit.app address."
)
V0_CHAT = _(
    "This opens the conversation with v0 and not the app. Publish it from v0 and use "
    "the published address."
)
GEMINI_CHAT = _(
    "This opens a conversation with Gemini and not what came of it. Share the canvas "
    "or the app that it made."
)

# Where the better alternative is known, it is named.
WARNINGS: dict[str, Promise] = {
    "*.replit.dev": _(
        "A replit.dev address is for development: it changes, and it stops when the "
        "editor does. Publish the app and use its replit.app address."
    ),
    "*.repl.co": _(
        "Replit has given up repl.co addresses. Publish the app again and use its "
        "replit.app address."
    ),
    "replit.com/@": REPLIT_EDITOR,
    "v0.app/chat/": V0_CHAT,
    "v0.dev/chat/": V0_CHAT,
    "v0.app/t/": _(
        "This opens v0 with the project in it. Publish it from v0 and use the "
        "published address."
    ),
    "*.v0.build": _(
        "This is a preview made by v0. Publish it from v0 and use the published "
        "address."
    ),
    "*.vusercontent.net": _(
        "This is the frame v0 draws its preview in. Publish it from v0 and use the "
        "published address."
    ),
    "*.vercel.run": _(
        "This is a temporary sandbox. Deploy the project and use its vercel.app "
        "address."
    ),
    "*.vercel.app": _(
        "This looks like the preview of one version, and Vercel asks its visitors to "
        "sign in. Use the main address of the project."
    ),
    "bolt.new/~/": _(
        "This opens the Bolt editor. Publish the project and use its bolt.host address."
    ),
    "*.webcontainer.io": _(
        "This preview runs only while StackBlitz is open in your browser. Share the "
        "StackBlitz project instead."
    ),
    "lovable.dev/projects/": _(
        "This opens the Lovable editor. Publish the project and use its lovable.app "
        "address."
    ),
    "*.lovableproject.com": _(
        "This is a preview for you while you edit. Publish the project and use its "
        "lovable.app address."
    ),
    "*.lovable.app": _(
        "A name that starts with “preview--” is a preview. Publish the project and use "
        "the lovable.app address without it."
    ),
    "*.netlify.app": _(
        "A name that starts with “deploy-preview-” is a preview of one change. Use the "
        "main address of the site."
    ),
    "claude.ai/share/": _(
        "This opens a conversation with Claude and not what came of it. Publish the "
        "artifact and use its claude.ai/public/artifacts address."
    ),
    "claude.ai/chat/": _(
        "Only you can open this conversation. Publish the artifact and use its "
        "claude.ai/public/artifacts address."
    ),
    "chatgpt.com/share/": _(
        "This opens a conversation with ChatGPT and not what came of it. Share the "
        "canvas or the custom GPT instead."
    ),
    "chatgpt.com/g/g-p-": _(
        "This is a project in ChatGPT that only its members can open. Share the canvas "
        "or a custom GPT instead."
    ),
    "aistudio.google.com/prompts/": _(
        "This opens the prompt in an editor. Make it an app and use its "
        "ai.studio/apps address."
    ),
    "gemini.google.com/share/": GEMINI_CHAT,
    "g.co/gemini/share/": GEMINI_CHAT,
    "*.app.github.dev": _(
        "A forwarded port of a codespace stops with it. Deploy the project, for "
        "example to GitHub Pages, and use that address."
    ),
    "*.gradio.live": _(
        "A gradio.live address dies within a week. Put the app into a Hugging Face "
        "Space and use that address."
    ),
    "*.glitch.me": _(
        "Glitch stopped hosting on 8 July 2025. Move the app to another host, and keep "
        "screenshots here in any case."
    ),
}

BY_KIND: dict[str, Promise] = {
    "preview": _(
        "This is a preview: it may ask a reader to sign in, or stop working. Publish "
        "it and use the published address."
    ),
    "editor": _(
        "This opens an editor, and a reader may have to sign in. Publish the prototype "
        "and use the published address."
    ),
    "chat": _(
        "This opens a conversation and not what came of it. Share the app or the "
        "document itself."
    ),
    "dead": _(
        "This host has closed. Move the prototype elsewhere, and keep screenshots here "
        "in any case."
    ),
}

# It works, but not at once or not for everybody.
NOTES: dict[str, Promise] = {
    "huggingface.co/spaces/": SPACE_SLEEPS,
    "*.hf.space": SPACE_SLEEPS,
    "*.streamlit.app": _(
        "A Streamlit app falls asleep when nobody visits it. Open it before an "
        "interview, and add a video for the other days."
    ),
    "*.onrender.com": _(
        "A free Render service sleeps, and its first visitor waits about a minute. "
        "Open it before an interview, and add a video for the other days."
    ),
    "notion.so/": _(
        "A page inside a workspace may ask the reader to sign in. Publish it and use "
        "its notion.site address."
    ),
}


def advice(match: "Match") -> Advice | None:
    """Say what stands against showing this link, and what to show instead."""
    if match.is_tunnel:
        return Advice("warning", str(TUNNEL), refused=True)
    if match.kind in BY_KIND:
        text = WARNINGS.get(match.pattern, BY_KIND[match.kind])
        return Advice("warning", str(text))
    if note := NOTES.get(match.pattern):
        return Advice("info", str(note))
    return None
