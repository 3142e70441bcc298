"""Pages that declare an encoding, in all the ways that pages do it."""

TEXT = "Larkspur’s “café” costs €5 – or naïve £4…"
CHARSETS = ['<meta charset="{}">', "<META CHARSET={}>", "<meta charset='{}' />"]
PRAGMA = '<meta http-equiv="Content-Type" content="text/html; charset={}">'
FORMS = [*CHARSETS, PRAGMA, '<meta content="text/html;charset={}" http-equiv=content-type>']


def write_page(words: str, label: str, codec: str, form: str = CHARSETS[0]) -> bytes:
    """Return a page that declares the label and holds the words in the codec."""
    return f"<!doctype html><html><head>{form.format(label)}</head><body><p>".encode() + words.encode(codec) + b"</p>"
