//! A session that nobody uses is about to end: it is said, and goes on with a press. Nothing typed depends on it.

use super::Editor;
use crate::api::{self, Failure};
use crate::idle::{Limits, Stands, look_again, stands};
use crate::text;
use wasm_bindgen_futures::spawn_local;

impl Editor {
    /// Watches from now on, for as long as somebody is signed in.
    pub(super) fn watch(self) {
        let mut ending = false;
        if self.is_signed_in() {
            let stands = stands(api::heard(), Limits::person(self.in_memory_only.get()));
            ending = matches!(stands, Stands::Ending(_)) && text::has_form();
            match stands {
                Stands::Well(wait) | Stands::Ending(wait) => look_again(Some(wait), move || self.watch()),
                // Another tab may have gone on with it: the server knows.
                Stands::Over => spawn_local(self.recognise()),
            }
        }
        if self.ending.get() != ending {
            self.ending.set(ending);
        }
    }

    /// The person goes on; `false` where the server can't be asked.
    pub async fn go_on(self) -> bool {
        let answer = api::session().await;
        if matches!(answer, Err(Failure::SignedOut)) {
            self.expired();
        }
        self.watch();
        answer.is_ok()
    }
}
