# Qo'ng'iroq qilganga va yaqinlarga xabarlar: bemor ismi, sabab va manzilsiz; ko'pi bilan ikki qism; faqat GSM-7.
coming = Tez yordam 103: yordam yo'lda.
coming-at = Tez yordam 103: yordam yo'lda, taxminan { $at } da yetib boradi.
later-at = Tez yordam 103: brigada kechikmoqda, taxminan { $at } da yetib boradi.
another = Tez yordam 103: boshqa brigada yuborilmoqda, vaqtini xabar qilamiz.
call-again = Biror narsa o'zgarsa, yana 103 ga qo'ng'iroq qiling.
show-us = Bizga ko'rsating: { $link }
on_the_way = Tez yordam 103: yaqiningiz shifoxonaga olib ketilmoqda: { $hospital }.
handed_over = Tez yordam 103: yaqiningiz shifoxonada: { $hospital }.
ask-there = U yerda so'rang: { $telephone }
code = Kod { $code }
