"""What HTML's elements are for: blocks, bold, links, landmarks, and those whose text no reader sees."""

import re
from itertools import islice

from lxml import etree

Element = etree._Element

# Without text of their own to read (HTML, 4.7, 4.10 and 4.12), or whose text is a reader's answer, not the page's.
UNREAD = tuple(
    re.findall(
        r"\w+",
        "script style noscript template head title svg math canvas iframe object audio video map img del s "
        "strike rp rt",
    )
)
FORM_PARTS = ("select", "datalist", "input")
HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset "
        "figcaption figure footer form header hgroup hr legend li main menu nav ol optgroup option p pre search "
        "section summary table tbody td tfoot th thead tr ul",
    )
) | frozenset(HEADINGS)
LISTS = ("ul", "ol", "menu", "dir")
BOLD = frozenset({"b", "strong"})
EMPHASIS = frozenset({"b", "strong", "em", "i", "u"})
FORM_FIELDS = ("input", "select", "textarea")
LANDMARKS = frozenset({"nav", "footer", "aside", "header", "form", "search", "dialog", "button"})
STRONG = frozenset({"nav", "footer", "search", "button", "dialog"})
STRONG_ROLES = frozenset(
    re.findall(r"\w+", "navigation contentinfo search menu menubar toolbar tablist dialog alertdialog")
)
ROLES = STRONG_ROLES | {"banner", "complementary"}
NEVER_LANDMARKS = frozenset({"html", "body", "main", "article", "p", "td", "tr", "tbody", "table"}) | frozenset(
    HEADINGS
)
# Names that those who make pages give to what is not their text; whole words of class and id.
FURNITURE_NAMES = re.compile(
    r"(?<![a-z])(?:nav|navbar|navigation|menu|sidebar|search|timestamp|cookie-?(?:banner|bar|consent|notice)|consent"
    r"|share|sharing|social|skip-?links?|related|comments?|respond|commentlist|disqus|postprofile|advert|ads?|newsletter|signup|subscribe|login|popup|modal"
    r"|masthead|copyright|toolbar|site-?header|site-?footer)(?![a-z])"
)
# A page's foot, and what asks for consent to cookies: they may be long, and would pass for a policy.
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
STRONG_NAMES = re.compile(
    r"(?<![a-z])(?:page-?|site-?|main-?)?foot(?:er)?(?![a-z])|(?<![a-z])breadcrumbs?(?![a-z])|onetrust|cookiebot|truste[-_]?(?:overlay|consent|bar|banner|popup)|teconsent|didomi|usercentrics|cc-window|(?:cookie|consent|gdpr)-?_?"
    r"(?:banner|bar|notice|popup|modal|dialog|manager|overlay|layer|wall|message|alert)"
)
MOST_STEPS = 200  # begins and ends of elements within which a short text is over
SPACE = re.compile(r"\s+")
# Three words up to a sentence's end: a panel that has them is one to read.
SENTENCE = re.compile(r"(?<!\w)[\w’'-]{1,30}+,? [\w’'-]{1,30}+,? [\w’'()-]{1,30}+[.!?:]")
NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
HIDDEN = "//body//*[@hidden or @aria-hidden='true' or contains(@style, ':')]"


def is_hidden(element: Element) -> bool:
    """Return whether the page says that the element is not shown as it is first seen."""
    style = element.get("style")
    marked = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return marked or (style is not None and NO_DISPLAY.search(style) is not None)


def is_landmark(element: Element) -> bool:
    """Return whether the element is, by its tag, role, class or id, a part of a page beside its text."""
    if element.tag in LANDMARKS or element.get("role") in ROLES:
        return True
    if element.tag in NEVER_LANDMARKS or element.tag not in BLOCKS:
        return False
    names = _read_names(element)
    return names is not None and (FURNITURE_NAMES.search(names) or STRONG_NAMES.search(names)) is not None


def is_strong(element: Element) -> bool:
    """Return whether the landmark is one by its tag or role, of those that hold no text of a page by their meaning."""
    if element.tag in STRONG or element.get("role") in STRONG_ROLES:
        return True
    names = _read_names(element)
    return names is not None and STRONG_NAMES.search(names) is not None


def _read_names(element: Element) -> str | None:
    """Return id and class in small letters, a hyphen where a capital parted words; None where there is neither."""
    id, classes = element.get("id"), element.get("class")
    return HUMP.sub("-", f"{id or ''} {classes or ''}").lower() if id or classes else None


def is_link(element: Element) -> bool:
    """Return whether the element leads elsewhere: not within the page, unless it is a script's."""
    href = element.get("href") if element.tag == "a" else None
    return href is not None and href != "" and (href[0] != "#" or len(href) == 1)


def is_bold(element: Element) -> bool:
    """Return whether the element makes its words bold."""
    style = element.get("style")
    return element.tag in BOLD or (style is not None and BOLD_STYLE.search(style) is not None)


def read_start(element: Element, length: int) -> str:
    """Return an element's words, white space collapsed, if they are no longer than `length`; else some more than that.

    So much is read in bounded time: of elements in each other, each may be asked about.
    """
    words = ""
    for event, part in islice(etree.iterwalk(element, events=("start", "end")), MOST_STEPS):
        if event == "start" or part is not element:
            words = SPACE.sub(" ", words + ((part.text if event == "start" else part.tail) or ""))
        if len(words.strip()) > length:
            break
    return words.strip()
