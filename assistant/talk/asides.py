"""What is said beside the questions: reasons, clauses that answer a person's own question, and what has changed."""

from dataclasses import replace

from assistant.answers.journey import Journey
from assistant.answers.questions import has_question, money, value_label
from assistant.answers.situation import Situation
from assistant.results.explained import ExplainedPremium
from assistant.results.layers import premium_of
from assistant.results.outcome import computable
from assistant.talk.own_share import judged
from assistant.talk.quoted_clauses import best_clauses
from assistant.talk.reasons import reason
from assistant.talk.reply import CONFIRM, Quoted
from assistant.talk.state import Turn
from assistant.talk.summaries import field_labels, on_no_list
from knowledge import glossary, library
from rules.calculate import calculate
from rules.door import CaseError, read_case

#: How many newly needed answers are named.
_NAMED = 3


def say_why(now: Turn) -> None:
    """Why the question is asked, with its clause; of a result its steps and reasons."""
    asking = now.asking
    if asking is None and now.before.shown:
        now.in_full = True
        return
    if asking is None or asking == CONFIRM or not has_question(asking):
        now.say("现在没有在问什么。想改哪一项，直接说就行。")
        return
    found = reason(now.seen, asking)
    now.say(f"为什么问：{found.text}")
    now.quotes.extend(Quoted(source, library.cite(source.clause)) for source in found.citations)


def look_up(now: Turn, asked: str) -> None:
    """Answer a question with the clause itself; where nothing is found, say whom to ask."""
    hits = best_clauses(asked, now.policy)
    if not hits:
        whom = glossary.ask(now.policy) if now.policy else "当地医保经办窗口"
        now.say(f"收录的文件里没有找到和这个问题有关的条文，请问{whom}。")
        return
    if now.policy is None:
        now.say("各地的规定不一样，选好地方以后再问，就按您那里的答。")
    now.say("文件里是这样写的：")
    now.quotes.extend(hits)


def say_what_changed(now: Turn) -> None:
    """After all acts of a turn: what follows from them that the person should know."""
    _say_which_document(now)
    _say_the_subsidy(now)
    _ask_which_disease(now)
    if unlisted := on_no_list(now.seen_before, now.seen):
        now.say(unlisted)
    _say_what_fell_away(now)
    _say_whether_the_own_share_fits(now)


def _say_which_document(now: Turn) -> None:
    """Which document governs and why, where that is new; that none does, each time."""
    why, policy_id = now.seen.why, now.policy
    if why is None or now.stepped_back:
        return
    before = now.seen_before.policy
    if policy_id is None or policy_id != before:
        now.say(why.reason)
    held = now.frame.value("person.identities")
    if held and policy_id is not None and not now.seen.governed.known("person.identities"):
        said = value_label("person.identities", held, before)
        document = library.document(policy_id).facts.short_name
        now.say(f"《{document}》里没有“{said}”这种身份，请对照它的名单再选一次。")


def _say_the_subsidy(now: Turn) -> None:
    """The subsidy to the year's contribution, as soon as what it rests on is known, and again where that changes."""
    asked, before = _subsidy(now.seen), _subsidy(now.seen_before)
    if asked is None or asked == before:
        return
    now.say(asked.sentence)
    now.quotes.extend(Quoted(source, library.cite(source.clause)) for source in asked.citations)


def _subsidy(seen: Situation) -> ExplainedPremium | None:
    """The subsidy by itself, without any bill; None while it is not asked for or the identity is not known."""
    if seen.policy is None or not seen.frame.known("premium.tier1") or not seen.frame.known("person.identities"):
        return None
    case = computable(seen.governed)
    try:
        return premium_of(calculate(read_case({**case, "bills": []})))
    except CaseError:
        return None


def _ask_which_disease(now: Turn) -> None:
    """A disease told under one document may be more than one entry in the lists of the document that governs now."""
    ask = now.seen.governing.ask
    if ask is not None and now.policy != now.seen_before.policy and now.talk.proposal is None:
        now.become(replace(now.talk, proposal=ask))


def _say_what_fell_away(now: Turn) -> None:
    """After a correction: which earlier answers do not count any more, and that more is needed where it is."""
    if not now.corrected or now.policy is None:
        return
    before = now.seen_before.journey if now.seen_before.policy is not None else Journey(())
    after = now.seen.journey
    fallen = [f for f in after.masked if f not in before.masked and f not in now.answered]
    if fallen:
        now.say(f"改了以后，“{field_labels(fallen, now.seen)}”不再影响结果，先替您留着。")
    again = [f for f in before.masked if f not in after.masked and f not in now.answered]
    if again:
        now.say(f"改了以后，“{field_labels(again, now.seen)}”又算数了。")
    newly = [f for f in after.open if f not in before.open and f != "bills"]
    if newly:
        more = "等" if len(newly) > _NAMED else ""
        now.say(f"还需要再问：{field_labels(newly[:_NAMED], now.seen)}{more}。")


def _say_whether_the_own_share_fits(now: Turn) -> None:
    """Once, as soon as the amounts are known that the own share is held against."""
    own = now.talk.own_share
    if own is None or own.bill >= now.frame.bills:
        return
    told = judged(now.frame, own.bill, own.value, own.approximate)
    if told is not None:
        now.say(told)
        now.become(replace(now.talk, own_share=None))
    elif own != now.before.own_share:
        now.say(f"自己出的 {money(own.value)}不用填，先记着，等别的数都有了，帮您核对。")
