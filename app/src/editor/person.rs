//! Who uses this tab: signing in and out, and whose the drafts on this device are.

use super::Editor;
use super::files::has_file;
use crate::api::{self, Failure};
use crate::autosave::Event;
use crate::device::{self, SIGNED_IN, SIGNING_OUT};
use crate::platform;
use crate::text::key;
use crate::wire;
use permit::api::Session;
use wasm_bindgen_futures::spawn_local;

/// The name of the record that says who signed in last.
const PERSON: &str = "person";

/// Who is signed in, as far as this tab knows.
#[derive(Clone, Debug, PartialEq)]
pub enum Account {
    /// Not asked yet.
    Unknown,
    /// Nobody.
    Nobody,
    /// Somebody was, until the session ended.
    Expired(String),
    /// This address.
    Person(String),
}

impl Editor {
    /// Whose drafts are shown, by the address that the server has for them, which never changes: those of the person who
    /// is signed in, or was when the session ended under their hands.
    pub(super) fn person(self) -> Option<String> {
        self.account.with(|account| match account {
            Account::Person(address) | Account::Expired(address) => Some(address.clone()),
            Account::Unknown | Account::Nobody => None,
        })
    }

    /// Whether this address is that person.
    pub(super) fn is_person(self, address: &str) -> bool {
        self.person().as_deref() == Some(address)
    }

    /// Somebody signed in.
    pub fn signed_in(self, session: Session) {
        let address = session.email;
        self.session_ends.set(session.expires_at);
        // Signing in has ended the session before.
        self.note_sign_out(true);
        self.tell_person(&address);
        self.take_person(address);
    }

    /// From now on this person uses the tab: what is somebody else's is put away, and a guest's becomes theirs.
    pub(super) fn take_person(self, address: String) {
        let changed = self.person().is_some() && !self.is_person(&address);
        self.account.set(Account::Person(address.clone()));
        self.assumed.set(false);
        self.note_person(true);
        self.watch();
        if self.copy.with(|copy| self.is_mine(copy)) {
            self.copy.update(|copy| copy.owner = self.person());
            if self.copy.with(|copy| !copy.draft.entries.is_empty()) {
                self.keep();
            }
            let left = self.copy.with(|copy| !copy.pending.is_empty());
            self.raise(Event::SignedIn { left });
        } else {
            self.close();
        }
        if changed || self.id.with(Option::is_none) {
            self.person_changed();
        }
        spawn_local(async move {
            self.remember_person(&address).await;
            self.carry_over().await;
        });
    }

    /// Makes the guest's drafts of this device the person's own, before anything else may happen to them, and sends
    /// what is unsent. What is left of somebody else and safe on the server goes.
    async fn carry_over(self) {
        let person = self.person();
        let names = self.record_names().await;
        for (id, copy) in self.records().await {
            if self.person() != person {
                return;
            }
            if copy.owner.is_none() {
                let owner = person.clone();
                self.amend(&id, &|copy| {
                    if copy.owner.is_none() {
                        copy.owner.clone_from(&owner);
                    }
                })
                .await;
            } else if !self.is_mine(&copy) && copy.pending.is_empty() && !has_file(&names, &id) {
                let _ = self.drop_record(&id, None).await;
            }
        }
        self.send_all().await;
    }

    /// The session ended by itself. Nothing typed is gone; it waits on the device.
    pub fn expired(self) {
        self.note_person(false);
        if self.assumed.replace(false) {
            // It had ended before this tab was opened: what stands here is for nobody else's eyes.
            self.account.set(Account::Nobody);
            if !self.copy.with(|copy| self.is_mine(copy)) {
                self.close();
            }
            self.person_changed();
            return;
        }
        self.account.update(|account| {
            if let Account::Person(address) = account {
                *account = Account::Expired(std::mem::take(address));
            }
        });
        self.raise(Event::SignedOut);
    }

    /// Finds out who is signed in, as far as that can be known.
    pub(super) async fn recognise(self) {
        if platform::local_flag(SIGNING_OUT) {
            let told = api::sign_out().await.is_ok();
            // Somebody may have signed in meanwhile.
            if !self.is_signed_in() {
                self.note_sign_out(told);
            }
        } else if platform::local_flag(SIGNED_IN) || platform::tab_flag(SIGNED_IN) {
            match api::session(true).await {
                Ok(session) => return self.signed_in(session),
                Err(Failure::SignedOut) => self.expired(),
                // Offline: the last one who signed in, and did not sign out, may go on while the session holds by the
                // device's clock; a save will tell.
                Err(_) if *self.account.read() == Account::Unknown => {
                    if let Some(address) = self.last_person().await {
                        self.assumed.set(true);
                        self.account.set(Account::Person(address));
                    }
                }
                Err(_) => {}
            }
        } else if self.in_memory_only.get() {
            self.ask_who();
        }
        if *self.account.read() == Account::Unknown {
            self.account.set(Account::Nobody);
        }
    }

    /// Who signed in last on this device, for when the server can't be asked; nobody once the session has ended.
    async fn last_person(self) -> Option<String> {
        let json = self.device()?.get(PERSON).await.ok().flatten()?;
        let person = wire::parse(&json);
        let ends = wire::number(&person, "ends");
        self.session_ends.set(ends);
        (platform::now_seconds() < ends).then(|| wire::text(&person, "email"))
    }

    async fn remember_person(self, address: &str) {
        if let Some(device) = self.device() {
            let ends = wire::whole(self.session_ends.get());
            let person = platform::object(&[("email", wire::word(address)), ("ends", ends)]);
            let _ = device.put(PERSON, &wire::written(&person)).await;
        }
    }

    /// The browser says that there is a connection again.
    pub(super) fn online(self) {
        self.raise(Event::Online);
        spawn_local(self.recognise());
    }

    /// Signs out and wipes this device. The server hears of it afterwards, for its answer may be long in coming; without
    /// a connection it hears of it later.
    pub async fn sign_out(self) {
        platform::set_local_flag(SIGNING_OUT, true);
        self.leave_device(false).await;
        spawn_local(self.recognise());
    }

    /// Wipes this device of everybody's answers.
    pub async fn forget_everybody(self) {
        self.leave_device(true).await;
    }

    async fn leave_device(self, everybody: bool) {
        self.note_person(false);
        self.discard();
        // Before the wipe: what another tab writes now would come after it.
        self.tell_left();
        if self.wipe(everybody).await.is_err() {
            self.notice.set(Some(key::WIPE_FAILED));
        }
        self.nobody();
    }

    /// Another tab wiped the device: nothing of what was shown or kept in memory stays in this one.
    pub(super) fn forget(self) {
        if let Some(device) = self.device() {
            device.forget();
        }
        self.nobody();
    }

    fn nobody(self) {
        self.discard();
        self.held.set(Vec::new());
        self.account.set(Account::Nobody);
        self.note_person(false);
        self.person_changed();
    }

    fn note_person(self, on: bool) {
        device::note_person(on, self.in_memory_only.get());
    }

    fn note_sign_out(self, told: bool) {
        platform::set_local_flag(SIGNING_OUT, !told);
        self.notice.set(Some(key::SIGN_OUT_LATER).filter(|_| !told));
    }

    fn person_changed(self) {
        if let Some(call) = self.on_person.get() {
            call();
        }
    }

    /// "This is a shared computer", or not any more.
    pub fn keep_in_memory_only(self, on: bool) {
        self.in_memory_only.set(on);
        spawn_local(self.choose_memory(on, true));
    }

    /// The same, and whether the other tabs have yet to hear of it.
    pub(super) async fn choose_memory(self, on: bool, tell: bool) {
        let outcome = self.set_memory_only(on).await;
        if let Some(device) = self.device() {
            self.in_memory_only.set(device.is_memory_only());
        }
        if self.is_signed_in() {
            self.note_person(true);
        }
        match outcome {
            Ok(()) => self.keep(),
            Err(_) if on => self.notice.set(Some(key::WIPE_FAILED)),
            Err(_) => {}
        }
        if tell {
            self.tell_memory(self.in_memory_only.get());
        }
    }
}
