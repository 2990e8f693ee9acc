//! What the events of a period say about the authority's work: how much of it, how long it took, and why applications were
//! returned. Read from the history of each case and from nothing else.

use super::clock::{Run, Timed, used};
use super::correction::{Item, Pin, Reason};
use super::facts::day;
use super::record::Detail;
use super::state::{Fold, counting};
use super::{Actor, Case, EventKind, State, Terms};
use crate::answer::Key;
use crate::api::statistics::{ByCategory, ForReason, Happened, OfPin, Statistics, StepTimes};
use crate::classify::Category;
use crate::date::{self, Date};

/// The events that are counted, in the order in which they are shown. What an employer recorded from the official system is no
/// work of this authority.
pub const COUNTED: [EventKind; 11] = [
    EventKind::Filed,
    EventKind::ReturnedForCorrection,
    EventKind::PulledBack,
    EventKind::PreReviewPassed,
    EventKind::Accepted,
    EventKind::Approved,
    EventKind::Refused,
    EventKind::LetterIssued,
    EventKind::Withdrawn,
    EventKind::Expired,
    EventKind::Cancelled,
];

/// The longest period, in days: a leap year.
pub const LONGEST: i64 = 366;

/// A period of days in Asia/Shanghai, both of them included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    from: Date,
    until: Date,
}

impl Period {
    /// From a day until another; `None` if that one is earlier, or more than [`LONGEST`] days would be in it.
    #[must_use]
    pub fn new(from: Date, until: Date) -> Option<Self> {
        let days = date::days_between(from, until);
        (0..LONGEST).contains(&days).then_some(Self { from, until })
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(&self, on: Date) -> bool {
        self.from <= on && on <= self.until
    }

    /// Its first second, and the first one after it, in seconds since 1970 UTC.
    #[must_use]
    pub fn seconds(&self) -> (i64, i64) {
        let epoch = Date::constant(1970, 1, 1);
        let start = |on: Date| date::days_between(epoch, on) * 24 * 3600 - 8 * 3600;
        (start(self.from), start(date::plus_days(self.until, 1)))
    }
}

/// How long a step took, each time that it ended.
#[derive(Clone, Debug, Default)]
struct Times {
    days: Vec<u32>,
    limited: u32,
    late: u32,
}

/// What was counted so far.
#[derive(Clone, Debug)]
pub struct Tally {
    period: Period,
    happened: [(EventKind, ByCategory); COUNTED.len()],
    times: [(Timed, Times); Timed::ALL.len()],
    reasons: [ForReason; Reason::ALL.len()],
    pins: Vec<OfPin>,
    decided: u32,
    at_once: u32,
}

impl Tally {
    /// Nothing of this period yet.
    #[must_use]
    pub fn new(period: Period) -> Self {
        Self {
            period,
            happened: COUNTED.map(|kind| (kind, ByCategory::default())),
            times: Timed::ALL.map(|step| (step, Times::default())),
            reasons: Reason::ALL.map(|reason| ForReason { reason, count: 0 }),
            pins: Vec::new(),
            decided: 0,
            at_once: 0,
        }
    }

    /// Counts what happened to a case in the period. `terms` say which limits hold for it, and its category as far as the
    /// preview names one; the category that this authority approved counts where there is one.
    pub fn take(&mut self, case: &Case, terms: &Terms) {
        let approved = case.approved().filter(|_| case.grant().is_none());
        let category = approved.or(terms.category);
        let (mut rounds, mut fold) = (0, Fold::default());
        for record in counting(case.records(), |record| &record.event) {
            let event = &record.event;
            let with_authority = fold.now.map(State::who_acts) == Some(Actor::Authority);
            fold.take(event);
            rounds += u32::from(event.kind == EventKind::ReturnedForCorrection);
            // What the applicant takes back from the employer was never the authority's.
            let is_theirs = event.kind != EventKind::PulledBack || with_authority;
            if !is_theirs || !self.period.contains(day(event.at)) {
                continue;
            }
            if let Some((_, count)) = self.happened.iter_mut().find(|(kind, _)| *kind == event.kind) {
                *count.of(category) += 1;
            }
            if matches!(event.kind, EventKind::Approved | EventKind::Refused) {
                self.decided += 1;
                self.at_once += u32::from(rounds == 0);
            }
            if let (EventKind::ReturnedForCorrection, Detail::Round(round)) = (event.kind, &record.detail) {
                round.items.iter().for_each(|item| self.corrects(item));
            }
        }
        for run in case.runs() {
            self.ran(&run, terms);
        }
    }

    /// Counts an item of a list of corrections.
    fn corrects(&mut self, item: &Item) {
        if let Some(known) = self.reasons.iter_mut().find(|known| known.reason == item.reason) {
            known.count += 1;
        }
        let pin = match &item.pin {
            // Which row of a list it was says nothing about the question.
            Pin::Question(key) => Pin::Question(Key::new(&key.question)),
            document => document.clone(),
        };
        match self.pins.iter_mut().find(|known| known.pin == pin) {
            Some(known) => known.count += 1,
            None => self.pins.push(OfPin { pin, count: 1 }),
        }
    }

    /// Counts a step that the authority finished in the period; of one that a side broke off nothing can be said, and of one
    /// that the official system had a part in nothing about this authority.
    fn ran(&mut self, run: &Run, terms: &Terms) {
        let Some((on, then)) = run.ended else { return };
        let broke_off = matches!(
            then,
            State::Withdrawn | State::Expired | State::ReturnedToApplicant | State::WaitingForEmployer
        );
        if broke_off || run.elsewhere || !self.period.contains(on) {
            return;
        }
        // Beyond the published calendar no working days can be counted.
        let Ok(days) = used(&run.stretches, on) else {
            return;
        };
        let Some((_, times)) = self.times.iter_mut().find(|(step, _)| *step == run.step) else {
            return;
        };
        times.days.push(days);
        if let Some(limit) = run.step.limit(terms) {
            times.limited += 1;
            times.late += u32::from(days > limit.value);
        }
    }

    /// What it comes to.
    #[must_use]
    pub fn done(mut self) -> Statistics {
        let mut reasons: Vec<_> = self.reasons.into_iter().filter(|one| one.count > 0).collect();
        // Most often first.
        reasons.sort_by_key(|one| std::cmp::Reverse(one.count));
        self.pins.sort_by_key(|one| std::cmp::Reverse(one.count));
        let happened = self.happened.into_iter();
        let steps = self.times.into_iter();
        Statistics {
            from: date::iso(self.period.from),
            until: date::iso(self.period.until),
            happened: happened
                .map(|(kind, by_category)| Happened { kind, by_category })
                .collect(),
            steps: steps.map(|(step, times)| told(step, times)).collect(),
            decided: self.decided,
            at_once: self.at_once,
            reasons,
            pins: self.pins,
        }
    }
}

/// The value behind which a part of the sorted days lies: of two, the middle one is the lower.
fn part_of(sorted: &[u32], tenths: usize) -> u32 {
    let place = (sorted.len() * tenths).div_ceil(10).saturating_sub(1);
    sorted.get(place).copied().unwrap_or_default()
}

fn told(step: Timed, mut times: Times) -> StepTimes {
    times.days.sort_unstable();
    StepTimes {
        step: step.name().into(),
        done: u32::try_from(times.days.len()).unwrap_or(u32::MAX),
        median: part_of(&times.days, 5),
        nine_in_ten: part_of(&times.days, 9),
        longest: times.days.last().copied().unwrap_or_default(),
        limited: times.limited,
        late: times.late,
    }
}

impl ByCategory {
    /// The count of a category.
    fn of(&mut self, category: Option<Category>) -> &mut u32 {
        match category {
            Some(Category::A) => &mut self.a,
            Some(Category::B) => &mut self.b,
            Some(Category::C) => &mut self.c,
            None => &mut self.none,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Period, part_of};
    use crate::date::Date;

    #[test]
    fn a_period_is_whole_days_of_the_authority_s_place() {
        let (from, until) = (Date::constant(2026, 11, 1), Date::constant(2026, 11, 2));
        let period = Period::new(from, until).unwrap();
        // 2026-11-01 begins in Asia/Shanghai at 2026-10-31T16:00Z.
        assert_eq!(period.seconds(), (1_793_462_400, 1_793_462_400 + 2 * 24 * 3600));
        assert!(Period::new(until, from).is_none());
        assert!(Period::new(from, Date::constant(2027, 11, 1)).is_some());
        assert!(Period::new(from, Date::constant(2027, 11, 2)).is_none());
    }

    #[test]
    fn parts_are_days_that_occurred() {
        assert_eq!(part_of(&[], 5), 0);
        assert_eq!(part_of(&[4], 9), 4);
        assert_eq!(part_of(&[1, 2], 5), 1);
        assert_eq!(part_of(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5), 5);
        assert_eq!(part_of(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 9), 9);
    }
}
