//! What a correction changed, of the applicant's answers and of the employer's: both sides and the authority see the same.

use crate::desk::pins;
use crate::html::Html;
use crate::text::{self, t};
use permit::api::Application;

/// The page below its heading.
pub fn html(application: &Application, h: &mut Html) {
    let back = format!("/{}/applications/{}", text::locale(), application.id);
    h.raw("<p>")
        .link("back-link", &back, &application.reference)
        .raw("</p>");
    if application.changed.is_empty() {
        h.p("lead", &t("account.changed_none"));
        return;
    }
    h.p("lead", &t("account.changed_lead"));
    pins::changes(&application.changed, h);
}
