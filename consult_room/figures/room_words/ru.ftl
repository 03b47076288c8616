# In the room: ratings, and what a record lacks.

completeness-title = Чего не хватает хорошей записи такого рода
completeness-whole = В записи есть всё.
completeness-count = есть { $present } из { $wanted }
rating-title = Как прошла консультация?
rating-useful = Была полезна
rating-understood = Была понятна
rating-in_time = Пришла вовремя
rating-question = Вопрос был ясен
rating-material = Материала было достаточно
rating-would-have-sent = Без неё я отправил бы пациента в другую больницу
rating-would-yes = Да
rating-would-no = Нет
rating-would-unsaid = Не могу сказать
rating-words = Коротко
rating-save = Сохранить
rating-saved = Оценка дана. Изменить можно в течение 24 часов.
rating-scale = 1 – совсем нет, 5 – полностью
