/** The words of recordings, for the dock and for the page on which they are watched. */

import en from "~/media/recording/words/en.ftl?raw";
import ru from "~/media/recording/words/ru.ftl?raw";
import uz from "~/media/recording/words/uz.ftl?raw";

export const RECORDING_WORDS = { uz, ru, en } as const;
