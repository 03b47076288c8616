# Maslahat xonasi

consult-number = № { $number }
consult-urgency-emergency = Shoshilinch
consult-urgency-urgent = Kechiktirib boʻlmaydi
consult-urgency-planned = Rejali
consult-state-waiting = Hech kim topilmadi
consult-state-ringing = Chaqirilmoqda
consult-state-accepted = Mutaxassis bilan
consult-state-concluded = Xulosa bor
consult-state-closed = Yopilgan
consult-state-cancelled = Bekor qilingan
consult-invited-rung = chaqirilmoqda
consult-invited-declined = rad etdi
consult-invited-accepted = qabul qildi
consult-invited-stood_down = endi chaqirilmayapti
consult-invited-silent = qabul qildi, lekin kelmadi

room-title = Maslahat xonasi
room-opening = Maslahat xonasi ochilmoqda…
room-not-yours = Bu sahifa shifokorlar va mutaxassislar uchun
room-to-own-page = Oʻz sahifamga
room-back = Roʻyxatga qaytish
room-sign-out = Chiqish
room-rota = Jadval
room-stage = Video
room-list = Maslahatlar
room-open = Ochiq
room-open-none = Ochiq maslahat yoʻq.
room-passed = Boshqalar qabul qilgan
room-taken-by = { $name } qabul qildi
room-earlier = Avvalgilar
room-earlier-none = Hali yoʻq.
room-erased = oʻchirilgan
room-home = Maslahat tanlanmagan
room-home-ringing = Sizni chaqirishmoqda: yuqorida javob bering
room-home-note = Roʻyxatdan tanlang yoki mutaxassisdan soʻrang. Navbatchi shu yerda va SMS orqali chaqiriladi.

# Soʻrash
room-ask = Mutaxassisdan soʻrash
room-ask-title = Mutaxassisga savol
room-field-specialty = Mutaxassislik
room-field-urgency = Shoshilinchlik
room-field-question = Savol
room-field-age = Yoshi
room-field-sex = Jinsi
room-field-summary = Bemor haqida maʼlumot
room-field-summary-note = Shikoyatlar, koʻrik natijasi, berilgan dorilar. Ism kerak emas.
room-sex-unknown = nomaʼlum
room-choose = Tanlang…
room-urgency-note-emergency = hayotga xavf bor
room-urgency-note-urgent = ochiq xavf yoʻq
room-urgency-note-planned = kutishi mumkin
room-problem-specialty = Mutaxassislikni tanlang.
room-problem-urgency = Shoshilinchlikni tanlang.
room-problem-question = Savolni yozing.
room-problem-age = Butun son, koʻpi bilan 130.
room-draft-note = Bu yerda yozganlaringiz yuborilguncha hech qayerda saqlanmaydi.
room-send-question = Yuborish va chaqirish
room-sending = Hali yuborilmadi: aloqa boʻlishi bilan yuboriladi.

# Chaqiruv
room-rings = Sizni chaqirishmoqda
room-waits = { $time } kutmoqda
room-accept = Qabul qilish
room-decline = Rad etish
room-decline-title = Maslahatni qabul qila olmaysizmi?
room-silence = Shu chaqiruv ovozini oʻchirish
room-alert-urgency-life_threat = Hayotga xavf
room-alert-urgency-urgent = Kechiktirib boʻlmaydi
room-alert-urgency-routine = Shoshilinch emas
room-accept-alert = Men olaman
room-decline-alert-title = Bu chaqiruvni ololmaysizmi?
room-drill = Aloqa sinovi: bemor yoʻq.
room-drill-more = Yetib kelganini tasdiqlang.
room-drill-reached = Yetib keldi
room-alerts-taken = Siz olgan xabarnomalar
room-alert-confirm = Yoʻldaman
room-alert-confirmed = kelishingizni bilishadi
room-alert-confirm-by = { $time } ichida tasdiqlang
room-alert-later = { $minutes } daqiqadan soʻng
room-why = Sababi (shifokor sizni kutib oʻtirmaydi)
room-why-needed = Sababi
room-not-now = Orqaga

# Qidiruv
room-ringing = { $count ->
    [one] { $count } mutaxassis { $time } dan beri chaqirilmoqda
   *[other] { $count } mutaxassis { $time } dan beri chaqirilmoqda
}
room-nobody-on-duty = Hozir navbatchi yoʻq: { $specialty }
room-all-declined = { $count ->
    [one] Chaqirilgan yagona mutaxassis rad etdi
   *[other] Chaqirilganlarning hammasi rad etdi ({ $count })
}
room-look-again = Navbatchilar roʻyxati { $time } da yana koʻriladi
room-ring-again = Navbatchilar roʻyxatini hozir koʻrish
room-cancel = Maslahatni bekor qilish
room-cancel-title = Maslahat endi kerak emasmi?

# Xonada
room-no-conversation = Hozir suhbat yoʻq.
room-start = Suhbatni boshlash
room-record = Maslahat yozuvi
room-patient = Bemor
room-no-name = ismsiz
room-incident = chaqiruv № { $number }
room-thread = Tasma
room-message = Xabar…
room-send = Xabarni yuborish
room-not-sent = hali yuborilmadi
room-conclusion = Xulosa
room-conclude = Xulosani yozish
room-write-anew = Qaytadan yozish
room-waits-for-acknowledgement = Xulosa yozildi. Tasdiq kutilmoqda.
room-acknowledge = Xulosani oʻqidim
room-acknowledge-note = Xulosa tasmada. Tasdigʻingiz maslahatni yopadi.
room-fact-asked = { $name } soʻradi
room-fact-declined = { $name } rad etdi
room-fact-silent = { $name } qabul qildi, lekin kelmadi
room-fact-accepted = { $name } { $time } dan keyin qabul qildi
room-fact-closed = Xulosa tasdiqlandi, maslahat yopildi
room-fact-cancelled = Maslahat bekor qilindi
