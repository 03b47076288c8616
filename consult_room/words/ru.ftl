# Кабинет консультаций

consult-number = № { $number }
consult-urgency-emergency = Экстренная
consult-urgency-urgent = Неотложная
consult-urgency-planned = Плановая
consult-state-waiting = Никого не нашли
consult-state-ringing = Вызываем
consult-state-accepted = Идёт
consult-state-concluded = Есть заключение
consult-state-closed = Закрыта
consult-state-cancelled = Отменена
consult-invited-rung = вызываем
consult-invited-declined = не может
consult-invited-accepted = принял
consult-invited-stood_down = больше не вызываем
consult-invited-silent = принял и не пришёл

room-title = Кабинет консультаций
room-opening = Открываем кабинет…
room-not-yours = Эта страница для врачей и специалистов
room-to-own-page = На свою страницу
room-back = Назад к списку
room-sign-out = Выйти
room-rota = График
room-stage = Видео
room-list = Консультации
room-open = Открытые
room-open-none = Открытых нет.
room-passed = Приняли другие
room-taken-by = принял: { $name }
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
room-draft-note = Написанное здесь нигде не хранится, пока вы не отправите.
room-send-question = Отправить и вызвать
room-sending = Ещё не отправлено: уйдёт, как только появится связь.

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
room-fact-silent = Принял и не пришёл: { $name }
room-fact-accepted = Запрос принят через { $time }: { $name }
room-fact-closed = Заключение подтверждено, консультация закрыта
room-fact-cancelled = Консультация отменена
