//! The form: its sections, pages and questions in order. *The* place to add a question.
//!
//! Rendering, conditions, checks, the review page, the status page, the JSON Schema and the documentation all read this.
//! To add a question: a `static` in its section's file, its name in a page there, its texts in every language.

pub mod category;
pub mod contact;
pub mod declarations;
pub mod documents;
pub mod education;
pub mod family;
pub mod identity;
pub mod plan;
pub mod post;
pub mod work;

use crate::draft::Draft;
use crate::question::{Condition, FormVersion, Question};
use crate::truth::Truth;

/// The version of the form as it stands here.
pub const VERSION: FormVersion = 3;

/// Questions of older versions. Old tabs may still send their answers, and migrations read them.
pub const WITHDRAWN: &[&str] = &["direct_route"];

/// A section of the form: a line of the task list.
#[derive(Debug)]
pub struct Section {
    /// Its name in addresses and text keys: `section.<id>.title`.
    pub id: &'static str,
    /// Its pages in order.
    pub pages: &'static [Page],
}

/// A page: a few questions that belong together, or a group of rows.
#[derive(Debug)]
pub struct Page {
    /// Its name in addresses and text keys: `page.<id>.title`.
    pub id: &'static str,
    /// The repeatable group, if the page holds one: its questions are then asked in each row.
    pub group: Option<&'static Group>,
    /// The questions that are asked once, in order.
    pub questions: &'static [&'static Question],
}

/// A repeatable group of questions: one row for each school, job, relative …
#[derive(Debug)]
pub struct Group {
    /// Its name in keys and text keys: `group.<id>.add`.
    pub id: &'static str,
    /// When rows are asked for at all.
    pub asked: Condition,
    /// How many rows there must be at the least.
    pub min: usize,
    /// How many there may be.
    pub max: usize,
    /// The questions of each row, in order.
    pub questions: &'static [&'static Question],
    /// The questions whose answers name a row in lists.
    pub names: &'static [&'static Question],
}

/// The sections in order (domain.md 4).
pub static SECTIONS: &[&Section] = &[
    &category::SECTION,
    &identity::SECTION,
    &contact::SECTION,
    &post::SECTION,
    &education::SECTION,
    &work::SECTION,
    &family::SECTION,
    &declarations::SECTION,
];

/// All pages, each with its section.
pub fn pages() -> impl Iterator<Item = (&'static Section, &'static Page)> {
    SECTIONS
        .iter()
        .flat_map(|section| section.pages.iter().map(move |page| (*section, page)))
}

/// All groups: those of the pages, and the documents.
pub fn groups() -> impl Iterator<Item = &'static Group> {
    let of_pages = pages().filter_map(|(_, page)| page.group);
    of_pages.chain([&documents::DOCUMENTS])
}

/// All questions of a page, those of its group's rows among them.
pub fn questions_of(page: &'static Page) -> impl Iterator<Item = &'static Question> {
    let rows = page.group.map_or(&[][..], |group| group.questions);
    page.questions.iter().chain(rows).copied()
}

/// All questions of the pages.
pub fn questions() -> impl Iterator<Item = &'static Question> {
    pages().flat_map(|(_, page)| questions_of(page))
}

/// The section of this id.
#[must_use]
pub fn section(id: &str) -> Option<&'static Section> {
    SECTIONS.iter().copied().find(|section| section.id == id)
}

/// The question of this id: of a page, of the documents, or of the plan around the form.
#[must_use]
pub fn question(id: &str) -> Option<&'static Question> {
    let elsewhere = documents::DOCUMENTS
        .questions
        .iter()
        .chain(plan::QUESTIONS)
        .copied();
    questions().chain(elsewhere).find(|question| question.id == id)
}

/// The group of this id.
#[must_use]
pub fn group(id: &str) -> Option<&'static Group> {
    groups().find(|group| group.id == id)
}

/// The group in whose rows this question is asked.
#[must_use]
pub fn group_of(question: &str) -> Option<&'static Group> {
    groups().find(|group| group.questions.iter().any(|member| member.id == question))
}

/// The page on which a question, or a group, stands.
#[must_use]
pub fn page_of(id: &str) -> Option<(&'static Section, &'static Page)> {
    pages().find(|(_, page)| {
        page.group.is_some_and(|group| group.id == id) || questions_of(page).any(|question| question.id == id)
    })
}

impl Group {
    /// The rows that are asked for now, in order: none where the group is not asked.
    #[must_use]
    pub fn rows<'a>(&self, draft: &'a Draft) -> Vec<&'a str> {
        if self.asked.holds(draft, None).is_yes() {
            draft.rows(self.id)
        } else {
            Vec::new()
        }
    }
}

impl Page {
    /// Whether anything on it is asked now.
    #[must_use]
    pub fn is_asked(&self, draft: &Draft) -> bool {
        self.questions
            .iter()
            .any(|question| question.is_asked(draft, None))
            || self
                .group
                .is_some_and(|group| group.asked.holds(draft, None) == Truth::Yes)
    }

    /// Every question that is asked on it now, with its row.
    #[must_use]
    pub fn asked<'a>(&self, draft: &'a Draft) -> Vec<(&'static Question, Option<&'a str>)> {
        let mut asked: Vec<(&'static Question, Option<&'a str>)> =
            self.questions.iter().map(|question| (*question, None)).collect();
        if let Some(group) = self.group {
            for row in group.rows(draft) {
                asked.extend(group.questions.iter().map(|question| (*question, Some(row))));
            }
        }
        asked.retain(|(question, row)| question.is_asked(draft, *row));
        asked
    }
}
