# Messages to telephones: keys that begin with sms-. No name of a patient, no address, at most two segments.
sms-incident = 103: нужен { $specialty }, { $urgency }. { $reason }. { $link } Код { $code }
sms-consult = 103: врачу нужен { $specialty }, { $urgency }. { $link } Код { $code }
sms-short = 103: нужен { $specialty }. { $link } Код { $code }
sms-drill = Скорая 103: ПРОВЕРКА связи, больных нет. Подтвердите: { $link } Код { $code }
sms-caller = Скорая 103: покажите, где вы и что видите: { $link } Код { $code }
sms-patient = Скорая 103: врач примет вас по телефону. Откройте: { $link } Код { $code }
sms-guest = Скорая 103 зовёт вас в видеоразговор, нужна помощь: { $link } Код { $code }
sms-order = 103, вызов N { $number }, { $urgency }. { $told }. Принять: { $link } Код { $code }
sms-order-short = 103, вызов N { $number }, { $urgency }. Принять: { $link } Код { $code }
push-drill-title = Проверка связи: больных нет
push-drill-body = Нажмите, чтобы подтвердить, что дошло.
sms-covered = 103: { $specialty } уже есть, ничего делать не нужно. Код { $code }
push-covered-title = Уже принято
push-covered-body = { $specialty }: вызов принял другой врач. Ничего делать не нужно.
push-alert-title = Скорая 103: нужен { $specialty }
push-alert-reason = { $reason }, { $urgency }
specialty = { $specialty ->
    [cardiology] кардиолог
    [neurology] невролог
    [surgery] хирург
    [paediatrics] педиатр
    [obstetrics] акушер
    [intensive_care] реаниматолог
    [therapy] терапевт
    [toxicology] токсиколог
   *[other] врач
}
urgency = { $urgency ->
    [life_threat] угроза жизни
    [urgent] срочно
   *[routine] не срочно
}

# Что говорит звонок: ключи, которые начинаются с voice-. Ни имён, ни адресов.
voice-greeting = Скорая помощь один ноль три. Вызов врача.
voice-needed = Требуется { $specialty }.
voice-asked = Врач просит консультацию. Специалист: { $specialty }.
voice-urgency = Срочность: { $urgency }.
voice-number = Вызов номер
voice-digit = { $digit ->
    [d0] ноль
    [d1] один
    [d2] два
    [d3] три
    [d4] четыре
    [d5] пять
    [d6] шесть
    [d7] семь
    [d8] восемь
   *[d9] девять
}
voice-keys = Нажмите один, чтобы принять. Нажмите два, чтобы передать другому.
voice-accepted = Принято. Спасибо.
voice-declined = Передано другому врачу. До свидания.
voice-covered = Вызов уже принял другой врач. Спасибо, до свидания.
voice-expired = Время этого вызова истекло. Ничего делать не нужно. До свидания.
voice-wrong-key = Эта кнопка ничего не значит.
voice-goodbye = Кнопка не нажата. До свидания.

# The page behind the link
answer-title = Вызов врача
answer-needed = Нужен { $specialty }
answer-incident = Вызов № { $number }
answer-consult = Врач просит консультацию
answer-where = Где
answer-asked-at = Запрошено в { $time }
answer-time-left = На ответ осталось { $time }
answer-accept = Принимаю
answer-accepting = Отправляется…
answer-decline = Не могу
answer-sure = Передать следующему врачу?
answer-sure-yes = Да, передать
answer-sure-no = Назад
answer-accepted = Вы приняли вызов
answer-accepted-incident = Диспетчер это видит и свяжется с вами.
answer-accepted-consult = Врач, который просит, это видит. Откройте комнату консультации.
answer-open-room = Открыть комнату консультации
answer-expected = Вас ждут к { $time }.
answer-confirm-left = Подтвердите в течение { $time }, что едете, иначе снова спросят остальных.
answer-confirm = Я в пути
answer-confirm-consult = Я на месте
answer-promise = Мне нужно больше времени:
answer-promise-minutes = { $minutes } мин
answer-confirmed = Там знают, что вы будете.
answer-lapsed = Вы приняли, но не подтвердили. Снова спрашивают всех: примите ещё раз, если вы будете.
answer-drill = Это проверка. Больных нет.
answer-drill-more = Служба проверяет, доходят ли до вас оповещения. Подтвердите, что это дошло.
answer-drill-accept = Дошло
answer-drill-accepted = Спасибо
answer-drill-accepted-more = Проверка дошла до вас. Больше ничего не нужно.
answer-declined = Вы передали вызов
answer-declined-more = Запрашивается следующий врач.
answer-covered = Уже принято
answer-covered-more = Принял другой врач, или помощь больше не нужна. Делать ничего не надо.
answer-expired = Время вышло
answer-expired-more = Этого ответа уже никто не ждёт.
answer-invalid = Ссылка недействительна
answer-invalid-more = Она устарела или скопирована не целиком. Откройте её ещё раз из сообщения.
answer-loading = Загрузка…
answer-no-link = Нет связи
answer-no-link-more = Страница сама пробует снова каждые несколько секунд.
answer-not-sent = Не отправлено
answer-not-sent-more = Нет связи. Ваш ответ ещё не дошёл.
answer-again = Повторить

# The page behind the link of a crew's message: keys that begin with order-
order-title = Вызов
order-priority = Приоритет { $priority }
order-silent = Планшет молчит, поэтому вызов пришёл по SMS.
order-where = Куда
order-accept = Принимаем
order-radio = Если не можете ехать, сразу скажите по рации.
order-accepted = Принято
order-accepted-more = Диспетчер это видит. Продолжайте на планшете или по рации.
order-over = Делать ничего не нужно
order-over-more = Вызов отменён или завершён.

# The demo's page of telephones
page-title = Сообщения демонстрации
page-note = Ни одно сообщение не покидает этот компьютер: таких номеров не бывает. Откройте ссылку так, как это сделал бы адресат.
page-none = Сообщений пока нет. Назначьте бригаду на вызов, для которого нужен врач.
page-lost = Нет связи с сервером. Показаны сообщения на { $time }.
page-segments = { $count ->
    [one] { $count } сегмент
    [few] { $count } сегмента
   *[many] { $count } сегментов
}
page-telephone = Телефон { $number }

# The page of alerts: a test of the ladder, and the month's report
alerts-title = Оповещения
alerts-rota = График дежурств
alerts-recall = Вызвать сотрудников
alerts-figures = Показатели консультаций
alerts-trust = Доверие к записям
alerts-rooms = Разговоры
alerts-theme = Светлая или тёмная
alerts-not-yours = Эта страница для администратора.
alerts-drill = Проверить оповещение
alerts-drill-note = Все, кто сейчас дежурит, получают уведомление и SMS о том, что это проверка, и подтверждают одним касанием. Только днём; никому не звоним, диспетчеров не беспокоим.
alerts-specialty = Специальность
alerts-drill-start = Проверить сейчас
alerts-drill-end = Закончить
alerts-drill-reached = дошло до { $reached } из { $asked }
alerts-drill-after = дошло через { $time }
alerts-drill-silent = нет ответа
alerts-drill-no-address = нет ни телефона, ни браузера
alerts-report = Отчёт за месяц
alerts-month-before = Предыдущий месяц
alerts-month-after = Следующий месяц
alerts-alerts = Оповещений
alerts-accepted = Принято
alerts-median = Половина за
alerts-p90 = Девять из десяти за
alerts-nobody = Никто не ответил
alerts-uncovered = Дежурного не было
alerts-lapsed = Принял и не пришёл
alerts-messages = Сообщений / частей
alerts-cost = Стоимость
alerts-seconds = { $seconds } с
alerts-by-person = По людям
alerts-by-step = По шагам
alerts-by-hour = По часам суток
alerts-person = Кто
alerts-hour = Час
alerts-step = Шаг
alerts-drills = Проверок дошло
alerts-never = никогда не отвечает
alerts-delivery-median = Половина доставлена за
alerts-answering-asked = Спрошен
alerts-answering-accepted = Принял
alerts-answering-declined = Отказался
alerts-answering-unanswered = Не ответил
alerts-answering-lapsed = Не пришёл
alerts-figure-steps = Шагов
alerts-figure-missing = Нет адреса
alerts-figure-sent = Отправлено
alerts-figure-delivered = Доставлено
alerts-figure-failed = Не дошло
alerts-figure-repeated = Повторено
alerts-figure-answers = Ответов
alerts-figure-segments = Частей
alerts-channel-sms = SMS
alerts-channel-voice = Звонок
alerts-channel-push = Уведомление
alerts-channel-email = Письмо
alerts-step-queued = ждёт
alerts-step-claimed = отправляется
alerts-step-unknown = неизвестно, ушло ли
alerts-step-accepted = у оператора
alerts-step-sent = отправлено
alerts-step-delivered = доставлено
alerts-step-failed = не дошло
alerts-step-withdrawn = не отправлено
