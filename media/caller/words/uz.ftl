# The page behind the link that a caller of 103 gets
caller-title = 103: koʻrsating
caller-call = 103 ga qoʻngʻiroq
caller-loading = Yuklanmoqda…
caller-again = Qayta urinish
caller-no-link = Aloqa yoʻq
caller-no-link-more = Sahifa har bir necha soniyada oʻzi qayta urinadi.
caller-invalid = Bu havola yaroqsiz
caller-invalid-more = U eskirgan yoki toʻliq koʻchirilmagan. Uni xabardan qayta oching.
caller-over = Bu havola tugadi
caller-over-incident_closed = Chaqiruvingiz yopildi. Yordamingiz uchun rahmat.
caller-over-revoked = Dispetcherga boshqa hech narsa kerak emas. Yordam kelishiga taʼsir qilmaydi.
caller-over-replaced = Dispetcher sizga yangi havola yubordi. Eng soʻnggi xabarni oching.
caller-over-expired = Uning ikki soati tugadi.
caller-over-more = Endi hech narsa yuborilmaydi. Yordam kerak boʻlsa, 103 ga qoʻngʻiroq qiling.

# What is agreed to: a new wording needs a new version in media/caller/domain/decisions.py and state/caller.ts
caller-ask = 103 dispetcheri nima boʻlayotganini koʻrsatishingizni soʻraydi
caller-ask-what = Rozi boʻlsangiz, quyidagilarni yubora olasiz:
caller-ask-place = telefoningiz qayerdaligi va aniqligi
caller-ask-picture = suratlar va siz koʻrsatayotgan ovozli jonli video
caller-ask-text = xabarlar
caller-ask-who = Ularni faqat 103 dispetcherlari, sizga keladigan brigada va chaqirilsa shifokor koʻradi. Ular chaqiruvingiz bilan birga saqlanadi. Nimani yuborishni oʻzingiz tanlaysiz va istalgan payt toʻxtata olasiz.
caller-ask-anyway = Tez yordam har qanday holatda ham keladi.
caller-agree = Roziman
caller-agreeing = Bir daqiqa…
caller-decline = Rozi emasman
caller-declined = Siz hech narsa yubormayapsiz
caller-declined-more = Tez yordam baribir keladi. Hali ham rozi boʻlishingiz mumkin.
caller-withdraw = Yuborishni toʻxtatish

# What can be sent
caller-where = Qayerdasiz?
caller-where-more = Telefon bu sahifaga ruxsat soʻraydi. «Ruxsat berish»ni tanlang.
caller-place-send = Qayerdaligimni yuborish
caller-place-later = Keyinroq
caller-place-seeking = Joy aniqlanmoqda…
caller-place-sent = Joy yuborildi, aniqligi { $metres } m
caller-place-denied = Telefon ruxsat bermayapti. Sozlamalarda bu sahifaga joylashuvni bering yoki qayerdaligingizni yozing.
caller-place-none = Telefon joyni bilmayapti. Qayerdaligingizni yozing.
caller-place-insecure = Bu sahifa joyni soʻray olmaydi. Qayerdaligingizni yozing.
caller-menu = Nimani koʻrsata olasiz?
caller-live-start = Jonli video koʻrsatish
caller-live-again = Jonli videoni yana koʻrsatish
caller-live-none = Bu telefon video koʻrsata olmaydi. Surat yuboring.
caller-photo = Surat yuborish
caller-photos-sent = { $count } ta surat yuborildi
caller-photo-sending = Surat yuborilmoqda…
caller-photo-failed = Surat yuborilmadi
caller-photo-not_a_picture = Bu surat emas
caller-photo-too_long = Suratlar yetarli. Rahmat.
caller-text-only = Iltimos, suratga olmang va gapirmang. Shu yerga yozing.
caller-write = Dispetcherga yozish
caller-write-label = Xabaringiz
caller-write-send = Yuborish
caller-write-waiting = hali yuborilmadi
caller-you = Siz
caller-desk = Dispetcher
caller-erased = oʻchirilgan
caller-status-open = Yuborganingizni dispetcher koʻradi
caller-status-lost = Aloqa yoʻq. Oʻzi davom etadi.

# Live video
caller-live-asking = Dispetcher kutilmoqda…
caller-live-connecting = Ulanmoqda…
caller-live-connected =
    { $count ->
        [1] Dispetcher sizni koʻryapti va eshityapti
       *[other] Bu yerdagilar sizni koʻryapti va eshityapti
    }
caller-live-heard =
    { $count ->
        [1] Dispetcher sizni eshityapti
       *[other] Bu yerdagilar sizni eshityapti
    }
caller-live-seen =
    { $count ->
        [1] Dispetcher sizni koʻryapti, mikrofon oʻchiq
       *[other] Bu yerdagilar sizni koʻryapti, mikrofon oʻchiq
    }
caller-live-nothing = Kamera va mikrofon oʻchiq
caller-live-recovering = Aloqa zaif. Joyingizda turing, oʻzi davom etadi.
caller-live-elsewhere = Video shu telefonning boshqa oynasida davom etyapti
caller-live-rung-low-video = Sizni koʻrishyapti, tasvir kichikroq
caller-live-rung-stills = Soniyada bitta surat koʻrinyapti, ovoz eshitilyapti
caller-live-rung-voice = Sizni eshitishyapti, tasvir oʻtmayapti
caller-live-rung-text = Ovoz deyarli oʻtmayapti. Pastda yozing.
caller-live-reason-loss = Aloqada koʻp maʼlumot yoʻqolyapti.
caller-live-reason-delay = Aloqa sekin.
caller-live-reason-bandwidth = Aloqa sust, bundan koʻpi oʻtmaydi.
caller-live-reason-broken = Hozir hech narsa oʻtmayapti.
caller-live-reason-asked = Aloqani tejash uchun narigi tomon shuni soʻradi.
caller-live-reason-theirs = Narigi tomonda aloqa sust.
caller-live-own = Kamerangiz koʻrsatayotgan tasvir
caller-live-no-camera = Faqat ovozingiz ketyapti: kamera yoʻq yoki ruxsat berilmagan.
caller-live-no-permission = Telefon kamera va mikrofonga ruxsat bermayapti. Sozlamalarda bu sahifaga ruxsat bering.
caller-live-no-device = Bu telefonda kamera ham, mikrofon ham yoʻq.
caller-live-camera-is-off = Kamera oʻchiq
caller-live-mute = Mikrofonsiz
caller-live-without-camera = Kamerasiz
caller-live-turn = Boshqa kamera
caller-live-torch = Chiroq
caller-live-stop = Videoni toʻxtatish
caller-live-over-other_hung_up = Dispetcher videoni tugatdi. Kamera oʻchirildi.
caller-live-over-removed = Siz suhbatdan chiqarildingiz. Kamera oʻchirildi.
caller-live-over-lost = Aloqa uzoq vaqt uzildi. Kamera oʻchirildi.
caller-live-over-too_long = Video juda uzoq davom etdi va tugadi. Kamera oʻchirildi.
caller-live-over-not_loaded = Video yuklanmadi. Yana urinib koʻring yoki surat yuboring.
