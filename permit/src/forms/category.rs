//! Category: what the points table and the degree-and-experience rule ask first (domain.md 1 and 2).

use super::{Page, Section};
use crate::profile::{DEGREES, VOCATIONAL};
use crate::question::{Condition, Kind, Question, question};

/// The highest degree that was obtained.
pub static HIGHEST_DEGREE: Question = question("highest_degree", Kind::Choice(DEGREES)).required();
/// The highest vocational qualification.
pub static VOCATIONAL_LEVEL: Question = question("vocational_level", Kind::Choice(VOCATIONAL)).required();
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
/// Routes to category A that do without points (A-I to A-V).
pub static DIRECT_ROUTES: Question = question(
    "direct_routes",
    Kind::Choices(&[
        "talent_plan",
        "achievement",
        "encouraged_post",
        "entrepreneur",
        "young_talent",
        "none",
    ]),
)
.required()
.since(2);
/// Which achievements: routes of the standard by their ids.
pub static ACHIEVEMENTS: Question = question(
    "achievements",
    Kind::Choices(&[
        "A-II-1", "A-II-2", "A-II-3", "A-II-4", "A-II-5", "A-II-6", "A-II-7", "A-II-8", "A-II-9", "A-II-10",
        "A-II-11", "A-II-12", "A-II-13", "A-II-14", "A-II-15", "A-II-16",
    ]),
)
.required()
.when(Condition::Has("direct_routes", "achievement"))
.since(2);
/// Which encouraged posts.
pub static ENCOURAGED_POSTS: Question = question(
    "encouraged_posts",
    Kind::Choices(&["A-III-1", "A-III-2", "A-III-3", "A-III-4", "A-III-5", "A-III-6"]),
)
.required()
.when(Condition::Has("direct_routes", "encouraged_post"))
.since(2);
/// Which kind of entrepreneur.
pub static ENTREPRENEUR: Question = question("entrepreneur", Kind::Choices(&["A-IV-1", "A-IV-2", "A-IV-3"]))
    .required()
    .when(Condition::Has("direct_routes", "entrepreneur"))
    .since(2);

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
            questions: &[&DIRECT_ROUTES, &ACHIEVEMENTS, &ENCOURAGED_POSTS, &ENTREPRENEUR],
        },
    ],
};
