//! Who a page is for. Each side is a table of functions, and a program holds the sides that it was started with and no
//! code of the others: applicants never download what the staff's and employers' screens are made of.

use super::call::Failed;
use super::listen::Values;
use super::page::Page;
use super::state::{Data, State};
use crate::html::Html;
use std::cell::Cell;
use std::pin::Pin;

/// What an asynchronous function of a table answers.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Who a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The authority's staff.
    Staff,
    /// Employers.
    Employer,
    /// Whoever is signed in: what is theirs as a person.
    Account,
}

/// What there is for one of them.
pub struct Side {
    /// Who.
    pub kind: Kind,
    /// The page that the portal's name leads to.
    pub home: Page,
    /// Finds out who is signed in; to ask may be to use the session. Nothing changes where the server can't be asked.
    pub recognise: fn(used: bool) -> Later<'static, Result<(), Failed>>,
    /// Fetches what a page needs.
    pub fetch: fn(&Page) -> Later<'_, Result<Data, Failed>>,
    /// Writes the links of the menu, each in its `<li>`.
    pub menu: fn(&State, &mut Html),
    /// Writes the page.
    pub html: fn(&State, &mut Html),
    /// Does what a button or a form says.
    pub act: for<'a> fn(&'a [&'a str], Values) -> Later<'a, ()>,
}

/// A program of these screens.
pub struct Program {
    /// Whom it is for; the first one's way in stands for an address that nobody knows.
    pub sides: &'static [Side],
    /// The files of texts that it speaks with, by their place in the list of a language.
    pub texts: &'static [usize],
}

thread_local! {
    static RUNNING: Cell<Option<&'static Program>> = const { Cell::new(None) };
}

/// Says which program runs: once, at its start.
pub fn run(program: &'static Program) {
    RUNNING.set(Some(program));
}

/// The files of texts of the program that runs.
pub fn texts() -> &'static [usize] {
    RUNNING.get().map_or(&[], |program| program.texts)
}

/// The side of this kind, where the program has it.
pub fn of(kind: Kind) -> Option<&'static Side> {
    RUNNING.get()?.sides.iter().find(|side| side.kind == kind)
}

/// The side that shows a page; the first one where the page is none of this program's.
pub fn of_page(page: &Page) -> Option<&'static Side> {
    of(page.kind()).or_else(|| RUNNING.get()?.sides.first())
}
