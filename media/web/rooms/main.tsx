/** The administrator's page: the rooms that live, the workers, and how good each conversation is or was. */

import { render } from "preact";
import { BackupAge } from "~/interface/backup-age";
import { INTERFACE_WORDS } from "~/interface/catalogue";
import { followLanguage, openPage, rememberedLanguage } from "~/interface/page";
import { Loading } from "~/interface/parts";
import { followTheme } from "~/interface/theme";
import { addWords } from "~/interface/words";
import en from "~/media/quality/words/en.ftl?raw";
import ru from "~/media/quality/words/ru.ftl?raw";
import uz from "~/media/quality/words/uz.ftl?raw";
import { Rooms } from "./state/rooms";
import { RoomsPage } from "./view/page";
import "~/interface/base.css";
import "./style.css";

addWords(INTERFACE_WORDS);
addWords({ uz, ru, en });
followLanguage(rememberedLanguage());
followTheme();

const page = document.getElementById("page") as HTMLElement;
render(<Loading />, page);

const opened = await openPage("rooms");
if (opened !== null) {
  const rooms = new Rooms(opened.session);
  render(<RoomsPage rooms={rooms} session={opened.session} me={opened.me} backups={new BackupAge(opened.session)} />, page);
  if (opened.me.role === "administrator") void rooms.list();
}
