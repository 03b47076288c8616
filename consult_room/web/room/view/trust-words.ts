/** The words of consent and access, which come with what shows them. */

import { addWords } from "~/interface/words";
import en from "~/consult_room/trust/words/en.ftl?raw";
import ru from "~/consult_room/trust/words/ru.ftl?raw";
import uz from "~/consult_room/trust/words/uz.ftl?raw";

addWords({ uz, ru, en });
