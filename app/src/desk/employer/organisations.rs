//! One's organisations, and registering one.

use crate::desk::call;
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::page::Page;
use crate::desk::show;
use crate::desk::state::State;
use crate::html::Html;
use crate::text::{self, t};
use permit::api::organisation::{Organisation, OrganisationRequest};
use permit::api::path;

/// The list, and the form of a new one.
pub fn html(state: &State, all: &[Organisation], h: &mut Html) {
    let tag = text::locale();
    if all.is_empty() {
        h.p("lead", &t("desk.employer_lead"));
    } else {
        h.raw("<ul class=\"list\">");
        for one in all {
            h.raw("<li>")
                .link(
                    "",
                    &Page::Owned(one.id.clone(), String::new()).path(&tag),
                    &one.about.name,
                )
                .raw(" ")
                .text(&t(&format!("organisation.state.{}", one.state)))
                .raw("</li>");
        }
        h.raw("</ul>");
    }
    h.raw("<details")
        .flag("open", all.is_empty())
        .raw("><summary>")
        .text(&t("desk.register"))
        .raw("</summary><form data-form=\"register\">")
        .p("", &t("desk.register_lead"));
    fields::line("name", &t("desk.organisation_name"), "text", true, h);
    fields::line("credit_code", &t("desk.credit_code"), "text", true, h);
    fields::line("address", &t("desk.address"), "text", true, h);
    fields::line("phone", &t("desk.phone"), "tel", true, h);
    fields::submit(&t("desk.register"), state.busy, h);
    h.raw("</form></details>");
}

/// How its registration stands, while that keeps it from filing.
pub fn standing(organisation: &Organisation, h: &mut Html) {
    if organisation.state == "approved" {
        return;
    }
    h.raw("<div class=\"notice\">").p(
        "",
        &t(&format!("organisation.state.{}.detail", organisation.state)),
    );
    if !organisation.why.is_empty() {
        h.raw("<p><q>").text(&organisation.why).raw("</q></p>");
    }
    if organisation.files.is_empty() && organisation.role.is_some() {
        let people = Page::People(organisation.id.clone()).path(&text::locale());
        h.raw("<p>")
            .link("", &people, &t("desk.papers_missing"))
            .raw("</p>");
    }
    h.raw("</div>");
}

/// Registers one, and goes there.
pub async fn register(values: &Values) {
    let visit = listen::begin();
    let wish = OrganisationRequest {
        name: values.get("name").into(),
        credit_code: values.get("credit_code").into(),
        address: values.get("address").into(),
        phone: values.get("phone").into(),
        documents: Vec::new(),
    };
    match call::send::<Organisation>("POST", path::ORGANISATIONS, &wish).await {
        Ok(made) => {
            listen::done(visit, |_| {});
            show::go(Page::Invitations(made.id, String::new()), Some(false)).await;
        }
        Err(failed) => listen::failed(visit, failed),
    }
}
