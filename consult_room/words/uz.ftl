# Maslahat xonasi

consult-number = № { $number }
consult-urgency-emergency = Shoshilinch
consult-urgency-urgent = Kechiktirib bo‘lmaydi
consult-urgency-planned = Rejali
consult-state-booked = Belgilangan
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
consult-invited-passed_on = boshqaga o‘tkazdi
consult-part-asker = so‘rovchi
consult-part-specialist = mutaxassis
consult-part-called_in = konsiliumga chaqirilgan
consult-part-hospital = qabul qiluvchi shifoxona
consult-part-patient = bemor
consult-called-rung = chaqirilmoqda
consult-called-declined = rad etdi
consult-called-inside = maslahatda
consult-called-gone = chiqib ketdi
consult-called-stood_down = endi chaqirilmaydi
consult-telephoned-talked = gaplashildi
consult-telephoned-nobody_answered = javob bo‘lmadi
consult-telephoned-wrong_number = raqam noto‘g‘ri
consult-telephoned-cut_off = aloqa uzildi

room-title = Maslahat xonasi
room-opening = Maslahat xonasi ochilmoqda…
room-not-yours = Bu sahifa shifokorlar va mutaxassislar uchun
room-to-own-page = O‘z sahifamga
room-back = Ro‘yxatga qaytish
room-sign-out = Chiqish
room-rota = Jadval
room-figures = Statistika
room-hours = Qabul soatlarim
room-stage = Video
room-list = Maslahatlar
room-open = Ochiq
room-open-none = Ochiq maslahat yo‘q.
room-passed = Boshqalar qabul qilgan
room-taken-by = { $name } qabul qildi
room-earlier = Avvalgilar
room-earlier-none = Hali yo‘q.
room-erased = o‘chirilgan
room-home = Maslahat tanlanmagan
room-home-ringing = Sizni chaqirishmoqda: yuqorida javob bering
room-home-note = Ro‘yxatdan tanlang yoki mutaxassisdan so‘rang. Navbatchi shu yerda va SMS orqali chaqiriladi.

# So‘rash
room-ask = Mutaxassisdan so‘rash
room-ask-title = Mutaxassisga savol
room-field-specialty = Mutaxassislik
room-field-urgency = Shoshilinchlik
room-field-question = Savol
room-field-age = Yoshi
room-field-sex = Jinsi
room-field-summary = Bemor haqida ma’lumot
room-field-summary-note = Shikoyatlar, ko‘rik natijasi, berilgan dorilar. Ism kerak emas.
room-sex-unknown = noma’lum
room-choose = Tanlang…
room-urgency-note-emergency = hayotga xavf bor
room-urgency-note-urgent = yaqqol xavf yo‘q
room-urgency-note-planned = kutishi mumkin
room-problem-specialty = Mutaxassislikni tanlang.
room-problem-urgency = Shoshilinchlikni tanlang.
room-problem-question = Savolni yozing.
room-problem-age = Butun son, ko‘pi bilan 130.
room-draft-note = Yozganlaringiz shu brauzerda shifrlangan holda faqat siz uchun saqlanadi: yuborilganda va tizimdan chiqqaningizda o‘chiriladi.
room-send-question = Yuborish va chaqirish
room-sending = Hali yuborilmadi: aloqa bo‘lishi bilan yuboriladi.
room-field-problem = Muammo
room-problem-data = Belgilangan qiymatlarni to‘g‘rilang.
room-problem-incomplete = Rejali savol to‘liq bo‘lgandagina yuboriladi.
room-ask-go-on = Boshlangan savolni davom ettirish
room-taken-up = Soat { $time } da yozgan savolingiz saqlanib qolgan.
room-discard = O‘chirish
room-reviewed-by = Ko‘rib chiqqan: { $who }.
room-reviewed-nobody = Hali hech kim ko‘rib chiqmagan.
room-asked = Ma’lumotlar
room-asked-opening = Shakl ochilmoqda…
room-asked-not-here = Bu muammo shakli hali yetib kelmadi. Savolni usiz ham yuborish mumkin.
room-asked-wanted = zarur
room-asked-yes = ha
room-asked-no = yo‘q
room-asked-now = Hozir
room-asked-file-later = Savol yuborilgach qo‘shiladi.
room-asked-file-there = Qo‘shilgan.
room-asked-problem-kind = Bu yerga son yoki vaqt yoziladi.
room-asked-problem-too_small = Kamida { $least }; vaqt juda eski bo‘lmasin.
room-asked-problem-too_large = Ko‘pi bilan { $most }.
room-asked-problem-ahead_of_now = Bu vaqt hali kelmagan.
room-asked-add = Yetishmayotganini qo‘shish yoki tuzatish
room-asked-send = Qo‘shish
room-scale-open = to‘ldirish
room-scale-close = yopish
room-scale-empty = To‘ldirilmagan
room-scale-left = { $all } banddan { $left } tasi qoldi
room-scale-untested = Natija yo‘q: bir bandni tekshirib bo‘lmadi
room-scale-known = Natija ma’lum bo‘lsa
room-scale-most = 0–{ $most } { $unit }
room-missing-title = Nima yetishmaydi
room-missing = { $count } ta ma’lumot yetishmaydi
room-missing-none = Hammasi bor.
room-missing-rings = Savol baribir yuboriladi, navbatchilar chaqiriladi.
room-missing-planned = Rejali savol faqat to‘liq holda yuboriladi.

# Chaqiruv
room-rings = Sizni chaqirishmoqda
room-waits = { $time } kutmoqda
room-accept = Qabul qilish
room-decline = Rad etish
room-decline-title = Maslahatni qabul qila olmaysizmi?
room-silence = Shu chaqiruv ovozini o‘chirish
room-alert-urgency-life_threat = Hayotga xavf
room-alert-urgency-urgent = Kechiktirib bo‘lmaydi
room-alert-urgency-routine = Shoshilinch emas
room-accept-alert = Men olaman
room-decline-alert-title = Bu chaqiruvni ololmaysizmi?
room-drill = Aloqa sinovi: bemor yo‘q.
room-drill-more = Yetib kelganini tasdiqlang.
room-drill-reached = Yetib keldi
room-alerts-taken = Siz olgan xabarnomalar
room-alert-confirm = Yo‘ldaman
room-alert-confirmed = kelishingizni bilishadi
room-alert-confirm-by = { $time } ichida tasdiqlang
room-alert-later = { $minutes } daqiqadan so‘ng
room-why = Sababi (shifokor sizni kutib o‘tirmaydi)
room-why-needed = Sababi
room-not-now = Orqaga

# Qidiruv
room-ringing = { $count ->
    [one] { $count } mutaxassis { $time } dan beri chaqirilmoqda
   *[other] { $count } mutaxassis { $time } dan beri chaqirilmoqda
}
room-nobody-on-duty = Hozir navbatchi yo‘q: { $specialty }
room-all-declined = { $count ->
    [one] Chaqirilgan yagona mutaxassis rad etdi
   *[other] Chaqirilganlarning hammasi rad etdi ({ $count })
}
room-look-again = Navbatchilar ro‘yxati { $time } da yana ko‘riladi
room-ring-again = Navbatchilar ro‘yxatini hozir ko‘rish
room-cancel = Maslahatni bekor qilish
room-cancel-title = Maslahat endi kerak emasmi?

# Xonada
room-no-conversation = Hozir suhbat yo‘q.
room-start = Suhbatni boshlash
room-record = Maslahat yozuvi
room-patient = Bemor
room-no-name = ismsiz
room-incident = chaqiruv № { $number }
room-files = Fayllar
room-thread = Tasma
room-message = Xabar…
room-send = Xabarni yuborish
room-not-sent = hali yuborilmadi
room-conclusion = Xulosa
room-conclude = Xulosani yozish
room-write-anew = Qaytadan yozish
room-waits-for-acknowledgement = Xulosa yozildi. Tasdiq kutilmoqda.
room-acknowledge = Xulosani o‘qidim
room-acknowledge-note = Xulosa tasmada. Tasdig‘ingiz maslahatni yopadi.
room-fact-asked = { $name } so‘radi
room-fact-declined = { $name } rad etdi
room-fact-silent = { $name } qabul qildi, lekin kelmadi
room-fact-accepted = { $name } so‘rovni { $time } dan keyin qabul qildi
room-fact-closed = Xulosa tasdiqlandi, maslahat yopildi
room-fact-cancelled = Maslahat bekor qilindi

# Who is in it
room-sections = Yozuv bo‘limlari
room-patient-link = Bemor
room-circle = Ishtirokchilar
room-call-in = Mutaxassis chaqirish
room-call-in-title = Yana bir mutaxassis (konsilium)
room-call-in-note = Shu mutaxassislik bo‘yicha navbatchilar chaqiriladi. Kelgan kishi yozuvni o‘qiydi va unda yozadi.
room-call-in-why = Nima uchun (ular ko‘radi)
room-send-away = { $name } maslahatdan chiqarilsin
room-pass-on = Boshqaga o‘tkazish
room-pass-on-title = Maslahat boshqaga o‘tkazilsinmi?
room-pass-on-note = Navbatchilar chaqiriladi. Yozuv sizga endi ko‘rinmaydi.
room-telephoned = Telefonda gaplashdik
room-telephoned-title = Telefon suhbati
room-telephoned-outcome = Natija
room-telephoned-minutes = Daqiqa
room-telephoned-minutes-bad = Butun son, ko‘pi bilan 240.
room-telephoned-what = Nima gaplashildi
room-telephoned-note = Tasmaga yozish
room-asked-back = Avval aniqlashtirmoqda
room-ask-back = Aniqlashtirish
room-ask-back-title = Avval nimani bilish kerak?
room-accept-written = Yozma javob berish
room-called = Siz konsiliumga chaqirilyapsiz
room-fact-telephoned = Telefon, { $time }, { $minutes } daq:
room-fact-passed-on = { $name } boshqaga o‘tkazdi
room-fact-came-in = { $name } qo‘shildi
room-fact-went = { $name } chiqdi

# What happens next
consult-next-push = brauzerga bildirishnoma
consult-next-sms = SMS
consult-next-voice = avtomatik telefon qo‘ng‘irog‘i
consult-next-email = elektron xat
consult-next-next_person = jadvaldagi keyingi navbatchi chaqiriladi
consult-next-seniors = katta shifokorlar chaqiriladi
room-next-step = Hech kim javob bermasa, { $time } da: { $step }
room-queue = Sizdan oldin: { $ahead }. Navbatchi: { $duty }, shundan band: { $busy }.
room-answer-by = Javob muddati: { $time }.
room-answer-late = Javob muddati o‘tdi: { $time }.
room-last-rung = O‘z vaqtida hech kim javob bermasa, viloyat markaziga qo‘ng‘iroq qiling va suhbatni «Ishtirokchilar» bo‘limida qayd eting.
room-trust = Rozilik va kirish
room-consent = Rozilik
room-consent-note = Qayd etish
room-consent-not_asked = hali so‘ralmagan
room-consent-not_asked_emergency = hali so‘ralmagan, shoshilinch
room-consent-emergency = so‘raydigan odam yo‘q edi: shoshilinch
room-consent-given = berilgan
room-consent-refused = rad etilgan
room-consent-withdrawn = qaytarib olingan
room-consent-ended = muddati tugagan
room-glass = { $name } bu yozuvni tashqaridan ochdi, { $time } gacha.

# Vitals and medical orders
room-vitals = Ko‘rsatkichlar
room-medical-orders = Tayinlovlar
room-medical-order-told = Tayinlovni qaytarib ayting:
room-medical-order-read_back = Qaytarilganni tasdiqlang:
room-medical-order-stopped = Tayinlov to‘xtatildi:
room-medical-order-more = yana { $count } ta
room-medical-order-look = Ko‘rish

room-booked = Belgilangan
room-today = Bugun
room-tomorrow = Ertaga
room-booked-none = Hali sizga hech kim yozilmagan. Belgilangan maslahatlar shu yerda kunma-kun turadi.
room-booked-no-hours = Hozircha sizga yozilib bo‘lmaydi: rejali maslahat beradigan soatlaringizni e’lon qiling.
room-booked-publish = Soatlarni e’lon qilish
room-begins = Maslahat boshlanmoqda: { $name }, { $time }
room-i-am-here = Men shu yerdaman
room-send-booking = Yuborish va yozish

# From outside
room-break-open = Yozuvni sabab bilan ochish
room-break = Ochish
room-break-title = Hozir davolayotgan bemoringizning yozuvi
room-break-note = To‘rt soatga. Ikki ma’lumot mos kelishi kerak, ulardan biri raqam. Bemorni davolayotganlar va ma’muriyat darhol xabar topadi, bu jurnalda qoladi.
room-break-consult = Maslahat raqami
room-break-incident = Chaqiruv raqami
room-break-reason = Nima uchun
room-break-reason-arrived_here = bemor menga keldi
room-break-reason-called_about = bemor haqida mendan so‘rashmoqda
room-break-reason-found_in_danger = bemor hayoti uchun xavfli holatda topildi
room-break-reason-other = boshqa sabab
room-break-sex-female = ayol
room-break-sex-male = erkak
room-break-sex-unknown = noma’lum
room-break-text = O‘z so‘zingiz bilan
room-break-nothing = Bunday ma’lumot yo‘q. Bir soatda besh urinishdan so‘ng qabul qilinmaydi.

# The catch-up of whoever comes in
room-catch-up = Asosiysi 20 soniyada
room-catch-up-close = Yopish (Esc)
room-former = Sizning ishtirokingiz maslahat bilan tugadi. Siz imzolagan hujjat sizda qoladi, «Xulosa» bo‘limida.
room-former-title = Yozuv endi sizga ko‘rinmaydi
room-from-incident = Chaqiruvdan
room-come-in = Suhbatga kirish
