/** The page of figures: how long consults took, how they ended, how good they were. */

import { render } from "preact";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { followLanguage, openPage, rememberedLanguage } from "~/interface/page";
import { Loading } from "~/interface/parts";
import { followTheme } from "~/interface/theme";
import { addWords } from "~/interface/words";
import en from "~/consult_room/figures/words/en.ftl?raw";
import ru from "~/consult_room/figures/words/ru.ftl?raw";
import uz from "~/consult_room/figures/words/uz.ftl?raw";
import { Figures } from "./state/figures";
import { FiguresPage } from "./view/page";
import "~/interface/base.css";
import "./style.css";

addWords(INTERFACE_WORDS);
addWords({ uz, ru, en });
followLanguage(rememberedLanguage());
followTheme();

const page = document.getElementById("page") as HTMLElement;
render(<Loading />, page);

const opened = await openPage("figures");
if (opened !== null) {
  const figures = new Figures(opened.session);
  render(<FiguresPage figures={figures} session={opened.session} me={opened.me} />, page);
  void figures.read();
}
