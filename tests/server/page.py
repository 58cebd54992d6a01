"""The elements of a page, as a parser finds them, and what no page may have."""

from html.parser import HTMLParser

HOSTILE = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}{% raw %}\u202e" + "x" * 2000
)
"""A text that means harm wherever it is taken for markup."""


class Page(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def words(self) -> str:
        """The text with single spaces."""
        return " ".join(self.text.split())

    @property
    def links(self) -> list[str]:
        return [a["href"] for a in self.all("a") if "href" in a]


def assert_harmless(page: Page) -> None:
    """Nothing runs, nothing is fetched from elsewhere, and links lead to the web or to us."""
    assert not page.all("script")
    assert not page.all("img")
    assert not page.all("style")
    assert not page.all("iframe")
    for _, attributes in page.elements:
        assert not any(name == "style" or name.startswith("on") for name in attributes)
    for needed in page.all("link"):
        assert needed["rel"] == "alternate" or "static/" in needed["href"]
        assert ":" not in needed["href"]
    for href in page.links:
        scheme = href.partition(":")[0] if ":" in href.partition("/")[0] else ""
        assert scheme in ("", "http", "https"), href
        assert not href.startswith("//"), href
