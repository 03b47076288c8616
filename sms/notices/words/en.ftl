# Notices to patients. Nothing clinical has room here; at most two segments with a link or a telephone behind it.
notice-result-ready = Your result is ready: { $place }.
notice-appointment = Your appointment: { $day } at { $time }, { $place }.
notice-appointment-changed = Your appointment has changed: { $day } at { $time }, { $place }.
notice-reminder = A reminder of your appointment: { $day } at { $time }, { $place }.
notice-subject = A notice to you
