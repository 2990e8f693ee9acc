//! Who is in the demonstration, and how far each application has come.

use super::answers::Foreigner;
use permit::answer::{Key, Role};
use permit::classify::Category;
use permit::date::{Date, plus_days};
use permit::lifecycle::correction::{IfLate, Item, Owner, Pin, Reason, Round};
use permit::lifecycle::decision::Ground;
use permit::lifecycle::outcome::{Outcome, Said};
use permit::lifecycle::record::{Elsewhere, Letter};
use permit::lifecycle::{Action, Milestone};

/// How far somebody's application has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Invited, and did not answer yet.
    Invited,
    /// A draft with a few answers.
    Draft,
    /// So many steps of [`ROAD`], and then this.
    Sent(usize, Then),
}

/// What happened after the steps of the road.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Nothing more.
    Nothing,
    /// Returned for correction.
    Returned,
    /// One officer proposed a refusal.
    Proposed,
    /// Another one confirmed it.
    Refused,
    /// The applicant withdrew.
    Withdrawn,
    /// The employer filed it in the official system, which accepted it.
    Elsewhere,
}

/// Who does a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The applicant.
    Applicant,
    /// The employer.
    Employer,
    /// The first officer.
    Officer,
    /// The second officer.
    Second,
}

impl By {
    /// In which role.
    #[must_use]
    pub const fn role(self) -> Role {
        match self {
            By::Applicant => Role::Applicant,
            By::Employer => Role::Employer,
            By::Officer | By::Second => Role::Officer,
        }
    }
}

const fn person(
    email: &'static str,
    surname: &'static str,
    given: &'static str,
    passport: &'static str,
    country: &'static str,
    salary: &'static str,
) -> Foreigner {
    Foreigner {
        email,
        surname,
        given,
        passport,
        country,
        salary,
    }
}

/// Everybody, with how far they are and in words for whoever tries it.
pub const PEOPLE: [(Foreigner, Stage, &str); 14] = [
    (
        person(
            "anna@example.org",
            "Eriksson",
            "Anna",
            "L8989001",
            "SWE",
            "300000",
        ),
        Stage::Draft,
        "a draft that was begun",
    ),
    (
        person("bo@example.org", "Berg", "Bo", "L8989002", "SWE", "300000"),
        Stage::Invited,
        "invited by the employer",
    ),
    (
        person("cleo@example.org", "Costa", "Cleo", "L8989003", "PRT", "300000"),
        Stage::Sent(0, Then::Nothing),
        "waits for the employer",
    ),
    (
        person("dora@example.org", "Dahl", "Dora", "L8989004", "NOR", "1200000"),
        Stage::Sent(2, Then::Nothing),
        "filed",
    ),
    (
        person("emil@example.org", "Egger", "Emil", "L8989005", "AUT", "300000"),
        Stage::Sent(3, Then::Nothing),
        "under preliminary review",
    ),
    (
        person("fay@example.org", "Fox", "Fay", "L8989006", "GBR", "300000"),
        Stage::Sent(3, Then::Returned),
        "returned for correction",
    ),
    (
        person("gil@example.org", "Garcia", "Gil", "L8989007", "ESP", "300000"),
        Stage::Sent(5, Then::Nothing),
        "accepted",
    ),
    (
        person("hana@example.org", "Horvat", "Hana", "L8989008", "HRV", "1200000"),
        Stage::Sent(6, Then::Nothing),
        "under review",
    ),
    (
        person("ivo@example.org", "Ivanov", "Ivo", "L8989009", "BGR", "300000"),
        Stage::Sent(6, Then::Proposed),
        "a refusal was proposed and waits for a second officer",
    ),
    (
        person("jan@example.org", "Jansen", "Jan", "L8989010", "NLD", "300000"),
        Stage::Sent(8, Then::Nothing),
        "approved, with a letter",
    ),
    (
        person("kim@example.org", "Keller", "Kim", "L8989011", "DEU", "300000"),
        Stage::Sent(9, Then::Nothing),
        "approved, and entered with the letter",
    ),
    (
        person("lea@example.org", "Laine", "Lea", "L8989012", "FIN", "300000"),
        Stage::Sent(2, Then::Withdrawn),
        "withdrawn",
    ),
    (
        person("mia@example.org", "Moreau", "Mia", "L8989013", "FRA", "300000"),
        Stage::Sent(6, Then::Refused),
        "refused",
    ),
    (
        person("ned@example.org", "Nowak", "Ned", "L8989014", "POL", "300000"),
        Stage::Sent(1, Then::Elsewhere),
        "filed in the official system, and accepted there",
    ),
];

/// The step of this number on the road of an application, on a day; `category` is what the preview names.
fn step(number: usize, category: Category, today: Date) -> (By, Action) {
    match number {
        0 => (By::Employer, Action::Sign),
        1 => (By::Employer, Action::File(None)),
        2 => (By::Officer, Action::StartPreReview),
        3 => (By::Officer, Action::PassPreReview),
        4 => (By::Second, Action::Accept("DEMO-0001".into())),
        5 => (By::Second, Action::StartReview),
        6 => (By::Officer, Action::Approve(category)),
        7 => {
            let letter = Letter {
                number: String::new(),
                permit: String::new(),
                valid_until: plus_days(today, 180),
                months: 0,
                employer: String::new(),
                authority: String::new(),
            };
            (By::Officer, Action::IssueLetter(letter))
        }
        _ => (By::Applicant, Action::Record(Milestone::Entry, today)),
    }
}

/// The step of this number in the life of an application, with the reason why; nothing once it has come so far as it shall.
#[must_use]
pub fn next(
    (number, category): (usize, Category),
    (steps, then): (usize, Then),
    today: Date,
) -> Option<(By, Action, &'static str)> {
    if number < steps {
        let (by, action) = step(number, category, today);
        return Some((by, action, ""));
    }
    let why = "The duties do not need somebody from abroad";
    match (then, number - steps) {
        (Then::Returned, 0) => {
            let item = Item {
                pin: Pin::Question(Key::in_row("edu_school", "e1")),
                owner: Owner::Applicant,
                reason: Reason::Contradicts,
                note: "The diploma names another school.".into(),
                due: plus_days(today, 30),
            };
            let round = Round {
                items: vec![item],
                if_late: IfLate::GoesBack,
            };
            Some((By::Officer, Action::Return(round), ""))
        }
        (Then::Proposed | Then::Refused, 0) => {
            Some((By::Officer, Action::Refuse(vec![Ground::PostNotFit]), why))
        }
        (Then::Refused, 1) => Some((By::Second, Action::Confirm, "")),
        (Then::Elsewhere, 0) => {
            let filed = Elsewhere {
                on: today,
                receipt: "12333-DEMO-0001".into(),
            };
            Some((By::Employer, Action::File(Some(filed)), ""))
        }
        (Then::Elsewhere, 1) => {
            let accepted = Outcome {
                on: today,
                said: Said::Accepted(String::new()),
            };
            Some((By::Employer, Action::RecordOutcome(accepted), ""))
        }
        (Then::Withdrawn, 0) => Some((By::Applicant, Action::Withdraw, "Another post")),
        _ => None,
    }
}
