//! Work history: every month since graduation, or of the last ten years, is accounted for (domain.md 4).

use super::{Group, Page, Section};
use crate::question::{Condition, Format, Kind, Question, question};

const EMPLOYED: Condition = Condition::Is("work_kind", "employed");

/// What the person did in this time.
pub static WORK_KIND: Question = question(
    "work_kind",
    Kind::Choice(&["employed", "studying", "unemployed", "family_care", "other"]),
)
.required();
/// The first month.
pub static WORK_FROM: Question = question("work_from", Kind::Month(false)).required();
/// The last month, or "still going on".
pub static WORK_TO: Question = question("work_to", Kind::Month(true)).required();
/// The employer.
pub static WORK_EMPLOYER: Question = question("work_employer", Kind::Text(Format::Plain(160)))
    .required()
    .chinese()
    .when(EMPLOYED);
/// Its country.
pub static WORK_COUNTRY: Question = question("work_country", Kind::Country).required().when(EMPLOYED);
/// The position.
pub static WORK_POSITION: Question = question("work_position", Kind::Text(Format::Plain(120)))
    .required()
    .chinese()
    .when(EMPLOYED);
/// What the person did there.
pub static WORK_DUTIES: Question = question("work_duties", Kind::Lines(600))
    .required()
    .chinese()
    .when(EMPLOYED);
/// Who certifies it.
pub static WORK_CERTIFIER: Question = question("work_certifier", Kind::Text(Format::AnyName)).when(EMPLOYED);
/// That person's phone or e-mail.
pub static WORK_CERTIFIER_CONTACT: Question =
    question("work_certifier_contact", Kind::Text(Format::Plain(120))).when(EMPLOYED);

/// Jobs, and what was between them.
pub static WORK: Group = Group {
    id: "work",
    asked: Condition::Always,
    min: 0,
    max: 40,
    questions: &[
        &WORK_KIND,
        &WORK_FROM,
        &WORK_TO,
        &WORK_EMPLOYER,
        &WORK_COUNTRY,
        &WORK_POSITION,
        &WORK_DUTIES,
        &WORK_CERTIFIER,
        &WORK_CERTIFIER_CONTACT,
    ],
    names: &[&WORK_KIND, &WORK_EMPLOYER],
};

/// The section.
pub static SECTION: Section = Section {
    id: "work",
    pages: &[Page {
        id: "work",
        group: Some(&WORK),
        questions: &[],
    }],
};
