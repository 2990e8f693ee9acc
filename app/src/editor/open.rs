//! Opening and closing drafts, and hearing what became of them in other places.

use super::Editor;
use super::copy::Copy;
use super::keys::Keys;
use super::state::Local;
use crate::api::{self, Failure};
use crate::autosave::{Autosave, Event};
use crate::platform::{self, dom};
use permit::{forms, migration};
use wasm_bindgen_futures::spawn_local;

impl Editor {
    /// Opens a draft from the device or, when signed in, from the server; not if it is not `wanted` any more once it is
    /// there. `false` if neither has it.
    ///
    /// # Errors
    /// Why it is not known whether there is such a draft.
    pub async fn open(self, id: &str, wanted: &dyn Fn() -> bool) -> Result<bool, Failure> {
        if self.is_open(id) {
            return Ok(true);
        }
        let stored = self.record(id).await;
        if !wanted() {
            return Ok(false);
        }
        if let Ok(Some(copy)) = &stored
            && self.is_mine(copy)
        {
            let mut copy = copy.clone();
            copy.was_left();
            self.show(Some(id), copy);
            if let Some(device) = self.device() {
                self.local.set(Local::kept(&device));
            }
            self.migrate();
            self.refresh();
            return Ok(true);
        }
        if self.is_signed_in() {
            match api::draft(id).await {
                Ok(document) if wanted() => {
                    let mut copy = Copy::new(self.person());
                    copy.take_all(&document);
                    copy.draft.form_version = document.draft.form_version;
                    copy.changed_at = document.updated_at;
                    self.show(Some(id), copy);
                    self.saved_at.set(Some(document.updated_at));
                    self.notes.set(document.notes);
                    self.keep();
                    self.migrate();
                    return Ok(true);
                }
                Ok(_) => return Ok(false),
                Err(Failure::SignedOut) => self.expired(),
                Err(failure) if failure.code() == "not_found" => {}
                Err(failure) => return Err(failure),
            }
        }
        stored.map(|_| false).map_err(|error| Failure::of(error.code()))
    }

    /// Brings the draft from an older form to this one: what that answers is saved like anything else, and the person is
    /// told what changed.
    fn migrate(self) {
        if self
            .copy
            .with(|copy| copy.application.is_some() || copy.draft.form_version >= forms::VERSION)
        {
            return;
        }
        let done = self.copy.update(|copy| {
            let done = migration::migrate(&mut copy.draft, platform::now_seconds());
            copy.pending
                .extend(done.answers.iter().map(|(key, _)| key.clone()));
            done
        });
        self.unwritten
            .update(|unwritten| unwritten.extend(done.answers.into_iter().map(|(key, _)| key)));
        self.migrated.set(done.steps);
        self.keep();
        self.raise(Event::Edited);
    }

    /// Begins a new draft and opens it. Nothing is stored until something is answered.
    pub fn begin(self) -> String {
        let id = platform::random_id();
        self.show(Some(&id), Copy::new(self.person()));
        id
    }

    pub(super) fn show(self, id: Option<&str>, copy: Copy) {
        self.put_away();
        self.timer.set(None);
        self.left.set(Keys::default());
        self.unwritten.set(Keys::default());
        self.saved_at.set(None);
        self.refused.set(None);
        self.gone.set(false);
        self.notes.set(0);
        self.migrated.set(Vec::new());
        self.local.set(Local::Empty);
        self.machine.set(Autosave::new());
        let left = !copy.pending.is_empty();
        self.copy.set(copy);
        self.id.set(id.map(str::to_owned));
        if self.is_signed_in() {
            self.raise(Event::SignedIn { left });
        }
    }

    /// Closes the draft; it is kept.
    pub(super) fn close(self) {
        self.show(None, Copy::default());
    }

    /// Closes the draft and forgets what was not written.
    pub(super) fn discard(self) {
        self.id.set(None);
        self.close();
    }

    /// Asks the server for what changed elsewhere.
    pub fn refresh(self) {
        let Some(id) = self.id.get().filter(|_| self.is_signed_in()) else {
            return;
        };
        // A draft that the server had yet to hear of when it was asked is no loss: it may hear of it meanwhile.
        let known = self.copy.with(|copy| copy.known > 0);
        spawn_local(async move {
            match api::draft(&id).await {
                Ok(document) => {
                    self.amend(&id, &|copy| copy.take_all(&document)).await;
                    if self.is_open(&id) {
                        self.notes.set(document.notes);
                        if self.copy.with(|copy| copy.pending.is_empty()) {
                            self.saved_at.set(Some(document.updated_at));
                        }
                    }
                }
                Err(Failure::SignedOut) => self.expired(),
                Err(failure) if known && failure.code() == "not_found" && self.is_open(&id) => {
                    self.missing(&id).await;
                }
                Err(_) => {}
            }
        });
    }

    /// The server does not have this draft: it was deleted elsewhere, or somebody else is signed in by now.
    pub(super) async fn missing(self, id: &str) {
        match api::session(true).await {
            Ok(session) if self.is_person(&session.email) => {
                if self.is_open(id) {
                    self.gone.set(true);
                    dom::focus_soon("deleted-elsewhere");
                }
            }
            Ok(session) => self.signed_in(session),
            Err(Failure::SignedOut) => self.expired(),
            Err(_) => {}
        }
    }

    /// Keeps what stands here of a draft that was deleted elsewhere as a new one, and returns its id; its files have to
    /// follow ([`Editor::drop_record`]).
    pub fn keep_as_new(self) -> String {
        let copy = self.copy.with(|copy| copy.as_new(self.person()));
        let (id, pending) = (platform::random_id(), copy.pending.clone());
        self.discard();
        self.show(Some(&id), copy);
        self.unwritten.set(pending);
        self.keep();
        id
    }
}
