/**
 * Acts in one page of this browser at a time, the next one when that is gone: what is kept in one place two pages would
 * take from each other. The browser gives the lock back with the page. Over plain http there are none, and nothing is
 * kept there either.
 */
export function inOnePage(name: string, act: () => Promise<void>): void {
  const locks = navigator.locks as LockManager | undefined;
  void locks?.request(name, async () => {
    await act();
    await new Promise(() => undefined);
  });
}
