# The tablet
tablet-starting = Starting…
tablet-way = The way
tablet-map = Map
tablet-settings = Settings
tablet-dark = Dark screen
tablet-light = Light screen
tablet-sign-out = Sign out

# Pairing
tablet-pair-title = Pair this tablet
tablet-pair-hint = Ask the dispatcher for the six-digit code
tablet-pair-delete = Delete the last digit
tablet-pair-do = Pair
tablet-pair-signed-in = { $name } is signed in on this device.
refusal-wrong_code = The code is wrong.

# Shift
tablet-shift-title = Who is in the vehicle?
tablet-shift-hint = The shift begins when the crew has said who they are.
tablet-shift-name = Name of crew member { $number }
tablet-shift-add = One more
tablet-shift-remove = Remove
tablet-shift-do = Start the shift
tablet-shift-end = End the shift
tablet-shift-end-title = End the shift?
tablet-shift-end-yes = Yes, the shift is over
tablet-shift-end-no = No, we are working
tablet-shift-since = on shift since { $time }
tablet-crew = Crew: { $names }

# Between orders
tablet-idle-available = Free, waiting for an order
tablet-idle-returning = Returning to the station
tablet-idle-break = On a break
tablet-idle-out = Out of service
tablet-idle-other = No order in hand
tablet-idle-hint = A new order rings until it is answered.
tablet-break-take = Break
tablet-break-end = Break is over
tablet-called-back = Order №{ $number } was called back: { $reason }

# Order
tablet-ordered-at = ordered at { $time }
tablet-assisting = assisting
tablet-address-point = Place on the map
tablet-address-none = Address not known yet
tablet-entrance = entrance { $value }
tablet-floor = floor { $value }
tablet-flat = flat { $value }
tablet-door-code = code { $value }
tablet-landmark = landmark: { $value }
tablet-caller = Caller
tablet-caller-place = Caller's phone: accurate to { $metres } m, { $age } ago
tablet-caller-photo = Show the caller's photo of { $time }
tablet-caller-photos = Caller's photo
tablet-then = then: { $step }
tablet-suggest = You seem to be there ({ $metres } m). Tap when it is so.

# The next step
tablet-do-accept = Accept
tablet-do-departed = We have departed
tablet-do-arrived = We have arrived
tablet-do-patient_contact = At the patient
tablet-do-left_scene = Leaving with the patient
tablet-do-at_hospital = At the hospital
tablet-do-handed_over = Patient handed over
tablet-do-cleared = Finish
tablet-do-returned = Back at the station
tablet-step-departed = departed
tablet-step-arrived = arrived
tablet-step-patient_contact = at the patient
tablet-step-left_scene = left the scene
tablet-step-at_hospital = at hospital
tablet-step-handed_over = handed over
tablet-step-cleared = finished

# Declining
tablet-decline = Decline
tablet-decline-title = Why can you not go?
tablet-decline-vehicle = Vehicle
tablet-decline-crew = Crew
tablet-decline-access = Cannot get there
tablet-decline-other = Another reason

# Hospital
tablet-hospital-title = To which hospital?
tablet-hospital-none = The list of hospitals has not come yet.
tablet-hospital-not-yet = has not answered yet
tablet-hospital-knows = is expecting you

# Result
tablet-clear-here = Finish here
tablet-result-title = How did it end?
tablet-result-delivered = Delivered to hospital
tablet-result-improved = Improved, stays
tablet-result-no_change = No change, stays
tablet-result-refused = Refused help
tablet-result-refused_transport = Refused transport
tablet-result-not_found = Patient not found
tablet-result-false_call = False call
tablet-result-handed_to_other = Handed to another brigade
tablet-result-died_before_arrival = Died before arrival
tablet-result-died_in_care = Died in our care

# The way
tablet-turn = { $distance }: { $turn }
tablet-metres = { $count } m
tablet-expected = expected at { $time }
tablet-no-place = This device does not know where it is
tablet-turn-depart = set off
tablet-turn-straight = straight on
tablet-turn-slight_left = keep left
tablet-turn-left = turn left
tablet-turn-sharp_left = sharp left
tablet-turn-slight_right = keep right
tablet-turn-right = turn right
tablet-turn-sharp_right = sharp right
tablet-turn-turn_back = turn back
tablet-turn-roundabout = roundabout
tablet-turn-arrive = to the place
tablet-map-here = Where the vehicle is
tablet-map-way = The whole way
tablet-map-lack = The map cannot be shown now.

# Help
tablet-dispatcher = Dispatcher
tablet-dispatcher-video = Dispatcher, with video
tablet-video = Video
tablet-sos-hold = hold
tablet-sos-hold-on = hold on…
tablet-sos-stands = SOS: the dispatchers were told at { $time }
tablet-sos-unsent = SOS is not sent yet: there is no link. Use the radio.
tablet-sos-settle = We are safe

# A specialist, asked from the field
tablet-ask = Ask a specialist
tablet-consult = Consult
tablet-consult-close = Back to the map
tablet-consult-new = new
