/**
 * A document of its own for one connection. A browser tells the connections of a page of a new address two seconds late,
 * and until then lets them speak from the old one, where nothing goes out; a document that is made now sees the address of
 * now. What its connection hears is played by the page, and heard by the page's echo canceller.
 */
export interface ConnectionPlace {
  make(configuration: RTCConfiguration): RTCPeerConnection;
  /** After the connection is closed. */
  leave(): void;
}

/** What was asked of the connection before it was closed is still being answered. */
const LINGER_MS = 10_000;

/** Where no document can be made it is the page's own. */
export function freshDocument(): ConnectionPlace {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.tabIndex = -1;
  document.body.append(frame);
  const Connection = (frame.contentWindow as typeof globalThis | null)?.RTCPeerConnection ?? RTCPeerConnection;
  return { make: (configuration) => new Connection(configuration), leave: () => void setTimeout(() => frame.remove(), LINGER_MS) };
}

export const THE_PAGE: ConnectionPlace = { make: (configuration) => new RTCPeerConnection(configuration), leave: () => undefined };
