//! The helpdesk: finds, never lists; opens a draft with the applicant's code, or an employer's part with its own, and helps
//! without writing into it.

mod notes;
mod problems;
mod theirs;
mod view;

use crate::components::message;
use crate::desk::call;
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::page::Page;
use crate::desk::show;
use crate::desk::state::{self, Data, State};
use crate::desk::{shell, words};
use crate::html::Html;
use crate::platform;
use crate::text::{self, t, t_with};
use permit::answer::Key;
use permit::api::path;
use permit::api::staff::{StaffRole, StaffSession};
use permit::api::support::{Found, LetterState, Note, OpenView, Reveal, Revealed, Search, View};
use theirs::Theirs;

/// Which form stands open at an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Why it is to be shown.
    Reveal,
    /// A note to it.
    Note,
}

/// What the helpdesk's pages know beside what was fetched.
#[derive(Debug, Default)]
pub struct Help {
    /// What was found.
    found: Option<Found>,
    /// Answers that were shown from behind the dots.
    shown: Vec<(Key, String)>,
    /// The answer at which a form stands open.
    asking: Option<(Key, Ask)>,
    /// The texts that the applicant reads.
    theirs: Option<Theirs>,
}

impl Help {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self {
            found: None,
            shown: Vec::new(),
            asking: None,
            theirs: None,
        }
    }
}

/// Fetches a view; one that was just opened is there already, and is not looked at twice.
pub async fn fetch(id: &str) -> Result<Data, call::Failed> {
    let opened = state::update(|state| state.opened.take()).filter(|view| view.id == id);
    let view = match opened {
        Some(view) => view,
        None => Box::new(call::get::<View>(&path::with_id(path::HELPDESK_VIEW, id)).await?),
    };
    let theirs = Theirs::of(&view.locale).await;
    state::update(|state| state.help.theirs = theirs);
    Ok(Data::View(view))
}

/// The page on which a draft is opened, or something is found.
pub fn html(state: &State, staff: &StaffSession, h: &mut Html) {
    h.h1(&t("desk.help"));
    shell::failed(state, h);
    open_form(state.busy, h);
    h.raw("<form class=\"box\" data-form=\"help search\" role=\"search\">")
        .h2(&t("desk.help_search"))
        .p("", &t("desk.help_search_lead"));
    fields::line("what", &t("desk.help_what"), "search", true, h);
    fields::submit(&t("desk.help_find"), state.busy, h);
    h.raw("</form>");
    if let Some(found) = &state.help.found {
        results(state, staff, found, h);
    }
}

/// The page of a draft, or of an employer's part, that was opened.
pub fn opened(state: &State, h: &mut Html) {
    let title = match &state.data {
        Data::View(view) if view.of_part => "desk.part",
        _ => "desk.view",
    };
    if shell::begin(state, &t(title), h)
        && let Data::View(view) = &state.data
    {
        view::html(state, view, h);
    }
}

fn results(state: &State, staff: &StaffSession, found: &Found, h: &mut Html) {
    h.raw("<section id=\"found\" tabindex=\"-1\">")
        .h2(&t("desk.found"));
    if *found == Found::default() {
        h.p("", &t("desk.found_nothing"));
    }
    if found.of_part {
        h.p("", &t("desk.found_part"));
    }
    if !found.applications.is_empty() {
        h.raw("<ul>");
        for one in &found.applications {
            let summary = &one.summary;
            h.raw("<li>");
            // Before filing it is no case of the authority's.
            if one.filed && staff.role.is_of_the_desk() {
                let to = Page::Case(summary.id.clone()).path(&text::locale());
                h.link("", &to, &summary.reference);
            } else {
                h.text(&summary.reference);
            }
            let values = [
                ("state", words::state(&summary.state)),
                ("when", platform::date_time_text(summary.updated_at)),
            ];
            h.text(" ").text(&t_with("desk.found_application", &values));
            if !one.filed {
                without_code(&one.draft_id, state.busy, staff, h);
            }
            h.raw("</li>");
        }
        h.raw("</ul>");
    }
    for one in &found.drafts {
        let values = [
            ("begun", platform::date_time_text(one.created_at)),
            ("when", platform::date_time_text(one.updated_at)),
        ];
        h.raw("<div class=\"box\">")
            .p("", &t_with("desk.found_draft", &values));
        without_code(&one.id, state.busy, staff, h);
        h.raw("</div>");
    }
    letters(&found.letters, h);
    h.raw("</section>");
}

/// The form by which a supervisor, and nobody else, opens a draft without a code.
fn without_code(draft: &str, busy: bool, staff: &StaffSession, h: &mut Html) {
    if staff.role != StaffRole::Supervisor {
        return;
    }
    h.raw("<details><summary>")
        .text(&t("desk.help_without"))
        .raw("</summary><form")
        .attr("data-form", &format!("help without {draft}"))
        .raw(">")
        .p("", &t("desk.help_without_lead"));
    fields::within(draft, h, |h| fields::why(true, h));
    fields::submit(&t("desk.help_without"), busy, h);
    h.raw("</form></details>");
}

/// The form that opens with a code.
pub fn open_form(busy: bool, h: &mut Html) {
    h.raw("<form class=\"box\" data-form=\"help open\">")
        .h2(&t("desk.help_open"))
        .p("", &t("desk.helpdesk_lead"));
    fields::line("code", &t("desk.help_code"), "text", true, h);
    fields::submit(&t("desk.help_open"), busy, h);
    h.raw("</form>");
}

/// How the newest letters to somebody stand, and what that does not tell.
pub fn letters(letters: &[LetterState], h: &mut Html) {
    if letters.is_empty() {
        return;
    }
    h.h2(&t("desk.letters"))
        .p("", &t("desk.letters_lead"))
        .raw("<ul>");
    for letter in letters {
        let values = [
            ("when", platform::date_time_text(letter.at)),
            ("state", t(&format!("desk.letter.{}", letter.state))),
            ("count", letter.attempts.to_string()),
        ];
        h.raw("<li>").text(&t_with("desk.letter", &values)).raw("</li>");
    }
    h.raw("</ul>");
}

/// Does what a button or a form says.
pub async fn act(said: &[&str], values: &Values) {
    match said {
        ["open"] => {
            let wish = OpenView {
                code: values.get("code").into(),
                draft: String::new(),
                why: String::new(),
            };
            open(wish).await;
        }
        ["without", draft] => {
            let wish = OpenView {
                code: String::new(),
                draft: (*draft).into(),
                why: values.get("why").into(),
            };
            open(wish).await;
        }
        ["search"] => search(values.get("what")).await,
        ["ask", what, key] => ask(what, key),
        ["leave"] => {
            state::update(|state| state.help.asking = None);
            show::draw();
        }
        ["reveal", key] => reveal(key, values).await,
        ["note", key] => pin(key, values).await,
        _ => {}
    }
}

async fn open(wish: OpenView) {
    let visit = listen::begin();
    match call::send::<View>("POST", path::HELPDESK_VIEWS, &wish).await {
        Ok(view) => {
            let page = Page::Helped(view.id.clone());
            listen::done(visit, |state| state.opened = Some(Box::new(view)));
            show::go(page, Some(false)).await;
        }
        Err(failed) => listen::failed(visit, failed),
    }
}

async fn search(what: &str) {
    let visit = listen::begin();
    let wish = Search { what: what.into() };
    match call::send::<Found>("POST", path::HELPDESK_SEARCH, &wish).await {
        Ok(found) => {
            listen::done(visit, |state| state.help.found = Some(found));
            platform::dom::focus_soon("found");
        }
        Err(failed) => listen::failed(visit, failed),
    }
}

/// Opens a form at an answer.
fn ask(what: &str, key: &str) {
    let Some(key) = Key::parse(key) else { return };
    let ask = if what == "reveal" { Ask::Reveal } else { Ask::Note };
    state::update(|state| state.help.asking = Some((key, ask)));
    show::draw();
    let first = match ask {
        Ask::Reveal => "f-why",
        Ask::Note => "f-phrase",
    };
    platform::dom::focus_soon(first);
}

/// The address of something about the view on screen.
fn of_view(path: &str) -> String {
    let id = state::with(|state| match &state.page {
        Page::Helped(id) => id.clone(),
        _ => String::new(),
    });
    path::with_id(path, &id)
}

async fn reveal(key: &str, values: &Values) {
    let Some(key) = Key::parse(key) else { return };
    let visit = listen::begin();
    let wish = Reveal {
        key: key.clone(),
        why: values.get("why").into(),
    };
    match call::send::<Revealed>("POST", &of_view(path::HELPDESK_REVEAL), &wish).await {
        Ok(answer) => {
            let id = view::anchor(&key);
            listen::done(visit, |state| {
                state.help.asking = None;
                state.said = t_with("desk.revealed", &[("field", message::name_of(&key))]);
                state.help.shown.push((key, answer.value));
            });
            platform::dom::focus_soon(&id);
        }
        Err(failed) => listen::failed(visit, failed),
    }
}

async fn pin(key: &str, values: &Values) {
    let Some(key) = Key::parse(key) else { return };
    let visit = listen::begin();
    let wish = notes::wish(key.clone(), values);
    match call::send::<Note>("POST", &of_view(path::HELPDESK_NOTES), &wish).await {
        Ok(note) => {
            listen::done(visit, |state| {
                state.help.asking = None;
                state.said = t("desk.note_pinned");
                if let Data::View(view) = &mut state.data {
                    view.notes.push(note);
                }
            });
            platform::dom::focus_soon(&view::anchor(&key));
        }
        Err(failed) => listen::failed(visit, failed),
    }
}
