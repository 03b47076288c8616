clip-needed = The link does not carry speech. What you say is recorded and sent as a message.
clip-no-line = There is no line now. What you say is recorded, kept here, and sent when the line is back.
clip-speak = Hold to speak, or tap
clip-speak-name = A voice message to everybody in the conversation
clip-recording-held = Speak. Let go to send
clip-recording-tapped = Speak. Tap to send
clip-recording-name = A voice message is being recorded
clip-left = { $time } of { $longest }
clip-drop = Throw away
clip-too-short = Too short: nothing was sent. Hold while you speak.
clip-no-microphone = Nothing can be recorded here: there is no microphone, or this browser cannot record.
clip-only-yours = Only what you say while you record is sent.
clip-not-live = While you record, the others do not hear you live.
clip-list = Voice messages
clip-new =
    { $count ->
        [one] { $count } voice message
       *[other] { $count } voice messages
    }
clip-listen-new = Listen
clip-playing = Voice message of { $name }, { $time }
clip-play = Play the voice message of { $name }, { $time }, { $length }
clip-stop = Stop the voice message of { $name }
clip-play-mine = Play your voice message, { $time }, { $length }
clip-stop-mine = Stop your voice message
clip-mine = You
clip-keeping = is being kept
clip-waiting = waits for the line
clip-sending = being sent
clip-delivered = delivered
clip-heard = heard: { $names }
clip-not-heard = not heard yet
clip-refused = not sent
clip-refused-over = not sent: the conversation was over
clip-put-away = Put away
clip-broken = can no longer be played
clip-size = { $kilobytes } kB
clip-thread-play = Play, { $length }
clip-thread-stop = Stop
clip-of-brigade = Brigade
clip-of-person = Colleague
clip-of-guest = Guest
