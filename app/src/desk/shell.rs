//! What stands around every page: header, what failed, footer.

use super::idle;
use super::page::Page;
use super::side::{self, Kind};
use super::state::{Data, State};
use crate::components::ending::ending;
use crate::components::message;
use crate::html::Html;
use crate::text::{self, t, t_opt, t_with};
use permit::answer::Key;

/// The whole screen.
pub fn html(state: &State) -> String {
    let mut h = Html::new();
    h.raw("<a class=\"skip-link\" href=\"#main\">")
        .text(&t("app.skip_link"))
        .raw("</a>");
    header(state, &mut h);
    if idle::is_ending(state) {
        ending(&t("account.idle_text"), &mut h);
    }
    if state.missed {
        h.raw("<div class=\"banner\" id=\"missed\" role=\"alert\">")
            .p("", &t("app.language_failed"))
            .raw("</div>");
    }
    h.raw("<main id=\"main\" class=\"main\" tabindex=\"-1\">");
    if let Some(side) = side::of_page(&state.page) {
        (side.html)(state, &mut h);
    }
    h.raw("</main><div class=\"live\" id=\"live\" role=\"status\">")
        .text(&state.said)
        .raw("</div>");
    let config = text::config();
    let by = t_with("app.footer_run_by", &[("name", config.authority.clone())]);
    let contact = t_with("app.footer_contact", &[("contact", config.contact.clone())]);
    h.raw("<footer class=\"footer\">")
        .p("", &format!("{by} {contact}"));
    // Who helps asks colleagues.
    if state.page.kind() != Kind::Staff {
        h.help(&text::locale(), &t("app.ask_help"));
    }
    h.raw("</footer>");
    h.done()
}

/// A link of the menu.
pub fn menu_link(state: &State, page: &Page, words: &str, h: &mut Html) {
    h.raw("<li><a").attr("href", &page.path(&text::locale()));
    if *page == state.page {
        h.attr("aria-current", "page");
    }
    h.raw(">").text(words).raw("</a></li>");
}

fn header(state: &State, h: &mut Html) {
    let tag = text::locale();
    let side = side::of_page(&state.page);
    h.raw("<header class=\"header\"><div class=\"header__inner\">");
    let home = side.map_or(&state.page, |side| &side.home);
    h.link("header__name", &home.path(&tag), &t("app.title_suffix"));
    h.raw("<nav class=\"header__nav\"")
        .attr("aria-label", &t("app.menu"))
        .raw("><ul>");
    if let Some(side) = side {
        (side.menu)(state, h);
    }
    h.raw("</ul></nav>");
    h.html(&text::language_menu(|tag| state.page.path(tag)))
        .raw("</div></header>");
}

/// What went wrong, where anything did.
pub fn failed(state: &State, h: &mut Html) {
    let Some(failed) = &state.failed else { return };
    let words = t_opt(&format!("denied.{}", failed.denied))
        .or_else(|| t_opt(&format!("error.{}", failed.code)))
        .unwrap_or_else(|| t("error.internal"));
    h.raw("<div class=\"notice notice--warning\" role=\"alert\" tabindex=\"-1\" id=\"failed-here\">")
        .p("", &words);
    if !failed.problems.is_empty() {
        h.raw("<ul>");
        for (key, code) in &failed.problems {
            let name = Key::parse(key).map_or_else(|| key.clone(), |key| message::name_of(&key));
            let what = t_opt(&format!("error.{code}"))
                .or_else(|| t_opt(&format!("desk.problem.{code}")))
                .or_else(|| plain(code, &name));
            h.raw("<li>").text(&match what {
                Some(what) if what.contains(&name) => what,
                Some(what) => text::pair(&name, &what),
                None => name,
            });
            h.raw("</li>");
        }
        h.raw("</ul>");
    }
    h.raw("</div>");
}

/// What is wrong with an answer, where that can be said with no more than the name of its field.
fn plain(code: &str, field: &str) -> Option<String> {
    let key = format!("problem.{code}");
    let names = t_opt(&key)?.matches("{{").count();
    let words = t_with(&key, &[("field", field.to_owned())]);
    (names == 0 || (names == 1 && words.contains(field))).then_some(words)
}

/// The heading, and what stands below it until something was fetched: what failed, or that it is coming. `true` where there
/// is something to show.
pub fn begin(state: &State, title: &str, h: &mut Html) -> bool {
    h.h1(title);
    failed(state, h);
    let is_here = !matches!(state.data, Data::Nothing);
    if !is_here && state.failed.is_none() {
        h.p("", &t("app.loading"));
    }
    is_here
}
