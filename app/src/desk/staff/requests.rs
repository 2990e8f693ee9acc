//! Requests for help, as the helpdesk has them: the queue, whoever waits longest first, and a thread.

use super::help;
use crate::desk::call::{self, Failed};
use crate::desk::listen::{self, Values};
use crate::desk::page::Page;
use crate::desk::state::{self, Data, State};
use crate::desk::{fields, languages, shell, thread};
use crate::html::Html;
use crate::platform;
use crate::text::{self, t, t_with};
use permit::api::help::{HelpAct, HelpLine, HelpStep, HelpThread, HelpWrite};
use permit::api::path;

/// What the queue can show; the first where nothing is asked for.
const SHOWN: [&str; 4] = ["waiting", "mine", "answered", "closed"];
/// The lines of a page, as the server pages.
const PER_PAGE: usize = 50;

/// The value of a parameter of a query.
fn asked<'a>(query: &'a str, name: &str) -> &'a str {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(known, _)| *known == name)
        .map_or("", |(_, value)| value)
}

/// Fetches the queue.
pub async fn fetch(query: &str) -> Result<Data, Failed> {
    let lines = call::get(&format!("{}?{query}", path::HELPDESK_REQUESTS)).await?;
    Ok(Data::Requests(lines))
}

/// Fetches a thread: the look is written down.
pub async fn fetch_one(id: &str) -> Result<Data, Failed> {
    let thread: HelpThread = call::get(&path::with_id(path::HELPDESK_REQUEST, id)).await?;
    Ok(Data::Thread(Box::new(thread)))
}

/// How long somebody waits, in the largest unit that is whole.
fn waited(seconds: i64) -> String {
    let (count, unit) = match seconds.max(0) / 60 {
        minutes if minutes < 60 => (minutes, "minutes"),
        minutes if minutes < 24 * 60 => (minutes / 60, "hours"),
        minutes => (minutes / (24 * 60), "days"),
    };
    t_with(&format!("desk.waited.{unit}"), &[("count", count.to_string())])
}

/// The queue.
pub fn html(state: &State, query: &str, h: &mut Html) {
    if !shell::begin(state, &t("desk.requests"), h) {
        return;
    }
    let Data::Requests(lines) = &state.data else {
        return;
    };
    let tag = text::locale();
    let chosen = asked(query, "show");
    h.p("lead", &t("desk.requests_lead"))
        .raw("<nav")
        .attr("aria-label", &t("desk.requests_pages"))
        .raw("><ul class=\"cluster\">");
    for show in SHOWN {
        h.raw("<li><a")
            .attr("href", &Page::Requests(format!("show={show}")).path(&tag));
        if show == chosen || (chosen.is_empty() && show == SHOWN[0]) {
            h.attr("aria-current", "page");
        }
        h.raw(">")
            .text(&t(&format!("desk.requests_show.{show}")))
            .raw("</a></li>");
    }
    h.raw("</ul></nav>");
    if lines.is_empty() {
        h.p("", &t("desk.requests_none"));
    }
    h.raw("<ul class=\"requests\">");
    for line in lines {
        one_line(line, h);
    }
    h.raw("</ul>");
    if lines.len() == PER_PAGE {
        let next = asked(query, "page").parse::<u32>().unwrap_or(1).saturating_add(1);
        let show = if chosen.is_empty() { SHOWN[0] } else { chosen };
        h.raw("<p>")
            .link(
                "",
                &Page::Requests(format!("show={show}&page={next}")).path(&tag),
                &t("desk.requests_next"),
            )
            .raw("</p>");
    }
}

fn one_line(line: &HelpLine, h: &mut Html) {
    let when = [("when", platform::date_time_text(line.created_at))];
    h.raw("<li class=\"box\"><p>")
        .link(
            "",
            &Page::Request(line.id.clone()).path(&text::locale()),
            &t_with("desk.request_open", &when),
        )
        .raw("</p><dl class=\"summary\">");
    facts(line, h);
    h.raw("</dl></li>");
}

fn facts(line: &HelpLine, h: &mut Html) {
    if line.waits_since > 0 {
        h.fact(
            &t("desk.request_waits"),
            &waited(platform::now_seconds() - line.waits_since),
        );
    }
    h.fact(&t("desk.request_state"), &thread::state(&line.state))
        .fact(
            &t("desk.request_asks"),
            &t(&format!("account.help_by.{}", line.role)),
        );
    if !line.page.is_empty() {
        h.fact(&t("desk.request_page"), &line.page);
    }
    let taken = if line.taken_by.is_empty() {
        t("desk.request_nobody")
    } else {
        line.taken_by.clone()
    };
    h.fact(&t("desk.request_taken"), &taken);
}

/// A thread.
pub fn one(state: &State, h: &mut Html) {
    if !shell::begin(state, &t("desk.request"), h) {
        return;
    }
    let Data::Thread(thread) = &state.data else { return };
    h.p("", &t("desk.request_logged")).raw("<dl class=\"summary\">");
    facts(&thread.line, h);
    languages::fact(&t("desk.request_reads"), &thread.locale, h);
    h.raw("</dl><p class=\"cluster\">");
    let take = if thread.line.mine {
        ("request release", "desk.request_release")
    } else {
        ("request take", "desk.request_take")
    };
    h.button("button button--secondary", take.0, &t(take.1));
    if thread.line.state != "closed" {
        h.button(
            "button button--secondary",
            "request close",
            &t("desk.request_close"),
        );
    }
    h.raw("</p>");
    thread::messages(thread, h);
    h.raw("<form class=\"box\" data-form=\"request answer\">");
    fields::lines("text", &t("desk.request_answer"), true, h);
    h.p("field__note", &t("desk.request_answer_hint"))
        .raw("<div class=\"cluster\">");
    fields::submit(&t("desk.request_answer"), state.busy, h);
    h.button(
        "button button--secondary",
        "request ask-code",
        &t("desk.request_ask_code"),
    )
    .raw("</div></form>");
    thread::carried(thread, h);
    // With the code that the person told, the draft is opened from here.
    help::open_form(state.busy, h);
    help::letters(&thread.letters, h);
}

/// Does what a button or a form says.
pub async fn act(words: &[&str], values: &Values) {
    let id = state::with(|state| match &state.page {
        Page::Request(id) => id.clone(),
        _ => String::new(),
    });
    let visit = listen::begin();
    let told = match words {
        ["answer"] => write(&id, values.get("text"), false).await,
        ["ask-code"] => write(&id, "", true).await,
        ["take"] => step(&id, HelpStep::Take).await,
        ["release"] => step(&id, HelpStep::Release).await,
        ["close"] => step(&id, HelpStep::Close).await,
        _ => return listen::done(visit, |_| {}),
    };
    match told {
        Ok(thread) => {
            listen::done(visit, |state| {
                state.said = t("account.done");
                state.data = Data::Thread(Box::new(thread));
            });
            crate::desk::show::clear_form();
        }
        Err(failed) => listen::failed(visit, failed),
    }
}

async fn write(id: &str, text: &str, asks_code: bool) -> Result<HelpThread, Failed> {
    let wish = HelpWrite {
        text: text.into(),
        asks_code,
    };
    call::send("POST", &path::with_id(path::HELPDESK_REQUEST_MESSAGES, id), &wish).await
}

async fn step(id: &str, step: HelpStep) -> Result<HelpThread, Failed> {
    call::send(
        "POST",
        &path::with_id(path::HELPDESK_REQUEST_STEPS, id),
        &HelpAct { step },
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::asked;

    #[test]
    fn what_a_query_asks_for_is_found() {
        assert_eq!(asked("show=mine&page=2", "page"), "2");
        assert_eq!(asked("show=mine", "page"), "");
        assert_eq!(asked("", "show"), "");
    }
}
