# The first page
sign-in-title = Sign in
sign-in-name = Name
sign-in-password = Password
sign-in-enter = Sign in
sign-in-tablet = This is a brigade's tablet
sign-in-go-on = Go on
sign-in-leave = Sign out
sign-in-no-page = This role has no page of its own; its work is done with the command line.

# The demo town
demo-title = Demo town: sign in by one tap
demo-how = Open several roles in several windows: private windows or other browsers, as each browser holds one sign-in.
demo-tablet = A brigade's tablet
demo-messages = SMS that were sent
demo-role-dispatcher = Sees every brigade, sends the recommended one, talks with the crew.
demo-role-call_taker = Takes the telephone call and puts the incident in the queue.
demo-role-crew = Works at the tablet in the vehicle.
demo-role-hospital = Sees who is coming and when, and acknowledges.
demo-role-physician = Asks a specialist for a consult, with the patient present.
demo-role-specialist = Is rung, accepts, writes the conclusion.
demo-role-administrator = Follows conversations and workers: who hears how well. Accounts by the command line.
