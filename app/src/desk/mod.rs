//! The desk program: screens of the authority's staff, and of employers.
//!
//! `page` is what there is and where; `state` what is known; `show` fetches what a page needs and draws it; `listen` hears
//! what a person does. `staff/` and `employer/` are the screens, `case/` what both show of an application. What can be
//! done with an application, and its clocks, are `permit::lifecycle`'s, the same as on the server.

mod answers;
mod call;
mod case;
mod employer;
mod fields;
mod listen;
mod page;
mod shell;
mod show;
mod staff;
mod state;
mod table;
#[cfg(test)]
mod texts;
mod words;

use crate::platform;
use crate::text;
use wasm_bindgen_futures::spawn_local;

/// Loads the language and shows the page of the address.
pub fn start() {
    spawn_local(async {
        let (tag, page) = show::address();
        let first = tag.unwrap_or_else(|| text::config().locale.clone());
        if !show::speak(&first).await {
            platform::dom::show("failed");
            return;
        }
        platform::dom::mark_started();
        listen::start();
        show::recognise(&page).await;
        show::go(page, None).await;
    });
}
