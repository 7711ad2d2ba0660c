"""The content security policy: what a page may load and run, and who may show it in a frame.

Nothing may come from, or go to, another server, and only scripts that are files of this one run. A
script that stands in a notebook's own outputs runs by its digest, so that nothing which gets into a
page by its address can: no text is made into code, and Vega's expressions are interpreted.
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
"""Of pages with true widgets: Voilà's script stands in the page and compiles, anywidget imports
modules from blobs."""
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_TYPE = re.compile(r"\btype\s*=\s*[\"']?([^\s\"']+)", re.IGNORECASE)
_RUN = {"text/javascript", "application/javascript", "module"}


def policy_of(html: str = "") -> str:
    """The policy of a page as it was made, before what differs with its address is put in.

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
