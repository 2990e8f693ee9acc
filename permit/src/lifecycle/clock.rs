//! The authority's clock: working days per step and place, without the time in which it waited for a correction.
//!
//! The day on which a stretch begins is not counted (domain.md 3.6); the day on which the case was returned is. Whether a
//! returned preliminary review goes on counting afterwards, as here (issue 5), or begins anew with the completed papers: the
//! texts seen don't say.

use super::case::Case;
use super::facts::{Facts, day};
use super::outcome::there;
use super::record::Record;
use super::state::{Fold, State, counting};
use crate::calendar::{self, NotPublished};
use crate::classify::Category;
use crate::date::{Date, plus_days};
use crate::policy::{self, Figure};

/// A step of the authority that has a clock: `step.<name>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timed {
    /// From filing to the end of the preliminary review.
    PreReview,
    /// From there to acceptance; papers are accepted on the spot where no place sets days for it.
    Acceptance,
    /// From acceptance to the decision.
    Review,
}

impl Timed {
    /// Each, in the order in which they run.
    pub const ALL: [Timed; 3] = [Timed::PreReview, Timed::Acceptance, Timed::Review];

    /// The name in text keys, and of its limit: `<name>_days`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Timed::PreReview => "pre_review",
            Timed::Acceptance => "acceptance",
            Timed::Review => "review",
        }
    }

    /// The step whose clock runs in a state.
    const fn of(state: State) -> Option<Self> {
        match state {
            State::Filed | State::PreReview => Some(Timed::PreReview),
            State::PreReviewPassed => Some(Timed::Acceptance),
            State::Accepted | State::UnderReview => Some(Timed::Review),
            _ => None,
        }
    }

    /// Its limit: category A's own where the place or the nation has one (domain.md 3.6).
    #[must_use]
    pub fn limit(self, terms: &Terms) -> Option<Figure> {
        let figure = |tail: &str| {
            let name = [self.name(), "_days", tail].concat();
            policy::figure(&name, terms.place, terms.on)
        };
        let quick = (terms.category == Some(Category::A)).then(|| figure("_a"));
        quick.flatten().or_else(|| figure(""))
    }
}

/// What the limits depend on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms<'a> {
    /// The place of work: six digits of GB/T 2260, if known.
    pub place: Option<&'a str>,
    /// The day whose limits hold: an application keeps the rules under which it was judged.
    pub on: Date,
    /// The category, where the preview names exactly one; without it nobody is promised A's shorter limits.
    pub category: Option<Category>,
}

/// The authority's clock as it stands on a day.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The step.
    pub step: Timed,
    /// Its limit in working days, with its source; `None` where no law or place seen sets one.
    pub limit: Option<Figure>,
    /// The working days that counted so far.
    pub used: Result<u32, NotPublished>,
    /// Whether it runs; it stands still while a correction is out.
    pub runs: bool,
    /// The last day of the limit; `None` without a limit, and while it stands still with time left.
    pub last_day: Option<Result<Date, NotPublished>>,
}

/// One time that a step ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The step.
    pub step: Timed,
    /// The stretches of time that count.
    pub stretches: Vec<Stretch>,
    /// The day on which it ended, and where the case stood then; `None` while it goes on.
    pub ended: Option<(Date, State)>,
    /// Whether what the employer recorded from the official system began, ended or halted it.
    pub elsewhere: bool,
}

/// A stretch of time that counts: after its first day, until its last one, if it has ended.
pub type Stretch = (Date, Option<Date>);

impl Case {
    /// The authority's clock on a day: which step, how much is used, until when. `None` while the authority has nothing to
    /// do.
    #[must_use]
    pub fn clock(&self, terms: &Terms, today: Date) -> Option<Clock> {
        let (step, stretches) = self.counted()?;
        let limit = step.limit(terms);
        Some(Clock {
            step,
            limit,
            used: used(&stretches, today),
            runs: stretches.last().is_some_and(|(_, until)| until.is_none()),
            last_day: limit.and_then(|limit| last_day(&stretches, limit.value)),
        })
    }

    /// The step whose time counts or stands still, and its stretches. The step begins anew with each filing.
    #[must_use]
    pub fn counted(&self) -> Option<(Timed, Vec<Stretch>)> {
        let last = self.runs().pop().filter(|run| run.ended.is_none());
        last.map(|run| (run.step, run.stretches))
    }

    /// Every time that a step of the authority's ran, oldest first.
    #[must_use]
    pub fn runs(&self) -> Vec<Run> {
        let mut fold = Fold::default();
        let mut runs: Vec<Run> = Vec::new();
        let lines = counting(&self.records, |record| &record.event);
        for (record, on) in lines.iter().zip(days(&lines)) {
            fold.take(&record.event);
            let Some(now) = fold.now else { continue };
            let elsewhere = record.event.kind.is_elsewhere();
            let step = Timed::of(now);
            if let Some(run) = runs.last_mut().filter(|run| run.ended.is_none()) {
                run.elsewhere |= elsewhere;
                if step == Some(run.step) {
                    if run.stretches.last().is_some_and(|(_, until)| until.is_some()) {
                        run.stretches.push((on, None));
                    }
                    continue;
                }
                if now == State::ReturnedForCorrection {
                    if let Some((_, until)) = run.stretches.last_mut() {
                        until.get_or_insert(on);
                    }
                    continue;
                }
                run.ended = Some((on, now));
            }
            if let Some(step) = step {
                runs.push(Run {
                    step,
                    stretches: vec![(on, None)],
                    ended: None,
                    elsewhere,
                });
            }
        }
        runs
    }
}

/// The day on which what each line records happened: of what was done in the official system, the day there. What is recorded
/// again puts the day of the first time right.
fn days(records: &[&Record]) -> Vec<Date> {
    let (mut facts, mut days, mut newest) = (Facts::default(), Vec::new(), 0);
    for record in records {
        let on = there(record).map_or_else(|| day(record.event.at), |(_, on)| on);
        if facts.is_again(record.event.kind) {
            if let Some(first) = days.get_mut(newest) {
                *first = on;
            }
        } else if record.event.kind.is_elsewhere() {
            newest = days.len();
        }
        days.push(on);
        facts.take(record);
    }
    days
}

/// The working days that counted up to a day, that day included.
///
/// # Errors
/// [`NotPublished`] if the count leaves the calendar.
pub fn used(stretches: &[Stretch], today: Date) -> Result<u32, NotPublished> {
    let mut used = 0;
    for (from, until) in stretches {
        used += between(*from, until.map_or(today, |until| until.min(today)))?;
    }
    Ok(used)
}

/// The working days after a day, up to another one.
fn between(from: Date, to: Date) -> Result<u32, NotPublished> {
    let (mut day, mut count) = (from, 0);
    while day < to {
        day = plus_days(day, 1);
        count += u32::from(calendar::is_working_day(day)?);
    }
    Ok(count)
}

/// The day on which the limit is used up; `None` if that depends on how long it goes on standing still.
fn last_day(stretches: &[Stretch], limit: u32) -> Option<Result<Date, NotPublished>> {
    let mut left = limit;
    for (from, until) in stretches {
        let spent = match until.map(|until| between(*from, until)) {
            Some(Err(unknown)) => return Some(Err(unknown)),
            Some(Ok(spent)) if spent < left => spent,
            _ => return Some(calendar::plus_working_days(*from, left)),
        };
        left -= spent;
    }
    None
}
