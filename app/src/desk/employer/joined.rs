//! What an employer can do about somebody whom it invited, and about an application with which it is joined: remind the
//! person, and end it.

use super::invitations::name_of;
use super::of;
use crate::desk::call;
use crate::desk::case::case_of;
use crate::desk::listen;
use crate::desk::words;
use crate::html::Html;
use crate::text::t;
use permit::api::case::CaseDocument;
use permit::api::organisation::Invitation;
use permit::api::path;
use permit::lifecycle::{Actor, Matter, State, hears_of};

/// Whether there is something to press before there is an application.
pub fn is_open(one: &Invitation) -> bool {
    matches!(one.state.as_str(), "sent" | "accepted")
}

/// Whether an application waits for the applicant.
pub fn waits(document: &CaseDocument) -> bool {
    document.acts.iter().any(|who| who == Actor::Applicant.name())
}

/// Who gets an e-mail once one of the buttons is pressed.
pub fn hears(h: &mut Html) {
    h.p("field__hint", &words::hears(hears_of(Matter::Invitation)));
}

fn button((act, words): (&str, &str), (id, name): (&str, &str), busy: bool, h: &mut Html) {
    h.raw("<button type=\"button\" class=\"link-button\"")
        .attr("data-act", &format!("{act} {id}"))
        .flag("disabled", busy)
        .raw(">")
        .text(&t(words))
        .hidden_text(name)
        .raw("</button>");
}

/// What can be done with an invitation, a button each.
pub fn buttons(one: &Invitation, busy: bool, h: &mut Html) {
    let about = (one.id.as_str(), name_of(one));
    match one.state.as_str() {
        "sent" => button(("resend", "desk.invite_again"), about, busy, h),
        // Their part is waited for.
        "accepted" => button(("resend", "desk.remind_part"), about, busy, h),
        _ => {}
    }
    if is_open(one) {
        button(("end", "desk.invite_end"), about, busy, h);
    }
}

/// The one press that tells the applicant that the application waits for them, where it does.
pub fn remind(document: Option<&CaseDocument>, busy: bool, h: &mut Html) {
    let Some(document) = document.filter(|document| waits(document)) else {
        return;
    };
    if let Some(part) = &document.part {
        let about = (part.invitation.as_str(), document.reference.as_str());
        button(("resend", "desk.remind_part"), about, busy, h);
    }
}

/// The end of what joins the two, where they may part, for who has read what goes with it.
pub fn ending(document: Option<&CaseDocument>, busy: bool, h: &mut Html) {
    let may = |one: &&CaseDocument| case_of(one).state().is_some_and(State::may_part);
    let Some(document) = document.filter(may) else {
        return;
    };
    if let Some(part) = &document.part {
        h.raw("<details><summary>")
            .text(&t("desk.part_end"))
            .raw("</summary><p>")
            .text(&t("desk.part_end_sure"))
            .raw("</p>");
        hears(h);
        h.raw("<p>");
        let about = (part.invitation.as_str(), document.reference.as_str());
        button(("end", "desk.part_end"), about, busy, h);
        h.raw("</p></details>");
    }
}

/// Has a letter sent, or ends what a button is about.
pub async fn ask(organisation: &str, verb: &str, id: &str) {
    let one = |path: &str| of(path, organisation).replace("{invitation}", id);
    let visit = listen::begin();
    let outcome = match verb {
        "resend" => call::act("POST", &one(path::INVITATION_LETTER)).await,
        _ => call::act("DELETE", &one(path::INVITATION)).await,
    };
    listen::then_again(visit, outcome).await;
}
