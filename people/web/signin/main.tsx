/** The first page: who are you? */

import { render } from "preact";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { followLanguage, rememberedLanguage } from "~/interface/page";
import { addWords } from "~/interface/words";
import en from "~/people/words/en.ftl?raw";
import ru from "~/people/words/ru.ftl?raw";
import uz from "~/people/words/uz.ftl?raw";
import { demoPeople, demoSignIn, signIn, signOut, whoAmI } from "~/signaling/web/account";
import { Entrance } from "./state/entrance";
import { SignInPage } from "./view/sign-in-page";
import "~/interface/base.css";
import "./style.css";

addWords(INTERFACE_WORDS);
addWords({ uz, ru, en });
followLanguage(rememberedLanguage());

const entrance = new Entrance(
  { whoAmI, signIn, signOut, demoPeople, demoSignIn, goTo: (path) => location.assign(path) },
  new URLSearchParams(location.search).get("then"),
);
render(<SignInPage entrance={entrance} />, document.getElementById("page") as HTMLElement);
void entrance.begin();
