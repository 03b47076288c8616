/** The words of planned consults, which come with what shows them. */

import { addWords } from "~/interface/words";
import en from "~/consult_room/booking/words/en.ftl?raw";
import ru from "~/consult_room/booking/words/ru.ftl?raw";
import uz from "~/consult_room/booking/words/uz.ftl?raw";

addWords({ uz, ru, en });
