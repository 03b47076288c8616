# Кабинет консультаций

consult-number = № { $number }
consult-urgency-emergency = Экстренная
consult-urgency-urgent = Неотложная
consult-urgency-planned = Плановая
consult-state-booked = Назначена
consult-state-waiting = Никого не нашли
consult-state-ringing = Вызываем
consult-state-accepted = Идёт
consult-state-concluded = Есть заключение
consult-state-closed = Закрыта
consult-state-cancelled = Отменена
consult-invited-rung = вызываем
consult-invited-declined = не может
consult-invited-accepted = вызов принят
consult-invited-stood_down = больше не вызываем
consult-invited-silent = вызов принят, но врача нет
consult-invited-passed_on = передано дальше
consult-part-asker = спрашивает
consult-part-specialist = специалист
consult-part-called_in = приглашён на консилиум
consult-part-hospital = принимающий стационар
consult-part-patient = пациент
consult-called-rung = вызывается
consult-called-declined = не может
consult-called-inside = участвует
consult-called-gone = больше не участвует
consult-called-stood_down = больше не вызывается
consult-telephoned-talked = поговорили
consult-telephoned-nobody_answered = не ответили
consult-telephoned-wrong_number = номер не тот
consult-telephoned-cut_off = связь оборвалась

room-title = Кабинет консультаций
room-opening = Открываем кабинет…
room-not-yours = Эта страница для врачей и специалистов
room-to-own-page = На свою страницу
room-back = Назад к списку
room-sign-out = Выйти
room-rota = График
room-figures = Статистика
room-hours = Часы приёма
room-stage = Видео
room-list = Консультации
room-open = Открытые
room-open-none = Открытых нет.
room-passed = Приняли другие
room-taken-by = принято: { $name }
room-earlier = Прежние
room-earlier-none = Пока нет.
room-erased = стёрто
room-home = Консультация не выбрана
room-home-ringing = Вас вызывают: ответьте выше
room-home-note = Выберите из списка или спросите специалиста. Дежурного вызовем здесь и по SMS.

# Запрос
room-ask = Спросить специалиста
room-ask-title = Вопрос специалисту
room-field-specialty = Специальность
room-field-urgency = Срочность
room-field-question = Вопрос
room-field-age = Возраст, лет
room-field-sex = Пол
room-field-summary = Что известно о пациенте
room-field-summary-note = Жалобы, данные осмотра, что введено. Имя не нужно.
room-sex-unknown = неизвестен
room-choose = Выберите…
room-urgency-note-emergency = есть угроза жизни
room-urgency-note-urgent = явной угрозы нет
room-urgency-note-planned = может подождать
room-problem-specialty = Выберите специальность.
room-problem-urgency = Выберите срочность.
room-problem-question = Напишите вопрос.
room-problem-age = Целое число лет, не больше 130.
room-draft-note = Написанное хранится в этом браузере зашифрованным, только для вас: стирается при отправке и при выходе.
room-send-question = Отправить и вызвать
room-sending = Ещё не отправлено: уйдёт, как только появится связь.
room-field-problem = Проблема
room-problem-data = Исправьте отмеченные значения.
room-problem-incomplete = Плановый вопрос уйдёт, когда всё будет заполнено.
room-ask-go-on = Продолжить начатый вопрос
room-taken-up = Ваш вопрос, написанный в { $time }, сохранился.
room-discard = Удалить
room-reviewed-by = Проверено: { $who }.
room-reviewed-nobody = Пока никем не проверено.
room-asked = Данные
room-asked-opening = Открываем форму…
room-asked-not-here = Форма этой проблемы ещё не пришла. Вопрос можно отправить и без неё.
room-asked-wanted = нужно
room-asked-yes = да
room-asked-no = нет
room-asked-now = Сейчас
room-asked-file-later = Добавляется после отправки вопроса.
room-asked-file-there = Добавлено.
room-asked-problem-kind = Здесь нужно число или время.
room-asked-problem-too_small = Не меньше { $least }; время не слишком давнее.
room-asked-problem-too_large = Не больше { $most }.
room-asked-problem-ahead_of_now = Это время ещё не наступило.
room-asked-add = Добавить недостающее или исправить
room-asked-send = Добавить
room-scale-open = заполнить
room-scale-close = свернуть
room-scale-empty = Не заполнено
room-scale-left = осталось { $left } из { $all }
room-scale-untested = Результата нет: один из пунктов оценить нельзя
room-scale-known = Если результат известен
room-scale-most = 0–{ $most } { $unit }
room-missing-title = Чего не хватает
room-missing = { $count ->
    [one] Не хватает { $count } пункта
   *[other] Не хватает { $count } пунктов
}
room-missing-none = Всё есть.
room-missing-rings = Вопрос уйдёт и так, дежурных вызовем.
room-missing-planned = Плановый вопрос уйдёт, когда всё будет заполнено.

# Вызов
room-rings = Вас вызывают
room-waits = ждёт { $time }
room-accept = Принять
room-decline = Не могу
room-decline-title = Не можете принять консультацию?
room-silence = Убрать звук этого вызова здесь
room-alert-urgency-life_threat = Угроза жизни
room-alert-urgency-urgent = Неотложно
room-alert-urgency-routine = Не срочно
room-accept-alert = Беру
room-decline-alert-title = Не можете взять этот вызов?
room-drill = Проверка связи: больных нет.
room-drill-more = Подтвердите, что она до вас дошла.
room-drill-reached = Дошло
room-alerts-taken = Взятые оповещения
room-alert-confirm = Я в пути
room-alert-confirmed = там знают, что вы будете
room-alert-confirm-by = подтвердите в течение { $time }
room-alert-later = Через { $minutes } мин
room-why = Почему (врачу не придётся вас ждать)
room-why-needed = Почему
room-not-now = Назад

# Поиск
room-ringing = { $count ->
    [one] Вызываем { $count } специалиста с { $time }
   *[other] Вызываем { $count } специалистов с { $time }
}
room-nobody-on-duty = Сейчас никто не дежурит: { $specialty }
room-all-declined = { $count ->
    [one] Единственный вызванный не может
   *[other] Никто из вызванных не может ({ $count })
}
room-look-again = Снова посмотрим список дежурных в { $time }
room-ring-again = Посмотреть список дежурных сейчас
room-cancel = Отменить консультацию
room-cancel-title = Консультация больше не нужна?

# В кабинете
room-no-conversation = Сейчас разговора нет.
room-start = Начать разговор
room-record = Запись консультации
room-patient = Пациент
room-no-name = без имени
room-incident = вызов № { $number }
room-files = Файлы
room-thread = Лента
room-message = Сообщение…
room-send = Отправить сообщение
room-not-sent = ещё не отправлено
room-conclusion = Заключение
room-conclude = Записать заключение
room-write-anew = Написать заново
room-waits-for-acknowledgement = Заключение записано. Ждём подтверждения.
room-acknowledge = Заключение прочитано
room-acknowledge-note = Заключение в ленте. Ваше подтверждение закроет консультацию.
room-fact-asked = Запрос: { $name }
room-fact-declined = Не может: { $name }
room-fact-silent = Вызов принят, но врача нет: { $name }
room-fact-accepted = Запрос принят через { $time }: { $name }
room-fact-closed = Заключение подтверждено, консультация закрыта
room-fact-cancelled = Консультация отменена

# Who is in it
room-sections = Разделы записи
room-patient-link = Пациент
room-circle = Участники
room-call-in = Пригласить специалиста
room-call-in-title = Ещё один специалист (консилиум)
room-call-in-note = Вызываются дежурные по этой специальности. Кто придёт, видит запись и пишет в неё.
room-call-in-why = Зачем (они это увидят)
room-send-away = Отпустить: { $name }
room-pass-on = Передать дальше
room-pass-on-title = Передать консультацию дальше?
room-pass-on-note = Вызываются дежурные. Запись вам больше не будет видна.
room-telephoned = Разговор по телефону
room-telephoned-title = Разговор по телефону
room-telephoned-outcome = Итог
room-telephoned-minutes = Минут
room-telephoned-minutes-bad = Целое число, не больше 240.
room-telephoned-what = О чём говорили
room-telephoned-note = Записать в ленту
room-asked-back = Сначала уточняет
room-ask-back = Уточнить
room-ask-back-title = Что нужно знать сначала?
room-accept-written = Ответить письменно
room-called = Вас приглашают на консилиум
room-fact-telephoned = Телефон, { $time }, { $minutes } мин:
room-fact-passed-on = { $name }: передано дальше
room-fact-came-in = { $name }: теперь участвует
room-fact-went = { $name }: больше не участвует

# What happens next
consult-next-push = уведомление в браузер
consult-next-sms = SMS
consult-next-voice = автоматический звонок по телефону
consult-next-email = электронное письмо
consult-next-next_person = вызывается следующий по графику
consult-next-seniors = вызываются старшие врачи
room-next-step = Если никто не ответит, в { $time }: { $step }
room-queue = Перед вами: { $ahead }. Дежурят: { $duty }, из них заняты: { $busy }.
room-answer-by = Ответ должен быть до { $time }.
room-answer-late = Срок ответа прошёл: { $time }.
room-last-rung = Если никто не отвечает вовремя, позвоните в областной центр и запишите разговор в разделе «Участники».
room-trust = Согласие и доступ
room-consent = Согласие
room-consent-note = Отметить
room-consent-not_asked = ещё не спрошено
room-consent-not_asked_emergency = ещё не спрошено, экстренно
room-consent-emergency = спросить было некого: экстренно
room-consent-given = дано
room-consent-refused = отказ
room-consent-withdrawn = отозвано
room-consent-ended = срок истёк
room-glass = Запись открыта извне: { $name }, до { $time }.

# Vitals and medical orders
room-vitals = Показатели
room-medical-orders = Назначения
room-medical-order-told = Повторите назначение:
room-medical-order-read_back = Подтвердите повторённое назначение:
room-medical-order-stopped = Назначение отменено:
room-medical-order-more = ещё { $count }
room-medical-order-look = Посмотреть

room-booked = Назначенные
room-today = Сегодня
room-tomorrow = Завтра
room-booked-none = К вам пока никто не записан. Назначенные консультации появятся здесь по дням.
room-booked-no-hours = К вам пока нельзя записаться: опубликуйте часы, в которые вы консультируете.
room-booked-publish = Опубликовать часы
room-begins = Консультация начинается: { $name }, { $time }
room-i-am-here = Я здесь
room-send-booking = Отправить и записать

# From outside
room-break-open = Открыть запись с обоснованием
room-break = Открыть
room-break-title = Запись пациента, которого вы лечите сейчас
room-break-note = На четыре часа. Должны совпасть два сведения, одно из них — номер. Все, кто лечит пациента, и администрация узнают об этом сразу; это остаётся в журнале.
room-break-consult = Номер консультации
room-break-incident = Номер вызова
room-break-reason = Почему
room-break-reason-arrived_here = пациент поступил ко мне
room-break-reason-called_about = меня спрашивают о пациенте
room-break-reason-found_in_danger = пациент найден в угрожающем жизни состоянии
room-break-reason-other = другая причина
room-break-sex-female = женский
room-break-sex-male = мужской
room-break-sex-unknown = неизвестно
room-break-text = Своими словами
room-break-nothing = Таких данных нет. После пяти попыток за час новые не принимаются.

# The catch-up of whoever comes in
room-catch-up = Главное за 20 секунд
room-catch-up-close = Убрать (Esc)
room-former = Ваше участие закончилось вместе с консультацией. Подписанное вами остаётся у вас, в разделе «Заключение».
room-former-title = Запись вам больше не видна
room-from-incident = С вызова
room-come-in = Войти в разговор
