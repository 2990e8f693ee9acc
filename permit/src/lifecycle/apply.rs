//! An action becomes a line of the history, or is denied.

use super::action::{Action, By};
use super::barred::barred;
use super::case::Case;
use super::correction::{IfLate, Item, Open, Owner, Reason, Round, Wished};
use super::decision::Decision;
use super::facts::day;
use super::outcome::{Grant, Outcome, Said};
use super::record::{Detail, Elsewhere, Letter, Record};
use super::road::Milestone;
use super::{Denied, Event, EventKind as Kind, State, validity};
use crate::answer::Role;
use crate::date::{self, Date};

/// The line that an action writes.
pub fn apply(case: &Case, action: Action, by: &By) -> Result<Record, Denied> {
    if let Some(denied) = barred(case, action.kind(), by.role, by.person) {
        return Err(denied);
    }
    if case.facts.at.is_some_and(|last| by.at < last) {
        return Err(Denied::TimeRunsBackwards);
    }
    let confirmed = matches!(action, Action::Confirm);
    let (kind, detail) = written(case, action, by)?;
    let mut why = by.why.trim();
    if let Some(open) = case
        .facts
        .proposal
        .as_ref()
        .filter(|_| confirmed && why.is_empty())
    {
        // The reason of who proposed it is the decision's.
        why = open.why.as_str();
    }
    if why.is_empty() && (kind.needs_reason() || late_list(case, kind) || is_unsaid(&detail)) {
        return Err(Denied::ReasonMissing);
    }
    Ok(Record {
        event: Event {
            kind,
            by: by.role,
            at: by.at,
            why: why.to_owned(),
            // Whoever says that it is ready has looked at what the employer receives.
            agreed: kind == Kind::ApplicantReady,
        },
        person: if by.role == Role::System {
            String::new()
        } else {
            by.person.to_owned()
        },
        detail,
    })
}

/// A wish that says of nothing how it should be.
fn is_unsaid(detail: &Detail) -> bool {
    let is_empty = |one: &Wished| one.should.trim().is_empty();
    matches!(detail, Detail::Pins(all) if all.iter().all(is_empty))
}

/// The authority tells everything at once (domain.md 3.7), and before acceptance: a second list, or one after that, needs
/// a reason in words, unless a side asked for it. Whether a second list is lawful at all is a doubt; it happens.
fn late_list(case: &Case, kind: Kind) -> bool {
    let facts = &case.facts;
    let accepted = matches!(facts.fold.now, Some(State::Accepted | State::UnderReview));
    kind == Kind::ReturnedForCorrection && facts.wish.is_none() && (facts.told_once || accepted)
}

fn written(case: &Case, action: Action, by: &By) -> Result<(Kind, Detail), Denied> {
    let today = day(by.at);
    let plain = |kind| Ok((kind, Detail::Nothing));
    match action {
        Action::Ready => plain(Kind::ApplicantReady),
        Action::Sign => plain(Kind::EmployerSigned),
        Action::File(None) => plain(Kind::Filed),
        Action::File(Some(elsewhere)) => {
            let (receipt, on) = (written_number(&elsewhere.receipt)?, elsewhere.on);
            not_ahead(on, today)?;
            after_ready(case, on)?;
            Ok((Kind::Filed, Detail::Elsewhere(Elsewhere { on, receipt })))
        }
        Action::ReturnToApplicant(items) => {
            between_sides(Kind::ReturnedToApplicant, items, Owner::Applicant, today)
        }
        Action::ReturnToEmployer(items) => {
            between_sides(Kind::ReturnedToEmployer, items, Owner::Employer, today)
        }
        Action::PullBack => plain(Kind::PulledBack),
        Action::AskCorrection(pins) if pins.is_empty() => Err(Denied::ListWrong),
        Action::AskCorrection(pins) => Ok((Kind::CorrectionAsked, Detail::Pins(pins))),
        Action::DeclineCorrection => plain(Kind::CorrectionDeclined),
        Action::StartPreReview => plain(Kind::PreReviewStarted),
        Action::Return(round) => {
            sound(&round.items, today)?;
            Ok((Kind::ReturnedForCorrection, Detail::Round(round)))
        }
        Action::Answer => {
            let owing = case.facts.round.as_ref().map(|open| open.owing().len());
            // What a correction made another text is rendered before it goes back.
            plain(if owing > Some(1) || case.rendering.is_some() {
                Kind::CorrectionAnswered
            } else {
                Kind::CorrectionCompleted
            })
        }
        Action::CloseCorrection => plain(Kind::CorrectionClosed),
        Action::Lapse => {
            overdue(case, IfLate::GoesBack, today)?;
            plain(Kind::CorrectionLapsed)
        }
        Action::ProposeRenderings => plain(Kind::RenderingsProposed),
        Action::ReturnRenderings => plain(Kind::RenderingsReturned),
        Action::ConfirmRenderings => {
            let answered = |open: &Open| open.owing().is_empty();
            let waits = case.facts.fold.now == Some(State::ReturnedForCorrection)
                && case.facts.round.as_ref().is_some_and(answered);
            plain(if waits {
                Kind::CorrectionCompleted
            } else {
                Kind::RenderingsConfirmed
            })
        }
        Action::PassPreReview => plain(Kind::PreReviewPassed),
        Action::Accept(receipt) => Ok((Kind::Accepted, Detail::Receipt(written_number(&receipt)?))),
        Action::StartReview => plain(Kind::ReviewStarted),
        Action::Approve(category) => {
            let decision = Decision::Approve(category);
            let two = decision.needs_two(case.previewed);
            let kind = if two {
                Kind::ApprovalProposed
            } else {
                Kind::Approved
            };
            Ok((kind, Detail::Decision(decision)))
        }
        // An approval follows a review, a refusal may come before it.
        Action::Refuse(grounds) if grounds.is_empty() => Err(Denied::Incomplete),
        Action::Refuse(grounds) => Ok((Kind::RefusalProposed, Detail::Decision(Decision::Refuse(grounds)))),
        Action::Confirm => {
            let open = case.facts.proposal.as_ref().ok_or(Denied::NotYet)?;
            let kind = match open.decision {
                Decision::Approve(_) => Kind::Approved,
                Decision::Refuse(_) => Kind::Refused,
            };
            Ok((kind, Detail::Decision(open.decision.clone())))
        }
        Action::DropProposal => plain(Kind::ProposalDropped),
        Action::IssueLetter(letter) => lettered(case, Kind::LetterIssued, letter, today),
        Action::ReplaceLetter(letter) => lettered(case, Kind::LetterReplaced, letter, today),
        Action::RecordOutcome(outcome) => {
            let outcome = Outcome {
                on: outcome.on,
                said: numbered(outcome.said)?,
            };
            fits_there(case, &outcome, today)?;
            Ok((outcome.kind().event(), Detail::Outcome(outcome)))
        }
        Action::TakeBackOutcome => plain(Kind::OutcomeTakenBack),
        Action::Record(milestone, on) => {
            fits_the_road(case, milestone, on, today)?;
            Ok((milestone.event(), Detail::On(on)))
        }
        Action::RecordPermitEnd(on) => {
            fits_the_permit(case, on)?;
            Ok((Kind::PermitEndRecorded, Detail::On(on)))
        }
        Action::Withdraw => plain(Kind::Withdrawn),
        Action::Expire => {
            expired(case, today)?;
            plain(Kind::Expired)
        }
        Action::Cancel => plain(Kind::Cancelled),
    }
}

fn between_sides(kind: Kind, items: Vec<Item>, owner: Owner, today: Date) -> Result<(Kind, Detail), Denied> {
    sound(&items, today)?;
    if items.iter().any(|item| item.owner != owner) {
        return Err(Denied::ListWrong);
    }
    let if_late = IfLate::GoesBack;
    Ok((kind, Detail::Round(Round { items, if_late })))
}

fn sound(items: &[Item], today: Date) -> Result<(), Denied> {
    if items.is_empty() || items.iter().any(|item| item.due < today) {
        return Err(Denied::ListWrong);
    }
    let unsaid = |item: &Item| item.reason == Reason::Other && item.note.trim().is_empty();
    if items.iter().any(unsaid) {
        return Err(Denied::ReasonMissing);
    }
    Ok(())
}

/// The most characters of a number: those of papers have two dozen.
const LONGEST_NUMBER: usize = 100;

/// A number as somebody typed it, without the blanks around it; it may be empty.
fn number(typed: &str) -> Result<String, Denied> {
    let number = typed.trim();
    if number.chars().any(char::is_control) || number.chars().count() > LONGEST_NUMBER {
        Err(Denied::Incomplete)
    } else {
        Ok(number.to_owned())
    }
}

fn written_number(typed: &str) -> Result<String, Denied> {
    number(typed).and_then(|number| {
        if number.is_empty() {
            Err(Denied::Incomplete)
        } else {
            Ok(number)
        }
    })
}

/// What the official system says, its numbers without the blanks around them. That of an acceptance may be the filing's.
fn numbered(said: Said) -> Result<Said, Denied> {
    Ok(match said {
        Said::Accepted(receipt) => Said::Accepted(number(&receipt)?),
        Said::Approved(grant) => Said::Approved(Grant {
            letter: written_number(&grant.letter)?,
            ..grant
        }),
        Said::Returned | Said::SentAgain | Said::Refused => said,
    })
}

fn not_ahead(on: Date, today: Date) -> Result<(), Denied> {
    if on > today {
        Err(Denied::DateWrong)
    } else {
        Ok(())
    }
}

/// What was not ready yet was filed nowhere: the clock of the pre-review begins on no day before.
fn after_ready(case: &Case, on: Date) -> Result<(), Denied> {
    let mut events = case.records.iter().rev().map(|record| &record.event);
    let ready = events.find(|event| event.kind == Kind::ApplicantReady);
    if ready.is_some_and(|event| on < day(event.at)) {
        Err(Denied::DateWrong)
    } else {
        Ok(())
    }
}

fn lettered(case: &Case, kind: Kind, letter: Letter, today: Date) -> Result<(Kind, Detail), Denied> {
    let letter = Letter {
        number: written_number(&letter.number)?,
        permit: written_number(&letter.permit)?,
        ..letter
    };
    if letter.valid_until < today {
        return Err(Denied::DateWrong);
    }
    if letter.months == 0 {
        return Err(Denied::Incomplete);
    }
    // What the contract allows is in no line of the history: who has the answers looks at that.
    let longest = case
        .approved()
        .map(|category| validity::longest(category, None, today));
    if longest.is_some_and(|longest| letter.months > longest) {
        return Err(Denied::MonthsTooMany);
    }
    Ok((kind, Detail::Letter(letter)))
}

/// Not ahead of today, and not before what the official system said before: what is recorded again takes the place of the last
/// word. Nor is an approval later than what came after it.
fn fits_there(case: &Case, outcome: &Outcome, today: Date) -> Result<(), Denied> {
    not_ahead(outcome.on, today)?;
    let (facts, event) = (&case.facts, outcome.kind().event());
    let before = facts.there.iter().rev().find(|(kind, _)| *kind != event);
    if before.is_some_and(|(_, on)| outcome.on < *on) {
        return Err(Denied::DateWrong);
    }
    let Said::Approved(grant) = &outcome.said else {
        return Ok(());
    };
    if grant.months == 0 {
        return Err(Denied::Incomplete);
    }
    if grant.months > validity::longest(grant.category, None, outcome.on) {
        return Err(Denied::MonthsTooMany);
    }
    let after = facts.road.iter().map(|(_, on)| *on).chain(facts.permit_end);
    if after.chain([grant.valid_until]).any(|on| on < outcome.on) {
        return Err(Denied::DateWrong);
    }
    Ok(())
}

/// Not ahead of today, not before the approval, and in the order of the road where the neighbours are recorded.
fn fits_the_road(case: &Case, milestone: Milestone, on: Date, today: Date) -> Result<(), Denied> {
    not_ahead(on, today)?;
    let facts = &case.facts;
    let approved = facts.approved.map(|(_, day)| day);
    let before = milestone.after().and_then(|before| facts.milestone(before));
    let too_early = approved.into_iter().chain(before).any(|day| on < day);
    let mut later = Milestone::ALL
        .into_iter()
        .filter(|later| later.after() == Some(milestone))
        .filter_map(|later| facts.milestone(later));
    if too_early || later.any(|day| day < on) {
        return Err(Denied::DateWrong);
    }
    Ok(())
}

/// After the approval, and not so long after it that no permit of its category could last until then, however late it began.
fn fits_the_permit(case: &Case, on: Date) -> Result<(), Denied> {
    let Some((category, approved)) = case.facts.approved else {
        return Err(Denied::NotYet);
    };
    let longest = i32::try_from(validity::longest(category, None, approved)).unwrap_or(i32::MAX);
    let latest = date::plus_months(approved, longest.saturating_add(validity::BEGINS_WITHIN));
    if approved < on && on <= latest {
        Ok(())
    } else {
        Err(Denied::DateWrong)
    }
}

/// The list's due date has gone by, and this is what it says for that.
fn overdue(case: &Case, if_late: IfLate, today: Date) -> Result<(), Denied> {
    let open = case.facts.round.as_ref().ok_or(Denied::NotYet)?;
    let late = open.due().is_some_and(|due| today > due);
    if late && open.round.if_late == if_late {
        Ok(())
    } else {
        Err(Denied::NotDue)
    }
}

/// A list that says so went by its due date; or the letter went by its printed date, and nothing says that it was used: then
/// an officer may end it.
fn expired(case: &Case, today: Date) -> Result<(), Denied> {
    if case.facts.fold.now == Some(State::ReturnedForCorrection) {
        return overdue(case, IfLate::Expires, today);
    }
    let facts = &case.facts;
    let until = facts.letter_until().ok_or(Denied::NotYet)?;
    if today > until && facts.road.is_empty() && facts.permit_end.is_none() {
        Ok(())
    } else {
        Err(Denied::NotDue)
    }
}
