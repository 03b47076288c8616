// Generated from signaling/protocol by `tez protocol write`; do not edit.

export const SCHEMA = 1;

/** What the outbox adds to a command. */
export interface Envelope {
  id: string;
  made_at_ms: number;
  clock_ms: number;
  by: string | null;
  seen: number | null;
}

export type Code =
  | "not_allowed"
  | "not_found"
  | "not_yours"
  | "changed_meanwhile"
  | "same_id_other_body"
  | "signed_out"
  | "wrong_state"
  | "already_exists"
  | "missing"
  | "too_long"
  | "brigade_busy"
  | "brigade_unavailable"
  | "incident_closed"
  | "incident_has_lead"
  | "milestone_already_stamped"
  | "milestone_out_of_order"
  | "hospital_needed"
  | "reason_needed"
  | "times_overlap"
  | "recommendation_stale"
  | "wrong_password"
  | "too_many_tries"
  | "code_expired"
  | "weak_password"
  | "tablet_not_paired"
  | "shift_already_open"
  | "wrong_code"
  | "conversation_ended"
  | "already_answered"
  | "person_busy"
  | "nobody_there"
  | "not_agreed"
  | "part_out_of_order"
  | "chain_broken"
  | "not_a_clip"
  | "link_ended"
  | "consent_needed"
  | "not_a_picture"
  | "link_used"
  | "not_a_number"
  | "alert_covered"
  | "alert_expired"
  | "ticket_invalid"
  | "lease_lost"
  | "by_day_only"
  | "no_push"
  | "bad_subscription"
  | "nobody_on_duty"
  | "consult_taken"
  | "conclusion_needed"
  | "signature_invalid"
  | "signature_algorithm_unknown"
  | "wrong_time"
  | "slot_taken"
  | "wrong_value"
  | "incomplete"
  | "unlikely_value"
  | "file_too_large"
  | "too_many_files"
  | "file_not_taken"
  | "file_not_as_named"
  | "file_damaged"
  | "file_changed"
  | "file_locked"
  | "picture_too_large"
  | "too_many_pages";

export type Part =
  | "lead"
  | "assisting";

export type Sex =
  | "male"
  | "female";

export type Stage =
  | "ordered"
  | "delivered"
  | "seen"
  | "accepted"
  | "departed"
  | "arrived"
  | "patient_contact"
  | "left_scene"
  | "at_hospital"
  | "handed_over"
  | "cleared"
  | "returned"
  | "declined"
  | "cancelled"
  | "diverted";

export type Result =
  | "delivered"
  | "improved"
  | "no_change"
  | "refused"
  | "refused_transport"
  | "not_found"
  | "false_call"
  | "handed_to_other"
  | "died_before_arrival"
  | "died_in_care"
  | "advice"
  | "doctor_will_call"
  | "duplicate"
  | "withdrawn";

export type Profile =
  | "general"
  | "paramedic"
  | "intensive_care"
  | "paediatric"
  | "psychiatric"
  | "obstetric"
  | "cardiological"
  | "neurological"
  | "advice"
  | "air";

export type BrigadeState =
  | "off_shift"
  | "available"
  | "assigned"
  | "en_route"
  | "on_scene"
  | "transporting"
  | "at_hospital"
  | "returning"
  | "on_break"
  | "out_of_service";

export type Manoeuvre =
  | "depart"
  | "straight"
  | "slight_left"
  | "left"
  | "sharp_left"
  | "slight_right"
  | "right"
  | "sharp_right"
  | "turn_back"
  | "roundabout"
  | "arrive";

export type AddressKind =
  | "house"
  | "landmark"
  | "street"
  | "settlement";

export type IncidentStatus =
  | "waiting"
  | "attended"
  | "closed";

export type Milestone =
  | "departed"
  | "arrived"
  | "patient_contact"
  | "left_scene"
  | "at_hospital"
  | "handed_over"
  | "cleared"
  | "returned";

/** What became of being asked. Times in seconds from somebody's turn to their yes or no; None: nobody answered. */
export interface Answering {
  asked: number;
  accepted: number;
  declined: number;
  lapsed: number;
  unanswered: number;
  median_s: number | null;
  p90_s: number | null;
}

/** One person's figures. ``drills``: of them in tests of the ladder, which are not counted elsewhere. */
export interface PersonAnswering {
  person_id: string;
  name: string | null;
  answering: Answering;
  drills: Answering;
}

/** The figures of one hour of the day, 0 to 23, by the service's clock. */
export interface HourAnswering {
  hour: number;
  answering: Answering;
}

/** What one channel did. ``missing``: there was no address; ``answers``: how many yes and no came through it; */
export interface StepFigures {
  channel: "sms" | "voice" | "push" | "email";
  steps: number;
  missing: number;
  sent: number;
  delivered: number;
  failed: number;
  repeated: number;
  answers: number;
  segments: number;
  delivery_median_s: number | null;
  cost: number | null;
}

/** A period's figures. ``alerts`` without drills; ``answered_median_s`` from raising to the first yes. */
export interface AlertReport {
  from_ms: number;
  until_ms: number;
  alerts: number;
  accepted: number;
  uncovered: number;
  expired: number;
  declined_by_all: number;
  lapsed: number;
  answered_median_s: number | null;
  answered_p90_s: number | null;
  people: PersonAnswering[];
  never_answer: string[];
  hours: HourAnswering[];
  steps: StepFigures[];
  messages: number;
  segments: number;
  cost: number | null;
  currency: string;
}

/** The report of a period of at most 93 days. ``never_answer``: the ids of those who were asked at least three times */
export interface AlertReportOf {
  type: "alerts.report";
  from_ms: number;
  until_ms: number;
}

/** One step towards a person, and how far it has come. ``status`` None: nothing was sent, for want of an address. */
export interface AlertStepView {
  channel: "sms" | "voice" | "push" | "email";
  at_ms: number;
  status: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn" | null;
  code: string | null;
  repeated: boolean;
}

/** One person of the alert's ladder, with the steps towards them, oldest first. */
export interface AlertPersonView {
  person_id: string;
  status: "listed" | "called" | "opened" | "acknowledged" | "declined" | "unreachable" | "silent" | "off_duty";
  name: string | null;
  senior: boolean;
  steps: AlertStepView[];
  called_at_ms: number | null;
  opened_at_ms: number | null;
  answered_at_ms: number | null;
}

/** An alert: the whole ladder for the desk; for a person who is asked, their own line alone. */
export interface AlertView {
  alert_id: string;
  about_kind: "incident" | "consult" | "drill";
  about_id: string;
  specialty: string;
  urgency: "life_threat" | "urgent" | "routine";
  status: "open" | "uncovered" | "acknowledged" | "declined_by_all" | "expired" | "cancelled";
  reason: string;
  reason_labels: Record<string, string>;
  raised_at_ms: number;
  expires_at_ms: number;
  people: AlertPersonView[];
  round: number;
  next_step_at_ms: number | null;
  address_label: string | null;
  number: number | null;
  drill_id: string | null;
  acknowledged_by: string | null;
  acknowledged_by_name: string | null;
  acknowledged_at_ms: number | null;
  channel: "browser" | "sms" | "voice" | "desk" | null;
  promised_at_ms: number | null;
  confirm_by_ms: number | null;
  confirmed_at_ms: number | null;
}

/** How far the search by alerts has come: by which channels people were written to or rung so far, and what is done */
export interface SoughtView {
  channels: ("sms" | "voice" | "push" | "email")[];
  next_step: "sms" | "voice" | "push" | "email" | "next_person" | "seniors" | null;
  next_step_at_ms: number | null;
}

/** How far the alerts about something have come; the server's own question. None without an open one. */
export interface AlertSought {
  type: "alert.sought";
  about_id: string;
}

/** Somebody who may be asked; ``language`` is ``uz``, ``ru`` or ``en``. ``senior``: asked last, or when it takes */
export interface AlertedPerson {
  person_id: string;
  name: string | null;
  telephone: string | null;
  email: string | null;
  language: string;
  senior: boolean;
}

/** Reach ``people``, in this order. A second wish about the same thing and specialty finds the alert that stands, */
export interface AlertRaise {
  type: "alert.raise";
  about_kind: "incident" | "consult" | "drill";
  about_id: string;
  specialty: string;
  urgency: "life_threat" | "urgent" | "routine";
  people: AlertedPerson[];
  reason?: string;
  reason_labels?: Record<string, string>;
  address_label?: string | null;
  number?: number | null;
}

/** The answer to ``alert.raise``: the alert that stands, be it new or already there. */
export interface RaisedAlert {
  alert_id: string;
  status: "open" | "uncovered" | "acknowledged" | "declined_by_all" | "expired" | "cancelled";
}

/** The link was opened. It answers nothing: a scanner opens links too. */
export interface AlertOpen {
  type: "alert.open";
  alert_id: string;
  person_id: string;
}

/** The person takes it, and is there in ``promise_s`` seconds; None: as soon as the ladder expects. The first wins; */
export interface AlertAcknowledge {
  type: "alert.acknowledge";
  alert_id: string;
  person_id: string;
  channel: "browser" | "sms" | "voice" | "desk";
  promise_s?: number | null;
}

/** The person cannot; the next one is asked. */
export interface AlertDecline {
  type: "alert.decline";
  alert_id: string;
  person_id: string;
  channel: "browser" | "sms" | "voice" | "desk";
  reason?: string | null;
}

/** Who took it is there, or on the way as promised. Refused ``wrong_state`` once the ladder has begun again. */
export interface AlertConfirm {
  type: "alert.confirm";
  alert_id: string;
  person_id: string;
  channel: "browser" | "sms" | "voice" | "desk";
}

/** The clock's wish: a step or somebody's turn has come. The rota is asked again, so nobody off duty is called. */
export interface AlertStep {
  type: "alert.step";
  alert_id: string;
  specialty: string;
}

/** The clock's wish: who took it has not come in the promised time. */
export interface AlertLapse {
  type: "alert.lapse";
  alert_id: string;
}

/** The clock's wish: nobody answered in time. */
export interface AlertExpire {
  type: "alert.expire";
  alert_id: string;
}

/** What the alerts are about went on without them: elsewhere a person has ``taken`` or ``declined`` it, has */
export interface AlertSettle {
  type: "alert.settle";
  about_kind: "incident" | "consult" | "drill";
  about_id: string;
  outcome: "taken" | "declined" | "arrived" | "closed";
  person_id?: string | null;
}

export interface AlertRaised {
  type: "alert.raised";
  alert_id: string;
  about_kind: "incident" | "consult" | "drill";
  about_id: string;
  specialty: string;
  urgency: "life_threat" | "urgent" | "routine";
  reason: string;
  reason_labels: Record<string, string>;
  expires_at_ms: number;
  ladder: Ladder;
  drill_id: string | null;
  address_label: string | null;
  number: number | null;
}

/** The person is the next in the order of those who may be asked. */
export interface AlertPersonListed {
  type: "alert.person_listed";
  alert_id: string;
  about_id: string;
  person_id: string;
  language: string;
  name: string | null;
  telephone: string | null;
  email: string | null;
  senior: boolean;
}

/** It is the person's turn: the alert rings on their open screens. */
export interface AlertPersonCalled {
  type: "alert.person_called";
  alert_id: string;
  about_id: string;
  person_id: string;
  name: string | null;
  senior: boolean;
}

/** The person is not on duty any more and is not asked. */
export interface AlertPersonLeft {
  type: "alert.person_left";
  alert_id: string;
  about_id: string;
  person_id: string;
  name: string | null;
}

/** The next step towards the person. ``missing``: they have no address for it, or nobody carries it, so that */
export interface AlertStepped {
  type: "alert.stepped";
  alert_id: string;
  about_id: string;
  person_id: string;
  channel: "sms" | "voice" | "push" | "email";
  missing: boolean;
  name: string | null;
}

/** Nobody is on duty for the specialty. */
export interface AlertUncovered {
  type: "alert.uncovered";
  alert_id: string;
  about_kind: "incident" | "consult" | "drill";
  about_id: string;
  specialty: string;
}

export interface AlertOpened {
  type: "alert.opened";
  alert_id: string;
  about_id: string;
  person_id: string;
  name: string | null;
}

/** Somebody took it. ``promised_at_ms``: by when they say they are there; ``confirm_by_ms``: what is not confirmed */
export interface AlertAcknowledged {
  type: "alert.acknowledged";
  alert_id: string;
  about_kind: "incident" | "consult" | "drill";
  about_id: string;
  specialty: string;
  person_id: string;
  channel: "browser" | "sms" | "voice" | "desk";
  promised_at_ms: number;
  confirm_by_ms: number;
  name: string | null;
}

/** Who took it has named another time. */
export interface AlertPromised {
  type: "alert.promised";
  alert_id: string;
  about_id: string;
  person_id: string;
  promised_at_ms: number;
  confirm_by_ms: number;
  name: string | null;
}

/** Who took it is there, or on the way as promised. */
export interface AlertConfirmed {
  type: "alert.confirmed";
  alert_id: string;
  about_id: string;
  person_id: string;
  channel: "browser" | "sms" | "voice" | "desk";
  name: string | null;
}

/** Who took it did not come: the ladder begins again, for everybody who has not said no. */
export interface AlertLapsed {
  type: "alert.lapsed";
  alert_id: string;
  about_kind: "incident" | "consult" | "drill";
  about_id: string;
  specialty: string;
  person_id: string;
  expires_at_ms: number;
  name: string | null;
}

export interface AlertDeclined {
  type: "alert.declined";
  alert_id: string;
  about_kind: "incident" | "consult" | "drill";
  about_id: string;
  person_id: string;
  channel: "browser" | "sms" | "voice" | "desk";
  name: string | null;
  reason: string | null;
}

/** Nobody is left to ask: each declined or cannot be reached. */
export interface AlertDeclinedByAll {
  type: "alert.declined_by_all";
  alert_id: string;
  about_kind: "incident" | "consult" | "drill";
  about_id: string;
  specialty: string;
}

export interface AlertExpired {
  type: "alert.expired";
  alert_id: string;
  about_kind: "incident" | "consult" | "drill";
  about_id: string;
  specialty: string;
}

/** It is not needed any more: what it is about was taken by somebody else, or closed. */
export interface AlertCancelled {
  type: "alert.cancelled";
  alert_id: string;
  about_kind: "incident" | "consult" | "drill";
  about_id: string;
  cause: "taken" | "closed";
}

/** What it is about has ended; the alert leaves the screens as it stands. */
export interface AlertClosed {
  type: "alert.closed";
  alert_id: string;
  about_id: string;
}

/** ``assignment_id``: the lead's, once it has accepted; None: nobody is on the way. ``eta_at_ms``: by road from the */
export interface IncidentApproachView {
  incident_id: string;
  closed: boolean;
  arrived: boolean;
  assignment_id: string | null;
  eta_at_ms: number | null;
}

/** Who is on the way, reckoned now. The server's own question. Refuses ``not_found``. */
export interface IncidentApproach {
  type: "incident.approach";
  incident_id: string;
}

/** Where the incident's patient is taken. All None while nobody is on the way to a hospital. */
export interface IncidentTransportView {
  incident_id: string;
  patient_id: string;
  closed: boolean;
  hospital_id: string | null;
  hospital_name: string | null;
  handed_over: boolean;
}

/** Of several brigades that of the first which left for a hospital and was not called back. The server's own */
export interface IncidentTransport {
  type: "incident.transport";
  incident_id: string;
}

/** Send this brigade. Answered with AssignedResult. */
export interface AssignBrigade {
  type: "brigade.assign";
  incident_id: string;
  brigade_id: string;
  part?: Part | null;
  recommendation_id?: string | null;
}

/** End the brigade's assignment and begin another, at once. Answered with AssignedResult. */
export interface DivertBrigade {
  type: "brigade.divert";
  brigade_id: string;
  to_incident_id: string;
  reason: string;
  part?: Part | null;
  recommendation_id?: string | null;
}

/** The tablet has the order and keeps it. Here and below ``at_device_ms`` None means ``made_at_ms``. */
export interface DeliverAssignment {
  type: "assignment.deliver";
  assignment_id: string;
  at_device_ms?: number | null;
}

/** The order was on a visible, awake page, and was touched or stood for 2 s. */
export interface SeeAssignment {
  type: "assignment.see";
  assignment_id: string;
  at_device_ms?: number | null;
}

/** The crew goes (or the desk writes down what the crew said over the radio). */
export interface AcceptAssignment {
  type: "assignment.accept";
  assignment_id: string;
  at_device_ms?: number | null;
  through?: "tablet" | "message";
}

/** The crew cannot go: vehicle, crew, access, other. */
export interface DeclineAssignment {
  type: "assignment.decline";
  assignment_id: string;
  reason: string;
  at_device_ms?: number | null;
}

/** The desk calls the brigade back, at any step. */
export interface CancelAssignment {
  type: "assignment.cancel";
  assignment_id: string;
  reason: string;
}

/** The clock: somebody's right to see the assignment has run out. */
export interface EndAssignmentWindows {
  type: "assignment.retire";
  assignment_id: string;
}

export interface AssignedResult {
  assignment_id: string;
  part: Part;
  eta_at_ms: number | null;
}

/** ``alert_specialty`` is set once an incident: by the first assignment of a reason that asks for a doctor. */
export interface BrigadeAssigned {
  type: "brigade.assigned";
  incident_id: string;
  assignment_id: string;
  brigade_id: string;
  callsign: string;
  part: Part;
  reason: string;
  priority: number;
  alert_specialty: string | null;
  recommendation_id: string | null;
  recommended_rank: number | null;
  eta_at_ms: number | null;
  at_device_ms: number | null;
  heard: "telephone" | "radio" | "paper" | null;
  incident_number: number;
  patient_id: string | null;
  age_years: number | null;
  sex: Sex | null;
}

export interface AssignmentDelivered {
  type: "assignment.delivered";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  at_device_ms: number;
}

export interface AssignmentSeen {
  type: "assignment.seen";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  at_device_ms: number;
}

export interface AssignmentAccepted {
  type: "assignment.accepted";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  at_device_ms: number;
  through: "tablet" | "message";
  heard: "telephone" | "radio" | "paper" | null;
}

export interface AssignmentDeclined {
  type: "assignment.declined";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  at_device_ms: number;
  reason: string;
}

export interface AssignmentCancelled {
  type: "assignment.cancelled";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  reason: string;
}

export interface AssignmentDiverted {
  type: "assignment.diverted";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  to_incident_id: string;
  reason: string;
}

export interface AssignmentWindowsEnded {
  type: "assignment.retired";
  assignment_id: string;
  incident_id: string;
  ended_at_ms: number;
}

/** Kind ``assignment`` for the service, for its brigade, and for the hospital it comes to. */
export interface AssignmentView {
  assignment_id: string;
  incident_id: string;
  incident_number: number;
  brigade_id: string;
  callsign: string;
  part: Part;
  stage: Stage;
  active: boolean;
  milestones: Stamped[];
  reason: string;
  priority: number;
  age_years: number | null;
  sex: Sex | null;
  eta_at_ms: number | null;
  hospital_id: string | null;
  hospital_name: string | null;
  acknowledged_at_ms: number | null;
  acknowledged_by: string | null;
  acknowledged_note: string | null;
  result: Result | null;
  ended_because: string | null;
  recommendation_id: string | null;
  recommended_rank: number | null;
}

/** Where an assignment's brigade goes: the incident's point and, once chosen, the hospital's. */
export interface AssignmentPlacesView {
  brigade_id: string;
  incident_id: string;
  priority: number;
  incident_point: Point | null;
  hospital_point: Point | null;
}

/** Inside the server: for travel times and for the tablet's geofence. ``hospital_id``: that one instead. */
export interface AssignmentPlaces {
  type: "assignment.places";
  assignment_id: string;
  hospital_id?: string | null;
}

/** Inside the server: the view of the brigade's active assignment, or None. */
export interface ActiveAssignment {
  type: "assignment.active";
  brigade_id: string;
}

/** The system's wish: the rota has changed, or somebody's hours begin. Who is on duty for the specialty now is asked */
export interface AlertLookAgain {
  type: "alert.look_again";
  alert_id: string;
  specialty: string;
}

/** Nobody is on duty. ``next_duty_ms``: when the next one's hours begin before the alert's end; None: nobody's. */
export interface AlertWaits {
  type: "alert.waits";
  alert_id: string;
  next_duty_ms: number | null;
}

/** Somebody has come on duty for what nobody was on duty for: the ladder begins with them. */
export interface AlertResumed {
  type: "alert.resumed";
  alert_id: string;
  about_kind: "incident" | "consult" | "drill";
  about_id: string;
  specialty: string;
}

/** An alert that may still be answered, and that found nobody on duty. */
export interface UncoveredAlert {
  alert_id: string;
  specialty: string;
}

/** The alerts about incidents that found nobody on duty and are not over; a consult is asked again by its room. */
export interface UncoveredAlerts {
  type: "alerts.uncovered";
}

/** ``made_at_ms`` of the newest that is whole; None where there is none. */
export interface BackupNewestView {
  state: "unplanned" | "missing" | "good" | "old" | "unreadable";
  made_at_ms: number | null;
}

/** Whether the service could be restored as of last night. The files of backups themselves are not read. */
export interface BackupNewest {
  type: "backup.newest";
}

/** A place on the earth, WGS 84 degrees. */
export interface Point {
  lon: number;
  lat: number;
}

/** Hours of one date. Minutes are counted from its midnight; ``until_minute`` (exclusive) may lie in the next day, */
export interface DayHours {
  date: string;
  from_minute: number;
  until_minute: number;
}

/** A break of each day, minutes from midnight; ``until_minute`` (exclusive) may lie in the next day. */
export interface DailyBreak {
  from_minute: number;
  until_minute: number;
}

/** The sender's consulting hours for a specialty, new or changed: each week, between two dates if they are given */
export interface ConsultPublishHours {
  type: "consult.publish_hours";
  hours_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  slot_minutes: number;
  weekly?: WeeklyHours[];
  dates?: DayHours[];
  breaks?: DailyBreak[];
  valid_from?: string | null;
  valid_until?: string | null;
  place?: string;
  holds_on_holidays?: boolean;
}

/** Nobody consults in them any more. Booked slots in them are dropped with the reason, which must be given if there */
export interface ConsultRemoveHours {
  type: "consult.remove_hours";
  hours_id: string;
  reason?: string;
}

/** A planned consult that nobody has taken gets a slot, or another one: by its asker, or by the specialist whose */
export interface ConsultBook {
  type: "consult.book";
  consult_id: string;
  slot: SlotWish;
  reason?: string;
}

/** The consult is held at another time, which has still to be found; by its asker or its specialist, with the */
export interface ConsultDropSlot {
  type: "consult.drop_slot";
  consult_id: string;
  reason: string;
}

/** The clock's: the slot's time is about to come. */
export interface ConsultComeUp {
  type: "consult.come_up";
  consult_id: string;
  from_ms: number;
}

/** The clock's: whoever has not come by now was absent. */
export interface ConsultSettleSlot {
  type: "consult.settle_slot";
  consult_id: string;
  from_ms: number;
}

/** The system's: the asker is in the conversation of the consult. */
export interface ConsultNoteCame {
  type: "consult.note_came";
  consult_id: string;
}

/** The system's: somebody is away, or a date is a holiday now. Slots that lie in no hours any more are dropped. */
export interface ConsultLookAtHours {
  type: "consult.look_at_hours";
  person_id?: string | null;
}

/** Somebody consults in these hours from now on. */
export interface ConsultHoursPublished {
  type: "consult.hours_published";
  hours_id: string;
  person_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  slot_minutes: number;
  weekly: WeeklyHours[];
  dates: DayHours[];
  breaks: DailyBreak[];
  valid_from: string | null;
  valid_until: string | null;
  place: string;
  holds_on_holidays: boolean;
}

/** Nobody consults in them any more. */
export interface ConsultHoursRemoved {
  type: "consult.hours_removed";
  hours_id: string;
}

/** The consult holds this slot, and no other any more. It rings from ``rings_ms`` on; who has not come by */
export interface ConsultBooked {
  type: "consult.booked";
  consult_id: string;
  specialist_id: string;
  from_ms: number;
  until_ms: number;
  rings_ms: number;
  settles_ms: number;
  chosen_by: "asker" | "specialist" | "hours";
  place: string;
  former_id: string | null;
  moved: boolean;
  specialist_name: string | null;
  reason: string | null;
  patient_telephone: string | null;
  patient_language: "uz" | "ru" | "en";
  incident_id: string | null;
}

/** The consult holds no slot any more, and waits for another one, or for whoever is on duty. */
export interface ConsultSlotDropped {
  type: "consult.slot_dropped";
  consult_id: string;
  specialist_id: string;
  from_ms: number;
  dropped_by: "asker" | "specialist" | "hours";
  reason: string | null;
  incident_id: string | null;
}

/** The slot's time is about to come: its specialist is rung, alone, and the asker too. */
export interface ConsultCameUp {
  type: "consult.came_up";
  consult_id: string;
  specialist_id: string;
  from_ms: number;
  specialist_name: string | null;
  incident_id: string | null;
}

/** Who came to the slot. A specialist who did not has no part in the consult any more. */
export interface ConsultSlotSettled {
  type: "consult.slot_settled";
  consult_id: string;
  specialist_id: string;
  outcome: "held" | "specialist_absent" | "asker_absent";
  incident_id: string | null;
}

/** The asker is there at the slot's time. */
export interface ConsultAskerCame {
  type: "consult.asker_came";
  consult_id: string;
}

/** Consulting hours, as the specialist who consults in them sees them. */
export interface ConsultHoursView {
  hours_id: string;
  person_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  slot_minutes: number;
  weekly: WeeklyHours[];
  dates: DayHours[];
  breaks: DailyBreak[];
  valid_from: string | null;
  valid_until: string | null;
  place: string;
  holds_on_holidays: boolean;
}

/** A slot that may be booked. ``place`` empty: online. */
export interface FreeSlot {
  specialist_id: string;
  name: string;
  from_ms: number;
  until_ms: number;
  place: string;
}

/** What is free between the two instants, the earliest first, 500 at most. At most 62 days: ``too_long``. */
export interface FreeSlots {
  type: "consult.slots";
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  from_ms: number;
  until_ms: number;
  person_id?: string | null;
}

/** A slot as its hours have it, with who gives it and when it rings. */
export interface SlotOffer {
  specialist_id: string;
  from_ms: number;
  until_ms: number;
  rings_ms: number;
  settles_ms: number;
  place: string;
  name: string;
}

/** That slot, whether it is free or not, for a specialty or for that of the consult; the server's own question. */
export interface SlotOffered {
  type: "consult.slot_offered";
  specialist_id: string;
  from_ms: number;
  specialty?: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | null;
  consult_id?: string | null;
}

/** A slot that a consult holds: nothing of what the consult says. */
export interface BookedSlot {
  consult_id: string;
  number: number;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  state: "booked" | "rung" | "taken" | "held" | "specialist_absent" | "asker_absent" | "given_up";
  asker_id: string;
  asker_is_person: boolean;
  asker_name: string;
  asker_place: string;
  specialist_id: string;
  specialist_name: string;
  from_ms: number;
  until_ms: number;
  place: string;
  patient_telephone: string | null;
  patient_language: "uz" | "ru" | "en";
}

/** The slot that the consult holds; None when it holds none, or is over. The server's own question. */
export interface SlotOfConsult {
  type: "consult.slot_of";
  consult_id: string;
}

/** The slots between the two instants that the person gives or has asked for, the earliest first; the server's own */
export interface BookedSlots {
  type: "consult.booked_slots";
  person_id: string;
  from_ms: number;
  until_ms: number;
}

/** Dispatcher or administrator: give a one-time code for this brigade's tablet. Answered with PairingOffer. */
export interface OfferPairing {
  type: "pairing.offer";
  brigade_id: string;
}

/** Made by the pairing page's POST, not by a socket. Answered with PairingOutcome. */
export interface PairTablet {
  type: "tablet.pair";
  code: string;
  device_name: string;
  sign_in_id: string;
}

/** Dispatcher or administrator: the tablet is lost or broken; its shift ends with it. */
export interface UnpairTablet {
  type: "tablet.unpair";
  brigade_id: string;
}

/** The brigade's own tablet: these people are in the vehicle from now on. */
export interface StartShift {
  type: "shift.start";
  brigade_id: string;
  crew_names: string[];
}

/** The brigade's own tablet, or a dispatcher for a tablet that is gone. */
export interface EndShift {
  type: "shift.end";
  brigade_id?: string | null;
}

/** The crew is in danger. Needs no incident and no shift; repeating it while it stands changes nothing. */
export interface RaiseSos {
  type: "sos.raise";
  at_device_ms: number;
  point?: Point | null;
}

/** A dispatcher has reached the crew, or the crew itself says that it is safe. */
export interface SettleSos {
  type: "sos.settle";
  brigade_id: string;
}

/** The code as a dispatcher reads it out. It is in this answer and nowhere else. */
export interface PairingOffer {
  brigade_id: string;
  code: string;
  expires_ms: number;
}

/** ``brigade_id`` is None when the code was wrong: a wrong try is counted, so it is no refusal. */
export interface PairingOutcome {
  brigade_id: string | null;
}

/** ``code_hash`` is SHA-256 of salt and code; set apart like personal data, so that no screen is sent it. */
export interface PairingOffered {
  type: "pairing.offered";
  brigade_id: string;
  expires_ms: number;
  code_salt: string | null;
  code_hash: string | null;
}

/** Somebody typed a wrong code while this offer stood: one try less. */
export interface PairingMissed {
  type: "pairing.missed";
  brigade_id: string;
}

/** ``replaced_sign_in_id`` is the sign-in of the tablet that was paired before; it is closed. */
export interface TabletPaired {
  type: "tablet.paired";
  brigade_id: string;
  device_name: string;
  sign_in_id: string;
  replaced_sign_in_id: string | null;
}

export interface TabletUnpaired {
  type: "tablet.unpaired";
  brigade_id: string;
  replaced_sign_in_id: string | null;
}

export interface ShiftStarted {
  type: "shift.started";
  brigade_id: string;
  shift_id: string;
  crew_names: string[] | null;
}

export interface ShiftEnded {
  type: "shift.ended";
  brigade_id: string;
  shift_id: string;
}

export interface SosRaised {
  type: "sos.raised";
  brigade_id: string;
  at_device_ms: number;
  point: Point | null;
}

export interface SosSettled {
  type: "sos.settled";
  brigade_id: string;
}

/** One brigade's tablet as its crew, the dispatchers and the administrators see it (these without names). */
export interface TabletView {
  brigade_id: string;
  device_name: string | null;
  paired_at_ms: number | null;
  offer_expires_ms: number | null;
  shift_id: string | null;
  shift_since_ms: number | null;
  crew_names: string[] | null;
  sos_at_ms: number | null;
  sos_point: Point | null;
}

/** Where the tablet is. ``at_device_ms`` is the fix's own time on the device's clock. */
export interface PositionFix {
  type: "position.fix";
  point: Point;
  at_device_ms: number;
  accuracy_m?: number | null;
  speed_kmh?: number | null;
  heading_degrees?: number | null;
  sent_at_device_ms?: number | null;
}

/** A brigade's place. ``at_ms`` is when it was there, ``received_at_ms`` when the server heard of it. */
export interface Position {
  brigade_id: string;
  point: Point;
  at_ms: number;
  received_at_ms: number;
  speed_kmh: number | null;
  heading_degrees: number | null;
  accuracy_m: number | null;
}

/** Told to the service's screens: the newest position of each brigade that was heard since the last tick. */
export interface Positions {
  type: "positions";
  items: Position[];
}

/** Told to the brigade's own tablet: it stands near where the order leads. It stamps nothing. */
export interface ArrivalSuggested {
  type: "arrival.suggested";
  brigade_id: string;
  assignment_id: string;
  milestone: string;
  metres: number;
  at_ms: number;
}

/** The newest known position of each brigade (None: of all), however old; its age is for the asker to show. */
export interface NewestPositions {
  type: "positions.newest";
  brigade_ids?: string[] | null;
}

/** Where the brigade has been since then, in the order of ``at_ms``; at most 24 hours back. */
export interface Trail {
  type: "trail";
  brigade_id: string;
  since_ms: number;
}

export interface ComeOnShift {
  type: "brigade.come_on_shift";
  brigade_id: string;
}

/** ``when_free``: a brigade that is busy goes off when it has cleared, instead of a refusal. */
export interface GoOffShift {
  type: "brigade.go_off_shift";
  brigade_id: string;
  when_free?: boolean;
}

export interface TakeBreak {
  type: "brigade.take_break";
  brigade_id: string;
}

export interface EndBreak {
  type: "brigade.end_break";
  brigade_id: string;
}

export interface SetOutOfService {
  type: "brigade.set_out_of_service";
  brigade_id: string;
  reason: string;
}

export interface ReturnToService {
  type: "brigade.return_to_service";
  brigade_id: string;
}

export interface AddBrigade {
  type: "brigade.add";
  brigade_id?: string | null;
  callsign: string;
  profile: Profile;
  station_id: string;
  equipment?: string[];
}

/** The brigade's state changed outside of an assignment: shift, break, out of service, and back. */
export interface BrigadeStateSet {
  type: "brigade.state_set";
  brigade_id: string;
  state: BrigadeState;
  on_shift: boolean;
  reason: string;
}

/** The shift is over, the work is not: the brigade goes off when it has cleared. */
export interface BrigadeShiftEnding {
  type: "brigade.shift_ending";
  brigade_id: string;
}

export interface BrigadeAdded {
  type: "brigade.added";
  brigade_id: string;
  callsign: string;
  profile: Profile;
  station_id: string;
  station_name: string;
  station_point: Point;
  equipment: string[];
}

/** Kind ``brigade`` for the service, the administration and the brigade itself. */
export interface BrigadeView {
  brigade_id: string;
  callsign: string;
  profile: Profile;
  equipment: string[];
  station_id: string;
  station_name: string;
  station_point: Point;
  state: BrigadeState;
  state_since_ms: number;
  reason: string;
  on_shift: boolean;
  shift_ending: boolean;
  assignment_id: string | null;
  incident_id: string | null;
}

/** All brigades at one version of the journal: ``as_of_seq`` is the newest event that changed any of them. */
export interface BrigadesKnownView {
  as_of_seq: number;
  brigades: BrigadeView[];
}

/** Inside the server only: what a recommendation weighs. */
export interface BrigadesKnown {
  type: "brigades.known";
}

/** A photograph that the caller has sent; its bytes come over HTTP. */
export interface CallerPicture {
  picture_id: string;
  file_id: string;
  width: number;
  height: number;
  at_ms: number;
}

/** A line of the chat. ``text`` is None once erased. */
export interface CallerMessage {
  message_id: string;
  by: "caller" | "desk";
  at_ms: number;
  name: string | null;
  text: string | null;
}

/** An SMS with a link to the telephone number of the incident's caller. A link that is still open ends, replaced. */
export interface CallerLinkSend {
  type: "caller_link.send";
  link_id: string;
  incident_id: string;
  language: "uz" | "ru" | "en";
}

export interface CallerLinkRevoke {
  type: "caller_link.revoke";
  link_id: string;
}

/** ``only`` True: the page asks to write and not to film, for whoever must not be heard or seen. */
export interface CallerLinkAskText {
  type: "caller_link.ask_text";
  link_id: string;
  only: boolean;
}

/** The crew of the incident's lead sees position and pictures from now on; the next lead too, should it change. */
export interface CallerLinkPassOn {
  type: "caller_link.pass_on";
  link_id: string;
}

/** Whoever wishes it at the desk sees the video that the caller offers. */
export interface CallerLinkTakeLive {
  type: "caller_link.take_live";
  link_id: string;
}

/** A line of the chat, from either side. ``message_id`` is made once by the page that it was typed on. */
export interface CallerLinkSay {
  type: "caller_link.say";
  link_id: string;
  message_id: string;
  text?: string | null;
}

/** Where the caller's telephone is, and within how many metres that is true (68 of 100 times). */
export interface CallerLinkPlace {
  type: "caller_link.place";
  link_id: string;
  point: Point;
  accuracy_metres: number;
  at_device_ms: number;
}

/** The caller shows the camera: a conversation with the dispatcher who sent the link begins at once, if they are */
export interface CallerLinkOfferLive {
  type: "caller_link.offer_live";
  link_id: string;
}

export interface CallerLinkStopLive {
  type: "caller_link.stop_live";
  link_id: string;
}

/** The link was opened. It agrees to nothing: a scanner opens links too. */
export interface CallerLinkOpen {
  type: "caller_link.open";
  link_id: string;
}

/** The person behind the link has agreed to the text of this version, shown in this language. */
export interface CallerLinkAgree {
  type: "caller_link.agree";
  link_id: string;
  text_version: string;
  language: "uz" | "ru" | "en";
}

/** The person behind the link does not agree, or no longer. Help comes all the same; they may still change their */
export interface CallerLinkDecline {
  type: "caller_link.decline";
  link_id: string;
}

/** A picture has been kept. ``picture_id`` is made once by the page, so that the same one sent twice is one. */
export interface CallerLinkAddPicture {
  type: "caller_link.add_picture";
  link_id: string;
  picture_id: string;
  file_id: string;
  width: number;
  height: number;
}

/** How far the SMS has come. */
export interface CallerLinkNoteDelivery {
  type: "caller_link.note_delivery";
  link_id: string;
  status: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn";
}

/** The incident has another lead, or none: what was passed on goes to the new one. */
export interface CallerLinkFollowLead {
  type: "caller_link.follow_lead";
  link_id: string;
  brigade_id: string | null;
}

/** The incident is closed. */
export interface CallerLinkEnd {
  type: "caller_link.end";
  link_id: string;
}

/** The clock's: the link's time is over. */
export interface CallerLinkExpire {
  type: "caller_link.expire";
  link_id: string;
}

/** The clock's: an ended link leaves the screens. */
export interface CallerLinkRetire {
  type: "caller_link.retire";
  link_id: string;
}

export interface CallerLinkSent {
  type: "caller_link.sent";
  link_id: string;
  incident_id: string;
  incident_number: number;
  patient_id: string;
  language: "uz" | "ru" | "en";
  expires_at_ms: number;
  sent_by: string;
  sent_by_name: string | null;
  telephone: string | null;
}

export interface CallerLinkDeliveryNoted {
  type: "caller_link.delivery_noted";
  link_id: string;
  incident_id: string;
  status: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn";
}

/** The page was opened, for the first time. */
export interface CallerLinkOpened {
  type: "caller_link.opened";
  link_id: string;
  incident_id: string;
}

export interface CallerLinkAgreed {
  type: "caller_link.agreed";
  link_id: string;
  incident_id: string;
  text_version: string;
  language: "uz" | "ru" | "en";
}

export interface CallerLinkDeclined {
  type: "caller_link.declined";
  link_id: string;
  incident_id: string;
  conversation_id: string | null;
}

export interface CallerPlaced {
  type: "caller_link.placed";
  link_id: string;
  incident_id: string;
  patient_id: string;
  accuracy_metres: number;
  at_device_ms: number;
  point: Point | null;
}

export interface CallerSaid {
  type: "caller_link.said";
  link_id: string;
  incident_id: string;
  patient_id: string;
  message_id: string;
  by: "caller" | "desk";
  name: string | null;
  text: string | null;
}

export interface CallerPictureAdded {
  type: "caller_link.picture_added";
  link_id: string;
  incident_id: string;
  picture_id: string;
  file_id: string;
  width: number;
  height: number;
}

export interface CallerLiveOffered {
  type: "caller_link.live_offered";
  link_id: string;
  incident_id: string;
  conversation_id: string;
  to_person_id: string;
  to_person_name: string | null;
}

/** ``before``: the conversation that somebody else has taken it from. */
export interface CallerLiveTaken {
  type: "caller_link.live_taken";
  link_id: string;
  incident_id: string;
  conversation_id: string;
  to_person_id: string;
  to_person_name: string | null;
  before: string | null;
}

/** ``conversation_id``, here and in the other facts that end the video: the conversation that is over with it. */
export interface CallerLiveStopped {
  type: "caller_link.live_stopped";
  link_id: string;
  incident_id: string;
  conversation_id: string | null;
}

export interface CallerTextAsked {
  type: "caller_link.text_asked";
  link_id: string;
  incident_id: string;
  only: boolean;
  conversation_id: string | null;
}

/** ``brigade_id`` None: there is no lead now; whoever becomes it sees it then. */
export interface CallerLinkPassedOn {
  type: "caller_link.passed_on";
  link_id: string;
  incident_id: string;
  brigade_id: string | null;
}

export interface CallerLinkEnded {
  type: "caller_link.ended";
  link_id: string;
  incident_id: string;
  because: "incident_closed" | "revoked" | "replaced" | "expired";
  conversation_id: string | null;
}

/** It is shown on no board any more. */
export interface CallerLinkRetired {
  type: "caller_link.retired";
  link_id: string;
  incident_id: string;
}

/** For the desk; for the crew it was passed on to the same without the chat. Times are ms UTC, None: not yet. */
export interface CallerLinkView {
  link_id: string;
  incident_id: string;
  phase: "sent" | "opened" | "agreed" | "declined" | "ended";
  language: "uz" | "ru" | "en";
  sent_at_ms: number;
  expires_at_ms: number;
  sent_by: string;
  sent_by_name: string | null;
  delivery: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn";
  opened_at_ms: number | null;
  agreed_at_ms: number | null;
  declined_at_ms: number | null;
  ended_at_ms: number | null;
  ended_because: "incident_closed" | "revoked" | "replaced" | "expired" | null;
  text_only: boolean;
  passed_on: boolean;
  passed_on_to: string | null;
  point: Point | null;
  accuracy_metres: number | null;
  placed_at_ms: number | null;
  pictures: CallerPicture[];
  messages: CallerMessage[];
  live_offered_at_ms: number | null;
  conversation_id: string | null;
}

/** For the guest: what their own page shows. */
export interface CallerGuestView {
  link_id: string;
  phase: "sent" | "opened" | "agreed" | "declined" | "ended";
  expires_at_ms: number;
  ended_because: "incident_closed" | "revoked" | "replaced" | "expired" | null;
  text_only: boolean;
  pictures: number;
  messages: CallerMessage[];
  placed_at_ms: number | null;
  live_offered_at_ms: number | null;
  conversation_id: string | null;
}

/** The ids of the incident's links that are shown: the open one and those that ended. The server's own question. */
export interface CallerLinksOf {
  type: "caller_links.of";
  incident_id: string;
}

/** Which incident the link belongs to; the server's own question. Refuses ``not_found``. */
export interface CallerLinkIncident {
  type: "caller_link.incident";
  link_id: string;
}

/** One who treats the patient, or the patient. */
export interface CircleMember {
  relation: "person" | "brigade" | "hospital" | "guest";
  id: string;
  part: "asker" | "specialist" | "called_in" | "hospital" | "patient" | "broke_glass";
}

/** The system's, once the file is sealed on disk. ``made_at_ms`` is when it was spoken, by the speaker's device; */
export interface ClipKeep {
  type: "clip.keep";
  clip_id: string;
  conversation_id: string;
  of_relation: "person" | "brigade" | "guest";
  of_id: string;
  lasts_ms: number;
  size: number;
  media_type: string;
  digest: string;
  file_id: string;
}

/** Whoever sends this has listened to it to the end. Said again it is nothing new. */
export interface ClipHear {
  type: "clip.hear";
  clip_id: string;
}

/** The system's: somebody came into the conversation or went, or it is over; the clip is shown accordingly. */
export interface ClipFollow {
  type: "clip.follow";
  clip_id: string;
}

/** The clock's: it has been kept long enough. */
export interface ClipForget {
  type: "clip.forget";
  clip_id: string;
}

/** The eraser's: the file and its key are gone. */
export interface ClipErased {
  type: "clip.say_erased";
  clip_id: string;
}

/** Somebody in the conversation said something as a clip. ``shown_to`` are the keys of those in it now. */
export interface ConversationClip {
  type: "conversation.clip";
  clip_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  of_relation: "person" | "brigade" | "guest";
  of_id: string;
  of_name: string | null;
  lasts_ms: number;
  size: number;
  media_type: string;
  spoken_at_ms: number;
  keep_until_ms: number;
  shown_to: string[];
  digest: string;
  file_id: string;
}

export interface ClipHeard {
  type: "clip.heard";
  clip_id: string;
  conversation_id: string;
  key: string;
}

/** On whose screens it stands from now on; nobody's once the conversation is over. */
export interface ClipShown {
  type: "clip.shown";
  clip_id: string;
  conversation_id: string;
  shown_to: string[];
}

export interface ClipForgotten {
  type: "clip.forgotten";
  clip_id: string;
  conversation_id: string;
}

export interface ClipFileErased {
  type: "clip.file_erased";
  clip_id: string;
  conversation_id: string;
}

/** One clip. ``heard_by`` are the keys of those who have listened to the end; ``forgotten``: it can be heard no */
export interface ClipView {
  clip_id: string;
  conversation_id: string;
  of_relation: "person" | "brigade" | "guest";
  of_id: string;
  of_name: string | null;
  lasts_ms: number;
  size: number;
  spoken_at_ms: number;
  at_ms: number;
  heard_by: string[];
  forgotten: boolean;
}

/** The clips of all conversations about an incident or a consult which the asker may hear, in order. */
export interface ClipsAbout {
  type: "clips.about";
  about: string;
}

/** The ids of a conversation's clips that stand on screens; the server's own question. */
export interface ClipsShown {
  type: "clips.shown";
  conversation_id: string;
}

/** A code with its name. ``official`` False: the name is a short one of the house, in every language; an imported */
export interface CodeView {
  code: string;
  names: Record<string, string>;
  official: boolean;
  parent: string | null;
}

/** What was found, best first, and in which list: ``version`` and ``source`` are to be shown with it. ``official`` */
export interface CodeSearchView {
  system: string;
  version: string;
  source: string;
  official: boolean;
  reviewed_by: string;
  found: CodeView[];
}

/** A list that is kept. */
export interface CodeListView {
  system: string;
  version: string;
  source: string;
  official: boolean;
  language: string | null;
  codes: number;
  used: boolean;
}

/** Codes that begin with the text, or whose names have words that begin with its words. Refuses ``not_found`` for a */
export interface CodeSearch {
  type: "codes.search";
  text: string;
  system?: string;
  language?: "uz" | "ru" | "en";
  limit?: number;
}

/** Exactly this code, as the list that is used has it; ``found`` is empty when it has it not. */
export interface CodeNamed {
  type: "codes.named";
  code: string;
  system?: string;
}

/** Every list that is kept, those that are used first. */
export interface CodeLists {
  type: "codes.lists";
}

/** Nothing is written to this incident's caller from now on; what has not left is not sent. */
export interface ComingMute {
  type: "coming.mute";
  incident_id: string;
  because: "in_danger" | "asked" | "other";
}

/** The caller may be written to again; what changed meanwhile is told. */
export interface ComingUnmute {
  type: "coming.unmute";
  incident_id: string;
}

/** Look who is on the way now, and tell the caller what they must know. Wished again it tells nothing again. */
export interface ComingLook {
  type: "coming.look";
  incident_id: string;
}

/** Look how far the message to a caller or a relative has come. */
export interface ToldNote {
  type: "told.note";
  delivery_id: string;
}

/** This assignment's brigade is on the way; at ``look_at_ms`` its time is reckoned again. */
export interface ComingFollowed {
  type: "coming.followed";
  incident_id: string;
  assignment_id: string;
  look_at_ms: number;
}

/** The time was reckoned again and there was nothing to tell. It stands on no thread. */
export interface ComingReckoned {
  type: "coming.reckoned";
  incident_id: string;
  look_at_ms: number;
}

/** Nobody is on the way any more; if that is still so at ``look_at_ms``, the caller is told. */
export interface ComingLost {
  type: "coming.lost";
  incident_id: string;
  look_at_ms: number;
}

/** A message goes to the caller. ``arrives_at_ms``: the time it names, a full minute; None: it names none. */
export interface ComingTold {
  type: "coming.told";
  incident_id: string;
  says: "coming" | "later" | "another";
  arrives_at_ms: number | null;
  delivery_id: string;
  language: string;
  look_at_ms: number;
}

export interface ComingNotTold {
  type: "coming.not_told";
  incident_id: string;
  because: "no_telephone" | "landline" | "unsubscribed";
}

export interface ComingDeliveryNoted {
  type: "coming.delivery_noted";
  incident_id: string;
  delivery_id: string;
  status: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn";
}

export interface ComingMuted {
  type: "coming.muted";
  incident_id: string;
  because: "in_danger" | "asked" | "other";
}

/** From now on messages go again. */
export interface ComingUnmuted {
  type: "coming.unmuted";
  incident_id: string;
}

/** Nothing more is told. */
export interface ComingEnded {
  type: "coming.ended";
  incident_id: string;
  because: "arrived" | "closed";
}

/** The newest message. ``arrives_at_ms``: the time that it names, if any. */
export interface ComingMessage {
  says: "coming" | "later" | "another";
  at_ms: number;
  arrives_at_ms: number | null;
  delivery: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn";
}

/** Kind ``coming``, for the service, until help has arrived. */
export interface ComingView {
  incident_id: string;
  muted_because: "in_danger" | "asked" | "other" | null;
  muted_by: string | null;
  not_told_because: "no_telephone" | "landline" | "unsubscribed" | null;
  told: ComingMessage | null;
}

/** That there is a draft, without a word of it: its text is asked for by ``conclusion.record``, so that typing does */
export interface DraftOutlineView {
  revision: number;
  kept_at_ms: number;
  author_id: string;
  editor_id: string;
  shared: boolean;
}

/** One signature under a version. */
export interface SignatureView {
  person_id: string;
  name: string | null;
  specialty: string | null;
  provider: string;
  level: "simple" | "certificate";
  is_test: boolean;
  at_ms: number;
}

/** A signed version. ``pdf_size`` is None while the PDF is being made. */
export interface VersionView {
  version: number;
  digest: string;
  signed_at_ms: number;
  why: string | null;
  transfer: "none" | "planned" | "emergency";
  signatures: SignatureView[];
  pdf_size: number | null;
  acknowledged_at_ms: number | null;
}

/** The transfer was confirmed; ``number`` is the incident's, once dispatch has opened it. */
export interface TransferView {
  incident_id: string;
  at_ms: number;
  number: number | null;
}

/** The conclusion of one consult in outline. ``part``: as whom the viewer sees it. */
export interface ConclusionView {
  consult_id: string;
  part: "asker" | "specialist" | "called_in" | "hospital" | "broke_glass" | "author";
  draft: DraftOutlineView | null;
  versions: VersionView[];
  transfer: TransferView | null;
}

/** What one version says, and what was found of its signatures. */
export interface SignedContent {
  version: number;
  content: ConclusionContent | null;
  checked: Checked[];
  drawings: Drawing[];
}

/** One way of signing that this service offers. ``asks``: what the signer gives: a drawn or typed name and their */
export interface ProviderView {
  name: string;
  level: "simple" | "certificate";
  is_test: boolean;
  asks: "drawing" | "file" | "link";
  algorithms: string[];
}

/** All of it that the viewer may read. ``may``: what they may do now. ``code`` stands in the address by which */
export interface ConclusionRecordView {
  outline: ConclusionView;
  draft: ConclusionContent | null;
  contents: SignedContent[];
  may: ("draft" | "sign" | "cosign" | "share" | "acknowledge" | "confirm_transfer")[];
  providers: ProviderView[];
  code: string | null;
  place: string;
}

/** The conclusion of a consult as the viewer may read it; who signed one of its versions reads that for ever. */
export interface ConclusionRecord {
  type: "conclusion.record";
  consult_id: string;
}

/** A signature as whoever holds a print sees it. */
export interface SealSignature {
  name: string | null;
  specialty: string | null;
  at_ms: number;
  level: "simple" | "certificate";
  is_test: boolean;
  provider: string;
}

/** What anybody who holds a print may know: nothing of the patient and nothing clinical. ``prints`` are the SHA-256 */
export interface SealView {
  number: number;
  version: number;
  newest: number;
  signed_at_ms: number;
  digest: string;
  service: string;
  signatures: SealSignature[];
  prints: string[];
}

/** Of the document with this code; version 0 is the newest. The server's own question. Refuses ``not_found``. */
export interface ConclusionSeal {
  type: "conclusion.seal";
  code: string;
  version?: number;
}

/** A code as it stood in the list it was chosen from. ``official`` False: the name is a short one of the project's */
export interface Diagnosis {
  system: string;
  code: string;
  name: string;
  version: string;
  source: string;
  official: boolean;
  reviewed_by: string;
}

/** A clinical scale as it was counted: ``source`` is the published table. */
export interface QuotedScale {
  scale: string;
  name: string;
  result: string;
  source: string;
}

/** The template that the text began from. ``reviewed_by`` empty: nobody of the profession has yet. */
export interface UsedTemplate {
  code: string;
  name: string;
  reviewed_by: string;
}

/** What is concluded. ``limits``: what could not be seen or examined. ``follow_up_on`` is a day (2026-12-01). */
export interface ConclusionContent {
  template: UsedTemplate | null;
  findings: string;
  diagnoses: Diagnosis[];
  diagnosis_words: string;
  recommendation: string;
  transfer: "none" | "planned" | "emergency";
  transfer_to: string;
  urgency: "" | "emergency" | "urgent" | "planned";
  follow_up_on: string;
  follow_up: string;
  limits: string;
  scales: QuotedScale[];
}

/** Some of its fields, whole; None leaves a field as it is. */
export interface ConclusionChange {
  template: UsedTemplate | null;
  findings: string | null;
  diagnoses: Diagnosis[] | null;
  diagnosis_words: string | null;
  recommendation: string | null;
  transfer: "none" | "planned" | "emergency" | null;
  transfer_to: string | null;
  urgency: "" | "emergency" | "urgent" | "planned" | null;
  follow_up_on: string | null;
  follow_up: string | null;
  limits: string | null;
  scales: QuotedScale[] | null;
}

/** A signature by hand: strokes of x, y, x, y … in a field of 1000 by 300; or the name typed instead. */
export interface Drawing {
  strokes: number[][];
  typed: string;
}

/** What was found when a signature was verified. ``subject`` and ``issuer`` are the certificate's names, ``serial`` */
export interface Checked {
  algorithm: string;
  digest: string;
  checked_at_ms: number;
  subject: string;
  issuer: string;
  serial: string;
  valid_from_ms: number | null;
  valid_until_ms: number | null;
  chain: string[];
  revocation: "good" | "revoked" | "unknown";
  signed_at_ms: number | null;
  form: "drawn" | "typed" | "cades" | "pkcs7" | "raw";
}

/** A small change of the draft: ``editor_id`` is the page's, made anew each time the editor is opened. Refuses */
export interface ConclusionDraft {
  type: "conclusion.draft";
  consult_id: string;
  editor_id: string;
  change: ConclusionChange;
}

/** The author lets the others of the circle read the draft, or no longer. */
export interface ConclusionShare {
  type: "conclusion.share";
  consult_id: string;
  shared: boolean;
}

/** The draft as it stands becomes a document that can be signed within a quarter of an hour; what is drafted */
export interface ConclusionPrepare {
  type: "conclusion.prepare";
  consult_id: string;
  provider: string;
  revision?: number;
  why?: string;
  cosigns?: number | null;
}

/** The server's: a prepared document came back with a signature that it has verified. ``file_id``: the signature */
export interface ConclusionSign {
  type: "conclusion.sign";
  consult_id: string;
  signing_id: string;
  level: "simple" | "certificate";
  is_test: boolean;
  checked: Checked;
  drawing?: Drawing | null;
  file_id?: string | null;
}

/** The server's: the version was made into a PDF with ``signatures`` signatures on it. */
export interface ConclusionKeepPrint {
  type: "conclusion.keep_print";
  consult_id: string;
  version: number;
  signatures: number;
  file_id: string;
  digest: string;
  size: number;
}

/** The asker has read this version. The newest one of an open consult closes it. */
export interface ConclusionAcknowledge {
  type: "conclusion.acknowledge";
  consult_id: string;
  version: number;
}

/** The asker confirms the transfer that the newest version recommends, and where the patient is. An incident of the */
export interface ConclusionConfirmTransfer {
  type: "conclusion.confirm_transfer";
  consult_id: string;
  version: number;
  place: string;
  telephone?: string;
  note?: string;
  point?: Point | null;
}

/** The server's: the incident that follows from the transfer is open. */
export interface ConclusionNoteIncident {
  type: "conclusion.note_incident";
  consult_id: string;
  incident_id: string;
  number: number;
}

/** The draft has these fields anew. */
export interface ConclusionDrafted {
  type: "conclusion.drafted";
  consult_id: string;
  revision: number;
  editor_id: string;
  author_id: string;
  fields: string[];
  change: ConclusionChange | null;
}

/** The others of the circle may read the draft, or no longer. */
export interface ConclusionShared {
  type: "conclusion.shared";
  consult_id: string;
  shared: boolean;
}

/** A document waits for a signature. ``document`` is its canonical text, ``digest`` the SHA-256 of that. ``code`` */
export interface ConclusionPrepared {
  type: "conclusion.prepared";
  consult_id: string;
  signing_id: string;
  version: number;
  revision: number;
  provider: string;
  person_id: string;
  cosigns: boolean;
  until_ms: number;
  code: string;
  digest: string;
  specialty: string | null;
  why: string | null;
  name: string | null;
  place: string | null;
  document: string | null;
}

/** A version of the conclusion is signed; the second and later ones amend. What was signed stands in the prepared */
export interface ConclusionSigned {
  type: "conclusion.signed";
  consult_id: string;
  signing_id: string;
  version: number;
  person_id: string;
  provider: string;
  level: "simple" | "certificate";
  is_test: boolean;
  digest: string;
  incident_id: string | null;
  file_id: string | null;
  checked: Checked | null;
  drawing: Drawing | null;
}

/** A called-in colleague signed that version too. */
export interface ConclusionCosigned {
  type: "conclusion.cosigned";
  consult_id: string;
  signing_id: string;
  version: number;
  person_id: string;
  provider: string;
  level: "simple" | "certificate";
  is_test: boolean;
  digest: string;
  incident_id: string | null;
  file_id: string | null;
  checked: Checked | null;
  drawing: Drawing | null;
}

/** The version can be had as a PDF of that SHA-256. */
export interface ConclusionPrinted {
  type: "conclusion.printed";
  consult_id: string;
  version: number;
  signatures: number;
  file_id: string;
  digest: string;
  size: number;
}

/** The asker has read that version. */
export interface ConclusionAcknowledged {
  type: "conclusion.acknowledged";
  consult_id: string;
  version: number;
  by_id: string;
  incident_id: string | null;
}

/** The asker wants the transfer; ``incident_id`` is the one that dispatch opens for it, ``reason`` its reason. */
export interface ConclusionTransferConfirmed {
  type: "conclusion.transfer_confirmed";
  consult_id: string;
  consult_number: number;
  version: number;
  transfer: "none" | "planned" | "emergency";
  incident_id: string;
  place: string | null;
  telephone: string | null;
  note: string | null;
  point: Point | null;
  transfer_to: string | null;
  age_years: number | null;
  sex: string | null;
  asker_name: string | null;
}

/** The transfer has its incident, by the number that people say. */
export interface ConclusionIncidentNoted {
  type: "conclusion.incident_noted";
  consult_id: string;
  incident_id: string;
  number: number;
}

/** What one side says of a consult that is concluded: 1 (no) to 5 (fully) for each of its own questions; a */
export interface ConsultRate {
  type: "consult.rate";
  consult_id: string;
  scores: Record<string, number>;
  would_have_sent?: boolean | null;
  words?: string;
}

/** The system's: the consult is closed, and how complete its record is then is written down. */
export interface ConsultWeighRecord {
  type: "consult.weigh_record";
  consult_id: string;
}

/** What one side has said of it. */
export interface ConsultRated {
  type: "consult.rated";
  consult_id: string;
  side: "asker" | "specialist";
  rater_id: string;
  scores: Record<string, number>;
  would_have_sent: boolean | null;
  words: string | null;
}

/** How complete the record was when the consult was closed: ``present`` of ``wanted`` things, without those of */
export interface ConsultRecordWeighed {
  type: "consult.record_weighed";
  consult_id: string;
  present: number;
  wanted: number;
  missing: string[];
  problem: string | null;
  transfer: "none" | "planned" | "emergency" | null;
}

/** What one side has said, until when it may say it otherwise. */
export interface RatingView {
  scores: Record<string, number>;
  would_have_sent: boolean | null;
  words: string | null;
  until_ms: number;
}

/** The viewer's own side alone: neither reads what the other has said. ``questions``: what may be said now, none */
export interface ConsultRatingView {
  consult_id: string;
  questions: ("useful" | "understood" | "in_time" | "question" | "material")[];
  asks_transfer: boolean;
  own: RatingView | null;
}

/** The answers to one question: how many, and their mean. */
export interface Rated {
  question: "useful" | "understood" | "in_time" | "question" | "material";
  answers: number;
  mean: number;
}

/** What became of the consults that were asked in a period. ``in_time``/``late``: taken by the minute that their */
export interface ConsultCounts {
  asked: number;
  taken: number;
  concluded: number;
  closed: number;
  cancelled: number;
  in_time: number;
  late: number;
  declined: number;
  nobody_on_duty: number;
  passed_on: number;
  written: number;
  accept_median_s: number | null;
  accept_p90_s: number | null;
  conclude_median_s: number | null;
  conclude_p90_s: number | null;
  hours: number;
  transfers_agreed: number;
  transfers_confirmed: number;
  transfers_avoided: number;
  transfers_asked: number;
  weighed: number;
  complete: number;
  parts_present: number;
  parts_wanted: number;
  slots_booked: number;
  slots_held: number;
  slots_moved: number;
  slots_dropped: number;
  specialist_absent: number;
  asker_absent: number;
  ratings: Rated[];
}

/** ``key``: a specialty, an urgency, a place, or the id of a person or hospital; empty: not known. ``name``: of the */
export interface ConsultFiguresRow {
  key: string;
  name: string | null;
  counts: ConsultCounts;
}

/** ``consults``: that they took, also those that they gave away again. */
export interface SpecialistLoad {
  person_id: string;
  name: string | null;
  consults: number;
  hours: number;
}

/** How many records lacked it. ``names``: none for what no form and no record asks any more. */
export interface PartLacked {
  key: string;
  times: number;
  names: Record<string, string>;
}

/** Closed records of one problem (empty: without a form). ``missing``: what they lacked, the most frequent first, at */
export interface KindOfRecord {
  problem: string;
  weighed: number;
  complete: number;
  missing: PartLacked[];
  names: Record<string, string>;
}

/** The consults asked on one day, or in one week from Monday, as far as it lies in the period. ``date``: its first */
export interface FiguresOfStep {
  date: string;
  from_ms: number;
  asked: number;
  in_time: number;
  late: number;
}

/** ``heard_until_ms``: so far the journal was read for what came after. ``own``: the viewer's own consults alone. */
export interface ConsultFiguresView {
  from_ms: number;
  until_ms: number;
  heard_until_ms: number;
  by: "specialty" | "district" | "hospital" | "specialist" | "urgency";
  own: boolean;
  all: ConsultCounts;
  rows: ConsultFiguresRow[];
  load: SpecialistLoad[];
  kinds: KindOfRecord[];
  step: "day" | "week";
  steps: FiguresOfStep[];
}

/** What the viewer is told when they ask for figures now. */
export interface FiguresReach {
  reach: "all" | "own" | "none";
}

/** What the viewer's side has said of this consult, and what it may say. Refuses ``not_found``. */
export interface ConsultRatingOf {
  type: "consult.rating";
  consult_id: string;
}

/** What a good record of this kind has, and what of it is there. Whoever writes the conclusion is told with their */
export interface ConsultCompletenessOf {
  type: "consult.completeness";
  consult_id: string;
  language?: "uz" | "ru" | "en" | null;
}

/** Of consults asked from ``from_ms`` until ``until_ms``: all of them for administrators and seniors on duty, a */
export interface ConsultFigures {
  type: "consult.figures";
  from_ms: number;
  until_ms: number;
  by?: "specialty" | "district" | "hospital" | "specialist" | "urgency";
}

/** Whether the viewer is told of all consults now, of their own or of none: for the way to the page of figures. */
export interface ConsultFiguresReach {
  type: "consult.figures_reach";
}

/** A file is to come: its bytes follow over HTTP, by its id. ``digest`` is SHA-256 of the whole. */
export interface FileAnnounce {
  type: "file.announce";
  consult_id: string;
  file_id: string;
  kind: "photograph" | "ecg" | "laboratory" | "imaging" | "document" | "other";
  name: string;
  size: number;
  digest: string;
  title?: string;
}

/** The server's: a small picture of it is here. */
export interface FileKeepPreview {
  type: "file.keep_preview";
  consult_id: string;
  file_id: string;
}

/** The server's: all of its bytes are here; it is looked at next. */
export interface FileReceive {
  type: "file.receive";
  consult_id: string;
  file_id: string;
}

/** The server's: it is what it was said to be. ``width`` and ``height`` of a picture in pixels. ``preview``: the */
export interface FileKeep {
  type: "file.keep";
  consult_id: string;
  file_id: string;
  media: "picture" | "pages" | "text" | "dicom" | "clip";
  media_type: string;
  pages?: number;
  width?: number;
  height?: number;
  preview?: boolean;
}

/** The server's: it does not stand in the record, and why. */
export interface FileRefuse {
  type: "file.refuse";
  consult_id: string;
  file_id: string;
  code: Code;
}

/** The clock's: what has not come whole in time is given up. */
export interface FileExpire {
  type: "file.expire";
  consult_id: string;
}

/** The server's: the bytes of what was refused or given up lie nowhere any more. */
export interface FileForget {
  type: "file.forget";
  consult_id: string;
  file_id: string;
}

/** The server's: the record was erased, and what was drawn upon its files goes too. */
export interface FileForgetMarks {
  type: "file.forget_marks";
  consult_id: string;
}

/** Who added it takes it back: it is given to nobody any more. That it was there stays. */
export interface FileWithdraw {
  type: "file.withdraw";
  consult_id: string;
  file_id: string;
  reason: string;
}

/** The server's: somebody was given a file, more of it than its preview. */
export interface FileOpen {
  type: "file.open";
  consult_id: string;
  file_id: string;
  by_relation: "person" | "brigade" | "hospital" | "guest";
  by_id: string;
  by_name?: string;
}

/** A mark upon a page. */
export interface FileDraw {
  type: "file.draw";
  consult_id: string;
  file_id: string;
  mark_id: string;
  shape: "line" | "arrow" | "circle" | "length" | "angle" | "area";
  points: [number, number][];
  colour: "yellow" | "cyan" | "pink" | "green" | "orange" | "white";
  page?: number;
}

/** Takes back a mark of one's own. */
export interface FileUndraw {
  type: "file.undraw";
  consult_id: string;
  file_id: string;
  mark_id: string;
}

/** How wide what a page shows is, measured by a length on it that somebody knows. */
export interface FileCalibrate {
  type: "file.calibrate";
  consult_id: string;
  file_id: string;
  wide_mm: number;
  page?: number;
}

/** ``device``: with what it was sent, as the sign-in names it. */
export interface FileAnnounced {
  type: "file.announced";
  consult_id: string;
  file_id: string;
  kind: "photograph" | "ecg" | "laboratory" | "imaging" | "document" | "other";
  size: number;
  digest: string;
  by_relation: "person" | "brigade" | "hospital" | "guest";
  by_id: string;
  device: string;
  title: string | null;
  name: string | null;
}

/** A small picture of it can be seen. */
export interface FilePreviewKept {
  type: "file.preview_kept";
  consult_id: string;
  file_id: string;
}

/** All of its bytes are here. */
export interface FileReceived {
  type: "file.received";
  consult_id: string;
  file_id: string;
}

/** It stands in the record. */
export interface FileKept {
  type: "file.kept";
  consult_id: string;
  file_id: string;
  media: "picture" | "pages" | "text" | "dicom" | "clip";
  media_type: string;
  pages: number;
  width: number;
  height: number;
  preview: boolean;
}

/** It does not stand in the record. */
export interface FileRefused {
  type: "file.refused";
  consult_id: string;
  file_id: string;
  code: Code;
}

/** It never came whole. */
export interface FileExpired {
  type: "file.expired";
  consult_id: string;
  file_id: string;
}

/** Its bytes lie nowhere any more. */
export interface FileForgotten {
  type: "file.forgotten";
  consult_id: string;
  file_id: string;
}

/** It is given to nobody any more. */
export interface FileWithdrawn {
  type: "file.withdrawn";
  consult_id: string;
  file_id: string;
  reason: string | null;
}

/** Somebody was given it, for the first time. */
export interface FileOpened {
  type: "file.opened";
  consult_id: string;
  file_id: string;
  by_relation: "person" | "brigade" | "hospital" | "guest";
  by_id: string;
  by_name: string | null;
}

/** ``change`` counts what was drawn on the file and taken back: a screen asks for what it has not seen. */
export interface FileDrawn {
  type: "file.drawn";
  consult_id: string;
  file_id: string;
  mark_id: string;
  change: number;
  shape: "line" | "arrow" | "circle" | "length" | "angle" | "area";
  points: [number, number][] | null;
  colour: "yellow" | "cyan" | "pink" | "green" | "orange" | "white";
  page: number;
  by_relation: "person" | "brigade" | "hospital" | "guest";
  by_id: string;
}

/** A mark was taken back. */
export interface FileUndrawn {
  type: "file.undrawn";
  consult_id: string;
  file_id: string;
  mark_id: string;
  change: number;
}

/** Nothing is known of the mark any more but that it was there. */
export interface FileMarkForgotten {
  type: "file.mark_forgotten";
  consult_id: string;
  file_id: string;
  mark_id: string;
}

/** How wide what a page shows is. */
export interface FileCalibrated {
  type: "file.calibrated";
  consult_id: string;
  file_id: string;
  page: number;
  wide_mm: number;
}

/** Where somebody points at now; the last one wins. */
export interface FilePoint {
  type: "file.point";
  consult_id: string;
  file_id: string;
  x: number;
  y: number;
  page?: number;
}

/** Where somebody else points at now. */
export interface FilePointed {
  type: "file.pointed";
  consult_id: string;
  file_id: string;
  x: number;
  y: number;
  page: number;
  by_id: string;
  by_name: string;
}

/** How many bytes of a file have come. */
export interface FileProgress {
  type: "file.progress";
  consult_id: string;
  file_id: string;
  have: number;
  size: number;
}

/** How many millimetres what the page shows is wide. */
export interface PageScale {
  page: number;
  wide_mm: number;
}

/** A file as everybody is shown it who may see it. ``marks`` counts what was drawn on it and taken back; ``why`` is */
export interface FileView {
  file_id: string;
  kind: "photograph" | "ecg" | "laboratory" | "imaging" | "document" | "other";
  state: "coming" | "checking" | "kept" | "refused" | "expired" | "withdrawn";
  size: number;
  at_ms: number;
  by_relation: "person" | "brigade" | "hospital" | "guest";
  by_id: string;
  by_name: string | null;
  device: string;
  title: string | null;
  name: string | null;
  media: "picture" | "pages" | "text" | "dicom" | "clip" | null;
  pages: number;
  width: number;
  height: number;
  preview: boolean;
  code: Code | null;
  why: string | null;
  marks: number;
  scales: PageScale[];
}

/** All files of a consult, in the order in which they were announced. */
export interface ConsultFilesView {
  consult_id: string;
  files: FileView[];
}

/** The files of a consult that screens follow no longer. Refuses ``not_found`` to who may not read it. */
export interface FilesOf {
  type: "file.all";
  consult_id: string;
}

/** A mark. ``gone``: its maker has taken it back; then it has no points. */
export interface FileMarkView {
  mark_id: string;
  change: number;
  page: number;
  shape: "line" | "arrow" | "circle" | "length" | "angle" | "area";
  points: [number, number][];
  colour: "yellow" | "cyan" | "pink" | "green" | "orange" | "white";
  by_relation: "person" | "brigade" | "hospital" | "guest";
  by_id: string;
  by_name: string | null;
  gone: boolean;
}

/** What has changed on a file after the change that the asker knows, in its order: a weak link carries the new mark, */
export interface FileMarks {
  type: "file.marks";
  consult_id: string;
  file_id: string;
  after?: number;
}

/** Somebody on duty who is rung. */
export interface RungPerson {
  person_id: string;
  name: string;
  telephone: string | null;
  language: "uz" | "ru" | "en";
  senior: boolean;
}

/** A slot in a specialist's consulting hours. A patient whose telephone is given is reminded by SMS too. */
export interface SlotWish {
  specialist_id: string;
  from_ms: number;
  patient_telephone: string;
  patient_language: "uz" | "ru" | "en";
}

/** A physician or a crew asks for a specialist. No name of the patient is needed, and none is asked for. */
export interface ConsultAsk {
  type: "consult.ask";
  consult_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  urgency: "emergency" | "urgent" | "planned";
  question: string;
  age_years?: number | null;
  sex?: "female" | "male" | "unknown";
  summary?: string;
  incident_id?: string | null;
  problem?: string | null;
  data?: Record<string, string | number | boolean>;
  slot?: SlotWish | null;
}

/** The asker adds what the question lacked, or puts it right; what is not named stays as it was. */
export interface ConsultSupplement {
  type: "consult.supplement";
  consult_id: string;
  data: Record<string, string | number | boolean>;
}

/** Looks at the duty list again and rings whoever is there and has not been rung (a timer's wish, or the asker's). */
export interface ConsultRing {
  type: "consult.ring";
  consult_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
}

/** A rung person takes the consult; the first wins. Who was called in besides its specialist comes in. ``person_id`` */
export interface ConsultAccept {
  type: "consult.accept";
  consult_id: string;
  person_id?: string | null;
  channel?: "browser" | "sms" | "voice" | "desk";
  mode?: "live" | "written";
}

/** A rung person cannot take it. ``person_id`` as in ``consult.accept``. */
export interface ConsultDecline {
  type: "consult.decline";
  consult_id: string;
  person_id?: string | null;
  reason?: string;
}

/** The system's: who took it has not come; it rings again, for everybody else. */
export interface ConsultRelease {
  type: "consult.release";
  consult_id: string;
  person_id: string;
}

/** A line in the thread, by the asker or the specialist. */
export interface ConsultSay {
  type: "consult.say";
  consult_id: string;
  text: string;
}

/** The system's wish: somebody who was told of it by SMS wrote back. For any other thing than a consult it does */
export interface ConsultHear {
  type: "consult.hear";
  consult_id: string;
  inbound_id: string;
  person_id: string;
  text: string;
  name?: string;
}

/** The specialist's conclusion. Refuses ``conclusion_needed`` when it is blank. */
export interface ConsultConclude {
  type: "consult.conclude";
  consult_id: string;
  conclusion: string;
}

/** The asker has read the conclusion; the consult is closed. Refuses ``conclusion_needed`` before there is one. */
export interface ConsultAcknowledge {
  type: "consult.acknowledge";
  consult_id: string;
}

/** The asker no longer needs it. Once a specialist is there, or a slot is booked, it takes a reason. */
export interface ConsultCancel {
  type: "consult.cancel";
  consult_id: string;
  reason?: string;
}

/** A consult was asked for. ``number`` is what people say; ``booked``: it takes a slot, and rings nobody yet. */
export interface ConsultAsked {
  type: "consult.asked";
  consult_id: string;
  number: number;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  urgency: "emergency" | "urgent" | "planned";
  asker_id: string;
  asker_kind: "person" | "brigade" | "guest";
  asker_name: string | null;
  asker_place: string;
  question: string | null;
  age_years: number | null;
  sex: "female" | "male" | "unknown" | null;
  summary: string | null;
  incident_id: string | null;
  incident_number: number | null;
  incident_reason: string | null;
  problem: string | null;
  data: Record<string, string | number | boolean> | null;
  missing: string[];
  asker_telephone: string | null;
  booked: boolean;
}

/** These values were added to the question, or put right. ``missing``: the keys of what is still wanted. */
export interface ConsultSupplemented {
  type: "consult.supplemented";
  consult_id: string;
  data: Record<string, string | number | boolean> | null;
  missing: string[];
}

/** These people on duty are being rung, in this order. When nobody was found ``person_ids`` is empty, and the list */
export interface ConsultRung {
  type: "consult.rung";
  consult_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  urgency: "emergency" | "urgent" | "planned";
  person_ids: string[];
  look_again_ms: number;
  people: RungPerson[] | null;
  asker_place: string;
  incident_id: string | null;
  first: boolean;
}

/** A specialist took it; the conversation that follows has this id. */
export interface ConsultAccepted {
  type: "consult.accepted";
  consult_id: string;
  person_id: string;
  channel: "browser" | "sms" | "voice" | "desk";
  conversation_id: string;
  asker_id: string;
  asker_kind: "person" | "brigade" | "guest";
  mode: "live" | "written";
  person_name: string | null;
  asker_name: string | null;
  incident_id: string | null;
  person_telephone: string | null;
}

/** Who took it did not come: it is open again, and rings whoever was stood down. */
export interface ConsultReleased {
  type: "consult.released";
  consult_id: string;
  person_id: string;
  look_again_ms: number;
  person_name: string | null;
  incident_id: string | null;
}

/** One of the rung people cannot take it. ``look_again_ms``: nobody is rung any more, and the duty list is looked at */
export interface ConsultDeclined {
  type: "consult.declined";
  consult_id: string;
  person_id: string;
  look_again_ms: number | null;
  reason: string | null;
}

/** A line stands in the thread. */
export interface ConsultSaid {
  type: "consult.said";
  consult_id: string;
  line_id: string;
  author_id: string;
  text: string | null;
}

/** What somebody wrote back to an SMS about it stands in the thread. */
export interface ConsultHeard {
  type: "consult.heard";
  consult_id: string;
  line_id: string;
  person_id: string;
  text: string | null;
  name: string | null;
}

/** The specialist's conclusion is written. */
export interface ConsultConcluded {
  type: "consult.concluded";
  consult_id: string;
  conclusion: string | null;
  incident_id: string | null;
}

/** The asker has read the conclusion, or a patient's own consult was ended by its doctor; the consult is closed. */
export interface ConsultAcknowledged {
  type: "consult.acknowledged";
  consult_id: string;
  incident_id: string | null;
}

/** The asker no longer needs it. */
export interface ConsultCancelled {
  type: "consult.cancelled";
  consult_id: string;
  reason: string | null;
  incident_id: string | null;
}

/** One of the people who were rung, as the asker sees them. ``since_ms``: since when they are what they are. */
export interface InvitedView {
  person_id: string;
  name: string | null;
  state: "rung" | "declined" | "accepted" | "stood_down" | "silent" | "passed_on";
  since_ms: number;
}

/** A colleague who was called in besides the specialist. */
export interface CalledView {
  person_id: string;
  name: string | null;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  state: "rung" | "declined" | "inside" | "gone" | "stood_down";
  since_ms: number;
  why: string | null;
}

/** A talk by telephone, or a try. */
export interface TelephonedView {
  at_ms: number;
  minutes: number;
  outcome: "talked" | "nobody_answered" | "wrong_number" | "cut_off";
}

/** A line of the thread. ``made_at_ms`` is the author's clock, ``at_ms`` the server's; ``by_sms``: it came as the */
export interface LineView {
  line_id: string;
  author_id: string;
  author_name: string | null;
  text: string | null;
  at_ms: number;
  made_at_ms: number;
  by_sms: boolean;
  kind: "said" | "asked_back" | "telephoned" | "with_patient";
  telephoned: TelephonedView | null;
}

/** The slot that a consult holds. ``rings_ms``: from when it rings; ``settles_ms``: who has not come by then was */
export interface SlotView {
  specialist_id: string;
  specialist_name: string | null;
  from_ms: number;
  until_ms: number;
  rings_ms: number;
  settles_ms: number;
  state: "booked" | "rung" | "taken" | "held" | "specialist_absent" | "asker_absent" | "given_up";
  place: string;
  patient_told: boolean;
}

/** What became of a slot, and when. ``from_ms`` is the slot's beginning. */
export interface SlotStepView {
  what: "booked" | "moved" | "dropped" | "specialist_absent" | "asker_absent";
  at_ms: number;
  from_ms: number;
  specialist_name: string | null;
  side: "asker" | "specialist" | "hours" | null;
  reason: string | null;
}

/** A consult. ``relation`` says how the viewer stands to it, and so what is filled in: ``service`` and */
export interface ConsultView {
  consult_id: string;
  number: number;
  state: "booked" | "waiting" | "ringing" | "accepted" | "concluded" | "closed" | "cancelled";
  relation: "asker" | "specialist" | "called_in" | "hospital" | "patient" | "broke_glass" | "invited" | "called" | "stood_down" | "former" | "service";
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  urgency: "emergency" | "urgent" | "planned";
  asked_at_ms: number;
  since_ms: number;
  asker_id: string | null;
  asker_kind: "person" | "brigade" | "guest" | null;
  asker_name: string | null;
  asker_place: string;
  question: string | null;
  age_years: number | null;
  sex: "female" | "male" | "unknown";
  summary: string | null;
  incident_id: string | null;
  incident_number: number | null;
  incident_reason: string | null;
  invited: InvitedView[];
  look_again_ms: number | null;
  specialist_id: string | null;
  specialist_name: string | null;
  accepted_at_ms: number | null;
  conversation_id: string | null;
  lines: LineView[];
  conclusion: string | null;
  concluded_at_ms: number | null;
  closed_at_ms: number | null;
  reason: string | null;
  problem: string | null;
  data: Record<string, string | number | boolean> | null;
  missing: string[];
  answer_by_ms: number | null;
  mode: "live" | "written";
  called: CalledView[];
  members: CircleMember[];
  hospital_name: string | null;
  asker_telephone: string | null;
  specialist_telephone: string | null;
  slot: SlotView | null;
  slot_steps: SlotStepView[];
}

/** The viewer's own consults, asked or accepted, newest first, the closed ones too. */
export interface MyConsults {
  type: "consult.mine";
  limit?: number;
}

/** Who asked, and who took it; ``specialist_id`` is None while nobody has. ``over``: closed or cancelled. */
export interface ConsultPartiesView {
  asker_kind: "person" | "brigade" | "guest";
  asker_id: string;
  specialist_id: string | null;
  over: boolean;
  problem: string | null;
  age_years: number | null;
  members: CircleMember[];
  readers: CircleMember[];
}

/** Between whom a consult is; the server's own question. Refuses ``not_found``. */
export interface ConsultParties {
  type: "consult.parties";
  consult_id: string;
}

/** One consult as the viewer may see it. Refuses ``not_found`` when they may not. */
export interface ConsultRecord {
  type: "consult.record";
  consult_id: string;
}

/** The ids of an incident's consults that are not over; the server's own question. */
export interface ConsultsOfIncident {
  type: "consult.of_incident";
  incident_id: string;
}

/** Somebody who is in the conversation now. ``muted_by``: the id of who muted them, their own when they did. */
export interface ParticipantView {
  place: "asker" | "answerer" | "other";
  relation: "person" | "brigade" | "guest";
  id: string;
  name: string | null;
  role: string;
  endpoint: string | null;
  entered_at_ms: number;
  muted_by: string | null;
}

/** Somebody who is being rung to come in. ``ringing_on`` are the labels of the devices that ring. */
export interface InvitationView {
  invitation_id: string;
  to_relation: "brigade" | "person" | "service" | "guest";
  to_id: string;
  to_name: string | null;
  by_relation: "person" | "brigade" | "guest";
  by_id: string;
  by_name: string | null;
  rings: boolean;
  ringing_on: string[];
  ring_until_ms: number;
}

/** Somebody who was rung in vain. */
export interface TriedView {
  relation: "brigade" | "person" | "service" | "guest";
  id: string;
  name: string | null;
  outcome: "declined" | "no_answer" | "withdrawn";
  at_ms: number;
}

/** The same for everybody in it and for the desk. On the direct path the asker's device makes the offers, in the */
export interface ConversationView {
  conversation_id: string;
  about: string;
  about_kind: "incident" | "consult" | "none";
  phase: "asked" | "ringing" | "accepted" | "declined" | "no_answer" | "ended";
  asker_relation: "person" | "brigade" | "guest";
  asker_id: string;
  asker_name: string | null;
  to_relation: "brigade" | "person" | "service" | "guest";
  to_id: string;
  answerer_relation: "person" | "brigade" | "guest" | null;
  answerer_id: string | null;
  answerer_name: string | null;
  video: boolean;
  asked_at_ms: number;
  ring_until_ms: number;
  accepted_at_ms: number | null;
  ended_at_ms: number | null;
  ended_because: "hung_up" | "withdrawn" | "too_long" | "consult_over" | "link_over" | "lost" | null;
  ended_by_side: "asker" | "answerer" | null;
  round: number;
  asker_endpoint: string | null;
  answerer_endpoint: string | null;
  participants: ParticipantView[];
  invitations: InvitationView[];
  tried: TriedView[];
  then: Called[];
  ringing_on: string[];
  path: "direct" | "forwarder";
  move: number;
  held_by: ("no_path" | "recording")[];
  no_worker: boolean;
  texts: number;
  expected: ExpectedView[];
}

/** ``asker`` and ``answerer`` are (relation, id). Endpoints are None until that side's device has joined. */
export interface Parties {
  asker: [string, string];
  answerer: [string, string];
  asker_endpoint: string | null;
  answerer_endpoint: string | null;
  round: number;
  members: (["person" | "brigade" | "guest", string, string | null])[];
  worker_id: string | null;
  move: number;
  about: string | null;
  about_kind: "incident" | "consult" | "none" | null;
}

/** A conversation that rings: whose, by which device, in which round, and whom it rings, as (relation, id). */
export interface Rung {
  asker: [string, string];
  asker_endpoint: string | null;
  round: number;
  to: [string, string];
}

/** Who is rung by whom; None when it does not ring. The server's own question. */
export interface ConversationRung {
  type: "conversation.rung";
  conversation_id: string;
}

/** Who is in a conversation and by which devices; the server's own question. */
export interface ConversationParties {
  type: "conversation.parties";
  conversation_id: string;
}

/** The ids of the accepted conversations about an incident or a consult; the server's own question. */
export interface ConversationsAbout {
  type: "conversations.about";
  about: string;
}

/** Somebody who is rung, or is to be rung next. */
export interface Called {
  relation: "brigade" | "person" | "service" | "guest";
  id: string;
}

/** Ring somebody. ``to_relation`` service rings every dispatcher (``to_id`` is ""); ``about`` is an incident's or */
export interface ConversationAsk {
  type: "conversation.ask";
  conversation_id: string;
  about?: string;
  about_kind?: "incident" | "consult" | "none";
  to_relation: "brigade" | "person" | "service" | "guest";
  to_id?: string;
  video?: boolean;
  then?: Called[];
}

/** A device of the one who is asked says that it rings now; ``device`` names it for the asker. With */
export interface ConversationRing {
  type: "conversation.ring";
  conversation_id: string;
  device?: string;
  invitation_id?: string | null;
}

/** The first to accept is in it; later ones are refused ``already_answered``. */
export interface ConversationAccept {
  type: "conversation.accept";
  conversation_id: string;
}

/** The one person or brigade that is asked says no. A ring to the whole desk cannot be declined by one. */
export interface ConversationDecline {
  type: "conversation.decline";
  conversation_id: string;
}

/** Whoever is in it leaves it, and it ends when fewer than two are left; the asker also while it rings; the system */
export interface ConversationHangUp {
  type: "conversation.hang_up";
  conversation_id: string;
}

/** This device carries the conversation for its participant from now on; the participant's earlier device leaves it. */
export interface ConversationJoin {
  type: "conversation.join";
  conversation_id: string;
  endpoint: string;
}

/** The clock's: nobody answered in time, or an accepted conversation went on beyond all sense. */
export interface ConversationGiveUp {
  type: "conversation.give_up";
  conversation_id: string;
}

/** The system's: two who have already agreed elsewhere (a consult was accepted) are in a conversation at once. */
export interface ConversationOpenAccepted {
  type: "conversation.open_accepted";
  conversation_id: string;
  about: string;
  about_kind: "incident" | "consult" | "none";
  asker_relation: "person" | "brigade" | "guest";
  asker_id: string;
  asker_name?: string | null;
  answerer_relation: "person" | "brigade" | "guest";
  answerer_id: string;
  answerer_name?: string | null;
  video?: boolean;
}

export interface ConversationAsked {
  type: "conversation.asked";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  asker_relation: "person" | "brigade" | "guest";
  asker_id: string;
  asker_name: string | null;
  to_relation: "brigade" | "person" | "service" | "guest";
  to_id: string;
  video: boolean;
  ring_until_ms: number;
  asker_role: string;
  then: Called[];
}

export interface ConversationRang {
  type: "conversation.rang";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  device: string;
  invitation_id: string | null;
}

/** Who was rung declined or did not answer; the next of ``then`` is rung. */
export interface ConversationPassedOn {
  type: "conversation.passed_on";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  because: "declined" | "no_answer" | "withdrawn";
  to_relation: "brigade" | "person" | "service" | "guest";
  to_id: string;
  ring_until_ms: number;
}

export interface ConversationAccepted {
  type: "conversation.accepted";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  answerer_relation: "person" | "brigade" | "guest";
  answerer_id: string;
  answerer_name: string | null;
  answerer_role: string;
  end_by_ms: number;
}

export interface ConversationDeclined {
  type: "conversation.declined";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
}

export interface ConversationUnanswered {
  type: "conversation.unanswered";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
}

/** ``by_side`` None: a further participant was the last to leave, or the system ended it: it went on too long, its */
export interface ConversationEnded {
  type: "conversation.ended";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  because: "hung_up" | "withdrawn" | "too_long" | "consult_over" | "link_over" | "lost";
  by_side: "asker" | "answerer" | null;
}

export interface ConversationJoined {
  type: "conversation.joined";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  side: "asker" | "answerer" | null;
  of_relation: "person" | "brigade" | "guest" | null;
  of_id: string | null;
  endpoint: string;
  round: number;
}

/** Begun as accepted, without a ring. */
export interface ConversationOpened {
  type: "conversation.opened";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  asker_relation: "person" | "brigade" | "guest";
  asker_id: string;
  asker_name: string | null;
  answerer_relation: "person" | "brigade" | "guest";
  answerer_id: string;
  answerer_name: string | null;
  video: boolean;
  end_by_ms: number;
  asker_role: string;
  answerer_role: string;
}

/** A further specialist is asked into the consult (a council): everybody on duty for the specialty is rung, or the */
export interface ConsultCallIn {
  type: "consult.call_in";
  consult_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  person_id?: string | null;
  why?: string;
}

/** Somebody who was called in is no longer rung, or leaves the consult: the specialist's or asker's wish, or their */
export interface ConsultSendAway {
  type: "consult.send_away";
  consult_id: string;
  person_id: string;
}

/** The specialist gives the consult to another specialty, or to other colleagues of the same one, with the reason. */
export interface ConsultPassOn {
  type: "consult.pass_on";
  consult_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  reason: string;
}

/** Something must be known first: asked by who is rung, before they take it, or by who has it. */
export interface ConsultAskBack {
  type: "consult.ask_back";
  consult_id: string;
  text: string;
}

/** The system's: the patient goes to this hospital, which reads and speaks in the consult from now on; another that */
export interface ConsultAdmitHospital {
  type: "consult.admit_hospital";
  consult_id: string;
  hospital_id: string;
  hospital_name?: string;
}

/** The two talked by telephone, or tried to: when, for how long, with what outcome. */
export interface ConsultNoteTelephone {
  type: "consult.note_telephone";
  consult_id: string;
  at_ms: number;
  minutes: number;
  outcome: "talked" | "nobody_answered" | "wrong_number" | "cut_off";
  text?: string;
}

/** These people are rung to come into the consult besides its specialist. */
export interface ConsultCalledIn {
  type: "consult.called_in";
  consult_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  urgency: "emergency" | "urgent" | "planned";
  person_ids: string[];
  caller_id: string;
  people: RungPerson[] | null;
  why: string | null;
  asker_place: string;
  incident_id: string | null;
}

/** Somebody is in the circle from now on: a colleague who was called in, the receiving hospital, the patient. */
export interface ConsultJoined {
  type: "consult.joined";
  consult_id: string;
  member: CircleMember;
  name: string | null;
  incident_id: string | null;
}

/** Somebody is in the circle no longer, or (called in, and not yet come) rung no longer. */
export interface ConsultLeft {
  type: "consult.left";
  consult_id: string;
  member: CircleMember;
  incident_id: string | null;
}

/** The specialist gave it away with a reason: it is sought for anew, for ``specialty``. What follows rings. */
export interface ConsultPassedOn {
  type: "consult.passed_on";
  consult_id: string;
  person_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  person_name: string | null;
  reason: string | null;
  incident_id: string | null;
}

/** Somebody wants to know something first; it stands in the thread. */
export interface ConsultAskedBack {
  type: "consult.asked_back";
  consult_id: string;
  line_id: string;
  person_id: string;
  text: string | null;
}

/** A talk by telephone, or a try, stands in the thread. */
export interface ConsultTelephoned {
  type: "consult.telephoned";
  consult_id: string;
  line_id: string;
  author_id: string;
  telephoned_at_ms: number;
  minutes: number;
  outcome: "talked" | "nobody_answered" | "wrong_number" | "cut_off";
  text: string | null;
  incident_id: string | null;
}

/** Where a consult stands: how many of its specialty are answered before it (more urgent, or as urgent and */
export interface QueueView {
  ahead: number;
  on_duty: number;
  busy: number;
  sought: SoughtView | null;
}

/** A consult's place among those that wait for the same specialty, for who asked. Refuses ``not_found``. */
export interface ConsultQueue {
  type: "consult.queue";
  consult_id: string;
}

/** Who of the receiving hospital is signed in and can be called into the conversation, for who treats the patient. */
export interface ConsultReception {
  type: "consult.reception";
  consult_id: string;
}

/** A brigade was ordered: the clock runs from ``ordered_at_ms``. */
export interface CrewMessageWatch {
  type: "crew_message.watch";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  callsign: string;
  urgency: "life_threat" | "urgent" | "routine";
  ordered_at_ms: number;
}

/** The clock's: the tablet is silent. */
export interface CrewMessageSend {
  type: "crew_message.send";
  assignment_id: string;
  brigade_id: string;
}

/** How far the SMS has come; of several the one that came farthest. */
export interface CrewMessageNote {
  type: "crew_message.note";
  assignment_id: string;
  status: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn";
}

/** The assignment went on: what has not left is not sent. */
export interface CrewMessageSettle {
  type: "crew_message.settle";
  assignment_id: string;
  outcome: "delivered" | "accepted" | "accepted_by_message" | "over";
}

/** ``due_ms``: until when the tablet has time; ``expires_at_ms``: after it nothing is sent. */
export interface CrewMessageAwaited {
  type: "crew_message.awaited";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  callsign: string;
  urgency: "life_threat" | "urgent" | "routine";
  due_ms: number;
  expires_at_ms: number;
}

/** The tablet was silent: an SMS to each of so many telephones. */
export interface CrewMessageSent {
  type: "crew_message.sent";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  callsign: string;
  telephones: number;
}

/** The tablet is silent and nobody of the crew has a telephone that takes messages: somebody must call by radio. */
export interface CrewMessageMissing {
  type: "crew_message.missing";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  callsign: string;
}

/** So many telephones of the crew take no more messages: nothing was sent to them. */
export interface CrewMessageRefused {
  type: "crew_message.refused";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  callsign: string;
  telephones: number;
}

/** The tablet is silent, and the time in which an SMS helps is over: nothing is sent. */
export interface CrewMessageLate {
  type: "crew_message.late";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  callsign: string;
}

export interface CrewMessageDeliveryNoted {
  type: "crew_message.delivery_noted";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  callsign: string;
  status: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn";
}

export interface CrewMessageSettled {
  type: "crew_message.settled";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  callsign: string;
  outcome: "delivered" | "accepted" | "accepted_by_message" | "over";
}

/** Kind ``crew_message``, for the service: once the tablet was silent, until the assignment ends. */
export interface CrewMessageView {
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  callsign: string;
  phase: "awaited" | "sent" | "missing" | "late";
  telephones: number;
  delivery: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn" | null;
  since_ms: number;
  outcome: "delivered" | "accepted" | "accepted_by_message" | "over" | null;
}

/** How far the farthest of the SMS with this assignment's order has come; None: none. The server's own question. */
export interface CrewMessageStatus {
  type: "crew_message.status";
  assignment_id: string;
}

/** The sender takes a queued message for ``lease_ms``, and means to give it to ``gateway`` (empty: to its channel's */
export interface DeliveryClaim {
  type: "delivery.claim";
  delivery_id: string;
  lease_ms: number;
  gateway?: string;
}

/** The answer to ``delivery.claim``: the fencing number and until when it holds. */
export interface Claim {
  attempt: number;
  lease_until_ms: number;
}

/** The gateway took the message and named it ``sid``. ``segments``: the parts that it is paid for. */
export interface DeliveryAccept {
  type: "delivery.accept";
  delivery_id: string;
  attempt: number;
  sid: string;
  segments?: number;
}

/** The gateway surely did not take it and may later. */
export interface DeliveryPostpone {
  type: "delivery.postpone";
  delivery_id: string;
  attempt: number;
  code: string;
  wait_ms: number;
}

/** The gateway refused it for good. */
export interface DeliveryFail {
  type: "delivery.fail";
  delivery_id: string;
  attempt: number;
  code: string;
  failure: "number" | "content" | "configuration" | "unreachable" | "expired";
}

/** Nobody can tell whether the gateway took it: no answer, a broken one, or the sender died. */
export interface DeliveryUnknown {
  type: "delivery.unknown";
  delivery_id: string;
  attempt: number;
  code: string;
}

/** The gateway's list was searched for the message: found as ``sid``, or not there (None). */
export interface DeliveryReconcile {
  type: "delivery.reconcile";
  delivery_id: string;
  attempt: number;
  sid: string | null;
}

/** The gateway says how far a message has come. Any order, any number of times. */
export interface DeliveryReport {
  type: "delivery.report";
  delivery_id: string;
  attempt: number;
  sid: string;
  status: "accepted" | "scheduled" | "queued" | "sending" | "sent" | "canceled" | "failed" | "undelivered" | "delivered" | "read";
  code?: string | null;
}

/** ``telephone`` is the address of ``sms`` and ``voice``, ``email`` of e-mail, ``address_id`` names the subscription */
export interface DeliveryQueued {
  type: "delivery.queued";
  delivery_id: string;
  alert_id: string | null;
  link_id: string | null;
  about_id: string;
  person_id: string;
  language: string;
  urgency: "life_threat" | "urgent" | "routine";
  code: string;
  expires_at_ms: number;
  channel: "sms" | "voice" | "push" | "email";
  address_id: string | null;
  telephone: string | null;
  email: string | null;
  says: "alert" | "covered" | "caller" | "guest" | "order" | "coming" | "relative" | "recall" | "notice" | "patient" | "reminder";
}

export interface DeliveryClaimed {
  type: "delivery.claimed";
  delivery_id: string;
  alert_id: string | null;
  link_id: string | null;
  about_id: string;
  person_id: string;
  attempt: number;
  lease_until_ms: number;
  gateway: string;
}

export interface DeliveryAccepted {
  type: "delivery.accepted";
  delivery_id: string;
  alert_id: string | null;
  link_id: string | null;
  about_id: string;
  person_id: string;
  attempt: number;
  sid: string;
  segments: number;
}

export interface DeliveryPostponed {
  type: "delivery.postponed";
  delivery_id: string;
  alert_id: string | null;
  link_id: string | null;
  about_id: string;
  person_id: string;
  attempt: number;
  code: string;
  not_before_ms: number;
}

export interface DeliveryFailed {
  type: "delivery.failed";
  delivery_id: string;
  alert_id: string | null;
  link_id: string | null;
  about_id: string;
  person_id: string;
  attempt: number;
  code: string;
  failure: "number" | "content" | "configuration" | "unreachable" | "expired";
}

export interface DeliveryBecameUnknown {
  type: "delivery.became_unknown";
  delivery_id: string;
  alert_id: string | null;
  link_id: string | null;
  about_id: string;
  person_id: string;
  attempt: number;
  code: string;
}

/** The gateway's list did not have it. After the second look it is queued again, marked as a repeat. */
export interface DeliveryNotFound {
  type: "delivery.not_found";
  delivery_id: string;
  alert_id: string | null;
  link_id: string | null;
  about_id: string;
  person_id: string;
  attempt: number;
  repeat: boolean;
}

/** The message of the unknown attempt was taken after all: it is not sent again. */
export interface DeliveryReconciled {
  type: "delivery.reconciled";
  delivery_id: string;
  alert_id: string | null;
  link_id: string | null;
  about_id: string;
  person_id: string;
  attempt: number;
  sid: string;
}

export interface DeliveryReported {
  type: "delivery.reported";
  delivery_id: string;
  alert_id: string | null;
  link_id: string | null;
  about_id: string;
  person_id: string;
  attempt: number;
  sid: string;
  status: "accepted" | "scheduled" | "queued" | "sending" | "sent" | "canceled" | "failed" | "undelivered" | "delivered" | "read";
  code: string | null;
}

/** It was not sent and will not be: its alert is over. */
export interface DeliveryWithdrawn {
  type: "delivery.withdrawn";
  delivery_id: string;
  alert_id: string | null;
  link_id: string | null;
  about_id: string;
  person_id: string;
}

/** The caller's link that it carries is over: it is not sent, and not sent again. */
export interface DeliveryRecalled {
  type: "delivery.recalled";
  delivery_id: string;
  about_id: string;
}

/** A message that the ``page`` gateway kept instead of sending it. ``segments``: how many parts it would cost. */
export interface PageMessage {
  sid: string;
  to: string;
  body: string;
  segments: number;
  at_ms: number;
  channel: "sms" | "voice" | "push" | "email";
}

/** What the ``page`` gateway has kept, newest first; empty with any other gateway. */
export interface PageMessages {
  type: "sms.page_messages";
}

/** The sender takes many messages at once. */
export interface DeliveriesClaim {
  type: "deliveries.claim";
  claims: DeliveryClaim[];
}

/** What became of many messages. Several outcomes of one message count in their order. */
export interface DeliveriesSettle {
  type: "deliveries.settle";
  outcomes: (DeliveryAccept | DeliveryPostpone | DeliveryFail | DeliveryUnknown | DeliveryReconcile | DeliveryReport)[];
}

/** The answer to ``deliveries.claim``: for each wish, in their order, a claim or the code of its refusal. */
export interface DeliveriesClaimed {
  claims: (Claim | null)[];
  refused: (Code | null)[];
}

/** The answer to ``deliveries.settle``: for each outcome, in their order, the code of its refusal or None. */
export interface DeliveriesSettled {
  refused: (Code | null)[];
}

/** Everybody who is on duty for the specialty now gets an alert of their own that says it is a test. An earlier */
export interface DrillStart {
  type: "drill.start";
  drill_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | "any";
}

/** How many people were asked. */
export interface DrillStarted {
  drill_id: string;
  people: number;
}

/** The drill leaves the screens; what has not left is not sent. */
export interface DrillEnd {
  type: "drill.end";
  drill_id: string;
}

/** Hours that repeat every week, in the service's time zone. ``weekday``: 0 is Monday. Minutes are counted from */
export interface WeeklyHours {
  weekday: number;
  from_minute: number;
  until_minute: number;
}

/** A person is on duty for a specialty: either once, from ``from_ms`` until ``until_ms``, or by ``weekly`` hours, */
export interface DutyAdd {
  type: "duty.add";
  duty_id: string;
  person_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | "any";
  from_ms?: number | null;
  until_ms?: number | null;
  weekly?: WeeklyHours[];
  rank?: number;
  senior?: boolean;
  hospital_id?: string | null;
  region?: string | null;
  holds_on_holidays?: boolean;
  calendar_uid?: string | null;
}

/** Other hours for an entry of the duty list. */
export interface DutySet {
  type: "duty.set";
  duty_id: string;
  from_ms?: number | null;
  until_ms?: number | null;
  weekly?: WeeklyHours[];
  rank?: number;
  senior?: boolean;
  holds_on_holidays?: boolean;
}

/** Takes an entry off the duty list. */
export interface DutyRemove {
  type: "duty.remove";
  duty_id: string;
}

/** Somebody stands on the duty list. */
export interface DutyAdded {
  type: "duty.added";
  duty_id: string;
  person_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | "any";
  from_ms: number | null;
  until_ms: number | null;
  weekly: WeeklyHours[];
  rank: number;
  senior: boolean;
  hospital_id: string | null;
  region: string | null;
  holds_on_holidays: boolean;
  calendar_uid: string | null;
}

/** An entry of the duty list has other hours. */
export interface DutyWasSet {
  type: "duty.was_set";
  duty_id: string;
  from_ms: number | null;
  until_ms: number | null;
  weekly: WeeklyHours[];
  rank: number;
  senior: boolean;
  holds_on_holidays: boolean;
}

/** An entry was taken off the duty list. */
export interface DutyRemoved {
  type: "duty.removed";
  duty_id: string;
}

/** An entry of the duty list. */
export interface DutyView {
  duty_id: string;
  person_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | "any";
  from_ms: number | null;
  until_ms: number | null;
  weekly: WeeklyHours[];
  rank: number;
  senior: boolean;
  hospital_id: string | null;
  region: string | null;
  holds_on_holidays: boolean;
  calendar_uid: string | null;
}

/** Somebody who is on duty and can be reached. */
export interface DutyPerson {
  person_id: string;
  name: string;
  telephone: string | null;
  language: "uz" | "ru" | "en";
  email: string | null;
  senior: boolean;
}

/** Who is on duty for the specialty at that instant, in the order in which they are to be asked, each once. */
export interface DutyPeople {
  type: "duty.people";
  specialty: string;
  at_ms: number;
  hospital_id?: string | null;
  region?: string | null;
}

/** The first instant after ``after_ms`` and before ``until_ms`` at which somebody comes on duty for the specialty; */
export interface DutyStarts {
  type: "duty.starts";
  specialty: string;
  after_ms: number;
  until_ms: number;
}

/** Somebody on duty, as a screen may show them: without a telephone. */
export interface OnDuty {
  person_id: string;
  name: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | "any";
  senior: boolean;
}

/** Who is on duty now, for any specialty, those to be rung first before the others: for calling somebody in. */
export interface DutyNow {
  type: "duty.now";
}

/** A step and when it truly was. A crew that is told by telephone has not seen its tablet: ``delivered`` and */
export interface EnteredStep {
  stage: Stage;
  at_ms: number;
}

/** What a brigade has done, as the desk knows it from elsewhere. Answered with EnteredResult. */
export interface EnterAssignment {
  type: "assignment.enter";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  steps: EnteredStep[];
  heard?: "telephone" | "radio" | "paper";
  part?: Part | null;
  hospital_id?: string | null;
  result?: Result | null;
}

/** ``assignment_id``: the one that it became part of. ``entered``: steps that stand as told. ``again``: those that */
export interface EnteredResult {
  assignment_id: string;
  entered: number;
  again: number;
}

/** A brigade's whole work on an incident, over before it was entered: what the brigade does now is not touched. */
export interface AssignmentEntered {
  type: "assignment.entered";
  incident_id: string;
  assignment_id: string;
  brigade_id: string;
  callsign: string;
  part: Part;
  reason: string;
  priority: number;
  incident_number: number;
  steps: EnteredStep[];
  heard: "telephone" | "radio" | "paper";
  result: Result;
  hospital_id: string | null;
  hospital_name: string | null;
  patient_id: string | null;
  age_years: number | null;
  sex: Sex | null;
}

/** Somebody tells of a step that was passed already, by another's word: ``at_device_ms`` is kept beside */
export interface AssignmentToldAgain {
  type: "assignment.told_again";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  stage: Stage;
  at_device_ms: number;
  stamped_at_ms: number | null;
  heard: "telephone" | "radio" | "paper" | null;
  result: Result | null;
}

/** One of the answers that may be chosen. */
export interface Choice {
  code: string;
  names: Record<string, string>;
}

/** One thing that a good request says, and why it is wanted. ``least`` and ``most`` are in ``unit`` (days before now */
export interface FormField {
  key: string;
  kind: "number" | "time" | "choice" | "yes_no" | "text" | "scale" | "file";
  names: Record<string, string>;
  reason: Record<string, string>;
  required_for: ("emergency" | "urgent" | "planned")[];
  unit: Record<string, string>;
  least: number | null;
  most: number | null;
  decimals: number;
  choices: Choice[];
  scale: string | null;
  file: "photograph" | "ecg" | "laboratory" | "imaging" | "document" | "other" | null;
  from_years: number | null;
  under_years: number | null;
}

/** What is asked about one problem, in the order of asking. */
export interface ProblemForm {
  problem: string;
  specialties: ("cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology")[];
  names: Record<string, string>;
  reviewed_by: string;
  fields: FormField[];
}

/** One finding and its points. Without ``points`` it could not be tested, and the scale has no result. */
export interface ScaleChoice {
  code: string;
  names: Record<string, string>;
  points: number | null;
}

/** The largest value of an item from this age on. */
export interface MostByAge {
  from_years: number;
  most: number;
}

/** One line of a scale: findings to choose from, or a number. */
export interface ScaleItem {
  code: string;
  names: Record<string, string>;
  choices: ScaleChoice[];
  least: number | null;
  most: number | null;
  most_by_age: MostByAge[];
  unit: Record<string, string>;
}

/** What a result from ``least`` on is called; also whatever has one item of ``or_one_item`` points. */
export interface Band {
  code: string;
  least: number;
  names: Record<string, string>;
  tone: "good" | "warn" | "bad";
  or_one_item: number | null;
}

/** A clinical scale. ``sum`` adds points and numbers, ``ratio`` divides the first number by the second. ``source``: */
export interface Scale {
  scale: string;
  names: Record<string, string>;
  source: string;
  reviewed_by: string;
  items: ScaleItem[];
  bands: Band[];
  calculation: "sum" | "ratio";
  decimals: number;
  unit: Record<string, string>;
}

/** What a conclusion about one problem may be begun from: headings of the findings, and phrases to take and to */
export interface Template {
  problem: string;
  names: Record<string, string>;
  reviewed_by: string;
  findings: Record<string, string>[];
  recommendations: Record<string, string>[];
  follow_up: Record<string, string>[];
  codes: string[];
}

/** A part that every good record has, whatever the problem; ``from_phase``: from when on it is looked for. */
export interface RecordPart {
  key: string;
  names: Record<string, string>;
  reason: Record<string, string>;
  from_phase: "asked" | "concluded";
}

/** A field that is wanted and not there, with the reason why it is wanted. */
export interface Missing {
  key: string;
  names: Record<string, string>;
  reason: Record<string, string>;
}

/** One thing that a good record of its kind has. */
export interface CompletenessField {
  key: string;
  names: Record<string, string>;
  reason: Record<string, string>;
  present: boolean;
}

/** How complete a record is: ``present`` of ``wanted`` things are there. */
export interface Completeness {
  fields: CompletenessField[];
  present: number;
  wanted: number;
}

/** A problem that a specialty is asked about. */
export interface ProblemName {
  problem: string;
  names: Record<string, string>;
}

/** A problem's form, with the scales that it names. */
export interface AskedOfProblem {
  form: ProblemForm;
  scales: Scale[];
}

/** About which problems a specialty is asked, in the order in which they are offered. */
export interface ProblemsOf {
  type: "forms.problems";
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
}

/** One problem's form with its scales, as this service has it, in one language or in all. Refuses ``not_found``. */
export interface FormOf {
  type: "forms.form";
  problem: string;
  language?: "uz" | "ru" | "en" | null;
}

/** What every good record has, whatever its problem. */
export interface RecordParts {
  type: "forms.record_parts";
}

/** What a conclusion about this problem may be begun from; of the general one without a problem, or when the */
export interface ConclusionTemplates {
  type: "forms.templates";
  problem?: string | null;
  language?: "uz" | "ru" | "en" | null;
}

/** A machine that may run media workers. Whoever adds it makes its key (192 random bits), shows it once, and says */
export interface WorkerAdd {
  type: "worker.add";
  worker_id: string;
  name: string;
  key_hash: string;
}

/** Its key is good no more; its connections end and its rooms are pinned elsewhere at once. */
export interface WorkerRevoke {
  type: "worker.revoke";
  worker_id: string;
}

/** A worker's process that has just started, and so holds no room: what was pinned to it moves anew. */
export interface WorkerBegin {
  type: "worker.begin";
}

/** The system's: the process that held the room in that move is gone, or there is one again. */
export interface ConversationRepin {
  type: "conversation.repin";
  conversation_id: string;
  move: number;
}

/** The clock's: the two who went back to the direct path have had their time; the worker lets the room go. */
export interface ConversationRelease {
  type: "conversation.release";
  conversation_id: string;
}

export interface WorkerAdded {
  type: "worker.added";
  worker_id: string;
  name: string;
  key_hash: string;
}

export interface WorkerRevoked {
  type: "worker.revoked";
  worker_id: string;
}

/** One device in a room, and what it may send. */
export interface RoomMember {
  endpoint: string;
  relation: "person" | "brigade" | "guest";
  id: string;
  may_send: ("sound" | "picture" | "screen")[];
}

/** By which path the conversation goes from now on, and what a worker is to forward. ``room_id`` is the */
export interface ConversationRouted {
  type: "conversation.routed";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  room_id: string;
  path: "direct" | "forwarder";
  worker_id: string | null;
  move: number;
  because: "third" | "no_path" | "recording" | "two_left" | "worker_lost" | "worker_back" | "released" | "ended";
  members: RoomMember[];
  kept_until_ms: number | null;
}

/** What the device sends; the same connection with new ICE credentials is an ICE restart. */
export interface ForwardUpOffer {
  type: "forward.up_offer";
  conversation_id: string;
  endpoint: string;
  move: number;
  sdp: string;
}

/** The answer to that round of ``forward.down_offer``. */
export interface ForwardDownAnswer {
  type: "forward.down_answer";
  conversation_id: string;
  endpoint: string;
  move: number;
  round: number;
  sdp: string;
}

/** How much of whose picture the device wants: "<endpoint>/picture" or "<endpoint>/screen" → depth. */
export interface ForwardWant {
  type: "forward.want";
  conversation_id: string;
  endpoint: string;
  move: number;
  wishes: Record<string, "off" | "low" | "high">;
}

/** The device's network changed, or it missed a round: a new ``forward.down_offer`` with new ICE credentials. */
export interface ForwardRestart {
  type: "forward.restart";
  conversation_id: string;
  endpoint: string;
  move: number;
}

export interface ForwardUpAnswer {
  type: "forward.up_answer";
  conversation_id: string;
  to_endpoint: string;
  move: number;
  sdp: string;
}

/** One round of what the device is shown. ``shows``: the media line's mid → (whose endpoint, which source). */
export interface ForwardDownOffer {
  type: "forward.down_offer";
  conversation_id: string;
  to_endpoint: string;
  move: number;
  round: number;
  sdp: string;
  shows: Record<string, [string, "sound" | "picture" | "screen"]>;
}

/** What one endpoint's connections with the forwarder have done since they began; rates are of the last second. */
export interface ForwardLeg {
  endpoint: string;
  up_packets: number;
  up_lost: number;
  up_kbps: number;
  down_packets: number;
  down_lost_share: number;
  down_kbps: number;
  down_limit_kbps: number | null;
  round_trip_ms: number | null;
  heard_ms_ago: number | null;
}

/** Once a second, of every endpoint of the room; carried to each device in it, ``to_endpoint`` set by the server. */
export interface ForwardFigures {
  type: "forward.figures";
  conversation_id: string;
  to_endpoint?: string;
  move: number;
  legs: ForwardLeg[];
}

/** One process of a worker, as it is this second. */
export interface WorkerNow {
  worker_id: string;
  process: string;
  connected: boolean;
  rooms: number;
  members: number;
}

/** Every process that is connected or has rooms, for the administrator's page and for pinning. */
export interface WorkersNow {
  type: "workers.now";
}

export interface WorkerView {
  worker_id: string;
  name: string;
  added_at_ms: number;
  revoked_at_ms: number | null;
}

/** What every member of the room sends is recorded; times are counted from ``began_at_ms`` of the server's clock. */
export interface RoomRecord {
  recording_id: string;
  began_at_ms: number;
}

/** All that a worker's process is shown: no names, no reason, nothing of what it is about. ``record`` None: nothing */
export interface RoomView {
  conversation_id: string;
  move: number;
  members: RoomMember[];
  record: RoomRecord | null;
}

/** A client's first frame. ``after`` is the last journal number it holds, or None. */
export interface Hello {
  type: "hello";
  id: string;
  schema: number;
  stream: string | null;
  after: number | null;
  language: string;
}

/** A screen found a gap: it holds everything up to ``after``. */
export interface Resume {
  type: "resume";
  id: string;
  after: number | null;
}

/** Measures the link; answered at once with ``pong``. */
export interface Ping {
  type: "ping";
  id: string;
  clock_ms: number;
}

/** The echo of ``ping``, with the server's wall clock. */
export interface Pong {
  type: "pong";
  clock_ms: number;
  now_ms: number;
}

/** Who the server takes the client for. ``front`` is the page that this role works at. */
export interface Me {
  id: string;
  name: string;
  role: string;
  language: string;
  brigade_id: string | null;
  hospital_id: string | null;
  sign_in_id: string | null;
  front: string;
}

/** The answer to ``hello``; a frame follows. */
export interface Welcome {
  type: "welcome";
  schema: number;
  session_id: string;
  stream: string;
  now_ms: number;
  heartbeat_ms: number;
  me: Me;
  time_zone: string;
  demo: boolean;
}

/** A command was done (or had been done before). ``upto`` is its last journal number. */
export interface Done {
  type: "done";
  to: string;
  upto: number;
  result: unknown;
}

/** The rules said no. */
export interface RefusedAnswer {
  type: "refused";
  to: string;
  code: Code;
  details: Record<string, unknown>;
}

/** The body could not be read: ``rule`` says why, ``path`` where. */
export interface RejectedAnswer {
  type: "rejected";
  to: string;
  rule: string;
  path: string;
}

/** A service behind the server is down; ask again after ``retry_after_ms``. */
export interface UnavailableAnswer {
  type: "unavailable";
  to: string;
  service: string;
  retry_after_ms: number;
}

/** Our own mistake; ``incident`` names the log line that tells more. */
export interface Broken {
  type: "broken";
  to: string;
  incident: string;
}

/** The answer to a question. */
export interface AnswerFrame {
  type: "answer";
  to: string;
  result: unknown;
}

/** The server closes. See rule W9. */
export interface Bye {
  type: "bye";
  verdict: "resume" | "rejoin" | "wait" | "stop";
  reason: string;
}

/** A thing entered this screen or changed. */
export interface Put {
  op: "put";
  kind: string;
  id: string;
  version: number;
  view: unknown;
}

/** A thing left this screen. */
export interface Drop {
  op: "drop";
  kind: string;
  id: string;
}

/** A journal row as a screen hears it: without personal fields. */
export interface EventShown {
  seq: number;
  type: string;
  at_ms: number;
  made_at_ms: number;
  actor: string;
  actor_name: string;
  about: string[];
  body: Record<string, unknown>;
}

/** All that concerns this viewer between ``after`` (None: this is a snapshot) and ``upto``. */
export interface Frame {
  type: "frame";
  stream: string;
  after: number | null;
  upto: number;
  changes: (Put | Drop)[];
  events: EventShown[];
}

/** Who is connected. ``id`` is a brigade's for its tablet, else a person's. */
export interface PresenceItem {
  id: string;
  role: string;
  connected: boolean;
  audible: boolean;
  since_ms: number;
}

/** Everybody who is connected now, or was in the last minute. */
export interface Presence {
  type: "presence";
  items: PresenceItem[];
}

/** Whether this page may make a sound. */
export interface ScreenAudible {
  type: "screen.audible";
  audible: boolean;
}

/** One line of a thread; ``body`` with the personal fields that the asker may see. */
export interface ThreadRow {
  seq: number;
  type: string;
  at_ms: number;
  made_at_ms: number;
  actor: string;
  actor_name: string;
  body: Record<string, unknown>;
}

/** Everything that happened about an incident or a consult, in order. */
export interface Thread {
  type: "thread";
  kind: string;
  about: string;
}

/** One step of a brigade, on the server's clock. */
export interface StepView {
  stage: Stage;
  at_ms: number;
}

/** One brigade on the incident, its steps in their order, and where it takes the patient. */
export interface BrigadeStepsView {
  callsign: string;
  steps: StepView[];
  hospital_name: string | null;
}

/** The brigades of an incident, the first given it first; none that was called back before it departed. The server's */
export interface IncidentSteps {
  type: "incident.steps";
  incident_id: string;
}

/** A photograph of the caller's that the desk has passed on to the crew. */
export interface PassedPicture {
  link_id: string;
  picture_id: string;
  at_ms: number;
}

/** An incident's, the oldest first. The server's own question. */
export interface CallerPicturesPassedOn {
  type: "caller_link.passed_pictures";
  incident_id: string;
}

/** ``reason_label`` by language. */
export interface FromIncidentView {
  incident_id: string;
  number: number;
  reason_label: Record<string, string>;
  priority: number;
  opened_at_ms: number;
  brigades: BrigadeStepsView[];
  pictures: PassedPicture[];
}

/** For whoever reads the record; None when no incident is behind the consult. Refuses ``not_found``. */
export interface ConsultFromIncident {
  type: "consult.from_incident";
  consult_id: string;
}

/** Whether somebody reads a record of which the incident is a part; the server's own question. */
export interface ConsultShowsIncident {
  type: "consult.shows_incident";
  incident_id: string;
  relation: "person" | "brigade" | "hospital" | "guest";
  member_id: string;
}

/** How long and how far one drive is. */
export interface Leg {
  seconds: number;
  metres: number;
}

/** How long from each origin TO the point, in the order of the origins. Answered ``list[Leg | None]``. */
export interface TravelTimes {
  type: "travel_times.ask";
  to: Point;
  origins: Point[];
  siren?: boolean;
  limit_seconds?: number | null;
}

/** From one manoeuvre to the next. ``exit`` is the number of the roundabout's exit, else None. */
export interface RouteStep {
  manoeuvre: Manoeuvre;
  street: string;
  metres: number;
  seconds: number;
  point: Point;
  exit: number | null;
}

/** One way to drive, from the door to the door. */
export interface RouteView {
  line: Point[];
  metres: number;
  seconds: number;
  steps: RouteStep[];
}

/** The quickest way. Refuses ``not_found`` when no road leads there. */
export interface Route {
  type: "route.ask";
  origin: Point;
  to: Point;
  siren?: boolean;
}

/** A place that has an address or a name. */
export interface AddressFound {
  label: string;
  kind: AddressKind;
  point: Point;
  street: string;
  house: string;
  settlement: string;
  metres: number | null;
}

/** Places that begin as ``text`` does, in whatever script it is typed; nearest to ``near`` first among equals. */
export interface SuggestAddresses {
  type: "addresses.suggest";
  text: string;
  near?: Point | null;
  limit?: number;
}

/** The nearest address of a point on the map; None when nothing is within 500 m. */
export interface AddressAt {
  type: "address.at";
  point: Point;
}

/** The map in use. */
export interface MapInfo {
  name: string;
  map_id: string;
  bounds: [number, number, number, number];
  center: Point;
  tiles_url: string | null;
  imported_at_ms: number;
  attribution: string;
  invented: boolean;
  junctions: number;
  houses: number;
}

/** Which map is in use; None when none has been imported. */
export interface MapInUse {
  type: "map.in_use";
}

/** A guest who is expected in the conversation, or asks to come in now (``knock_until_ms``), for those inside. */
export interface ExpectedView {
  link_id: string;
  role: "interpreter" | "relative" | "expert";
  name: string | null;
  language: "uz" | "ru" | "en";
  phase: "invited" | "ready" | "knocking" | "inside" | "ended";
  by_id: string;
  by_name: string | null;
  expires_at_ms: number;
  knock_until_ms: number | null;
  delivery: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn" | null;
}

/** A one-time link for somebody who has no account. With a ``telephone`` it goes there by SMS; without one its */
export interface GuestInvite {
  type: "guest.invite";
  link_id: string;
  conversation_id: string;
  role: "interpreter" | "relative" | "expert";
  name?: string | null;
  language: "uz" | "ru" | "en";
  telephone?: string | null;
}

/** The link is worth nothing from now on. Who is inside already is taken out by ``conversation.remove``. */
export interface GuestWithdraw {
  type: "guest.withdraw";
  link_id: string;
}

/** Lets in who knocks. */
export interface GuestAdmit {
  type: "guest.admit";
  link_id: string;
}

/** Does not let in who knocks; the link ends with it. */
export interface GuestRefuse {
  type: "guest.refuse";
  link_id: string;
}

/** Asks to come in. ``text_version``: the text of consent to a recording that the guest has agreed to; needed while */
export interface GuestKnock {
  type: "guest.knock";
  link_id: string;
  text_version?: number | null;
}

/** A browser takes the link: the first one does, and no other. */
export interface GuestTake {
  type: "guest.take";
  link_id: string;
  language: "uz" | "ru" | "en";
}

/** The clock's: nobody has answered the knock. */
export interface GuestLapse {
  type: "guest.lapse";
  link_id: string;
}

/** The clock's: the link's time is over. */
export interface GuestExpire {
  type: "guest.expire";
  link_id: string;
}

/** The conversation is over, or the guest was taken out of it. */
export interface GuestEnd {
  type: "guest.end";
  link_id: string;
  because: "conversation_over" | "removed";
}

/** The guest has left, or was lost, and may knock again. */
export interface GuestNoteOut {
  type: "guest.note_out";
  link_id: string;
  because: "left" | "lost";
}

/** Its conversation is recorded now, or no more: whoever knocks has to agree to that. */
export interface GuestFollowRecording {
  type: "guest.follow_recording";
  link_id: string;
}

/** How far the SMS has come. */
export interface GuestNoteDelivery {
  type: "guest.note_delivery";
  link_id: string;
  status: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn";
}

/** ``recorded_version``: the conversation is recorded, under this text of consent. */
export interface GuestInvited {
  type: "guest.invited";
  link_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  role: "interpreter" | "relative" | "expert";
  language: "uz" | "ru" | "en";
  expires_at_ms: number;
  by_id: string;
  by_role: string;
  recorded_version: number | null;
  by_message: boolean;
  name: string | null;
  telephone: string | null;
  by_name: string | null;
}

export interface GuestDeliveryNoted {
  type: "guest.delivery_noted";
  link_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  status: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn";
}

export interface GuestTaken {
  type: "guest.taken";
  link_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  language: "uz" | "ru" | "en";
}

/** ``agreed_version``: the text of consent to a recording that the guest has agreed to. */
export interface GuestKnocked {
  type: "guest.knocked";
  link_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  until_ms: number;
  agreed_version: number | null;
}

/** Nobody answered it, or a recording has begun to which the guest has not agreed; they may knock again. */
export interface GuestKnockEnded {
  type: "guest.knock_ended";
  link_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  because: "no_answer" | "recorded";
}

/** ``by_relation`` and ``by_id``: who let them in. */
export interface GuestAdmitted {
  type: "guest.admitted";
  link_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  by_relation: string;
  by_id: string;
}

export interface GuestOut {
  type: "guest.out";
  link_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  because: "left" | "lost";
}

export interface GuestRecordingNoted {
  type: "guest.recording_noted";
  link_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  text_version: number | null;
}

/** ``by_id``: who refused it or took it back. */
export interface GuestLinkEnded {
  type: "guest.ended";
  link_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  because: "refused" | "withdrawn" | "removed" | "conversation_over" | "expired";
  by_id: string | null;
}

/** For the guest alone: what their own page shows. ``conversation_id`` is told once they are inside. */
export interface GuestLinkView {
  link_id: string;
  role: "interpreter" | "relative" | "expert";
  name: string | null;
  language: "uz" | "ru" | "en";
  phase: "invited" | "ready" | "knocking" | "inside" | "ended";
  expires_at_ms: number;
  knock_until_ms: number | null;
  knock_ended_because: "no_answer" | "recorded" | null;
  out_because: "left" | "lost" | null;
  recorded_version: number | null;
  conversation_id: string | null;
}

/** The ids of the conversation's links that have not ended; the server's own question. */
export interface GuestLinksOf {
  type: "guest_links.of";
  conversation_id: string;
}

/** Answered with AddedResult, as are brigade.add and hospital.add. Ids may be made by the client. */
export interface AddStation {
  type: "station.add";
  station_id?: string | null;
  name: string;
  point: Point;
  address_label?: string;
}

export interface AddHospital {
  type: "hospital.add";
  hospital_id?: string | null;
  name: string;
  point: Point;
  address_label?: string;
  telephone?: string;
  specialties?: string[];
}

export interface AddedResult {
  id: string;
}

export interface StationAdded {
  type: "station.added";
  station_id: string;
  name: string;
  point: Point;
  address_label: string;
}

export interface HospitalAdded {
  type: "hospital.added";
  hospital_id: string;
  name: string;
  point: Point;
  address_label: string;
  telephone: string;
  specialties: string[];
}

/** Kind ``station`` for the service and the administration. */
export interface StationView {
  station_id: string;
  name: string;
  point: Point;
  address_label: string;
}

/** Kind ``hospital`` for the service, the administration and the hospital itself. */
export interface HospitalView {
  hospital_id: string;
  name: string;
  point: Point;
  address_label: string;
  telephone: string;
  specialties: string[];
}

/** All hospitals; nearest first (as the crow flies) when ``near`` is given. */
export interface HospitalList {
  type: "hospitals.list";
  near?: Point | null;
}

/** What another slice may know of an incident: no names, no telephone. ``reason_label`` by language; */
export interface IncidentSummaryView {
  incident_id: string;
  number: number;
  reason: string;
  reason_label: Record<string, string>;
  priority: number;
  address_label: string;
  point: Point | null;
  age_years: number | null;
  sex: Sex | null;
  opened_at_ms: number;
  status: IncidentStatus;
  consult_id: string | null;
}

/** With ``shown_to_brigade`` refuses ``not_found`` also for what that brigade is not shown (any more). */
export interface IncidentSummary {
  type: "incident.summary";
  incident_id: string;
  shown_to_brigade?: string | null;
}

/** How an incident's caller is reached. ``lead_brigade_id`` is None while nobody leads it. */
export interface IncidentCallerView {
  incident_id: string;
  number: number;
  patient_id: string;
  telephone: string | null;
  status: IncidentStatus;
  lead_brigade_id: string | null;
}

/** Inside the server: for the link that is sent to the caller. Refuses ``not_found``. */
export interface IncidentCaller {
  type: "incident.caller";
  incident_id: string;
}

/** Everything by which a doctor can reach an incident's caller, and an ambulance the place. */
export interface IncidentToCallBackView {
  incident_id: string;
  number: number;
  reason: string;
  reason_label: Record<string, string>;
  telephone: string | null;
  caller_name: string | null;
  patient_name: string | null;
  description: string | null;
  address: Address | null;
  point: Point | null;
  age_years: number | null;
  sex: Sex | null;
}

/** Inside the server: for a consult of the caller's own. Refuses ``not_found``. */
export interface IncidentToCallBack {
  type: "incident.to_call_back";
  incident_id: string;
}

/** One line of history. */
export interface IncidentFound {
  incident_id: string;
  number: number;
  day_number: number;
  status: IncidentStatus;
  opened_at_ms: number;
  reason: string;
  priority: number;
  address_label: string | null;
  age_years: number | null;
  sex: Sex | null;
  result: Result | null;
}

/** Incidents by number (№ 318) or by the caller's telephone number, newest first. Call takers, dispatchers. */
export interface IncidentsFound {
  type: "incidents.find";
  text: string;
  limit?: number;
}

/** Who telephoned. ``relation`` is what the caller is to the patient, in words. */
export interface Caller {
  number: string;
  name: string;
  relation: string;
}

/** Where to go, as a crew needs it at the door. ``label`` is the one line that is read out. */
export interface Address {
  label: string;
  district: string;
  settlement: string;
  street: string;
  house: string;
  flat: string;
  entrance: string;
  floor: string;
  door_code: string;
  landmark: string;
}

/** A telephone call has become an incident. Answered with IncidentOpenedResult. */
export interface OpenIncident {
  type: "incident.open";
  incident_id?: string | null;
  reason: string;
  answers?: string[];
  caller?: Caller | null;
  address?: Address | null;
  point?: Point | null;
  description?: string;
  patient_name?: string;
  age_years?: number | null;
  sex?: Sex | null;
  answered_at_ms?: number | null;
  taken_at_ms?: number | null;
  consult_id?: string | null;
  life_threat?: boolean;
}

/** What has been learned since: None leaves a field as it is, anything else replaces it whole. */
export interface AmendIncident {
  type: "incident.amend";
  incident_id: string;
  reason?: string | null;
  answers?: string[] | null;
  caller?: Caller | null;
  address?: Address | null;
  point?: Point | null;
  description?: string | null;
  patient_name?: string | null;
  age_years?: number | null;
  sex?: Sex | null;
}

/** Who is to call the caller instead of a brigade that goes there, and how soon; ``language`` is the message's. */
export interface DoctorWanted {
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  urgency: "emergency" | "urgent" | "planned";
  language: "uz" | "ru" | "en";
}

/** The desk closes an incident that no brigade is working on. A crew's ``cleared`` closes it by itself. */
export interface CloseIncident {
  type: "incident.close";
  incident_id: string;
  result: Result;
  note?: string;
  doctor?: DoctorWanted | null;
  ended_at_ms?: number | null;
}

/** The clock: somebody's right to see the incident has run out. */
export interface EndIncidentWindows {
  type: "incident.end_windows";
  incident_id: string;
}

export interface IncidentOpenedResult {
  incident_id: string;
  number: number;
  day_number: number;
  priority: number;
  priority_because: string[];
  assign_by_ms: number;
  arrive_by_ms: number;
}

/** ``priority`` 1 (threat to life) … 4 (planned); ``priority_because``: ``reason:CODE`` or ``answer:CODE``. */
export interface IncidentOpened {
  type: "incident.opened";
  incident_id: string;
  patient_id: string;
  number: number;
  day_number: number;
  reason: string;
  answers: string[];
  priority: number;
  priority_because: string[];
  assign_by_ms: number;
  arrive_by_ms: number;
  alert_specialty: string | null;
  wanted: Profile[];
  age_years: number | null;
  sex: Sex | null;
  answered_at_ms: number | null;
  taken_at_ms: number | null;
  caller: Caller | null;
  address: Address | null;
  point: Point | null;
  description: string | null;
  patient_name: string | null;
  consult_id: string | null;
}

/** The incident as it is described from now on, whole; ``amended`` names the fields that changed. */
export interface IncidentAmended {
  type: "incident.amended";
  incident_id: string;
  patient_id: string;
  amended: string[];
  reason: string;
  answers: string[];
  priority: number;
  priority_because: string[];
  assign_by_ms: number;
  arrive_by_ms: number;
  alert_specialty: string | null;
  wanted: Profile[];
  age_years: number | null;
  sex: Sex | null;
  caller: Caller | null;
  address: Address | null;
  point: Point | null;
  description: string | null;
  patient_name: string | null;
}

/** ``ended_at_ms``: when it truly ended, if that was told later. */
export interface IncidentClosed {
  type: "incident.closed";
  incident_id: string;
  patient_id: string;
  result: Result;
  note: string | null;
  doctor: DoctorWanted | null;
  ended_at_ms: number | null;
}

/** Everybody whose right to see the incident ran out at ``ended_at_ms`` or before no longer sees it. */
export interface IncidentWindowsEnded {
  type: "incident.windows_ended";
  incident_id: string;
  ended_at_ms: number;
}

/** Who is or was on an incident; how far it is stands in the assignment's own view. */
export interface AssignedBrigade {
  assignment_id: string;
  brigade_id: string;
  callsign: string;
  part: Part;
  active: boolean;
}

/** Kind ``incident`` for the service and for the brigades that go there. */
export interface IncidentView {
  incident_id: string;
  number: number;
  day_number: number;
  status: IncidentStatus;
  opened_at_ms: number;
  answered_at_ms: number | null;
  opened_by: string;
  reason: string;
  answers: string[];
  priority: number;
  priority_because: string[];
  assign_by_ms: number;
  arrive_by_ms: number;
  wanted: Profile[];
  alert_specialty: string | null;
  caller: Caller | null;
  address: Address | null;
  point: Point | null;
  description: string | null;
  patient_name: string | null;
  age_years: number | null;
  sex: Sex | null;
  brigades: AssignedBrigade[];
  closed_at_ms: number | null;
  result: Result | null;
  consult_id: string | null;
  entered_at_ms: number | null;
  closing_entered_at_ms: number | null;
}

/** Kind ``incident`` for the hospital that somebody is brought to: no caller, no address. */
export interface IncidentAtHospitalView {
  incident_id: string;
  number: number;
  day_number: number;
  status: IncidentStatus;
  opened_at_ms: number;
  reason: string;
  answers: string[];
  priority: number;
  description: string | null;
  patient_name: string | null;
  age_years: number | null;
  sex: Sex | null;
}

/** One step towards one person, ``after_s`` seconds after their turn began. */
export interface LadderStep {
  channel: "sms" | "voice" | "push" | "email";
  after_s: number;
}

/** How people are reached for one reason and urgency. Whose turn it is, is asked in every open browser at once; the */
export interface Ladder {
  steps: LadderStep[];
  next_after_s: number;
  senior_after_s: number;
  lives_s: number;
  promise_s: number;
  grace_s: number;
}

/** A message with the link to the caller's page. ``patient_id``: by whom the telephone number is erased. */
export interface CallerMessageSend {
  type: "caller_message.send";
  link_id: string;
  incident_id: string;
  patient_id: string;
  language: string;
  expires_at_ms: number;
  telephone?: string | null;
}

/** The link is over: what has not left is not sent. */
export interface CallerMessageRecall {
  type: "caller_message.recall";
  link_id: string;
}

/** A message with a guest's link to a conversation. ``link_id`` is also by what the telephone number is erased. */
export interface GuestMessageSend {
  type: "guest_message.send";
  link_id: string;
  conversation_id: string;
  language: string;
  expires_at_ms: number;
  telephone?: string | null;
}

/** The link is over: what has not left is not sent. */
export interface GuestMessageRecall {
  type: "guest_message.recall";
  link_id: string;
}

/** A message with the patient's link into a consult. ``consult_id`` is also by what the telephone number is */
export interface PatientMessageSend {
  type: "patient_message.send";
  consult_id: string;
  language: string;
  expires_at_ms: number;
  telephone?: string | null;
}

/** The link is over: what has not left is not sent. */
export interface PatientMessageRecall {
  type: "patient_message.recall";
  consult_id: string;
}

/** How far the newest message with this link has come; None when there is none. The server's own question. */
export interface CallerMessageStatus {
  type: "caller_message.status";
  link_id: string;
}

/** How far the newest message with this guest's link has come; None: there is none. The server's own question. */
export interface GuestMessageStatus {
  type: "guest_message.status";
  link_id: string;
}

/** ``usable``: it is open and the caller has not said no. */
export interface NewestCallerLink {
  link_id: string;
  language: "uz" | "ru" | "en";
  expires_at_ms: number;
  usable: boolean;
}

/** The incident's newest link; None when none was sent. The server's own question. */
export interface CallerLinkNewest {
  type: "caller_link.newest";
  incident_id: string;
}

/** What the device's camera lets others do. None: it cannot. */
export interface FarCamera {
  torch: boolean | null;
  zoom: number | null;
  zoom_at_most: number | null;
}

/** How the device sends and hears this second. ``score``: 0 nothing is heard, 100 as in one room. ``lost`` and */
export interface ConversationLink {
  type: "conversation.link";
  conversation_id: string;
  endpoint: string;
  rung: "video" | "low_video" | "stills" | "voice" | "clips" | "text";
  reason: "good" | "loss" | "delay" | "bandwidth" | "broken" | "chosen" | "asked";
  choice: "auto" | "picture" | "save_data" | "voice";
  score: number;
  lost?: number | null;
  concealed?: number | null;
  round_trip_ms?: number | null;
  server_ms?: number | null;
  camera?: FarCamera | null;
}

/** Somebody wants the light or the zoom of another one's camera otherwise; None: as it is. */
export interface ConversationCameraWish {
  type: "conversation.camera_wish";
  conversation_id: string;
  endpoint: string;
  of_endpoint: string;
  torch?: boolean | null;
  zoom?: number | null;
}

/** To everybody in the conversation, the one that it is of included. */
export interface PeerLink {
  type: "peer.link";
  conversation_id: string;
  from_endpoint: string;
  rung: "video" | "low_video" | "stills" | "voice" | "clips" | "text";
  reason: "good" | "loss" | "delay" | "bandwidth" | "broken" | "chosen" | "asked";
  choice: "auto" | "picture" | "save_data" | "voice";
  score: number;
  lost: number | null;
  concealed: number | null;
  round_trip_ms: number | null;
  server_ms: number | null;
  camera: FarCamera | null;
}

export interface PeerCameraWish {
  type: "peer.camera_wish";
  conversation_id: string;
  to_endpoint: string;
  torch: boolean | null;
  zoom: number | null;
}

/** What is to be given or done. ``what``: the drug by its international name, the procedure, or what is to be */
export interface Wanted {
  kind: "drug" | "procedure" | "measurement";
  what: string;
  urgency: "now" | "soon" | "when_possible";
  drug: string | null;
  dose: number | null;
  unit: "mg" | "mcg" | "g" | "ml" | "units" | "mmol" | "tablets" | "drops" | "puffs" | "l_min" | "mg_h" | "ml_h" | "mcg_min" | "mcg_kg_min" | "joules" | null;
  route: "iv" | "io" | "im" | "sc" | "oral" | "sublingual" | "nasal" | "inhaled" | "rectal" | "topical" | null;
  rate: string;
  times: number;
  every_min: number | null;
  most: number | null;
  reason: string;
}

/** What was really given or done: how much of a drug, or what came of a procedure or a measurement. */
export interface Given {
  dose: number | null;
  unit: "mg" | "mcg" | "g" | "ml" | "units" | "mmol" | "tablets" | "drops" | "puffs" | "l_min" | "mg_h" | "ml_h" | "mcg_min" | "mcg_kg_min" | "joules" | null;
  note: string;
}

/** The specialist, or a colleague called in, says what is to be given or done. Its id is the command's. ``sure``: */
export interface MedicalOrderTell {
  type: "medical_order.tell";
  consult_id: string;
  wanted: Wanted;
  sure?: boolean;
}

/** It is told anew, as the next version, with the reason: whatever was read back or confirmed counts no more. */
export interface MedicalOrderCorrect {
  type: "medical_order.correct";
  consult_id: string;
  medical_order_id: string;
  version: number;
  wanted: Wanted;
  why: string;
  sure?: boolean;
}

/** Whoever is to do it says it back: in ``words``, or ``aloud``. Refuses ``changed_meanwhile`` when ``version`` is */
export interface MedicalOrderReadBack {
  type: "medical_order.read_back";
  consult_id: string;
  medical_order_id: string;
  version: number;
  words?: string;
  aloud?: boolean;
}

/** What was read back is what was told: said by who told it; by another who may tell once that one has gone. */
export interface MedicalOrderConfirm {
  type: "medical_order.confirm";
  consult_id: string;
  medical_order_id: string;
  version: number;
}

/** It was given or done, once. ``last``: no further dose will be given. ``unconfirmed_because``: why it was done */
export interface MedicalOrderDo {
  type: "medical_order.do";
  consult_id: string;
  medical_order_id: string;
  version: number;
  done_at_ms: number;
  given?: Given;
  last?: boolean;
  unconfirmed_because?: string;
}

/** It was not done, or no further dose of it. ``other`` needs the reason in words. */
export interface MedicalOrderLeave {
  type: "medical_order.leave";
  consult_id: string;
  medical_order_id: string;
  version: number;
  because: "unavailable" | "refused" | "changed" | "no_access" | "other";
  note?: string;
}

/** It is not to be done, or not any more: said by whoever may tell, with the reason. */
export interface MedicalOrderStop {
  type: "medical_order.stop";
  consult_id: string;
  medical_order_id: string;
  why: string;
}

/** The other side has seen its end. */
export interface MedicalOrderSee {
  type: "medical_order.see";
  consult_id: string;
  medical_order_id: string;
}

/** It was told, or (``version`` over 1) corrected. ``dangers``: what was shown about its dose when it was told; */
export interface MedicalOrderTold {
  type: "medical_order.told";
  consult_id: string;
  medical_order_id: string;
  version: number;
  teller_id: string;
  wanted: Wanted | null;
  dangers: ("ten_fold_above" | "ten_fold_below" | "above_usual" | "below_usual" | "above_most")[];
  weight_kg: number | null;
  why: string | null;
  incident_id: string | null;
}

/** It was read back. */
export interface MedicalOrderWasReadBack {
  type: "medical_order.was_read_back";
  consult_id: string;
  medical_order_id: string;
  version: number;
  reader_id: string;
  aloud: boolean;
  words: string | null;
  incident_id: string | null;
}

/** What was read back is right. */
export interface MedicalOrderConfirmed {
  type: "medical_order.confirmed";
  consult_id: string;
  medical_order_id: string;
  version: number;
  confirmer_id: string;
  incident_id: string | null;
}

/** One dose was given, or it was done. ``ends``: nothing more is to be done. */
export interface MedicalOrderDone {
  type: "medical_order.done";
  consult_id: string;
  medical_order_id: string;
  version: number;
  doer_id: string;
  dose_number: number;
  done_at_ms: number;
  ends: boolean;
  given: Given | null;
  unconfirmed: boolean;
  unconfirmed_because: string | null;
  incident_id: string | null;
}

/** It was not done, or not to its end. */
export interface MedicalOrderLeft {
  type: "medical_order.left";
  consult_id: string;
  medical_order_id: string;
  version: number;
  leaver_id: string;
  because: "unavailable" | "refused" | "changed" | "no_access" | "other";
  note: string | null;
  incident_id: string | null;
}

/** It was stopped. */
export interface MedicalOrderStopped {
  type: "medical_order.stopped";
  consult_id: string;
  medical_order_id: string;
  stopper_id: string;
  why: string | null;
  incident_id: string | null;
}

/** Its end was seen by the other side. */
export interface MedicalOrderSeen {
  type: "medical_order.seen";
  consult_id: string;
  medical_order_id: string;
  seer_id: string;
  incident_id: string | null;
}

/** Who did it, and when: by the server's clock and by their device's. ``words``: what they said with it. */
export interface SignedMoment {
  person_id: string;
  name: string | null;
  at_ms: number;
  made_at_ms: number;
  words: string | null;
  aloud: boolean;
}

/** What was told once, how it was read back and confirmed. ``told.words``: why it was corrected. */
export interface MedicalOrderVersionView {
  version: number;
  wanted: Wanted | null;
  told: SignedMoment;
  dangers: ("ten_fold_above" | "ten_fold_below" | "above_usual" | "below_usual" | "above_most")[];
  weight_kg: number | null;
  read_back: SignedMoment | null;
  confirmed: SignedMoment | null;
}

/** What was given, once. ``done.words``: why it was done unconfirmed, when it was. */
export interface DoseView {
  dose_number: number;
  version: number;
  done_at_ms: number;
  done: SignedMoment;
  given: Given | null;
  unconfirmed: boolean;
}

/** One medical order with all its versions and doses. ``ended``: how it ended, once it has; ``end``: by whom and */
export interface MedicalOrderView {
  medical_order_id: string;
  state: "told" | "read_back" | "confirmed" | "done" | "not_done" | "stopped" | "seen";
  versions: MedicalOrderVersionView[];
  doses: DoseView[];
  ended: "done" | "not_done" | "stopped" | null;
  end: SignedMoment | null;
  because: "unavailable" | "refused" | "changed" | "no_access" | "other" | null;
  seen: SignedMoment | null;
}

/** The medical orders of a consult, in the order in which they were first told. */
export interface MedicalOrdersView {
  consult_id: string;
  medical_orders: MedicalOrderView[] | null;
}

/** All medical orders of a consult. Refuses ``not_found`` to who may not read it. */
export interface MedicalOrdersRecord {
  type: "medical_order.record";
  consult_id: string;
}

/** One milestone, stamped once: the device's time and the server's. */
export interface Stamped {
  stage: Stage;
  at_device_ms: number;
  at_ms: number;
  by: string;
  heard: "telephone" | "radio" | "paper" | null;
  again_at_ms: number | null;
  again_by: string | null;
}

/** The next step is done. ``hospital_id`` is needed with ``left_scene``, ``result`` with ``cleared``. */
export interface ReportMilestone {
  type: "milestone.report";
  assignment_id: string;
  milestone: Milestone;
  at_device_ms?: number | null;
  hospital_id?: string | null;
  result?: Result | null;
}

/** On the way the destination changes; the first hospital stops seeing the brigade. */
export interface ChangeHospital {
  type: "assignment.change_hospital";
  assignment_id: string;
  hospital_id: string;
}

/** The hospital: we know who is coming and are ready (before arrival), or we have taken the patient over. */
export interface AcknowledgeHandover {
  type: "handover.acknowledge";
  assignment_id: string;
  note?: string;
}

/** ``eta_at_ms``: when the brigade is expected where it now goes (the scene, the hospital), if that is known. */
export interface MilestoneReported {
  type: "milestone.reported";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  milestone: Milestone;
  at_device_ms: number;
  changed_incident_id: string | null;
  hospital_id: string | null;
  hospital_name: string | null;
  result: Result | null;
  eta_at_ms: number | null;
  heard: "telephone" | "radio" | "paper" | null;
}

export interface HospitalChanged {
  type: "assignment.hospital_changed";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  from_hospital_id: string;
  hospital_id: string;
  hospital_name: string;
  eta_at_ms: number | null;
}

export interface HandoverAcknowledged {
  type: "handover.acknowledged";
  assignment_id: string;
  incident_id: string;
  brigade_id: string;
  hospital_id: string;
  note: string | null;
}

/** An SDP offer (the asker's device only) or the answer to it. */
export interface ConversationDescription {
  type: "conversation.description";
  conversation_id: string;
  endpoint: string;
  round: number;
  restart?: number;
  kind: "offer" | "answer";
  sdp: string;
}

/** One ICE candidate; "" says there are no more. */
export interface ConversationCandidate {
  type: "conversation.candidate";
  conversation_id: string;
  endpoint: string;
  round: number;
  restart?: number;
  candidate: string;
  mid?: string | null;
  line?: number | null;
}

/** Each page says after each welcome that it still carries its endpoint; without it the participant counts as */
export interface ConversationHere {
  type: "conversation.here";
  conversation_id: string;
  endpoint: string;
}

/** The answerer's device asks the asker's for a new offer; ``restart`` True: the path is dead, restart ICE. */
export interface NegotiationWanted {
  type: "negotiation.wanted";
  conversation_id: string;
  endpoint: string;
  restart?: boolean;
}

export interface PeerDescription {
  type: "peer.description";
  conversation_id: string;
  to_endpoint: string;
  round: number;
  restart: number;
  kind: "offer" | "answer";
  sdp: string;
}

export interface PeerCandidate {
  type: "peer.candidate";
  conversation_id: string;
  to_endpoint: string;
  round: number;
  restart: number;
  candidate: string;
  mid: string | null;
  line: number | null;
}

export interface PeerWantsNegotiation {
  type: "peer.wants_negotiation";
  conversation_id: string;
  to_endpoint: string;
  restart: boolean;
}

/** A participant's device whose connection to the server is lost since then. */
export interface Away {
  endpoint: string;
  since_ms: number;
}

/** Who of a conversation is reconnecting now; the newest list holds, and an empty one says: everybody is here. */
export interface ConversationAway {
  type: "conversation.away";
  conversation_id: string;
  away: Away[];
}

/** As a browser's RTCIceServer wants it. STUN has no username. */
export interface IceServer {
  urls: string[];
  username: string | null;
  credential: string | null;
}

/** How devices find a path to each other; an empty list on a network where they see each other. */
export interface IceServers {
  type: "ice_servers";
}

/** A key by which another system may send notices, and nothing else. It is kept as its hash. */
export interface NoticeKeyAdd {
  type: "notice_key.add";
  key_id: string;
  name: string;
  key_hash: string;
}

/** It is good no more. What was taken under it still goes. */
export interface NoticeKeyRevoke {
  type: "notice_key.revoke";
  key_id: string;
}

/** A notice that another system asks for. ``digest``: of all that it said; the same again is the same notice. */
export interface NoticeTake {
  type: "notice.take";
  notice_id: string;
  key_id: string;
  digest: string;
  language: "uz" | "ru" | "en";
  template: "result_ready" | "appointment" | "appointment_changed" | "reminder";
  values: Record<string, string>;
  not_before_ms: number;
  expires_at_ms: number;
  telephone?: string | null;
  email?: string | null;
}

/** Its time has come: it is sent, put off until the quiet hours are over, or has expired. */
export interface NoticeSend {
  type: "notice.send";
  notice_id: string;
}

/** How far its message has come. */
export interface NoticeFollow {
  type: "notice.follow";
  notice_id: string;
  delivery_id: string;
  status: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn";
  code?: string | null;
}

/** Address and values have had their day. */
export interface NoticeForget {
  type: "notice.forget";
  notice_id: string;
}

/** The journal holds them no more either. */
export interface NoticeErased {
  type: "notice.say_erased";
  notice_id: string;
}

export interface NoticeKeyAdded {
  type: "notice_key.added";
  key_id: string;
  name: string;
  key_hash: string;
}

export interface NoticeKeyRevoked {
  type: "notice_key.revoked";
  key_id: string;
}

export interface NoticeTaken {
  type: "notice.taken";
  notice_id: string;
  key_id: string;
  digest: string;
  language: "uz" | "ru" | "en";
  template: "result_ready" | "appointment" | "appointment_changed" | "reminder";
  not_before_ms: number;
  expires_at_ms: number;
  values: Record<string, string> | null;
  telephone: string | null;
  email: string | null;
}

/** It would come by night: it waits until ``until_ms``. */
export interface NoticePutOff {
  type: "notice.put_off";
  notice_id: string;
  until_ms: number;
}

export interface NoticeSending {
  type: "notice.sending";
  notice_id: string;
  delivery_id: string;
}

/** Its message left or arrived. */
export interface NoticeMoved {
  type: "notice.moved";
  notice_id: string;
  phase: "waiting" | "sending" | "sent" | "delivered" | "failed" | "expired" | "not_sent";
}

/** Nothing more will be done. ``reason`` is None when it was delivered, else ``quiet_hours``, ``too_late``, */
export interface NoticeEnded {
  type: "notice.ended";
  notice_id: string;
  key_id: string;
  phase: "waiting" | "sending" | "sent" | "delivered" | "failed" | "expired" | "not_sent";
  reason: string | null;
}

/** Address and values are gone from the notice and from its message. */
export interface NoticeForgotten {
  type: "notice.forgotten";
  notice_id: string;
  delivery_id: string | null;
}

/** The journal's personal columns are empty. */
export interface NoticeFilesErased {
  type: "notice.erased";
  notice_id: string;
}

/** How far this message of a notice has come; None: it is no notice's. The server's own question. */
export interface NoticeOfDelivery {
  type: "notice.of_delivery";
  delivery_id: string;
}

/** The number that a notice goes to; None: it goes by e-mail. The server's own question. */
export interface NoticeTelephone {
  type: "notice.telephone";
  notice_id: string;
}

/** Ring somebody to come in. ``invitation_id`` is made by the inviter's device. A person and a brigade ring for */
export interface ConversationInvite {
  type: "conversation.invite";
  conversation_id: string;
  invitation_id: string;
  to_relation: "brigade" | "person" | "service" | "guest";
  to_id?: string;
  to_name?: string | null;
}

/** Accept an invitation: the first of the invited one's devices is in; then the device joins. */
export interface ConversationEnter {
  type: "conversation.enter";
  conversation_id: string;
  invitation_id: string;
}

/** Whoever treats the patient in the consult ``about`` wants to come into the conversation that goes on about it, */
export interface ConversationComeIn {
  type: "conversation.come_in";
  about: string;
}

/** The invited one says no, or who is in the conversation takes the invitation back. */
export interface ConversationRefuseInvitation {
  type: "conversation.refuse_invitation";
  conversation_id: string;
  invitation_id: string;
}

/** The clock's: whoever has been rung long enough is rung no more. */
export interface ConversationLapseInvitations {
  type: "conversation.lapse_invitations";
  conversation_id: string;
}

/** Leaves a conversation that goes on without one; between two it is hanging up. */
export interface ConversationLeave {
  type: "conversation.leave";
  conversation_id: string;
}

/** The asker, or the desk, takes somebody else out. */
export interface ConversationRemove {
  type: "conversation.remove";
  conversation_id: string;
  of_relation: "person" | "brigade" | "guest";
  of_id: string;
}

/** Asks somebody's device to mute, or says so of oneself. ``muted`` False takes it back: only of oneself. */
export interface ConversationMute {
  type: "conversation.mute";
  conversation_id: string;
  of_relation: "person" | "brigade" | "guest";
  of_id: string;
  muted?: boolean;
}

/** Holds the conversation on the forwarder (``held`` False: no longer). A participant says ``no_path``: their */
export interface ConversationMove {
  type: "conversation.move";
  conversation_id: string;
  why: "no_path" | "recording";
  held?: boolean;
}

/** A text to everybody in it; kept in the journal. */
export interface ConversationWrite {
  type: "conversation.write";
  conversation_id: string;
  text: string;
}

/** The system's: that device has been without a connection for 120 s; its participant has left. */
export interface ConversationLose {
  type: "conversation.lose";
  conversation_id: string;
  endpoint: string;
}

export interface ConversationInvited {
  type: "conversation.invited";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  invitation_id: string;
  to_relation: "brigade" | "person" | "service" | "guest";
  to_id: string;
  to_name: string | null;
  by_relation: "person" | "brigade" | "guest";
  by_id: string;
  ring_until_ms: number;
}

export interface ConversationEntered {
  type: "conversation.entered";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  invitation_id: string;
  of_relation: "person" | "brigade" | "guest";
  of_id: string;
  of_name: string | null;
  role: string;
}

/** Nobody came in by it. */
export interface InvitationEnded {
  type: "conversation.invitation_ended";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  invitation_id: string;
  because: "declined" | "no_answer" | "withdrawn";
}

/** One has gone and the others go on. ``by_id``: who took them out. */
export interface ConversationLeft {
  type: "conversation.left";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  of_relation: "person" | "brigade" | "guest";
  of_id: string;
  because: "left" | "removed" | "lost";
  by_id: string | null;
}

/** ``by_id`` None: nobody mutes them any more. */
export interface ConversationMuted {
  type: "conversation.muted";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  of_relation: "person" | "brigade" | "guest";
  of_id: string;
  by_id: string | null;
}

/** What holds the conversation on the forwarder has begun, or has ended. */
export interface ConversationHeld {
  type: "conversation.held";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  why: "no_path" | "recording";
  held: boolean;
}

export interface ConversationWritten {
  type: "conversation.written";
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  of_relation: "person" | "brigade" | "guest";
  of_id: string;
  of_name: string | null;
  text: string | null;
}

/** One text. None: it has been erased. */
export interface WrittenText {
  relation: "person" | "brigade" | "guest";
  id: string;
  name: string | null;
  text: string | null;
  at_ms: number;
}

/** What was written, in order, for whoever is or was in the conversation. */
export interface ConversationTexts {
  type: "conversation.texts";
  conversation_id: string;
}

/** The system's: somebody's own consult begins, its link is sent, and who is on duty for the specialty is rung. */
export interface PatientConsultOpen {
  type: "patient_consult.open";
  consult_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  urgency: "emergency" | "urgent" | "planned";
  question: string;
  summary?: string;
  language: "uz" | "ru" | "en";
  telephone?: string | null;
  name?: string | null;
  age_years?: number | null;
  sex?: "female" | "male" | "unknown";
  incident_id?: string | null;
  incident_number?: number | null;
  incident_reason?: string | null;
  lives_ms?: number | null;
}

/** The patient gets a link into this consult; said again, another message with the same link. The system's too: for */
export interface PatientLinkSend {
  type: "patient_link.send";
  consult_id: string;
  telephone: string | null;
  language: "uz" | "ru" | "en";
  lives_ms?: number | null;
}

/** The link is worth nothing from now on; whoever came in by it is out. */
export interface PatientLinkRevoke {
  type: "patient_link.revoke";
  consult_id: string;
}

/** A line between the patient and who treats them in this consult. ``made_at_ms`` is the writer's clock. */
export interface PatientSay {
  type: "patient.say";
  consult_id: string;
  text: string;
}

/** Whoever treats looks at the headings of earlier contacts of the same telephone number: each look is written down. */
export interface PatientLookBack {
  type: "patient.look_back";
  consult_id: string;
}

/** The specialist has an ambulance sent to the patient: an incident with a threat to life, at once. ``place`` is */
export interface PatientMakeEmergency {
  type: "patient.make_emergency";
  consult_id: string;
  place?: string;
  note?: string;
}

/** The specialist ends a patient's own consult. Refuses ``conclusion_needed`` unless nobody answered or an ambulance */
export interface PatientConsultEnd {
  type: "patient_consult.end";
  consult_id: string;
  closing: "advice" | "see_own_doctor" | "prescribed" | "emergency" | "nobody_answered" | "other";
}

/** The server's: the person has agreed to this wording on the page. Refuses ``changed_meanwhile``, */
export interface PatientAgree {
  type: "patient.agree";
  consult_id: string;
  text_version: string;
  language: "uz" | "ru" | "en";
}

/** The server's: the person does not agree, or not any more. */
export interface PatientDecline {
  type: "patient.decline";
  consult_id: string;
}

/** The server's: the incident that this consult was turned into is open, or a brigade goes there. */
export interface PatientNoteIncident {
  type: "patient.note_incident";
  consult_id: string;
  incident_id: string;
  number: number;
  sent?: boolean;
}

/** The server's: how far the message has come. */
export interface PatientLinkNoteDelivery {
  type: "patient_link.note_delivery";
  consult_id: string;
  status: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn";
}

/** The clock's: the link's time is over. */
export interface PatientLinkExpire {
  type: "patient_link.expire";
  consult_id: string;
}

/** The server's: its consult is over. */
export interface PatientLinkEnd {
  type: "patient_link.end";
  consult_id: string;
}

/** ``number``: the consult's. ``own``: it is the patient's own consult. */
export interface PatientLinkSent {
  type: "patient_link.sent";
  consult_id: string;
  number: number;
  guest_id: string;
  language: "uz" | "ru" | "en";
  expires_at_ms: number;
  own: boolean;
  telephone: string | null;
  name: string | null;
}

export interface PatientLinkDeliveryNoted {
  type: "patient_link.delivery_noted";
  consult_id: string;
  status: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn";
}

/** What goes with it lets the patient into the circle, if they are not of it. */
export interface PatientAgreed {
  type: "patient.agreed";
  consult_id: string;
  text_version: string;
  language: "uz" | "ru" | "en";
}

/** They did not agree, or do not any more. */
export interface PatientDeclined {
  type: "patient.declined";
  consult_id: string;
}

export interface PatientLinkEnded {
  type: "patient_link.ended";
  consult_id: string;
  guest_id: string;
  because: "consult_over" | "revoked" | "expired";
}

/** A line between the patient and a doctor; the thread shows it too. */
export interface PatientSaid {
  type: "patient.said";
  consult_id: string;
  line_id: string;
  side: "patient" | "doctor";
  author_id: string;
  text: string | null;
  name: string | null;
}

/** Somebody has looked at the headings of earlier contacts; who, the journal's row says too. */
export interface PatientContactsSeen {
  type: "patient.contacts_seen";
  consult_id: string;
  person_id: string;
  found: number;
}

/** An ambulance is wanted for the patient; the incident follows. ``behind_id``: the incident that was behind it. */
export interface PatientMadeEmergency {
  type: "patient.made_emergency";
  consult_id: string;
  number: number;
  person_id: string;
  reason: string;
  incident_id: string;
  behind_id: string | null;
  age_years: number | null;
  telephone: string | null;
  caller_name: string | null;
  patient_name: string | null;
  sex: "female" | "male" | "unknown" | null;
  address: Address | null;
  point: Point | null;
  note: string | null;
}

/** The desk has it under this number; ``sent``: a brigade goes there. */
export interface PatientIncidentNoted {
  type: "patient.incident_noted";
  consult_id: string;
  incident_id: string;
  number: number;
  sent: boolean;
}

/** How a patient's own consult ended; that it is over follows at once. */
export interface PatientConsultEnded {
  type: "patient_consult.ended";
  consult_id: string;
  person_id: string;
  closing: "advice" | "see_own_doctor" | "prescribed" | "emergency" | "nobody_answered" | "other";
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  urgency: "emergency" | "urgent" | "planned";
  incident_reason: string | null;
  person_name: string | null;
  telephone: string | null;
}

/** A line between the two. ``name``: of the doctor; the patient is told no other name. */
export interface PatientLine {
  line_id: string;
  side: "patient" | "doctor";
  at_ms: number;
  text: string | null;
  name: string | null;
}

/** For the patient alone: nothing of the record, no name but that of the doctor who has taken the consult. */
export interface PatientGuestView {
  consult_id: string;
  phase: "none" | "sent" | "agreed" | "declined" | "ended";
  stage: "sought" | "taken" | "over";
  own: boolean;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology";
  asked_at_ms: number;
  since_ms: number;
  answer_by_ms: number | null;
  doctor_name: string | null;
  lines: PatientLine[];
  emergency_at_ms: number | null;
  help_number: number | null;
  help_sent: boolean;
  expires_at_ms: number;
}

/** For those who treat: how the patient is reached. */
export interface PatientLinkView {
  consult_id: string;
  phase: "none" | "sent" | "agreed" | "declined" | "ended";
  own: boolean;
  guest_id: string;
  language: "uz" | "ru" | "en";
  name: string | null;
  telephone: string | null;
  delivery: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn" | null;
  sent_at_ms: number | null;
  agreed_at_ms: number | null;
  expires_at_ms: number | null;
  ended_because: "consult_over" | "revoked" | "expired" | null;
  lines: PatientLine[];
  emergency_at_ms: number | null;
  help_incident_id: string | null;
  help_number: number | null;
  help_sent: boolean;
  place_known: boolean;
}

/** One earlier contact of the same telephone number, its heading alone. ``reason``: a reason's code, or a specialty; */
export interface EarlierContact {
  kind: "incident" | "consult";
  number: number;
  at_ms: number;
  reason: string;
  result: string | null;
}

/** How far the newest message with this consult's link has come; None when there is none. The server's own. */
export interface PatientMessageStatus {
  type: "patient_message.status";
  consult_id: string;
}

/** How the patient of a consult is reached, and the incident that is behind it. */
export interface PatientReach {
  telephone: string | null;
  incident_id: string | null;
}

/** The server's own, whether a link was sent or not. Refuses ``not_found``. */
export interface PatientReachOf {
  type: "patient_link.reach";
  consult_id: string;
}

/** The consult that was turned into this incident; None: no consult was. The server's own. */
export interface PatientHelpOf {
  type: "patient_link.help_of";
  incident_id: string;
}

/** Of the patient's own consults that ended: how many came again within 24 and 72 hours (by telephone or for another */
export interface SafetyCounts {
  ended: number;
  again_24: number;
  again_72: number;
  sent_24: number;
  sent_72: number;
  emergencies: number;
}

/** ``key``: a person's id, a reason's code or a closing. ``name``: the doctor's; None for the others, and once */
export interface SafetyRow {
  key: string;
  name: string | null;
  counts: SafetyCounts;
}

/** ``heard_until_ms``: so far the journal was read; what ended less than 72 hours before may still come again. */
export interface PatientSafetyView {
  from_ms: number;
  until_ms: number;
  heard_until_ms: number;
  all: SafetyCounts;
  by_doctor: SafetyRow[];
  by_reason: SafetyRow[];
  by_closing: SafetyRow[];
}

/** What became of the patients' own consults that ended from ``from_ms`` until ``until_ms``, for administrators and */
export interface PatientSafety {
  type: "patients.safety";
  from_ms: number;
  until_ms: number;
}

/** A new account. ``login`` is what is typed at sign-in; without a password nobody can sign in to it. The hash */
export interface PersonAdd {
  type: "person.add";
  person_id: string;
  login: string;
  name: string;
  role: "call_taker" | "dispatcher" | "crew" | "physician" | "specialist" | "hospital" | "administrator";
  telephone?: string | null;
  language?: "uz" | "ru" | "en";
  place?: string;
  specialty?: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | null;
  brigade_id?: string | null;
  hospital_id?: string | null;
  password_hash?: string | null;
  email?: string | null;
}

/** Changes what is given and leaves what is None. Of their own account a person may change the language. */
export interface PersonChange {
  type: "person.change";
  person_id: string;
  name?: string | null;
  role?: "call_taker" | "dispatcher" | "crew" | "physician" | "specialist" | "hospital" | "administrator" | null;
  telephone?: string | null;
  language?: "uz" | "ru" | "en" | null;
  place?: string | null;
  specialty?: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | null;
  brigade_id?: string | null;
  hospital_id?: string | null;
  email?: string | null;
}

/** A new password; every sign-in of the person is closed. */
export interface PersonSetPassword {
  type: "person.set_password";
  person_id: string;
  password_hash: string;
}

/** The person can no longer sign in, and is signed out everywhere. */
export interface PersonDisable {
  type: "person.disable";
  person_id: string;
}

/** A person signs in. */
export interface SignInOpen {
  type: "sign_in.open";
  sign_in_id: string;
  person_id: string;
  token_hash: string;
  device?: string;
  lives_ms?: number;
}

/** A paired tablet signs in for its brigade; the crew on it changes, the sign-in stays. */
export interface SignInOpenDevice {
  type: "sign_in.open_device";
  sign_in_id: string;
  brigade_id: string;
  brigade_name: string;
  token_hash: string;
  device?: string;
  lives_ms?: number;
}

/** Whoever holds a ticket and has agreed signs in as the guest of the one thing that it is about; the browser that */
export interface SignInOpenGuest {
  type: "sign_in.open_guest";
  sign_in_id: string;
  guest_id: string;
  token_hash: string;
  lives_ms: number;
  language?: "uz" | "ru" | "en";
}

/** Ends every sign-in of the guest at once. */
export interface SignInCloseGuest {
  type: "sign_in.close_guest";
  guest_id: string;
}

/** Ends a sign-in at once: its cookie and its sockets are no longer valid. */
export interface SignInClose {
  type: "sign_in.close";
  sign_in_id: string;
  why?: "signed_out" | "expired" | "revoked";
}

/** An account was made. */
export interface PersonAdded {
  type: "person.added";
  person_id: string;
  role: "call_taker" | "dispatcher" | "crew" | "physician" | "specialist" | "hospital" | "administrator";
  language: "uz" | "ru" | "en";
  login: string | null;
  name: string | null;
  telephone: string | null;
  place: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | null;
  brigade_id: string | null;
  hospital_id: string | null;
  password_hash: string | null;
  email: string | null;
}

/** The account is so from now on: all of it is given, changed or not. */
export interface PersonChanged {
  type: "person.changed";
  person_id: string;
  role: "call_taker" | "dispatcher" | "crew" | "physician" | "specialist" | "hospital" | "administrator";
  language: "uz" | "ru" | "en";
  name: string | null;
  telephone: string | null;
  place: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | null;
  brigade_id: string | null;
  hospital_id: string | null;
  email: string | null;
}

/** The password is another one. The hash stands among the personal fields: no screen is ever sent it. */
export interface PersonPasswordSet {
  type: "person.password_set";
  person_id: string;
  password_hash: string | null;
}

/** The account can no longer be used. */
export interface PersonDisabled {
  type: "person.disabled";
  person_id: string;
}

/** Somebody signed in: a person, a tablet for its brigade, or the guest of one thing. */
export interface SignInOpened {
  type: "sign_in.opened";
  sign_in_id: string;
  token_hash: string;
  expires_at_ms: number;
  device: string;
  person_id: string | null;
  brigade_id: string | null;
  brigade_name: string;
  guest_id: string | null;
  language: "uz" | "ru" | "en";
}

/** A sign-in ended. */
export interface SignInClosed {
  type: "sign_in.closed";
  sign_in_id: string;
  why: string;
  person_id: string | null;
  brigade_id: string | null;
  guest_id: string | null;
}

/** An account as administrators, and its owner, see it. The telephone is for whoever has to reach the person. */
export interface PersonView {
  person_id: string;
  name: string | null;
  role: "call_taker" | "dispatcher" | "crew" | "physician" | "specialist" | "hospital" | "administrator";
  telephone: string | null;
  language: "uz" | "ru" | "en";
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | null;
  place: string;
  brigade_id: string | null;
  hospital_id: string | null;
  active: boolean;
  email: string | null;
}

/** An open sign-in as administrators, and its owner, see it. */
export interface SignInView {
  sign_in_id: string;
  device: string;
  opened_at_ms: number;
  expires_at_ms: number;
  person_id: string | null;
  brigade_id: string | null;
  guest_id: string | null;
}

/** One person's card. Refuses ``not_found``. */
export interface PersonCard {
  type: "person.card";
  person_id: string;
}

/** Somebody of a hospital's reception who is signed in. */
export interface ReceptionPerson {
  person_id: string;
  name: string | null;
}

/** The people of a hospital who are signed in now, by name; the server's own question. */
export interface ReceptionPeople {
  type: "reception.people";
  hospital_id: string;
}

/** One of a brigade's crew, and how they are reached when its tablet is silent. */
export interface CrewTelephone {
  person_id: string;
  telephone: string;
  language: "uz" | "ru" | "en";
}

/** Whom to telephone when a brigade cannot be reached otherwise. */
export interface CrewReached {
  brigade_id: string;
  name: string;
  telephone: string;
}

/** The telephones of every brigade's crew, by brigade and name. A console asks before it needs them: when the server */
export interface CrewsReached {
  type: "crews.reached";
}

/** The telephones of the brigade's crew: open accounts of the role ``crew`` at that brigade which have one. The */
export interface CrewTelephones {
  type: "crew.telephones";
  brigade_id: string;
}

/** This browser may be rung for me while its page is closed, as long as I am signed in on it. */
export interface PushSubscribe {
  type: "push.subscribe";
  subscription_id: string;
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** It may not any more. By its person alone, from any device of theirs. */
export interface PushUnsubscribe {
  type: "push.unsubscribe";
  subscription_id: string;
}

/** The server's own wish. */
export interface PushForget {
  type: "push.forget";
  subscription_id: string;
  because: "gone" | "signed_out";
}

/** ``service`` is the host of the endpoint. */
export interface PushSubscribed {
  type: "push.subscribed";
  subscription_id: string;
  person_id: string;
  sign_in_id: string | null;
  device: string;
  service: string;
  endpoint: string | null;
  p256dh: string | null;
  auth: string | null;
}

export interface PushUnsubscribed {
  type: "push.unsubscribed";
  subscription_id: string;
  person_id: string;
  because: "asked" | "replaced" | "gone" | "signed_out";
}

/** One of a person's browsers, to the person. */
export interface PushSubscriptionView {
  subscription_id: string;
  device: string;
  service: string;
  since_ms: number;
}

/** What a browser must be told to let this service ring it; None where there is no Web Push. */
export interface PushKey {
  public_key: string | null;
}

export interface AskPushKey {
  type: "push.key";
}

/** The ids of the open subscriptions that were made under a sign-in. */
export interface PushOfSignIn {
  type: "push.of_sign_in";
  sign_in_id: string;
}

/** The subscription that a delivery went to; None when it went by another channel. */
export interface PushOfDelivery {
  type: "push.of_delivery";
  delivery_id: string;
}

/** Somebody who is or was in it. ``left_at_ms`` None: they are in it until its end. */
export interface CourseMember {
  key: string;
  role: string;
  entered_at_ms: number;
  left_at_ms: number | null;
}

/** One thing that happened. ``key``: of whom; ``path`` and ``process``: how it goes from then on. */
export interface CourseEntry {
  at_ms: number;
  what: "began" | "entered" | "left" | "path" | "process" | "recording_on" | "recording_off" | "ended";
  key: string | null;
  path: "direct" | "forwarder" | null;
  process: string | null;
  because: string;
}

/** An accepted conversation as an administrator sees it: nothing of whom or what it is about. ``process``: the */
export interface CourseView {
  conversation_id: string;
  about_kind: "incident" | "consult" | "none";
  began_at_ms: number;
  ended_at_ms: number | null;
  path: "direct" | "forwarder";
  process: string | null;
  recording: boolean;
  members: CourseMember[];
  entries: number;
}

/** What one side's device has told of its link last. */
export interface SideQuality {
  key: string;
  at_ms: number;
  score: number;
  rung: "video" | "low_video" | "stills" | "voice" | "clips" | "text";
  reason: "good" | "loss" | "delay" | "bandwidth" | "broken" | "chosen" | "asked";
  choice: "auto" | "picture" | "save_data" | "voice";
  lost_permille: number | null;
  concealed_permille: number | null;
  round_trip_ms: number | null;
}

export interface RoomQuality {
  conversation_id: string;
  sides: SideQuality[];
}

/** One process of a media worker. Its traffic is known to the server that it is connected to: None elsewhere, and */
export interface ProcessQuality {
  worker_id: string;
  process: string;
  connected: boolean;
  rooms: number;
  members: number;
  up_kbps: number | null;
  down_kbps: number | null;
  lost_permille: number | null;
  round_trip_ms: number | null;
}

/** Once a second to administrators, by each server of the sides that it hears. */
export interface QualityNow {
  type: "quality.now";
  at_ms: number;
  rooms: RoomQuality[];
  processes: ProcessQuality[];
}

/** One side's figures, one a second from ``from_ms`` on; None where nothing was told in that second. */
export interface QualityRun {
  from_ms: number;
  score: (number | null)[];
  lost_permille: (number | null)[];
  concealed_permille: (number | null)[];
  round_trip_ms: (number | null)[];
}

/** From then on the side sends so. */
export interface RungChange {
  at_ms: number;
  rung: "video" | "low_video" | "stills" | "voice" | "clips" | "text";
  reason: "good" | "loss" | "delay" | "bandwidth" | "broken" | "chosen" | "asked";
  choice: "auto" | "picture" | "save_data" | "voice";
}

/** All that is kept of one side, in order. */
export interface SideCourse {
  key: string;
  runs: QualityRun[];
  rungs: RungChange[];
}

/** ``cut``: it was too long for one answer, and its beginning is left out. */
export interface QualityCourse {
  course: CourseView;
  entries: CourseEntry[];
  sides: SideCourse[];
  cut: boolean;
}

/** The seconds of each side and what happened, of a conversation that goes on or is over. Refuses ``not_found``. */
export interface ConversationQuality {
  type: "conversation.quality";
  conversation_id: string;
}

/** The last of them until then (None: now) of that day and the one before, or all of an incident's number; newest */
export interface ConversationsEnded {
  type: "conversations.ended";
  until_ms?: number | null;
  number?: string | null;
}

/** Something to ask the caller; a yes sends ``code`` in ``answers`` and may raise the priority. */
export interface ReasonQuestion {
  code: string;
  label: Record<string, string>;
  raises_to: number;
}

/** A reason of 103. Labels by language ``uz``, ``ru``, ``en``. ``group`` sorts the list. */
export interface ReasonView {
  code: string;
  group: string;
  label: Record<string, string>;
  priority: number;
  profiles: Profile[];
  alert_specialty: string | null;
  target_seconds: number;
  questions: ReasonQuestion[];
}

/** ``threats`` are asked with every reason. */
export interface ReasonListView {
  threats: ReasonQuestion[];
  reasons: ReasonView[];
}

export interface ReasonList {
  type: "reasons.list";
}

/** Somebody who works here and may be called in. ``absent``: on leave or ill; why is nobody's business. */
export interface RecalledStaff {
  person_id: string;
  name: string;
  role: "call_taker" | "dispatcher" | "crew" | "physician" | "specialist" | "hospital" | "administrator";
  language: "uz" | "ru" | "en";
  telephone: string | null;
  email: string | null;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | null;
  hospital_id: string | null;
  on_duty: boolean;
  absent: boolean;
}

/** Asks these people to come to ``place`` because of ``text``, until ``until_ms``. Whoever is absent is asked only */
export interface RecallStart {
  type: "recall.start";
  recall_id: string;
  text: string;
  place: string;
  until_ms: number;
  person_ids: string[];
  though_absent?: string[];
}

/** A further message to everybody who has not answered. Refuses ``wrong_state`` with ``not_before_ms`` when the last */
export interface RecallAskAgain {
  type: "recall.ask_again";
  recall_id: string;
}

/** What has not left is not sent. ``called_off``: those who said that they come are told that they need not. */
export interface RecallEnd {
  type: "recall.end";
  recall_id: string;
  called_off?: boolean;
}

/** The next batch of what a recall still has to do; it is nothing when all is done. */
export interface RecallProceed {
  type: "recall.proceed";
  recall_id: string;
}

/** Its time is over. */
export interface RecallLapse {
  type: "recall.lapse";
  recall_id: string;
}

/** It ended long enough ago: no screen need show it any more. */
export interface RecallRetire {
  type: "recall.retire";
  recall_id: string;
}

/** The link of a message was opened. */
export interface RecallOpen {
  type: "recall.open";
  recalled_id: string;
}

/** Whoever was asked says by when they can come; the newest answer counts, until the recall ends. */
export interface RecallAnswer {
  type: "recall.answer";
  recalled_id: string;
  reply: "in_20" | "in_40" | "in_60" | "later" | "cannot";
}

/** How far the messages to one person have come. */
export interface RecallNoteMessage {
  type: "recall.note_message";
  recalled_id: string;
  stage: "none" | "waiting" | "left" | "delivered" | "failed" | "withdrawn";
}

export interface RecallStarted {
  type: "recall.started";
  recall_id: string;
  text: string | null;
  place: string;
  until_ms: number;
  person_ids: string[];
  though_absent: string[];
}

/** One of the people; ``asked`` False: absent, and not to be asked though. */
export interface RecallPersonListed {
  type: "recall.person_listed";
  recall_id: string;
  recalled_id: string;
  person_id: string;
  role: "call_taker" | "dispatcher" | "crew" | "physician" | "specialist" | "hospital" | "administrator";
  language: "uz" | "ru" | "en";
  asked: boolean;
  absent: boolean;
  stage: "none" | "waiting" | "left" | "delivered" | "failed" | "withdrawn";
  until_ms: number;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | null;
  name: string | null;
  telephone: string | null;
  email: string | null;
}

export interface RecallPersonAskedAgain {
  type: "recall.person_asked_again";
  recall_id: string;
  recalled_id: string;
  round: number;
}

/** The recall has ended for this person. */
export interface RecallPersonClosed {
  type: "recall.person_closed";
  recall_id: string;
  recalled_id: string;
}

/** A batch is done. ``passed`` people of the list were looked at; ``done``: nothing of this kind is left. */
export interface RecallProceeded {
  type: "recall.proceeded";
  recall_id: string;
  work: "list" | "ask_again" | "close";
  passed: number;
  done: boolean;
}

export interface RecallRoundBegun {
  type: "recall.round_begun";
  recall_id: string;
  round: number;
}

export interface RecallOpened {
  type: "recall.opened";
  recall_id: string;
  recalled_id: string;
  person_id: string;
}

/** ``by_ms``: when they are there at the latest; None: later, or not at all. ``before``: the answer that this one */
export interface RecallAnswered {
  type: "recall.answered";
  recall_id: string;
  recalled_id: string;
  person_id: string;
  reply: "in_20" | "in_40" | "in_60" | "later" | "cannot";
  by_ms: number | null;
  before: "in_20" | "in_40" | "in_60" | "later" | "cannot" | null;
}

export interface RecallMessageNoted {
  type: "recall.message_noted";
  recall_id: string;
  recalled_id: string;
  stage: "none" | "waiting" | "left" | "delivered" | "failed" | "withdrawn";
  before: "none" | "waiting" | "left" | "delivered" | "failed" | "withdrawn";
}

/** ``why``: its time is over, enough people come, or it was called off. */
export interface RecallEnded {
  type: "recall.ended";
  recall_id: string;
  why: "time" | "enough" | "called_off";
}

export interface RecallRetired {
  type: "recall.retired";
  recall_id: string;
}

/** A recall as the desk sees it. ``listed`` counts all of its people, ``waiting`` those not yet looked at; */
export interface RecallView {
  recall_id: string;
  text: string | null;
  place: string;
  phase: "running" | "ended";
  started_at_ms: number;
  until_ms: number;
  round: number;
  again_ms: number;
  waiting: number;
  listed: number;
  asked: number;
  unreachable: number;
  left: number;
  delivered: number;
  failed: number;
  opened: number;
  replies: Record<string, number>;
  started_by: string;
  ended_at_ms: number | null;
  ended_why: "time" | "enough" | "called_off" | null;
}

/** One of the people of a recall; ``round``: how often they were asked, 0: not at all. */
export interface RecalledPersonView {
  recalled_id: string;
  person_id: string;
  name: string | null;
  role: "call_taker" | "dispatcher" | "crew" | "physician" | "specialist" | "hospital" | "administrator";
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | null;
  telephone: string | null;
  absent: boolean;
  round: number;
  stage: "none" | "waiting" | "left" | "delivered" | "failed" | "withdrawn";
  opened_at_ms: number | null;
  reply: "in_20" | "in_40" | "in_60" | "later" | "cannot" | null;
  replied_at_ms: number | null;
  by_ms: number | null;
}

/** Who works here and may be called in, with their telephones: everybody of these that are given, by name. ``duty``: */
export interface StaffFind {
  type: "staff.find";
  role?: "call_taker" | "dispatcher" | "crew" | "physician" | "specialist" | "hospital" | "administrator" | null;
  specialty?: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | null;
  hospital_id?: string | null;
  duty?: string | null;
}

/** These people, in this order; whose account is closed is left out. The server's own question. */
export interface StaffCards {
  type: "staff.cards";
  person_ids: string[];
}

/** The people of a recall and how far each is. Refuses ``not_found``. */
export interface RecallPeople {
  type: "recall.people";
  recall_id: string;
}

/** Whom the next batch of a recall's list looks at. The server's own question. */
export interface RecallNext {
  type: "recall.next";
  recall_id: string;
}

/** How far the messages with this link have come; None: it is no recall's. The server's own question. */
export interface RecallMessageStage {
  type: "recall.message_stage";
  link_id: string;
}

/** Whom to send? Answered with RecommendationView. The event keeps everything that was weighed. */
export interface AskRecommendation {
  type: "recommendation.ask";
  incident_id: string;
}

/** A brigade that may go. ``seconds`` = ``free_in_seconds`` + ``mobilise_seconds`` + ``road_seconds``. */
export interface Candidate {
  rank: number;
  brigade_id: string;
  callsign: string;
  profile: Profile;
  state: BrigadeState;
  seconds: number;
  road_seconds: number;
  mobilise_seconds: number;
  free_in_seconds: number;
  metres: number;
  position_age_ms: number;
  reasons: string[];
}

/** A brigade that may not. ``code``: ``busy``, ``off_shift``, ``on_break``, ``out_of_service``, ``profile``, */
export interface Rejected {
  brigade_id: string;
  callsign: string;
  profile: Profile;
  state: BrigadeState;
  code: string;
  seconds: number | null;
  position_age_ms: number | null;
}

/** The best 20 and the nearest 20 of the rejected; all are counted here and kept in the journal. */
export interface RecommendationView {
  recommendation_id: string;
  incident_id: string;
  at_ms: number;
  by_road: boolean;
  wanted: Profile[];
  ranked: Candidate[];
  ranked_total: number;
  rejected: Rejected[];
  rejected_counts: Record<string, number>;
}

/** Every brigade that was looked at, in parallel lists: the i-th entry of each speaks of the same brigade. */
export interface BrigadesWeighed {
  as_of_seq: number;
  brigade_ids: string[];
  callsigns: string[];
  profiles: Profile[];
  states: BrigadeState[];
  state_since_ms: number[];
  lon: (number | null)[];
  lat: (number | null)[];
  position_age_ms: (number | null)[];
  at_post: boolean[];
  shift_ending: boolean[];
  road_seconds: (number | null)[];
  road_metres: (number | null)[];
}

/** Whole: from ``brigades`` and the values beside them the same ranking can be made again. */
export interface RecommendationGiven {
  type: "recommendation.given";
  recommendation_id: string;
  incident_id: string;
  point: Point;
  priority: number;
  wanted: Profile[];
  allowed: Profile[];
  asked_at_ms: number;
  by_road: boolean;
  brigades: BrigadesWeighed;
  ranked: number[];
  ranked_seconds: number[];
  rejected: number[];
  rejected_codes: string[];
  best_brigade_id: string | null;
  best_callsign: string | null;
  best_seconds: number | null;
  ranked_total: number;
  rejected_counts: Record<string, number>;
}

/** What a recommendation has to know of an incident before the transaction. */
export interface IncidentToWeigh {
  incident_id: string;
  point: Point | null;
  priority: number;
  wanted: Profile[];
  status: IncidentStatus;
}

/** Inside the server only. */
export interface IncidentWeighed {
  type: "incident.weigh";
  incident_id: string;
}

/** The record, or this part of it, is shown to the person who says so: it is written down, once in ten minutes for */
export interface ConsultOpen {
  type: "consult.open";
  consult_id: string;
  what?: "record" | "history" | "file" | "conclusion" | "pdf" | "readers" | "exported";
  item_id?: string | null;
}

/** A doctor who treats the patient outside the circle opens the record with a written reason, for a limited time. */
export interface RecordBreakGlass {
  type: "record.break_glass";
  reason: "arrived_here" | "called_about" | "found_in_danger" | "other";
  reason_text: string;
  consult_number?: number | null;
  incident_number?: number | null;
  age_years?: number | null;
  sex?: "female" | "male" | "unknown" | null;
  hours?: number;
}

/** The time is over (the clock's wish), or who opened it needs it no longer. */
export interface RecordEndGlass {
  type: "record.end_glass";
  glass_id: string;
}

/** Somebody has read it. Who, the journal's row says; nothing of it is ever changed or taken away. */
export interface RecordRead {
  type: "record.read";
  reading_id: string;
  consult_id: string;
  reader_id: string;
  role: string;
  what: "record" | "history" | "file" | "conclusion" | "pdf" | "readers" | "exported";
  part: "asker" | "specialist" | "called_in" | "hospital" | "patient" | "broke_glass" | null;
  item_id: string | null;
  device: string;
}

/** Somebody has typed what no record is. */
export interface RecordSought {
  type: "record.sought";
  person_id: string;
}

/** A doctor outside the circle reads the record until ``until_ms``. ``before``: the part they had had. */
export interface RecordGlassBroken {
  type: "record.glass_broken";
  glass_id: string;
  consult_id: string;
  number: number;
  member: CircleMember;
  reason: "arrived_here" | "called_about" | "found_in_danger" | "other";
  until_ms: number;
  before: CircleMember | null;
  reason_text: string | null;
  name: string | null;
  incident_id: string | null;
}

/** They read it no longer. */
export interface RecordGlassEnded {
  type: "record.glass_ended";
  glass_id: string;
  consult_id: string;
  member: CircleMember;
  because: "time" | "own";
  before: CircleMember | null;
}

/** One opening by somebody outside the circle. ``ended_at_ms`` None: it goes on, until ``until_ms``. */
export interface GlassView {
  glass_id: string;
  person_id: string;
  name: string | null;
  reason: "arrived_here" | "called_about" | "found_in_danger" | "other";
  reason_text: string | null;
  at_ms: number;
  until_ms: number;
  ended_at_ms: number | null;
}

/** Who came to the record from outside, and whether it is held beyond its time. */
export interface RecordAccessView {
  consult_id: string;
  glasses: GlassView[];
  held: boolean;
}

/** For who opened it and for the administration: whose and why, nothing of the record. */
export interface BrokenGlassView {
  glass_id: string;
  consult_id: string;
  number: number;
  person_id: string;
  name: string;
  reason: "arrived_here" | "called_about" | "found_in_danger" | "other";
  at_ms: number;
  until_ms: number;
  ended_at_ms: number | null;
}

/** What stands beside a consult that is over, and so on no board. */
export interface ConsultTrustView {
  consents: ConsentsView;
  patient: ConsultPatientView;
  access: RecordAccessView;
}

/** The consents of a consult, the patient's name and who came to it from outside, for whoever reads it. Refuses */
export interface ConsultTrust {
  type: "consult.trust";
  consult_id: string;
}

/** From when until when somebody's screens were sent the record. ``until_ms`` None: still. */
export interface MemberSpan {
  relation: "person" | "brigade" | "hospital" | "guest";
  id: string;
  part: "asker" | "specialist" | "called_in" | "hospital" | "patient" | "broke_glass";
  name: string | null;
  from_ms: number;
  until_ms: number | null;
}

/** One reading. ``part`` None: they had none any more (they read what they themselves had signed). ``place``: the */
export interface ReadingView {
  reading_id: string;
  reader_id: string;
  name: string;
  role: string;
  part: "asker" | "specialist" | "called_in" | "hospital" | "patient" | "broke_glass" | null;
  what: "record" | "history" | "file" | "conclusion" | "pdf" | "readers" | "exported";
  item_id: string | null;
  device: string;
  at_ms: number;
  way: "part" | "broken_glass" | "link" | "export";
  place: string;
}

/** From when until when it was held beyond its time, and why; ``ended_at_ms`` None: it is held. Texts are None once */
export interface HoldView {
  at_ms: number;
  by_name: string;
  reason: string | null;
  ended_at_ms: number | null;
  ended_by_name: string | null;
  ended_reason: string | null;
}

/** The newest reading first. ``glasses`` are without the text of the reason for who is not of the circle; ``holds`` */
export interface ConsultReadersView {
  consult_id: string;
  number: number;
  specialty: string;
  members: MemberSpan[];
  readings: ReadingView[];
  glasses: GlassView[];
  held: boolean;
  erased: boolean;
  holds: HoldView[];
}

/** Who has read the record of a consult, and who could: for the asker's side, the receiving hospital, and */
export interface ConsultReaders {
  type: "consult.readers";
  consult_id?: string | null;
  number?: number | null;
}

/** Somebody in the conversation wants it recorded, and by that agrees. ``text_version`` is the text of consent that */
export interface RecordingAsk {
  type: "recording.ask";
  recording_id: string;
  conversation_id: string;
  text_version: number;
}

/** Who is in the conversation agrees, having read that text. */
export interface RecordingConsent {
  type: "recording.consent";
  recording_id: string;
  text_version: number;
}

/** Who is in the conversation does not agree, or does so no longer. */
export interface RecordingRefuse {
  type: "recording.refuse";
  recording_id: string;
}

/** Anybody in the conversation ends the recording; what was recorded is kept. */
export interface RecordingStop {
  type: "recording.stop";
  recording_id: string;
}

/** The system's: the conversation has changed; begin, pause, go on or end as its state wants it now. */
export interface RecordingFollow {
  type: "recording.follow";
  recording_id: string;
}

/** The system's: a worker has sent this part, and it lies sealed as ``file_id``. ``previous_digest`` is what the */
export interface RecordingKeepPart {
  type: "recording.keep_part";
  recording_id: string;
  worker_id: string;
  reel_id: string;
  number: number;
  take: number;
  key: string;
  endpoint: string;
  filmed: "person" | "screen";
  from_ms: number;
  until_ms: number;
  begins_ms: number;
  key_ms: number | null;
  head_bytes: number;
  size: number;
  previous_digest: string;
  digest: string;
  file_id: string;
}

/** The system's: the worker has said that the reel has so many parts and no more. */
export interface RecordingEndReel {
  type: "recording.end_reel";
  recording_id: string;
  worker_id: string;
  reel_id: string;
  parts: number;
}

/** Who took part and may watch it begins a viewing; the media is given to that viewing alone. */
export interface RecordingWatch {
  type: "recording.watch";
  recording_id: string;
}

/** Who did not take part begins a viewing, and says why. */
export interface RecordingInspect {
  type: "recording.inspect";
  recording_id: string;
  reason: "quality" | "complaint" | "training" | "law";
}

/** The clock's: it was kept as long as the service keeps recordings. */
export interface RecordingForget {
  type: "recording.forget";
  recording_id: string;
}

/** The system's: the files of a forgotten recording are gone. */
export interface RecordingErased {
  type: "recording.say_erased";
  recording_id: string;
}

export interface RecordingAsked {
  type: "recording.asked";
  recording_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  by_key: string;
  asked: string[];
  text_version: number;
}

/** Somebody has come into the conversation, or gone: ``present`` are who is in it now, and are asked. */
export interface RecordingPresence {
  type: "recording.presence";
  recording_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  present: string[];
}

export interface RecordingConsented {
  type: "recording.consented";
  recording_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  by_key: string;
  text_version: number;
}

/** One does not agree, or does so no longer. ``refused``: with that the asking is over. */
export interface RecordingDeclined {
  type: "recording.declined";
  recording_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  by_key: string;
  refused: boolean;
}

/** From here on it is recorded, first or again. ``agreed`` are all who have consented, ``began_at_ms`` the */
export interface RecordingBegun {
  type: "recording.begun";
  recording_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  room_id: string;
  worker_id: string;
  agreed: string[];
  began_at_ms: number;
}

export interface RecordingPaused {
  type: "recording.paused";
  recording_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  room_id: string | null;
  because: "not_agreed" | "no_worker";
}

/** ``by_key`` None: the conversation is over. ``keep_until_ms`` None: nothing was ever recorded. */
export interface RecordingStopped {
  type: "recording.stopped";
  recording_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  room_id: string | null;
  because: "stopped" | "taken_back" | "conversation_over";
  by_key: string | null;
  keep_until_ms: number | null;
}

/** The journal holds the chain of digests: what was kept can be proven without the file's own word. */
export interface RecordingPartKept {
  type: "recording.part_kept";
  recording_id: string;
  reel_id: string;
  part_id: string;
  number: number;
  take: number;
  worker_id: string;
  key: string;
  endpoint: string;
  filmed: "person" | "screen";
  from_ms: number;
  until_ms: number;
  begins_ms: number;
  key_ms: number | null;
  head_bytes: number;
  size: number;
  digest: string;
  file_id: string;
}

export interface RecordingReelEnded {
  type: "recording.reel_ended";
  recording_id: string;
  reel_id: string;
  parts: number;
}

/** A viewing has begun; who, the journal's row says. */
export interface RecordingWatched {
  type: "recording.watched";
  recording_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  viewing_id: string;
  reason: "taking_part" | "quality" | "complaint" | "training" | "law";
}

/** Nobody is given it any more. ``with_key``: it was the conversation's last recording, so its key goes too. */
export interface RecordingForgotten {
  type: "recording.forgotten";
  recording_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  with_key: boolean;
}

export interface RecordingFilesErased {
  type: "recording.erased";
  recording_id: string;
}

/** A piece that plays by itself. Times are milliseconds of the recording; ``size`` is in bytes. */
export interface RecordedTake {
  reel_id: string;
  take: number;
  key: string;
  filmed: "person" | "screen";
  from_ms: number;
  until_ms: number;
  parts: number;
  size: number;
}

/** ``name`` None: erased, or never known. */
export interface RecordedParticipant {
  key: string;
  relation: "person" | "brigade" | "guest";
  name: string | null;
  role: string;
  agreement: "open" | "yes" | "no";
  answered_at_ms: number | null;
}

/** Somebody has watched, or could have. */
export interface Viewing {
  viewing_id: string;
  by_id: string;
  by_name: string;
  reason: "taking_part" | "quality" | "complaint" | "training" | "law";
  at_ms: number;
}

/** One line of the list: nobody's name and nothing of the patient. */
export interface RecordingSummary {
  recording_id: string;
  conversation_id: string;
  phase: "asked" | "running" | "paused" | "stopped" | "refused" | "forgotten";
  asked_at_ms: number;
  began_at_ms: number | null;
  ended_at_ms: number | null;
  keep_until_ms: number | null;
  participants: number;
  viewings: number;
}

/** ``takes`` is empty for who has no viewing yet. */
export interface RecordingWhole {
  summary: RecordingSummary;
  took_part: boolean;
  text_version: number;
  participants: RecordedParticipant[];
  takes: RecordedTake[];
  watched: Viewing[];
}

/** Those asked for in the 31 days up to ``until_ms`` (None: now), the newest first: in which the asker took part; an */
export interface RecordingsList {
  type: "recordings.list";
  until_ms?: number | null;
}

/** One recording: who is in it, who has watched, and with the asker's own ``viewing_id`` what can be played. */
export interface RecordingShow {
  type: "recording.show";
  recording_id: string;
  viewing_id?: string | null;
}

/** A recording that is asked for or goes on. ``agreed``: everybody in the conversation has consented. */
export interface RecordingNow {
  recording_id: string;
  agreed: boolean;
}

/** What is asked for or goes on in the conversation; the server's own question. */
export interface RecordingOf {
  type: "recording.of";
  conversation_id: string;
}

/** How one who is in the conversation has answered. */
export interface AgreementView {
  key: string;
  answer: "open" | "yes" | "no";
  at_ms: number | null;
}

/** What everybody in the conversation is shown, from the asking to the end of the recording. */
export interface RecordingView {
  recording_id: string;
  conversation_id: string;
  phase: "asked" | "running" | "paused" | "stopped" | "refused" | "forgotten";
  asked_by: string;
  asked_at_ms: number;
  text_version: number;
  agreements: AgreementView[];
  began_at_ms: number | null;
  paused_because: "not_agreed" | "no_worker" | null;
}

/** Tell this telephone where the patient is taken, as soon as it is known, in place of any number before. Refused */
export interface RelativeRegister {
  type: "relative.register";
  incident_id: string;
  language: "uz" | "ru" | "en";
  telephone?: string | null;
  relation?: string | null;
}

/** Nobody is told any more; what has not left is not sent. */
export interface RelativeRemove {
  type: "relative.remove";
  incident_id: string;
}

/** Look where the patient is, and tell the relative. Wished again it tells nothing again. */
export interface RelativeLook {
  type: "relative.look";
  incident_id: string;
}

export interface RelativeRegistered {
  type: "relative.registered";
  incident_id: string;
  patient_id: string;
  language: "uz" | "ru" | "en";
  telephone: string | null;
  relation: string | null;
}

/** Nobody is told any more. */
export interface RelativeRemoved {
  type: "relative.removed";
  incident_id: string;
  patient_id: string;
}

export interface RelativeTold {
  type: "relative.told";
  incident_id: string;
  patient_id: string;
  says: "on_the_way" | "handed_over";
  hospital_id: string;
  hospital_name: string;
  delivery_id: string;
}

/** Its owner sent STOP. */
export interface RelativeNotTold {
  type: "relative.not_told";
  incident_id: string;
  patient_id: string;
}

export interface RelativeDeliveryNoted {
  type: "relative.delivery_noted";
  incident_id: string;
  patient_id: string;
  delivery_id: string;
  status: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn";
}

/** The incident is closed: nothing more is told. */
export interface RelativeEnded {
  type: "relative.ended";
  incident_id: string;
  patient_id: string;
}

/** The newest message. */
export interface RelativeMessage {
  says: "on_the_way" | "handed_over";
  hospital_name: string;
  at_ms: number;
  delivery: "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn";
}

/** Kind ``relative``, for the service, while one is registered and the incident goes on. */
export interface RelativeView {
  incident_id: string;
  language: "uz" | "ru" | "en";
  telephone: string | null;
  relation: string | null;
  unsubscribed: boolean;
  told: RelativeMessage | null;
}

/** One message of these: to whom it is, and what it says. ``person_id`` None: the patient. */
export interface ReminderTo {
  delivery_id: string;
  reader: "asker" | "specialist" | "patient";
  says: "booked" | "moved" | "cancelled" | "day_before" | "soon" | "now";
  person_id: string | null;
}

/** What is to be said at an instant. ``readers``: to these alone; empty: to everybody. */
export interface ReminderDue {
  says: "booked" | "moved" | "cancelled" | "day_before" | "soon" | "now";
  at_ms: number;
  readers: string[];
}

/** The server's: looks how the slot of the consult stands, and says what has not been said. ``former_id``: whose */
export interface ReminderLook {
  type: "reminder.look";
  consult_id: string;
  former_id?: string | null;
}

/** The server's: the record of the consult was erased. */
export interface ReminderForget {
  type: "reminder.forget";
  consult_id: string;
}

/** Nothing is kept of what was said, and to whom. */
export interface ReminderForgotten {
  type: "reminder.forgotten";
  consult_id: string;
}

/** These messages go out about this slot, and these are still to come; whatever else waited does no more. */
export interface ReminderTold {
  type: "reminder.told";
  consult_id: string;
  specialist_id: string;
  from_ms: number | null;
  sequence: number;
  messages: ReminderTo[];
  dues: ReminderDue[];
  slot: BookedSlot | null;
}

/** One entry as an iCalendar file (RFC 5545), to be sent by e-mail; the server's own question. A higher ``sequence`` */
export interface CalendarEntry {
  type: "calendar.entry";
  uid: string;
  sequence: number;
  from_ms: number;
  until_ms: number;
  summary: string;
  place?: string;
  cancelled?: boolean;
}

/** A person is away from ``from_ms`` until ``until_ms`` (exclusive) and stands on no list meanwhile. Everybody */
export interface AbsenceAdd {
  type: "absence.add";
  absence_id: string;
  person_id: string;
  from_ms: number;
  until_ms: number;
  kind: "vacation" | "illness" | "other";
}

/** The person is not away after all, or is back before the time. */
export interface AbsenceRemove {
  type: "absence.remove";
  absence_id: string;
}

/** The time is over: no screen need show it any more. */
export interface AbsenceEnd {
  type: "absence.end";
  absence_id: string;
}

/** Asks a colleague, or without ``to_person_id`` everybody of the specialty, to take [from_ms, until_ms) of a duty. */
export interface SwapAsk {
  type: "swap.ask";
  swap_id: string;
  duty_id: string;
  from_ms: number;
  until_ms: number;
  to_person_id?: string | null;
  person_id?: string | null;
}

/** Stands in for exactly the stretch, at the same rank; what has passed of it stays with the giver. */
export interface SwapTake {
  type: "swap.take";
  swap_id: string;
  person_id?: string | null;
}

/** Does not take it. Once nobody is left who might, the swap is declined. */
export interface SwapDecline {
  type: "swap.decline";
  swap_id: string;
}

/** The giver keeps the duty. Once it is taken only an administrator gives what is left of it back. */
export interface SwapWithdraw {
  type: "swap.withdraw";
  swap_id: string;
}

/** The stretch is over: nobody takes it any more. */
export interface SwapEnd {
  type: "swap.end";
  swap_id: string;
}

/** On that date weekly hours are read as those of ``as_weekday``; without it no weekly hours begin on that date. */
export interface HolidaySet {
  type: "holiday.set";
  date: string;
  name: string;
  as_weekday?: number | null;
}

/** The date is an ordinary one. */
export interface HolidayRemove {
  type: "holiday.remove";
  date: string;
}

/** In these weekly hours at least so many people are to be on duty for the specialty, counted as DutyPeople with */
export interface NeedSet {
  type: "need.set";
  need_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | "any";
  weekly: WeeklyHours[];
  at_least?: number;
  hospital_id?: string | null;
  region?: string | null;
  holds_on_holidays?: boolean;
}

/** Nothing is needed there any more. */
export interface NeedRemove {
  type: "need.remove";
  need_id: string;
}

/** Somebody is away. Why is theirs: an illness is nobody else's business. */
export interface AbsenceAdded {
  type: "absence.added";
  absence_id: string;
  person_id: string;
  from_ms: number;
  until_ms: number;
  kind: "vacation" | "illness" | "other" | null;
}

/** The absence counts no more from now on. */
export interface AbsenceRemoved {
  type: "absence.removed";
  absence_id: string;
  person_id: string;
}

/** The absence is over. */
export interface AbsenceEnded {
  type: "absence.ended";
  absence_id: string;
}

/** Somebody would give a stretch of their duty to one of ``asked``. */
export interface SwapAsked {
  type: "swap.asked";
  swap_id: string;
  duty_id: string;
  giver_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | "any";
  from_ms: number;
  until_ms: number;
  asked: string[];
  by_name: boolean;
}

/** Somebody stands in from ``from_ms`` on, which is later than was asked when it had begun. */
export interface SwapTaken {
  type: "swap.taken";
  swap_id: string;
  taker_id: string;
  from_ms: number;
}

/** One of those asked does not take it; ``closed``: they were the last. */
export interface SwapDeclined {
  type: "swap.declined";
  swap_id: string;
  person_id: string;
  closed: boolean;
}

/** The duty is the giver's again from now on. */
export interface SwapWithdrawn {
  type: "swap.withdrawn";
  swap_id: string;
}

/** The stretch is over. */
export interface SwapEnded {
  type: "swap.ended";
  swap_id: string;
}

/** A date is a holiday. */
export interface HolidayWasSet {
  type: "holiday.was_set";
  date: string;
  name: string;
  as_weekday: number | null;
}

/** A date is an ordinary one again. */
export interface HolidayRemoved {
  type: "holiday.removed";
  date: string;
}

/** So many people are needed. */
export interface NeedWasSet {
  type: "need.was_set";
  need_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | "any";
  weekly: WeeklyHours[];
  at_least: number;
  hospital_id: string | null;
  region: string | null;
  holds_on_holidays: boolean;
}

/** A need is none any more. */
export interface NeedRemoved {
  type: "need.removed";
  need_id: string;
}

/** An absence, as the person and the administrators see it. */
export interface AbsenceView {
  absence_id: string;
  person_id: string;
  from_ms: number;
  until_ms: number;
  kind: "vacation" | "illness" | "other" | null;
}

/** A swap, as the giver, those asked, the taker and the administrators see it. */
export interface SwapView {
  swap_id: string;
  duty_id: string;
  giver_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | "any";
  from_ms: number;
  until_ms: number;
  state: "open" | "taken" | "declined" | "withdrawn" | "lapsed";
  asked: string[];
  declined: string[];
  by_name: boolean;
  taker_id: string | null;
}

/** A holiday. */
export interface HolidayView {
  date: string;
  name: string;
  as_weekday: number | null;
}

/** A need. */
export interface NeedView {
  need_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | "any";
  weekly: WeeklyHours[];
  at_least: number;
  hospital_id: string | null;
  region: string | null;
  holds_on_holidays: boolean;
}

/** A stretch in which fewer people are on duty than a need asks for. */
export interface RotaGap {
  need_id: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | "any";
  hospital_id: string | null;
  region: string | null;
  from_ms: number;
  until_ms: number;
  on_duty: number;
  at_least: number;
}

/** What nobody covers between the two instants, exactly, the earliest first. At most 62 days: ``too_long``. */
export interface RotaGaps {
  type: "rota.gaps";
  from_ms: number;
  until_ms: number;
}

/** Somebody on duty without a break. ``why``: by their own entry, or because they took it by ``swap_id``. */
export interface RotaStretch {
  duty_id: string;
  person_id: string;
  name: string;
  specialty: "cardiology" | "neurology" | "surgery" | "paediatrics" | "obstetrics" | "intensive_care" | "therapy" | "toxicology" | "any";
  rank: number;
  senior: boolean;
  hospital_id: string | null;
  region: string | null;
  from_ms: number;
  until_ms: number;
  why: "entry" | "swap";
  swap_id: string | null;
  absent: boolean;
  uncovered: boolean;
}

/** Who is on duty between the two instants, the earliest first. At most 62 days: ``too_long``. */
export interface RotaBetween {
  type: "rota.between";
  from_ms: number;
  until_ms: number;
}

/** Somebody is away. Why is nobody's business here. */
export interface AwayStretch {
  person_id: string;
  from_ms: number;
  until_ms: number;
}

/** A holiday: on that date hours are those of ``as_weekday``; without it none begin. */
export interface RotaHoliday {
  date: string;
  as_weekday: number | null;
}

/** What keeps people from their hours. ``closed``: whose account is closed. */
export interface RotaAwayView {
  holidays: RotaHoliday[];
  away: AwayStretch[];
  closed: string[];
}

/** The holidays, and when these people are away (None: everybody); the server's own question. */
export interface RotaAway {
  type: "rota.away";
  person_ids?: string[] | null;
}

/** What the parts will be: the size of the whole in pixels, where the region of interest lies in it (left, top, */
export interface StillPlan {
  width: number;
  height: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
  columns: number;
  rows: number;
}

/** Somebody in the conversation wants a still of ``of_endpoint``'s camera; ``x`` and ``y`` are what it is about. */
export interface StillAsk {
  type: "still.ask";
  still_id: string;
  conversation_id: string;
  of_endpoint: string;
  x?: number;
  y?: number;
}

/** The device that was asked can take none. */
export interface StillFail {
  type: "still.fail";
  still_id: string;
  because: "no_camera" | "not_taken";
}

export interface StillDraw {
  type: "still.draw";
  still_id: string;
  stroke_id: string;
  shape: "line" | "arrow" | "circle";
  points: [number, number][];
  colour: "yellow" | "cyan" | "pink" | "green" | "orange" | "white";
}

/** Takes back a stroke of one's own. */
export interface StillUndraw {
  type: "still.undraw";
  still_id: string;
  stroke_id: string;
}

/** Hides the still for all; it stays in the record. */
export interface StillClose {
  type: "still.close";
  still_id: string;
}

/** The server's: a part has been kept. ``plan`` comes with the preview. */
export interface StillKeepPart {
  type: "still.keep_part";
  still_id: string;
  part: string;
  file_id: string;
  size: number;
  plan?: StillPlan | null;
}

/** The server's: somebody came in, left or joined anew, or the conversation is over. */
export interface StillFollow {
  type: "still.follow";
  still_id: string;
}

/** The clock's: what was awaited has not come. */
export interface StillGiveUp {
  type: "still.give_up";
  still_id: string;
}

/** ``kept_under``: whose key seals its files. ``present``: the keys of those who are shown it. */
export interface StillAsked {
  type: "still.asked";
  still_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  by_key: string;
  of_key: string;
  of_endpoint: string;
  x: number;
  y: number;
  kept_under: string;
  present: string[];
}

export interface StillPartKept {
  type: "still.part_kept";
  still_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  part: string;
  file_id: string;
  size: number;
  plan: StillPlan | null;
}

/** No more of it will come; what has come stays. */
export interface StillBroken {
  type: "still.broken";
  still_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  because: "late" | "gone" | "no_camera" | "not_taken" | "closed" | "conversation_over";
}

export interface StillClosed {
  type: "still.closed";
  still_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  by_key: string;
}

/** Who is shown it from now on; nobody once the conversation is over. */
export interface StillPresence {
  type: "still.presence";
  still_id: string;
  conversation_id: string;
  present: string[];
}

/** A stroke is a thing of its own: a weak link carries the new one, and not all of them again. */
export interface StillDrawn {
  type: "still.drawn";
  still_id: string;
  stroke_id: string;
  incident_id: string | null;
  consult_id: string | null;
  by_key: string;
  shape: "line" | "arrow" | "circle";
  points: [number, number][];
  colour: "yellow" | "cyan" | "pink" | "green" | "orange" | "white";
  present: string[];
}

export interface StillUndrawn {
  type: "still.undrawn";
  still_id: string;
  stroke_id: string;
  incident_id: string | null;
  consult_id: string | null;
}

/** Who is shown the stroke from now on; nobody once its still is closed. */
export interface StillStrokePresence {
  type: "still.stroke_presence";
  stroke_id: string;
  present: string[];
}

/** How many bytes of the part that is under way have come. */
export interface StillProgress {
  type: "still.progress";
  still_id: string;
  part: string;
  have: number;
  size: number;
}

/** For everybody in the conversation. ``plan`` is None until the preview has come; ``parts`` are the names of those */
export interface StillView {
  still_id: string;
  conversation_id: string;
  incident_id: string | null;
  consult_id: string | null;
  phase: "asked" | "arriving" | "whole" | "broken";
  broken_because: "late" | "gone" | "no_camera" | "not_taken" | "closed" | "conversation_over" | null;
  by_relation: "person" | "brigade" | "guest";
  by_id: string;
  by_name: string | null;
  of_relation: "person" | "brigade" | "guest";
  of_id: string;
  of_endpoint: string;
  x: number;
  y: number;
  asked_at_ms: number;
  plan: StillPlan | null;
  parts: string[];
  closed: boolean;
}

export interface StillStrokeView {
  still_id: string;
  stroke_id: string;
  by_relation: "person" | "brigade" | "guest";
  by_id: string;
  by_name: string | null;
  shape: "line" | "arrow" | "circle";
  points: [number, number][];
  colour: "yellow" | "cyan" | "pink" | "green" | "orange" | "white";
  at_ms: number;
}

/** A still as the record has it. ``of_name`` is None for a guest and for who is not known any more. */
export interface KeptStill {
  still: StillView;
  of_name: string | null;
  strokes: StillStrokeView[];
}

/** The stills of an incident, a consult or a conversation of which something has come, oldest first: for who may */
export interface StillsAbout {
  type: "stills.about";
  kind: "incident" | "consult" | "conversation";
  about: string;
}

/** The ids of the stills that screens of the conversation show; the server's own question. */
export interface StillsOf {
  type: "stills.of";
  conversation_id: string;
}

/** Somebody who works here and is reached by a telephone; several people may share one. */
export interface TelephoneOwner {
  person_id: string;
  role: "call_taker" | "dispatcher" | "crew" | "physician" | "specialist" | "hospital" | "administrator";
  name: string | null;
  number: string | null;
}

/** A text came back. ``to``: our own number that it was sent to. Answered with ``InboundTaken``; the same */
export interface InboundTake {
  type: "inbound.take";
  inbound_id: string;
  sid: string;
  telephone: string;
  to: string;
  text: string;
  means: "answer" | "stop" | "start" | "text";
}

/** The answer to ``inbound.take``. ``placed``: it stands on the thread of what the telephone was last told about. */
export interface InboundTaken {
  means: "answer" | "stop" | "start" | "text";
  placed: boolean;
}

/** I have read the text that nobody could place: it is put away. Refused ``wrong_state`` for any other text. */
export interface InboundNote {
  type: "inbound.note";
  inbound_id: string;
}

/** Messages do not reach the telephone any more. ``to``: our number that must be sent START; empty: not known. */
export interface TelephoneUnsubscribe {
  type: "telephone.unsubscribe";
  telephone: string;
  because: "texted" | "refused";
  to?: string;
}

/** Messages reach the telephone again. */
export interface TelephoneSubscribe {
  type: "telephone.subscribe";
  telephone: string;
}

/** I have seen that messages do not reach it. Refused ``wrong_state`` when they do. */
export interface TelephoneNote {
  type: "telephone.note";
  telephone_id: string;
}

/** The person's account was made or changed: another telephone may be theirs. */
export interface TelephoneFollow {
  type: "telephone.follow";
  person_id: string;
}

/** A text came back. ``about_id`` is what its telephone was last told about within a day, ``person_id`` who was told */
export interface InboundHeard {
  type: "inbound.heard";
  inbound_id: string;
  sid: string;
  means: "answer" | "stop" | "start" | "text";
  telephone_id: string;
  subject_id: string;
  to: string;
  about_id: string | null;
  alert_id: string | null;
  person_id: string | null;
  says: "alert" | "covered" | "caller" | "guest" | "order" | "coming" | "relative" | "recall" | "notice" | "patient" | "reminder" | null;
  name: string | null;
  telephone: string | null;
  text: string | null;
}

/** Somebody has read a text that nobody could place. */
export interface InboundNoted {
  type: "inbound.noted";
  inbound_id: string;
}

/** Messages do not reach the telephone any more. Its number stands with its owners, and nowhere if nobody who works */
export interface TelephoneUnsubscribed {
  type: "telephone.unsubscribed";
  telephone_id: string;
  because: "texted" | "refused";
  to: string;
}

export interface TelephoneSubscribed {
  type: "telephone.subscribed";
  telephone_id: string;
}

/** The unsubscribed telephone is that of somebody who works here. */
export interface TelephoneOwned {
  type: "telephone.owned";
  telephone_id: string;
  person_id: string;
  role: "call_taker" | "dispatcher" | "crew" | "physician" | "specialist" | "hospital" | "administrator";
  name: string | null;
  number: string | null;
}

/** The person has another telephone now, or works here no more. */
export interface TelephoneDisowned {
  type: "telephone.disowned";
  telephone_id: string;
  person_id: string;
}

export interface TelephoneNoted {
  type: "telephone.noted";
  telephone_id: string;
}

/** A telephone of somebody who works here, which messages do not reach. ``noted_by``: who has seen it; None: the */
export interface TelephoneView {
  telephone_id: string;
  people: TelephoneOwner[];
  because: "texted" | "refused";
  since_ms: number;
  to: string;
  noted_by: string | null;
  noted_at_ms: number | null;
}

/** Who of those who work here is reached by the number. */
export interface TelephoneOwners {
  type: "telephone.owners";
  telephone: string;
}

/** Whether messages may be sent to the number: its owner has not asked for no more. */
export interface TelephoneMayGet {
  type: "telephone.may_get";
  telephone: string;
}

/** The number that an SMS went to; None for what goes by another channel, and once it was erased. */
export interface TelephoneOfDelivery {
  type: "telephone.of_delivery";
  delivery_id: string;
}

/** A text that is about nothing we know. ``name``: of the one person who works here and has the telephone. */
export interface UnplacedText {
  inbound_id: string;
  at_ms: number;
  name: string | null;
  telephone: string | null;
  text: string | null;
}

/** Texts that came back, are about nothing we know and were not put away, the newest first; 200 at most. */
export interface UnplacedTexts {
  type: "inbound.unplaced";
}

/** Somebody who treats the patient notes what the patient, or who speaks for them, has answered; the patient does */
export interface ConsentNote {
  type: "consent.note";
  consult_id: string;
  purposes: ("consult" | "recording" | "pictures" | "sharing" | "teaching")[];
  answer: "given" | "refused";
  given_by: "patient" | "guardian" | "relative" | "nobody_emergency";
  how: "spoken" | "written" | "link";
  text_version: number;
  days?: number | null;
  giver_name?: string;
  why?: string;
}

/** It is agreed to no longer: a recording that goes on stops; with ``sharing`` whoever was called in goes. Refuses */
export interface ConsentWithdraw {
  type: "consent.withdraw";
  consult_id: string;
  purpose: "consult" | "recording" | "pictures" | "sharing" | "teaching";
  withdrawn_by: "patient" | "guardian" | "relative" | "nobody_emergency";
  why?: string;
}

/** What the patient is called, as far as it is known, and who says so; said again, it is corrected. All of it may be */
export interface ConsultNamePatient {
  type: "consult.name_patient";
  consult_id: string;
  said_by: "patient" | "relative" | "document" | "crew" | "other";
  name?: string;
  birth_date?: string | null;
  patient_number?: string;
}

/** The record is kept beyond its time, for a court or a complaint, until that is ended. Refuses */
export interface RecordHold {
  type: "record.hold";
  consult_id: string;
  reason: string;
}

/** The record is kept for its own time again. Refuses ``wrong_state`` for what is not held, ``reason_needed``. */
export interface RecordEndHold {
  type: "record.end_hold";
  consult_id: string;
  reason: string;
}

/** The system's: the record was kept as long as the service keeps records. Refuses ``wrong_state`` while it is */
export interface RecordErase {
  type: "record.erase";
  consult_id: string;
}

/** The system's: the files and the journal's personal values are gone too. */
export interface RecordSayErased {
  type: "record.say_erased";
  consult_id: string;
}

/** The answer to each of these purposes. */
export interface ConsentNoted {
  type: "consent.noted";
  consult_id: string;
  consent_id: string;
  purposes: ("consult" | "recording" | "pictures" | "sharing" | "teaching")[];
  answer: "given" | "refused";
  given_by: "patient" | "guardian" | "relative" | "nobody_emergency";
  how: "spoken" | "written" | "link";
  text_version: number;
  until_ms: number | null;
  giver_name: string | null;
  why: string | null;
  incident_id: string | null;
}

/** What was agreed to for this purpose is not any more. */
export interface ConsentWithdrawn {
  type: "consent.withdrawn";
  consult_id: string;
  purpose: "consult" | "recording" | "pictures" | "sharing" | "teaching";
  withdrawn_by: "patient" | "guardian" | "relative" | "nobody_emergency";
  why: string | null;
  incident_id: string | null;
}

/** What the patient is called is known now, or was put right. */
export interface ConsultPatientNamed {
  type: "consult.patient_named";
  consult_id: string;
  said_by: "patient" | "relative" | "document" | "crew" | "other";
  name: string | null;
  birth_date: string | null;
  patient_number: string | null;
}

/** It is kept beyond its time. */
export interface RecordHeld {
  type: "record.held";
  consult_id: string;
  reason: string | null;
}

/** It is kept for its own time again. */
export interface RecordHoldEnded {
  type: "record.hold_ended";
  consult_id: string;
  reason: string | null;
}

/** Its time is over: nothing that is kept beside it says anything of the patient any more, and nobody reads it. */
export interface ConsultErased {
  type: "consult.erased";
  consult_id: string;
}

/** Its files and the journal's personal values are gone as well. */
export interface RecordErased {
  type: "record.erased";
  consult_id: string;
}

/** One answer for one purpose. Personal fields are None once erased. */
export interface ConsentView {
  consent_id: string;
  purpose: "consult" | "recording" | "pictures" | "sharing" | "teaching";
  answer: "given" | "refused";
  given_by: "patient" | "guardian" | "relative" | "nobody_emergency";
  how: "spoken" | "written" | "link";
  text_version: number;
  noted_at_ms: number;
  noted_by_name: string;
  until_ms: number | null;
  giver_name: string | null;
  why: string | null;
  withdrawn_at_ms: number | null;
  withdrawn_by: "patient" | "guardian" | "relative" | "nobody_emergency" | null;
  withdrawn_noted_by_name: string | null;
  withdrawn_why: string | null;
}

/** All that was asked of the patient, in the order in which it was noted. ``text_version``: what is shown now. */
export interface ConsentsView {
  consult_id: string;
  text_version: number;
  items: ConsentView[];
}

/** What the patient is called, for those who treat them. ``said_by`` None: nobody has said it. */
export interface ConsultPatientView {
  consult_id: string;
  said_by: "patient" | "relative" | "document" | "crew" | "other" | null;
  said_at_ms: number | null;
  noted_by_name: string | null;
  name: string | null;
  birth_date: string | null;
  patient_number: string | null;
  times_said: number;
}

/** Whether it may be done now, and why not. An emergency in which nobody can be asked stands for the consult. */
export interface ConsentNow {
  stands: boolean;
  state: "not_asked" | "emergency" | "given" | "refused" | "withdrawn" | "ended";
}

/** Whether the patient's consent for this stands; the server's own question. A consult without a record of consents */
export interface ConsentStands {
  type: "consent.stands";
  consult_id: string;
  purpose: "consult" | "recording" | "pictures" | "sharing" | "teaching";
}

/** An administrator has looked at one opening from outside, and says what came of that. It is said once. Refuses */
export interface RecordLookAtGlass {
  type: "record.look_at_glass";
  glass_id: string;
  note?: string;
}

/** Somebody who answers for records has looked at it. */
export interface RecordGlassLookedAt {
  type: "record.glass_looked_at";
  glass_id: string;
  consult_id: string;
  note: string | null;
}

/** One opening from outside. ``place``: where its doctor works. ``reason_text`` is for who may read the record, */
export interface GlassLine {
  glass_id: string;
  consult_id: string;
  number: number;
  specialty: string;
  person_id: string;
  name: string;
  place: string;
  reason: "arrived_here" | "called_about" | "found_in_danger" | "other";
  reason_text: string | null;
  at_ms: number;
  until_ms: number;
  ended_at_ms: number | null;
  looked_at_ms: number | null;
  looked_by_name: string | null;
  look_note: string | null;
  erased: boolean;
}

/** The newest first. ``new``: how many nobody has looked at. ``more``: there are older ones. */
export interface RecordGlassesView {
  new: number;
  lines: GlassLine[];
  more: boolean;
}

/** Who has opened which record from outside: all of them for administrators, those of its patients for a hospital. */
export interface RecordGlasses {
  type: "record.glasses";
  only_new?: boolean;
}

/** A record that is kept beyond its time. ``until_ms``: when that is, or was, over. */
export interface HeldRecord {
  consult_id: string;
  number: number;
  specialty: string;
  until_ms: number;
  held_at_ms: number;
  held_by_name: string;
  reason: string | null;
}

/** A record whose time is over at ``until_ms``. */
export interface DueRecord {
  consult_id: string;
  number: number;
  specialty: string;
  until_ms: number;
}

/** ``files_gone``: its files and the journal's personal values are gone too. */
export interface ErasedRecord {
  consult_id: string;
  number: number;
  erased_at_ms: number;
  files_gone: boolean;
}

/** ``due``: of the next 30 days, the first to go first; ``erased``: of the last 365, the newest first. The numbers */
export interface RecordKeepingView {
  consult_years: number;
  held: HeldRecord[];
  due: DueRecord[];
  due_count: number;
  erased: ErasedRecord[];
  erased_count: number;
}

/** What is held and why, what is to be erased soon, and what was erased: numbers and ids, for administrators. */
export interface RecordKeeping {
  type: "record.keeping";
}

/** What was measured at one time. ``measured_at_ms`` is on the server's clock, as the page counts it; the device's */
export interface Measuring {
  measured_at_ms: number;
  values: Record<string, number>;
  means: "typed" | "tablet" | "device";
  on_oxygen: boolean | null;
  oxygen_l_min: number | null;
  note: string;
}

/** Vitals were measured. ``sure``: whoever entered it looked again at what is hardly ever so. Refuses */
export interface VitalsMeasure {
  type: "vitals.measure";
  consult_id: string;
  measuring: Measuring;
  sure?: boolean;
}

/** An entry was wrong: it is struck out with the reason, and stays to be read. ``instead``: what is right. */
export interface VitalsStrike {
  type: "vitals.strike";
  consult_id: string;
  entry_id: string;
  reason: string;
  instead?: Measuring | null;
  sure?: boolean;
}

/** What an entry says of the patient. */
export interface Measured {
  values: Record<string, number>;
  on_oxygen: boolean | null;
  oxygen_l_min: number | null;
  note: string;
}

/** An entry stands among the vitals. ``unlikely``: what the one who entered it was asked about, and is sure of. */
export interface VitalsMeasured {
  type: "vitals.measured";
  consult_id: string;
  entry_id: string;
  author_id: string;
  measured_at_ms: number;
  means: "typed" | "tablet" | "device";
  measured: Measured | null;
  unlikely: ("pulse" | "systolic" | "diastolic" | "breathing_rate" | "spo2" | "temperature" | "glucose" | "gcs_eye" | "gcs_verbal" | "gcs_motor" | "gcs_total" | "pain" | "pupil_left" | "pupil_right" | "pupil_left_reaction" | "pupil_right_reaction" | "capillary_refill" | "urine_output" | "weight")[];
  instead_of: string | null;
  incident_id: string | null;
}

/** An entry was struck out. */
export interface VitalsStruck {
  type: "vitals.struck";
  consult_id: string;
  entry_id: string;
  striker_id: string;
  reason: string | null;
  incident_id: string | null;
}

/** By whom, when and why an entry was struck out. */
export interface StruckView {
  striker_name: string | null;
  at_ms: number;
  reason: string | null;
}

/** One entry. ``measured_at_ms``: when it was measured; ``at_ms``: when the server had it; ``made_at_ms``: the */
export interface VitalsEntryView {
  entry_id: string;
  author_id: string;
  author_name: string | null;
  measured_at_ms: number;
  at_ms: number;
  made_at_ms: number;
  means: "typed" | "tablet" | "device";
  measured: Measured | null;
  unlikely: ("pulse" | "systolic" | "diastolic" | "breathing_rate" | "spo2" | "temperature" | "glucose" | "gcs_eye" | "gcs_verbal" | "gcs_motor" | "gcs_total" | "pain" | "pupil_left" | "pupil_right" | "pupil_left_reaction" | "pupil_right_reaction" | "capillary_refill" | "urine_output" | "weight")[];
  instead_of: string | null;
  struck: StruckView | null;
}

/** The vitals of a consult's patient, in the order of their measuring: the newest entries, struck out ones too. */
export interface VitalsView {
  consult_id: string;
  entries: VitalsEntryView[] | null;
  earlier: number;
  weight_kg: number | null;
}

/** All vitals of a consult. Refuses ``not_found`` to who may not read it. */
export interface VitalsRecord {
  type: "vitals.record";
  consult_id: string;
}

export type AnyCommand =
  | AlertRaise
  | AlertOpen
  | AlertAcknowledge
  | AlertDecline
  | AlertConfirm
  | AlertStep
  | AlertLapse
  | AlertExpire
  | AlertSettle
  | AssignBrigade
  | DivertBrigade
  | DeliverAssignment
  | SeeAssignment
  | AcceptAssignment
  | DeclineAssignment
  | CancelAssignment
  | EndAssignmentWindows
  | AlertLookAgain
  | ConsultPublishHours
  | ConsultRemoveHours
  | ConsultBook
  | ConsultDropSlot
  | ConsultComeUp
  | ConsultSettleSlot
  | ConsultNoteCame
  | ConsultLookAtHours
  | OfferPairing
  | PairTablet
  | UnpairTablet
  | StartShift
  | EndShift
  | RaiseSos
  | SettleSos
  | ComeOnShift
  | GoOffShift
  | TakeBreak
  | EndBreak
  | SetOutOfService
  | ReturnToService
  | AddBrigade
  | CallerLinkSend
  | CallerLinkRevoke
  | CallerLinkAskText
  | CallerLinkPassOn
  | CallerLinkTakeLive
  | CallerLinkSay
  | CallerLinkPlace
  | CallerLinkOfferLive
  | CallerLinkStopLive
  | CallerLinkOpen
  | CallerLinkAgree
  | CallerLinkDecline
  | CallerLinkAddPicture
  | CallerLinkNoteDelivery
  | CallerLinkFollowLead
  | CallerLinkEnd
  | CallerLinkExpire
  | CallerLinkRetire
  | ClipKeep
  | ClipHear
  | ClipFollow
  | ClipForget
  | ClipErased
  | ComingMute
  | ComingUnmute
  | ComingLook
  | ToldNote
  | ConclusionDraft
  | ConclusionShare
  | ConclusionPrepare
  | ConclusionSign
  | ConclusionKeepPrint
  | ConclusionAcknowledge
  | ConclusionConfirmTransfer
  | ConclusionNoteIncident
  | ConsultRate
  | ConsultWeighRecord
  | FileAnnounce
  | FileKeepPreview
  | FileReceive
  | FileKeep
  | FileRefuse
  | FileExpire
  | FileForget
  | FileForgetMarks
  | FileWithdraw
  | FileOpen
  | FileDraw
  | FileUndraw
  | FileCalibrate
  | ConsultAsk
  | ConsultSupplement
  | ConsultRing
  | ConsultAccept
  | ConsultDecline
  | ConsultRelease
  | ConsultSay
  | ConsultHear
  | ConsultConclude
  | ConsultAcknowledge
  | ConsultCancel
  | ConversationAsk
  | ConversationRing
  | ConversationAccept
  | ConversationDecline
  | ConversationHangUp
  | ConversationJoin
  | ConversationGiveUp
  | ConversationOpenAccepted
  | ConsultCallIn
  | ConsultSendAway
  | ConsultPassOn
  | ConsultAskBack
  | ConsultAdmitHospital
  | ConsultNoteTelephone
  | CrewMessageWatch
  | CrewMessageSend
  | CrewMessageNote
  | CrewMessageSettle
  | DeliveryClaim
  | DeliveryAccept
  | DeliveryPostpone
  | DeliveryFail
  | DeliveryUnknown
  | DeliveryReconcile
  | DeliveryReport
  | DeliveriesClaim
  | DeliveriesSettle
  | DrillStart
  | DrillEnd
  | DutyAdd
  | DutySet
  | DutyRemove
  | EnterAssignment
  | WorkerAdd
  | WorkerRevoke
  | WorkerBegin
  | ConversationRepin
  | ConversationRelease
  | GuestInvite
  | GuestWithdraw
  | GuestAdmit
  | GuestRefuse
  | GuestKnock
  | GuestTake
  | GuestLapse
  | GuestExpire
  | GuestEnd
  | GuestNoteOut
  | GuestFollowRecording
  | GuestNoteDelivery
  | AddStation
  | AddHospital
  | OpenIncident
  | AmendIncident
  | CloseIncident
  | EndIncidentWindows
  | CallerMessageSend
  | CallerMessageRecall
  | GuestMessageSend
  | GuestMessageRecall
  | PatientMessageSend
  | PatientMessageRecall
  | MedicalOrderTell
  | MedicalOrderCorrect
  | MedicalOrderReadBack
  | MedicalOrderConfirm
  | MedicalOrderDo
  | MedicalOrderLeave
  | MedicalOrderStop
  | MedicalOrderSee
  | ReportMilestone
  | ChangeHospital
  | AcknowledgeHandover
  | NoticeKeyAdd
  | NoticeKeyRevoke
  | NoticeTake
  | NoticeSend
  | NoticeFollow
  | NoticeForget
  | NoticeErased
  | ConversationInvite
  | ConversationEnter
  | ConversationComeIn
  | ConversationRefuseInvitation
  | ConversationLapseInvitations
  | ConversationLeave
  | ConversationRemove
  | ConversationMute
  | ConversationMove
  | ConversationWrite
  | ConversationLose
  | PatientConsultOpen
  | PatientLinkSend
  | PatientLinkRevoke
  | PatientSay
  | PatientLookBack
  | PatientMakeEmergency
  | PatientConsultEnd
  | PatientAgree
  | PatientDecline
  | PatientNoteIncident
  | PatientLinkNoteDelivery
  | PatientLinkExpire
  | PatientLinkEnd
  | PersonAdd
  | PersonChange
  | PersonSetPassword
  | PersonDisable
  | SignInOpen
  | SignInOpenDevice
  | SignInOpenGuest
  | SignInCloseGuest
  | SignInClose
  | PushSubscribe
  | PushUnsubscribe
  | PushForget
  | RecallStart
  | RecallAskAgain
  | RecallEnd
  | RecallProceed
  | RecallLapse
  | RecallRetire
  | RecallOpen
  | RecallAnswer
  | RecallNoteMessage
  | AskRecommendation
  | ConsultOpen
  | RecordBreakGlass
  | RecordEndGlass
  | RecordingAsk
  | RecordingConsent
  | RecordingRefuse
  | RecordingStop
  | RecordingFollow
  | RecordingKeepPart
  | RecordingEndReel
  | RecordingWatch
  | RecordingInspect
  | RecordingForget
  | RecordingErased
  | RelativeRegister
  | RelativeRemove
  | RelativeLook
  | ReminderLook
  | ReminderForget
  | AbsenceAdd
  | AbsenceRemove
  | AbsenceEnd
  | SwapAsk
  | SwapTake
  | SwapDecline
  | SwapWithdraw
  | SwapEnd
  | HolidaySet
  | HolidayRemove
  | NeedSet
  | NeedRemove
  | StillAsk
  | StillFail
  | StillDraw
  | StillUndraw
  | StillClose
  | StillKeepPart
  | StillFollow
  | StillGiveUp
  | InboundTake
  | InboundNote
  | TelephoneUnsubscribe
  | TelephoneSubscribe
  | TelephoneNote
  | TelephoneFollow
  | ConsentNote
  | ConsentWithdraw
  | ConsultNamePatient
  | RecordHold
  | RecordEndHold
  | RecordErase
  | RecordSayErased
  | RecordLookAtGlass
  | VitalsMeasure
  | VitalsStrike;

export type AnyQuestion =
  | AlertReportOf
  | AlertSought
  | IncidentApproach
  | IncidentTransport
  | AssignmentPlaces
  | ActiveAssignment
  | UncoveredAlerts
  | BackupNewest
  | FreeSlots
  | SlotOffered
  | SlotOfConsult
  | BookedSlots
  | NewestPositions
  | Trail
  | BrigadesKnown
  | CallerLinksOf
  | CallerLinkIncident
  | ClipsAbout
  | ClipsShown
  | CodeSearch
  | CodeNamed
  | CodeLists
  | ConclusionRecord
  | ConclusionSeal
  | ConsultRatingOf
  | ConsultCompletenessOf
  | ConsultFigures
  | ConsultFiguresReach
  | FilesOf
  | FileMarks
  | MyConsults
  | ConsultParties
  | ConsultRecord
  | ConsultsOfIncident
  | ConversationRung
  | ConversationParties
  | ConversationsAbout
  | ConsultQueue
  | ConsultReception
  | CrewMessageStatus
  | PageMessages
  | DutyPeople
  | DutyStarts
  | DutyNow
  | ProblemsOf
  | FormOf
  | RecordParts
  | ConclusionTemplates
  | WorkersNow
  | Thread
  | IncidentSteps
  | CallerPicturesPassedOn
  | ConsultFromIncident
  | ConsultShowsIncident
  | TravelTimes
  | Route
  | SuggestAddresses
  | AddressAt
  | MapInUse
  | GuestLinksOf
  | HospitalList
  | IncidentSummary
  | IncidentCaller
  | IncidentToCallBack
  | IncidentsFound
  | CallerMessageStatus
  | GuestMessageStatus
  | CallerLinkNewest
  | MedicalOrdersRecord
  | IceServers
  | NoticeOfDelivery
  | NoticeTelephone
  | ConversationTexts
  | PatientMessageStatus
  | PatientReachOf
  | PatientHelpOf
  | PatientSafety
  | PersonCard
  | ReceptionPeople
  | CrewsReached
  | CrewTelephones
  | AskPushKey
  | PushOfSignIn
  | PushOfDelivery
  | ConversationQuality
  | ConversationsEnded
  | ReasonList
  | StaffFind
  | StaffCards
  | RecallPeople
  | RecallNext
  | RecallMessageStage
  | IncidentWeighed
  | ConsultTrust
  | ConsultReaders
  | RecordingsList
  | RecordingShow
  | RecordingOf
  | CalendarEntry
  | RotaGaps
  | RotaBetween
  | RotaAway
  | StillsAbout
  | StillsOf
  | TelephoneOwners
  | TelephoneMayGet
  | TelephoneOfDelivery
  | UnplacedTexts
  | ConsentStands
  | RecordGlasses
  | RecordKeeping
  | VitalsRecord;

export type AnySignal =
  | PositionFix
  | FilePoint
  | ForwardUpOffer
  | ForwardDownAnswer
  | ForwardWant
  | ForwardRestart
  | ForwardUpAnswer
  | ForwardDownOffer
  | ForwardFigures
  | ScreenAudible
  | ConversationLink
  | ConversationCameraWish
  | ConversationDescription
  | ConversationCandidate
  | ConversationHere
  | NegotiationWanted;

export type AnyEvent =
  | AlertRaised
  | AlertPersonListed
  | AlertPersonCalled
  | AlertPersonLeft
  | AlertStepped
  | AlertUncovered
  | AlertOpened
  | AlertAcknowledged
  | AlertPromised
  | AlertConfirmed
  | AlertLapsed
  | AlertDeclined
  | AlertDeclinedByAll
  | AlertExpired
  | AlertCancelled
  | AlertClosed
  | BrigadeAssigned
  | AssignmentDelivered
  | AssignmentSeen
  | AssignmentAccepted
  | AssignmentDeclined
  | AssignmentCancelled
  | AssignmentDiverted
  | AssignmentWindowsEnded
  | AlertWaits
  | AlertResumed
  | ConsultHoursPublished
  | ConsultHoursRemoved
  | ConsultBooked
  | ConsultSlotDropped
  | ConsultCameUp
  | ConsultSlotSettled
  | ConsultAskerCame
  | PairingOffered
  | PairingMissed
  | TabletPaired
  | TabletUnpaired
  | ShiftStarted
  | ShiftEnded
  | SosRaised
  | SosSettled
  | BrigadeStateSet
  | BrigadeShiftEnding
  | BrigadeAdded
  | CallerLinkSent
  | CallerLinkDeliveryNoted
  | CallerLinkOpened
  | CallerLinkAgreed
  | CallerLinkDeclined
  | CallerPlaced
  | CallerSaid
  | CallerPictureAdded
  | CallerLiveOffered
  | CallerLiveTaken
  | CallerLiveStopped
  | CallerTextAsked
  | CallerLinkPassedOn
  | CallerLinkEnded
  | CallerLinkRetired
  | ConversationClip
  | ClipHeard
  | ClipShown
  | ClipForgotten
  | ClipFileErased
  | ComingFollowed
  | ComingReckoned
  | ComingLost
  | ComingTold
  | ComingNotTold
  | ComingDeliveryNoted
  | ComingMuted
  | ComingUnmuted
  | ComingEnded
  | ConclusionDrafted
  | ConclusionShared
  | ConclusionPrepared
  | ConclusionSigned
  | ConclusionCosigned
  | ConclusionPrinted
  | ConclusionAcknowledged
  | ConclusionTransferConfirmed
  | ConclusionIncidentNoted
  | ConsultRated
  | ConsultRecordWeighed
  | FileAnnounced
  | FilePreviewKept
  | FileReceived
  | FileKept
  | FileRefused
  | FileExpired
  | FileForgotten
  | FileWithdrawn
  | FileOpened
  | FileDrawn
  | FileUndrawn
  | FileMarkForgotten
  | FileCalibrated
  | ConsultAsked
  | ConsultSupplemented
  | ConsultRung
  | ConsultAccepted
  | ConsultReleased
  | ConsultDeclined
  | ConsultSaid
  | ConsultHeard
  | ConsultConcluded
  | ConsultAcknowledged
  | ConsultCancelled
  | ConversationAsked
  | ConversationRang
  | ConversationPassedOn
  | ConversationAccepted
  | ConversationDeclined
  | ConversationUnanswered
  | ConversationEnded
  | ConversationJoined
  | ConversationOpened
  | ConsultCalledIn
  | ConsultJoined
  | ConsultLeft
  | ConsultPassedOn
  | ConsultAskedBack
  | ConsultTelephoned
  | CrewMessageAwaited
  | CrewMessageSent
  | CrewMessageMissing
  | CrewMessageRefused
  | CrewMessageLate
  | CrewMessageDeliveryNoted
  | CrewMessageSettled
  | DeliveryQueued
  | DeliveryClaimed
  | DeliveryAccepted
  | DeliveryPostponed
  | DeliveryFailed
  | DeliveryBecameUnknown
  | DeliveryNotFound
  | DeliveryReconciled
  | DeliveryReported
  | DeliveryWithdrawn
  | DeliveryRecalled
  | DutyAdded
  | DutyWasSet
  | DutyRemoved
  | AssignmentEntered
  | AssignmentToldAgain
  | WorkerAdded
  | WorkerRevoked
  | ConversationRouted
  | GuestInvited
  | GuestDeliveryNoted
  | GuestTaken
  | GuestKnocked
  | GuestKnockEnded
  | GuestAdmitted
  | GuestOut
  | GuestRecordingNoted
  | GuestLinkEnded
  | StationAdded
  | HospitalAdded
  | IncidentOpened
  | IncidentAmended
  | IncidentClosed
  | IncidentWindowsEnded
  | MedicalOrderTold
  | MedicalOrderWasReadBack
  | MedicalOrderConfirmed
  | MedicalOrderDone
  | MedicalOrderLeft
  | MedicalOrderStopped
  | MedicalOrderSeen
  | MilestoneReported
  | HospitalChanged
  | HandoverAcknowledged
  | NoticeKeyAdded
  | NoticeKeyRevoked
  | NoticeTaken
  | NoticePutOff
  | NoticeSending
  | NoticeMoved
  | NoticeEnded
  | NoticeForgotten
  | NoticeFilesErased
  | ConversationInvited
  | ConversationEntered
  | InvitationEnded
  | ConversationLeft
  | ConversationMuted
  | ConversationHeld
  | ConversationWritten
  | PatientLinkSent
  | PatientLinkDeliveryNoted
  | PatientAgreed
  | PatientDeclined
  | PatientLinkEnded
  | PatientSaid
  | PatientContactsSeen
  | PatientMadeEmergency
  | PatientIncidentNoted
  | PatientConsultEnded
  | PersonAdded
  | PersonChanged
  | PersonPasswordSet
  | PersonDisabled
  | SignInOpened
  | SignInClosed
  | PushSubscribed
  | PushUnsubscribed
  | RecallStarted
  | RecallPersonListed
  | RecallPersonAskedAgain
  | RecallPersonClosed
  | RecallProceeded
  | RecallRoundBegun
  | RecallOpened
  | RecallAnswered
  | RecallMessageNoted
  | RecallEnded
  | RecallRetired
  | RecommendationGiven
  | RecordRead
  | RecordSought
  | RecordGlassBroken
  | RecordGlassEnded
  | RecordingAsked
  | RecordingPresence
  | RecordingConsented
  | RecordingDeclined
  | RecordingBegun
  | RecordingPaused
  | RecordingStopped
  | RecordingPartKept
  | RecordingReelEnded
  | RecordingWatched
  | RecordingForgotten
  | RecordingFilesErased
  | RelativeRegistered
  | RelativeRemoved
  | RelativeTold
  | RelativeNotTold
  | RelativeDeliveryNoted
  | RelativeEnded
  | ReminderForgotten
  | ReminderTold
  | AbsenceAdded
  | AbsenceRemoved
  | AbsenceEnded
  | SwapAsked
  | SwapTaken
  | SwapDeclined
  | SwapWithdrawn
  | SwapEnded
  | HolidayWasSet
  | HolidayRemoved
  | NeedWasSet
  | NeedRemoved
  | StillAsked
  | StillPartKept
  | StillBroken
  | StillClosed
  | StillPresence
  | StillDrawn
  | StillUndrawn
  | StillStrokePresence
  | InboundHeard
  | InboundNoted
  | TelephoneUnsubscribed
  | TelephoneSubscribed
  | TelephoneOwned
  | TelephoneDisowned
  | TelephoneNoted
  | ConsentNoted
  | ConsentWithdrawn
  | ConsultPatientNamed
  | RecordHeld
  | RecordHoldEnded
  | ConsultErased
  | RecordErased
  | RecordGlassLookedAt
  | VitalsMeasured
  | VitalsStruck;

/** What each question is answered with. */
export interface Answers {
  "alerts.report": AlertReport;
  "alert.sought": SoughtView | null;
  "incident.approach": IncidentApproachView;
  "incident.transport": IncidentTransportView;
  "assignment.places": AssignmentPlacesView;
  "assignment.active": AssignmentView | null;
  "alerts.uncovered": UncoveredAlert[];
  "backup.newest": BackupNewestView;
  "consult.slots": FreeSlot[];
  "consult.slot_offered": SlotOffer;
  "consult.slot_of": BookedSlot | null;
  "consult.booked_slots": BookedSlot[];
  "positions.newest": Position[];
  "trail": Position[];
  "brigades.known": BrigadesKnownView;
  "caller_links.of": string[];
  "caller_link.incident": string;
  "clips.about": ClipView[];
  "clips.shown": string[];
  "codes.search": CodeSearchView;
  "codes.named": CodeSearchView;
  "codes.lists": CodeListView[];
  "conclusion.record": ConclusionRecordView;
  "conclusion.seal": SealView;
  "consult.rating": ConsultRatingView;
  "consult.completeness": Completeness;
  "consult.figures": ConsultFiguresView;
  "consult.figures_reach": FiguresReach;
  "file.all": ConsultFilesView;
  "file.marks": FileMarkView[];
  "consult.mine": ConsultView[];
  "consult.parties": ConsultPartiesView;
  "consult.record": ConsultView;
  "consult.of_incident": string[];
  "conversation.rung": Rung | null;
  "conversation.parties": Parties | null;
  "conversations.about": string[];
  "consult.queue": QueueView;
  "consult.reception": ReceptionPerson[];
  "crew_message.status": "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn" | null;
  "sms.page_messages": PageMessage[];
  "duty.people": DutyPerson[];
  "duty.starts": number | null;
  "duty.now": OnDuty[];
  "forms.problems": ProblemName[];
  "forms.form": AskedOfProblem;
  "forms.record_parts": RecordPart[];
  "forms.templates": Template[];
  "workers.now": WorkerNow[];
  "thread": ThreadRow[];
  "incident.steps": BrigadeStepsView[];
  "caller_link.passed_pictures": PassedPicture[];
  "consult.from_incident": FromIncidentView | null;
  "consult.shows_incident": boolean;
  "travel_times.ask": (Leg | null)[];
  "route.ask": RouteView;
  "addresses.suggest": AddressFound[];
  "address.at": AddressFound | null;
  "map.in_use": MapInfo | null;
  "guest_links.of": string[];
  "hospitals.list": HospitalView[];
  "incident.summary": IncidentSummaryView;
  "incident.caller": IncidentCallerView;
  "incident.to_call_back": IncidentToCallBackView;
  "incidents.find": IncidentFound[];
  "caller_message.status": "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn" | null;
  "guest_message.status": "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn" | null;
  "caller_link.newest": NewestCallerLink | null;
  "medical_order.record": MedicalOrdersView;
  "ice_servers": IceServer[];
  "notice.of_delivery": "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn" | null;
  "notice.telephone": string | null;
  "conversation.texts": WrittenText[];
  "patient_message.status": "queued" | "claimed" | "unknown" | "accepted" | "sent" | "delivered" | "failed" | "withdrawn" | null;
  "patient_link.reach": PatientReach;
  "patient_link.help_of": string | null;
  "patients.safety": PatientSafetyView;
  "person.card": PersonView;
  "reception.people": ReceptionPerson[];
  "crews.reached": CrewReached[];
  "crew.telephones": CrewTelephone[];
  "push.key": PushKey;
  "push.of_sign_in": string[];
  "push.of_delivery": string | null;
  "conversation.quality": QualityCourse;
  "conversations.ended": CourseView[];
  "reasons.list": ReasonListView;
  "staff.find": RecalledStaff[];
  "staff.cards": RecalledStaff[];
  "recall.people": RecalledPersonView[];
  "recall.next": string[];
  "recall.message_stage": "none" | "waiting" | "left" | "delivered" | "failed" | "withdrawn" | null;
  "incident.weigh": IncidentToWeigh;
  "consult.trust": ConsultTrustView;
  "consult.readers": ConsultReadersView;
  "recordings.list": RecordingSummary[];
  "recording.show": RecordingWhole;
  "recording.of": RecordingNow | null;
  "calendar.entry": string;
  "rota.gaps": RotaGap[];
  "rota.between": RotaStretch[];
  "rota.away": RotaAwayView;
  "stills.about": KeptStill[];
  "stills.of": string[];
  "telephone.owners": TelephoneOwner[];
  "telephone.may_get": boolean;
  "telephone.of_delivery": string | null;
  "inbound.unplaced": UnplacedText[];
  "consent.stands": ConsentNow;
  "record.glasses": RecordGlassesView;
  "record.keeping": RecordKeepingView;
  "vitals.record": VitalsView;
}
