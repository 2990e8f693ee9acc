//! The portal in the browser, as three programs from one crate. [`portal`] is what a newcomer waits for: `app` is the state
//! and the shell; `pages` and `components` say what stands there; `events` is what a person does; `render` brings one to
//! the other; `editor` holds the open draft. [`preview`] comes once the first question stands, and fills the places that
//! `island` keeps for it; [`documents`] comes with the page of a document. `upload` is how files are sent, from any. `permit` knows the field.

mod acts;
mod answers;
mod api;
mod app;
mod autosave;
mod components;
pub mod desk;
mod device;
pub mod documents;
mod editor;
mod events;
mod host;
mod html;
mod idle;
mod island;
mod morph;
mod nav;
mod original;
mod page;
mod pages;
mod part;
mod platform;
pub mod portal;
pub mod preview;
mod render;
mod text;
mod upload;
mod wire;
