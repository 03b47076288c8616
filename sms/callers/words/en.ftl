# Messages to callers and relatives, by telephone: no name of a patient, no reason, no address; at most two segments.
coming = Ambulance 103: help is coming.
coming-at = Ambulance 103: help is coming, arrives about { $at }.
later-at = Ambulance 103: the ambulance is delayed, it arrives about { $at } instead.
another = Ambulance 103: we are sending another ambulance. We will write when it comes.
call-again = If anything changes, call 103 again.
show-us = Show us: { $link }
on_the_way = Ambulance 103: your relative is on the way to the hospital { $hospital }.
handed_over = Ambulance 103: your relative is at the hospital { $hospital }.
ask-there = Ask there: { $telephone }
code = Code { $code }
