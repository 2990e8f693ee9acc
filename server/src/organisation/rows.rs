//! What is wrong with the rows of a list of people to invite.

use crate::locales::known;
use permit::answer::Key;
use permit::api::WireProblem;
use permit::api::organisation::{Invitee, RowProblem};
use permit::check::email::email;
use permit::part;
use std::collections::BTreeSet;

/// The most characters of what an employer calls a person.
pub const LONGEST_LABEL: usize = 120;

/// Addresses that can't be invited, in lower case.
pub struct Known {
    /// Of the organisation's own people.
    pub members: BTreeSet<String>,
    /// Of people with an open invitation.
    pub invited: BTreeSet<String>,
}

/// Tidies what can be tidied: addresses that can be read, blanks around a label, tags of languages.
pub fn tidy(people: &mut [Invitee]) {
    for row in people {
        if let Ok(address) = email(&row.email) {
            row.email = address;
        }
        row.label = row.label.split_whitespace().collect::<Vec<_>>().join(" ");
        let tag = known(&row.locale);
        if row.locale.is_empty() || tag.eq_ignore_ascii_case(&row.locale) {
            row.locale = tag.into();
        }
    }
}

/// What is wrong with an answer of the employer's part, or that it is none. Empty takes it back.
#[must_use]
pub fn wrong(key: &Key, value: &str) -> Option<&'static str> {
    let Some(question) = part::question(key) else {
        return Some("unknown_question");
    };
    if value.chars().count() > question.longest() {
        return Some("too_long");
    }
    question.read(value).err().map(permit::problem::Code::name)
}

/// What is wrong with each row.
#[must_use]
pub fn problems(people: &[Invitee], taken: &Known) -> Vec<RowProblem> {
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for (place, row) in people.iter().enumerate() {
        let address = row.email.to_lowercase();
        let mut problem = |key: String, code: &str| {
            problems.push(RowProblem {
                row: u32::try_from(place).unwrap_or(u32::MAX),
                key,
                code: code.into(),
            });
        };
        let of_address = match email(&row.email) {
            Err(code) => Some(code.name()),
            Ok(_) if taken.members.contains(&address) => Some("email_of_a_handler"),
            Ok(_) if taken.invited.contains(&address) => Some("already_invited"),
            Ok(_) => seen.contains(&address).then_some("email_twice"),
        };
        if let Some(code) = of_address {
            problem("email".into(), code);
        }
        seen.insert(address);
        if row.label.chars().count() > LONGEST_LABEL {
            problem("label".into(), permit::problem::Code::TooLong.name());
        }
        if known(&row.locale) != row.locale {
            problem("locale".into(), "language_unknown");
        }
        for (key, value) in &row.post {
            if let Some(code) = wrong(key, value) {
                problem(key.to_string(), code);
            }
        }
    }
    problems
}

/// The same without rows, where there is only one.
#[must_use]
pub fn on_the_wire(problems: Vec<RowProblem>) -> Vec<WireProblem> {
    let problems = problems.into_iter().map(|problem| WireProblem {
        key: problem.key,
        code: problem.code,
    });
    problems.collect()
}
