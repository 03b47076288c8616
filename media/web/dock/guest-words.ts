/** The words of guests, for the dock that lets them in and for their own page. */

import en from "~/media/guests/words/en.ftl?raw";
import ru from "~/media/guests/words/ru.ftl?raw";
import uz from "~/media/guests/words/uz.ftl?raw";

export const GUEST_WORDS = { uz, ru, en } as const;
