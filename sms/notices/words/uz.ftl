# Bemorlarga xabarnomalar. Tibbiy ma'lumotga joy yo'q; havola yoki telefon bilan ko'pi bilan ikki bo'lak.
notice-result-ready = Natijangiz tayyor: { $place }.
notice-appointment = Qabulga yozildingiz: { $day }, soat { $time }, { $place }.
notice-appointment-changed = Qabul vaqtingiz o'zgardi: { $day }, soat { $time }, { $place }.
notice-reminder = Qabulingiz eslatmasi: { $day }, soat { $time }, { $place }.
notice-subject = Sizga xabarnoma
