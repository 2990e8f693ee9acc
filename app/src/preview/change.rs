//! What would change the category, in words, and each to be tried out.

use super::{Case, words};
use crate::components::message;
use crate::html::Html;
use crate::platform;
use crate::text::{t, t_with};
use permit::classify::Category;
use permit::classify::change::{Suggestion, changes as search};
use permit::forms::category::{BACKGROUND, CHINESE_LEVEL, HIGHEST_DEGREE, VOCATIONAL_LEVEL};
use permit::profile::{Change, DEGREES};

/// How many suggestions there are.
pub fn count(case: &Case) -> usize {
    search(&case.preview).len()
}

/// The suggestions, by the category they lead to, under a heading of the second level or the third. `trying`: each can
/// be tried out in the sandbox.
pub fn changes(case: &Case, trying: bool, second: bool, h: &mut Html) {
    let found = search(&case.preview);
    // Nothing better than A, and nothing can be advised where a condition is not met.
    let standing = case.preview.standing();
    if standing.floor().is_none_or(|floor| floor == Category::A) {
        return;
    }
    let title = t("preview.changes_title");
    if second {
        h.h2(&title);
    } else {
        h.raw("<h3>").text(&title).raw("</h3>");
    }
    if found.is_empty() {
        h.p("", &t("preview.changes_none"));
    }
    for to in Category::ALL.into_iter().rev() {
        let mut for_it = found.iter().filter(|one| one.to == to).peekable();
        if for_it.peek().is_none() {
            continue;
        }
        h.p(
            "outcome__to",
            &t_with("preview.changes_to", &[("category", words::category(to))]),
        );
        h.raw("<ul class=\"outcome__changes\">");
        for one in for_it {
            suggestion(case, one, trying, h);
        }
        h.raw("</ul>");
    }
    if !found.is_empty() {
        h.p("field__hint", &t("preview.changes_note"));
    }
}

fn suggestion(case: &Case, one: &Suggestion, trying: bool, h: &mut Html) {
    let words = one.set.iter().map(|change| in_words(case, *change));
    let joined =
        words.reduce(|first, second| t_with("change.together", &[("first", first), ("second", second)]));
    h.raw("<li>").text(&joined.unwrap_or_default());
    if trying {
        let act: Vec<String> = one
            .set
            .iter()
            .filter_map(|change| answer(case, *change))
            .collect();
        h.raw(" ").button(
            "link-button",
            &format!("try {}", act.join(" ")),
            &t("preview.try"),
        );
    }
    h.raw("</li>");
}

fn in_words(case: &Case, change: Change) -> String {
    let with = |value: String| t_with(&format!("change.{}", change.field().name()), &[("value", value)]);
    match change {
        Change::Chinese(level) => with(message::choice(&CHINESE_LEVEL, level)),
        Change::Vocational(level) => with(message::choice(&VOCATIONAL_LEVEL, level)),
        Change::Degree(rank) => with(message::choice(
            &HIGHEST_DEGREE,
            DEGREES.get(rank).copied().unwrap_or_default(),
        )),
        Change::Months(number) | Change::WorkYears(number) => with(platform::number_text(number)),
        Change::Salary(yuan) => match case.preview.profile.annual_salary_cny {
            Some(now) => {
                let more = platform::yuan_text(yuan.saturating_sub(now));
                t_with(
                    "change.annual_salary_cny",
                    &[("value", platform::yuan_text(yuan)), ("more", more)],
                )
            }
            None => t_with(
                "change.annual_salary_cny.new",
                &[("value", platform::yuan_text(yuan))],
            ),
        },
        Change::Place(code) => with(t(&format!("province.{code}"))),
        Change::TeachingQualification(_) | Change::Position(_) | Change::Patent => with(String::new()),
    }
}

/// The answer that makes the change, as an act of the portal writes it: `question=answer`, commas between choices.
fn answer(case: &Case, change: Change) -> Option<String> {
    let value = match change {
        Change::Chinese(word)
        | Change::Vocational(word)
        | Change::TeachingQualification(word)
        | Change::Position(word)
        | Change::Place(word) => word.to_owned(),
        Change::Degree(rank) => (*DEGREES.get(rank)?).to_owned(),
        Change::Months(number) | Change::WorkYears(number) | Change::Salary(number) => number.to_string(),
        Change::Patent => {
            let now = case.draft.raw(&BACKGROUND.key(None));
            let kept = now
                .lines()
                .filter(|choice| *choice != "none" && *choice != "patent");
            kept.chain(["patent"]).collect::<Vec<_>>().join(",")
        }
    };
    let question = change.field().questions().first()?;
    Some(format!("{}={value}", question.id))
}
