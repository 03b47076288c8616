"""Which passwords are refused. Length does the work; the list stops what everybody tries first."""

import re

from signaling.protocol.refusals import Code, Refused

LEAST_LENGTH = 10
MOST_LENGTH = 200

# Only entries of ten characters and more are of use: shorter ones are refused by their length. The words are those
# that head every published list of leaked passwords, and what a service in this country would try first.
_COMMON_WORDS = """
    1234567890 0123456789 9876543210 0987654321 1234567891 12345678910 123456789a 123456789q 1q2w3e4r5t 1q2w3e4r5t6y
    1qaz2wsx3edc 1qazxsw23edc qazwsxedcrfv qwertyuiop qwertyuiop123 qwerty1234 qwerty12345 qwerty123456 qwertyqwerty
    asdfghjkl1 asdfghjkl123 zxcvbnm123 password12 password123 password1234 password12345 passw0rd123 p@ssw0rd123
    passwordpassword mypassword mypassword1 changeme123 changemenow letmein123 letmeinnow welcome123 welcome1234
    administrator administrator1 adminadmin admin12345 admin123456 root123456 iloveyou123 iloveyou12 abcdefghij
    abcdefghijk abc1234567 abcd123456 a123456789 aa12345678 q123456789 zaq12wsxcde football123 baseball123
    sunshine123 princess123 superman123 trustno1trustno1 dragon1234 monkey1234 master1234 michael123 charlie123
    0000000000 1111111111 1122334455 1212121212 123123123123 123321123321 1231231234 147258369a 1472583690 741852963a
    9999999999 9876543211 5555555555 7777777777 8888888888 q1w2e3r4t5 q1w2e3r4t5y6 1a2b3c4d5e a1b2c3d4e5
    tashkent123 toshkent123 samarkand123 samarqand123 uzbekistan uzbekistan1 uzbekistan123 ozbekiston ozbekiston1
    o'zbekiston tezyordam1 tezyordam103 tezyordam123 tezyordam1234 skoraya103 skorayapomosh ambulance103 ambulance123
    dispatcher dispatcher1 dispatcher123 shifokor123 hospital123 doctor1234 marhabo123 salom12345 privet12345
    parol12345 parol123456 parolparol йцукенгшщз йцукенгшщзхъ пароль1234 пароль12345 привет12345
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def check_password(password: str, *, login: str) -> None:
    """Refuses ``weak_password`` with ``why``: too_short, too_long, common, repeated, or like_login."""
    why = _weakness(password, login)
    if why:
        raise Refused(Code.WEAK_PASSWORD, why=why, least_length=LEAST_LENGTH)


def _weakness(password: str, login: str) -> str | None:
    folded = password.strip().casefold()
    if len(password) < LEAST_LENGTH:
        return "too_short"
    if len(password) > MOST_LENGTH:
        return "too_long"
    if folded in _COMMON:
        return "common"
    if re.fullmatch(r"(.{1,3})\1{2,}.{0,2}", folded):
        return "repeated"
    if len(login) >= 4 and login.casefold() in folded and len(folded) - len(login) < 6:
        return "like_login"
    return None
