/** The fronts whose page opens while the server is away; each lies under `/` and its name. The one list of them. */
export const OPEN_ALONE: readonly string[] = ["console", "tablet"];

export const WORKER = "/web/pages/worker.js";

/** Said by a page that has reached the server: now is a good time to look whether there is a newer page to keep. */
export const KEEP = "keep";

/** Under which paths the worker of a front's page is asked; other pages never meet it. */
export function scopeOf(front: string): string {
  return `/${front}`;
}
