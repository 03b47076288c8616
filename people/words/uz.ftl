# Birinchi sahifa
sign-in-title = Kirish
sign-in-name = Ism
sign-in-password = Parol
sign-in-enter = Kirish
sign-in-tablet = Bu brigada plansheti
sign-in-go-on = Davom etish
sign-in-leave = Chiqish
sign-in-no-page = Bu lavozimning oʻz sahifasi yoʻq; uning ishi buyruq satrida bajariladi.

# Namoyish shahri
demo-title = Namoyish shahri: bir bosishda kirish
demo-how = Bir necha lavozimni har xil oynada oching: maxfiy oyna yoki boshqa brauzer, chunki bitta brauzerda bitta kirish boʻladi.
demo-tablet = Brigada plansheti
demo-messages = Joʻnatilgan SMSlar
demo-role-dispatcher = Hamma brigadani koʻradi, tavsiya etilganini yuboradi, u bilan gaplashadi.
demo-role-call_taker = Qoʻngʻiroqni qabul qilib, chaqiruvni navbatga qoʻyadi.
demo-role-crew = Mashinadagi planshetda ishlaydi.
demo-role-hospital = Kim va qachon olib kelinishini koʻradi va tasdiqlaydi.
demo-role-physician = Bemor yonida mutaxassisdan maslahat soʻraydi.
demo-role-specialist = Qoʻngʻiroqni oladi, qabul qiladi, xulosa yozadi.
demo-role-administrator = Suhbatlar va mediaserverlarni kuzatadi: kim qanday eshitayotganini. Hisoblar — buyruq satridan.
