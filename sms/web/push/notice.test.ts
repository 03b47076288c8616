import { expect, test } from "vitest";
import { ownPath, pageOf, readNotice } from "./notice";

const ORIGIN = "https://tez.example.uz";
const PLAIN = { title: "Tez Yordam", body: "You are being called." };
const SENT = { title: "103", body: "Cardiology, urgent", link: "/a/ticket?x=1", tag: "K7WQ2MPA", urgency: "urgent" };

const read = (told: unknown) => readNotice(JSON.stringify(told), PLAIN, ORIGIN);

test("a push is shown as it was sent", () => {
  expect(read(SENT)).toEqual({ title: "103", body: "Cardiology, urgent", link: "/a/ticket?x=1", tag: "K7WQ2MPA", stays: true });
  expect(read({ ...SENT, urgency: "routine" }).stays).toBe(false);
});

test.each([null, "", "not JSON", "{", "null", "[]", "7", '"text"', "{}", '{"title":"103"}', '{"title":7,"body":[]}', '{"title":" ","body":"x"}'])(
  "[P7] what cannot be read is a plain sentence: %s",
  (text) => {
    expect(readNotice(text, PLAIN, ORIGIN)).toEqual({ ...PLAIN, link: "/", tag: "unreadable", stays: true });
  },
);

test.each([undefined, null, 7, {}, "https://example.org/a", "//example.org/a", "javascript:alert(1)", "data:text/html,x", "https://tez.example.uz.example.org/", "http://tez.example.uz/a", "https://["])(
  "[P7] a link to elsewhere leads to the first page: %s",
  (link) => {
    expect(ownPath(link, ORIGIN)).toBe("/");
    expect(read({ ...SENT, link }).link).toBe("/");
  },
);

test("a link of our own is taken, in full or not", () => {
  expect(ownPath("/room", ORIGIN)).toBe("/room");
  expect(ownPath("https://tez.example.uz/a/x?y=1#z", ORIGIN)).toBe("/a/x?y=1");
});

test("the longest text is cut, and one without a tag still has one", () => {
  const long = read({ ...SENT, body: "x".repeat(9_000), tag: 7 });
  expect(long.body.length).toBe(500);
  expect(long.tag).toBe("untagged");
});

test("a tap finds the page that is open already", () => {
  const pages = [{ url: `${ORIGIN}/console` }, { url: `${ORIGIN}/room#x` }];
  expect(pageOf(pages, "/room?y=1")).toBe(pages[1]);
  expect(pageOf(pages, "/a/ticket")).toBeUndefined();
});
