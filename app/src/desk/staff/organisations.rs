//! Employers that registered: whether an officer approves them.

use crate::desk::call;
use crate::desk::employer::papers;
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::state::State;
use crate::desk::words;
use crate::html::Html;
use crate::platform;
use crate::text::t;
use permit::api::organisation::{Organisation, OrganisationDecision};
use permit::api::path;
use permit::lifecycle::{Matter, hears_of};

/// The list.
pub fn html(state: &State, all: &[Organisation], h: &mut Html) {
    if all.is_empty() {
        h.p("", &t("desk.organisations_none"));
    }
    for one in all {
        h.raw("<section class=\"box\"><h2><bdi>")
            .text(&one.about.name)
            .raw("</bdi></h2><dl class=\"summary\">");
        for (key, value) in [
            ("desk.credit_code", one.about.credit_code.clone()),
            ("desk.address", one.about.address.clone()),
            ("desk.phone", one.about.phone.clone()),
            (
                "desk.column.state",
                t(&format!("organisation.state.{}", one.state)),
            ),
            ("desk.column.updated", platform::date_time_text(one.updated_at)),
        ] {
            h.fact(&t(key), &value);
        }
        h.raw("</dl>");
        if !one.warning.is_empty() {
            h.p(
                "field__note",
                &t(&format!("organisation.warning.{}", one.warning)),
            );
        }
        if one.files.is_empty() {
            h.p("field__note", &t("desk.papers_none"));
        } else {
            let address =
                |file: &str| path::with_id(path::DESK_ORGANISATION_FILE, &one.id).replace("{file}", file);
            papers::list(&one.files, &address, h);
        }
        if one.state == "pending" {
            h.raw("<form")
                .attr("data-form", &format!("organisation {} approved", one.id))
                .raw(">");
            let hears = words::hears(hears_of(Matter::Registration));
            h.p("field__hint", &hears);
            fields::submit(&t("desk.approve"), state.busy, h);
            h.raw("</form><details><summary>")
                .text(&t("desk.give_back"))
                .raw("</summary><form")
                .attr("data-form", &format!("organisation {} returned", one.id))
                .raw(">");
            fields::within(&one.id, h, |h| fields::why(true, h));
            h.p("field__hint", &hears);
            fields::submit(&t("desk.give_back"), state.busy, h);
            h.raw("</form></details>");
        }
        h.raw("</section>");
    }
}

/// Approves one, or gives it back with the reason.
pub async fn decide(id: &str, decision: &str, values: &Values) {
    let visit = listen::begin();
    let wish = OrganisationDecision {
        approved: decision == "approved",
        why: values.get("why").into(),
    };
    let path = path::with_id(path::DESK_ORGANISATION_DECISION, id);
    let outcome = call::send::<Organisation>("POST", &path, &wish).await;
    listen::then_again(visit, outcome.map(drop)).await;
}
