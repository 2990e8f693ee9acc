//! The steps, with the limits of the place.

use super::{Circumstances, StageRule};
use crate::classify::{Category, Preview};
use crate::policy::{self, Confidence, Figure};
use crate::profile::Short;

/// A step of the way: `stage.<id>`.
#[derive(Clone, Copy, Debug)]
pub struct Stage {
    /// The step.
    pub rule: &'static StageRule,
    /// Its limit, where one is known: working days of the authority, calendar days after entry, as its text says.
    pub limit: Option<Figure>,
    /// The limit of the law, where no other is known.
    pub outer: Option<Figure>,
}

impl Stage {
    /// The figure that its text shows.
    #[must_use]
    pub fn figure(&self) -> Option<Figure> {
        self.limit.or(self.outer)
    }

    /// The key of its text.
    #[must_use]
    pub fn key(&self) -> String {
        let open = self.limit.is_none() && !self.rule.limit.is_empty();
        ["stage.", self.rule.id, if open { ".open" } else { "" }].concat()
    }

    /// How sure it is: as sure as the figure that it shows.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        match self.figure() {
            Some(figure) if self.rule.confidence == Confidence::Sourced => figure.confidence,
            _ => self.rule.confidence,
        }
    }
}

/// The steps of a situation, with the limits of the place.
#[must_use]
pub fn stages(of: &Preview, around: &Circumstances) -> Vec<Stage> {
    let place = of.profile.work_place;
    let figure = |name: &str| {
        (!name.is_empty())
            .then(|| policy::figure(name, place.as_ref().map(Short::as_str), around.filing))
            .flatten()
    };
    let limit = |name: &str| {
        let quick = (around.category == Category::A).then(|| figure(&[name, "_a"].concat()));
        quick.flatten().or_else(|| figure(name))
    };
    of.rules
        .stages()
        .filter(|rule| rule.situations.contains(&around.situation))
        .map(|rule| {
            let limit = limit(rule.limit);
            let outer = if limit.is_none() { figure(rule.outer) } else { None };
            Stage { rule, limit, outer }
        })
        .filter(|stage| !stage.rule.only_with_limit || stage.limit.is_some())
        .collect()
}
