# What whoever comes in is told in twenty seconds
catch-up-asked = Вопрос
catch-up-found = Выявлено
catch-up-found-at = Выявлено, { $time }
catch-up-said = Сказано
catch-up-told = Назначения
catch-up-open = Не закрыто
catch-up-inside = Участвуют
catch-up-nothing = пока ничего

# The state of a medical order, in a word
catch-up-told-told = не повторено
catch-up-told-read_back = не подтверждено
catch-up-told-confirmed = выполнить
catch-up-told-done = выполнено
catch-up-told-not_done = не выполнено
catch-up-told-stopped = отменено

catch-up-open-nobody = специалиста нет
catch-up-open-asked_back = встречный вопрос
catch-up-open-conclusion = заключение
catch-up-open-reading = заключение не прочитано
catch-up-open-over = завершено
catch-up-open-medical_orders = назначений: { $count }
catch-up-open-missing = не хватает данных: { $count }

# Short parts of the circle
catch-up-part-asker = спрашивает
catch-up-part-specialist = специалист
catch-up-part-called_in = приглашён
catch-up-part-hospital = принимает

# What came with the patient from the incident
from-incident-failed = Не удалось прочитать данные вызова
from-incident-pictures = Что показал звонящий
from-incident-picture = Снимок звонящего, { $time }
from-incident-stage-accepted = принят
from-incident-stage-departed = выезд
from-incident-stage-arrived = на месте
from-incident-stage-patient_contact = у пациента
from-incident-stage-left_scene = выезд с пациентом
from-incident-stage-at_hospital = в стационаре
from-incident-stage-handed_over = передан
from-incident-stage-cleared = свободны
from-incident-stage-returned = на подстанции
from-incident-stage-declined = отклонён
from-incident-stage-cancelled = отозваны
from-incident-stage-diverted = направлены в другое место
