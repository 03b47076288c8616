"""What a browser keeps to open a page without the server, as the browser itself tells it."""

from playwright.sync_api import Page

TRIES = 300
PAGE = "async (path) => (await caches.match(path)) !== undefined"
HOLDS = """async ([front, name, words]) => {
    const done = (wish) => new Promise((fine, bad) => {
        wish.onsuccess = () => fine(wish.result);
        wish.onerror = () => bad(wish.error);
    });
    const database = await done(indexedDB.open(`tez-private-page-${front}`));
    try {
        const look = database.transaction(["owner", "things"]);
        const [owner, thing] = await Promise.all([
            done(look.objectStore("owner").get("owner")),
            done(look.objectStore("things").get(name)),
        ]);
        if (owner === undefined || thing === undefined) return false;
        const how = { name: "AES-GCM", iv: thing.nonce, additionalData: new TextEncoder().encode(name) };
        const plain = await crypto.subtle.decrypt(how, owner.key, thing.sealed);
        return new TextDecoder().decode(plain).includes(words);
    } finally {
        database.close();
    }
}"""
PRIVATE = """async () => (await indexedDB.databases()).map(({ name }) => name)
    .filter((name) => name.startsWith("tez-private-page-"))"""


def await_kept(page: Page, front: str, words: str, name: str = "board") -> None:
    """Until the page of ``front`` would open alone, and what it keeps under ``name`` holds ``words``."""
    for _ in range(TRIES):
        if page.evaluate(PAGE, f"/{front}") and page.evaluate(HOLDS, [front, name, words]):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"the page {front} is not kept with {words}: {page.evaluate('caches.keys()')}")


def kept_of_people(page: Page) -> list[str]:
    """The databases in which pages keep who is here and what they last showed."""
    names: list[str] = page.evaluate(PRIVATE)
    return names
