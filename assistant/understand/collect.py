"""All facts of a message that are about the patient and stated, not asked or supposed."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.answers.acts import Propose, Words
from assistant.understand.answers import answer, first_word
from assistant.understand.assignment import assigned
from assistant.understand.cash import Cash, cash
from assistant.understand.city import city_facts
from assistant.understand.control import asks, corrects, is_generic, pattern, supposes, unknowns
from assistant.understand.corrections import corrected_facts, without_replaced
from assistant.understand.facts import Fact
from assistant.understand.identities import denies_all, identity_facts
from assistant.understand.identity_time import in_time
from assistant.understand.illness import denied_diseases, disease_facts
from assistant.understand.patterns import bill_facts
from assistant.understand.people import People, people
from assistant.understand.places import Place
from assistant.understand.roles import AMOUNTS
from assistant.understand.settle import settled
from assistant.understand.standing import is_still_to_come, unstated_illness
from assistant.understand.text import Clause, Message
from assistant.understand.unused import joined, unused_amounts, unused_words
from assistant.understand.visits import spans, told_apart
from assistant.understand.when import age_facts, date_facts
from assistant.understand.whereabouts import place_facts

#: Fields that are the person's or the document's; all others without a dot are a bill's.
_OF_PERSON = ("insured", "needs_maintenance")
#: What is only feared or asked about of an illness says nothing of these: 不透析就会….
_OF_STAY = ("care", "treatment")
#: A number of so many characters is no age.
_LONG = 5
#: Among what is known: the words that said where the patient lives.
HOME = "home"


@dataclass(frozen=True, slots=True)
class Collected:
    """What a message states, and what it leaves to be asked back."""

    facts: tuple[Fact, ...]
    proposals: tuple[Propose, ...]
    policy: str | None
    unused: tuple[tuple[int, int], ...] = ()
    """Places of what was heard and takes no field."""


def collect(
    message: Message, asking: str | None, policy: str | None, known: Mapping[str, Any], prefix: str, today: date | None
) -> Collected:
    """`asking` is the bare field asked; `prefix` the path of the bill, `known` its fields so far."""
    who = people(message)
    places, speakers = place_facts(message, policy, who.of_patient, asking == "place", str(known.get(HOME, "")))
    proposals = [] if speakers is None else [_home_question(message, speakers)]
    resident = next((fact.value for fact in places if fact.field == "policy"), policy)
    money = cash(message, known)
    facts = [*places, *bill_facts(message), *money.facts, *city_facts(message, resident)]
    for start, end in spans(message, money.facts, money.named):
        facts += date_facts(message, start, end)
    facts += [*_ages(message, money), *_identities(message, resident, who, asking, known)]
    facts += corrected_facts(message, facts, known)
    facts = [fact for fact in without_replaced(message, facts) if who.of_patient(fact.start, fact.end)]
    named = [fact for fact in facts if fact.field == "person.age" and who.names_patient(fact.start, fact.end)]
    facts = [fact for fact in facts if fact.field != "person.age" or not named or fact in named]
    diseases, questions = disease_facts(message, resident, who, f"{prefix}diseases", facts)
    beside = bool(diseases)  # 乙型肝炎，肝硬化: once the sure one is noted, nothing else would ask the open one
    diseases = diseases or ([] if questions else denied_diseases(message, resident, known))
    questions = questions if asking in (None, "diseases") or beside else []
    unstated = unstated_illness(message)
    facts = [f for f in facts if f.field not in _OF_STAY or not any(a <= f.start < b for a, b in unstated)]
    facts = [f for f in facts if f.field != "treatment" or not is_still_to_come(message, f.start)]
    facts = _stated(message, [*facts, *diseases], who, asking)
    if asking is not None:
        facts = _with_answer(message, facts, asking, known, today)
    facts = assigned(message, told_apart(message, facts, money.named))
    facts = [replace(f, field=f"person.{f.field}") if f.field in _OF_PERSON else f for f in facts]
    stated = settled(message, facts)
    unused = joined([*unused_amounts(message, money, stated), *unused_words(message, who, stated)])
    return Collected(tuple(stated), (*proposals, *questions), resident, tuple(unused))


def _ages(message: Message, money: Cash) -> list[Fact]:
    """Ages, without those read in a longer number: 统筹支付 24 500.00."""
    long = [amount for amount in money.named if amount.end - amount.start >= _LONG]
    return [fact for fact in age_facts(message) if not any(a.start <= fact.start < a.end for a in long)]


def _home_question(message: Message, place: Place) -> Propose:
    """我是那里的，我妈住院: where the patient lives is asked back."""
    words = Words(message.raw[place.start : place.end], place.start, place.end)
    return Propose("policy", (place.policy,), "病人的户口也在那里吗？", words)


def _identities(
    message: Message, policy: str | None, who: People, asking: str | None, known: Mapping[str, Any]
) -> list[Fact]:
    """Identities of the patient; an empty list where it is said that none holds."""
    named = [f for f in identity_facts(message, policy) if who.of_patient(f.start, f.end)]
    facts = [fact for one in named if (fact := in_time(message, one, known)) is not None]
    denied = denies_all(message, bare=asking == "person.identities" or bool(facts))
    if denied is None or not who.of_patient(*denied):
        return facts
    kept = [fact for fact in facts if not fact.denied and fact.start > denied[1]]
    if kept:
        return kept
    before = [fact for fact in facts if not fact.denied and fact.end < denied[0] - 14]
    return before or [Fact("person.identities", [], *denied)]


def _stated(message: Message, facts: list[Fact], who: People, asking: str | None) -> list[Fact]:
    """Without what is only asked (没办转诊能报吗) or supposed (要是有低保)."""
    by_clause: defaultdict[Clause, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_clause[message.clause_at(fact.start)].append(fact)
    kept = {id(fact) for clause, inside in by_clause.items() for fact in _firm(message, clause, inside, who, asking)}
    return [fact for fact in facts if id(fact) in kept]


def _firm(message: Message, clause: Clause, inside: list[Fact], who: People, asking: str | None) -> list[Fact]:
    """Of the facts of one clause those that it states."""
    words = message.text(clause)
    plain = words.rstrip("?？吗么")
    answers = not any(pattern(name).search(plain) for name in ("about_aid", "question"))
    unknown, supposed = pattern("unknown").search(words), supposes(words)
    asked = asks(message, clause) and not _own_story(clause, words, inside, who)
    generic = is_generic(words)
    kept: list[Fact] = []
    for fact in inside:
        open_ = supposed or (unknown is not None and clause.start + unknown.end() <= fact.start)
        only_asked = asked and not (fact.field == "diseases" and generic)  # 尿毒症能报多少 tells what the illness is
        if (fact.field == asking and answers) or not (open_ or only_asked):
            kept.append(fact)
    return kept


def _own_story(clause: Clause, words: str, inside: list[Fact], who: People) -> bool:
    """Whether a clause that asks tells a case of one's own as well: 那里低保住院花了5万能报多少."""
    fields = {fact.field for fact in inside}
    own_story = (
        len(fields) >= 3
        or ("policy" in fields and len(fields) >= 2)
        or bool(fields & {*AMOUNTS, "premium.tier1", "premium.due"})
    )
    told = any(clause.start <= mention.start <= clause.end for mention in who.mentions)
    return (own_story or (told and len(fields) >= 2)) and bool(is_generic(words) or fields & {"policy"})


def _with_answer(
    message: Message, facts: list[Fact], asking: str, known: Mapping[str, Any], today: date | None
) -> list[Fact]:
    bare = asking.removeprefix("person.") if asking.removeprefix("person.") in _OF_PERSON else asking
    firm = [f for f in facts if f.field in (asking, bare) and not f.denied and not f.weak]
    if firm:
        return facts
    others = [f for f in facts if not f.weak and not f.denied and f.field in (*AMOUNTS, "parameters.disposable_income")]
    if asking in AMOUNTS and others:
        return [*facts, *first_word(message, asking)]
    if pattern("question").search(message.plain.rstrip("?？")):
        return facts
    more = any(f.field not in (asking, bare) and not (f.weak and f.field in AMOUNTS) for f in facts)
    more = more or corrects(message)
    found = answer(message, bare if bare in _OF_PERSON else asking, known, today, alone=not more)
    if found is None or (unknowns(message) and (asking not in AMOUNTS or found.value == "0.00")):
        return facts  # 不晓得是不是定点 has no answer in it but the words 不 and 是
    return [f for f in facts if not (f.weak or (f.field == asking and not f.denied))] + [found]
