import { useState } from "preact/hooks";
import { Button, LanguageSwitch } from "~/interface/parts";
import { refusalWords } from "~/interface/bands";
import { language, say } from "~/interface/words";
import { setLanguage, signOut, type Me } from "~/signaling/web/account";
import { Delete } from "lucide-preact";
import { deviceName } from "./device";

const LENGTH = 6;
const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Sends the code. Null when the tablet is paired, else why not, in words. */
async function pair(code: string): Promise<string | null> {
  let response: Response;
  try {
    response = await fetch("/api/tablet/pair", {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code, device_name: deviceName() }),
    });
  } catch {
    return refusalWords("offline");
  }
  if (response.ok) {
    // A brigade has no account that knows its language: the device keeps the one in which it was paired.
    await setLanguage(language.peek()).catch(() => undefined);
    return null;
  }
  const told = (await response.json().catch(() => ({}))) as { code?: string };
  return refusalWords(told.code ?? "broken");
}

/** Six digits that the dispatcher reads out make this device the brigade's tablet. */
export function Pairing({ me, onPaired }: { me: Me | null; onPaired: () => void }) {
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const put = (digit: string): void => {
    setTrouble(null);
    setCode((before) => (before + digit).slice(0, LENGTH));
  };
  const submit = async (): Promise<void> => {
    setBusy(true);
    const found = await pair(code);
    setBusy(false);
    setTrouble(found);
    if (found === null) onPaired();
    else setCode("");
  };
  return (
    <main class="pairing">
      <div class="pairing-head">
        <h1>{say("tablet-pair-title")}</h1>
        <LanguageSwitch large />
      </div>
      {me !== null && (
        <p class="notice">
          {say("tablet-pair-signed-in", { name: me.name })}{" "}
          <Button size="large" onClick={() => void signOut().then(() => location.reload())}>
            {say("tablet-sign-out")}
          </Button>
        </p>
      )}
      <form
        class="pairing-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (code.length === LENGTH && !busy) void submit();
        }}
      >
        <label class="pairing-label" for="pairing-code">
          {say("tablet-pair-hint")}
        </label>
        <input
          id="pairing-code"
          class="pairing-code number"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={LENGTH}
          value={code}
          aria-invalid={trouble !== null}
          aria-describedby="pairing-trouble"
          onInput={(event) => {
            setTrouble(null);
            setCode(event.currentTarget.value.replace(/\D/g, "").slice(0, LENGTH));
          }}
        />
        <p id="pairing-trouble" class="trouble" role="alert">
          {trouble}
        </p>
        <div class="digits">
          {DIGITS.map((digit) => (
            <button key={digit} type="button" class="tile number" onClick={() => put(digit)}>
              {digit}
            </button>
          ))}
          <button type="button" class="tile" aria-label={say("tablet-pair-delete")} onClick={() => setCode(code.slice(0, -1))}>
            <Delete size={28} aria-hidden="true" />
          </button>
          <button type="button" class="tile number" onClick={() => put("0")}>
            0
          </button>
        </div>
        <button type="submit" class="go" disabled={code.length < LENGTH || busy}>
          {say("tablet-pair-do")}
        </button>
      </form>
    </main>
  );
}
