//! What is read from the history beside the state: open lists, wishes, proposals, the letter, the road.

use super::EventKind;
use super::correction::{Open, Owner};
use super::decision::{Decision, Proposal};
use super::outcome::{Grant, Outcome, Said, there};
use super::record::{Detail, Letter, Record};
use super::road::Milestone;
use super::state::{Fold, State, counting};
use crate::answer::Role;
use crate::classify::Category;
use crate::date::{self, Date};

/// What the history says so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub fold: Fold,
    /// The open list.
    pub round: Option<Open>,
    /// Whether the authority has made its list before, of its own accord.
    pub told_once: bool,
    /// Who waits for an answer to a wish to correct.
    pub wish: Option<Role>,
    /// Whose wish was declined since the last change of state: they don't hold up a decision with another one.
    pub declined: Vec<Role>,
    pub proposal: Option<Proposal>,
    /// The category that was approved, and the day.
    pub approved: Option<(Category, Date)>,
    pub letter: Option<Letter>,
    /// What the letter of the official system grants, where the approval was recorded from that: then there is no other one.
    pub grant: Option<Grant>,
    /// What the official system said since it was filed there, and the day of each; empty of what was filed here. The last one
    /// recorded again takes its own place.
    pub there: Vec<(EventKind, Date)>,
    /// The steps after the approval; the newest word on each.
    pub road: Vec<(Milestone, Date)>,
    /// The last day of the work permit, as it was last read from that.
    pub permit_end: Option<Date>,
    /// When the last event was.
    pub at: Option<i64>,
}

impl Facts {
    /// The day of a step after the approval.
    pub fn milestone(&self, milestone: Milestone) -> Option<Date> {
        let known = self.road.iter().find(|(known, _)| *known == milestone);
        known.map(|(_, on)| *on)
    }

    /// The last day of the letter that counts, of this authority's or of the official system's.
    pub fn letter_until(&self) -> Option<Date> {
        let ours = self.letter.as_ref().map(|letter| letter.valid_until);
        ours.or_else(|| self.grant.as_ref().map(|grant| grant.valid_until))
    }

    /// Whether this would be what the official system said last, recorded again.
    pub fn is_again(&self, kind: EventKind) -> bool {
        kind.is_elsewhere() && self.there.last().is_some_and(|(last, _)| *last == kind)
    }

    /// What a history says.
    pub fn of(records: &[Record]) -> Self {
        let mut facts = Self::default();
        for record in counting(records, |record| &record.event) {
            facts.take(record);
        }
        // Of what does not count any more the time has passed all the same.
        facts.at = records.iter().map(|record| record.event.at).max();
        facts
    }

    /// Takes the next line that counts. Total, like the fold of states.
    pub fn take(&mut self, record: &Record) {
        let event = &record.event;
        if self.fold.now.is_some_and(State::is_terminal) {
            return;
        }
        let before = self.fold.now;
        self.fold.take(event);
        self.told(record);
        match (event.kind, &record.detail) {
            (
                EventKind::ReturnedToApplicant
                | EventKind::ReturnedToEmployer
                | EventKind::ReturnedForCorrection,
                Detail::Round(round),
            ) => {
                if event.kind == EventKind::ReturnedForCorrection {
                    self.told_once |= self.wish.is_none();
                    self.wish = None;
                }
                self.round = Some(Open {
                    round: round.clone(),
                    from: event.by,
                    done: Vec::new(),
                });
            }
            (EventKind::CorrectionAnswered, _) => self.done(event.by),
            (EventKind::CorrectionAsked, _) => self.wish = Some(event.by),
            (EventKind::CorrectionDeclined, _) => self.declined.extend(self.wish.take()),
            (EventKind::ApprovalProposed | EventKind::RefusalProposed, Detail::Decision(decision)) => {
                self.proposal = Some(Proposal {
                    decision: decision.clone(),
                    person: record.person.clone(),
                    why: event.why.clone(),
                });
            }
            (EventKind::ProposalDropped, _) => self.proposal = None,
            (EventKind::Approved, Detail::Decision(Decision::Approve(category))) => {
                self.approved = Some((*category, day(event.at)));
            }
            (EventKind::LetterIssued | EventKind::LetterReplaced, Detail::Letter(letter)) => {
                self.letter = Some(letter.clone());
            }
            (
                EventKind::ApprovedElsewhere,
                Detail::Outcome(Outcome {
                    on,
                    said: Said::Approved(grant),
                }),
            ) => {
                self.approved = Some((grant.category, *on));
                self.grant = Some(grant.clone());
            }
            (EventKind::PermitEndRecorded, Detail::On(on)) => self.permit_end = Some(*on),
            (kind, Detail::On(on)) => self.passed(kind, *on),
            _ => {}
        }
        if self.fold.now != before {
            self.moved();
        }
    }

    /// What a line says of the official system.
    fn told(&mut self, record: &Record) {
        let kind = record.event.kind;
        if kind == EventKind::Filed {
            self.there.clear();
        }
        if let Some(said) = there(record) {
            if self.is_again(kind) {
                self.there.pop();
            }
            self.there.push(said);
        }
    }

    /// What a new state puts an end to.
    fn moved(&mut self) {
        self.proposal = None;
        self.declined.clear();
        let now = self.fold.now;
        if !now.is_some_and(State::is_returned) {
            self.round = None;
        }
        // A wish to correct lives as long as the authority has the case and has not decided.
        let with_authority = matches!(
            now,
            Some(
                State::Filed
                    | State::PreReview
                    | State::PreReviewPassed
                    | State::Accepted
                    | State::UnderReview
                    | State::ReturnedForCorrection
            )
        );
        if !with_authority {
            self.wish = None;
        }
    }

    fn done(&mut self, by: Role) {
        let owner = Owner::ALL.into_iter().find(|owner| owner.role() == by);
        if let (Some(open), Some(owner)) = (&mut self.round, owner) {
            open.done.push(owner);
        }
    }

    fn passed(&mut self, kind: EventKind, on: Date) {
        let milestone = Milestone::ALL
            .into_iter()
            .find(|milestone| milestone.event() == kind);
        if let Some(milestone) = milestone {
            self.road.retain(|(known, _)| *known != milestone);
            self.road.push((milestone, on));
        }
    }
}

/// The day in Asia/Shanghai (eight hours before UTC since 1991) in which a time lies.
pub fn day(at: i64) -> Date {
    let days = at.saturating_add(8 * 3600).div_euclid(24 * 3600);
    let days = i32::try_from(days.clamp(-3_000_000, 3_000_000)).unwrap_or(0);
    date::plus_days(Date::constant(1970, 1, 1), days)
}
