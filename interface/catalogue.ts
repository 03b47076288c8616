/** The shared catalogue as text, for `addWords` of each front. */

import en from "./words/en.ftl?raw";
import ru from "./words/ru.ftl?raw";
import uz from "./words/uz.ftl?raw";

export const INTERFACE_WORDS = { uz, ru, en } as const;
