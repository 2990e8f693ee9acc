//! What the applicant has to do with an application that was sent, what they can do, and the letter they have.

use super::handover::made;
use crate::components::answer_links::page_of;
use crate::components::{hears, message};
use crate::html::Html;
use crate::nav;
use crate::original;
use crate::page::Page;
use crate::platform;
use crate::text::{colon, key, t, t_with};
use permit::answer::Key;
use permit::api::{Application, Correction, IssuedLetter, path};
use permit::date;
use permit::forms;
use permit::lifecycle::{Event, EventKind, Milestone};

/// What has to be corrected, each with the way to it, and how it is sent again.
pub fn corrections(application: &Application, h: &mut Html) {
    let whole = application.actions.iter().any(|action| action == "ready");
    if application.corrections.is_empty() && !whole {
        return;
    }
    h.raw("<section class=\"notice notice--warning\" id=\"to-correct\">")
        .h2(&t(key::CORRECT_TITLE));
    if application.corrections.is_empty() {
        h.p("", &t(key::CORRECT_ALL));
    } else {
        h.p("", &t(key::CORRECT_LEAD))
            .raw("<div data-zh><ul class=\"corrections\">");
        for one in &application.corrections {
            item(one, &application.draft_id, h);
        }
        h.raw("</ul>");
        original::close(h);
    }
    if !application.if_late.is_empty() {
        h.p("", &t(&format!("correction.if_late.{}", application.if_late)));
    }
    h.raw("<p class=\"cluster\">");
    if application.corrections.is_empty() {
        let tasks = Page::Tasks(application.draft_id.clone());
        h.link(
            "button button--secondary",
            &nav::href(&tasks),
            &t(key::CORRECT_OPEN),
        );
    }
    let send = Page::Send(application.draft_id.clone());
    h.link("button", &nav::href(&send), &t(key::CORRECT_SEND))
        .raw("</p></section>");
}

fn item(one: &Correction, draft: &str, h: &mut Html) {
    let (page, name) = match Key::parse(&one.key) {
        Some(key) => {
            let page = forms::page_of(&key.question).map(|(_, page)| page);
            (
                page.map(|page| page_of(draft, page.id, key.row.as_deref(), &key.question)),
                message::name_of(&key),
            )
        }
        None => (
            Some(Page::Slot(draft.into(), one.document.clone())),
            t(&format!("document.{}.title", one.document)),
        ),
    };
    h.raw("<li>");
    match page {
        Some(page) => h.link("", &nav::href(&page), &name),
        None => h.text(&name),
    };
    h.text(&colon())
        .text(&t(&format!("correction.reason.{}", one.reason)));
    if !one.note.is_empty() {
        h.raw(" <q>").text(&one.note).raw("</q>");
    }
    let due = date::parse(&one.due).map_or_else(|_| one.due.clone(), platform::date_text);
    h.p("field__note", &t_with(key::CORRECT_DUE, &[("date", due)]))
        .raw("</li>");
}

/// That no employer is joined, where one is needed next, and the way to a code for one; says whether it is so.
pub fn employer(application: &Application, h: &mut Html) -> bool {
    let lacks = application.steps.iter().any(|step| step.name == "employer_joins");
    if lacks {
        h.raw("<section class=\"notice notice--warning\" id=\"no-employer\">")
            .h2(&t(key::UNJOINED))
            .p("", &t("step.employer_joins.detail"));
        super::access::away("employer", &application.draft_id, key::ACCESS_EMPLOYER, h);
        h.raw("</section>");
    }
    lacks
}

/// The letter of this application, and where anybody can check it: nobody can here what another authority issued.
pub fn letter(letter: &IssuedLetter, application: &str, h: &mut Html) {
    h.raw("<div data-zh>")
        .h2(&t(key::LETTER_TITLE))
        .p("", &t(key::LETTER_LEAD))
        .raw("<dl class=\"summary\">");
    let day = |iso: &String| date::parse(iso).map_or_else(|_| iso.clone(), platform::date_text);
    for (name, value) in [
        (key::LETTER_NUMBER, &letter.number),
        (key::LETTER_PERMIT, &letter.permit),
        (key::LETTER_UNTIL, &day(&letter.valid_until)),
        (key::PERMIT_UNTIL, &day(&letter.permit_until)),
    ] {
        if !value.is_empty() {
            h.fact(&t(name), value);
        }
    }
    h.raw("</dl>");
    original::close(h);
    if letter.code.is_empty() {
        h.p("", &t(key::RECORDED_ELSEWHERE));
        return;
    }
    let check = Page::Open(format!("verify/{}/{}", letter.number, letter.code));
    h.raw("<p class=\"no-print\">");
    made(path::APPLICATION_LETTER, application, &t(key::LETTER_PDF), h);
    h.raw("<br>")
        .link("", &nav::href(&check), &t(key::LETTER_CHECK))
        .raw("</p>");
}

/// What the applicant can do of their own accord: a form for each, with the reason that it needs.
pub fn own(application: &Application, h: &mut Html) {
    let can = |action: &str| application.actions.iter().any(|one| one == action);
    if can("confirm_renderings") {
        super::access::away("chinese", &application.id, key::CHINESE_TO_CONFIRM, h);
    }
    if can("record") {
        road(application, h);
    }
    let opened = |event: &Event| event.kind.opens();
    if application.events.iter().any(opened) {
        super::access::away("changes", &application.id, key::CHANGED, h);
    }
    if can("ask_correction") {
        super::access::away("correct", &application.id, key::ASK_CORRECTION, h);
    }
    for (action, kind, needs) in [
        ("pull_back", EventKind::PulledBack, true),
        ("withdraw", EventKind::Withdrawn, false),
    ] {
        if !can(action) {
            continue;
        }
        let body = format!("\"{action}\",\"why\":\"@why-{action}\"");
        let verb = act(application, &body);
        h.raw("<details class=\"no-print\"><summary>")
            .text(&t(&format!("action.{action}")))
            .raw("</summary>")
            .p("", &t(&format!("action.{action}.detail")));
        hears::html(application, kind, h);
        h.raw("<form")
            .attr("data-act", &verb)
            .raw("><div class=\"field\"><label class=\"field__label\"")
            .attr("for", &format!("why-{action}"))
            .raw(">")
            .text(&t(if needs { key::WHY } else { key::WHY_OPTIONAL }))
            .raw("</label><input class=\"field__input\" dir=\"auto\" maxlength=\"2000\"")
            .attr("id", &format!("why-{action}"))
            .flag("required", needs)
            .raw("></div><button class=\"button button--warning\">")
            .text(&t(&format!("action.{action}")))
            .raw("</button></form></details>");
    }
}

/// What a form says: an action as JSON, of the history that the person has seen.
fn act(application: &Application, action: &str) -> String {
    let address = path::with_id(path::APPLICATION_ACTIONS, &application.id);
    format!(
        "do {address} {{\"seen\":{},\"action\":{action}}}",
        application.seen
    )
}

/// The steps after the approval, each with its day, and the permit's last day. What was recorded is folded away: a wrong
/// day is told again.
fn road(application: &Application, h: &mut Html) {
    h.h2(&t(key::ROAD_TITLE)).p("", &t(key::ROAD_LEAD));
    hears::html(application, EventKind::Entered, h);
    let happened = |kind: EventKind| application.events.iter().any(|event| event.kind == kind);
    let mut again = Html::new();
    for milestone in [
        Milestone::Visa,
        Milestone::Entry,
        Milestone::Accommodation,
        Milestone::ResidencePermit,
    ] {
        let kind = milestone.event();
        let name = milestone_name(milestone);
        let action = format!("{{\"record\":[\"{name}\",\"@on-{name}\"]}}");
        let label = t(&format!("event.{}", kind.name()));
        let into = if happened(kind) { &mut again } else { &mut *h };
        day_form(application, name, &action, &label, into);
    }
    let is_read = happened(EventKind::PermitEndRecorded);
    // Who has not come yet has no permit to read it from.
    if is_read || happened(EventKind::Entered) || happened(EventKind::ResidencePermitIssued) {
        let action = "{\"record_permit_end\":\"@on-permit\"}";
        let into = if is_read { &mut again } else { &mut *h };
        day_form(application, "permit", action, &t(key::PERMIT_UNTIL), into);
    }
    let again = again.done();
    if !again.is_empty() {
        h.raw("<details class=\"no-print\" id=\"days-again\"><summary>")
            .text(&t(key::ROAD_AGAIN))
            .raw("</summary>")
            .html(&again)
            .raw("</details>");
    }
}

/// A form that records a day.
fn day_form(application: &Application, name: &str, action: &str, label: &str, h: &mut Html) {
    let id = format!("on-{name}");
    h.raw("<form class=\"no-print cluster\"")
        .attr("data-act", &act(application, action))
        .raw("><label")
        .attr("for", &id)
        .raw(">")
        .text(label)
        .raw("</label><input type=\"date\" required class=\"field__input\"")
        .attr("id", &id)
        .raw("><button class=\"button button--secondary\">")
        .text(&t(key::ROAD_RECORD))
        .raw("</button></form>");
}

/// The name on the wire.
const fn milestone_name(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Visa => "visa",
        Milestone::Entry => "entry",
        Milestone::Accommodation => "accommodation",
        Milestone::ResidencePermit => "residence_permit",
        Milestone::Originals => "originals",
    }
}
