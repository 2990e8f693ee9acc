//! The sandbox: an editor that was never started, so it has no device, no channel to other tabs, and nobody signed in.
//! What is answered in it stays in this tab's memory.

use super::{Copy, Editor};
use crate::platform;
use permit::draft::Draft;

impl Editor {
    /// Holds these answers, to try others.
    pub fn imitate(self, draft: Draft) {
        let copy = Copy {
            draft,
            ..Copy::default()
        };
        self.show(Some(&platform::random_id()), copy);
    }
}
