# What stands in a doctor's calendar: nothing of a patient, nothing of the question
calendar-consult = Consult № { $number }: { $name }
calendar-online = online
