# Общие слова
close = Закрыть
loading = Загрузка…
language = Язык
understood = Понятно
sound-tap-to-hear = Нажмите здесь, чтобы слышать сигналы
age-seconds = { $count } с
age-minutes = { $count } мин
age-hours = { $count } ч
age-days = { $count } дн
distance-kilometres = { $figure } км
patient-age = { $years ->
    [one] { $years } год
    [few] { $years } года
   *[other] { $years } лет
}
sex-male = мужчина
sex-female = женщина

# Состояние бригады
brigade-state-available = Свободна
brigade-state-returning = Возвращается
brigade-state-assigned = Получила вызов
brigade-state-en_route = В пути
brigade-state-on_scene = На месте
brigade-state-transporting = Везёт пациента
brigade-state-at_hospital = В стационаре
brigade-state-on_break = Перерыв
brigade-state-out_of_service = Не на линии
brigade-state-off_shift = Не на смене

# Срочность
priority-1 = Угроза жизни
priority-2 = Экстренный
priority-3 = Неотложный
priority-4 = Плановый

# Профиль бригады
profile-general = Общепрофильная врачебная
profile-paramedic = Фельдшерская
profile-intensive_care = Реанимационная
profile-paediatric = Педиатрическая
profile-psychiatric = Психиатрическая
profile-obstetric = Акушерская
profile-cardiological = Кардиологическая
profile-neurological = Неврологическая
profile-advice = Консультативная
profile-air = Авиационная

# Специальность
specialty-cardiology = Кардиология
specialty-neurology = Неврология
specialty-surgery = Хирургия
specialty-paediatrics = Педиатрия
specialty-obstetrics = Акушерство
specialty-intensive_care = Реанимация
specialty-therapy = Терапия
specialty-toxicology = Токсикология

# Роль
role-call_taker = Диспетчер приёма
role-dispatcher = Диспетчер направления
role-crew = Бригада
role-physician = Врач
role-specialist = Специалист
role-hospital = Стационар
role-administrator = Администратор
role-guest = Гость
role-system = Система

# Связь
link-waited-for = Сервер недоступен
link-waits = Страница откроется сама, как только он ответит.
link-opening = Соединяемся с сервером…
link-lost = Связь потеряна. Ваша работа сохраняется и уйдёт сама.
link-stopped = Сервер прекратил связь: { $reason }
link-signed-out = Вход закончился. Войдите снова: неотправленное сохранено.
link-to-sign-in = Страница входа
link-server-older = Служба обновляется. Ваша работа сохраняется и уйдёт сама.
link-client-older = Эта страница старее службы. Загрузите её заново: неотправленное сохранено.
link-part-lacking = Часть этой страницы не загрузилась. Загрузите страницу заново.
link-reload = Загрузить заново
outbox-unsent = Не отправлено: { $count }

# Что пытались сделать
command-incident-open = Новый вызов
command-incident-amend = Уточнение вызова
command-incident-close = Закрытие вызова
command-recommendation-ask = Рекомендация
command-brigade-assign = Направление бригады
command-assignment-enter = Внесение сделанного
command-brigade-divert = Перенаправление бригады
command-assignment-deliver = Отметка о доставке
command-assignment-see = Отметка о прочтении
command-assignment-accept = Принятие вызова
command-assignment-decline = Отказ от вызова
command-assignment-cancel = Отзыв бригады
command-assignment-change_hospital = Смена стационара
command-milestone-report = Отметка этапа
command-handover-acknowledge = Подтверждение приёма
command-brigade-come_on_shift = Выход на смену
command-brigade-go_off_shift = Уход со смены
command-brigade-take_break = Начало перерыва
command-brigade-end_break = Конец перерыва
command-brigade-set_out_of_service = Снятие с линии
command-brigade-return_to_service = Возврат на линию
command-pairing-offer = Код планшета
command-tablet-unpair = Отвязка планшета
command-shift-start = Начало смены
command-shift-end = Конец смены
command-sos-raise = SOS
command-sos-settle = Снятие SOS
command-conversation-ask = Вызов на разговор
command-conversation-ring = Отметка о звонке
command-conversation-accept = Ответ на разговор
command-conversation-decline = Отклонение разговора
command-conversation-hang_up = Завершение разговора
command-conversation-join = Подключение к разговору
command-alert-acknowledge = Принятие оповещения
command-alert-decline = Отказ от оповещения
command-consult-ask = Запрос консультации
command-consult-ring = Повторный вызов
command-consult-accept = Принятие консультации
command-consult-decline = Отказ от консультации
command-consult-say = Запись в консультации
command-consult-conclude = Заключение
command-consult-acknowledge = Подтверждение заключения
command-consult-cancel = Отмена консультации
command-vitals-measure = Внесение показателей
command-vitals-strike = Зачёркивание показателей
command-medical_order-tell = Назначение
command-medical_order-correct = Исправление назначения
command-medical_order-read_back = Повторение назначения
command-medical_order-confirm = Подтверждение назначения
command-medical_order-do = Отметка о выполнении назначения
command-medical_order-leave = Отметка о невыполнении назначения
command-medical_order-stop = Отмена назначения
command-medical_order-see = Назначение увидено

# Почему не вышло
refusal-unknown = Не получилось (код: { $code }).
refusal-broken = Ошибка на сервере. Сообщите дежурному инженеру.
refusal-rejected = Страница и сервер не поняли друг друга. Обновите страницу; введённое останется здесь.
refusal-unavailable = Служба сейчас не отвечает, повторите чуть позже.
refusal-late = Сервер не ответил вовремя.
refusal-offline = Нет связи с сервером.
refusal-not_allowed = У вас нет на это права.
refusal-not_found = Не найдено: удалено или вам не видно.
refusal-not_yours = Это относится не к вам.
refusal-changed_meanwhile = Тем временем это изменил кто-то другой. Посмотрите новое состояние и решите снова.
refusal-same_id_other_body = Этот запрос уже был отправлен с другим содержанием.
refusal-signed_out = Вход закончился. Войдите снова.
refusal-wrong_state = В нынешнем состоянии это невозможно.
refusal-already_exists = Такое уже есть.
refusal-missing = Не хватает нужных сведений.
refusal-too_long = Слишком длинный текст.
refusal-brigade_busy = Бригада занята: она на другом вызове.
refusal-brigade_busy-number = { $callsign } занята вызовом № { $number }.
refusal-brigade_unavailable = Бригаду сейчас нельзя направить.
refusal-incident_closed = Вызов уже закрыт.
refusal-incident_has_lead = На вызове уже есть старшая бригада; новая может быть только в помощь.
refusal-milestone_already_stamped = Этот этап уже отмечен.
refusal-milestone_out_of_order = Сначала отметьте предыдущий этап.
refusal-times_overlap = В это время { $callsign } была на вызове № { $number }. Одно из двух неверно: исправьте.
refusal-hospital_needed = Выберите, в какой стационар везут.
refusal-reason_needed = Укажите причину.
refusal-recommendation_stale = Рекомендация устарела, запросите снова.
refusal-wrong_password = Неверное имя или пароль.
refusal-too_many_tries = Слишком много попыток. Повторите через несколько минут.
refusal-code_expired = Срок кода истёк.
refusal-weak_password = Слишком простой пароль.
refusal-tablet_not_paired = У этой бригады нет привязанного планшета.
refusal-shift_already_open = Смена уже начата.
refusal-wrong_code = Неверный код.
refusal-conversation_ended = Разговор окончен.
refusal-already_answered = На это уже ответил другой.
refusal-person_busy = Этот человек в другом разговоре.
refusal-link_ended = Эта ссылка больше не действует.
refusal-consent_needed = Согласия ещё нет.
refusal-not_a_picture = Это не фотография.
refusal-link_used = Эта ссылка уже использована.
refusal-not_a_number = Это не номер телефона.
refusal-nobody_there = Никого нет на связи.
refusal-not_agreed = Не все участники разговора согласны на запись.
refusal-part_out_of_order = Перед этой частью записи не хватает другой.
refusal-chain_broken = Цепочка записи нарушена.
refusal-not_a_clip = Это не голосовое сообщение.
refusal-alert_covered = Это уже принял другой.
refusal-alert_expired = Срок оповещения истёк.
refusal-ticket_invalid = Ссылка недействительна: срок истёк или она использована.
refusal-lease_lost = Эту работу взял другой процесс.
refusal-no_push = Эта служба не вызывает закрытые страницы.
refusal-bad_subscription = До уведомлений этого браузера служба не может достучаться.
refusal-by_day_only = Проверка беспокоит людей только днём, с 8 до 20.
refusal-nobody_on_duty = По этой специальности нет дежурного.
refusal-consult_taken = Консультацию взял другой специалист.
refusal-conclusion_needed = Сначала нужно заключение.
refusal-signature_invalid = Подпись не принята.
refusal-signature_algorithm_unknown = Эта служба не проверяет такой алгоритм.
refusal-wrong_value = Такое значение сюда не подходит.
refusal-incomplete = Вопрос ещё не полон; чего не хватает и зачем это нужно, сказано рядом.
refusal-unlikely_value = Такое значение почти не встречается. Посмотрите ещё раз и подтвердите его.
refusal-slot_taken = Это время уже занято. Выберите другое.

# Дни недели
weekday-0 = Понедельник
weekday-1 = Вторник
weekday-2 = Среда
weekday-3 = Четверг
weekday-4 = Пятница
weekday-5 = Суббота
weekday-6 = Воскресенье
weekday-short-0 = Пн
weekday-short-1 = Вт
weekday-short-2 = Ср
weekday-short-3 = Чт
weekday-short-4 = Пт
weekday-short-5 = Сб
weekday-short-6 = Вс

backup-old = Последней резервной копии { $age }
backup-missing = Резервной копии нет
backup-unreadable = Резервные копии не читаются
backup-unplanned = Резервные копии не делаются
