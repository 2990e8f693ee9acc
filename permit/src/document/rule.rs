//! The documents and steps as the rule files have them (`permit/policy`, domain.md 3.4 and 3.6).

use crate::classify::Category;
use crate::policy::Confidence;

/// A document of the application; its texts are `document.<id>.title` and `.text`.
#[derive(Debug)]
pub struct DocumentRule {
    /// Its name.
    pub id: &'static str,
    /// Who supplies it: `supplier.<name>`.
    pub supplier: &'static str,
    /// The situations (of [`super::SITUATIONS`]) in which it is on the list.
    pub situations: &'static [&'static str],
    /// What else must be so.
    pub when: When,
    /// The routes, or groups of them, on one of which the category must rest; empty for any.
    pub routes: &'static [&'static str],
    /// Whether it needs a Chinese translation, unless it is Chinese.
    pub translation: bool,
    /// Whether it must be authenticated or carry an apostille, when issued abroad.
    pub authentication: bool,
    /// The fields that it proves.
    pub basis: &'static [&'static str],
    /// The limit that says how many months it stays valid; empty for ever.
    pub months: &'static str,
    /// What is special in some cases.
    pub cases: &'static [DocumentCase],
    /// How sure it is.
    pub confidence: Confidence,
}

/// When a document is asked for at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// When family comes along.
    Family,
    /// When the category rests on pay or points.
    Pay,
    /// When it rests on what is claimed, on points, or on a teaching qualification.
    Evidence,
}

/// Something that holds of a document in some cases: `document.case.<reason>`.
#[derive(Debug)]
pub struct DocumentCase {
    /// In these situations; empty for each that the document is on the list of.
    pub situations: &'static [&'static str],
    /// In this category.
    pub category: Option<Category>,
    /// Where the code of the place begins so; empty for everywhere.
    pub place: &'static str,
    /// Where the category rests on one of these routes or groups of them; empty for any.
    pub routes: &'static [&'static str],
    /// What holds then.
    pub how: How,
    /// Its text.
    pub reason: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
}

/// What a [`DocumentCase`] does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The document is not needed.
    Exempt,
    /// A promise does. That of a category does not, where the category rests on what the document proves.
    Promise,
    /// It is needed only if this is so.
    OnlyIf,
    /// It must be like this.
    Detail,
}

/// A step on the way; its text is `stage.<id>`, or `stage.<id>.open` where a limit is named and no figure is known.
#[derive(Debug)]
pub struct StageRule {
    /// Its name.
    pub id: &'static str,
    /// The situations in which it is a step.
    pub situations: &'static [&'static str],
    /// The limit that holds for it; empty for none. `<limit>_a` goes before it in category A.
    pub limit: &'static str,
    /// The limit of the law, where no other is known; empty for none.
    pub outer: &'static str,
    /// Whether it is a step only where a figure is known.
    pub only_with_limit: bool,
    /// How sure it is.
    pub confidence: Confidence,
}
