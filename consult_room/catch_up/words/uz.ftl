# What whoever comes in is told in twenty seconds
catch-up-asked = Savol
catch-up-found = Topildi
catch-up-found-at = Topildi, { $time }
catch-up-said = Aytildi
catch-up-told = Tayinlovlar
catch-up-open = Ochiq
catch-up-inside = Ichkarida
catch-up-nothing = hozircha yoʻq

# The state of a medical order, in a word
catch-up-told-told = takrorlanmagan
catch-up-told-read_back = tasdiqlanmagan
catch-up-told-confirmed = bajarish kerak
catch-up-told-done = bajarildi
catch-up-told-not_done = bajarilmadi
catch-up-told-stopped = toʻxtatildi

catch-up-open-nobody = mutaxassis yoʻq
catch-up-open-asked_back = qarshi savol
catch-up-open-conclusion = xulosa
catch-up-open-reading = xulosa oʻqilmagan
catch-up-open-over = tugagan
catch-up-open-medical_orders = tayinlovlar: { $count }
catch-up-open-missing = maʼlumot yetishmaydi: { $count }

# Short parts of the circle
catch-up-part-asker = soʻraydi
catch-up-part-specialist = mutaxassis
catch-up-part-called_in = chaqirilgan
catch-up-part-hospital = qabul qiladi

# What came with the patient from the incident
from-incident-failed = Chaqiruv maʼlumotini oʻqib boʻlmadi
from-incident-pictures = Qoʻngʻiroq qilgan koʻrsatgani
from-incident-picture = Qoʻngʻiroq qilganning surati, { $time }
from-incident-stage-accepted = qabul qilindi
from-incident-stage-departed = joʻnadi
from-incident-stage-arrived = joyda
from-incident-stage-patient_contact = bemor yonida
from-incident-stage-left_scene = bemor bilan joʻnadi
from-incident-stage-at_hospital = shifoxonada
from-incident-stage-handed_over = topshirildi
from-incident-stage-cleared = boʻshadi
from-incident-stage-returned = stansiyada
from-incident-stage-declined = rad etildi
from-incident-stage-cancelled = chaqirib olindi
from-incident-stage-diverted = boshqa joyga yuborildi
