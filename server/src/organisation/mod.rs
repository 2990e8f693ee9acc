//! Employers: organisations, their people, whom they invite, and their part of an application.
//!
//! `registration` what an organisation says of itself · `members` its people · `invitations` whom it invites, and `rows` what
//! is wrong with a list of them · `invited` the other side of an invitation · `part` the employer's answers · `cases` its
//! applications · `posts` posts that it offers often · `papers` the papers of its registration ·
//! `renderings` the Chinese of what applicants wrote · `desk` what the authority decides · `letters` what is written about it.

pub mod cases;
pub mod desk;
pub mod invitations;
pub mod invited;
pub mod letters;
pub mod members;
pub mod papers;
pub mod part;
pub mod posts;
pub mod registration;
pub mod renderings;
pub mod rows;

use crate::locales::{known, negotiate};
use crate::state::Portal;
use crate::store::Person;
use crate::store::organisation::By;
use axum::http::{HeaderMap, header};
use letters::Sender;
use serde::Deserialize;

/// In which language somebody reads letters.
#[derive(Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Reader {
    /// The language's tag; without it the browser's languages say.
    pub locale: String,
}

impl Reader {
    /// A language that there is.
    fn language(&self, headers: &HeaderMap) -> &'static str {
        if !self.locale.is_empty() {
            return known(&self.locale);
        }
        let accepted = headers.get(header::ACCEPT_LANGUAGE);
        negotiate(accepted.and_then(|value| value.to_str().ok()).unwrap_or(""))
    }
}

/// A person who acts for an organisation, now.
pub(crate) fn by(portal: &Portal, person: Person, organisation: String) -> By {
    By {
        organisation,
        person: person.id,
        now: portal.now(),
        sender: Sender::of(portal),
    }
}
