# The consult room

consult-number = № { $number }
consult-urgency-emergency = Emergency
consult-urgency-urgent = Urgent
consult-urgency-planned = Planned
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

room-title = Consult room
room-opening = Opening the consult room…
room-not-yours = This page is for physicians and specialists
room-to-own-page = To my own page
room-back = Back to the list
room-sign-out = Sign out
room-rota = Rota
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
room-draft-note = What you write here is kept nowhere until you send it.
room-send-question = Send and ring
room-sending = Not sent yet: it goes out as soon as there is a link.

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
