"""Why the rules say no. Codes are for programs; people's words for them live in the screens' catalogues."""

from enum import StrEnum


class Code(StrEnum):
    """Every refusal that any slice may give; generated into ``wire.ts``."""

    NOT_ALLOWED = "not_allowed"
    NOT_FOUND = "not_found"
    NOT_YOURS = "not_yours"
    CHANGED_MEANWHILE = "changed_meanwhile"
    SAME_ID_OTHER_BODY = "same_id_other_body"
    SIGNED_OUT = "signed_out"
    WRONG_STATE = "wrong_state"
    ALREADY_EXISTS = "already_exists"
    MISSING = "missing"
    TOO_LONG = "too_long"
    # dispatch
    BRIGADE_BUSY = "brigade_busy"
    BRIGADE_UNAVAILABLE = "brigade_unavailable"
    INCIDENT_CLOSED = "incident_closed"
    INCIDENT_HAS_LEAD = "incident_has_lead"
    MILESTONE_ALREADY_STAMPED = "milestone_already_stamped"
    MILESTONE_OUT_OF_ORDER = "milestone_out_of_order"
    HOSPITAL_NEEDED = "hospital_needed"
    REASON_NEEDED = "reason_needed"
    TIMES_OVERLAP = "times_overlap"
    RECOMMENDATION_STALE = "recommendation_stale"
    # people and tablets
    WRONG_PASSWORD = "wrong_password"
    TOO_MANY_TRIES = "too_many_tries"
    CODE_EXPIRED = "code_expired"
    WEAK_PASSWORD = "weak_password"
    TABLET_NOT_PAIRED = "tablet_not_paired"
    SHIFT_ALREADY_OPEN = "shift_already_open"
    WRONG_CODE = "wrong_code"
    # conversations
    CONVERSATION_ENDED = "conversation_ended"
    ALREADY_ANSWERED = "already_answered"
    PERSON_BUSY = "person_busy"
    NOBODY_THERE = "nobody_there"
    # recordings
    NOT_AGREED = "not_agreed"
    PART_OUT_OF_ORDER = "part_out_of_order"
    CHAIN_BROKEN = "chain_broken"
    # voice clips
    NOT_A_CLIP = "not_a_clip"
    # the caller's link
    LINK_ENDED = "link_ended"
    CONSENT_NEEDED = "consent_needed"
    NOT_A_PICTURE = "not_a_picture"
    # guests' links
    LINK_USED = "link_used"
    NOT_A_NUMBER = "not_a_number"
    # alerts
    ALERT_COVERED = "alert_covered"
    ALERT_EXPIRED = "alert_expired"
    TICKET_INVALID = "ticket_invalid"
    LEASE_LOST = "lease_lost"
    BY_DAY_ONLY = "by_day_only"
    NO_PUSH = "no_push"
    BAD_SUBSCRIPTION = "bad_subscription"
    # consults
    NOBODY_ON_DUTY = "nobody_on_duty"
    CONSULT_TAKEN = "consult_taken"
    CONCLUSION_NEEDED = "conclusion_needed"
    SIGNATURE_INVALID = "signature_invalid"
    SIGNATURE_ALGORITHM_UNKNOWN = "signature_algorithm_unknown"
    WRONG_TIME = "wrong_time"
    SLOT_TAKEN = "slot_taken"
    # what is asked
    WRONG_VALUE = "wrong_value"
    INCOMPLETE = "incomplete"
    UNLIKELY_VALUE = "unlikely_value"
    # files of a consult
    FILE_TOO_LARGE = "file_too_large"
    TOO_MANY_FILES = "too_many_files"
    FILE_NOT_TAKEN = "file_not_taken"
    FILE_NOT_AS_NAMED = "file_not_as_named"
    FILE_DAMAGED = "file_damaged"
    FILE_CHANGED = "file_changed"
    FILE_LOCKED = "file_locked"
    PICTURE_TOO_LARGE = "picture_too_large"
    TOO_MANY_PAGES = "too_many_pages"


class Refused(Exception):
    """The rules say no: answered, remembered under the command's id, and the connection lives."""

    def __init__(self, code: Code, **details: object) -> None:
        super().__init__(code.value)
        self.code = code
        self.details = details


class Unavailable(Exception):
    """An outside service is down; the asker may try again after ``retry_after_ms``."""

    def __init__(self, service: str, retry_after_ms: int = 2000) -> None:
        super().__init__(service)
        self.service = service
        self.retry_after_ms = retry_after_ms
