/** The page of whoever answers for records: openings from outside, readers, and how long records are kept. */

import { render } from "preact";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { followLanguage, openPage, rememberedLanguage } from "~/interface/page";
import { Loading } from "~/interface/parts";
import { followTheme } from "~/interface/theme";
import { addWords } from "~/interface/words";
import en from "~/consult_room/trust/review_words/en.ftl?raw";
import ru from "~/consult_room/trust/review_words/ru.ftl?raw";
import uz from "~/consult_room/trust/review_words/uz.ftl?raw";
import { Review } from "./state/review";
import { ReviewPage } from "./view/page";
import "~/interface/base.css";
import "./style.css";

addWords(INTERFACE_WORDS);
addWords({ uz, ru, en });
followLanguage(rememberedLanguage());
followTheme();

const page = document.getElementById("page") as HTMLElement;
render(<Loading />, page);

const opened = await openPage("trust");
if (opened !== null) {
  const review = new Review(opened.session, opened.me.role);
  render(<ReviewPage review={review} session={opened.session} me={opened.me} />, page);
  review.begin();
}
