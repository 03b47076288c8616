# Messages to telephones: keys that begin with sms-. No name of a patient, no address, at most two segments.
sms-incident = Ambulance 103: { $specialty } needed, { $urgency }. { $reason }. Answer: { $link } Code { $code }
sms-consult = Ambulance 103: a doctor asks for { $specialty }, { $urgency }. Answer: { $link } Code { $code }
sms-short = Ambulance 103: { $specialty } needed. Answer: { $link } Code { $code }
sms-drill = Ambulance 103: TEST of the alarm, nobody is ill. Confirm that it reached you: { $link } Code { $code }
sms-caller = Ambulance 103: show us where you are and what you see. Open: { $link } Code { $code }
sms-patient = Ambulance 103: a doctor will see you through your phone. Open: { $link } Code { $code }
sms-guest = Ambulance 103 invites you to a video conversation, your help is needed. Open: { $link } Code { $code }
sms-order = 103, order N { $number }, { $urgency }. { $told }. Accept: { $link } Code { $code }
sms-order-short = 103, order N { $number }, { $urgency }. Accept: { $link } Code { $code }
push-drill-title = Test of the alarm: nobody is ill
push-drill-body = Tap to confirm that this reached you.
sms-covered = Ambulance 103: { $specialty } is already found, nothing to do. Code { $code }
push-covered-title = Already covered
push-covered-body = { $specialty }: somebody else has taken it. Nothing is to be done.
push-alert-title = Ambulance 103: { $specialty } needed
push-alert-reason = { $reason }, { $urgency }
specialty = { $specialty ->
    [cardiology] a cardiologist
    [neurology] a neurologist
    [surgery] a surgeon
    [paediatrics] a paediatrician
    [obstetrics] an obstetrician
    [intensive_care] an intensive care doctor
    [therapy] a physician
    [toxicology] a toxicologist
   *[other] a doctor
}
urgency = { $urgency ->
    [life_threat] threat to life
    [urgent] urgent
   *[routine] not urgent
}

# What a call says: keys that begin with voice-. Nobody's name, no address.
voice-greeting = Ambulance service one zero three. This is a call for a doctor.
voice-needed = Needed: { $specialty }.
voice-asked = A doctor asks for the advice of: { $specialty }.
voice-urgency = Urgency: { $urgency }.
voice-number = Incident number
voice-digit = { $digit ->
    [d0] zero
    [d1] one
    [d2] two
    [d3] three
    [d4] four
    [d5] five
    [d6] six
    [d7] seven
    [d8] eight
   *[d9] nine
}
voice-keys = Press 1 to accept. Press 2 to pass it on.
voice-accepted = Accepted. Thank you.
voice-declined = Passed on. Goodbye.
voice-covered = Another doctor has already taken it. Thank you, goodbye.
voice-expired = This call is over. Nothing is to be done. Goodbye.
voice-wrong-key = This key means nothing here.
voice-goodbye = No key was pressed. Goodbye.

# The page behind the link
answer-title = Call for a doctor
answer-needed = Needed: { $specialty }
answer-incident = Incident № { $number }
answer-consult = A doctor asks for advice
answer-where = Where
answer-asked-at = Asked at { $time }
answer-time-left = { $time } left to answer
answer-accept = I accept
answer-accepting = Sending…
answer-decline = I cannot
answer-sure = Pass it to the next doctor?
answer-sure-yes = Yes, pass it on
answer-sure-no = Back
answer-accepted = You have accepted
answer-accepted-incident = The dispatcher sees it. They will call you.
answer-accepted-consult = The doctor who asks sees it. Open the consult room.
answer-open-room = Open the consult room
answer-expected = You are expected by { $time }.
answer-confirm-left = Say within { $time } that you are coming, or the others are asked again.
answer-confirm = I am on the way
answer-confirm-consult = I am there
answer-promise = I need more time:
answer-promise-minutes = { $minutes } min
answer-confirmed = They know that you are coming.
answer-lapsed = You accepted, and nothing was heard from you. Everybody is asked again: accept once more if you are coming.
answer-drill = This is a test. Nobody is ill.
answer-drill-more = The service tries whether alerts reach you. Confirm that this one did.
answer-drill-accept = It reached me
answer-drill-accepted = Thank you
answer-drill-accepted-more = The test reached you. Nothing more is to be done.
answer-declined = You have passed it on
answer-declined-more = The next doctor is being asked.
answer-covered = Already taken
answer-covered-more = Another doctor has accepted, or it is no longer needed. Nothing is to be done.
answer-expired = The time is over
answer-expired-more = Nobody is waiting for this answer any more.
answer-invalid = This link is not valid
answer-invalid-more = It is too old, or it was not copied whole. Open it again from the message.
answer-loading = Loading…
answer-no-link = No connection
answer-no-link-more = The page tries again by itself every few seconds.
answer-not-sent = It did not go through
answer-not-sent-more = There is no connection. Your answer has not arrived yet.
answer-again = Try again

# The page behind the link of a crew's message: keys that begin with order-
order-title = Order
order-priority = Priority { $priority }
order-silent = Your tablet is silent, so the order came by SMS.
order-where = Where
order-accept = We accept
order-radio = If you cannot go, say so by radio at once.
order-accepted = Accepted
order-accepted-more = The dispatcher sees it. Go on with the tablet, or by radio.
order-over = Nothing is to be done here
order-over-more = The order was called back or is finished.

# The demo's page of telephones
page-title = Messages of the demo
page-note = No message leaves this machine: the telephone numbers cannot exist. Open a link as its addressee would.
page-none = No message yet. Assign a brigade to an incident that asks for a doctor.
page-lost = No connection to the server. The messages shown are from { $time }.
page-segments = { $count ->
    [one] { $count } segment
   *[other] { $count } segments
}
page-telephone = Telephone { $number }

# The page of alerts: a test of the ladder, and the month's report
alerts-title = Alerts
alerts-rota = Rota
alerts-recall = Call staff in
alerts-figures = Consult figures
alerts-trust = Trust in records
alerts-rooms = Conversations
alerts-theme = Light or dark
alerts-not-yours = This page is the administrator's.
alerts-drill = Test the ladder
alerts-drill-note = Everybody on duty now gets a notification and an SMS that says it is a test, and confirms it with one tap. By day only; nobody is telephoned, and no dispatcher is disturbed.
alerts-specialty = Specialty
alerts-drill-start = Test now
alerts-drill-end = End
alerts-drill-reached = { $reached } of { $asked } reached
alerts-drill-after = reached after { $time }
alerts-drill-silent = no answer
alerts-drill-no-address = no telephone, no browser
alerts-report = Report of the month
alerts-month-before = The month before
alerts-month-after = The month after
alerts-alerts = Alerts
alerts-accepted = Accepted
alerts-median = Half within
alerts-p90 = Nine of ten within
alerts-nobody = Nobody answered
alerts-uncovered = Nobody on duty
alerts-lapsed = Accepted, did not come
alerts-messages = Messages / segments
alerts-cost = Cost
alerts-seconds = { $seconds } s
alerts-by-person = By person
alerts-by-step = By step
alerts-by-hour = By hour of the day
alerts-person = Person
alerts-hour = Hour
alerts-step = Step
alerts-drills = Tests reached
alerts-never = never answers
alerts-delivery-median = Half delivered within
alerts-answering-asked = Asked
alerts-answering-accepted = Accepted
alerts-answering-declined = Declined
alerts-answering-unanswered = No answer
alerts-answering-lapsed = Did not come
alerts-figure-steps = Steps
alerts-figure-missing = No address
alerts-figure-sent = Sent
alerts-figure-delivered = Delivered
alerts-figure-failed = Failed
alerts-figure-repeated = Sent again
alerts-figure-answers = Answers
alerts-figure-segments = Segments
alerts-channel-sms = SMS
alerts-channel-voice = Telephone call
alerts-channel-push = Notification
alerts-channel-email = E-mail
alerts-step-queued = waiting
alerts-step-claimed = being sent
alerts-step-unknown = not known whether sent
alerts-step-accepted = with the operator
alerts-step-sent = sent
alerts-step-delivered = delivered
alerts-step-failed = did not arrive
alerts-step-withdrawn = not sent
