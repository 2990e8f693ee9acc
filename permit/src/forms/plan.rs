//! What a person plans around the application, and no part of it. Kept with the draft, never asked for, never sent on.

use crate::document::SITUATIONS;
use crate::question::{Kind, Question, When, question};

/// What is applied for, and where: the documents and steps hang on it. The form itself is for the first of them.
pub static SITUATION: Question = question("situation", Kind::Choice(SITUATIONS)).since(2);

/// The day on which one means to have it filed: how old documents may be is counted from there.
pub static FILING_DATE: Question = question("planned_filing_date", Kind::Date(When::Future)).since(2);

/// The category to prepare for, where more than one is possible.
pub static PAPERS_CATEGORY: Question = question("papers_category", Kind::Choice(&["a", "b", "c"])).since(2);

/// All of them.
pub static QUESTIONS: &[&Question] = &[&SITUATION, &FILING_DATE, &PAPERS_CATEGORY];
