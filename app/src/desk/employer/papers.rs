//! The papers of an organisation's registration: what is there, and what is on its way there. A file that is chosen is sent
//! in pieces, one at a time, and goes on by itself when the line comes back, for as long as this tab is open.

use super::of;
use crate::desk::call::{self, Failed};
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::show;
use crate::desk::state::{self, State};
use crate::html::Html;
use crate::platform::{self, Timer, dom, property, set_timeout};
use crate::text::{t, t_opt, t_with};
use crate::upload::{self, Fault, PAUSES, tus};
use leptos::wasm_bindgen::JsCast;
use permit::api::employer::{OrganisationFile, Paper, PaperRequest};
use permit::api::organisation::{MemberRole, Organisation};
use permit::api::path;
use permit::file::FileState;
use std::cell::{Cell, RefCell};
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, File};

/// What browsers offer to choose.
const ACCEPT: &str = "application/pdf,image/jpeg,image/png,.pdf,.jpg,.jpeg,.png";

/// How a file on its way stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stand {
    /// It waits its turn.
    Queued,
    /// It is being sent.
    Sending,
    /// There is no connection; it goes on by itself.
    Offline,
    /// It came to nothing: the key of the reason.
    Refused(String),
}

/// A file on its way.
#[derive(Clone, Debug)]
struct OnItsWay {
    id: String,
    organisation: String,
    paper: Paper,
    replaces: String,
    file: File,
    stand: Stand,
    url: String,
    sent: u64,
}

thread_local! {
    static ALL: RefCell<Vec<OnItsWay>> = const { RefCell::new(Vec::new()) };
    static RUNNING: Cell<bool> = const { Cell::new(false) };
    static LISTENS: Cell<bool> = const { Cell::new(false) };
    static FAILURES: Cell<usize> = const { Cell::new(0) };
    static TIMER: RefCell<Option<Timer>> = const { RefCell::new(None) };
    /// What calls the request off that is under way, and the file that it is about.
    static UNDER_WAY: RefCell<Option<(String, AbortController)>> = const { RefCell::new(None) };
}

fn words(paper: Paper) -> String {
    t(&format!("paper.{}", paper.name()))
}

/// A list of papers, each to be opened at an address.
pub fn list(files: &[OrganisationFile], address: &dyn Fn(&str) -> String, h: &mut Html) {
    h.raw("<ul>");
    for one in files {
        h.raw("<li>");
        open(one, address, h);
        h.raw("</li>");
    }
    h.raw("</ul>");
}

/// What it is and the way to it; whether it is still being looked at.
fn open(one: &OrganisationFile, address: &dyn Fn(&str) -> String, h: &mut Html) {
    h.raw("<a target=\"_blank\" rel=\"noopener\"")
        .attr("href", &format!("{}?view=1", address(&one.file.id)))
        .raw(">")
        .text(&words(one.paper))
        .raw("</a> ");
    let kilobytes = one.file.bytes.div_ceil(1_024).to_string();
    h.raw("<span class=\"field__note\">")
        .text(&t_with("desk.paper_size", &[("size", kilobytes)]));
    if one.file.state != FileState::Clean {
        h.raw(" ")
            .text(&t(&format!("desk.paper.{}", one.file.state.name())));
    }
    h.raw("</span>");
}

/// The papers, with what can be done about them by who may.
pub fn html(state: &State, organisation: &Organisation, h: &mut Html) {
    let may = organisation.role.is_some_and(|role| role != MemberRole::Agent);
    h.h2(&t("desk.papers")).p("", &t("desk.papers_lead"));
    if organisation.files.is_empty() {
        h.p("", &t("desk.papers_none"));
    }
    let address = |file: &str| of(path::ORGANISATION_FILE, &organisation.id).replace("{file}", file);
    h.raw("<ul class=\"rows\" id=\"papers\">");
    for one in &organisation.files {
        h.raw("<li class=\"rows__item\"")
            .attr("id", &format!("paper-{}", one.file.id))
            .raw("><p>");
        open(one, &address, h);
        h.raw("</p>");
        if may {
            h.raw("<p><button type=\"button\" class=\"link-button\"")
                .attr("data-act", &format!("paper-drop {}", one.file.id))
                .flag("disabled", state.busy)
                .raw(">")
                .text(&t("desk.paper_drop"))
                .hidden_text(&words(one.paper))
                .raw("</button></p><details><summary>")
                .text(&t("desk.paper_replace"))
                .hidden_text(&words(one.paper))
                .raw("</summary>");
            choose(Some(one), h);
            h.raw("</details>");
        }
        h.raw("</li>");
    }
    h.raw("</ul>");
    ALL.with_borrow(|all| {
        let mine = all.iter().filter(|one| one.organisation == organisation.id);
        for one in mine {
            on_its_way(one, h);
        }
    });
    if may {
        h.raw("<details")
            .flag("open", organisation.files.is_empty())
            .raw("><summary>")
            .text(&t("desk.paper_add"))
            .raw("</summary>");
        choose(None, h);
        h.raw("</details>");
    }
}

/// The form by which a file is chosen; what it is was said already where it comes in another's place.
fn choose(replaces: Option<&OrganisationFile>, h: &mut Html) {
    let scope = replaces.map_or("paper", |one| one.file.id.as_str());
    let act = match replaces {
        Some(one) => format!("paper {scope} {} {}", one.paper.name(), one.file.id),
        None => format!("paper {scope}"),
    };
    h.raw("<form").attr("data-form", &act).raw(">");
    fields::within(scope, h, |h| {
        if replaces.is_none() {
            let kinds = Paper::ALL.map(|paper| (paper.name().to_owned(), words(paper)));
            fields::select("paper", &t("desk.paper_what"), &kinds, "", h);
        }
        let id = fields::begin("file", &t("desk.paper_file"), h);
        h.p("field__hint", &t("desk.paper_hint"))
            .raw("<input type=\"file\" required name=\"file\"")
            .attr("id", &id)
            .attr("accept", ACCEPT)
            .raw("></div>");
    });
    fields::submit(&t("desk.paper_send"), false, h);
    h.raw("</form>");
}

fn on_its_way(one: &OnItsWay, h: &mut Html) {
    let bytes = one.file.size().max(1.0) as u64;
    let hundredths = (one.sent * 100 / bytes).min(100);
    let name = words(one.paper);
    h.raw("<div class=\"box\"")
        .attr("id", &format!("way-{}", one.id))
        .raw("><p><strong>")
        .text(&name)
        .raw("</strong> <bdi>")
        .text(&one.file.name())
        .raw("</bdi></p>");
    let count = [("percent", hundredths.to_string())];
    match &one.stand {
        Stand::Refused(reason) => {
            let reason = t_opt(reason).unwrap_or_else(|| t("error.internal"));
            h.raw("<p class=\"field__error\" role=\"alert\">")
                .text(&reason)
                .raw("</p>");
        }
        stand => {
            h.raw("<div class=\"bar\" role=\"progressbar\" aria-valuemin=\"0\" aria-valuemax=\"100\"")
                .attr("aria-valuenow", &hundredths.to_string())
                .attr("aria-label", &name)
                .raw("><svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect height=\"1\"")
                .attr("width", &hundredths.to_string())
                .raw("/></svg></div>");
            let words = match stand {
                Stand::Queued => "desk.paper_queued",
                Stand::Offline => "desk.paper_offline",
                _ => "desk.paper_sending",
            };
            h.p("field__note", &t_with(words, &count));
        }
    }
    h.raw("<p>")
        .raw("<button type=\"button\" class=\"link-button\"")
        .attr("data-act", &format!("paper-off {}", one.id))
        .raw(">")
        .text(&t("desk.paper_off"))
        .hidden_text(&name)
        .raw("</button></p></div>");
}

/// Takes in a file, gives one up, or takes a paper away.
pub async fn act(organisation: &str, words: &[&str], values: &Values) {
    match words {
        ["paper", scope] => take(organisation, scope, Paper::named(values.get("paper")), ""),
        ["paper", scope, paper, replaces] => take(organisation, scope, Paper::named(paper), replaces),
        ["paper-off", id] => give_up(id).await,
        ["paper-drop", file] => {
            let visit = listen::begin();
            let path = of(path::ORGANISATION_FILE, organisation).replace("{file}", file);
            match call::send::<Organisation>("DELETE", &path, &()).await {
                Ok(organisation) => {
                    listen::done(visit, |state| {
                        state.data.put_organisation(organisation);
                        state.said = t("account.done");
                    });
                    dom::focus_heading();
                }
                Err(failed) => listen::failed(visit, failed),
            }
        }
        _ => {}
    }
}

/// The file that was chosen in a form.
fn take(organisation: &str, scope: &str, paper: Paper, replaces: &str) {
    let input = dom::by_id(&format!("f-{scope}-file"));
    let file = input.and_then(|input| {
        let files = property(&input, "files");
        property(&files, "0").dyn_into::<File>().ok()
    });
    let Some(file) = file else { return };
    let one = OnItsWay {
        id: platform::row_id(),
        organisation: organisation.into(),
        paper,
        replaces: replaces.into(),
        file,
        stand: Stand::Queued,
        url: String::new(),
        sent: 0,
    };
    ALL.with_borrow_mut(|all| all.push(one));
    show::clear_form();
    if !LISTENS.replace(true) {
        platform::on_window("online", || {
            FAILURES.set(0);
            resume();
        });
    }
    show::draw();
    pump();
}

async fn give_up(id: &str) {
    UNDER_WAY.with_borrow(|under_way| {
        if let Some((of, limit)) = under_way
            && of == id
        {
            limit.abort();
        }
    });
    let url = get(id).map(|one| one.url).unwrap_or_default();
    ALL.with_borrow_mut(|all| all.retain(|one| one.id != id));
    show::draw();
    dom::focus_heading();
    if !url.is_empty() {
        tus::end(&url).await;
    }
}

fn get(id: &str) -> Option<OnItsWay> {
    ALL.with_borrow(|all| all.iter().find(|one| one.id == id).cloned())
}

fn change(id: &str, change: impl FnOnce(&mut OnItsWay)) {
    ALL.with_borrow_mut(|all| {
        if let Some(one) = all.iter_mut().find(|one| one.id == id) {
            change(one);
        }
    });
    show::draw();
}

/// What waits for the line is tried again.
fn resume() {
    TIMER.set(None);
    ALL.with_borrow_mut(|all| {
        for one in all.iter_mut().filter(|one| one.stand == Stand::Offline) {
            one.stand = Stand::Queued;
        }
    });
    pump();
}

/// Sends what is to be sent, unless that is being done.
fn pump() {
    if RUNNING.replace(true) {
        return;
    }
    spawn_local(async {
        let next = || {
            let queued = |one: &&OnItsWay| one.stand == Stand::Queued;
            ALL.with_borrow(|all| all.iter().find(queued).map(|one| one.id.clone()))
        };
        while let Some(id) = next() {
            send(&id).await;
        }
        RUNNING.set(false);
    });
}

struct Way<'a>(&'a str);

impl upload::Way for Way<'_> {
    fn goes_on(&self) -> bool {
        get(self.0).is_some_and(|one| one.stand == Stand::Sending)
    }

    fn url(&self) -> String {
        get(self.0).map(|one| one.url).unwrap_or_default()
    }

    fn lies_at(&self, url: &str) {
        change(self.0, |one| url.clone_into(&mut one.url));
    }

    async fn is_at(&self, sent: u64, _first: bool) {
        FAILURES.set(0);
        change(self.0, |one| one.sent = sent);
    }

    fn limit(&self) -> Result<AbortController, Fault> {
        let limit = AbortController::new().map_err(|_| Fault::Line)?;
        UNDER_WAY.set(Some((self.0.to_owned(), limit.clone())));
        Ok(limit)
    }
}

async fn send(id: &str) {
    let Some(one) = get(id) else { return };
    change(id, |one| one.stand = Stand::Sending);
    let sha256 = tus::hash(&one.file).await.map(|hash| platform::hex(&hash));
    let outcome = upload::whole(&Way(id), &one.file, &sha256.unwrap_or_default()).await;
    UNDER_WAY.take();
    match outcome {
        Ok(Some(file)) => finish(id, &file).await,
        // Given up.
        Ok(None) => {}
        Err(_) if get(id).is_none() => {}
        Err(Fault::SignedOut) => {
            refuse(id, "not_signed_in");
            state::update(|state| show::fail(state, Failed::named("not_signed_in")));
            show::draw();
        }
        Err(Fault::Refused(code)) => refuse(id, &code),
        Err(Fault::Line | Fault::Gone | Fault::Again | Fault::Later(_)) => wait(id),
    }
}

fn refuse(id: &str, code: &str) {
    change(id, |one| one.stand = Stand::Refused(format!("error.{code}")));
}

fn wait(id: &str) {
    change(id, |one| one.stand = Stand::Offline);
    let pause = PAUSES.get(FAILURES.get()).or(PAUSES.last()).copied();
    FAILURES.set(FAILURES.get().saturating_add(1));
    TIMER.set(pause.map(|pause| set_timeout(pause, resume)));
}

/// The file is whole and was taken: it becomes a paper of the organisation.
async fn finish(id: &str, file: &str) {
    let Some(one) = get(id) else { return };
    let wish = PaperRequest {
        paper: one.paper,
        replaces: one.replaces,
    };
    let path = of(path::ORGANISATION_FILE, &one.organisation).replace("{file}", file);
    match call::send::<Organisation>("PUT", &path, &wish).await {
        Ok(now) => {
            ALL.with_borrow_mut(|all| all.retain(|one| one.id != id));
            state::update(|state| {
                state.said = t_with("desk.paper_added", &[("name", words(one.paper))]);
                state.data.put_organisation(now);
            });
            show::draw();
        }
        Err(failed) if failed.code == "unreachable" => wait(id),
        Err(failed) => refuse(id, &failed.code),
    }
}
