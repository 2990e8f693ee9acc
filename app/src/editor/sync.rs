//! The open draft and the server: signing in and out, saving, submitting.

use super::copy::{line, record_name, request};
use super::{Account, Copy, DraftLine, Editor};
use crate::api::{self, Failure};
use crate::autosave::{Effect, Event};
use crate::platform;
use wasm_bindgen_futures::spawn_local;

impl Editor {
    /// Somebody signed in.
    pub fn signed_in(self, email: String) {
        platform::set_local_flag("signed-in", true);
        self.account.set(Account::Person(email));
        let left = self.copy.with(|copy| !copy.pending.is_empty());
        self.raise(Event::SignedIn { left });
        spawn_local(self.carry_over());
    }

    /// Sends every draft that was begun on this device and is not open now.
    async fn carry_over(self) {
        let Some(device) = self.device() else { return };
        for name in device.names().await {
            let Some(id) = name.strip_prefix("draft:") else {
                continue;
            };
            if self.id.get().as_deref() == Some(id) {
                continue;
            }
            let Ok(Some(json)) = device.get(&name).await else {
                continue;
            };
            let Some(mut copy) = Copy::from_json(&json) else {
                continue;
            };
            let Some((request, sent)) = request(&copy) else {
                continue;
            };
            if let Ok(response) = api::save(id, &request).await {
                copy.acknowledge(&sent, &response);
                let _ = device.put(&name, &copy.to_json()).await;
            }
        }
    }

    /// The session ended by itself. Nothing typed is gone; it waits on the device.
    pub fn expired(self) {
        platform::set_local_flag("signed-in", false);
        self.account.update(|account| {
            if let Account::Person(email) = account {
                *account = Account::Expired(std::mem::take(email));
            }
        });
        self.raise(Event::SignedOut);
    }

    /// Signs out and wipes this device.
    pub async fn sign_out(self) -> Result<(), Failure> {
        api::sign_out().await?;
        platform::set_local_flag("signed-in", false);
        self.channel.with(|channel| {
            channel
                .as_ref()
                .map(|channel| channel.send("{\"signed_out\":true}"))
        });
        self.close();
        if let Some(device) = self.device() {
            let _ = device.wipe().await;
        }
        self.account.set(Account::Nobody);
        Ok(())
    }

    /// Tries again at once: after a refusal, or without a connection.
    pub fn retry(self) {
        self.refused.set(None);
        self.raise(Event::Edited);
        self.raise(Event::Online);
    }

    /// The tab is put away: what waits for quiet goes now.
    pub(super) fn send_before_leaving(self) {
        self.write();
        self.raise(Event::Waited);
    }

    /// One's drafts, newest first: those of this device, and those of the server when signed in.
    pub async fn drafts(self) -> Vec<DraftLine> {
        let mut lines: Vec<DraftLine> = Vec::new();
        if let Some(device) = self.device() {
            for name in device.names().await {
                let Some(id) = name.strip_prefix("draft:") else {
                    continue;
                };
                let Ok(Some(json)) = device.get(&name).await else {
                    continue;
                };
                let Some(copy) = Copy::from_json(&json) else {
                    continue;
                };
                if !copy.draft.is_empty() {
                    lines.push(line(id, &copy));
                }
            }
        }
        if matches!(self.account.get(), Account::Person(_)) {
            match api::drafts().await {
                Ok(stored) => {
                    for summary in stored {
                        match lines.iter_mut().find(|line| line.id == summary.id) {
                            Some(line) => line.on_server = true,
                            None => lines.push(DraftLine {
                                id: summary.id,
                                name: String::new(),
                                changed_at: summary.updated_at,
                                on_server: true,
                                application: summary.application,
                            }),
                        }
                    }
                }
                Err(Failure::SignedOut) => self.expired(),
                Err(_) => {}
            }
        }
        permit::order::sort_by_key(&mut lines, |line| std::cmp::Reverse(line.changed_at));
        lines
    }

    /// Deletes a draft, on the server and here.
    pub async fn delete(self, id: &str) -> Result<(), Failure> {
        let on_server = self.copy.with(|copy| copy.known > 0);
        if on_server || matches!(self.account.get(), Account::Person(_)) {
            match api::delete_draft(id).await {
                Ok(()) => {}
                Err(Failure::Refused(body)) if body.code == "not_found" => {}
                Err(failure) => return Err(failure),
            }
        }
        self.close();
        if let Some(device) = self.device() {
            let _ = device.delete(&record_name(id)).await;
        }
        Ok(())
    }

    /// Sends the draft as the server has it, and returns the application's id. The same again is harmless.
    pub async fn submit(self, id: &str) -> Result<String, Failure> {
        let known = self.copy.with(|copy| copy.known);
        let locale = crate::text::locale();
        match api::submit(id, known, &locale).await {
            Ok(application) => {
                self.copy
                    .update(|copy| copy.application = Some(application.id.clone()));
                self.keep();
                Ok(application.id)
            }
            Err(failure) => {
                if failure == Failure::SignedOut {
                    self.expired();
                } else if failure.code() == "draft_changed" {
                    self.refresh();
                }
                Err(failure)
            }
        }
    }

    /// "This is a shared computer", or not any more.
    pub fn keep_in_memory_only(self, on: bool) {
        self.in_memory_only.set(on);
        let Some(device) = self.device() else { return };
        spawn_local(async move {
            if device.set_memory_only(on).await.is_ok() {
                self.keep();
            }
        });
    }

    pub(super) fn raise(self, event: Event) {
        let effect = self.machine.update(|machine| machine.on(event));
        match effect {
            Effect::None => {}
            Effect::Wait(milliseconds) => {
                let timer = platform::set_timeout(milliseconds, move || self.raise(Event::Waited));
                self.timer.set(Some(timer));
            }
            Effect::Send => self.send(),
        }
    }

    fn send(self) {
        let Some(id) = self.id.get() else { return };
        let Some((request, sent)) = self.copy.with(request) else {
            self.raise(Event::Acknowledged { left: false });
            return;
        };
        spawn_local(async move {
            let outcome = api::save(&id, &request).await;
            if self.id.get().as_deref() != Some(id.as_str()) {
                return;
            }
            match outcome {
                Ok(response) => {
                    self.copy.update(|copy| copy.acknowledge(&sent, &response));
                    self.saved_at.set(Some(response.at));
                    self.keep();
                    let left = self.copy.with(|copy| !copy.sendable().is_empty());
                    self.raise(Event::Acknowledged { left });
                }
                Err(Failure::SignedOut) => {
                    self.expired();
                    // The request is over: without this, nothing would be sent after signing in again.
                    self.raise(Event::Refused);
                }
                Err(Failure::Refused(body)) if body.code == "conflict" => {
                    self.copy
                        .update(|copy| copy.disagree(&body.entries, &body.conflicts));
                    self.keep();
                    let left = self.copy.with(|copy| !copy.sendable().is_empty());
                    self.raise(Event::Acknowledged { left });
                }
                Err(Failure::Refused(body)) => {
                    self.refused.set(Some(body.code));
                    self.raise(Event::Refused);
                }
                Err(Failure::Unreachable | Failure::Unavailable(_)) => self.raise(Event::Unreachable),
            }
        });
    }
}
