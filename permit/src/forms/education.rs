//! Education: every degree; below a bachelor's only the highest certificate (domain.md 4).

use super::{Group, Page, Section};
use crate::question::{Condition, Format, Kind, Question, question};

/// The first month.
pub static EDU_FROM: Question = question("edu_from", Kind::Month(false)).required();
/// The month of graduation.
pub static EDU_TO: Question = question("edu_to", Kind::Month(false)).required();
/// The school.
pub static EDU_SCHOOL: Question = question("edu_school", Kind::Text(Format::Plain(160)))
    .required()
    .chinese();
/// Its country.
pub static EDU_COUNTRY: Question = question("edu_country", Kind::Country).required();
/// The subject.
pub static EDU_MAJOR: Question = question("edu_major", Kind::Text(Format::Plain(120)))
    .required()
    .chinese();
/// What was obtained.
pub static EDU_DEGREE: Question = question(
    "edu_degree",
    Kind::Choice(&["below_bachelor", "bachelor", "master", "doctor"]),
)
.required();
/// The average mark, in per cent: graduates need it (domain.md 1.3).
pub static EDU_MARK: Question = question("edu_mark", Kind::Number(0, 100))
    .when(Condition::OneOf("edu_degree", &["master", "doctor"]))
    .since(2);

/// Schools and degrees.
pub static EDUCATION: Group = Group {
    id: "education",
    asked: Condition::Always,
    min: 1,
    max: 12,
    questions: &[
        &EDU_DEGREE,
        &EDU_SCHOOL,
        &EDU_COUNTRY,
        &EDU_MAJOR,
        &EDU_FROM,
        &EDU_TO,
        &EDU_MARK,
    ],
    names: &[&EDU_DEGREE, &EDU_SCHOOL],
};

/// The section.
pub static SECTION: Section = Section {
    id: "education",
    pages: &[Page {
        id: "education",
        group: Some(&EDUCATION),
        questions: &[],
    }],
};
