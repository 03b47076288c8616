# Извещения пациентам. Ничему медицинскому здесь нет места; не больше двух частей со ссылкой или телефоном после них.
notice-result-ready = Ваш результат готов: { $place }.
notice-appointment = Вы записаны: { $day } в { $time }, { $place }.
notice-appointment-changed = Ваша запись изменилась: { $day } в { $time }, { $place }.
notice-reminder = Напоминаем о записи: { $day } в { $time }, { $place }.
notice-subject = Извещение для вас
