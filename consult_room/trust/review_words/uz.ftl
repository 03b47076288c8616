# The page of whoever answers for records.

review-title = Yozuvlarga ishonch
review-back = Sahifam
review-theme = Yorug‘ yoki qorong‘i
review-not-yours = Bu sahifa administratorlar va qabul qiluvchi shifoxonalar uchun
review-not-now = Hozir emas
review-record = № { $number } · { $specialty }
review-erased = o‘chirilgan
review-held = ushlab turilgan
review-glasses = Chetdan ochilgan
review-glasses-note = O‘zi o‘qiy olmaydigan yozuvni ochgan shifokorlar. Sababining so‘zlarini yozuvni o‘qishi mumkin bo‘lganlar ko‘radi.
review-glasses-hospital = Sizga keladigan bemorlarning yozuvini chetdan ochgan shifokorlar.
review-glasses-none = Hech kim chetdan yozuv ochmagan
review-new = { $count ->
    [0] yangisi yo‘q
    [one] { $count } ta ko‘rilmagan
   *[other] { $count } ta ko‘rilmagan
}
review-only-new = Faqat yangilari
review-more = Oxirgi { $count } tasi ko‘rsatilgan.
review-reads-now = { $time } gacha o‘qiydi
review-look = Ko‘rib chiqildi
review-look-at = Ko‘rib chiqildi: № { $number }, { $name }
review-look-note = № { $number }, { $name }: nimani aniqladingiz? Ismingiz bilan saqlanadi, o‘zgartirib bo‘lmaydi.
review-look-erased = № { $number }, { $name }: yozuv o‘chirilgan, shuning uchun izoh saqlanmaydi; ko‘rganingiz saqlanadi.
review-look-label = Nimani aniqladingiz
review-looked = { $name } ko‘rib chiqdi, { $time }.
review-readers = Yozuvni kim o‘qigan
review-readers-short = O‘qiganlar
review-readers-of = № { $number } ni o‘qiganlar
review-readers-none = Har bir o‘qishni ko‘rish uchun yozuvni tanlang
review-choice = Bemorlaringizning maslahatlari
review-choice-none = Tanlang…
review-number = Maslahat raqami yoki kodi
review-number-wrong = Sizda bunday yozuv yo‘q: raqam yoki kod kerak.
review-show = Ko‘rsatish
review-readings = { $count ->
    [one] { $count } marta o‘qilgan
   *[other] { $count } marta o‘qilgan
}
review-nobody-read = Uni hali hech kim ochmagan.
review-members = Kimning ekraniga yuborilgan
review-holds = Muddatidan ortiq ushlab turilgan
review-crew = Brigada
review-still = hali ham
review-col-when = Qachon
review-col-who = Kim
review-col-role = Roli
review-col-part = Ishtiroki
review-col-place = Qayerda ishlaydi
review-col-way = Qaysi yo‘l bilan
review-col-what = Nima
review-col-from = Boshi
review-col-until = Oxiri
review-col-by = Kim tomonidan
review-col-why = Nega
review-part-asker = so‘raydi
review-part-specialist = mutaxassis
review-part-called_in = chaqirilgan
review-part-hospital = qabul qiluvchi shifoxona
review-part-patient = bemor
review-part-broke_glass = chetdan
review-way-part = ishtirokchi sifatida
review-way-broken_glass = chetdan
review-way-link = havola orqali
review-way-export = fayl qilib olgan
review-reason-arrived_here = bemor ularga kelgan
review-reason-called_about = bemor yonidagi odam so‘ragan
review-reason-found_in_danger = bemor xavf ostida
review-reason-other = boshqa sabab
review-read-record = yozuvni ochdi
review-read-history = oldingi maslahatlarni ko‘rdi
review-read-file = faylni ochdi
review-read-conclusion = xulosani o‘qidi
review-read-pdf = PDFni oldi
review-read-readers = o‘qiganlarni ko‘rdi
review-read-exported = o‘qiganlar ro‘yxatini yuklab oldi
review-keeping = Yozuvlar qancha saqlanadi
review-keeping-note = { $years ->
    [one] Yozuv maslahatdan keyin { $years } yil saqlanadi, ushlab turilsa uzoqroq. Ushlab turish uchun uni yuqorida tanlang.
   *[other] Yozuv maslahatdan keyin { $years } yil saqlanadi, ushlab turilsa uzoqroq. Ushlab turish uchun uni yuqorida tanlang.
}
review-held-list = Hozir ushlab turilgan: { $count }
review-held-by = { $name } ushlab turibdi, { $time } dan
review-own-time = o‘z muddati: { $day }
review-due-list = Yaqin 30 kunda o‘chiriladi: { $count }
review-goes = { $day } o‘chiriladi
review-erased-list = Oxirgi 365 kunda o‘chirilgan: { $count }
review-files-left = fayllar hali o‘chirilmoqda
review-hold = Ushlab turish
review-hold-of = № { $number } ni ushlab turish
review-hold-note = № { $number } ushlab turish tugatilmaguncha o‘chirilmaydi.
review-end-hold = Ushlab turishni tugatish
review-end-hold-of = № { $number } ni ushlab turishni tugatish
review-end-hold-note = № { $number } yana o‘z muddaticha saqlanadi. Muddati o‘tgan bo‘lsa, darhol o‘chiriladi.
review-why = Nega
command-record-look_at_glass = Ko‘rib chiqildi belgisi
command-record-hold = Yozuvni ushlab turish
command-record-end_hold = Ushlab turishni tugatish
