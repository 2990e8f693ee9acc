//! Who gets an e-mail about what an applicant is about to do: said beforehand, on each of their forms.

use crate::html::Html;
use crate::text::{key, t};
use permit::answer::Role;
use permit::api::Application;
use permit::lifecycle::correction::Owner;
use permit::lifecycle::{self, EventKind};

/// The line; nothing where nobody is written to.
pub fn html(application: &Application, kind: EventKind, h: &mut Html) {
    let sides = lifecycle::hears(kind, Role::Applicant);
    if !application.unjoined && sides.contains(&Owner::Employer) {
        h.p("field__hint", &t(key::HEARS));
    }
}
