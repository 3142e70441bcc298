"""Hostile values of decision files, field by field: each was accepted once, and none may be.

HOSTILE[file][field]: values in the place of the field's own in the file's first entry that has it.
"""

from datetime import date, timedelta

NOT_IDS = ["", "../../x", "/etc/hostname", "a/b", "..", ".hidden", "-rf", "A", "a b", "a--b", "a\\b", "a\u0000b", "con"]
NOT_IDS += ["a" * 65, "ünï", "a\n", "a_b", "a-", "C:x", " a"]
NOT_NAMES = [
    "",
    "../x",
    "/etc/hostname",
    "a/b",
    "a\\b",
    "..",
    ".hidden",
    "-rf",
    "a\nb",
    "C:x.txt",
    "NUL.txt",
    "a" * 300,
]
NOT_NAMES += ["x.", "x ", "a\u202eb", "com1", "\ud83d".encode("utf-8", "replace").decode() + "\u0007"]
NOT_LINES = [
    "",
    " ",
    "a\nb",
    "a\u0000",
    "a\u202eb",
    "a\u001b[31m",
    " a",
    "a ",
    "a\u2028b",
    "\ufeffa",
    "a\tb",
    "x" * 2_001,
]
NOT_DAYS = ["2019-13-01", "2019-02-29", "20190101", "1 May 2020", "2019-1-1", "9999-12-31", "0001-01-01", "1970-01-01"]
NOT_DAYS += ["2020-05-01T00:00", "2020-W01-1", "２０２０-05-01", (date.today() + timedelta(days=3)).isoformat()]
NOT_ADDRESSES = ["ftp://a.example/", "javascript:alert(1)", "file:///etc/passwd", "a.example", "http://", "https:///x"]
NOT_ADDRESSES += [
    "http://u:p@a.example/",
    "http://u@a.example/",
    "http://a b.example",
    "http://a.example/\n",
    "x" * 3_000,
]
NOT_ADDRESSES += [
    "http://a.example:99999/",
    "http://[::1",
    "http://[x]/",
    "http://-a.example/",
    "http://a..b/",
    "http://é.example/",
]
NOT_ADDRESSES += ["https://a.example/%zz", "http:a.example", 'https://a.example/"><script>', "https:\\\\a.example"]
NOT_TAGS = [
    "",
    "english",
    "e",
    "en_US",
    "en-",
    "-en",
    "en--US",
    "123",
    "en-a",
    "en US",
    "en-US-US",
    "en-a-bb-a-cc",
    "x" * 70,
]
NOT_TAGS += ["de-1996-1996", "en\n", "é", "abcdefghi"]
NOT_HASHES = ["", "0", "g" * 64, "A" * 64, "0" * 63, "0" * 65, "0" * 64 + "\n"]
NOT_CLAUSES = [
    "",
    "alpha-2020",
    "alpha-2020/2",
    "alpha-2020/0000",
    "../x/0001",
    "alpha-2020/../0001",
    "alpha-2020/0001\n",
]
NOT_CLAUSES += ["Alpha/0001", "alpha-2020/00001234567", "alpha-2020/００01", "/0001"]
NOT_EMAILS = [
    "",
    "a",
    "a@",
    "@a.example",
    "a@b",
    "a b@c.example",
    "a@c.example\n",
    "a@@c.example",
    "a@-c.example",
    "<a@c.example>",
]
NOT_PROTOCOLS = [
    "",
    "../x.md",
    "/etc/passwd",
    "protocols/../../x.md",
    "protocols/x.txt",
    "x.md",
    "protocols/.x.md",
    "protocols/a/b.md",
]
NOT_VERSIONS = ["1.2", "v1.2.3", "1.2.3\n", "1.2.3.4", "1.２.3", "1.2.1234567"]
NOT_PEOPLE = ["", "A", "../x", "a b", "a/b", ".a", "-a", "a\n", "a" * 65, "ü"]
NOT_PAIRS = ["", "a", "a--", "../x--b", "a--b--c", "a---b"]

MANIFEST = {
    "id": NOT_IDS,
    "raw_file": NOT_NAMES,
    "raw_sha256": NOT_HASHES,
    "publisher": NOT_LINES,
    "title": NOT_LINES,
    "url": NOT_ADDRESSES,
    "captured": [*NOT_DAYS, "2020-04-30"],  # before the text's own date
    "date": [*NOT_DAYS, ""],  # "" has no date_kind
    "date_kind": ["none", "", "guessed"],
    "lineage": NOT_LINES,
    "split": ["", "dev", "Train"],
    "language": NOT_TAGS,
    "markup": ["", "html"],
    "rights": NOT_LINES,
}
UNIT = {
    "id": NOT_CLAUSES,
    "policy": [*NOT_IDS, "beta"],
    "kind": ["", "title"],
    "level": [99, 10, -1, 1.5, True],
    "section": [["a"] * 10, [""], ["a\u0000"], [" a"], "a"],
    "lead_in": NOT_CLAUSES,
    "start": [-1, 2**31],
    "end": [-1, 2**31],
    "raw_start": [-1, 2**31],
    "raw_end": [-1, 2**31],
    "text": ["", " ", "a\u0000", "a\u001b[31m"],
}
EDIT = {"rules": [["../x"], [""], ["a\n"]], "raw_start": [-1], "raw_end": [-1]}
CORRECTION = {
    "policy": [*NOT_IDS, "nowhere"],
    "raw_start": [-1, 2**31],
    "before": [""],
    "after": ["â"],
    "reason": NOT_LINES,
    "certainty": [""],
}
ANNOTATOR = {"id": NOT_PEOPLE, "email": NOT_EMAILS, "protocol": NOT_PROTOCOLS, "scope": ["none"], "kind": ["cat"]}
PAIR = {"old": NOT_IDS, "new": NOT_IDS, "direction": [""], "relation": NOT_LINES}
DECISION = {"id": NOT_CLAUSES, "reason": NOT_LINES}
VERDICT = {"id": NOT_CLAUSES, "annotator": NOT_PEOPLE, "note": NOT_LINES[1:], "release": NOT_VERSIONS}
CHANGE_LINE = {
    "pair": NOT_PAIRS,
    "old": [[clause] for clause in NOT_CLAUSES],
    "new": [[clause] for clause in NOT_CLAUSES],
}
CATEGORY = {
    "id": ["", "a,b", "a/b", "../x", "a\u0000", "é", "x" * 65],
    "definition": NOT_LINES,
    "opp115": NOT_LINES[1:],
    "gdpr": [["15(1)(a)"], ["13(1)(z)"]],
    "dpv": [
        {"iri": iri, "relation": "broad"} for iri in ("", "javascript:alert(1)", "https://a b", "https://w3id.org/x")
    ],
}
RELEASE = {
    "version": NOT_VERSIONS,
    "date": NOT_DAYS,
    "policies": [[], *([id] for id in NOT_IDS)],
    "clauses": [-1],
    "labels": NOT_HASHES,
    "annotators": [[id] for id in NOT_PEOPLE],
    "decisions": NOT_HASHES[1:],
    "rows": [{"../x": "0" * 64}, {"clauses": "0"}],
    "reasons": [{"../x": [1]}],
}
