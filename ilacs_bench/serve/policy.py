"""The content security policy: what a page may load and run, and who may frame it.

A page may not load from, or send to, other servers, and only script files of this server run.
Scripts in a notebook's own outputs are allowed by their digest, so that nothing inserted by way of
the address can run. No text is evaluated as code; Vega's expressions are interpreted.
"""

import base64
import hashlib
import re
from collections.abc import Iterator

_POLICY = (
    "default-src 'self'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
KERNEL_POLICY = _POLICY.format(scripts=" 'unsafe-inline' 'unsafe-eval' blob:")
"""The policy of pages with live widgets: Voilà's script is inline and compiles code, and anywidget
imports modules from blobs.
"""
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_TYPE = re.compile(r"\btype\s*=\s*[\"']?([^\s\"']+)", re.IGNORECASE)
_RUN = {"text/javascript", "application/javascript", "module"}


def policy_of(html: str = "") -> str:
    """Return the policy for a page's HTML before its placeholders are filled.

    >>> "script-src 'self' 'sha256-" in policy_of("<script>alert(1)</script>")
    True
    >>> policy_of('<script type="application/json">{}</script>') == policy_of()
    True
    """
    digests = dict.fromkeys(f" 'sha256-{_digest(text)}'" for text in _inline_scripts(html))
    return _POLICY.format(scripts="".join(digests))


def _inline_scripts(html: str) -> Iterator[str]:
    for attributes, text in _SCRIPT.findall(html):
        kind = _TYPE.search(attributes)
        if (not kind or kind[1].lower() in _RUN) and not re.search(r"\bsrc\s*=", attributes):
            yield text.replace("\r\n", "\n")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
