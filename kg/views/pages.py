"""HTML pages without script that load nothing: what is printed, filed and sent by mail."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from markupsafe import Markup

from kg.views import notebook

_TEMPLATES = Path(__file__).parent / "templates"


def page(name: str, **values: object) -> str:
    """The page of a template, with every text escaped.

    Args:
        name: of the template, which has a style sheet of the same name.
        values: what it shows.

    Returns:
        One HTML document that may use its own style and nothing else.
    """
    style = (_TEMPLATES / f"{name}.css").read_text("utf-8")
    template = notebook.environment().get_template(f"{name}.html")
    return template.render(policy=_policy(style), style=Markup(style), **values) + "\n"


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
