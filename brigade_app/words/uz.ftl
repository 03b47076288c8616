# The tablet
tablet-starting = Ishga tushmoqda…
tablet-way = Yoʻl
tablet-map = Xarita
tablet-settings = Sozlamalar
tablet-dark = Qorongʻi ekran
tablet-light = Yorugʻ ekran
tablet-sign-out = Chiqish

# Pairing
tablet-pair-title = Planshetni ulash
tablet-pair-hint = Dispetcherdan olti xonali kodni soʻrang
tablet-pair-delete = Oxirgi raqamni oʻchirish
tablet-pair-do = Ulash
tablet-pair-signed-in = Bu qurilmaga { $name } kirgan.
refusal-wrong_code = Kod notoʻgʻri.

# Shift
tablet-shift-title = Mashinada kimlar bor?
tablet-shift-hint = Ekipaj ismlarini aytgach smena boshlanadi.
tablet-shift-name = { $number }-xodim ismi
tablet-shift-add = Yana bir kishi
tablet-shift-remove = Olib tashlash
tablet-shift-do = Smenani boshlash
tablet-shift-end = Smenani tugatish
tablet-shift-end-title = Smena tugatilsinmi?
tablet-shift-end-yes = Ha, smena tugadi
tablet-shift-end-no = Yoʻq, ishlayapmiz
tablet-shift-since = smena { $time } dan
tablet-crew = Ekipaj: { $names }

# Between orders
tablet-idle-available = Boʻshmiz, buyurtma kutilmoqda
tablet-idle-returning = Stansiyaga qaytmoqda
tablet-idle-break = Tanaffusda
tablet-idle-out = Xizmatdan tashqarida
tablet-idle-other = Buyurtma yoʻq
tablet-idle-hint = Yangi buyurtma javob berilguncha jiringlaydi.
tablet-break-take = Tanaffus
tablet-break-end = Tanaffus tugadi
tablet-called-back = №{ $number } buyurtma bekor qilindi: { $reason }

# Order
tablet-ordered-at = { $time } da buyurildi
tablet-assisting = yordamchi
tablet-address-point = Xaritadagi nuqta
tablet-address-none = Manzil hali maʼlum emas
tablet-entrance = { $value }-yoʻlak
tablet-floor = { $value }-qavat
tablet-flat = { $value }-xonadon
tablet-door-code = kod { $value }
tablet-landmark = moʻljal: { $value }
tablet-caller = Chaqiruvchi
tablet-caller-place = Qoʻngʻiroq qiluvchi telefoni: aniqligi { $metres } m, { $age } oldin
tablet-caller-photo = Qoʻngʻiroq qiluvchi suratini koʻrsatish, { $time }
tablet-caller-photos = Qoʻngʻiroq qiluvchi surati
tablet-then = keyin: { $step }
tablet-suggest = Yetib kelganga oʻxshaysiz ({ $metres } m). Shunday boʻlsa, bosing.

# The next step
tablet-do-accept = Qabul qildik
tablet-do-departed = Yoʻlga chiqdik
tablet-do-arrived = Yetib keldik
tablet-do-patient_contact = Bemor yonidamiz
tablet-do-left_scene = Bemor bilan yoʻldamiz
tablet-do-at_hospital = Shifoxonadamiz
tablet-do-handed_over = Bemor topshirildi
tablet-do-cleared = Yakunlash
tablet-do-returned = Stansiyaga qaytdik
tablet-step-departed = yoʻlga chiqildi
tablet-step-arrived = yetib kelindi
tablet-step-patient_contact = bemor yonida
tablet-step-left_scene = joydan ketildi
tablet-step-at_hospital = shifoxonada
tablet-step-handed_over = topshirildi
tablet-step-cleared = yakunlandi

# Declining
tablet-decline = Rad etish
tablet-decline-title = Nega bora olmaysiz?
tablet-decline-vehicle = Mashina
tablet-decline-crew = Ekipaj
tablet-decline-access = Yetib borib boʻlmaydi
tablet-decline-other = Boshqa sabab

# Hospital
tablet-hospital-title = Qaysi shifoxonaga?
tablet-hospital-none = Shifoxonalar roʻyxati hali kelmadi.
tablet-hospital-not-yet = hali javob bermadi
tablet-hospital-knows = sizni kutmoqda

# Result
tablet-clear-here = Shu yerda yakunlash
tablet-result-title = Qanday yakunlandi?
tablet-result-delivered = Shifoxonaga yetkazildi
tablet-result-improved = Ahvoli yaxshilandi, qoldi
tablet-result-no_change = Oʻzgarishsiz, qoldi
tablet-result-refused = Yordamdan bosh tortdi
tablet-result-refused_transport = Borishdan bosh tortdi
tablet-result-not_found = Bemor topilmadi
tablet-result-false_call = Yolgʻon chaqiruv
tablet-result-handed_to_other = Boshqa brigadaga topshirildi
tablet-result-died_before_arrival = Kelguncha vafot etgan
tablet-result-died_in_care = Bizning yordamda vafot etdi

# The way
tablet-turn = { $distance }: { $turn }
tablet-metres = { $count } m
tablet-expected = { $time } da kutilmoqda
tablet-no-place = Qurilma joylashuvini bilmaydi
tablet-turn-depart = yoʻlga chiqing
tablet-turn-straight = toʻgʻriga
tablet-turn-slight_left = chaproq yuring
tablet-turn-left = chapga
tablet-turn-sharp_left = keskin chapga
tablet-turn-slight_right = oʻngroq yuring
tablet-turn-right = oʻngga
tablet-turn-sharp_right = keskin oʻngga
tablet-turn-turn_back = orqaga qayting
tablet-turn-roundabout = aylanma yoʻl
tablet-turn-arrive = manzilgacha
tablet-map-here = Mashina qayerda
tablet-map-way = Butun yoʻl
tablet-map-lack = Xaritani hozir koʻrsatib boʻlmaydi.

# Help
tablet-dispatcher = Dispetcher
tablet-dispatcher-video = Dispetcher, video bilan
tablet-video = Video
tablet-sos-hold = bosib turing
tablet-sos-hold-on = bosib turing…
tablet-sos-stands = SOS: dispetcherlarga { $time } da xabar berildi
tablet-sos-unsent = SOS hali yuborilmadi: aloqa yoʻq. Ratsiyadan foydalaning.
tablet-sos-settle = Xavfsizmiz

# A specialist, asked from the field
tablet-ask = Mutaxassisdan so'rash
tablet-consult = Maslahat
tablet-consult-close = Xaritaga qaytish
tablet-consult-new = yangi
