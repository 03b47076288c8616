# In the room: ratings, and what a record lacks.

completeness-title = Bunday yaxshi yozuvga yana nima yetishmaydi
completeness-whole = Yozuvda hamma narsa bor.
completeness-count = { $wanted } tadan { $present } tasi bor
rating-title = Maslahat qanday bo‘ldi?
rating-useful = Foydali bo‘ldi
rating-understood = Tushunarli bo‘ldi
rating-in_time = O‘z vaqtida bo‘ldi
rating-question = Savol aniq edi
rating-material = Materiallar yetarli edi
rating-would-have-sent = Maslahatsiz bemorni boshqa shifoxonaga yuborgan bo‘lardim
rating-would-yes = Ha
rating-would-no = Yo‘q
rating-would-unsaid = Ayta olmayman
rating-words = Qisqacha
rating-save = Saqlash
rating-saved = Baholandi. 24 soat ichida o‘zgartirish mumkin.
rating-scale = 1 – umuman yo‘q, 5 – to‘liq
