/** The parts that this page has sent itself: shown from memory, so that its narrow line need not bring them back. */

const addresses = new Map<string, string>();

/** Only those of the newest still: a photograph is megabytes. */
export function keepOwnPart(stillId: string, part: string, content: Blob): void {
  const key = `${stillId}/${part}`;
  for (const [known, address] of addresses) {
    if (known.startsWith(`${stillId}/`)) continue;
    URL.revokeObjectURL(address);
    addresses.delete(known);
  }
  if (!addresses.has(key)) addresses.set(key, URL.createObjectURL(content));
}

/** Where a part is to be had. */
export function addressOf(stillId: string, part: string): string {
  return addresses.get(`${stillId}/${part}`) ?? `/api/stills/${stillId}/${part}`;
}
