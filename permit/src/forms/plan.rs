//! What a person plans around the application, and no part of it. Kept with the draft, never asked for, never sent on.

use crate::question::{Kind, Question, When, question};

/// The day on which one means to have it filed: how old documents may be is counted from there.
pub static FILING_DATE: Question = question("planned_filing_date", Kind::Date(When::Future)).since(2);

/// All of them.
pub static QUESTIONS: &[&Question] = &[&FILING_DATE];
