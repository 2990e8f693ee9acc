//! A case: the history of an application, and what follows from it. Only [`Case::perform`] adds to it.

use super::action::{Action, ActionKind, By};
use super::correction::{Open, Owner};
use super::decision::Proposal;
use super::facts::Facts;
use super::outcome::Grant;
use super::record::{Letter, Record};
use super::road::Milestone;
use super::table::RENDERED;
use super::{Actor, Denied, Event, EventKind, State, apply, barred, is_recorded};
use crate::answer::Role;
use crate::classify::Category;
use crate::date::Date;

/// The history of an application, and what was read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub(super) previewed: Option<Category>,
    pub(super) records: Vec<Record>,
    pub(super) facts: Facts,
    pub(super) rendering: Option<Owner>,
    pub(super) unjoined: bool,
}

impl Case {
    /// The case of this history. `previewed` is the category of the portal's preview where that names exactly one.
    #[must_use]
    pub fn new(previewed: Option<Category>, records: Vec<Record>) -> Self {
        Self {
            previewed,
            facts: Facts::of(&records),
            records,
            rendering: None,
            unjoined: false,
        }
    }

    /// Says whose turn it is with Chinese renderings ([`crate::rendering::turn`]): these are kept beside the history, and
    /// nothing is filed, or goes back after a correction, before they are confirmed.
    pub fn set_rendering(&mut self, turn: Option<Owner>) {
        self.rendering = turn;
    }

    /// Whose turn it is with Chinese renderings.
    #[must_use]
    pub const fn rendering(&self) -> Option<Owner> {
        self.rendering
    }

    /// Says whether no employer is joined to it: that is kept beside the history, too, and until one is joined nobody but
    /// the applicant can do anything about it.
    pub fn set_unjoined(&mut self, unjoined: bool) {
        self.unjoined = unjoined;
    }

    /// Whether no employer is joined to it.
    #[must_use]
    pub const fn unjoined(&self) -> bool {
        self.unjoined
    }

    /// Whether Chinese renderings can be written and answered now: before filing while the applicant's part is not open, and
    /// in a correction once it changed a text that needs one.
    #[must_use]
    pub fn renders(&self) -> bool {
        let is_correction = self.state() == Some(State::ReturnedForCorrection);
        self.may_render() && (!is_correction || self.rendering.is_some())
    }

    /// Whether it stands where Chinese renderings count: before filing, and in a correction.
    #[must_use]
    pub fn may_render(&self) -> bool {
        self.state().is_some_and(|state| RENDERED.contains(&state))
    }

    /// The history, oldest first.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Where it stands; `None` before the first event. The same as [`super::state()`] of the events.
    #[must_use]
    pub fn state(&self) -> Option<State> {
        self.facts.fold.now
    }

    /// Whether it was ever filed: only then is it the authority's to see.
    #[must_use]
    pub fn was_filed(&self) -> bool {
        self.records
            .iter()
            .any(|record| record.event.kind == EventKind::Filed)
    }

    /// Whether where it stands is what the employer recorded from the official system, and no act of this authority.
    #[must_use]
    pub fn is_recorded(&self) -> bool {
        is_recorded(self.records.iter().map(|record| &record.event))
    }

    /// Whether the newest line ends a list of the authority's that this side did not answer.
    #[must_use]
    pub fn ended_unanswered(&self, role: Role) -> bool {
        let mut lines = self.records.iter().rev().map(|record| &record.event);
        let newest = lines.next().map(|event| event.kind);
        if !matches!(
            newest,
            Some(EventKind::CorrectionLapsed | EventKind::CorrectionClosed)
        ) {
            return false;
        }
        let answered = |event: &&Event| event.kind == EventKind::CorrectionAnswered && event.by == role;
        let since = lines.find(|event| event.kind.opens() || answered(event));
        since.is_some_and(|event| event.kind == EventKind::ReturnedForCorrection)
    }

    /// What this person can do now, in this role; what each takes may still be wrong.
    #[must_use]
    pub fn actions(&self, role: Role, person: &str) -> Vec<ActionKind> {
        let mut offered: Vec<ActionKind> = Vec::new();
        for row in super::table::TABLE {
            if !offered.contains(&row.action) && barred::barred(self, row.action, role, person).is_none() {
                offered.push(row.action);
            }
        }
        offered
    }

    /// The line that this action would write; nothing is changed.
    ///
    /// # Errors
    /// Why it can't be done.
    pub fn apply(&self, action: Action, by: &By) -> Result<Record, Denied> {
        apply::apply(self, action, by)
    }

    /// Does it: the history grows by one line.
    ///
    /// # Errors
    /// Why it can't be done; the history is as it was.
    pub fn perform(&mut self, action: Action, by: &By) -> Result<&Record, Denied> {
        let record = self.apply(action, by)?;
        self.records.push(record);
        self.facts = Facts::of(&self.records);
        self.records.last().ok_or(Denied::NotYet)
    }

    /// Who must act now, exactly; nobody at the end of the road. From a history of which a side sees only its own items
    /// ([`Record::seen_by`]), nobody is told of the other: then it is [`Actor::Owners`].
    #[must_use]
    pub fn must_act(&self) -> Vec<Actor> {
        // Whose turn it is with renderings, beside or in place of who acts by the state.
        let turn = self.rendering.map(Owner::actor);
        match (self.state(), &self.facts.round) {
            // There is no employer: the applicant sees to one.
            (Some(state), _) if self.unjoined && state.who_acts() == Actor::Employer => {
                vec![Actor::Applicant]
            }
            (Some(State::ReturnedForCorrection), open) => {
                // What was returned in the official system, its employer corrects there.
                let owing = open.as_ref().map_or_else(|| vec![Owner::Employer], Open::owing);
                let acts = |owner: &Owner| owing.contains(owner) || self.rendering == Some(*owner);
                let owing: Vec<_> = Owner::ALL.into_iter().filter(acts).map(Owner::actor).collect();
                if owing.is_empty() {
                    vec![Actor::Owners]
                } else {
                    owing
                }
            }
            (Some(State::WaitingForEmployer | State::ReturnedToEmployer), _)
                if turn == Some(Actor::Applicant) =>
            {
                vec![Actor::Applicant, Actor::Employer]
            }
            (Some(State::EmployerSigned), _) if turn.is_some() => turn.into_iter().collect(),
            (Some(State::Approved), _) if self.letter_until().is_none() => vec![Actor::Authority],
            (Some(State::Approved), _) if self.milestone(Milestone::ResidencePermit).is_some() => Vec::new(),
            (Some(state), _) if !state.is_terminal() => vec![state.who_acts()],
            _ => Vec::new(),
        }
    }

    /// The list of corrections that is open, if any.
    #[must_use]
    pub fn corrections(&self) -> Option<&Open> {
        self.facts.round.as_ref()
    }

    /// The decision that waits for a second person, if any.
    #[must_use]
    pub fn proposal(&self) -> Option<&Proposal> {
        self.facts.proposal.as_ref()
    }

    /// The side that waits for an answer to its wish to correct something.
    #[must_use]
    pub fn wish(&self) -> Option<Role> {
        self.facts.wish
    }

    /// The category that was approved.
    #[must_use]
    pub fn approved(&self) -> Option<Category> {
        self.facts.approved.map(|(category, _)| category)
    }

    /// The letter of this authority that counts: the newest.
    #[must_use]
    pub fn letter(&self) -> Option<&Letter> {
        self.facts.letter.as_ref()
    }

    /// What the letter of the official system grants, as the employer recorded it; then there is none of this authority.
    #[must_use]
    pub fn grant(&self) -> Option<&Grant> {
        self.facts.grant.as_ref()
    }

    /// The last day of the letter that counts, whoever issued it.
    #[must_use]
    pub fn letter_until(&self) -> Option<Date> {
        self.facts.letter_until()
    }

    /// For how many months that letter grants the permit, where it says it.
    #[must_use]
    pub fn months(&self) -> Option<u32> {
        let ours = self.letter().map(|letter| letter.months);
        let months = ours.or_else(|| self.grant().map(|grant| grant.months));
        months.filter(|months| *months > 0)
    }

    /// The last day of the work permit, as it was last recorded.
    #[must_use]
    pub fn permit_end(&self) -> Option<Date> {
        self.facts.permit_end
    }

    /// The day on which a step after the approval was done, as it was last recorded.
    #[must_use]
    pub fn milestone(&self, milestone: Milestone) -> Option<Date> {
        self.facts.milestone(milestone)
    }
}
