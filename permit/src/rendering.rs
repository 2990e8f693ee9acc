//! Chinese renderings: what the applicant wrote in another script and the authority needs in Chinese. The employer writes
//! them, the applicant confirms each or sends it back, and the original stays beside it. Neither changes an answer.
//!
//! Which answers need one, the form says ([`Question::chinese`]): schools, subjects, employers, positions and duties, as the
//! employer enters them into the official form (domain.md 4, TJ-3). Names have a question of their own for Chinese. No
//! source seen says whether places and addresses are to be rendered, too: they stay as in the passport.

use crate::answer::{Key, Value};
use crate::check::han;
use crate::draft::Draft;
use crate::forms;
use crate::lifecycle::Action;
use crate::lifecycle::correction::Owner;
use crate::problem::Code;
use crate::question::Question;
use serde::{Deserialize, Serialize};

/// How a rendering stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RenderingState {
    /// Nobody wrote it yet.
    Owed,
    /// It is of another text than the one that the applicant has there now.
    Stale,
    /// The employer wrote it.
    Proposed,
    /// The applicant confirmed it.
    Confirmed,
    /// The applicant sent it back, with a remark.
    Returned,
}

impl RenderingState {
    /// Every state.
    pub const ALL: [RenderingState; 5] = [
        RenderingState::Owed,
        RenderingState::Stale,
        RenderingState::Proposed,
        RenderingState::Confirmed,
        RenderingState::Returned,
    ];

    /// The name on the wire, in the database and in text keys: `rendering.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            RenderingState::Owed => "owed",
            RenderingState::Stale => "stale",
            RenderingState::Proposed => "proposed",
            RenderingState::Confirmed => "confirmed",
            RenderingState::Returned => "returned",
        }
    }

    /// The state of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Who has to do something about it.
    #[must_use]
    pub const fn waits_for(self) -> Option<Owner> {
        match self {
            RenderingState::Owed | RenderingState::Stale | RenderingState::Returned => Some(Owner::Employer),
            RenderingState::Proposed => Some(Owner::Applicant),
            RenderingState::Confirmed => None,
        }
    }
}

/// A text of the applicant's, and what it is in Chinese.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Rendering {
    /// The answer.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub key: Key,
    /// Which row of its group it stands in, from 1; 0 outside of groups.
    pub place: u32,
    /// The applicant's text, tidied.
    pub original: String,
    /// The Chinese text; empty while it is owed.
    pub chinese: String,
    /// How it stands.
    pub state: RenderingState,
    /// Why the applicant sent it back, in words; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    /// Who wrote it, by the address with which they sign in; told to the employer and the authority alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When it was written, in seconds since 1970 UTC; 0 while it is owed.
    #[serde(default)]
    pub at: i64,
}

/// The questions of which an answer in another script needs a rendering.
pub fn questions() -> impl Iterator<Item = &'static Question> {
    forms::questions().filter(|question| question.chinese)
}

/// The text that needs a rendering; none where the answer is in Chinese already, has no words in it, or can't be read.
fn original(question: &Question, raw: &str) -> Option<String> {
    match question.read(raw) {
        Ok(Some(Value::Text(text))) if question.chinese && han::is_foreign(&text) => Some(text),
        _ => None,
    }
}

/// Everything that needs a rendering in these answers, in the order of the form: as it was `kept`, owed where it was not,
/// and stale where it is of another text.
#[must_use]
pub fn all(draft: &Draft, kept: &[Rendering]) -> Vec<Rendering> {
    let mut all = Vec::new();
    for (_, page) in forms::pages() {
        let rows = page.group.map(|group| group.rows(draft)).unwrap_or_default();
        for (question, row) in page.asked(draft) {
            let key = question.key(row);
            let Some(original) = original(question, draft.raw(&key)) else {
                continue;
            };
            let place = rows.iter().zip(1..).find(|(one, _)| Some(**one) == row);
            let place = place.map_or(0, |(_, place)| place);
            all.push(match kept.iter().find(|one| one.key == key) {
                Some(one) if one.original == original => Rendering { place, ..one.clone() },
                Some(one) => Rendering {
                    place,
                    original,
                    state: RenderingState::Stale,
                    remark: String::new(),
                    ..one.clone()
                },
                None => Rendering {
                    key,
                    place,
                    original,
                    chinese: String::new(),
                    state: RenderingState::Owed,
                    remark: String::new(),
                    by: String::new(),
                    at: 0,
                },
            });
        }
    }
    all
}

/// Whose turn it is: the employer's while anything waits for it, then the applicant's; nobody's once all are confirmed.
#[must_use]
pub fn turn(all: &[Rendering]) -> Option<Owner> {
    let waits_for = |owner: &Owner| all.iter().any(|one| one.state.waits_for() == Some(*owner));
    [Owner::Employer, Owner::Applicant].into_iter().find(waits_for)
}

/// What stands in the history once a side has done something about renderings: a line when the turn goes over, and none in
/// between, so that nobody gets a letter for each of twenty texts.
#[must_use]
pub fn line(by: Owner, before: Option<Owner>, after: Option<Owner>) -> Option<Action> {
    match (by, before, after) {
        (Owner::Employer, None | Some(Owner::Employer), Some(Owner::Applicant)) => {
            Some(Action::ProposeRenderings)
        }
        (Owner::Applicant, Some(Owner::Applicant), Some(Owner::Employer)) => Some(Action::ReturnRenderings),
        (Owner::Applicant, Some(Owner::Applicant), None) => Some(Action::ConfirmRenderings),
        _ => None,
    }
}

/// Tidies a rendering that the employer wrote for an answer to this question.
///
/// # Errors
/// [`Code::Missing`] where there is none, [`Code::NotHan`] without a Chinese character, [`Code::TooLong`].
pub fn read(question: &Question, typed: &str) -> Result<String, Code> {
    match question.read(typed)? {
        Some(Value::Text(text)) if han::has_han(&text) => Ok(text),
        Some(_) => Err(Code::NotHan),
        None => Err(Code::Missing),
    }
}

/// The Chinese of an answer that the applicant confirmed.
#[must_use]
pub fn confirmed<'a>(all: &'a [Rendering], key: &Key) -> Option<&'a str> {
    let found = all.iter().find(|one| one.key == *key);
    found
        .filter(|one| one.state == RenderingState::Confirmed)
        .map(|one| one.chinese.as_str())
}

#[cfg(test)]
mod tests {
    use super::{RenderingState, line, questions, read};
    use crate::forms;
    use crate::lifecycle::Action;
    use crate::lifecycle::correction::Owner;
    use crate::problem::Code;
    use crate::question::{Format, Kind};

    #[test]
    fn a_state_has_one_name_everywhere() {
        for state in RenderingState::ALL {
            let json = serde_json::to_string(&state).unwrap();
            assert_eq!(json, format!("\"{}\"", state.name()));
            assert_eq!(RenderingState::named(state.name()), Some(state));
        }
    }

    /// The employer sees these answers: none is private, none is a name or the employer's own, and each is free text.
    #[test]
    fn what_is_rendered_is_free_text_that_is_the_applicant_s_and_not_private() {
        assert!(questions().count() > 0);
        for question in questions() {
            assert!(!question.private, "{}", question.id);
            assert_eq!(
                question.owner,
                crate::question::Owner::Applicant,
                "{}",
                question.id
            );
            let free = matches!(question.kind, Kind::Text(Format::Plain(_)) | Kind::Lines(_));
            assert!(free, "{}", question.id);
        }
    }

    #[test]
    fn a_line_is_written_when_the_turn_goes_over() {
        use Owner::{Applicant, Employer};
        for (by, before, after, expected) in [
            (Employer, Some(Employer), Some(Employer), None),
            (
                Employer,
                Some(Employer),
                Some(Applicant),
                Some(Action::ProposeRenderings),
            ),
            (Employer, None, Some(Applicant), Some(Action::ProposeRenderings)),
            (Employer, Some(Applicant), Some(Applicant), None),
            (Applicant, Some(Applicant), Some(Applicant), None),
            (
                Applicant,
                Some(Applicant),
                Some(Employer),
                Some(Action::ReturnRenderings),
            ),
            (Applicant, Some(Applicant), None, Some(Action::ConfirmRenderings)),
            (Applicant, Some(Employer), Some(Employer), None),
        ] {
            assert_eq!(line(by, before, after), expected, "{by:?} {before:?} {after:?}");
        }
    }

    #[test]
    fn a_rendering_has_chinese_in_it_and_is_no_longer_than_an_answer() {
        let employer = forms::question("work_employer").unwrap();
        assert_eq!(read(employer, "  瑞典 水泵厂 "), Ok("瑞典 水泵厂".into()));
        assert_eq!(
            read(employer, "ABB（中国）有限公司"),
            Ok("ABB（中国）有限公司".into())
        );
        assert_eq!(read(employer, "Pumpar AB"), Err(Code::NotHan));
        assert_eq!(read(employer, " \n"), Err(Code::Missing));
        assert_eq!(read(employer, &"水".repeat(161)), Err(Code::TooLong));
        let duties = forms::question("work_duties").unwrap();
        assert_eq!(read(duties, "设计。\n测试。"), Ok("设计。\n测试。".into()));
    }
}
