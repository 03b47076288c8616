"""One person's browser: a context of its own, and everything that went wrong in it."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = """async ([rules, within]) => {
    const found = await axe.run(within ?? document, { runOnly: rules, resultTypes: ["violations"] });
    return found.violations.flatMap((rule) =>
        rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}: ${node.failureSummary}`));
}"""


class Window:
    """A page and what its console has said in anger. The teardown of ``window`` reads ``troubles``."""

    def __init__(self, name: str, context: BrowserContext, page: Page | None = None) -> None:
        """``page``: one that is open already; None opens one."""
        self.name = name
        self.context = context
        self.page: Page = page or context.new_page()
        self.troubles: list[str] = []
        self.forgives: Callable[[str], bool] = lambda _said: False
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.troubles.append(f"{self.name}: {error}"))

    def _said(self, message: ConsoleMessage) -> None:
        """Every refusal of the content security policy is said here too, as an error."""
        if message.type == "error":
            said = f"{self.name}: {message.text} ({message.location['url']})"
            if not self.forgives(said):
                self.troubles.append(said)

    def forgive_the_lost_line(self) -> None:
        """While the server is away the browser itself notes every try to reach it, and no page can stop it. So it does
        with the answer that says where a file goes on of which a piece came before the line was lost."""
        lost = (
            "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "ERR_SOCKET_NOT_CONNECTED",
            "An unknown error occurred when fetching the script",  # of the page's worker
        )  # fmt: skip
        self.forgives = lambda said: any(reason in said for reason in lost) or ("409" in said and "/uploads/" in said)

    def axe(self, within: str | None = None) -> list[str]:
        """What axe finds wrong with the page, or the part ``within``, as it stands. Its script comes by the debugger's
        door, past the CSP."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text("utf-8"))
        found: list[str] = self.page.evaluate(LOOK, [RULES, within])
        return [f"{self.name}: {each}" for each in found]

    def beside(self, page: Page) -> "Window":
        """A page that this one has opened."""
        return Window(self.name, self.context, page)

    def close(self) -> None:
        self.context.close()
