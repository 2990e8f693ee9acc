//! The words of the document rules. The build reads this file too.

/// What is applied for, and where: `question.situation.choice.<name>`.
pub const SITUATIONS: &[&str] = &[
    "abroad",
    "short",
    "in_china",
    "change_employer",
    "extension",
    "change",
    "cancellation",
];
