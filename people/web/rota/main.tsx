/** The rota: who is on duty this week, where nobody is, and what changes it. */

import { render } from "preact";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { followLanguage, openPage, rememberedLanguage } from "~/interface/page";
import { Loading } from "~/interface/parts";
import { followTheme } from "~/interface/theme";
import { addWords } from "~/interface/words";
import en from "~/people/rota/words/en.ftl?raw";
import ru from "~/people/rota/words/ru.ftl?raw";
import uz from "~/people/rota/words/uz.ftl?raw";
import { posted } from "./posting";
import { Rota } from "./state/rota";
import { RotaPage } from "./view/page";
import "~/interface/base.css";
import "./style.css";

addWords(INTERFACE_WORDS);
addWords({ uz, ru, en });
followLanguage(rememberedLanguage());
followTheme();

const page = document.getElementById("page") as HTMLElement;
render(<Loading />, page);

const opened = await openPage("rota");
if (opened !== null) {
  const rota = new Rota(opened.session, opened.me.id, posted);
  render(<RotaPage rota={rota} session={opened.session} me={opened.me} />, page);
  setInterval(() => void rota.refresh(), 30_000);
}
