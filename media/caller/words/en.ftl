# The page behind the link that a caller of 103 gets
caller-title = 103: show us
caller-call = Call 103
caller-loading = Loading…
caller-again = Try again
caller-no-link = No connection
caller-no-link-more = The page tries again by itself every few seconds.
caller-invalid = This link is not valid
caller-invalid-more = It is too old, or it was not copied whole. Open it again from the message.
caller-over = This link is over
caller-over-incident_closed = Your call is closed. Thank you for your help.
caller-over-revoked = The dispatcher needs nothing more through it. Help is not affected.
caller-over-replaced = The dispatcher has sent you a new one. Open the newest message.
caller-over-expired = Its two hours are over.
caller-over-more = Nothing is sent any more. If you need help, call 103.

# What is agreed to: a new wording needs a new version in media/caller/domain/decisions.py and state/caller.ts
caller-ask = The 103 dispatcher asks you to show what is happening
caller-ask-what = If you agree, you can send:
caller-ask-place = where this phone is, with its accuracy
caller-ask-picture = photos, and live video with sound while you show it
caller-ask-text = messages
caller-ask-who = Only the 103 dispatchers see it, the ambulance crew that comes to you, and a doctor if they call one in. It is kept with your call. You choose what to send, and can stop at any time.
caller-ask-anyway = The ambulance comes in any case.
caller-agree = I agree
caller-agreeing = One moment…
caller-decline = I do not agree
caller-declined = You share nothing
caller-declined-more = The ambulance comes all the same. You can still agree.
caller-withdraw = Stop sharing

# What can be sent
caller-where = Where are you?
caller-where-more = The phone will ask whether this page may know. Choose “Allow”.
caller-place-send = Send where I am
caller-place-later = Later
caller-place-seeking = Looking for the place…
caller-place-sent = Place sent, accurate to { $metres } m
caller-place-denied = The phone does not allow it. Allow the location for this page in its settings, or write where you are.
caller-place-none = The phone does not know the place. Write where you are.
caller-place-insecure = This page may not ask for the place. Write where you are.
caller-menu = What can you show?
caller-live-start = Show live video
caller-live-again = Show live video again
caller-live-none = This phone cannot show video. Send photos instead.
caller-photo = Send a photo
caller-photos-sent = { $count ->
    [one] { $count } photo sent
   *[other] { $count } photos sent
}
caller-photo-sending = Sending the photo…
caller-photo-failed = The photo did not go through
caller-photo-not_a_picture = This is not a photo
caller-photo-too_long = That is enough photos. Thank you.
caller-text-only = Please do not film and do not speak. Write here.
caller-write = Write to the dispatcher
caller-write-label = Your message
caller-write-send = Send
caller-write-waiting = not sent yet
caller-you = You
caller-desk = Dispatcher
caller-erased = erased
caller-status-open = The dispatcher sees what you send
caller-status-lost = No connection. It goes on by itself.

# Live video
caller-live-asking = Waiting for the dispatcher…
caller-live-connecting = Connecting…
caller-live-connected =
    { $count ->
        [1] The dispatcher sees and hears you
       *[other] Everybody here sees and hears you
    }
caller-live-heard =
    { $count ->
        [1] The dispatcher hears you
       *[other] Everybody here hears you
    }
caller-live-seen =
    { $count ->
        [1] The dispatcher sees you, your microphone is off
       *[other] Everybody here sees you, your microphone is off
    }
caller-live-nothing = Camera and microphone are off
caller-live-recovering = The connection is weak. Stay where you are, it goes on by itself.
caller-live-elsewhere = This video goes on in another tab of this phone
caller-live-rung-low-video = They see a smaller picture of you
caller-live-rung-stills = They see a picture a second, and hear you
caller-live-rung-voice = They hear you, the picture does not go through
caller-live-rung-text = Speech hardly goes through. Write below.
caller-live-reason-loss = The connection loses much of it.
caller-live-reason-delay = The connection is slow.
caller-live-reason-bandwidth = The connection is too narrow for more.
caller-live-reason-broken = Nothing goes through just now.
caller-live-reason-asked = They asked for less, to spare the connection.
caller-live-reason-theirs = The connection is weak on their side.
caller-live-own = What your camera shows
caller-live-no-camera = Only your voice goes: there is no camera, or it is not allowed.
caller-live-no-permission = The phone does not allow camera and microphone. Allow them for this page in its settings.
caller-live-no-device = This phone gives neither camera nor microphone.
caller-live-camera-is-off = Your camera is off
caller-live-mute = Mute me
caller-live-without-camera = Without camera
caller-live-turn = Other camera
caller-live-torch = Torch
caller-live-stop = Stop the video
caller-live-over-other_hung_up = The dispatcher has ended the video. Your camera is off.
caller-live-over-removed = You were taken out of the conversation. Your camera is off.
caller-live-over-lost = The connection was lost for too long. Your camera is off.
caller-live-over-too_long = The video lasted very long and has ended. Your camera is off.
caller-live-over-not_loaded = The video did not load. Try again, or send photos.
