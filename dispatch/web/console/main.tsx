/** The dispatcher's console. */

import { render } from "preact";
import en from "~/dispatch/words/en.ftl?raw";
import ru from "~/dispatch/words/ru.ftl?raw";
import uz from "~/dispatch/words/uz.ftl?raw";
import { BackupAge } from "~/interface/backup-age";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { inOnePage } from "~/interface/one-page";
import { followLanguage, openPage, rememberedLanguage } from "~/interface/page";
import { Loading } from "~/interface/parts";
import { play, watchSound } from "~/interface/sound";
import { addWords } from "~/interface/words";
import { Desk } from "./state/desk";
import { keepDraft } from "./state/kept-draft";
import { Console } from "./view/console";
import "~/interface/base.css";
import "./style.css";

addWords(INTERFACE_WORDS);
addWords({ uz, ru, en });
followLanguage(rememberedLanguage());

const page = document.getElementById("page") as HTMLElement;
render(<Loading />, page);

const opened = await openPage("console");
if (opened !== null) {
  watchSound(opened.session);
  const desk = new Desk(opened.session);
  const backups = new BackupAge(opened.session);
  inOnePage("console-typed", () => keepDraft(opened.session, desk.draft, desk.form));
  desk.onAnnounce(() => void play("notice"));
  render(<Console desk={desk} me={opened.me} backups={backups} />, page);
}
