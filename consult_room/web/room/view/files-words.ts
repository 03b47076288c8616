/** The words of files, which come with what shows them. */

import { addWords } from "~/interface/words";
import en from "~/consult_room/files/words/en.ftl?raw";
import ru from "~/consult_room/files/words/ru.ftl?raw";
import uz from "~/consult_room/files/words/uz.ftl?raw";

addWords({ uz, ru, en });
