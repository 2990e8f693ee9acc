//! Chinese renderings as both sides and the authority read them: the applicant's words, and the Chinese beside them.

use super::state::{self, Data};
use crate::components::message;
use crate::html::Html;
use crate::text::{CHINESE, pair, t, t_with};
use permit::answer::Key;
use permit::api::rendering::Renderings;
use permit::forms;
use permit::rendering::Rendering;

/// Which answer it is of, with the row that it stands in.
fn name(one: &Rendering) -> String {
    let name = message::name_of(&one.key);
    match forms::group_of(&one.key.question) {
        Some(group) => {
            let number = [("number", one.place.to_string())];
            pair(&t_with(&format!("group.{}.row", group.id), &number), &name)
        }
        None => name,
    }
}

/// The box of one begins, with its name, which is returned, and the list of the applicant's words and, where that is to be
/// shown, the Chinese; `labels` are the keys of what the two are called. The list is open still.
pub fn begin(one: &Rendering, labels: [&str; 2], with_chinese: bool, h: &mut Html) -> String {
    let name = name(one);
    let [original, chinese] = labels;
    h.raw("<section class=\"box\">")
        .h2(&name)
        .raw("<dl class=\"summary\">");
    line(&t(original), &one.original, None, h);
    if with_chinese && !one.chinese.is_empty() {
        line(&t(chinese), &one.chinese, Some(CHINESE), h);
    }
    name
}

/// A line of a list: what it is, and a text in its own language and direction.
fn line(what: &str, said: &str, lang: Option<&str>, h: &mut Html) {
    h.raw("<div class=\"summary__row\"><dt class=\"summary__key\">")
        .text(what)
        .raw("</dt><dd class=\"summary__value\" translate=\"no\" dir=\"auto\"");
    if let Some(lang) = lang {
        h.attr("lang", lang);
    }
    h.raw(">").text(said).raw("</dd></div>");
}

/// How it stands.
pub fn state_of(one: &Rendering) -> String {
    t(&format!("rendering.{}", one.state.name()))
}

/// The rendering of this answer on screen.
pub fn shown(key: &str) -> Option<Rendering> {
    let key = Key::parse(key)?;
    state::with(|state| match &state.data {
        Data::Renderings(shown) => shown.list.iter().find(|one| one.key == key).cloned(),
        _ => None,
    })
}

/// Puts what the server answered in the place of what is on screen.
pub fn take_over(state: &mut state::State, now: Renderings) {
    let Data::Renderings(shown) = &mut state.data else {
        return;
    };
    shown.open = now.open;
    shown.turn = now.turn;
    for new in now.list {
        if let Some(old) = shown.list.iter_mut().find(|one| one.key == new.key) {
            *old = new;
        }
    }
}
