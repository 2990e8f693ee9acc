//! The open draft: its answers, what is unsaved, and the true state of saving. Pages read it and call it; it alone
//! talks to the device and to the server about answers.

mod answers;
mod copy;
mod files;
mod idle;
mod keys;
mod list;
mod meeting;
mod open;
mod person;
mod records;
mod sandbox;
mod sent;
mod state;
mod sync;
mod tabs;

pub use copy::Copy;
pub use files::FILE;
pub use list::DraftLine;
pub use person::Account;
pub use records::{Unsent, record_name};
pub use state::SaveState;

use crate::autosave::Autosave;
use crate::device::{Channel, Device};
use crate::part::{Derived, Part};
use crate::platform;
use js_sys::Promise;
use keys::Keys;
use permit::answer::Key;
use permit::judge;
use permit::lifecycle::excused::counting;
use permit::problem::Problem;
use permit::question::FormVersion;
use state::{Local, save_state};
use std::rc::Rc;

/// An answer that the server did not take: the draft's id, the answer, the name of the error.
type Held = (String, Key, String);

/// The open draft. Made once, in `App`; every part is a signal that outlives all pages.
#[derive(Clone, Copy)]
pub struct Editor {
    device: Part<Option<Device>>,
    channel: Part<Option<Channel>>,
    timer: Part<Option<platform::Timer>>,
    machine: Part<Autosave>,
    local: Part<Local>,
    unwritten: Part<Keys>,
    saved_at: Part<Option<i64>>,
    refused: Part<Option<String>>,
    /// The answers that the server did not take; they stay behind until they are changed.
    held: Part<Vec<Held>>,
    /// The drafts that were deleted in this browser: nothing of them is written or sent any more.
    deleted: Part<Vec<String>>,
    /// When the last one who asked for it is done with the device's records.
    last_turn: Part<Option<Promise>>,
    /// When the session ends, in seconds since 1970 UTC, as the server said last.
    session_ends: Part<i64>,
    /// Whether the server was not asked yet: the device alone says who is signed in.
    assumed: Part<bool>,
    /// Called when somebody else uses this tab from now on.
    on_person: Part<Option<Rc<dyn Fn()>>>,
    /// The id of the open draft.
    pub id: Part<Option<String>>,
    /// Its copy on this device.
    pub copy: Part<Copy>,
    /// Whether the server does not have it any more: it was deleted in another place.
    pub gone: Part<bool>,
    /// How many notes of the helpdesk on the open draft wait for an answer.
    pub notes: Part<u64>,
    /// The versions of the form that the open draft was brought to since it was opened.
    pub migrated: Part<Vec<FormVersion>>,
    /// The answers that were left, or asked to continue from: only their problems are shown.
    pub left: Part<Keys>,
    /// Who is signed in.
    pub account: Part<Account>,
    /// Whether drafts of somebody who has to sign in first are on this device.
    pub others: Part<bool>,
    /// Whether this device keeps anything at all, an address too.
    pub traces: Part<bool>,
    /// What a person must know after signing out: the name of a text.
    pub notice: Part<Option<&'static str>>,
    /// Everything that is wrong or doubtful and counts.
    pub problems: Derived<Copy, Vec<Problem>>,
    /// Whether answers stay in the tabs' memory: "this is a shared computer".
    pub in_memory_only: Part<bool>,
}

impl Editor {
    /// Makes the editor. Call it once, where it lives as long as the app.
    pub fn new() -> Self {
        let copy = Part::new(Copy::default());
        let problems = Derived::new(copy, |copy: &Copy| {
            counting(
                judge::judge(&copy.draft, platform::today_in_china()),
                &copy.excused,
            )
        });
        Self {
            device: Part::new(None),
            channel: Part::new(None),
            timer: Part::new(None),
            machine: Part::new(Autosave::new()),
            local: Part::new(Local::Empty),
            unwritten: Part::new(Keys::default()),
            saved_at: Part::new(None),
            refused: Part::new(None),
            held: Part::new(Vec::new()),
            deleted: Part::new(Vec::new()),
            last_turn: Part::new(None),
            session_ends: Part::new(0),
            assumed: Part::new(false),
            on_person: Part::new(None),
            id: Part::new(None),
            copy,
            gone: Part::new(false),
            notes: Part::new(0),
            migrated: Part::new(Vec::new()),
            left: Part::new(Keys::default()),
            account: Part::new(Account::Unknown),
            others: Part::new(false),
            traces: Part::new(false),
            notice: Part::new(None),
            problems,
            in_memory_only: Part::new(false),
        }
    }

    /// Opens the device and finds out who is signed in. Call it once, before the first page needs a draft.
    ///
    /// `ticked`: "this is a shared computer" was ticked before. `asked`: the address says so; anybody can make such an
    /// address, so it counts only where no draft is kept yet. `on_person` is called when somebody else uses the tab.
    pub async fn start(self, ticked: bool, asked: bool, on_person: Rc<dyn Fn()>) {
        self.on_person.set(Some(on_person));
        let device = Device::open().await;
        if device.is_memory_only() {
            self.in_memory_only.set(true);
        }
        self.device.set(Some(device));
        self.channel
            .set(Some(Channel::open("portal", move |message| self.hear(&message))));
        platform::on_window("online", move || self.online());
        platform::on_window("focus", move || self.refresh());
        platform::on_window("pagehide", move || self.send_before_leaving());
        platform::on_hidden(move || self.send_before_leaving());
        self.recognise().await;
        // The form may have been sent while the device was being opened.
        let ticked = ticked || self.in_memory_only.get();
        if ticked || asked && self.records().await.is_empty() {
            self.choose_memory(true, true).await;
        }
    }

    /// The true state of saving.
    pub fn state(self) -> SaveState {
        let held = self.held.with(|held| {
            let mut here = held.iter().filter(|(id, ..)| self.is_open(id));
            here.next().map(|(_, _, code)| code.clone())
        });
        save_state(
            &self.copy.read(),
            &self.machine.read(),
            self.local.get(),
            self.saved_at.get(),
            held.or(self.refused.get()),
            &self.account.read(),
        )
    }

    /// The answers of the open draft that the server did not take.
    pub fn held_here(self) -> Vec<Key> {
        self.held.with(|held| {
            let here = held.iter().filter(|(id, ..)| self.is_open(id));
            here.map(|(_, key, _)| key.clone()).collect()
        })
    }

    /// The device, once it is open.
    pub fn device(self) -> Option<Device> {
        self.device.get()
    }

    /// Whether this draft is the open one.
    fn is_open(self, id: &str) -> bool {
        self.id.with(|open| open.as_deref() == Some(id))
    }

    /// Whether this draft was deleted in this browser.
    fn is_deleted(self, id: &str) -> bool {
        self.deleted.with(|ids| ids.iter().any(|deleted| deleted == id))
    }

    /// Whether somebody is signed in.
    fn is_signed_in(self) -> bool {
        self.account.with(|account| matches!(account, Account::Person(_)))
    }
}
