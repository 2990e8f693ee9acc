//! The thin server: keeps drafts and applications, signs people in by e-mail, and serves the built app.
//!
//! `config` what an operator can set · `routes` every route on one screen · `sign_in`, `draft`, `application`, `upload`,
//! `file` a noun's handlers each · `organisation` employers · `files` their bytes, what they are, whether they are clean · `store` all SQL · `systems` tokens and webhooks of other systems · `mail` the letters, `smtp` how they leave, `news` what those about an application
//! say, `notice` who wants which · `assets` and `document` the built app · `error` what can go
//! wrong, as problem+json, `error_page` the same for who follows a link. The rules are `permit`'s.

pub mod agent;
pub mod answer_schema;
pub mod application;
pub mod assets;
pub mod case;
pub mod classify;
pub mod clock;
pub mod config;
pub mod csv;
pub mod demo;
pub mod dev_mail;
pub mod document;
pub mod draft;
pub mod error;
pub mod error_page;
pub mod file;
pub mod files;
pub mod form_json;
pub mod guard;
pub mod helpdesk;
pub mod json;
pub mod limiter;
pub mod locales;
pub mod mail;
pub mod news;
pub mod notice;
pub mod openapi;
pub mod organisation;
pub mod package;
pub mod passkey;
pub mod recovery;
pub mod report;
pub mod routes;
pub mod run;
pub mod sessions;
pub mod sign_in;
pub mod smtp;
pub mod staff;
pub mod state;
pub mod statistics;
pub mod store;
pub mod systems;
pub mod upload;
