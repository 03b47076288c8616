# A device that rings while the page is closed
push-title = When this page is closed
push-switch-on = Ring this device even when the page is closed
push-on = This device rings even when the page is closed, as long as you are signed in on it.
push-on-note = It cannot be relied on alone: you are also sent an SMS.
push-stop = Stop ringing this device
push-test = Send me a test
push-test-title = Test from Tez Yordam
push-test-body = This device can be rung while the page is closed.
push-tested-taken = The push service took it. If no notification shows within seconds, look at this device's notification settings and "do not disturb".
push-tested-later = The push service is busy. Try again in a minute.
push-tested-gone = The push service no longer knows this browser. Switch it on again.
push-tested-refused = The push service refused it (code: { $code }). Tell the engineer on duty.
push-tested-unclear = The push service gave no clear answer.
push-unsupported = This browser cannot be rung while the page is closed. On an iPhone or iPad, add this page to the home screen first.
push-denied = Notifications of this page are forbidden in the browser's settings. Allow them there, then reload the page.
push-not-asked = Without the permission to show notifications this device cannot be rung.
push-unreachable = The browser could not reach its push service. Try again later; you are still sent an SMS.
push-others = Your other devices that ring
push-other = { $service }, since { $time }
push-stop-other = Stop
# What a notification says that the browser could not read
push-unreadable-title = Tez Yordam
push-unreadable-body = You are being called. Open the page.
