// An SMSC of the tests, by the npm package `smpp`: it keeps what it took, loses answers, throttles and sends receipts
// as it is told to by lines of JSON on its input. What it did it says by lines on its output.
import { createInterface } from "node:readline";
import smpp from "smpp";

const ledger = [];
const faults = [];
let session = null;

const say = (what) => process.stdout.write(JSON.stringify(what) + "\n");

function take(pdu) {
  const payload = pdu.message_payload?.message ?? pdu.message_payload;
  const text = pdu.short_message?.message || payload || "";
  const sid = `m${ledger.length + 1}`;
  ledger.push(sid);
  say({
    took: sid,
    to: pdu.destination_addr,
    from: pdu.source_addr,
    fromTon: pdu.source_addr_ton,
    text: Buffer.isBuffer(text) ? text.toString("hex") : text,
    coding: pdu.data_coding,
    valid: pdu.validity_period,
    now: new Date().toISOString(),
    wantsReceipt: pdu.registered_delivery,
  });
  return sid;
}

function receive(sid, stat, byTlv) {
  const said = `id:${sid} sub:001 dlvrd:001 submit date:2609211400 done date:2609211401 stat:${stat} err:000 text:x`;
  const tlv = byTlv ? { receipted_message_id: sid, message_state: byTlv } : {};
  session.deliver_sm({ esm_class: 4, source_addr: "998000000001", short_message: byTlv ? "" : said, ...tlv });
}

const server = smpp.createServer((each) => {
  session = each;
  each.on("error", () => {});
  each.on("bind_transceiver", (pdu) => {
    const good = pdu.password === "secret";
    each.send(pdu.response({ command_status: good ? 0 : smpp.ESME_RINVPASWD, system_id: "TESTS" }));
    say({ bound: good });
  });
  each.on("enquire_link", (pdu) => {
    if (faults[0] !== "deaf") each.send(pdu.response());
    say({ asked: "alive" });
  });
  each.on("unbind", (pdu) => each.send(pdu.response(), () => each.close()));
  each.on("deliver_sm_resp", (pdu) => say({ answered: pdu.command_status }));
  each.on("submit_sm", (pdu) => {
    const fault = faults.shift();
    if (typeof fault === "number") return each.send(pdu.response({ command_status: fault }));
    const sid = take(pdu);
    if (fault === "receipt_first") receive(sid, "DELIVRD");
    if (fault === "silent") return undefined;
    if (fault === "late") return setTimeout(() => each.send(pdu.response({ message_id: sid })), 600);
    if (fault === "drop") return each.socket.destroy();
    return each.send(pdu.response({ message_id: sid }));
  });
});

createInterface({ input: process.stdin }).on("line", (line) => {
  const told = JSON.parse(line);
  if (told.fault !== undefined) faults.push(told.fault);
  if (told.receipt) receive(told.receipt, told.stat, told.state);
  if (told.text !== undefined)
    session.deliver_sm({ source_addr_ton: 1, source_addr: told.from, destination_addr: "103", short_message: told.text });
  if (told.garbage) session.socket.write(Buffer.from(told.garbage, "hex"));
});

server.listen(Number(process.argv[2]), "127.0.0.1", () => say({ listening: true }));
