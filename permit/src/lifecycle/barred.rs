//! What bars somebody from doing something, whatever they bring along.

use super::action::ActionKind as Do;
use super::case::Case;
use super::correction::Owner;
use super::outcome::OutcomeKind;
use super::state::{counting, last_outcome};
use super::table::TABLE;
use super::{Denied, State};
use crate::answer::Role;

/// Why this person can't do this now; `None` where they can.
pub fn barred(case: &Case, action: Do, role: Role, person: &str) -> Option<Denied> {
    let rows = || {
        TABLE
            .iter()
            .filter(|row| row.action == action && row.by.contains(&role))
    };
    if rows().next().is_none() {
        return Some(Denied::WrongRole);
    }
    if person.is_empty() && role != Role::System {
        return Some(Denied::PersonMissing);
    }
    let facts = &case.facts;
    let now = facts.fold.now;
    let fits =
        |state: Option<State>| rows().any(|row| state.map_or(row.begins, |state| row.from.contains(&state)));
    if !fits(now) {
        // It could be done if the corrections were not open?
        let after = match now {
            Some(State::ReturnedForCorrection) => facts.fold.resume,
            Some(State::ReturnedToApplicant | State::ReturnedToEmployer) => Some(State::WaitingForEmployer),
            _ => None,
        };
        return Some(match after {
            Some(after) if fits(Some(after)) => Denied::CorrectionsOpen,
            _ => Denied::WrongState(now),
        });
    }
    let proposed = facts.proposal.as_ref();
    match action {
        Do::File => case.rendering.map(Denied::rendering),
        Do::ProposeRenderings | Do::ReturnRenderings | Do::ConfirmRenderings => of_renderings(case, action),
        Do::Confirm if proposed.is_none() => Some(Denied::NotYet),
        Do::Confirm if proposed.is_some_and(|open| open.person == person) => Some(Denied::SecondPersonNeeded),
        Do::Approve | Do::Refuse | Do::Confirm if facts.wish.is_some() => Some(Denied::WishOpen),
        Do::Approve | Do::Refuse | Do::Return | Do::PassPreReview if proposed.is_some() => {
            Some(Denied::ProposalOpen)
        }
        Do::DropProposal if proposed.is_none() => Some(Denied::NotYet),
        Do::AskCorrection if facts.wish.is_some() || facts.declined.contains(&role) => {
            Some(Denied::AlreadyDone)
        }
        Do::DeclineCorrection if facts.wish.is_none() => Some(Denied::NotYet),
        Do::Answer | Do::CloseCorrection | Do::Lapse => of_a_list(case, action, role),
        Do::RecordOutcome(outcome) => of_an_outcome(case, outcome),
        Do::TakeBackOutcome => of_taking_back(case),
        Do::IssueLetter | Do::ReplaceLetter if facts.grant.is_some() => Some(Denied::ApprovedElsewhere),
        Do::IssueLetter if facts.letter.is_some() => Some(Denied::AlreadyDone),
        Do::ReplaceLetter | Do::Record(_) | Do::RecordPermitEnd if facts.letter_until().is_none() => {
            Some(Denied::NotYet)
        }
        _ => None,
    }
}

/// The applicant has their turn when the employer has written all. In a correction there is none unless it changed a text.
fn of_renderings(case: &Case, action: Do) -> Option<Denied> {
    let is_open = match action {
        Do::ProposeRenderings => case.renders(),
        _ => case.rendering == Some(Owner::Applicant),
    };
    (!is_open).then_some(Denied::NotYet)
}

/// What the official system says counts of what was filed there, and closes no list of corrections of this authority's. Nothing
/// hangs on a proposal: no side is told of one, and what moves the application ends it.
fn of_an_outcome(case: &Case, outcome: OutcomeKind) -> Option<Denied> {
    let facts = &case.facts;
    let (now, again) = (facts.fold.now, facts.is_again(outcome.event()));
    let is_returned = now == Some(State::ReturnedForCorrection);
    let stands = if is_returned { facts.fold.resume } else { now };
    let is_accepted = matches!(stands, Some(State::Accepted | State::UnderReview));
    match outcome {
        _ if facts.there.is_empty() => Some(Denied::FiledHere),
        _ if facts.round.is_some() => Some(Denied::CorrectionsOpen),
        _ if again => None,
        OutcomeKind::SentAgain if !is_returned => Some(Denied::NotYet),
        OutcomeKind::Accepted if is_accepted => Some(Denied::AlreadyDone),
        OutcomeKind::Approved if now == Some(State::Approved) => Some(Denied::AlreadyDone),
        _ => None,
    }
}

/// Only the last word, and only while nothing follows from it: what was done since stands on it.
fn of_taking_back(case: &Case) -> Option<Denied> {
    let facts = &case.facts;
    if facts.there.is_empty() {
        return Some(Denied::FiledHere);
    }
    let lines = counting(&case.records, |record| &record.event);
    let last = last_outcome(&lines, |record| &record.event);
    let stands = last.is_some() && facts.road.is_empty() && facts.permit_end.is_none();
    (!stands).then_some(Denied::WrongState(facts.fold.now))
}

fn of_a_list(case: &Case, action: Do, role: Role) -> Option<Denied> {
    // A part that was opened by pulling back has no list that somebody else could close.
    let Some(open) = &case.facts.round else {
        return Some(Denied::NotYet);
    };
    if action != Do::Answer {
        return None;
    }
    let items = || open.round.items.iter().filter(|item| item.owner.role() == role);
    if items().next().is_none() {
        Some(Denied::NotYours)
    } else if open.done.iter().any(|owner| owner.role() == role) {
        Some(Denied::AlreadyDone)
    } else {
        None
    }
}
