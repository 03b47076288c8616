/**
 * The service worker that shows what a push says. It stands beside the pages and controls none of them: it answers no
 * fetch, keeps nothing, and accepts nothing for anybody (rule [P7]).
 */

import { addWords, chooseLanguage, isLanguage, say } from "~/interface/words";
import en from "~/sms/push_subscriptions/words/en.ftl?raw";
import ru from "~/sms/push_subscriptions/words/ru.ftl?raw";
import uz from "~/sms/push_subscriptions/words/uz.ftl?raw";
import { pageOf, readNotice } from "./notice";

/** What is used of a worker's own surroundings; the pages' library of types does not know them. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Pushed extends Lasting {
  readonly data: { text(): string } | null;
}
interface Tapped extends Lasting {
  readonly notification: Notification;
}
interface OpenPage {
  readonly url: string;
  focus(): Promise<unknown>;
}
interface Surroundings {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(which: { type: "window"; includeUncontrolled: boolean }): Promise<readonly OpenPage[]>;
    openWindow(path: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install", hear: (event: Lasting) => void): void;
  addEventListener(name: "push", hear: (event: Pushed) => void): void;
  addEventListener(name: "notificationclick", hear: (event: Tapped) => void): void;
}

/** Newer than the types of the pages' library. */
interface Shown extends NotificationOptions {
  readonly renotify: boolean;
  readonly vibrate: readonly number[];
}

const worker = self as unknown as Surroundings;

addWords({ uz, ru, en });
const spoken = navigator.language.slice(0, 2);
if (isLanguage(spoken)) chooseLanguage(spoken);

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));

worker.addEventListener("push", (event) => {
  const plain = { title: say("push-unreadable-title"), body: say("push-unreadable-body") };
  const notice = readNotice(textOf(event), plain, location.origin);
  // The same tag takes the place of the one before, and rings again: whoever missed the first is not to miss both.
  const options: Shown = {
    body: notice.body,
    tag: notice.tag,
    renotify: true,
    requireInteraction: notice.stays,
    vibrate: [400, 200, 400],
    data: notice.link,
  };
  event.waitUntil(worker.registration.showNotification(notice.title, options));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(lead(String(event.notification.data)));
});

function textOf(event: Pushed): string | null {
  try {
    return event.data?.text() ?? null;
  } catch {
    return null;
  }
}

async function lead(link: string): Promise<void> {
  const open = pageOf(await worker.clients.matchAll({ type: "window", includeUncontrolled: true }), link);
  if (open === undefined) await worker.clients.openWindow(link);
  else await open.focus();
}
