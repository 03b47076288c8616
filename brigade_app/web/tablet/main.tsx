import "~/interface/base.css";
import "./style.css";
import { render } from "preact";
import interfaceEn from "~/interface/words/en.ftl?raw";
import interfaceRu from "~/interface/words/ru.ftl?raw";
import interfaceUz from "~/interface/words/uz.ftl?raw";
import { addWords } from "~/interface/words";
import { followLanguage, rememberedLanguage } from "~/interface/page";
import en from "../../words/en.ftl?raw";
import ru from "../../words/ru.ftl?raw";
import uz from "../../words/uz.ftl?raw";
import { Page } from "./view/Page";

addWords({ uz: interfaceUz, ru: interfaceRu, en: interfaceEn });
addWords({ uz, ru, en });
followLanguage(rememberedLanguage());
const place = document.getElementById("page");
if (place !== null) render(<Page />, place);
