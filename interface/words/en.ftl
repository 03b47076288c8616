# Words that all share
close = Close
loading = Loading…
language = Language
understood = Understood
sound-tap-to-hear = Tap here to hear alarms
age-seconds = { $count } s
age-minutes = { $count } min
age-hours = { $count } h
age-days = { $count } d
distance-kilometres = { $figure } km
patient-age = { $years ->
    [one] { $years } year old
   *[other] { $years } years old
}
sex-male = male
sex-female = female

# What a brigade is doing
brigade-state-available = Available
brigade-state-returning = Returning
brigade-state-assigned = Ordered
brigade-state-en_route = En route
brigade-state-on_scene = On scene
brigade-state-transporting = Transporting
brigade-state-at_hospital = At hospital
brigade-state-on_break = On break
brigade-state-out_of_service = Out of service
brigade-state-off_shift = Off shift

# Urgency
priority-1 = Threat to life
priority-2 = Urgent
priority-3 = Not urgent
priority-4 = Planned

# A brigade's profile
profile-general = General doctor's
profile-paramedic = Paramedic
profile-intensive_care = Intensive care
profile-paediatric = Paediatric
profile-psychiatric = Psychiatric
profile-obstetric = Obstetric
profile-cardiological = Cardiological
profile-neurological = Neurological
profile-advice = Advice
profile-air = Air

# Specialties
specialty-cardiology = Cardiology
specialty-neurology = Neurology
specialty-surgery = Surgery
specialty-paediatrics = Paediatrics
specialty-obstetrics = Obstetrics
specialty-intensive_care = Intensive care
specialty-therapy = Therapy
specialty-toxicology = Toxicology

# Roles
role-call_taker = Call taker
role-dispatcher = Dispatcher
role-crew = Crew
role-physician = Physician
role-specialist = Specialist
role-hospital = Hospital
role-administrator = Administrator
role-guest = Guest
role-system = System

# The link
link-waited-for = The server cannot be reached
link-waits = This page opens by itself as soon as it answers.
link-opening = Connecting to the server…
link-lost = The link is lost. Your work is kept and will be sent by itself.
link-stopped = The server closed the link: { $reason }
link-signed-out = Your sign-in has ended. Sign in again: what is not sent is kept.
link-to-sign-in = Sign-in page
link-server-older = The service is being updated. Your work is kept and will be sent by itself.
link-client-older = This page is older than the service. Load it anew: what is not sent is kept.
link-part-lacking = A part of this page could not be loaded. Load the page anew.
link-reload = Load anew
outbox-unsent = Not sent: { $count }

# What was wished
command-incident-open = New incident
command-incident-amend = Amending the incident
command-incident-close = Closing the incident
command-recommendation-ask = Recommendation
command-brigade-assign = Sending a brigade
command-assignment-enter = Entering what was done
command-brigade-divert = Diverting a brigade
command-assignment-deliver = Mark of delivery
command-assignment-see = Mark of having seen
command-assignment-accept = Accepting the order
command-assignment-decline = Declining the order
command-assignment-cancel = Calling the brigade back
command-assignment-change_hospital = Changing the hospital
command-milestone-report = Reporting a milestone
command-handover-acknowledge = Acknowledging the handover
command-brigade-come_on_shift = Coming on shift
command-brigade-go_off_shift = Going off shift
command-brigade-take_break = Taking a break
command-brigade-end_break = Ending the break
command-brigade-set_out_of_service = Taking out of service
command-brigade-return_to_service = Returning to service
command-pairing-offer = Code for a tablet
command-tablet-unpair = Unpairing the tablet
command-shift-start = Starting the shift
command-shift-end = Ending the shift
command-sos-raise = SOS
command-sos-settle = Settling the SOS
command-conversation-ask = Asking for a conversation
command-conversation-ring = Mark of ringing
command-conversation-accept = Answering
command-conversation-decline = Declining the conversation
command-conversation-hang_up = Hanging up
command-conversation-join = Joining the conversation
command-alert-acknowledge = Accepting the alert
command-alert-decline = Declining the alert
command-consult-ask = Asking for a consult
command-consult-ring = Ringing again
command-consult-accept = Taking the consult
command-consult-decline = Declining the consult
command-consult-say = A line in the consult
command-consult-conclude = Conclusion
command-consult-acknowledge = Acknowledging the conclusion
command-consult-cancel = Cancelling the consult
command-vitals-measure = Entering vitals
command-vitals-strike = Striking vitals out
command-medical_order-tell = Medical order
command-medical_order-correct = Correcting a medical order
command-medical_order-read_back = Reading a medical order back
command-medical_order-confirm = Confirming a medical order
command-medical_order-do = Noting a medical order as done
command-medical_order-leave = Noting a medical order as not done
command-medical_order-stop = Stopping a medical order
command-medical_order-see = Having seen a medical order

# Why not
refusal-unknown = It was not done (code: { $code }).
refusal-broken = Something broke on the server. Tell the engineer on duty.
refusal-rejected = This page and the server did not understand each other. Reload the page; what you typed stays here.
refusal-unavailable = That service does not answer now, try again shortly.
refusal-late = The server did not answer in time.
refusal-offline = There is no link to the server.
refusal-not_allowed = You may not do this.
refusal-not_found = Not found: it is gone, or not yours to see.
refusal-not_yours = This is not yours.
refusal-changed_meanwhile = Somebody changed it meanwhile. Look at it again and decide anew.
refusal-same_id_other_body = This wish was sent before with other contents.
refusal-signed_out = Your sign-in has ended. Sign in again.
refusal-wrong_state = That cannot be done as things stand.
refusal-already_exists = It is there already.
refusal-missing = Something that is needed is missing.
refusal-too_long = The text is too long.
refusal-brigade_busy = The brigade is busy with another incident.
refusal-brigade_busy-number = { $callsign } is busy with № { $number }.
refusal-brigade_unavailable = The brigade cannot be sent now.
refusal-incident_closed = The incident is already closed.
refusal-incident_has_lead = A brigade leads this incident already; another can only assist.
refusal-milestone_already_stamped = This milestone is stamped already.
refusal-milestone_out_of_order = The milestone before it comes first.
refusal-times_overlap = { $callsign } was at work on № { $number } at that time. Both cannot be: correct one of them.
refusal-hospital_needed = Choose the hospital.
refusal-reason_needed = Say why.
refusal-recommendation_stale = The recommendation is out of date, ask again.
refusal-wrong_password = Wrong name or password.
refusal-too_many_tries = Too many tries. Wait a few minutes.
refusal-code_expired = The code has expired.
refusal-weak_password = The password is too simple.
refusal-tablet_not_paired = This brigade has no paired tablet.
refusal-shift_already_open = The shift has already begun.
refusal-wrong_code = Wrong code.
refusal-conversation_ended = The conversation is over.
refusal-already_answered = Somebody else answered already.
refusal-person_busy = They are in another conversation.
refusal-link_ended = This link is over.
refusal-consent_needed = They have not agreed yet.
refusal-not_a_picture = This is not a photo.
refusal-link_used = This link is used already.
refusal-not_a_number = This is not a telephone number.
refusal-nobody_there = Nobody there is connected.
refusal-not_agreed = Somebody in the conversation has not agreed to be recorded.
refusal-part_out_of_order = A piece of the recording is missing before this one.
refusal-chain_broken = The recording's chain does not hold.
refusal-not_a_clip = That is no voice message.
refusal-alert_covered = Somebody else took it.
refusal-alert_expired = The alert has expired.
refusal-ticket_invalid = The link is not valid: expired or used.
refusal-lease_lost = Another process took this work.
refusal-no_push = This service rings no closed pages.
refusal-bad_subscription = This browser's notifications cannot be reached by this service.
refusal-by_day_only = People are disturbed for a test by day only, between 8 and 20.
refusal-nobody_on_duty = Nobody is on duty for this specialty.
refusal-consult_taken = Another specialist took the consult.
refusal-conclusion_needed = A conclusion comes first.
refusal-signature_invalid = The signature is not good.
refusal-signature_algorithm_unknown = This service does not verify that algorithm.
refusal-wrong_value = A value is not one that can be entered here.
refusal-incomplete = The question is not complete yet; what is missing stands with its reason.
refusal-unlikely_value = This value is hardly ever so. Look at it again and say that you are sure.
refusal-slot_taken = This time has been taken meanwhile. Choose another one.

# Days of the week
weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday
weekday-short-0 = Mon
weekday-short-1 = Tue
weekday-short-2 = Wed
weekday-short-3 = Thu
weekday-short-4 = Fri
weekday-short-5 = Sat
weekday-short-6 = Sun

backup-old = The newest backup is { $age } old
backup-missing = There is no backup
backup-unreadable = Backups cannot be read
backup-unplanned = No backups are made
