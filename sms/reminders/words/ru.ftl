# Напоминания о плановой консультации: без имени пациента и вопроса; не больше двух частей.
booked-doctor = 103: консультация назначена на { $day } в { $time }.
moved-doctor = 103: консультация перенесена на { $day } в { $time }.
cancelled-doctor = 103: консультация { $day } в { $time } отменена.
day-before-doctor = 103: завтра, { $day } в { $time }, консультация.
soon-doctor = 103: сегодня в { $time } консультация.
now-doctor = 103: консультация начинается, { $time }.
booked-patient = 103: консультация врача назначена на { $day } в { $time }.
moved-patient = 103: консультация врача перенесена на { $day } в { $time }.
cancelled-patient = 103: консультация врача { $day } в { $time } отменена.
day-before-patient = 103: завтра, { $day } в { $time }, консультация врача.
soon-patient = 103: сегодня в { $time } консультация врача.
now-patient = 103: консультация врача начинается, { $time }.
online = онлайн
code = Код { $code }
