/** A page that is too old for the service loads itself anew, where nobody would lose by it what they type. */

const LOOK_MS = 5_000;
/** Whoever has just touched the page is at it. */
const UNTOUCHED_MS = 30_000;
/** Loaded anew and still too old, as while one of two servers is not updated yet, it waits so long before the next time. */
const AGAIN_MS = 10 * 60_000;
const KEPT = "tez-reloaded-at";

/** Where a person types; what is typed there and not sent would be gone. */
const TYPED_INTO = "textarea, input:not([type]), input[type=text], input[type=search], input[type=tel], input[type=number]";

/** Whether something stands in a field of this page. */
function somethingTyped(): boolean {
  return [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(TYPED_INTO)].some((field) => field.value !== "");
}

/** Whether to load anew now: nobody has touched the page for a while, and it has not done so lately. Times in ms. */
export function mayReload(nowMs: number, touchedMs: number, reloadedMs: number): boolean {
  return nowMs - touchedMs >= UNTOUCHED_MS && Math.abs(nowMs - reloadedMs) >= AGAIN_MS;
}

/** Looks every few seconds; gives back how to stop. */
export function reloadWhileNobodyTypes(): () => void {
  let touchedMs = Date.now();
  const touched = (): void => void (touchedMs = Date.now());
  const signs = ["pointerdown", "keydown"] as const;
  for (const sign of signs) addEventListener(sign, touched);
  const looking = setInterval(() => {
    const nowMs = Date.now();
    if (somethingTyped() || !mayReload(nowMs, touchedMs, Number(sessionStorage.getItem(KEPT) ?? 0))) return;
    sessionStorage.setItem(KEPT, String(nowMs));
    location.reload();
  }, LOOK_MS);
  return () => {
    clearInterval(looking);
    for (const sign of signs) removeEventListener(sign, touched);
  };
}
