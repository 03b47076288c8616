# Umumiy soʻzlar
close = Yopish
loading = Yuklanmoqda…
language = Til
understood = Tushunarli
sound-tap-to-hear = Signallar eshitilishi uchun shu yerga bosing
age-seconds = { $count } s
age-minutes = { $count } daq
age-hours = { $count } soat
age-days = { $count } kun
distance-kilometres = { $figure } km
patient-age = { $years } yosh
sex-male = erkak
sex-female = ayol

# Brigada holati
brigade-state-available = Boʻsh
brigade-state-returning = Qaytmoqda
brigade-state-assigned = Buyruq berildi
brigade-state-en_route = Yoʻlda
brigade-state-on_scene = Voqea joyida
brigade-state-transporting = Olib ketmoqda
brigade-state-at_hospital = Shifoxonada
brigade-state-on_break = Tanaffusda
brigade-state-out_of_service = Xizmatda emas
brigade-state-off_shift = Smenada emas

# Shoshilinchlik
priority-1 = Hayotga xavf
priority-2 = Shoshilinch
priority-3 = Kechiktirsa boʻladi
priority-4 = Rejali

# Brigada turi
profile-general = Umumiy shifokorlik
profile-paramedic = Feldsher
profile-intensive_care = Reanimatsiya
profile-paediatric = Pediatrik
profile-psychiatric = Psixiatrik
profile-obstetric = Akusherlik
profile-cardiological = Kardiologik
profile-neurological = Nevrologik
profile-advice = Maslahat
profile-air = Aviatsiya

# Mutaxassislik
specialty-cardiology = Kardiologiya
specialty-neurology = Nevrologiya
specialty-surgery = Jarrohlik
specialty-paediatrics = Pediatriya
specialty-obstetrics = Akusherlik
specialty-intensive_care = Reanimatsiya
specialty-therapy = Terapiya
specialty-toxicology = Toksikologiya

# Lavozim
role-call_taker = Qabul operatori
role-dispatcher = Dispetcher
role-crew = Brigada
role-physician = Shifokor
role-specialist = Mutaxassis
role-hospital = Shifoxona
role-administrator = Administrator
role-guest = Mehmon
role-system = Tizim

# Aloqa
link-opening = Server bilan bogʻlanmoqda…
link-lost = Aloqa uzildi. Ishingiz saqlanadi va oʻzi joʻnatiladi.
link-stopped = Server aloqani toʻxtatdi: { $reason }
link-signed-out = Kirish muddati tugadi. Qayta kiring: joʻnatilmagan ish saqlanib turadi.
link-to-sign-in = Kirish sahifasi
outbox-unsent = Joʻnatilmagan: { $count }

# Nima qilinmoqchi edi
command-incident-open = Yangi chaqiruv
command-incident-amend = Chaqiruvni tuzatish
command-incident-close = Chaqiruvni yopish
command-recommendation-ask = Tavsiya
command-brigade-assign = Brigadani yuborish
command-brigade-divert = Brigadani boshqa chaqiruvga burish
command-assignment-deliver = Buyruq yetkazildi belgisi
command-assignment-see = Buyruq koʻrildi belgisi
command-assignment-accept = Buyruqni qabul qilish
command-assignment-decline = Buyruqni rad etish
command-assignment-cancel = Brigadani qaytarish
command-assignment-change_hospital = Shifoxonani almashtirish
command-milestone-report = Bosqichni belgilash
command-handover-acknowledge = Qabulni tasdiqlash
command-brigade-come_on_shift = Smenaga chiqish
command-brigade-go_off_shift = Smenadan chiqish
command-brigade-take_break = Tanaffusga chiqish
command-brigade-end_break = Tanaffusni tugatish
command-brigade-set_out_of_service = Xizmatdan chiqarish
command-brigade-return_to_service = Xizmatga qaytarish
command-pairing-offer = Planshet kodi
command-tablet-unpair = Planshetni uzish
command-shift-start = Smenani boshlash
command-shift-end = Smenani tugatish
command-sos-raise = SOS
command-sos-settle = SOSni yopish
command-conversation-ask = Qoʻngʻiroq
command-conversation-ring = Jiringlash belgisi
command-conversation-accept = Qoʻngʻiroqqa javob
command-conversation-decline = Qoʻngʻiroqni rad etish
command-conversation-hang_up = Suhbatni tugatish
command-conversation-join = Suhbatga ulanish
command-alert-acknowledge = Xabarnomani qabul qilish
command-alert-decline = Xabarnomani rad etish
command-consult-ask = Maslahat soʻrash
command-consult-ring = Qayta chaqirish
command-consult-accept = Maslahatni olish
command-consult-decline = Maslahatni rad etish
command-consult-say = Maslahatdagi yozuv
command-consult-conclude = Xulosa
command-consult-acknowledge = Xulosani qabul qilish
command-consult-cancel = Maslahatni bekor qilish

# Nega boʻlmadi
refusal-unknown = Boʻlmadi (kod: { $code }).
refusal-broken = Serverda xatolik. Navbatchi muhandisga xabar bering.
refusal-rejected = Dastur va server bir-birini tushunmadi. Sahifani yangilang; yozganlaringiz shu yerda turadi.
refusal-unavailable = Xizmat hozir javob bermayapti, birozdan soʻng urinib koʻring.
refusal-late = Server oʻz vaqtida javob bermadi.
refusal-offline = Server bilan aloqa yoʻq.
refusal-not_allowed = Sizda bunga huquq yoʻq.
refusal-not_found = Topilmadi: oʻchirilgan yoki siz koʻra olmaydigan narsa.
refusal-not_yours = Bu sizga tegishli emas.
refusal-changed_meanwhile = Bu orada boshqa kishi oʻzgartirdi. Yangi holatni koʻrib, qayta qaror qiling.
refusal-same_id_other_body = Bu soʻrov avval boshqa mazmun bilan yuborilgan.
refusal-signed_out = Kirish muddati tugagan. Qayta kiring.
refusal-wrong_state = Hozirgi holatda buni qilib boʻlmaydi.
refusal-already_exists = Bunday narsa allaqachon bor.
refusal-missing = Kerakli maʼlumot yetishmayapti.
refusal-too_long = Matn juda uzun.
refusal-brigade_busy = Brigada band: u boshqa chaqiruvda.
refusal-brigade_unavailable = Brigada yuborib boʻlmaydigan holatda.
refusal-incident_closed = Chaqiruv allaqachon yopilgan.
refusal-incident_has_lead = Bu chaqiruvda bosh brigada bor; yangisi faqat yordamchi boʻladi.
refusal-milestone_already_stamped = Bu bosqich allaqachon belgilangan.
refusal-milestone_out_of_order = Avval oldingi bosqich belgilanishi kerak.
refusal-hospital_needed = Qaysi shifoxonaga olib ketilayotganini tanlang.
refusal-reason_needed = Sababini yozing.
refusal-recommendation_stale = Tavsiya eskirgan, qaytadan soʻrang.
refusal-wrong_password = Ism yoki parol notoʻgʻri.
refusal-too_many_tries = Urinishlar juda koʻp. Bir necha daqiqadan soʻng qayta urinib koʻring.
refusal-code_expired = Kodning muddati oʻtgan.
refusal-weak_password = Parol juda oddiy.
refusal-tablet_not_paired = Bu brigadaning plansheti ulanmagan.
refusal-shift_already_open = Smena allaqachon boshlangan.
refusal-wrong_code = Kod notoʻgʻri.
refusal-conversation_ended = Suhbat tugagan.
refusal-already_answered = Bunga boshqa kishi javob berdi.
refusal-person_busy = U kishi boshqa suhbatda.
refusal-link_ended = Bu havola tugadi.
refusal-consent_needed = Hali rozilik berilmagan.
refusal-not_a_picture = Bu surat emas.
refusal-link_used = Bu havoladan allaqachon foydalanilgan.
refusal-not_a_number = Bu telefon raqami emas.
refusal-nobody_there = Javob beradigan hech kim ulanmagan.
refusal-not_agreed = Suhbatdagilarning hammasi yozib olishga rozi emas.
refusal-part_out_of_order = Yozuvning bundan oldingi qismi yetishmaydi.
refusal-chain_broken = Yozuv zanjiri buzilgan.
refusal-not_a_clip = Bu ovozli xabar emas.
refusal-alert_covered = Buni boshqa kishi qabul qildi.
refusal-alert_expired = Xabarnomaning muddati oʻtgan.
refusal-ticket_invalid = Havola yaroqsiz: muddati oʻtgan yoki ishlatilgan.
refusal-lease_lost = Bu ishni boshqa jarayon oldi.
refusal-no_push = Bu xizmat yopiq sahifalarni chaqirmaydi.
refusal-bad_subscription = Bu brauzerning bildirishnomalariga xizmat yeta olmaydi.
refusal-by_day_only = Sinov odamlarni faqat kunduzi, 8 dan 20 gacha bezovta qiladi.
refusal-nobody_on_duty = Bu mutaxassislik boʻyicha navbatchi yoʻq.
refusal-consult_taken = Maslahatni boshqa mutaxassis oldi.
refusal-conclusion_needed = Avval xulosa yozilishi kerak.
