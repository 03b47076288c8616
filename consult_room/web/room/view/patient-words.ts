/** The words about the patient's link, which come with what shows them. */

import { addWords } from "~/interface/words";
import en from "~/consult_room/patients/words/en.ftl?raw";
import ru from "~/consult_room/patients/words/ru.ftl?raw";
import uz from "~/consult_room/patients/words/uz.ftl?raw";

addWords({ uz, ru, en });
