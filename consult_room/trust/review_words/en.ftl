# The page of whoever answers for records.

review-title = Trust in records
review-back = My page
review-theme = Light or dark
review-not-yours = This page is for administrators and receiving hospitals
review-not-now = Not now
review-record = № { $number } · { $specialty }
review-erased = erased
review-held = held
review-glasses = Opened from outside
review-glasses-note = Doctors who opened a record that is not theirs to read. The words of their reason are for those who may read the record.
review-glasses-hospital = Doctors from outside who opened records of patients that come to you.
review-glasses-none = Nobody has opened a record from outside
review-new = { $count ->
    [0] nothing new
    [one] { $count } not looked at
   *[other] { $count } not looked at
}
review-only-new = Only what is new
review-more = The newest { $count } are shown.
review-reads-now = reads it until { $time }
review-look = Looked at
review-look-at = Looked at: № { $number }, { $name }
review-look-note = № { $number }, { $name }: what did you find? It is kept with your name and cannot be changed.
review-look-erased = № { $number }, { $name }: the record was erased, so no note is kept; that you looked is.
review-look-label = What you found
review-looked = { $name } looked at it, { $time }.
review-readers = Who has read a record
review-readers-short = Readers
review-readers-of = Readers of № { $number }
review-readers-none = Choose a record to see every reading of it
review-choice = Consults of your patients
review-choice-none = Choose…
review-number = Number or id of the consult
review-number-wrong = No such record of yours: a number or an id is needed.
review-show = Show
review-readings = { $count ->
    [one] { $count } reading
   *[other] { $count } readings
}
review-nobody-read = Nobody has opened it yet.
review-members = Whose screens were sent it
review-holds = Held beyond its time
review-crew = A crew
review-still = still
review-col-when = When
review-col-who = Who
review-col-role = Role
review-col-part = Part
review-col-place = Where they work
review-col-way = Which way
review-col-what = What
review-col-from = From
review-col-until = Until
review-col-by = By
review-col-why = Why
review-part-asker = asks
review-part-specialist = specialist
review-part-called_in = called in
review-part-hospital = receiving hospital
review-part-patient = patient
review-part-broke_glass = from outside
review-way-part = takes part
review-way-broken_glass = from outside
review-way-link = by a link
review-way-export = taken as a file
review-reason-arrived_here = the patient has come to them
review-reason-called_about = asked by somebody with the patient
review-reason-found_in_danger = the patient is in danger
review-reason-other = another reason
review-read-record = opened the record
review-read-history = listed earlier consults
review-read-file = opened a file
review-read-conclusion = read the conclusion
review-read-pdf = took the PDF
review-read-readers = looked at the readers
review-read-exported = took the list of readers
review-keeping = How long records are kept
review-keeping-note = { $years ->
    [one] A record is kept for { $years } year after its consult, and longer while somebody holds it. To hold one, choose it above.
   *[other] A record is kept for { $years } years after its consult, and longer while somebody holds it. To hold one, choose it above.
}
review-held-list = Held now: { $count }
review-held-by = { $name } holds it since { $time }
review-own-time = its own time: { $day }
review-due-list = To be erased in the next 30 days: { $count }
review-goes = goes on { $day }
review-erased-list = Erased in the last 365 days: { $count }
review-files-left = files are still going
review-hold = Hold
review-hold-of = Hold № { $number }
review-hold-note = № { $number } will not be erased until the hold is ended.
review-end-hold = End the hold
review-end-hold-of = End the hold of № { $number }
review-end-hold-note = № { $number } will be kept for its own time again. If that is over, it is erased at once.
review-why = Why
command-record-look_at_glass = Looked at
command-record-hold = Holding a record
command-record-end_hold = Ending a hold
