# The tablet
tablet-starting = Запуск…
tablet-way = Путь
tablet-map = Карта
tablet-settings = Настройки
tablet-dark = Тёмный экран
tablet-light = Светлый экран
tablet-sign-out = Выйти

# Pairing
tablet-pair-title = Подключить планшет
tablet-pair-hint = Спросите у диспетчера шестизначный код
tablet-pair-delete = Удалить последнюю цифру
tablet-pair-do = Подключить
tablet-pair-signed-in = На этом устройстве вошёл(а) { $name }.
refusal-wrong_code = Неверный код.

# Shift
tablet-shift-title = Кто в машине?
tablet-shift-hint = Смена начнётся, когда бригада назовёт себя.
tablet-shift-name = Имя сотрудника { $number }
tablet-shift-add = Ещё один
tablet-shift-remove = Убрать
tablet-shift-do = Начать смену
tablet-shift-end = Закончить смену
tablet-shift-end-title = Закончить смену?
tablet-shift-end-yes = Да, смена окончена
tablet-shift-end-no = Нет, работаем
tablet-shift-since = смена с { $time }
tablet-crew = Бригада: { $names }

# Between orders
tablet-idle-available = Свободны, ждём вызов
tablet-idle-returning = Возвращаемся на станцию
tablet-idle-break = Перерыв
tablet-idle-out = Не работаем
tablet-idle-other = Вызова нет
tablet-idle-hint = Новый вызов звонит, пока на него не ответят.
tablet-break-take = Перерыв
tablet-break-end = Перерыв окончен
tablet-called-back = Вызов №{ $number } отменён: { $reason }

# Order
tablet-ordered-at = передан в { $time }
tablet-assisting = в помощь
tablet-address-point = Точка на карте
tablet-address-none = Адрес пока неизвестен
tablet-entrance = подъезд { $value }
tablet-floor = этаж { $value }
tablet-flat = кв. { $value }
tablet-door-code = код { $value }
tablet-landmark = ориентир: { $value }
tablet-caller = Звонил
tablet-caller-place = Телефон звонящего: точность { $metres } м, { $age } назад
tablet-caller-photo = Показать фото звонящего, { $time }
tablet-caller-photos = Фото звонящего
tablet-then = затем: { $step }
tablet-suggest = Похоже, вы на месте ({ $metres } м). Нажмите, если это так.

# The next step
tablet-do-accept = Принять
tablet-do-departed = Выехали
tablet-do-arrived = Прибыли
tablet-do-patient_contact = У пациента
tablet-do-left_scene = Везём пациента
tablet-do-at_hospital = Мы в больнице
tablet-do-handed_over = Пациент передан
tablet-do-cleared = Закончить
tablet-do-returned = Вернулись на станцию
tablet-step-departed = выезд
tablet-step-arrived = прибытие
tablet-step-patient_contact = у пациента
tablet-step-left_scene = транспортировка
tablet-step-at_hospital = в больнице
tablet-step-handed_over = передан
tablet-step-cleared = окончание

# Declining
tablet-decline = Отказаться
tablet-decline-title = Почему не можете ехать?
tablet-decline-vehicle = Машина
tablet-decline-crew = Бригада
tablet-decline-access = Не проехать
tablet-decline-other = Другая причина

# Hospital
tablet-hospital-title = В какую больницу?
tablet-hospital-none = Список больниц ещё не получен.
tablet-hospital-not-yet = ещё не ответили
tablet-hospital-knows = вас ждут

# Result
tablet-clear-here = Закончить на месте
tablet-result-title = Чем закончился вызов?
tablet-result-delivered = Доставлен в больницу
tablet-result-improved = Улучшение, оставлен
tablet-result-no_change = Без перемен, оставлен
tablet-result-refused = Отказ от помощи
tablet-result-refused_transport = Отказ от госпитализации
tablet-result-not_found = Пациент не найден
tablet-result-false_call = Ложный вызов
tablet-result-handed_to_other = Передан другой бригаде
tablet-result-died_before_arrival = Смерть до прибытия
tablet-result-died_in_care = Смерть в присутствии

# The way
tablet-turn = { $distance }: { $turn }
tablet-metres = { $count } м
tablet-expected = ждут в { $time }
tablet-no-place = Устройство не знает, где оно
tablet-turn-depart = начинайте движение
tablet-turn-straight = прямо
tablet-turn-slight_left = держитесь левее
tablet-turn-left = налево
tablet-turn-sharp_left = резко налево
tablet-turn-slight_right = держитесь правее
tablet-turn-right = направо
tablet-turn-sharp_right = резко направо
tablet-turn-turn_back = развернитесь
tablet-turn-roundabout = круговое движение
tablet-turn-arrive = до места
tablet-map-here = Где машина
tablet-map-way = Весь путь
tablet-map-lack = Карту сейчас не показать.

# Help
tablet-dispatcher = Диспетчер
tablet-dispatcher-video = Диспетчер, с видео
tablet-video = Видео
tablet-sos-hold = держите
tablet-sos-hold-on = держите…
tablet-sos-stands = SOS: диспетчеры извещены в { $time }
tablet-sos-unsent = SOS ещё не отправлен: нет связи. Используйте рацию.
tablet-sos-settle = Мы в безопасности

# A specialist, asked from the field
tablet-ask = Спросить специалиста
tablet-consult = Консультация
tablet-consult-close = К карте
tablet-consult-new = новое
