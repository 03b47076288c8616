/** The words of voice clips, for the dock and for whoever shows a thread with clips in it. */

import en from "~/media/clips/words/en.ftl?raw";
import ru from "~/media/clips/words/ru.ftl?raw";
import uz from "~/media/clips/words/uz.ftl?raw";

export const CLIP_WORDS = { uz, ru, en } as const;
