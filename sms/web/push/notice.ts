/** What a push says, read with suspicion: from bytes to what is shown, and from a tap to where it leads. Rule [P7]. */

export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly link: string;
  readonly tag: string;
  /** Stays on the screen until somebody answers it. */
  readonly stays: boolean;
}

const LONGEST = 500;

function line(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.slice(0, LONGEST) : null;
}

/** The path of a link to our own origin; the first page for every other. */
export function ownPath(link: unknown, origin: string): string {
  if (typeof link !== "string") return "/";
  const place = URL.canParse(link, origin) ? new URL(link, origin) : null;
  return place !== null && place.origin === origin ? place.pathname + place.search : "/";
}

/** `plain` is what is shown of a push that cannot be read: the browser was promised that each shows something. */
export function readNotice(text: string | null, plain: { title: string; body: string }, origin: string): Notice {
  let told: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text ?? "");
    if (typeof parsed === "object" && parsed !== null) told = parsed as Record<string, unknown>;
  } catch {
    told = {};
  }
  const title = line(told["title"]);
  const body = line(told["body"]);
  if (title === null || body === null) return { ...plain, link: "/", tag: "unreadable", stays: true };
  return {
    title,
    body,
    link: ownPath(told["link"], origin),
    tag: line(told["tag"]) ?? "untagged",
    stays: told["urgency"] !== "routine",
  };
}

/** The open page that shows the link already, if one does. */
export function pageOf<Page extends { readonly url: string }>(pages: readonly Page[], link: string): Page | undefined {
  const path = link.split("?")[0];
  return pages.find((page) => new URL(page.url).pathname === path);
}
