//! A session that nobody uses is about to end: it is said, and goes on with a press. Nothing typed depends on it.

use super::Editor;
use crate::api::{self, Failure};
use crate::idle::{Stands, look_again, stands};
use crate::part::changed;
use crate::text;
use wasm_bindgen_futures::spawn_local;

impl Editor {
    /// Whether the session ends soon.
    pub fn is_ending(self) -> bool {
        self.is_signed_in() && text::has_form() && matches!(stands(), Stands::Ending(_))
    }

    /// Watches from now on, for as long as somebody is signed in.
    pub(super) fn watch(self) {
        if !self.is_signed_in() {
            return;
        }
        match stands() {
            Stands::Well(wait) | Stands::Ending(wait) => look_again(wait, move || {
                changed();
                self.watch();
            }),
            // Another tab may have gone on with it: the server knows.
            Stands::Over => spawn_local(async move {
                self.ask_session(false).await;
            }),
        }
    }

    /// Asks how the session stands; to ask may be to use it. `false` where the server can't be asked.
    pub async fn ask_session(self, used: bool) -> bool {
        match api::session(used).await {
            Err(Failure::SignedOut) => self.expired(),
            Err(_) => {
                look_again(60, move || self.watch());
                return false;
            }
            Ok(session) if self.is_person(&session.email) => {
                changed();
                self.watch();
            }
            Ok(session) => self.signed_in(session),
        }
        true
    }
}
