/** The receiving hospital's page. */

import { render } from "preact";
import en from "~/dispatch/words/en.ftl?raw";
import ru from "~/dispatch/words/ru.ftl?raw";
import uz from "~/dispatch/words/uz.ftl?raw";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { followLanguage, openPage, rememberedLanguage } from "~/interface/page";
import { Loading } from "~/interface/parts";
import { play, watchSound } from "~/interface/sound";
import { addWords } from "~/interface/words";
import { Reception } from "./state/reception";
import { followTheme } from "~/interface/theme";
import { HospitalPage } from "./view/hospital-page";
import "~/interface/base.css";
import "./style.css";

addWords(INTERFACE_WORDS);
addWords({ uz, ru, en });
followLanguage(rememberedLanguage());
followTheme();

const page = document.getElementById("page") as HTMLElement;
render(<Loading />, page);

const opened = await openPage("hospital");
if (opened !== null) {
  watchSound(opened.session);
  const reception = new Reception(opened.session, opened.me.hospital_id);
  reception.onComing(() => void play("notice"));
  render(<HospitalPage reception={reception} me={opened.me} />, page);
}
