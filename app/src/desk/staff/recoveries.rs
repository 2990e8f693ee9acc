//! People who lost the mailbox they sign in with: what the helpdesk decides about them.

use crate::desk::call;
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::state::State;
use crate::html::Html;
use crate::platform;
use crate::text::{t, t_with};
use permit::api::path;
use permit::api::recovery::{Recovery, RecoveryAction, RecoveryDecision, RecoveryState};
use permit::api::staff::StaffRole;

/// The list.
pub fn html(state: &State, role: StaffRole, all: &[Recovery], h: &mut Html) {
    h.p("lead", &t("desk.recoveries_lead"));
    if all.is_empty() {
        h.p("", &t("desk.recoveries_none"));
    }
    for one in all {
        let values = [("old", one.old_email.clone()), ("new", one.new_email.clone())];
        h.raw("<section class=\"box\"><h2><bdi>")
            .text(&t_with("desk.recovery_of", &values))
            .raw("</bdi></h2><dl class=\"summary\">");
        h.fact(
            &t("desk.recovery_asked"),
            &platform::date_time_text(one.created_at),
        );
        for (name, fact) in [
            ("passport", one.passport),
            ("birth_date", one.birth_date),
            ("reference", one.reference),
        ] {
            h.fact(
                &t(&format!("account.fact.{name}")),
                &t(&format!("desk.fact.{}", fact.name())),
            );
        }
        if !one.proposed_by.is_empty() {
            h.fact(&t("desk.recovery_proposed_by"), &one.proposed_by)
                .fact(&t("app.why"), &one.proposed_why);
        }
        if let Some(until) = one.until {
            h.fact(&t("desk.recovery_until"), &platform::date_time_text(until));
        }
        h.raw("</dl>");
        if !one.words.is_empty() {
            h.raw("<p><q>").text(&one.words).raw("</q></p>");
        }
        for action in offered(one, role) {
            form(state, one, action, h);
        }
        if one.state == RecoveryState::Proposed && one.proposed_by_you {
            h.p("field__note", &t("desk.recovery_second"));
        }
        h.raw("</section>");
    }
}

/// What this member of the staff can do with it.
fn offered(one: &Recovery, role: StaffRole) -> Vec<&'static str> {
    let confirms = role == StaffRole::Supervisor && !one.proposed_by_you;
    match one.state {
        RecoveryState::Asked => vec!["propose", "refuse"],
        RecoveryState::Proposed if confirms => vec!["confirm", "refuse"],
        _ => vec!["refuse"],
    }
}

fn form(state: &State, one: &Recovery, action: &'static str, h: &mut Html) {
    let words = t(&format!("desk.recovery_do.{action}"));
    h.raw("<details><summary>")
        .text(&words)
        .raw("</summary><form")
        .attr("data-form", &format!("recovery {} {action}", one.id))
        .raw(">");
    fields::within(&format!("{action}-{}", one.id), h, |h| fields::why(true, h));
    fields::submit(&words, state.busy, h);
    h.raw("</form></details>");
}

/// Decides.
pub async fn decide(id: &str, action: &str, values: &Values) {
    let visit = listen::begin();
    let wish = RecoveryDecision {
        action: match action {
            "propose" => RecoveryAction::Propose,
            "confirm" => RecoveryAction::Confirm,
            _ => RecoveryAction::Refuse,
        },
        why: values.get("why").into(),
    };
    let path = path::with_id(path::HELPDESK_RECOVERY, id);
    listen::then_again(visit, call::tell("POST", &path, &wish).await).await;
}
