"""The codes of a bill, in the order of the interface; a column holds a code as its place in the tuple."""

from typing import Final

CARE: Final = ("inpatient", "outpatient")
TREATMENT: Final = (
    "other",
    "radiochemotherapy",
    "dialysis",
    "transfusion",
    "anti_rejection",
    "analgesia",
    "long_term_medication",
)
PLACE: Final = ("in_county", "in_city", "in_province", "out_of_province")
REFERRAL: Final = ("standard", "irregular", "emergency")
HOSPITAL_LEVEL: Final = (0, 1, 2, 3)

INPATIENT, OUTPATIENT = range(2)
OTHER, RADIOCHEMOTHERAPY, DIALYSIS, TRANSFUSION, ANTI_REJECTION, ANALGESIA, LONG_TERM_MEDICATION = range(7)
IN_COUNTY, IN_CITY, IN_PROVINCE, OUT_OF_PROVINCE = range(4)
STANDARD, IRREGULAR, EMERGENCY = range(3)

#: From this age on nobody is a child; from the other on somebody may be employed.
OF_AGE: Final = 18
WORKING_AGE: Final = 16
#: A number that is not given (an age, a city's figure): never read as zero.
NOT_GIVEN: Final = -1
