import "~/interface/base.css";
import "./style.css";
import { render } from "preact";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { followLanguage, rememberedLanguage } from "~/interface/page";
import { PUSH_WORDS } from "~/interface/push-words";
import { addWords } from "~/interface/words";
import en from "../../words/en.ftl?raw";
import ru from "../../words/ru.ftl?raw";
import uz from "../../words/uz.ftl?raw";
import { Page } from "./view/Page";

addWords(INTERFACE_WORDS);
addWords(PUSH_WORDS);
addWords({ uz, ru, en });
followLanguage(rememberedLanguage());
const place = document.getElementById("page");
if (place !== null) render(<Page />, place);
