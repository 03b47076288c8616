"""Who may see, wish and ask what: the one table from which audiences, refusals, tests and docs/RIGHTS.md are made.

Rights are by role and by relation: a role gives relations (a crew is a *brigade*, a hospital's user a *hospital*), and
a relation may see kinds of thing. Which thing stands in which relation to whom is decided by each slice's ``views``:
there a hospital's relation to an assignment begins when it is chosen, and a specialist's to a consult when they are
rung. Commands and questions are named by their tags, so that nothing is imported here from other parts.

It is long because it is a table, with a row for each kind and each word, and is to be read as a whole by whoever asks
what a role may do: parted, nobody would see that a row is missing.
"""

from collections.abc import Mapping

from signaling.slice import ADMINISTRATION, SERVICE, Actor, Audience, Role

CALL_TAKER, DISPATCHER = Role.CALL_TAKER, Role.DISPATCHER
CREW, HOSPITAL = Role.CREW, Role.HOSPITAL
PHYSICIAN, SPECIALIST = Role.PHYSICIAN, Role.SPECIALIST
ADMINISTRATOR, GUEST, WORKER, SYSTEM = Role.ADMINISTRATOR, Role.GUEST, Role.WORKER, Role.SYSTEM

RELATIONS: Mapping[Role, tuple[str, ...]] = {
    CALL_TAKER: ("service", "person"),
    DISPATCHER: ("service", "person"),
    CREW: ("brigade", "person"),
    HOSPITAL: ("hospital", "person"),
    PHYSICIAN: ("person",),
    SPECIALIST: ("person",),
    ADMINISTRATOR: ("administration", "person"),
    GUEST: ("guest",),
    WORKER: ("worker",),
    SYSTEM: (),
}
"""The relations of a role, in the order in which they win when several show the same thing."""

FRONTS: Mapping[Role, str] = {
    CALL_TAKER: "/console",
    DISPATCHER: "/console",
    CREW: "/tablet",
    HOSPITAL: "/hospital",
    PHYSICIAN: "/room",
    SPECIALIST: "/room",
    ADMINISTRATOR: "/rooms",
    GUEST: "/",
    WORKER: "/",
    SYSTEM: "/",
}
"""The page at which a role works."""

SEES: Mapping[str, Mapping[str, str]] = {
    "incident": {
        "service": "all of it, for every incident",
        "brigade": "those it is assigned to, and twelve hours back",
        "hospital": "what is coming, without caller and address, until 24 hours after handover",
    },
    "assignment": {
        "service": "every assignment",
        "brigade": "its own, and twelve hours back",
        "hospital": "those coming to it, from the moment it is chosen until 24 hours after handover",
    },
    "recommendation": {"service": "every one, with the rejected"},
    "brigade": {
        "service": "every brigade",
        "brigade": "itself",
        "administration": "every brigade, as a thing that is set up",
    },
    "station": {"service": "every station", "administration": "every station"},
    "hospital": {
        "service": "every hospital",
        "hospital": "itself",
        "administration": "every hospital, as a thing that is set up",
    },
    "tablet": {
        "service": "every tablet: paired, on shift, alarm",
        "brigade": "its own",
        "administration": "every tablet, without the names of the crew",
    },
    "conversation": {
        "service": "who is in which conversation",
        "brigade": "its own",
        "person": "their own",
        "guest": "their own",
    },
    "worker": {"administration": "every media worker, nothing of its key"},
    "room": {"worker": "devices and what they may send, in conversations pinned to it; no names"},
    "conversation_course": {
        "administration": "those that go on: sides by their ids, path and worker; no guest's name, not what it is about"
    },
    "recording": {
        "person": "those asked for or running in their conversation",
        "brigade": "those asked for or running in its conversation",
        "guest": "those asked for or running in their conversation",
    },
    # What was recorded is given over HTTP, to a viewing that is written down; no screen follows it.
    "recording_reel": {},
    "recording_part": {},
    "clip": {
        "person": "those of the conversation they are in",
        "brigade": "those of the conversation it is in",
        "guest": "those of the conversation they are in",
    },
    "still": {
        "person": "those of their conversation",
        "brigade": "those of its conversation",
        "guest": "those of their conversation",
    },
    "still_stroke": {
        "person": "on the open still of their conversation",
        "brigade": "on the open still of its conversation",
        "guest": "on the open still of their conversation",
    },
    "caller_link": {
        "service": "all that came through it",
        "brigade": "those passed on to it, without the chat",
        "guest": "their own",
    },
    "guest_link": {"guest": "their own"},
    "alert": {
        "service": "the whole ladder",
        "person": "those they are asked by, their own line alone",
        "administration": "drills, and whom each has reached",
    },
    # The ladder of its alert shows how far a message has come; by itself it is shown to nobody.
    "delivery": {},
    "coming": {"service": "what each caller was told, until help has arrived"},
    "relative": {"service": "whom to tell where the patient is taken, while the incident goes on"},
    "crew_message": {"service": "every one, once a tablet was silent"},
    "telephone": {
        "service": "those of people who work here that take no more messages",
        "administration": "those of people who work here that take no more messages",
    },
    # Its thread shows it; administrators ask for what stands on none.
    "inbound_text": {},
    "recall": {
        "service": "every one: why, where to, and the counts",
        "administration": "every one: why, where to, and the counts",
    },
    # Other systems ask for them over HTTP, each for its own.
    "notice": {},
    "notice_key": {},
    # Its people are told by a question, to dispatchers and administrators.
    "recalled_person": {},
    "push_subscription": {"person": "their own browsers, without address and keys"},
    "consult_files": {
        "person": "those of consults they treat in",
        "brigade": "those of its consults",
        "hospital": "those of consults it was let into",
    },
    # Whoever looks at a file asks for its marks.
    "file_mark": {},
    "consult": {
        "service": "that it exists and its state, nothing of its record",
        "brigade": "those it asked",
        "person": "those they asked, are rung for, accepted or were called into",
        "hospital": "those of patients who come to it",
    },
    "consents": {
        "brigade": "of those it asked",
        "person": "of those they treat the patient in, or opened with a reason",
        "hospital": "of patients who come to it",
        "guest": "their own",
    },
    "consult_patient": {
        "brigade": "of those it asked",
        "person": "of those they treat the patient in, or opened with a reason",
        "hospital": "of patients who come to it",
    },
    "record_access": {
        "brigade": "of those it asked",
        "person": "of those they treat the patient in, or opened with a reason",
        "hospital": "of patients who come to it",
    },
    "broken_glass": {
        "person": "their own, while it lasts",
        "administration": "who reads a record from outside and why in a word, while it lasts; nothing of the record",
    },
    # Who has read a record is asked for, by those who may.
    "record_reading": {},
    "record_seeker": {},
    "patient_link": {
        "brigade": "of consults it asked",
        "person": "of those they treat the patient in, or opened with a reason",
        "hospital": "of patients who come to it",
        "guest": "their own: how far it is, and what was written to and by them",
    },
    "consult_hours": {"person": "their own consulting hours"},
    # Who was reminded of a slot, by which message; the deliveries themselves are shown by nobody either.
    "reminder": {},
    "conclusion": {
        "brigade": "of those it asked: that one is drafted, and the signed versions",
        "person": "of those they asked, accepted or were called into",
        "hospital": "of patients who come to it",
    },
    "vitals": {
        "brigade": "of consults it asked",
        "person": "of those they asked, accepted or were called into",
        "hospital": "of patients who come to it",
    },
    "medical_orders": {
        "brigade": "of consults it asked",
        "person": "of those they asked, accepted or were called into",
        "hospital": "of patients who come to it",
    },
    # Each side asks for what it has said itself.
    "consult_quality": {},
    "person": {"administration": "every account", "person": "their own"},
    "sign_in": {
        "administration": "every open sign-in",
        "brigade": "its tablet's",
        "person": "their own",
        "guest": "their own",
    },
    "duty": {"administration": "the whole list", "person": "their own hours"},
    "absence": {"administration": "every absence that goes on or comes", "person": "their own"},
    "swap": {"administration": "every open and taken swap", "person": "those they gave, are asked for or took"},
    "holiday": {"administration": "every holiday"},
    "need": {"administration": "every need"},
}
"""kind → relation → how much is seen. What is not here is not seen: administrators see no patient."""

_DESK = frozenset({CALL_TAKER, DISPATCHER})
_DISPATCHER = frozenset({DISPATCHER})
_CREW = frozenset({CREW})
_DOCTORS = frozenset({PHYSICIAN, SPECIALIST})
_HOSPITAL = frozenset({HOSPITAL})
_ADMINISTRATOR = frozenset({ADMINISTRATOR})
_ON_DUTY = _DESK | _DOCTORS  # whose names may stand on a duty list
_PEOPLE = frozenset(Role) - {GUEST, WORKER, SYSTEM}
_TALKERS = _DESK | _CREW | _DOCTORS | {HOSPITAL}
_SPEAKERS = _TALKERS | {GUEST}  # a guest is rung and never rings
_GUEST = frozenset({GUEST})
_NOBODY: frozenset[Role] = frozenset()
_RECALLERS = _DISPATCHER | _ADMINISTRATOR  # who may call staff in

MAY_SUBMIT: Mapping[str, frozenset[Role]] = {
    # incidents and brigades
    "incident.open": _DESK,
    "incident.amend": _DESK,
    "incident.close": _DISPATCHER,
    "incident.end_windows": _NOBODY,
    "recommendation.ask": _DESK,
    "brigade.assign": _DISPATCHER,
    "brigade.divert": _DISPATCHER,
    "assignment.cancel": _DISPATCHER,
    "assignment.enter": _DISPATCHER,
    "assignment.deliver": _CREW,
    "assignment.see": _CREW,
    "assignment.accept": _CREW,
    "assignment.decline": _CREW,
    "assignment.change_hospital": _CREW | _DISPATCHER,
    "assignment.retire": _NOBODY,
    "milestone.report": _CREW | _DISPATCHER,
    "handover.acknowledge": frozenset({HOSPITAL}),
    "brigade.come_on_shift": _DISPATCHER,
    "brigade.go_off_shift": _DISPATCHER,
    "brigade.take_break": _CREW | _DISPATCHER,
    "brigade.end_break": _CREW | _DISPATCHER,
    "brigade.set_out_of_service": _CREW | _DISPATCHER,
    "brigade.return_to_service": _CREW | _DISPATCHER,
    "station.add": _ADMINISTRATOR,
    "brigade.add": _ADMINISTRATOR,
    "hospital.add": _ADMINISTRATOR,
    # tablets
    "pairing.offer": _DISPATCHER | _ADMINISTRATOR,
    "tablet.pair": _NOBODY,
    "tablet.unpair": _DISPATCHER | _ADMINISTRATOR,
    "shift.start": _CREW,
    "shift.end": _CREW | _DISPATCHER,
    "sos.raise": _CREW,
    "sos.settle": _CREW | _DISPATCHER,
    # conversations
    "conversation.ask": _TALKERS,
    "conversation.ring": _SPEAKERS,
    "conversation.accept": _SPEAKERS,
    "conversation.decline": _SPEAKERS,
    "conversation.hang_up": _SPEAKERS,
    "conversation.join": _SPEAKERS,
    "conversation.invite": _TALKERS,
    "conversation.come_in": _DOCTORS | _CREW | _HOSPITAL,
    "conversation.enter": _SPEAKERS,
    "conversation.refuse_invitation": _SPEAKERS,
    "conversation.lapse_invitations": _NOBODY,
    "conversation.leave": _SPEAKERS,
    "conversation.remove": _TALKERS,
    "conversation.mute": _SPEAKERS,
    "conversation.move": _SPEAKERS,
    "conversation.write": _SPEAKERS,
    "conversation.lose": _NOBODY,
    "conversation.repin": _NOBODY,
    "conversation.release": _NOBODY,
    "worker.add": _ADMINISTRATOR,
    "worker.revoke": _ADMINISTRATOR,
    "worker.begin": frozenset({WORKER}),
    "conversation.give_up": _NOBODY,
    "conversation.open_accepted": _NOBODY,
    # recordings
    "recording.ask": _DESK | _DOCTORS | _CREW,
    "recording.consent": _SPEAKERS,
    "recording.refuse": _SPEAKERS,
    "recording.stop": _TALKERS,
    "recording.watch": _DESK | _DOCTORS,
    "recording.inspect": _ADMINISTRATOR,
    "recording.follow": _NOBODY,
    "recording.keep_part": _NOBODY,
    "recording.end_reel": _NOBODY,
    "recording.forget": _NOBODY,
    "recording.say_erased": _NOBODY,
    # voice clips
    "clip.hear": _SPEAKERS,
    "clip.keep": _NOBODY,
    "clip.follow": _NOBODY,
    "clip.forget": _NOBODY,
    "clip.say_erased": _NOBODY,
    # stills
    "still.ask": _TALKERS,
    "still.fail": _SPEAKERS,
    "still.draw": _SPEAKERS,
    "still.undraw": _SPEAKERS,
    "still.close": _TALKERS,
    "still.keep_part": _NOBODY,
    "still.follow": _NOBODY,
    "still.give_up": _NOBODY,
    # the caller's camera
    "caller_link.send": _DESK,
    "caller_link.revoke": _DESK,
    "caller_link.ask_text": _DESK,
    "caller_link.pass_on": _DESK,
    "caller_link.take_live": _DESK,
    "caller_link.say": _DESK | _GUEST,
    "caller_link.place": _GUEST,
    "caller_link.offer_live": _GUEST,
    "caller_link.stop_live": _GUEST,
    "caller_link.open": _NOBODY,
    "caller_link.agree": _NOBODY,
    "caller_link.decline": _NOBODY,
    "caller_link.add_picture": _NOBODY,
    "caller_link.note_delivery": _NOBODY,
    "caller_link.follow_lead": _NOBODY,
    "caller_link.end": _NOBODY,
    "caller_link.expire": _NOBODY,
    "caller_link.retire": _NOBODY,
    # guests of a conversation
    "guest.invite": _DESK | _DOCTORS,
    "guest.withdraw": _TALKERS,
    "guest.admit": _TALKERS,
    "guest.refuse": _TALKERS,
    "guest.knock": _GUEST,
    "guest.take": _NOBODY,
    "guest.lapse": _NOBODY,
    "guest.expire": _NOBODY,
    "guest.end": _NOBODY,
    "guest.note_out": _NOBODY,
    "guest.follow_recording": _NOBODY,
    "guest.note_delivery": _NOBODY,
    # alerts
    "alert.raise": _NOBODY,
    "alert.open": _NOBODY,
    "alert.acknowledge": _DOCTORS | _DESK,
    "alert.decline": _DOCTORS | _DESK,
    "alert.confirm": _DOCTORS | _DESK,
    "alert.step": _NOBODY,
    "alert.look_again": _NOBODY,
    "alert.lapse": _NOBODY,
    "alert.expire": _NOBODY,
    "drill.start": _ADMINISTRATOR,
    "drill.end": _ADMINISTRATOR,
    "alert.settle": _NOBODY,
    "caller_message.send": _NOBODY,
    "caller_message.recall": _NOBODY,
    "guest_message.send": _NOBODY,
    "guest_message.recall": _NOBODY,
    "coming.mute": _DESK,
    "coming.unmute": _DESK,
    "coming.look": _NOBODY,
    "relative.register": _DESK,
    "relative.remove": _DESK,
    "relative.look": _NOBODY,
    "told.note": _NOBODY,
    "crew_message.watch": _NOBODY,
    "crew_message.send": _NOBODY,
    "crew_message.note": _NOBODY,
    "crew_message.settle": _NOBODY,
    "delivery.claim": _NOBODY,
    "delivery.accept": _NOBODY,
    "delivery.postpone": _NOBODY,
    "delivery.fail": _NOBODY,
    "delivery.unknown": _NOBODY,
    "delivery.reconcile": _NOBODY,
    "delivery.report": _NOBODY,
    "deliveries.claim": _NOBODY,
    "deliveries.settle": _NOBODY,
    # texts that come back, and telephones that take no more messages
    "inbound.take": _NOBODY,
    "inbound.note": _ADMINISTRATOR,
    "telephone.unsubscribe": _NOBODY,
    "telephone.subscribe": _NOBODY,
    "telephone.note": _DESK | _ADMINISTRATOR,
    "telephone.follow": _NOBODY,
    # staff called in
    "recall.start": _RECALLERS,
    "recall.ask_again": _RECALLERS,
    "recall.end": _RECALLERS,
    "recall.proceed": _NOBODY,
    "recall.lapse": _NOBODY,
    "recall.retire": _NOBODY,
    "recall.open": _NOBODY,
    "recall.answer": _NOBODY,
    "recall.note_message": _NOBODY,
    # notices of other systems
    "notice_key.add": _NOBODY,
    "notice_key.revoke": _NOBODY,
    "notice.take": _NOBODY,
    "notice.send": _NOBODY,
    "notice.follow": _NOBODY,
    "notice.forget": _NOBODY,
    "notice.say_erased": _NOBODY,
    # browsers that ring while the page is closed
    "push.subscribe": _PEOPLE,
    "push.unsubscribe": _PEOPLE,
    "push.forget": _NOBODY,
    # consults
    "consult.ask": _DOCTORS | _CREW,
    "consult.ring": _DOCTORS | _CREW,
    "consult.supplement": _DOCTORS | _CREW,
    "consult.accept": _DOCTORS,
    "consult.decline": _DOCTORS,
    "consult.ask_back": _DOCTORS,
    "consult.call_in": _DOCTORS | _CREW,
    "consult.send_away": _DOCTORS | _CREW,
    "consult.pass_on": _DOCTORS,
    "consult.admit_hospital": _NOBODY,
    "consult.note_telephone": _DOCTORS | _CREW,
    "consult.release": _NOBODY,
    "consult.hear": _NOBODY,
    "consult.say": _DOCTORS | _CREW | _HOSPITAL,
    "consult.conclude": _DOCTORS,
    "consult.acknowledge": _DOCTORS | _CREW,
    "conclusion.draft": _DOCTORS,
    "conclusion.share": _DOCTORS,
    "conclusion.prepare": _DOCTORS,
    "conclusion.sign": _NOBODY,
    "conclusion.keep_print": _NOBODY,
    "conclusion.acknowledge": _DOCTORS | _CREW,
    "conclusion.confirm_transfer": _DOCTORS,
    "conclusion.note_incident": _NOBODY,
    "consult.cancel": _DOCTORS | _CREW,
    "consult.rate": _DOCTORS | _CREW,
    "consult.weigh_record": _NOBODY,
    # law and trust of a consult
    "consent.note": _DOCTORS | _CREW | _HOSPITAL | _GUEST,
    "consent.withdraw": _DOCTORS | _CREW | _HOSPITAL | _GUEST,
    "consult.name_patient": _DOCTORS | _CREW | _HOSPITAL,
    "consult.open": _DOCTORS | _CREW | _HOSPITAL,
    "record.break_glass": _DOCTORS,
    "record.end_glass": _DOCTORS,
    "record.look_at_glass": _ADMINISTRATOR,
    "record.hold": _ADMINISTRATOR,
    "record.end_hold": _ADMINISTRATOR,
    "record.erase": _NOBODY,
    "record.say_erased": _NOBODY,
    # patients in consults
    "patient_consult.open": _NOBODY,
    "patient_consult.end": _DOCTORS,
    "patient_link.send": _DOCTORS | _CREW,
    "patient_link.revoke": _DOCTORS | _CREW,
    "patient_link.expire": _NOBODY,
    "patient_link.end": _NOBODY,
    "patient_link.note_delivery": _NOBODY,
    "patient.agree": _NOBODY,
    "patient.decline": _NOBODY,
    "patient.say": _DOCTORS | _CREW | _HOSPITAL | _GUEST,
    "patient.look_back": _DOCTORS | _CREW,
    "patient.make_emergency": _DOCTORS,
    "patient.note_incident": _NOBODY,
    "patient_message.send": _NOBODY,
    "patient_message.recall": _NOBODY,
    "consult.publish_hours": _DOCTORS,
    "consult.remove_hours": _DOCTORS,
    "consult.book": _DOCTORS | _CREW,
    "consult.drop_slot": _DOCTORS | _CREW,
    "consult.come_up": _NOBODY,
    "consult.settle_slot": _NOBODY,
    "consult.note_came": _NOBODY,
    "consult.look_at_hours": _NOBODY,
    "reminder.look": _NOBODY,
    "reminder.forget": _NOBODY,
    # files of consults
    "file.announce": _DOCTORS | _CREW | _HOSPITAL | _GUEST,
    "file.withdraw": _DOCTORS | _CREW | _HOSPITAL,
    "file.draw": _DOCTORS | _CREW | _HOSPITAL,
    "file.undraw": _DOCTORS | _CREW | _HOSPITAL,
    "file.calibrate": _DOCTORS | _CREW | _HOSPITAL,
    "file.keep_preview": _NOBODY,
    "file.receive": _NOBODY,
    "file.keep": _NOBODY,
    "file.refuse": _NOBODY,
    "file.expire": _NOBODY,
    "file.forget": _NOBODY,
    "file.forget_marks": _NOBODY,
    "file.open": _NOBODY,
    "vitals.measure": _DOCTORS | _CREW | _HOSPITAL,
    "vitals.strike": _DOCTORS | _CREW | _HOSPITAL,
    "medical_order.tell": _DOCTORS,
    "medical_order.correct": _DOCTORS,
    "medical_order.read_back": _DOCTORS | _CREW | _HOSPITAL,
    "medical_order.confirm": _DOCTORS,
    "medical_order.do": _DOCTORS | _CREW | _HOSPITAL,
    "medical_order.leave": _DOCTORS | _CREW | _HOSPITAL,
    "medical_order.stop": _DOCTORS,
    "medical_order.see": _DOCTORS | _CREW | _HOSPITAL,
    # accounts
    "person.add": _ADMINISTRATOR,
    "person.change": _PEOPLE,
    "person.set_password": _NOBODY,
    "person.disable": _ADMINISTRATOR,
    "sign_in.open": _NOBODY,
    "sign_in.open_device": _NOBODY,
    "sign_in.open_guest": _NOBODY,
    "sign_in.close_guest": _NOBODY,
    "sign_in.close": _PEOPLE,
    "duty.add": _ADMINISTRATOR,
    "duty.set": _ADMINISTRATOR,
    "duty.remove": _ADMINISTRATOR,
    "absence.add": _ON_DUTY | _ADMINISTRATOR,
    "absence.remove": _ON_DUTY | _ADMINISTRATOR,
    "absence.end": _NOBODY,
    "swap.ask": _ON_DUTY | _ADMINISTRATOR,
    "swap.take": _ON_DUTY | _ADMINISTRATOR,
    "swap.decline": _ON_DUTY,
    "swap.withdraw": _ON_DUTY | _ADMINISTRATOR,
    "swap.end": _NOBODY,
    "holiday.set": _ADMINISTRATOR,
    "holiday.remove": _ADMINISTRATOR,
    "need.set": _ADMINISTRATOR,
    "need.remove": _ADMINISTRATOR,
}
"""command → the roles that may submit it; nobody means the system alone. Whose thing it is, the handler looks at."""

_EVERYBODY = _PEOPLE
MAY_ASK: Mapping[str, frozenset[Role]] = {
    "incident.summary": _DESK,
    "incident.caller": _NOBODY,
    "incident.to_call_back": _NOBODY,
    "incidents.find": _DESK,
    "incident.weigh": _NOBODY,
    "reasons.list": _EVERYBODY,
    "hospitals.list": _DESK | _CREW,
    "brigades.known": _NOBODY,
    "assignment.places": _NOBODY,
    "assignment.active": _NOBODY,
    "positions.newest": _DESK,
    "trail": _DESK,
    "travel_times.ask": _NOBODY,
    "route.ask": _DESK | _CREW,
    "addresses.suggest": _DESK,
    "address.at": _DESK | _CREW,
    "map.in_use": _EVERYBODY,
    "ice_servers": _SPEAKERS,
    "conversation.texts": _SPEAKERS,
    "workers.now": _ADMINISTRATOR,
    "conversation.quality": _ADMINISTRATOR,
    "conversations.ended": _ADMINISTRATOR,
    "recordings.list": _DESK | _DOCTORS | _ADMINISTRATOR,
    "recording.show": _DESK | _DOCTORS | _ADMINISTRATOR,
    "recording.of": _NOBODY,
    "stills.about": _DESK | _DOCTORS | _CREW | _HOSPITAL,
    "stills.of": _NOBODY,
    "clips.about": _SPEAKERS - {GUEST},
    "clips.shown": _NOBODY,
    "conversation.parties": _NOBODY,
    "conversation.rung": _NOBODY,
    "conversations.about": _NOBODY,
    "caller_links.of": _NOBODY,
    "caller_link.incident": _NOBODY,
    "caller_message.status": _NOBODY,
    "guest_links.of": _NOBODY,
    "guest_message.status": _NOBODY,
    "patient_message.status": _NOBODY,
    "patient_link.reach": _NOBODY,
    "patient_link.help_of": _NOBODY,
    "patients.safety": _DOCTORS | _ADMINISTRATOR,
    "incident.approach": _NOBODY,
    "incident.transport": _NOBODY,
    "caller_link.newest": _NOBODY,
    "crew_message.status": _NOBODY,
    "sms.page_messages": _NOBODY,
    "telephone.owners": _NOBODY,
    "telephone.may_get": _NOBODY,
    "telephone.of_delivery": _NOBODY,
    "inbound.unplaced": _ADMINISTRATOR,
    "notice.of_delivery": _NOBODY,
    "notice.telephone": _NOBODY,
    "staff.find": _RECALLERS,
    "staff.cards": _NOBODY,
    "recall.people": _RECALLERS,
    "recall.next": _NOBODY,
    "recall.message_stage": _NOBODY,
    "push.key": _PEOPLE,
    "push.of_sign_in": _NOBODY,
    "push.of_delivery": _NOBODY,
    "consult.parties": _NOBODY,
    "consult.of_incident": _NOBODY,
    "consult.reception": _DOCTORS | _CREW,
    "consult.from_incident": _DOCTORS | _CREW | _HOSPITAL,
    "consult.shows_incident": _NOBODY,
    "incident.steps": _NOBODY,
    "caller_link.passed_pictures": _NOBODY,
    "reception.people": _NOBODY,
    "alert.sought": _NOBODY,
    "consult.mine": _DOCTORS | _CREW | _HOSPITAL,
    "forms.problems": _DOCTORS | _CREW | _HOSPITAL,
    "forms.form": _DOCTORS | _CREW | _HOSPITAL,
    "forms.templates": _DOCTORS,
    "forms.record_parts": _NOBODY,
    "codes.search": _DOCTORS,
    "codes.named": _DOCTORS,
    "codes.lists": _DOCTORS | _ADMINISTRATOR,
    "consult.record": _DOCTORS | _CREW | _HOSPITAL,
    "conclusion.record": _DOCTORS | _CREW | _HOSPITAL,
    "conclusion.seal": _NOBODY,
    "vitals.record": _DOCTORS | _CREW | _HOSPITAL,
    "medical_order.record": _DOCTORS | _CREW | _HOSPITAL,
    "consult.queue": _DOCTORS | _CREW,
    "consult.rating": _DOCTORS | _CREW,
    "consult.completeness": _DOCTORS | _CREW | _HOSPITAL,
    "consult.figures": _ON_DUTY | _ADMINISTRATOR,
    "consult.figures_reach": _ON_DUTY | _ADMINISTRATOR,
    "consent.stands": _NOBODY,
    "consult.readers": _DOCTORS | _CREW | _HOSPITAL | _ADMINISTRATOR,
    "consult.trust": _DOCTORS | _CREW | _HOSPITAL,
    "record.glasses": _HOSPITAL | _ADMINISTRATOR,
    "record.keeping": _ADMINISTRATOR,
    "consult.slots": _DOCTORS | _CREW,
    "consult.slot_offered": _NOBODY,
    "consult.slot_of": _NOBODY,
    "consult.booked_slots": _NOBODY,
    "rota.away": _NOBODY,
    "calendar.entry": _NOBODY,
    "file.all": _DOCTORS | _CREW | _HOSPITAL,
    "file.marks": _DOCTORS | _CREW | _HOSPITAL,
    "duty.people": _NOBODY,
    "duty.starts": _NOBODY,
    "alerts.uncovered": _NOBODY,
    "alerts.report": _ADMINISTRATOR,
    "duty.now": _DESK | _DOCTORS,
    "rota.gaps": _ON_DUTY | _ADMINISTRATOR,
    "rota.between": _ON_DUTY | _ADMINISTRATOR,
    "person.card": _NOBODY,
    "crew.telephones": _NOBODY,
    "crews.reached": _DESK,
    "backup.newest": _DESK | _ADMINISTRATOR,
    "thread": _DESK,
}
"""question → the roles whose screens may ask it; nobody means that slices ask each other."""


def audiences_of(actor: Actor) -> tuple[Audience, ...]:
    """The audiences somebody belongs to, the winning first."""
    made = (_audience(relation, actor) for relation in RELATIONS[actor.role])
    return tuple(audience for audience in made if audience is not None)


def _audience(relation: str, actor: Actor) -> Audience | None:
    if relation == "service":
        return SERVICE
    if relation == "administration":
        return ADMINISTRATION
    # A crew or a hospital's user without one belongs to none: an empty id would be an audience of its own.
    id = {"brigade": actor.brigade_id, "hospital": actor.hospital_id}.get(relation, actor.id)
    return Audience(relation, id) if id else None


def may_see(kind: str, relation: str) -> bool:
    """Whether that relation is shown such things at all."""
    return relation in SEES.get(kind, {})


def may_submit(actor: Actor, command: str) -> bool:
    """Whether the role may make the wish; an unknown wish is nobody's but the system's."""
    return actor.role is SYSTEM or actor.role in MAY_SUBMIT.get(command, _NOBODY)


def may_ask(actor: Actor, question: str) -> bool:
    """Whether the role's screens may ask it."""
    return actor.role is SYSTEM or actor.role in MAY_ASK.get(question, _NOBODY)


def front_of(actor: Actor) -> str:
    """The path of the page at which somebody works."""
    return FRONTS[actor.role]
