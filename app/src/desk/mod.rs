//! The screens that have a document of their own, as two programs: the desk (the authority's staff, and employers), and
//! the account (what is a person's own: ways in, sessions, letters, help).
//!
//! `page` is what there is and where; `side` whom it is for; `state` what is known; `show` fetches what a page needs and
//! draws it; `listen` hears what a person does. `staff/`, `employer/` and `account/` are the screens, `case/` what the
//! first two show of an application, `chinese` its Chinese renderings. What can be done with an application, and its clocks, are `permit::lifecycle`'s, the
//! same as on the server.

mod account;
mod answers;
mod call;
mod case;
mod chinese;
mod employer;
mod fields;
mod idle;
mod languages;
mod listen;
mod notes;
mod page;
mod passkeys;
mod pins;
mod sessions;
mod shell;
mod show;
mod side;
mod staff;
mod state;
mod table;
#[cfg(test)]
mod texts;
mod thread;
mod words;

use crate::original;
use crate::platform;
use crate::text;
use side::Program;
use wasm_bindgen_futures::spawn_local;

/// The program of staff and employers.
pub static DESK: Program = Program {
    sides: &[staff::SIDE, employer::SIDE],
    // The portal's, the form's, the rules' and the documents' texts (why a file is refused), the desk's, and what it shares
    // with the account.
    texts: &[0, 1, 2, 3, 4, 5],
};

/// The program of a person's own things.
pub static ACCOUNT: Program = Program {
    sides: &[account::SIDE],
    // The portal's, the form's and the rules' texts (what documents are called), and its own.
    texts: &[0, 1, 2, 4],
};

/// Loads the language and shows the page of the address.
pub fn start(program: &'static Program) {
    side::run(program);
    spawn_local(async {
        let (tag, page) = show::address();
        let first = tag.unwrap_or_else(|| text::config().locale.clone());
        if !show::speak(&first).await {
            platform::dom::show("failed");
            return;
        }
        platform::dom::mark_started();
        listen::start();
        original::listen(side::texts(), show::draw);
        let _ = show::recognise(&page, true).await;
        show::go(page, None).await;
    });
}
