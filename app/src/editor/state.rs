//! The true state of saving: what may honestly be said, derived from acknowledgements alone.

use super::{Account, Copy};
use crate::autosave::{Autosave, Remote};
use crate::device::{Device, DeviceError};

/// How the device's copy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Local {
    /// Nothing to keep yet.
    Empty,
    /// Being written.
    Writing,
    /// Written, encrypted.
    Kept,
    /// Only in this tab's memory: a shared computer, or a browser that stores nothing.
    Memory,
    /// It could not be written.
    Failed(DeviceError),
}

impl Local {
    /// It was written.
    pub fn kept(device: &Device) -> Self {
        if device.is_persistent() {
            Local::Kept
        } else {
            Local::Memory
        }
    }
}

/// The true state of saving, in the order of what a person must know first.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveState {
    /// Nothing was answered yet.
    Nothing,
    /// An answer was changed elsewhere too; the person must choose.
    Conflict,
    /// The server refused an answer: the name of the error.
    Refused(String),
    /// The session ended while something was unsaved.
    SignInAgain,
    /// No connection; on this device meanwhile.
    Waiting,
    /// No connection, and only in this tab's memory meanwhile.
    WaitingInMemory,
    /// On its way.
    Saving,
    /// The server acknowledged everything, at this time.
    Saved(i64),
    /// On this device only, because nobody is signed in.
    OnDevice,
    /// In memory only.
    InMemory,
    /// The device could not keep it: the name of the error.
    DeviceFailed(&'static str),
}

/// What may be said.
pub fn save_state(
    copy: &Copy,
    machine: &Autosave,
    local: Local,
    saved_at: Option<i64>,
    refused: Option<String>,
    account: &Account,
) -> SaveState {
    if !copy.conflicts.is_empty() {
        return SaveState::Conflict;
    }
    if let Some(code) = refused {
        return SaveState::Refused(code);
    }
    let unsaved = !copy.pending.is_empty();
    match machine.remote() {
        Remote::Waiting if unsaved && local == Local::Memory => return SaveState::WaitingInMemory,
        Remote::Waiting if unsaved && !matches!(local, Local::Failed(_)) => return SaveState::Waiting,
        Remote::Saving if unsaved => return SaveState::Saving,
        Remote::Saved if !unsaved => {
            if let Some(at) = saved_at {
                return SaveState::Saved(at);
            }
        }
        _ => {}
    }
    if unsaved && matches!(account, Account::Expired(_)) {
        return SaveState::SignInAgain;
    }
    match local {
        _ if copy.draft.entries.is_empty() => SaveState::Nothing,
        Local::Empty => SaveState::Nothing,
        Local::Writing => SaveState::Saving,
        Local::Kept => SaveState::OnDevice,
        Local::Memory => SaveState::InMemory,
        Local::Failed(error) => SaveState::DeviceFailed(error.code()),
    }
}
