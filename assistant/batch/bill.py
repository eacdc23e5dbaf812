"""The values of a row, from where the calculator defines a person and a bill: names and what an empty cell means."""

from collections.abc import Mapping
from dataclasses import MISSING, fields

from rules import codes
from rules.case import Bill, Person

_OF_BILL = {field.name: field for field in fields(Bill)}

#: Amounts in fen, in the order of the interface: a bill's whole numbers that are asked for, or 0 where left out.
AMOUNTS = tuple(name for name, field in _OF_BILL.items() if field.type is int and field.default in (MISSING, 0))
#: What others have paid, in the order in which it is held against 政策范围内.
PAYMENTS = tuple(name for name in AMOUNTS if _OF_BILL[name].default == 0)
#: Fields whose codes are places in a tuple of the calculator.
CODES = {"care": codes.CARE, "treatment": codes.TREATMENT, "place": codes.PLACE, "referral": codes.REFERRAL}
#: In the order in which the door looks at them.
OF_PERSON = tuple(field.name for field in fields(Person) if field.default_factory is MISSING)
OF_BILL = (*CODES, "hospital_level", "designated")


def _default(name: str) -> int | None:
    if name == "age":
        return codes.NOT_GIVEN
    value = next(f.default for f in (*fields(Person), *fields(Bill)) if f.name == name)
    return CODES[name].index(str(value)) if name in CODES and value is not MISSING else _number(value)


def _number(value: object) -> int | None:
    return int(value) if isinstance(value, int) else None


#: The number of an empty cell, as the door has it where a field is left out; a field without one must be filled.
DEFAULTS: Mapping[str, int] = {
    name: number for name in (*OF_PERSON, *OF_BILL) if name != "identities" and (number := _default(name)) is not None
} | {"date": codes.NOT_GIVEN, "diseases": 0}
