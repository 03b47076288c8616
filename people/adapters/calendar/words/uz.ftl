# Shifokor taqvimida nima turadi: bemor va savol haqida hech narsa
calendar-consult = Maslahat № { $number }: { $name }
calendar-online = onlayn
