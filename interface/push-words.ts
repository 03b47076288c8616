/** The words of devices that ring while the page is closed, for every front that offers it. */

import en from "~/sms/push_subscriptions/words/en.ftl?raw";
import ru from "~/sms/push_subscriptions/words/ru.ftl?raw";
import uz from "~/sms/push_subscriptions/words/uz.ftl?raw";

export const PUSH_WORDS = { uz, ru, en } as const;
