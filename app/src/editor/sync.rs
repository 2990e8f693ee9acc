//! Drafts and the server: saving, submitting, deleting.

use super::tabs::Said;
use super::{Copy, Editor};
use crate::api::{self, Failure};
use crate::autosave::{Autosave, Effect, Event};
use crate::platform;
use permit::answer::Key;
use permit::api::{ErrorBody, WireProblem};
use std::cell::Cell;
use std::pin::Pin;
use wasm_bindgen_futures::spawn_local;

/// More requests than any draft needs to be sent whole.
const MOST: usize = 20;

/// What is on its way.
type Sending<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

impl Editor {
    /// Tries again at once: after a refusal, or without a connection.
    pub fn retry(self) {
        self.refused.set(None);
        self.held.update(|held| held.retain(|(id, ..)| !self.is_open(id)));
        self.raise(Event::Edited);
        self.raise(Event::Online);
    }

    /// The tab is put away: what waits for quiet goes now, and what was typed while a request is on its way follows it.
    pub(super) fn send_before_leaving(self) {
        self.write();
        if !self.machine.with(Autosave::is_sending) {
            self.raise(Event::Waited);
        } else if let Some(id) = self.id.get() {
            spawn_local(async move {
                let _ = self.push(&id, true).await;
            });
        }
    }

    pub(super) fn raise(self, event: Event) {
        let effect = self.machine.update(|machine| machine.on(event));
        match effect {
            Effect::None => {}
            Effect::Wait(milliseconds) => {
                let timer = platform::set_timeout(milliseconds, move || self.raise(Event::Waited));
                self.timer.set(Some(timer));
            }
            Effect::Send => {
                if let Some(id) = self.id.get() {
                    spawn_local(self.send(id));
                }
            }
        }
    }

    async fn send(self, id: String) {
        let outcome = self.push(&id, false).await;
        if !self.is_open(&id) {
            return;
        }
        let event = match outcome {
            Ok(left) => Event::Acknowledged { left },
            Err(Failure::Unreachable | Failure::Unavailable(_)) => Event::Unreachable,
            // The request is over: without this, nothing would be sent after signing in again.
            Err(Failure::SignedOut) => Event::Refused,
            Err(Failure::Refused(body)) => {
                // What is being deleted here is not missed.
                if !self.is_deleted(&id) {
                    if body.code == "not_found" {
                        self.missing(&id).await;
                    }
                    self.refused.set(Some(body.code));
                }
                Event::Refused
            }
        };
        if self.is_open(&id) {
            self.raise(event);
        }
    }

    /// Sends what is pending of a draft, wherever its copy is, and takes the answer. Tells whether there is more to send.
    /// `fresh`: only what is not on its way already.
    pub(super) async fn push(self, id: &str, fresh: bool) -> Result<bool, Failure> {
        // Somebody else may have signed in meanwhile.
        let copy = self.current(id).await;
        let Some(copy) =
            copy.filter(|copy| self.is_signed_in() && self.is_mine(copy) && !self.is_deleted(id))
        else {
            return Ok(false);
        };
        let may_go = |key: &Key| self.may_go(id, key) && !(fresh && copy.sent.is_out(key));
        let Some((request, sent)) = copy.request(&may_go) else {
            return Ok(false);
        };
        // In a record that is not open, what is pending counts as sent when it is opened.
        if self.is_open(id) {
            self.copy.update(|copy| copy.sent.add_all(&sent));
        }
        self.tell_sent(id, &sent);
        let outcome = api::save(id, &request).await;
        let taken = match &outcome {
            Ok(response) => {
                if self.is_open(id) {
                    self.saved_at.set(Some(response.at));
                }
                true
            }
            Err(Failure::SignedOut) => {
                self.expired();
                false
            }
            Err(Failure::Refused(body)) => body.code == "conflict" || self.hold(id, &sent, body),
            Err(_) => false,
        };
        if !taken {
            return outcome.map(|_| false);
        }
        let left = Cell::new(false);
        let learn = |copy: &mut Copy| {
            match &outcome {
                Ok(response) => copy.acknowledge(&sent, response),
                Err(Failure::Refused(body)) => copy.disagree(&body.entries, &body.conflicts),
                Err(_) => {}
            }
            left.set(copy.request(&|key| self.may_go(id, key)).is_some());
        };
        self.amend(id, &learn).await;
        Ok(left.get())
    }

    fn may_go(self, id: &str, key: &Key) -> bool {
        self.held
            .with(|held| !held.iter().any(|(of, held, _)| of == id && held == key))
    }

    /// The server names answers that it can't take: they stay behind, and the others are sent without them.
    fn hold(self, id: &str, sent: &Said, body: &ErrorBody) -> bool {
        let held = |problem: &WireProblem| {
            let (key, _) = sent.iter().find(|(key, _)| key.to_string() == problem.key)?;
            Some((id.to_owned(), key.clone(), problem.code.clone()))
        };
        let named: Vec<_> = body.problems.iter().filter_map(held).collect();
        let any = !named.is_empty();
        self.held.update(|held| held.extend(named));
        any
    }

    /// Sends all that is pending of a draft. (In a box, as what follows: who waits for it carries no copy of it in the
    /// download.)
    pub fn push_all(self, id: &str) -> Sending<'_, Result<(), Failure>> {
        Box::pin(async move {
            for _ in 0..MOST {
                if !self.push(id, false).await? {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Sends all that is pending of all one's drafts, as long as the server can be reached.
    pub fn send_all(self) -> Sending<'static, ()> {
        Box::pin(async move {
            for (id, copy) in self.records().await {
                if copy.pending.is_empty() || !self.is_mine(&copy) {
                    continue;
                }
                match self.push_all(&id).await {
                    // One that the server does not take does not keep the others back.
                    Ok(()) | Err(Failure::Refused(_)) => {}
                    Err(_) => return,
                }
            }
        })
    }

    fn learn_from(self, failure: &Failure) {
        if matches!(failure, Failure::SignedOut) {
            self.expired();
        }
    }

    /// Deletes a draft, on the server and here. Nothing more of it goes out meanwhile, and what is on its way does not
    /// bring it back: the server remembers.
    pub async fn delete(self, id: &str) -> Result<(), Failure> {
        self.deleted.update(|ids| ids.push(id.to_owned()));
        let on_server = self.copy.with(|copy| copy.known > 0);
        if on_server || self.is_signed_in() {
            match api::delete_draft(id).await {
                Ok(()) => {}
                Err(failure) if failure.code() == "not_found" => {}
                Err(failure) => {
                    self.deleted.update(|ids| ids.retain(|deleted| deleted != id));
                    self.learn_from(&failure);
                    if self.is_open(id) {
                        self.write();
                        self.raise(Event::Edited);
                    }
                    return Err(failure);
                }
            }
        }
        if self.is_open(id) {
            self.discard();
        }
        let _ = self.drop_record(id, None).await;
        self.tell_deleted(id);
        Ok(())
    }

    /// Sends the draft as the server has it, and returns the application's id. The same again is harmless.
    pub async fn submit(self, id: &str) -> Result<String, Failure> {
        let known = self.copy.with(|copy| copy.known);
        let locale = crate::text::locale();
        match api::submit(id, known, &locale).await {
            Ok(application) => {
                let sent = |copy: &mut Copy| {
                    copy.application = Some(application.clone());
                    copy.open = false;
                };
                self.amend(id, &sent).await;
                Ok(application)
            }
            Err(failure) => {
                self.learn_from(&failure);
                if failure.code() == "draft_changed" && self.is_open(id) {
                    self.refresh();
                }
                Err(failure)
            }
        }
    }
}
