# Сообщения: ключи на sms-. Не больше двух частей; полные уступают коротким.
sms-recall = Скорая 103 собирает персонал. { $text }. Место: { $place }. Когда сможете? { $link } Код { $code }
sms-recall-place = Скорая 103: сбор персонала. Место: { $place }. Когда? { $link } Код { $code }
sms-recall-short = Скорая 103: сбор персонала. Когда? { $link } Код { $code }
sms-recall-off = Скорая 103: отбой. Приезжать не нужно: { $place }. Спасибо. Код { $code }
sms-recall-off-short = Скорая 103: отбой. Приезжать не нужно. Спасибо. Код { $code }
email-recall = Скорая 103 собирает персонал
email-recall-off = Скорая 103: отбой, приезжать не нужно
push-recall = { $text } · { $place }
push-recall-off = Приезжать не нужно: { $place }. Спасибо.

# Страница того, кого вызывают
coming-title = Сбор персонала
coming-place = Куда
coming-asked = Запрос от { $time }, ответы до { $until }
coming-when = Когда вы сможете быть на месте?
coming-in = Через { $minutes } минут
coming-later = Позже
coming-cannot = Не могу
coming-sending = Отправка…
coming-said-by = Вас ждут к { $time }
coming-said-later = Вы приедете позже
coming-said-cannot = Вы не можете приехать
coming-thanks = Диспетчер это видит. Спасибо.
coming-change = Ответ можно изменить до { $until }:
coming-over = Сбор окончен
coming-over-more = Ответа больше никто не ждёт.
coming-over-by = Ответы больше не принимаются. Вас ждут к { $time }.
coming-off = Отбой
coming-off-more = Приезжать не нужно. Спасибо.
coming-invalid = Ссылка недействительна
coming-invalid-more = Она устарела или скопирована не целиком. Откройте её ещё раз из сообщения.
coming-loading = Загрузка…
coming-lost = Нет связи
coming-lost-more = Страница сама пробует снова каждые несколько секунд.
coming-not-sent = Не отправлено. Нет связи, ваш ответ ещё не дошёл.

# Страница, с которой собирают персонал
recall-title = Сбор персонала
recall-not-yours = Персонал собирают диспетчеры и администраторы.
recall-theme = День или ночь
recall-console = Пульт
recall-new = Новый сбор
recall-list = Сборы
recall-none = Никого ещё не собирали.
recall-running = идёт
recall-ended = окончен
recall-text = Что случилось, одним предложением
recall-place = Куда
recall-until = Спрашивать
recall-hours = { $hours ->
    [one] { $hours } час
    [few] { $hours } часа
   *[other] { $hours } часов
}
recall-whom = Кого
recall-role = Роль
recall-specialty = Специальность
recall-duty = График дежурств
recall-anybody = все
recall-find = Искать по имени
recall-pick-all = Всех показанных
recall-picked = { $count ->
    [one] выбран { $count } человек
    [few] выбрано { $count } человека
   *[other] выбрано { $count } человек
}
recall-nobody-found = Никого не нашлось.
recall-loading = Поиск…
recall-name = Имя
recall-telephone = Телефон
recall-no-address = нет ни телефона, ни почты
recall-on-duty = дежурит
recall-absent = отсутствует
recall-absent-note = Отсутствующих спрашивают, только если отметить каждого отдельно.
recall-start = Вызвать: { $count }
recall-start-sure = Отправить сообщение сейчас? Получателей: { $count }.
recall-start-yes = Да, отправить
recall-back = Назад
recall-role-call_taker = Приём вызовов
recall-role-dispatcher = Диспетчер
recall-role-crew = Бригада
recall-role-physician = Врач
recall-role-specialist = Специалист
recall-role-hospital = Больница
recall-role-administrator = Администратор
recall-coming = Приедут
recall-coming-by = { $count } к { $time }
recall-nobody-yet = Пока никто не сказал, что приедет.
recall-later = позже
recall-cannot = не могут
recall-silent = молчат
recall-asked = спрошено
recall-delivered = доставлено
recall-opened = открыто
recall-failed = не достигнуто
recall-still = ещё не спрошено: { $count }
recall-again = Спросить молчащих ещё раз: { $count }
recall-again-at = Ещё раз с { $time }
recall-round = Раз { $round }
recall-enough = Достаточно, больше не спрашивать
recall-call-off = Дать отбой
recall-enough-sure = Больше не спрашивать? Кто едет, тот приедет.
recall-off-sure = Дать отбой? Всем, кто едет, сообщат, что приезжать не нужно.
recall-sure-yes = Да
recall-until-at = Ответы до { $time }
recall-started-by = { $name }, { $time }
recall-ended-time = Время вышло.
recall-ended-enough = Опрос остановлен в { $time }.
recall-ended-called_off = Отбой в { $time }; кто ехал, тому сообщают.
recall-person-by = к { $time }
recall-person-later = позже
recall-person-cannot = не может
recall-person-not-asked = отсутствует, не спрошен
recall-stage-none = нет адреса
recall-stage-waiting = отправляется
recall-stage-left = отправлено
recall-stage-delivered = доставлено
recall-stage-failed = не доставлено
recall-stage-withdrawn = больше не отправляется
recall-stage-opened = открыто
recall-filter = Показать
recall-filter-all = всех
recall-filter-coming = кто едет
recall-filter-silent = кто молчит
recall-answer = Ответ
recall-message = Сообщение
