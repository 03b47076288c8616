# Reminders of a planned consult: no name of a patient, no question; at most two segments.
booked-doctor = 103: a consult is booked for { $day }, { $time }.
moved-doctor = 103: the consult is moved to { $day }, { $time }.
cancelled-doctor = 103: the consult of { $day }, { $time } is cancelled.
day-before-doctor = 103: a consult tomorrow, { $day }, { $time }.
soon-doctor = 103: a consult today at { $time }.
now-doctor = 103: the consult begins now, { $time }.
booked-patient = 103: a doctor's consult is booked for you on { $day }, { $time }.
moved-patient = 103: your doctor's consult is moved to { $day }, { $time }.
cancelled-patient = 103: your doctor's consult of { $day }, { $time } is cancelled.
day-before-patient = 103: your doctor's consult is tomorrow, { $day }, { $time }.
soon-patient = 103: your doctor's consult is today at { $time }.
now-patient = 103: your doctor's consult begins now, { $time }.
online = online
code = Code { $code }
