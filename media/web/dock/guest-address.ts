/** Where a guest's link leads, for who made it: told by the server on asking, kept nowhere. */

const ANSWER_WITHIN_MS = 15_000;

/** Null: nobody answered, or the link is taken or over. */
export async function guestAddress(linkId: string): Promise<string | null> {
  try {
    const response = await fetch(`/api/guests/${linkId}/address`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return response.ok ? ((await response.json()) as { address: string }).address : null;
  } catch {
    return null;
  }
}
