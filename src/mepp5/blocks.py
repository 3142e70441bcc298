"""Generated blocks in documents, between `<!-- generated:NAME -->` and `<!-- /generated:NAME -->` lines."""

import re

from mepp5.errors import CorpusError

_BLOCK = re.compile(r"^<!-- generated:(?P<name>[\w.-]+) -->\n(?P<body>.*?)^<!-- /generated:(?P=name) -->$", re.M | re.S)
_MARK = re.compile(r"^<!-- /?generated:[\w.-]+ -->$", re.M)


def fill_blocks(document: str, blocks: dict[str, str]) -> str:
    """Return the document with the body of every generated block replaced by blocks[name].

    Raise CorpusError for a block that the document has and blocks lacks, or the reverse, for a block that
    stands twice, and for an opening or closing line without its partner.
    """
    names = [match["name"] for match in _BLOCK.finditer(document)]
    if len(_MARK.findall(document)) != 2 * len(names):
        raise CorpusError("A generated block is not closed by its own closing line; mend the document's marks.")
    if sorted(names) != sorted(blocks):
        wrong = ", ".join(sorted(set(names) ^ set(blocks))) or "a repeated name"
        raise CorpusError(f"Generated blocks of document and program differ ({wrong}); make them the same.")

    def fill(match: re.Match[str]) -> str:
        name = match["name"]
        # A title or a quotation that reads as a mark would end the block at the next build.
        body = _MARK.sub(lambda mark: mark[0].replace("<", "&lt;"), blocks[name].strip())
        return f"<!-- generated:{name} -->\n{body}\n<!-- /generated:{name} -->"

    return _BLOCK.sub(fill, document)
