# The consult room

consult-number = № { $number }
consult-urgency-emergency = Emergency
consult-urgency-urgent = Urgent
consult-urgency-planned = Planned
consult-state-booked = Booked
consult-state-waiting = Nobody is reached
consult-state-ringing = Ringing
consult-state-accepted = With a specialist
consult-state-concluded = Concluded
consult-state-closed = Closed
consult-state-cancelled = Cancelled
consult-invited-rung = is being rung
consult-invited-declined = declined
consult-invited-accepted = took it
consult-invited-stood_down = no longer rung
consult-invited-silent = accepted and did not come
consult-invited-passed_on = gave it away
consult-part-asker = asks
consult-part-specialist = specialist
consult-part-called_in = called in
consult-part-hospital = receiving hospital
consult-part-patient = patient
consult-called-rung = is being rung
consult-called-declined = declined
consult-called-inside = is in the consult
consult-called-gone = has left
consult-called-stood_down = no longer rung
consult-telephoned-talked = talked
consult-telephoned-nobody_answered = nobody answered
consult-telephoned-wrong_number = wrong number
consult-telephoned-cut_off = cut off

room-title = Consult room
room-opening = Opening the consult room…
room-not-yours = This page is for physicians and specialists
room-to-own-page = To my own page
room-back = Back to the list
room-sign-out = Sign out
room-rota = Rota
room-figures = Figures
room-hours = My hours
room-stage = Picture
room-list = Consults
room-open = Open
room-open-none = None is open.
room-passed = Taken by others
room-taken-by = taken by { $name }
room-earlier = Earlier
room-earlier-none = There are none yet.
room-erased = erased
room-home = No consult is chosen
room-home-ringing = You are being rung: answer above
room-home-note = Choose one from the list, or ask a specialist. Whoever is on duty will be rung here and by SMS.

# Asking
room-ask = Ask a specialist
room-ask-title = A question to a specialist
room-field-specialty = Specialty
room-field-urgency = Urgency
room-field-question = Question
room-field-age = Age, years
room-field-sex = Sex
room-field-summary = What is known of the patient
room-field-summary-note = Complaints, findings, what was given. No name is needed.
room-sex-unknown = not known
room-choose = Choose…
room-urgency-note-emergency = there is a threat to life
room-urgency-note-urgent = none is evident
room-urgency-note-planned = it can wait
room-problem-specialty = Choose the specialty.
room-problem-urgency = Choose the urgency.
room-problem-question = Write the question.
room-problem-age = A whole number of years, 130 at the most.
room-draft-note = What you write is kept in this browser, encrypted, for you alone: it is erased when it is sent and when you sign out.
room-send-question = Send and ring
room-sending = Not sent yet: it goes out as soon as there is a link.
room-field-problem = Problem
room-problem-data = Put the marked values right.
room-problem-incomplete = A planned question is sent only when it is complete.
room-ask-go-on = Go on with the question you began
room-taken-up = Your question, written at { $time }, was kept.
room-discard = Throw it away
room-reviewed-by = Reviewed by: { $who }.
room-reviewed-nobody = Reviewed by nobody yet.
room-asked = Data
room-asked-opening = Opening the form…
room-asked-not-here = The form of this problem is not here yet. The question can be sent without it.
room-asked-wanted = wanted
room-asked-yes = yes
room-asked-no = no
room-asked-now = Now
room-asked-file-later = It is added once the question is sent.
room-asked-file-there = It is there.
room-asked-problem-kind = A number or a time goes here.
room-asked-problem-too_small = Not under { $least }; a time not too long ago.
room-asked-problem-too_large = { $most } at the most.
room-asked-problem-ahead_of_now = This time is still to come.
room-asked-add = Add what is missing, or put it right
room-asked-send = Add it
room-scale-open = fill in
room-scale-close = close
room-scale-empty = Not filled in
room-scale-left = { $left } of { $all } items are left
room-scale-untested = No result: an item could not be tested
room-scale-known = If the result is known
room-scale-most = 0–{ $most } { $unit }
room-missing-title = What is missing
room-missing = { $count ->
    [one] { $count } thing is missing
   *[other] { $count } things are missing
}
room-missing-none = Everything is there.
room-missing-rings = It is sent and rings all the same.
room-missing-planned = A planned question goes only when it is complete.

# Being rung
room-rings = You are being rung
room-waits = waiting { $time }
room-accept = Take it
room-decline = Decline
room-decline-title = You cannot take this consult?
room-silence = Silence this ring here
room-alert-urgency-life_threat = Threat to life
room-alert-urgency-urgent = Urgent
room-alert-urgency-routine = Not urgent
room-accept-alert = I take it
room-decline-alert-title = You cannot take this incident?
room-drill = A test of the alarm: nobody is ill.
room-drill-more = Confirm that it reached you.
room-drill-reached = It reached me
room-alerts-taken = Alerts you took
room-alert-confirm = I am on the way
room-alert-confirmed = they know that you are coming
room-alert-confirm-by = confirm within { $time }
room-alert-later = In { $minutes } min
room-why = Why (the asker does not have to wait for you)
room-why-needed = Why
room-not-now = Go back

# The search
room-ringing = { $count ->
    [one] { $count } specialist has been ringing since { $time }
   *[other] { $count } specialists have been ringing since { $time }
}
room-nobody-on-duty = Nobody is on duty for: { $specialty }
room-all-declined = { $count ->
    [one] The one who was rung declined
   *[other] All { $count } who were rung declined
}
room-look-again = The duty list is looked at again at { $time }
room-ring-again = Look at the duty list now
room-cancel = Cancel the consult
room-cancel-title = The consult is no longer needed?

# In the room
room-no-conversation = There is no conversation now.
room-start = Start the conversation
room-record = Record of the consult
room-patient = Patient
room-no-name = without a name
room-incident = incident № { $number }
room-files = Files
room-thread = Thread
room-message = Message…
room-send = Send the message
room-not-sent = not sent yet
room-conclusion = Conclusion
room-conclude = Write the conclusion
room-write-anew = Write it anew
room-waits-for-acknowledgement = The conclusion is written. It waits to be acknowledged.
room-acknowledge = I have read the conclusion
room-acknowledge-note = The conclusion is in the thread. Your acknowledgement closes the consult.
room-fact-asked = { $name } asked
room-fact-declined = { $name } declined
room-fact-silent = { $name } accepted and did not come
room-fact-accepted = { $name } took it after { $time }
room-fact-closed = The conclusion was acknowledged, the consult is closed
room-fact-cancelled = The consult was cancelled

# Who is in it
room-sections = Parts of the record
room-patient-link = Patient
room-circle = People
room-call-in = Call in a specialist
room-call-in-title = A further specialist (council)
room-call-in-note = Whoever is on duty for it is rung. Who comes reads the record and speaks in it.
room-call-in-why = What for (they see it)
room-send-away = Let { $name } go
room-pass-on = Pass it on
room-pass-on-title = Pass the consult on?
room-pass-on-note = It rings for whoever is on duty. You will no longer see its record.
room-telephoned = We telephoned
room-telephoned-title = A talk by telephone
room-telephoned-outcome = Outcome
room-telephoned-minutes = Minutes
room-telephoned-minutes-bad = A whole number, 240 at the most.
room-telephoned-what = What was said
room-telephoned-note = Note it in the thread
room-asked-back = Asks first
room-ask-back = Ask first
room-ask-back-title = What must be known first?
room-accept-written = Answer in writing
room-called = You are called in
room-fact-telephoned = Telephone, { $time }, { $minutes } min:
room-fact-passed-on = { $name } passed it on
room-fact-came-in = { $name } came in
room-fact-went = { $name } left

# What happens next
consult-next-push = a notification to their browsers
consult-next-sms = an SMS
consult-next-voice = a telephone call by the machine
consult-next-email = an e-mail
consult-next-next_person = the next on the rota is asked
consult-next-seniors = the seniors are asked
room-next-step = If nobody answers, at { $time }: { $step }
room-queue = Before this one: { $ahead }. On duty: { $duty }, of whom { $busy } busy.
room-answer-by = To be answered by { $time }.
room-answer-late = It should have been answered by { $time }.
room-last-rung = If nobody comes in time, telephone the regional centre, and note the talk under “People”.
room-trust = Consent and access
room-consent = Consent
room-consent-note = Note it
room-consent-not_asked = not asked yet
room-consent-not_asked_emergency = not asked yet, emergency
room-consent-emergency = nobody could be asked: emergency
room-consent-given = given
room-consent-refused = refused
room-consent-withdrawn = withdrawn
room-consent-ended = its time is over
room-glass = { $name } opened this record from outside, until { $time }.

# Vitals and medical orders
room-vitals = Vitals
room-medical-orders = Medical orders
room-medical-order-told = Read back:
room-medical-order-read_back = Confirm what was read back:
room-medical-order-stopped = Stopped, see it:
room-medical-order-more = { $count } more
room-medical-order-look = Look

room-booked = Booked
room-today = Today
room-tomorrow = Tomorrow
room-booked-none = Nobody has booked your hours yet. What is booked stands here day by day.
room-booked-no-hours = Nobody can book you yet: publish the hours in which you take planned consults.
room-booked-publish = Publish my hours
room-begins = The consult with { $name } begins: { $time }
room-i-am-here = I am here
room-send-booking = Send and book

# From outside
room-break-open = Open a record with a reason
room-break = Open it
room-break-title = A record of a patient whom you treat now
room-break-note = For four hours. Two facts must be right, one of them a number. Everybody who treats the patient and the administration are told at once, and it stays written down.
room-break-consult = Number of the consult
room-break-incident = Number of the incident
room-break-reason = Why
room-break-reason-arrived_here = the patient has come to me
room-break-reason-called_about = I am asked about the patient
room-break-reason-found_in_danger = found in danger of life
room-break-reason-other = another reason
room-break-sex-female = female
room-break-sex-male = male
room-break-sex-unknown = not known
room-break-text = In your words
room-break-nothing = Nothing is as you typed it. After five tries in an hour no more is taken.

# The catch-up of whoever comes in
room-catch-up = What has to be known, in 20 seconds
room-catch-up-close = Put away (Esc)
room-former = Your part in this consult has ended with it. What you signed stays yours, under “Conclusion”.
room-former-title = The record is no longer yours to read
room-from-incident = From the incident
room-come-in = Join the conversation
