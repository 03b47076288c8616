import { expect, test } from "vitest";
import { Sha256 } from "./files-digest";
import { FileSending, type Bytes, type Content, type FileShelf, type Posted, type SendingPorts, type WaitingFile } from "./files-sending";

const BYTES = new Uint8Array(300_000).map((_, n) => (n * 7) % 251);

function content(bytes: Uint8Array): Content {
  return { size: bytes.length, name: "a.jpg", slice: (from, until) => ({ arrayBuffer: () => Promise.resolve(bytes.slice(from, until).buffer as ArrayBuffer) }) };
}

class Shelf implements FileShelf {
  readonly files = new Map<string, { file: WaitingFile; content: Content; preview: Bytes | null }>();
  all = () => Promise.resolve([...this.files.values()].map(({ file }) => file));
  put = async (file: Omit<WaitingFile, "digest">, taken: Content, preview: Bytes | null) => {
    const kept = { ...file, digest: new Sha256().update(new Uint8Array(await taken.slice(0, taken.size).arrayBuffer())).digest() };
    this.files.set(file.fileId, { file: kept, content: taken, preview });
    return kept;
  };
  piece = async (id: string, from: number, until: number) => new Uint8Array(await this.files.get(id)!.content.slice(from, until).arrayBuffer());
  preview = (id: string) => Promise.resolve(this.files.get(id)?.preview ?? null);
  remove = (id: string) => Promise.resolve(void this.files.delete(id));
}

/** A server that keeps what it gets, and a line that breaks when it is told to. */
class Server {
  readonly said: string[] = [];
  readonly got = new Map<string, number[]>();
  readonly waits: (() => void)[] = [];
  breaks = 0;
  refuses: string | null = null;

  ports(shelf: FileShelf): SendingPorts {
    const broken = (): boolean => this.breaks > 0 && (this.breaks -= 1) >= 0;
    return {
      shelf,
      announce: ({ fileId }) => Promise.resolve(this.refuses === null ? this.note(`announce ${fileId}`, 0) : { code: this.refuses }),
      preview: ({ fileId }) => Promise.resolve(this.note(`preview ${fileId}`, 0)),
      begin: ({ fileId }) => {
        if (!this.got.has(fileId)) this.got.set(fileId, []);
        return Promise.resolve(this.note(`begin ${fileId}`, this.got.get(fileId)!.length));
      },
      where: ({ fileId }) => {
        const here = this.got.get(fileId);
        return Promise.resolve(here === undefined ? "begin" : { have: here.length });
      },
      send: ({ fileId }, from, bytes) => {
        const here = this.got.get(fileId)!;
        expect(from).toBe(here.length);
        if (broken()) {
          for (const byte of bytes.slice(0, 1000)) here.push(byte); // what came before the line broke stays
          return Promise.resolve("later");
        }
        for (const byte of bytes) here.push(byte);
        return Promise.resolve(this.note(`send ${fileId}`, here.length));
      },
      wait: (_ms, act) => {
        this.waits.push(act);
        return () => this.waits.splice(this.waits.indexOf(act), 1);
      },
      nowMs: () => 0,
    };
  }

  note(what: string, have: number): Posted {
    if (this.said.at(-1) !== what) this.said.push(what);
    return { have };
  }
}

function file(fileId: string, kind: WaitingFile["kind"] = "photograph", addedAtMs = 1): Omit<WaitingFile, "digest" | "owner"> {
  return { fileId, consultId: "c1", kind, name: "a.jpg", title: "", size: BYTES.length, addedAtMs };
}

async function settled(done: () => boolean): Promise<void> {
  for (let n = 0; n < 2_000 && !done(); n += 1) await Promise.resolve();
  expect(done()).toBe(true);
}

test("SHA-256 piece by piece is SHA-256 (the standard's own examples)", () => {
  const inPieces = (bytes: Uint8Array, step: number): string => {
    const digest = new Sha256();
    for (let at = 0; at < bytes.length; at += step) digest.update(bytes.subarray(at, Math.min(bytes.length, at + step)));
    return digest.digest();
  };
  const ascii = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
  expect(inPieces(ascii(""), 1)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(inPieces(ascii("abc"), 1)).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const long = ascii("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq");
  for (const step of [1, 7, 56]) expect(inPieces(long, step)).toBe("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  const million = new Uint8Array(1_000_000).fill(97);
  for (const step of [63, 64, 1_000, 65_537]) expect(inPieces(million, step)).toBe("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
});

test("[CF7] all are announced with their previews before the first is sent, and what matters more is sent first", async () => {
  const [server, shelf] = [new Server(), new Shelf()];
  const sending = new FileSending("d1", server.ports(shelf));
  const preview = new Uint8Array([1]);
  await sending.add(file("document", "document", 1), content(BYTES), preview);
  await sending.add(file("photograph", "photograph", 2), content(BYTES), preview);
  await sending.add(file("ecg", "ecg", 3), content(BYTES), null);
  expect(server.said).toEqual([]);
  sending.follow(true);
  await settled(() => sending.all.value.length === 0);
  expect(server.said).toEqual([
    "announce ecg", "announce photograph", "preview photograph", "announce document", "preview document",
    "begin ecg", "send ecg", "begin photograph", "send photograph", "begin document", "send document",
  ]);
  expect(server.got.get("ecg")).toEqual([...BYTES]);
  expect(shelf.files.size).toBe(0);
});

test("[CF1] after a break it goes on where the server says that it stands, and after a reload too", async () => {
  const [server, shelf] = [new Server(), new Shelf()];
  server.breaks = 3;
  const first = new FileSending("d1", server.ports(shelf));
  await first.add(file("a"), content(BYTES), null);
  first.follow(true);
  await settled(() => server.waits.length === 1);
  expect(first.all.value[0]).toMatchObject({ phase: "waiting", have: null });
  first.close();
  const next = new FileSending("d1", server.ports(shelf));
  const stranger = new FileSending("d2", server.ports(shelf));
  await settled(() => next.all.value.length === 1);
  expect(stranger.all.value).toEqual([]);
  next.follow(true);
  for (let n = 0; n < 10; n += 1) {
    for (let tick = 0; tick < 200; tick += 1) await Promise.resolve();
    server.waits.splice(0).forEach((act) => act());
  }
  await settled(() => next.all.value.length === 0);
  expect(server.got.get("a")).toEqual([...BYTES]);
});

test("[CF4] what is refused is told and not tried again", async () => {
  const [server, shelf] = [new Server(), new Shelf()];
  server.refuses = "file_not_taken";
  const sending = new FileSending("d1", server.ports(shelf));
  sending.follow(true);
  await sending.add(file("a"), content(BYTES), null);
  await settled(() => sending.all.value[0]?.phase === "refused");
  expect(sending.all.value[0]?.code).toBe("file_not_taken");
  expect([shelf.files.size, server.waits.length]).toEqual([0, 0]);
  sending.drop("a");
  expect(sending.all.value).toEqual([]);
});
