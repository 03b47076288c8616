# Messages to telephones: keys that begin with sms-. No name of a patient, no address, at most two segments,
# and only signs of GSM-7 (the plain apostrophe).
sms-incident = Tez yordam 103: { $specialty } kerak, { $urgency }. { $reason }. Javob bering: { $link } Kod { $code }
sms-consult = Tez yordam 103: shifokorga { $specialty } maslahati kerak, { $urgency }. Javob bering: { $link } Kod { $code }
sms-short = Tez yordam 103: { $specialty } kerak. Javob bering: { $link } Kod { $code }
sms-drill = Tez yordam 103: aloqa SINOVI, bemor yo'q. Yetganini tasdiqlang: { $link } Kod { $code }
sms-caller = Tez yordam 103: qayerdaligingizni va holatni ko'rsating. Oching: { $link } Kod { $code }
sms-patient = Tez yordam 103: shifokor sizni telefon orqali ko'radi. Oching: { $link } Kod { $code }
sms-guest = Tez yordam 103 sizni video suhbatga taklif qiladi, yordamingiz kerak. Oching: { $link } Kod { $code }
sms-order = 103, buyruq N { $number }, { $urgency }. { $told }. Qabul: { $link } Kod { $code }
sms-order-short = 103, buyruq N { $number }, { $urgency }. Qabul: { $link } Kod { $code }
push-drill-title = Aloqa sinovi: bemor yoʻq
push-drill-body = Yetib kelganini tasdiqlash uchun bosing.
sms-covered = Tez yordam 103: { $specialty } topildi, hech narsa qilish shart emas. Kod { $code }
push-covered-title = Allaqachon qabul qilingan
push-covered-body = { $specialty }: boshqa shifokor qabul qildi. Hech narsa qilish shart emas.
push-alert-title = Tez yordam 103: { $specialty } kerak
push-alert-reason = { $reason }, { $urgency }
specialty = { $specialty ->
    [cardiology] kardiolog
    [neurology] nevrolog
    [surgery] jarroh
    [paediatrics] pediatr
    [obstetrics] akusher
    [intensive_care] reanimatolog
    [therapy] terapevt
    [toxicology] toksikolog
   *[other] shifokor
}
urgency = { $urgency ->
    [life_threat] hayotga xavf
    [urgent] shoshilinch
   *[routine] shoshilinch emas
}

# Qo'ng'iroqda aytiladigan so'zlar: voice- bilan boshlanadi. Ism ham, manzil ham aytilmaydi.
voice-greeting = Tez yordam bir nol uch. Shifokor chaqiruvi.
voice-needed = { $specialty } kerak.
voice-asked = Shifokor maslahat so'rayapti. Mutaxassis: { $specialty }.
voice-urgency = Shoshilinchlik: { $urgency }.
voice-number = Chaqiruv raqami
voice-digit = { $digit ->
    [d0] nol
    [d1] bir
    [d2] ikki
    [d3] uch
    [d4] to'rt
    [d5] besh
    [d6] olti
    [d7] yetti
    [d8] sakkiz
   *[d9] to'qqiz
}
voice-keys = Qabul qilish uchun birni bosing. Boshqaga o'tkazish uchun ikkini bosing.
voice-accepted = Qabul qilindi. Rahmat.
voice-declined = Boshqa shifokorga o'tkazildi. Xayr.
voice-covered = Chaqiruvni boshqa shifokor qabul qildi. Rahmat, xayr.
voice-expired = Bu chaqiruvning vaqti tugadi. Hech narsa qilish shart emas. Xayr.
voice-wrong-key = Bu tugmaning ma'nosi yo'q.
voice-goodbye = Tugma bosilmadi. Xayr.

# The page behind the link
answer-title = Shifokor chaqiruvi
answer-needed = { $specialty } kerak
answer-incident = № { $number } chaqiruv
answer-consult = Shifokor maslahat soʻrayapti
answer-where = Qayerda
answer-asked-at = { $time } da soʻralgan
answer-time-left = Javobga { $time } qoldi
answer-accept = Qabul qilaman
answer-accepting = Yuborilmoqda…
answer-decline = Qila olmayman
answer-sure = Keyingi shifokorga oʻtkazilsinmi?
answer-sure-yes = Ha, oʻtkazilsin
answer-sure-no = Orqaga
answer-accepted = Siz qabul qildingiz
answer-accepted-incident = Dispetcher buni koʻrib turibdi va siz bilan bogʻlanadi.
answer-accepted-consult = Soʻragan shifokor buni koʻrib turibdi. Maslahat xonasini oching.
answer-open-room = Maslahat xonasini ochish
answer-expected = Sizni { $time } gacha kutishmoqda.
answer-confirm-left = Kelayotganingizni { $time } ichida tasdiqlang, aks holda boshqalardan yana soʻraladi.
answer-confirm = Yoʻldaman
answer-confirm-consult = Joyidaman
answer-promise = Menga koʻproq vaqt kerak:
answer-promise-minutes = { $minutes } daq
answer-confirmed = Kelishingizni bilishadi.
answer-lapsed = Siz qabul qildingiz, lekin tasdiqlamadingiz. Hammadan yana soʻralmoqda: kelsangiz, yana qabul qiling.
answer-drill = Bu sinov. Bemor yoʻq.
answer-drill-more = Xizmat xabarnomalar sizga yetishini tekshirmoqda. Yetganini tasdiqlang.
answer-drill-accept = Yetib keldi
answer-drill-accepted = Rahmat
answer-drill-accepted-more = Sinov sizga yetib keldi. Boshqa hech narsa kerak emas.
answer-declined = Siz boshqaga oʻtkazdingiz
answer-declined-more = Keyingi shifokordan soʻralmoqda.
answer-covered = Allaqachon qabul qilingan
answer-covered-more = Boshqa shifokor qabul qildi yoki yordam endi kerak emas. Hech narsa qilish shart emas.
answer-expired = Vaqt tugadi
answer-expired-more = Bu javobni endi hech kim kutmayapti.
answer-invalid = Bu havola yaroqsiz
answer-invalid-more = U eskirgan yoki toʻliq koʻchirilmagan. Uni xabardan qayta oching.
answer-loading = Yuklanmoqda…
answer-no-link = Aloqa yoʻq
answer-no-link-more = Sahifa har bir necha soniyada oʻzi qayta urinadi.
answer-not-sent = Yuborilmadi
answer-not-sent-more = Aloqa yoʻq. Javobingiz hali yetib bormadi.
answer-again = Qayta urinish

# The page behind the link of a crew's message: keys that begin with order-
order-title = Buyruq
order-priority = { $priority }-daraja
order-silent = Planshet javob bermayapti, shuning uchun buyruq SMS bilan keldi.
order-where = Qayerda
order-accept = Qabul qilamiz
order-radio = Bora olmasangiz, darhol ratsiya orqali ayting.
order-accepted = Qabul qilindi
order-accepted-more = Dispetcher buni koʻrib turibdi. Planshetda yoki ratsiya orqali davom eting.
order-over = Bu yerda hech narsa qilish shart emas
order-over-more = Buyruq bekor qilingan yoki tugagan.

# The demo's page of telephones
page-title = Namoyish xabarlari
page-note = Hech bir xabar bu kompyuterdan chiqmaydi: bunday raqamlar boʻlmaydi. Havolani uning egasi kabi oching.
page-none = Hali xabar yoʻq. Shifokor kerak boʻlgan chaqiruvga brigada tayinlang.
page-lost = Server bilan aloqa yoʻq. Koʻrsatilgan xabarlar { $time } holatiga.
page-segments = { $count } segment
page-telephone = { $number } telefoni

# The page of alerts: a test of the ladder, and the month's report
alerts-title = Xabarnomalar
alerts-rota = Navbatchilik jadvali
alerts-recall = Xodimlarni chaqirish
alerts-figures = Maslahatlar ko'rsatkichlari
alerts-trust = Yozuvlarga ishonch
alerts-rooms = Suhbatlar
alerts-theme = Yorugʻ yoki qorongʻi
alerts-not-yours = Bu sahifa administrator uchun.
alerts-drill = Xabarnomani sinash
alerts-drill-note = Hozir navbatda turganlarning hammasi bu sinov ekani aytilgan bildirishnoma va SMS oladi va bir bosish bilan tasdiqlaydi. Faqat kunduzi; hech kimga qoʻngʻiroq qilinmaydi, dispetcherlar bezovta qilinmaydi.
alerts-specialty = Mutaxassislik
alerts-drill-start = Hozir sinash
alerts-drill-end = Tugatish
alerts-drill-reached = { $asked } dan { $reached } kishiga yetdi
alerts-drill-after = { $time } da yetdi
alerts-drill-silent = javob yoʻq
alerts-drill-no-address = telefon ham, brauzer ham yoʻq
alerts-report = Oylik hisobot
alerts-month-before = Oldingi oy
alerts-month-after = Keyingi oy
alerts-alerts = Xabarnomalar
alerts-accepted = Qabul qilindi
alerts-median = Yarmi
alerts-p90 = Oʻndan toʻqqiztasi
alerts-nobody = Hech kim javob bermadi
alerts-uncovered = Navbatchi yoʻq edi
alerts-lapsed = Qabul qildi, kelmadi
alerts-messages = Xabarlar / qismlar
alerts-cost = Narxi
alerts-seconds = { $seconds } s
alerts-by-person = Odamlar boʻyicha
alerts-by-step = Qadamlar boʻyicha
alerts-by-hour = Kun soatlari boʻyicha
alerts-person = Kim
alerts-hour = Soat
alerts-step = Qadam
alerts-drills = Yetgan sinovlar
alerts-never = hech qachon javob bermaydi
alerts-delivery-median = Yarmi yetdi
alerts-answering-asked = Soʻraldi
alerts-answering-accepted = Qabul qildi
alerts-answering-declined = Rad etdi
alerts-answering-unanswered = Javob bermadi
alerts-answering-lapsed = Kelmadi
alerts-figure-steps = Qadamlar
alerts-figure-missing = Manzil yoʻq
alerts-figure-sent = Joʻnatildi
alerts-figure-delivered = Yetkazildi
alerts-figure-failed = Yetmadi
alerts-figure-repeated = Qayta joʻnatildi
alerts-figure-answers = Javoblar
alerts-figure-segments = Qismlar
alerts-channel-sms = SMS
alerts-channel-voice = Qoʻngʻiroq
alerts-channel-push = Bildirishnoma
alerts-channel-email = Xat
alerts-step-queued = kutmoqda
alerts-step-claimed = joʻnatilmoqda
alerts-step-unknown = ketgani nomaʼlum
alerts-step-accepted = operatorda
alerts-step-sent = joʻnatildi
alerts-step-delivered = yetkazildi
alerts-step-failed = yetmadi
alerts-step-withdrawn = joʻnatilmadi
