//! Category: what the points table and the degree-and-experience rule ask first (domain.md 1 and 2).

use super::{Page, Section};
use crate::question::{Kind, Question, question};

/// The highest degree that was obtained.
pub static HIGHEST_DEGREE: Question = question(
    "highest_degree",
    Kind::Choice(&["none", "bachelor", "master", "doctor"]),
)
.required();
/// The highest vocational qualification.
pub static VOCATIONAL_LEVEL: Question = question(
    "vocational_level",
    Kind::Choice(&[
        "none",
        "senior_worker",
        "technician",
        "senior_technician",
        "international_top",
    ]),
)
.required();
/// Whole years of work related to the post, after the degree.
pub static RELEVANT_WORK_YEARS: Question = question("relevant_work_years", Kind::Number(0, 60)).required();
/// The best proof of Chinese.
pub static CHINESE_LEVEL: Question = question(
    "chinese_level",
    Kind::Select(&[
        "none",
        "hsk1",
        "hsk2",
        "hsk3",
        "hsk4",
        "hsk5",
        "hsk6",
        "hsk7",
        "hsk8",
        "hsk9",
        "degree_taught_in_chinese",
    ]),
)
.required();
/// What else gives points; any one of them.
pub static BACKGROUND: Question = question(
    "background",
    Kind::Choices(&[
        "top_university",
        "fortune_500",
        "patent",
        "five_years_in_china",
        "none",
    ]),
)
.required();
/// A route to category A that does without points (A-I to A-V).
pub static DIRECT_ROUTE: Question = question(
    "direct_route",
    Kind::Choice(&[
        "none",
        "talent_plan",
        "achievement",
        "encouraged_post",
        "entrepreneur",
        "young_talent",
        "unsure",
    ]),
)
.required();

/// The section.
pub static SECTION: Section = Section {
    id: "category",
    pages: &[
        Page {
            id: "qualification",
            group: None,
            questions: &[&HIGHEST_DEGREE, &VOCATIONAL_LEVEL],
        },
        Page {
            id: "experience",
            group: None,
            questions: &[&RELEVANT_WORK_YEARS, &CHINESE_LEVEL],
        },
        Page {
            id: "background",
            group: None,
            questions: &[&BACKGROUND],
        },
        Page {
            id: "direct_route",
            group: None,
            questions: &[&DIRECT_ROUTE],
        },
    ],
};
