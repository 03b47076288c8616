/** The page on which recordings are watched: the list, who took part, who has watched, and the pictures side by side. */

import { render } from "preact";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { followLanguage, openPage, rememberedLanguage } from "~/interface/page";
import { Loading } from "~/interface/parts";
import { addWords } from "~/interface/words";
import en from "~/media/recording/words/en.ftl?raw";
import ru from "~/media/recording/words/ru.ftl?raw";
import uz from "~/media/recording/words/uz.ftl?raw";
import { Archive } from "./state/archive";
import { RecordingsPage } from "./view/page";
import "~/interface/base.css";
import "./style.css";

addWords(INTERFACE_WORDS);
addWords({ uz, ru, en });
followLanguage(rememberedLanguage());

const page = document.getElementById("page") as HTMLElement;
render(<Loading />, page);

const opened = await openPage("recording");
if (opened !== null) {
  const archive = new Archive(opened.session, opened.me.role);
  const named = new URLSearchParams(location.search).get("id");
  render(<RecordingsPage archive={archive} session={opened.session} />, page);
  void archive.list();
  if (named !== null) void archive.pick(named);
}
