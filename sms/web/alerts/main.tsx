/** The administrator's page of alerts: a test of the ladder, what telephones sent back, and the month's report. */

import { render } from "preact";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { followLanguage, openPage, rememberedLanguage } from "~/interface/page";
import { Loading } from "~/interface/parts";
import { followTheme } from "~/interface/theme";
import { addWords } from "~/interface/words";
import telephonesEn from "~/sms/telephones/words/en.ftl?raw";
import telephonesRu from "~/sms/telephones/words/ru.ftl?raw";
import telephonesUz from "~/sms/telephones/words/uz.ftl?raw";
import en from "~/sms/words/en.ftl?raw";
import ru from "~/sms/words/ru.ftl?raw";
import uz from "~/sms/words/uz.ftl?raw";
import { Alerts } from "./state/alerts";
import { Returned } from "./state/returned";
import { AlertsPage } from "./view/page";
import "~/interface/base.css";
import "./style.css";

addWords(INTERFACE_WORDS);
addWords({ uz, ru, en });
addWords({ uz: telephonesUz, ru: telephonesRu, en: telephonesEn });
followLanguage(rememberedLanguage());
followTheme();

const page = document.getElementById("page") as HTMLElement;
render(<Loading />, page);

const LOOK_EVERY_MS = 30_000;

const opened = await openPage("alerts");
if (opened !== null) {
  const alerts = new Alerts(opened.session);
  const returned = new Returned(opened.session);
  render(<AlertsPage alerts={alerts} returned={returned} session={opened.session} me={opened.me} />, page);
  if (opened.me.role === "administrator") {
    void alerts.read();
    void returned.read();
    setInterval(() => void returned.read(), LOOK_EVERY_MS);
  }
}
