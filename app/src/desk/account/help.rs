//! Questions to the helpdesk: asking, what is carried along, and the threads.

use super::carried;
use crate::desk::call::{self, Failed};
use crate::desk::listen::{self, Values};
use crate::desk::page::Page;
use crate::desk::state::{self, Data, State};
use crate::desk::{fields, shell, show, thread};
use crate::html::Html;
use crate::page::Page as Portal;
use crate::platform;
use crate::text::{self, colon, t, t_with};
use permit::api::help::{HelpAbout, HelpAsk, HelpLine, HelpThread, HelpWrite};
use permit::api::{DraftSummary, path};

/// The way for who holds a paper and asks whether it is genuine: nobody has to be asked for that.
pub fn papers(h: &mut Html) {
    h.raw("<p>")
        .link(
            "",
            &thread::portal(&Portal::Open("verify".into())),
            &t("app.verify_title"),
        )
        .raw("</p>");
}

/// Fetches one's threads, and how the draft stands from whose page one comes.
pub async fn fetch() -> Result<Data, Failed> {
    let threads: Vec<HelpLine> = call::get(path::HELP).await?;
    let about = carried::here();
    let mut saved = (0, 0);
    if !about.draft.is_empty() {
        let drafts: Vec<DraftSummary> = call::get(path::DRAFTS).await?;
        let is_it =
            |one: &&DraftSummary| one.id == about.draft || one.application.as_ref() == Some(&about.draft);
        if let Some(draft) = drafts.iter().find(is_it) {
            saved = (draft.revision, draft.updated_at);
        }
    }
    Ok(Data::Threads(threads, about, saved))
}

/// Fetches one.
pub async fn fetch_one(id: &str) -> Result<Data, Failed> {
    let thread: HelpThread = call::get(&path::with_id(path::HELP_THREAD, id)).await?;
    Ok(Data::Thread(Box::new(thread)))
}

/// The page on which one asks.
pub fn html(state: &State, h: &mut Html) {
    if !shell::begin(state, &t("account.help"), h) {
        return;
    }
    let Data::Threads(threads, about, saved) = &state.data else {
        return;
    };
    h.p("lead", &t("account.help_lead"));
    papers(h);
    h.raw("<form class=\"box\" data-form=\"help ask\">");
    fields::lines("text", &t("account.help_text"), true, h);
    h.raw("<fieldset class=\"field\"><legend class=\"field__label\">")
        .text(&t("account.help_carry"))
        .raw("</legend>")
        .p("field__hint", &t("account.help_carry_hint"));
    for (name, label, value) in thread::lines(about, "") {
        let id = fields::id_of(&format!("with-{name}"));
        h.raw("<div class=\"choice\"><input type=\"checkbox\" name=\"with\" checked")
            .attr("value", name)
            .attr("id", &id)
            .raw("><label")
            .attr("for", &id)
            .raw(">")
            .text(&label)
            .text(&colon())
            .raw("<bdi>")
            .text(&value);
        if name == "draft" && about.organisation.is_empty() {
            h.raw("</bdi> · <bdi>").text(&thread::saved(saved.0, saved.1));
        }
        h.raw("</bdi></label></div>");
    }
    h.raw("</fieldset>").p("field__note", &t("account.help_who"));
    fields::submit(&t("account.help_send"), state.busy, h);
    h.raw("</form>");
    if !threads.is_empty() {
        h.h2(&t("account.help_yours")).raw("<ul>");
        for one in threads {
            let values = [
                ("when", platform::date_time_text(one.created_at)),
                ("state", thread::state(&one.state)),
            ];
            h.raw("<li>")
                .link(
                    "",
                    &Page::HelpThread(one.id.clone()).path(&text::locale()),
                    &t_with("account.help_line", &values),
                )
                .raw("</li>");
        }
        h.raw("</ul>");
    }
}

/// The page of a thread.
pub fn one(state: &State, h: &mut Html) {
    if !shell::begin(state, &t("account.help_thread"), h) {
        return;
    }
    let Data::Thread(thread) = &state.data else { return };
    h.p("lead", &thread::state(&thread.line.state));
    thread::messages(thread, h);
    let asked = thread
        .messages
        .last()
        .is_some_and(|last| last.phrase == "ask_code");
    let access = code_page(&thread.about).filter(|_| asked);
    if let Some(access) = access {
        h.raw("<p>")
            .link("button", &access, &t("account.help_make_code"))
            .raw("</p>");
    }
    h.raw("<form class=\"box\" data-form=\"help write\">");
    fields::lines("text", &t("account.help_again"), true, h);
    fields::submit(&t("account.help_send"), state.busy, h);
    h.raw("</form>");
    if thread.line.state != "closed" {
        h.raw("<p>")
            .button("button button--secondary", "help close", &t("account.help_close"))
            .raw("</p>");
    }
    thread::carried(thread, h);
    h.h2(&t("account.help_looks"));
    if thread.looks.is_empty() {
        h.p("", &t("account.help_looks_none"));
    }
    h.raw("<ul>");
    for look in &thread.looks {
        let values = [
            ("who", t(&format!("account.help_by.{}", look.role))),
            ("when", platform::date_time_text(look.at)),
        ];
        h.raw("<li>")
            .text(&t_with("account.help_look", &values))
            .raw("</li>");
    }
    h.raw("</ul><p>")
        .link("", &Page::AskHelp.path(&text::locale()), &t("account.help"))
        .raw("</p>");
}

/// The address where a support code is made for what a thread is about: a draft of one's own, or the employer's part.
fn code_page(about: &HelpAbout) -> Option<String> {
    if !about.draft.is_empty() {
        let access = Portal::Open(format!("drafts/{}/access", about.draft));
        return Some(thread::portal(&access));
    }
    if about.invitation.is_empty() {
        return None;
    }
    let help = Page::PartHelp(about.organisation.clone(), about.invitation.clone());
    Some(help.path(&text::locale()))
}

/// Without what the person took out.
fn chosen(about: &HelpAbout, with: &[&str]) -> HelpAbout {
    let keep = |name: &str, value: &str| {
        if with.contains(&name) {
            value.to_owned()
        } else {
            String::new()
        }
    };
    HelpAbout {
        page: keep("page", &about.page),
        browser: keep("browser", &about.browser),
        version: keep("version", &about.version),
        draft: keep("draft", &about.draft),
        organisation: keep("draft", &about.organisation),
        invitation: keep("draft", &about.invitation),
    }
}

/// Does what a button or a form says.
pub async fn act(words: &[&str], values: &Values) {
    let id = state::with(|state| match &state.page {
        Page::HelpThread(id) => id.clone(),
        _ => String::new(),
    });
    match words {
        ["ask"] => ask(values).await,
        ["write"] => {
            let wish = HelpWrite {
                text: values.get("text").into(),
                asks_code: false,
            };
            let visit = listen::begin();
            let path = path::with_id(path::HELP_MESSAGES, &id);
            let told = call::send::<HelpThread>("POST", &path, &wish).await;
            listen::then_again(visit, told.map(drop)).await;
        }
        ["close"] => {
            let visit = listen::begin();
            let told = call::act("POST", &path::with_id(path::HELP_CLOSING, &id)).await;
            listen::then_again(visit, told).await;
        }
        _ => {}
    }
}

async fn ask(values: &Values) {
    let about = state::with(|state| match &state.data {
        Data::Threads(_, about, _) => about.clone(),
        _ => HelpAbout::default(),
    });
    let wish = HelpAsk {
        text: values.get("text").into(),
        locale: text::locale(),
        about: chosen(&about, &values.all("with")),
    };
    let visit = listen::begin();
    match call::send::<HelpThread>("POST", path::HELP, &wish).await {
        Ok(thread) => {
            listen::done(visit, |state| state.said = t("account.help_sent"));
            show::go(Page::HelpThread(thread.line.id), Some(false)).await;
        }
        Err(failed) => listen::failed(visit, failed),
    }
}

#[cfg(test)]
mod tests {
    use super::chosen;
    use permit::api::help::HelpAbout;

    #[test]
    fn what_is_taken_out_is_not_sent() {
        let about = HelpAbout {
            page: "/drafts/…".into(),
            browser: "Firefox".into(),
            version: "1".into(),
            draft: "d".into(),
            organisation: "o".into(),
            invitation: "i".into(),
        };
        assert_eq!(chosen(&about, &["page", "browser", "version", "draft"]), about);
        assert_eq!(chosen(&about, &[]), HelpAbout::default());
        let page = chosen(&about, &["page"]);
        assert_eq!((page.page.as_str(), page.draft.as_str()), ("/drafts/…", ""));
    }
}
