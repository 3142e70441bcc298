"""Policies outside the corpus, as files."""

from pathlib import Path

TEXT = "# Policy\nWe keep data.\n## Sharing\nWe share it with:\n• partners;\n• the police. They may ask.\n"
PAGE = """<!doctype html><html><head><title>T</title><script>var a = "We sell everything.";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/shop">Shop</a></li></ul></nav>
<h1>Privacy Policy</h1><p>We care about <b>your</b> data&nbsp;and keep it safe.<br>It is yours.</p>
<h2>What we collect</h2><p>We may collect, for example:</p>
<ul><li>your name and <a href="/x">e-mail address</a>;</li><li>your location.</li></ul>
<script>document.write("We sell it all to anybody.")</script><style>p { color: red }</style>
<table><tr><th>Category</th><th>Collected</th></tr><tr><td>Identifiers</td><td>Yes</td></tr></table>
<h2>Contact</h2><p>Write to privacy@example.org.</p></body></html>"""


def write(path: Path, content: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
