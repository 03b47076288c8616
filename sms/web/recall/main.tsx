/** The page from which dispatchers and administrators call staff in, and follow who comes. */

import { render } from "preact";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { followLanguage, openPage, rememberedLanguage } from "~/interface/page";
import { Loading } from "~/interface/parts";
import { followTheme } from "~/interface/theme";
import { addWords } from "~/interface/words";
import en from "~/sms/recall/words/en.ftl?raw";
import ru from "~/sms/recall/words/ru.ftl?raw";
import uz from "~/sms/recall/words/uz.ftl?raw";
import { Recalls } from "./state/recall";
import { RecallPage } from "./view/page";
import "~/interface/base.css";
import "./style.css";

addWords(INTERFACE_WORDS);
addWords({ uz, ru, en });
followLanguage(rememberedLanguage());
followTheme();

const page = document.getElementById("page") as HTMLElement;
render(<Loading />, page);

const opened = await openPage("recall");
if (opened !== null) {
  const recalls = new Recalls(opened.session);
  render(<RecallPage recalls={recalls} session={opened.session} me={opened.me} />, page);
  if (opened.me.role === "dispatcher" || opened.me.role === "administrator") void recalls.find();
}
