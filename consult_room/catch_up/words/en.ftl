# What whoever comes in is told in twenty seconds
catch-up-asked = Asked
catch-up-found = Found
catch-up-found-at = Found, { $time }
catch-up-said = Said
catch-up-told = Medical orders
catch-up-open = Open
catch-up-inside = In it
catch-up-nothing = nothing yet

# The state of a medical order, in a word
catch-up-told-told = not read back
catch-up-told-read_back = unconfirmed
catch-up-told-confirmed = to do
catch-up-told-done = done
catch-up-told-not_done = not done
catch-up-told-stopped = stopped

catch-up-open-nobody = no specialist yet
catch-up-open-asked_back = asked back
catch-up-open-conclusion = conclusion
catch-up-open-reading = conclusion unread
catch-up-open-over = over
catch-up-open-medical_orders = medical orders: { $count }
catch-up-open-missing = data missing: { $count }

# Short parts of the circle
catch-up-part-asker = asks
catch-up-part-specialist = specialist
catch-up-part-called_in = called in
catch-up-part-hospital = receives

# What came with the patient from the incident
from-incident-failed = What came from the incident could not be read
from-incident-pictures = What the caller showed
from-incident-picture = Photograph of the caller, { $time }
from-incident-stage-accepted = accepted
from-incident-stage-departed = departed
from-incident-stage-arrived = at the scene
from-incident-stage-patient_contact = with the patient
from-incident-stage-left_scene = left with the patient
from-incident-stage-at_hospital = at the hospital
from-incident-stage-handed_over = handed over
from-incident-stage-cleared = free again
from-incident-stage-returned = back at the station
from-incident-stage-declined = declined
from-incident-stage-cancelled = called back
from-incident-stage-diverted = sent elsewhere
