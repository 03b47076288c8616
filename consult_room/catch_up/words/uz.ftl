# What whoever comes in is told in twenty seconds
catch-up-asked = Savol
catch-up-found = Aniqlandi
catch-up-found-at = Aniqlandi, { $time }
catch-up-said = Aytildi
catch-up-told = Tayinlovlar
catch-up-open = Ochiq
catch-up-inside = Ishtirokda
catch-up-nothing = hozircha yo‘q

# The state of a medical order, in a word
catch-up-told-told = qaytarilmagan
catch-up-told-read_back = tasdiqlanmagan
catch-up-told-confirmed = bajarish kerak
catch-up-told-done = bajarildi
catch-up-told-not_done = bajarilmadi
catch-up-told-stopped = to‘xtatildi

catch-up-open-nobody = mutaxassis yo‘q
catch-up-open-asked_back = qarshi savol
catch-up-open-conclusion = xulosa
catch-up-open-reading = xulosa o‘qilmagan
catch-up-open-over = tugagan
catch-up-open-medical_orders = tayinlovlar: { $count }
catch-up-open-missing = ma’lumot yetishmaydi: { $count }

# Short parts of the circle
catch-up-part-asker = so‘raydi
catch-up-part-specialist = mutaxassis
catch-up-part-called_in = chaqirilgan
catch-up-part-hospital = qabul qiladi

# What came with the patient from the incident
from-incident-failed = Chaqiruv ma’lumotini o‘qib bo‘lmadi
from-incident-pictures = Qo‘ng‘iroq qiluvchi ko‘rsatgani
from-incident-picture = Qo‘ng‘iroq qiluvchi surati, { $time }
from-incident-stage-accepted = qabul qilindi
from-incident-stage-departed = jo‘nadi
from-incident-stage-arrived = joyda
from-incident-stage-patient_contact = bemor yonida
from-incident-stage-left_scene = bemor bilan jo‘nadi
from-incident-stage-at_hospital = shifoxonada
from-incident-stage-handed_over = topshirildi
from-incident-stage-cleared = bo‘shadi
from-incident-stage-returned = stansiyada
from-incident-stage-declined = rad etildi
from-incident-stage-cancelled = chaqirib olindi
from-incident-stage-diverted = boshqa joyga yuborildi
