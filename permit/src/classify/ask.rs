//! The next question in a draft: which questions of the form bring the field that [`next`](super::next) names.

use super::Preview;
use super::next::{Asked, DIPLOMA, Step, steps};
use crate::answer::Key;
use crate::draft::Draft;
use crate::forms;
use crate::forms::education::EDUCATION;
use crate::policy::all_routes;
use crate::profile::{Field, Routes, claim_questions};
use crate::question::Question;

/// So many questions are asked of somebody who only wants to know where they stand.
const MOST: usize = 12;

/// The next questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// These; what belongs to one diploma is asked together.
    Questions(Vec<Key>),
    /// A row of this group is missing.
    Row(&'static str),
    /// No answer changes the conclusion.
    Nothing,
}

/// The questions of a field that are asked in this draft, and have no answer.
#[must_use]
pub fn open_questions(field: Field, draft: &Draft) -> Vec<&'static Question> {
    open(field.questions(), field, draft)
}

fn open(of: &[&'static Question], field: Field, draft: &Draft) -> Vec<&'static Question> {
    let row = field.row(draft);
    let is_open = |question: &&Question| {
        let in_row = forms::group_of(question.id).is_some();
        let known = !in_row || row.is_some();
        known && question.is_asked(draft, row) && draft.raw(&question.key(row)).is_empty()
    };
    of.iter().copied().filter(is_open).collect()
}

/// What was asked in this draft: what these keys name, and what has an answer that leaves its field open.
#[must_use]
pub fn asked(draft: &Draft, keys: &[Key]) -> Asked {
    let rest = |of: &[&'static Question], field: Field| {
        let row = field.row(draft);
        let mut open = open(of, field, draft);
        open.retain(|question| !keys.contains(&question.key(row)));
        open.is_empty()
    };
    let fields = Field::ALL.iter().copied().filter(|field| {
        // Before there is a row, or a place, its questions are still to come.
        let to_come = DIPLOMA.contains(field) && field.row(draft).is_none()
            || matches!(field, Field::OldIndustrialBase | Field::SpecialArea)
                && draft.raw(&forms::post::WORK_PROVINCE.key(None)).is_empty()
            || TEACHING.contains(field) && draft.raw(&forms::post::POSITION_KIND.key(None)).is_empty();
        !to_come && *field != Field::Claims && rest(field.questions(), *field)
    });
    let mut asked = Asked {
        fields: fields.collect(),
        claims: Routes::default(),
    };
    for (place, route) in all_routes().enumerate() {
        let questions = claim_questions(route.id);
        if rest(questions, Field::Claims) {
            asked.claims.add_at(place);
        }
    }
    asked
}

/// What is asked only of teachers.
const TEACHING: [Field; 3] = [
    Field::TeachingLanguage,
    Field::LanguageTeachingYears,
    Field::TeachingQualification,
];

/// What to ask next, after these keys.
#[must_use]
pub fn next(draft: &Draft, preview: &Preview, keys: &[Key]) -> Next {
    let left = MOST.saturating_sub(keys.len());
    for step in steps(preview, &asked(draft, keys))
        .into_iter()
        .filter(|_| left > 0)
    {
        if DIPLOMA.contains(&step.field) {
            if step.field.row(draft).is_none() {
                return Next::Row(EDUCATION.id);
            }
            let mut all: Vec<Key> = DIPLOMA
                .into_iter()
                .flat_map(|field| unasked(Step { field, ..step }, draft, keys))
                .collect();
            all.truncate(left);
            return Next::Questions(all);
        }
        if let Some(key) = unasked(step, draft, keys).into_iter().next() {
            return Next::Questions(vec![key]);
        }
    }
    Next::Nothing
}

/// The first question of what is worth asking for of a profile; of claims, one that makes a claim that counts.
#[must_use]
pub fn first_question(of: &Preview) -> Option<&'static Question> {
    let step = steps(of, &Asked::default()).into_iter().next()?;
    let mut all = step.field.questions().iter().copied();
    all.find(|question| is_useful(step, question))
}

/// Whether a question brings what a step asks for.
fn is_useful(step: Step, question: &Question) -> bool {
    step.field != Field::Claims
        || all_routes().enumerate().any(|(place, route)| {
            let questions = claim_questions(route.id);
            step.claims.contains(place) && questions.iter().any(|one| one.id == question.id)
        })
}

/// The keys of a step that are open and were not asked.
fn unasked(step: Step, draft: &Draft, keys: &[Key]) -> Vec<Key> {
    let row = step.field.row(draft);
    let open = open_questions(step.field, draft)
        .into_iter()
        .filter(|question| is_useful(step, question));
    let mut all: Vec<Key> = open.map(|question| question.key(row)).collect();
    all.retain(|key| !keys.contains(key));
    all
}
