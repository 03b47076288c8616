# The page behind a patient's link
patient-title = Ваш врач
patient-call = Позвонить 103
patient-loading = Загружается…
patient-again = Ещё раз
patient-no-line = Нет связи
patient-no-line-more = Страница пробует снова сама. Если ждать нельзя, звоните 103.
patient-invalid = Ссылка не действует
patient-invalid-more = Она устарела или скопирована не целиком. Откройте её ещё раз из сообщения.
patient-elsewhere = Открыто на другом телефоне
patient-elsewhere-more = Можно продолжить здесь: там оно закроется.
patient-take-back = Продолжить здесь
patient-over-consult_over = Приём окончен
patient-over-revoked = Врач закрыл эту ссылку
patient-over-expired = Срок ссылки истёк
patient-over-more = Ничего больше не передаётся. Если нужна помощь, звоните 103.
patient-over-helped = К вам вызвана скорая. Если никто не едет, звоните 103.

# What is agreed to: a new wording needs a new version in consult_room/patients/domain/decisions.py and state/patient.ts
patient-ask = Врач примет вас через этот телефон
patient-ask-what = Если вы согласны:
patient-ask-talk = вы с врачом переписываетесь и, если захотите, говорите голосом или по видео
patient-ask-picture = вы можете показать фото
patient-ask-earlier = врач видит ваш номер, что вы сказали 103 и когда звонили раньше
patient-ask-who = Это видят только врачи, которые вас лечат. Оно хранится как медицинская запись. Вы сами решаете, что показать, и можете остановиться в любой момент.
patient-ask-worse = Если станет хуже, не ждите: звоните 103.
patient-agree = Согласен
patient-agreeing = Минуту…
patient-decline = Не согласен
patient-declined = Вы не согласились
patient-declined-more = Врач вас здесь не видит. Можно согласиться сейчас или позвонить 103.

# The one sentence
patient-sought = С { $since } ищем для вас врача: { $specialty }. Врач напишет или позвонит сюда до { $by }.
patient-sought-late = С { $since } ищем для вас врача: { $specialty }. Это дольше, чем должно быть: если ждать нельзя, звоните 103.
patient-taken = Ваш вопрос с { $since } у врача: { $name }. Врач напишет или позвонит сюда.
patient-taken-nameless = Ваш вопрос с { $since } у врача. Врач напишет или позвонит сюда.
patient-invited = Вы с { $since } на приёме у своих врачей. Пишите здесь или ждите звонка.
patient-help = В { $since } к вам вызвана скорая (№ { $number }). Оставайтесь на месте, не занимайте телефон.
patient-help-asked = К вам вызывают скорую с { $since }. Оставайтесь на месте.
patient-help-sent = Скорая едет к вам (№ { $number }, вызвана в { $since }). Откройте дверь, не занимайте телефон.
patient-offline = Нет связи. Написанное уйдёт, когда она вернётся.

# What can be done
patient-rings = Врач готов поговорить с вами
patient-video = С видео
patient-voice = Только голос
patient-talk-close = Закончить разговор
patient-chat = Вы и врач
patient-chat-empty = Пока ничего не написано. Расскажите, как вы.
patient-write = Напишите врачу
patient-write-label = Ваше сообщение
patient-write-send = Отправить
patient-write-waiting = ещё не отправлено
patient-write-failed = Сообщение не ушло
patient-you = Вы
patient-doctor = Врач
patient-photo = Отправить фото
patient-photo-sending = Фото отправляется: { $percent } %
patient-photo-failed = Фото не ушло
patient-photo-sent = { $count ->
    [one] Отправлено { $count } фото
    [few] Отправлено { $count } фото
   *[other] Отправлено { $count } фото
}
patient-withdraw = Прекратить и выйти
patient-specialty-cardiology = кардиолог
patient-specialty-neurology = невролог
patient-specialty-surgery = хирург
patient-specialty-paediatrics = педиатр
patient-specialty-obstetrics = акушер
patient-specialty-intensive_care = реаниматолог
patient-specialty-therapy = терапевт
patient-specialty-toxicology = токсиколог

# In the doctors' room
patient-nameless = Пациент
patient-link-none = Ссылка не отправлялась
patient-link-sent = Ссылка отправлена
patient-link-agreed = Согласие есть, пациент здесь
patient-link-declined = Не согласился
patient-link-ended = Ссылка закрыта
patient-delivery-sent = в пути
patient-delivery-delivered = сообщение дошло
patient-delivery-failed = сообщение не дошло
patient-delivery-withdrawn = сообщение не отправлено
patient-lines = С пациентом
patient-lines-note = Пациент читает эти строки и больше ничего из записи.
patient-to-patient = Написать пациенту
patient-to-patient-send = Отправить пациенту
patient-emergency = Вызвать скорую
patient-emergency-place = Где пациент?
patient-emergency-note = Что должна знать бригада
patient-emergency-made = Скорая запрошена в { $time }
patient-emergency-number = У диспетчера с { $time }: вызов № { $number }
patient-emergency-sent = Скорая едет: № { $number }, запрошена в { $time }
patient-earlier = Прежние обращения
patient-earlier-note = С этого номера за двенадцать месяцев. Ваш просмотр записывается.
patient-earlier-look = Показать
patient-earlier-none = За двенадцать месяцев не было
patient-earlier-incident = Вызов № { $number }
patient-earlier-consult = Консультация № { $number }
patient-end = Закончить приём
patient-end-how = Чем закончилось?
patient-end-now = Закончить
patient-end-conclusion = Сначала напишите заключение.
patient-closing-advice = Хватило совета
patient-closing-see_own_doctor = К своему врачу
patient-closing-prescribed = Назначено лекарство
patient-closing-other = Иначе
patient-closing-nobody_answered = Пациент не ответил
patient-closing-emergency = Отправлена скорая
patient-send = Пригласить пациента по ссылке
patient-send-again = Отправить ссылку ещё раз
patient-send-now = Отправить ссылку
patient-send-telephone = Номер телефона
patient-send-language = Язык
patient-revoke = Закрыть ссылку
patient-result-delivered = Доставлен в стационар
patient-result-improved = Улучшение
patient-result-no_change = Без изменений
patient-result-refused = Отказ от помощи
patient-result-refused_transport = Отказ от госпитализации
patient-result-not_found = Не найден
patient-result-false_call = Ложный вызов
patient-result-handed_to_other = Передан другой службе
patient-result-died_before_arrival = Смерть до прибытия
patient-result-died_in_care = Смерть в присутствии бригады
patient-result-advice = Дан совет
patient-result-duplicate = Повтор вызова
patient-result-withdrawn = Вызов отменён звонившим
patient-result-doctor_will_call = Позвонит врач
