# The page of whoever answers for records.

review-title = Доверие к записям
review-back = Моя страница
review-theme = Светлая или тёмная
review-not-yours = Эта страница для администраторов и принимающих больниц
review-not-now = Не сейчас
review-record = № { $number } · { $specialty }
review-erased = стёрта
review-held = удерживается
review-glasses = Открыто извне
review-glasses-note = Врачи, открывшие запись, читать которую им не положено. Слова их причины видят те, кто вправе читать запись.
review-glasses-hospital = Врачи извне, открывшие записи пациентов, которых везут к вам.
review-glasses-none = Извне записи никто не открывал
review-new = { $count ->
    [0] нового нет
    [one] { $count } не просмотрено
   *[other] { $count } не просмотрено
}
review-only-new = Только новое
review-more = Показаны последние { $count }.
review-reads-now = читает до { $time }
review-look = Просмотрено
review-look-at = Просмотрено: № { $number }, { $name }
review-look-note = № { $number }, { $name }: что вы выяснили? Хранится с вашим именем, изменить нельзя.
review-look-erased = № { $number }, { $name }: запись стёрта, поэтому заметка не хранится; что вы просмотрели — хранится.
review-look-label = Что вы выяснили
review-looked = { $name }, просмотрено { $time }.
review-readers = Кто читал запись
review-readers-short = Читатели
review-readers-of = Читатели № { $number }
review-readers-none = Выберите запись, чтобы увидеть все её прочтения
review-choice = Консультации ваших пациентов
review-choice-none = Выберите…
review-number = Номер или код консультации
review-number-wrong = Такой записи у вас нет: нужен номер или код.
review-show = Показать
review-readings = { $count ->
    [one] { $count } прочтение
    [few] { $count } прочтения
   *[other] { $count } прочтений
}
review-nobody-read = Её ещё никто не открывал.
review-members = На чьи экраны она шла
review-holds = Удержания сверх срока
review-crew = Бригада
review-still = по сей час
review-col-when = Когда
review-col-who = Кто
review-col-role = Роль
review-col-part = Участие
review-col-place = Где работает
review-col-way = Каким путём
review-col-what = Что
review-col-from = С
review-col-until = До
review-col-by = Кем
review-col-why = Почему
review-part-asker = спрашивает
review-part-specialist = специалист
review-part-called_in = приглашён
review-part-hospital = принимающая больница
review-part-patient = пациент
review-part-broke_glass = извне
review-way-part = как участник
review-way-broken_glass = извне
review-way-link = по ссылке
review-way-export = выгрузил файлом
review-reason-arrived_here = пациент поступил к ним
review-reason-called_about = спросил тот, кто с пациентом
review-reason-found_in_danger = пациент в опасности
review-reason-other = другая причина
review-read-record = открыл запись
review-read-history = смотрел прежние консультации
review-read-file = открыл файл
review-read-conclusion = читал заключение
review-read-pdf = скачал PDF
review-read-readers = смотрел читателей
review-read-exported = выгрузил список читателей
review-keeping = Сколько хранятся записи
review-keeping-note = { $years ->
    [one] Запись хранится { $years } год после консультации и дольше, пока её удерживают. Чтобы удержать запись, выберите её выше.
    [few] Запись хранится { $years } года после консультации и дольше, пока её удерживают. Чтобы удержать запись, выберите её выше.
   *[other] Запись хранится { $years } лет после консультации и дольше, пока её удерживают. Чтобы удержать запись, выберите её выше.
}
review-held-list = Удерживается сейчас: { $count }
review-held-by = { $name } удерживает с { $time }
review-own-time = свой срок: { $day }
review-due-list = Будет стёрто в ближайшие 30 дней: { $count }
review-goes = стирается { $day }
review-erased-list = Стёрто за последние 365 дней: { $count }
review-files-left = файлы ещё стираются
review-hold = Удержать
review-hold-of = Удержать № { $number }
review-hold-note = № { $number } не будет стёрта, пока удержание не снято.
review-end-hold = Снять удержание
review-end-hold-of = Снять удержание № { $number }
review-end-hold-note = № { $number } снова хранится свой срок. Если он уже прошёл, запись стирается сразу.
review-why = Почему
command-record-look_at_glass = Отметка «просмотрено»
command-record-hold = Удержание записи
command-record-end_hold = Снятие удержания
