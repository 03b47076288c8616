# Что стоит в календаре врача: ничего о пациенте и о вопросе
calendar-consult = Консультация № { $number }: { $name }
calendar-online = онлайн
