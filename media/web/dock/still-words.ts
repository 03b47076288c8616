/** The words of stills, for the dock and for the records in which they stand. */

import en from "~/media/freeze/words/en.ftl?raw";
import ru from "~/media/freeze/words/ru.ftl?raw";
import uz from "~/media/freeze/words/uz.ftl?raw";

export const STILL_WORDS = { uz, ru, en } as const;
