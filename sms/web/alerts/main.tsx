/** The administrator's page of alerts: a test of the ladder, and the month's report. */

import { render } from "preact";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { followLanguage, openPage, rememberedLanguage } from "~/interface/page";
import { Loading } from "~/interface/parts";
import { followTheme } from "~/interface/theme";
import { addWords } from "~/interface/words";
import en from "~/sms/words/en.ftl?raw";
import ru from "~/sms/words/ru.ftl?raw";
import uz from "~/sms/words/uz.ftl?raw";
import { Alerts } from "./state/alerts";
import { AlertsPage } from "./view/page";
import "~/interface/base.css";
import "./style.css";

addWords(INTERFACE_WORDS);
addWords({ uz, ru, en });
followLanguage(rememberedLanguage());
followTheme();

const page = document.getElementById("page") as HTMLElement;
render(<Loading />, page);

const opened = await openPage("alerts");
if (opened !== null) {
  const alerts = new Alerts(opened.session);
  render(<AlertsPage alerts={alerts} session={opened.session} me={opened.me} />, page);
  if (opened.me.role === "administrator") void alerts.read();
}
