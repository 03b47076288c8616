# Sahifa yopiq boʻlganda ham chaqiriladigan qurilma
push-title = Bu sahifa yopiq boʻlganda
push-switch-on = Sahifa yopiq boʻlsa ham bu qurilmani chaqirish
push-on = Bu qurilmada tizimdan chiqmaguningizcha, u sahifa yopiq boʻlsa ham chaqiriladi.
push-on-note = Faqat bunga ishonib boʻlmaydi: sizga SMS ham yuboriladi.
push-stop = Bu qurilmani boshqa chaqirmaslik
push-test = Menga sinov yuborish
push-test-title = Tez Yordam sinovi
push-test-body = Bu qurilmani sahifa yopiq boʻlganda ham chaqirsa boʻladi.
push-tested-taken = Bildirishnoma xizmati qabul qildi. Bir necha soniyada hech narsa koʻrinmasa, qurilmaning bildirishnoma sozlamalarini va "bezovta qilinmasin" holatini tekshiring.
push-tested-later = Bildirishnoma xizmati band. Bir daqiqadan soʻng urinib koʻring.
push-tested-gone = Bildirishnoma xizmati bu brauzerni endi tanimaydi. Qaytadan yoqing.
push-tested-refused = Bildirishnoma xizmati rad etdi (kod: { $code }). Navbatchi muhandisga ayting.
push-tested-unclear = Bildirishnoma xizmati aniq javob bermadi.
push-unsupported = Bu brauzerni sahifa yopiq boʻlganda chaqirib boʻlmaydi. iPhone yoki iPadda avval sahifani bosh ekranga qoʻshing.
push-denied = Bu sahifaning bildirishnomalari brauzer sozlamalarida taqiqlangan. U yerda ruxsat bering, soʻng sahifani qayta yuklang.
push-not-asked = Bildirishnoma koʻrsatishga ruxsatsiz bu qurilmani chaqirib boʻlmaydi.
push-unreachable = Brauzer oʻz bildirishnoma xizmatiga ulana olmadi. Keyinroq urinib koʻring; SMS baribir yuboriladi.
push-others = Chaqiriladigan boshqa qurilmalaringiz
push-other = { $service }, { $time } dan beri
push-stop-other = Toʻxtatish
# Brauzer oʻqiy olmagan bildirishnomada aytiladigan soʻzlar
push-unreadable-title = Tez Yordam
push-unreadable-body = Sizni chaqirishyapti. Sahifani oching.
