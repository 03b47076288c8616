# Rejali konsultatsiya haqida eslatmalar: bemor ismi va savolsiz; ko'pi bilan ikki qism; faqat GSM-7.
booked-doctor = 103: konsultatsiya { $day } soat { $time } ga belgilandi.
moved-doctor = 103: konsultatsiya { $day } soat { $time } ga ko'chirildi.
cancelled-doctor = 103: { $day } soat { $time } dagi konsultatsiya bekor qilindi.
day-before-doctor = 103: ertaga, { $day } soat { $time } da konsultatsiya.
soon-doctor = 103: bugun soat { $time } da konsultatsiya.
now-doctor = 103: konsultatsiya hozir boshlanadi, soat { $time }.
booked-patient = 103: sizga shifokor maslahati { $day } soat { $time } ga belgilandi.
moved-patient = 103: shifokor maslahati { $day } soat { $time } ga ko'chirildi.
cancelled-patient = 103: { $day } soat { $time } dagi shifokor maslahati bekor qilindi.
day-before-patient = 103: ertaga, { $day } soat { $time } da shifokor maslahati.
soon-patient = 103: bugun soat { $time } da shifokor maslahati.
now-patient = 103: shifokor maslahati hozir boshlanadi, soat { $time }.
online = onlayn
code = Kod { $code }
