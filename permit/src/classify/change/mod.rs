//! What would change the category: the fewest changes that make a better one certain, in order of effort. Never age or
//! nationality: nobody can change these, and advice on them would be an insult.

mod options;
mod search;

use super::{Category, Preview};
use crate::profile::Change;

/// Changes that, together, make a category certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The category that is certain then, or a better one.
    pub to: Category,
    /// What to change, in order of effort.
    pub set: Vec<Change>,
    /// The route that is met then.
    pub by: &'static str,
}

/// The suggestions for every category better than what is certain now: the nearest first, then by effort.
#[must_use]
pub fn changes(of: &Preview) -> Vec<Suggestion> {
    let Some(floor) = of.standing().floor() else {
        return Vec::new();
    };
    let better = Category::ALL.into_iter().rev().filter(|to| *to < floor);
    let mut found = Vec::new();
    let mut options = None;
    for to in better {
        let options = options.get_or_insert_with(|| options::options(of));
        found.extend(search::search(of, options, to));
    }
    found
}
