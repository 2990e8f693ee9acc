//! An application, as the authority or the employer sees it: where it stands, what can be done, the answers, the history.

pub mod actions;
mod history;
pub mod items;
mod standing;
mod wish;

use super::answers::Answers;
use super::call;
use super::chinese;
use super::listen::{self, Values};
use super::page::Page;
use super::pins;
use super::state::{self, Data, State};
use crate::components::told;
use crate::html::Html;
use crate::original;
use crate::platform;
use crate::text::{self, CHINESE, t, t_opt, t_with};
use permit::answer::{Key, Role};
use permit::api::case::{ActionRequest, CaseDocument};
use permit::api::path;
use permit::api::told::Told;
use permit::classify::Category;
use permit::date;
use permit::document::slot::attachments;
use permit::draft::Draft;
use permit::lifecycle::correction::{Item, Owner, Pin, Reason};
use permit::lifecycle::{ActionKind, Case, Denied};
use permit::part;
use permit::rendering::{Rendering, RenderingState};

/// The case that the document's history makes.
pub fn case_of(document: &CaseDocument) -> Case {
    let named = Category::ALL
        .into_iter()
        .find(|category| category.letter() == document.category);
    let mut case = Case::new(named, document.records.clone());
    let turn = Owner::ALL
        .into_iter()
        .find(|owner| owner.actor().name() == document.rendering);
    case.set_rendering(turn);
    case
}

/// The answers that count: what is asked, and for how long, hangs on them.
fn counting(document: &CaseDocument) -> Draft {
    let part = document.part.as_ref().map(|part| &part.draft);
    part::counting(&document.draft, part)
}

/// The page below its heading; `role` is who looks.
pub fn html(state: &State, document: &CaseDocument, role: Role, h: &mut Html) {
    let case = case_of(document);
    standing::html(document, &case, role, h);
    corrections(&case, role, h);
    wish::open(&case, h);
    proposal(document, &case, h);
    renderings(document, &case, role, h);
    h.h2(&t("desk.actions"));
    actions::html(state, document, &case, role, h);
    changed(document, h);
    differences(state, document, &case, role, h);
    h.raw("<details class=\"answers\"")
        .flag("open", role != Role::Employer)
        .raw("><summary>")
        .text(&t("desk.answers"))
        .raw("</summary>");
    Answers {
        draft: &document.draft,
        part: document.part.as_ref().map(|part| &part.draft),
        of_employer: false,
        only_given: role == Role::Employer,
        more: &|key, h| in_chinese(&document.renderings, key, h),
    }
    .html(h);
    h.raw("</details>");
    if role != Role::Employer {
        files(document, h);
    }
    history::html(document, role, h);
    standing::road(document, &case, h);
}

/// Chinese renderings that hold it up: why, and for the employer the way to them.
fn renderings(document: &CaseDocument, case: &Case, role: Role, h: &mut Html) {
    let Some(turn) = case.rendering() else { return };
    h.raw("<section class=\"notice notice--warning\" id=\"renderings\">")
        .h2(&t("desk.chinese"))
        .p("", &t(&format!("denied.{}", Denied::rendering(turn).name())));
    if let Some(part) = document.part.as_ref().filter(|_| role == Role::Employer) {
        let page = Page::OwnChinese(part.organisation.clone(), document.id.clone());
        h.raw("<p>")
            .link("button", &page.path(&text::locale()), &t("desk.chinese"))
            .raw("</p>");
    }
    h.raw("</section>");
}

/// The Chinese of an answer, beside the applicant's own words.
fn in_chinese(all: &[Rendering], key: &Key, h: &mut Html) {
    let Some(one) = all.iter().find(|one| one.key == *key) else {
        return;
    };
    h.raw("<p class=\"field__note\">").text(&t("desk.chinese_of"));
    if !one.chinese.is_empty() {
        h.raw(" <span translate=\"no\" dir=\"auto\"")
            .attr("lang", CHINESE)
            .raw(">")
            .text(&one.chinese)
            .raw("</span>");
    }
    if one.state != RenderingState::Confirmed {
        h.raw(" (").text(&chinese::state_of(one)).raw(")");
    }
    h.raw("</p>");
}

/// The open list: to the authority all of it, to a side its own items, and its own list.
fn corrections(case: &Case, role: Role, h: &mut Html) {
    let Some(open) = case.corrections() else { return };
    let theirs = |item: &&Item| role != Role::Employer || item.owner.role() == role || open.from == role;
    h.raw("<section class=\"notice notice--warning\">")
        .h2(&t("desk.corrections"))
        .raw("<div data-zh><ul>");
    for item in open.round.items.iter().filter(theirs) {
        h.raw("<li>");
        items::words(item, h);
        h.raw("</li>");
    }
    h.raw("</ul>");
    original::close(h);
    if let Some(late) = open.if_late() {
        h.p("", &t(&format!("correction.if_late.{}", late.name())));
    }
    h.raw("</section>");
}

/// What one officer proposed, beside what the preview said: the second one must see the difference.
fn proposal(document: &CaseDocument, case: &Case, h: &mut Html) {
    use permit::lifecycle::decision::Decision;
    let Some(open) = case.proposal() else { return };
    h.raw("<section class=\"notice\">").h2(&t("desk.proposal"));
    match &open.decision {
        Decision::Approve(category) => {
            let previewed = match document.category.as_str() {
                "" => t("desk.category_none"),
                letter => letter.to_owned(),
            };
            let values = [
                ("category", category.letter().to_owned()),
                ("previewed", previewed),
            ];
            h.p("", &t_with("desk.proposal_approve", &values));
        }
        Decision::Refuse(_) => {
            h.p("", &t("desk.proposal_refuse"));
            told::html(&Told::decided(&open.decision), h);
        }
    }
    h.raw("<p><q>").text(&open.why).raw("</q></p></section>");
}

fn changed(document: &CaseDocument, h: &mut Html) {
    if document.changed.is_empty() {
        return;
    }
    h.h2(&t("app.changed"));
    pins::changes(&document.changed, h);
}

/// Where applicant and employer say different things.
fn differences(state: &State, document: &CaseDocument, case: &Case, role: Role, h: &mut Html) {
    let Some(part) = &document.part else { return };
    let all = permit::part::differences(&document.draft, &part.draft);
    if all.is_empty() {
        return;
    }
    h.h2(&t("desk.differences"))
        .p("", &t("desk.differences_lead"))
        .raw("<dl class=\"summary\">");
    for (key, applicant, employer) in &all {
        pins::pair(key, applicant, employer, h);
    }
    h.raw("</dl>");
    let may = case.actions(role, &document.person);
    if role == Role::Employer && may.contains(&ActionKind::ReturnToApplicant) {
        h.raw("<p><button type=\"button\" class=\"button button--secondary\" data-act=\"differ\"")
            .flag("disabled", state.busy)
            .raw(">")
            .text(&t("desk.differences_return"))
            .raw("</button></p>");
    }
}

/// Days that the applicant has for what was returned with one press.
const DAYS: i32 = 14;

/// Has the applicant look at all that differs, as a list of corrections.
pub async fn return_differences(path: &str) {
    let due = date::plus_days(platform::today_in_china(), DAYS);
    state::update(|state| {
        let Data::Case(document) = &state.data else { return };
        let Some(part) = &document.part else { return };
        let differs = permit::part::differences(&document.draft, &part.draft);
        let item = |key: Key| Item {
            pin: Pin::Question(key),
            owner: Owner::Applicant,
            reason: Reason::Contradicts,
            note: String::new(),
            due,
        };
        state.items = differs.into_iter().map(|(key, ..)| item(key)).collect();
    });
    perform(path, &["return_to_applicant"], &Values::default()).await;
}

fn files(document: &CaseDocument, h: &mut Html) {
    h.h2(&t("desk.files")).raw("<ul>");
    for one in attachments(&document.draft) {
        let title = t_opt(&format!("document.{}.title", one.slot)).unwrap_or_else(|| one.slot.clone());
        let address = path::with_id(path::DESK_CASE_FILE, &document.id).replace("{file}", &one.file);
        h.raw("<li>")
            .text(&title)
            .raw(": <a target=\"_blank\" rel=\"noopener\"")
            .attr("href", &address)
            .raw("><bdi>")
            .text(&one.name)
            .raw("</bdi></a></li>");
    }
    h.raw("</ul>");
}

/// Does something with the case on screen, as its form says.
pub async fn perform(path: &str, action: &[&str], values: &Values) {
    let (items, chosen) = state::with(|state| (state.items.clone(), state.pins.clone()));
    let lacks = match action {
        ["ask_correction"] if chosen.is_empty() => call::Failed::named("pins_missing"),
        _ => call::Failed::denied("incomplete"),
    };
    let Some(action) = actions::of(action, values, items, chosen) else {
        let visit = listen::begin();
        listen::failed(visit, lacks);
        return;
    };
    let seen = state::with(|state| match &state.data {
        Data::Case(document) => document.seen,
        _ => 0,
    });
    let visit = listen::begin();
    let wish = ActionRequest {
        seen,
        action,
        why: values.get("why").into(),
        revision: 0,
        agreed: false,
    };
    match call::send::<CaseDocument>("POST", path, &wish).await {
        Ok(document) => {
            listen::done(visit, |state| {
                state.data = Data::Case(Box::new(document));
                state.items.clear();
                state.pins.clear();
                state.said = t("account.done");
            });
            crate::platform::dom::focus_heading();
        }
        Err(failed) => listen::failed_on_case(visit, failed).await,
    }
}
