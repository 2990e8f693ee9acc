//! An invitation of an employer: who invites, to what, for which application, and the two answers.

use crate::components::message;
use crate::html::Html;
use crate::nav;
use crate::page::Page;
use crate::platform::{self, property, random_id};
use crate::text::{key, t, t_with};
use crate::wire;
use leptos::wasm_bindgen::JsValue;
use permit::answer::Key;
use permit::api::path;
use permit::forms;

/// The page below its heading: the invitation, or what came of the answer.
pub fn page(secret: &str, json: &JsValue, h: &mut Html) {
    let draft = wire::text(json, "draft");
    if !draft.is_empty() {
        h.p("lead", &t(key::INVITED_ACCEPTED)).raw("<p>");
        h.link("button", &nav::href(&Page::Tasks(draft)), &t(key::INVITED_GO))
            .raw("</p>");
        return;
    }
    let name = wire::text(json, "organisation");
    if name.is_empty() {
        h.p("lead", &t(key::INVITED_DECLINED));
        return;
    }
    h.p("lead", &t_with(key::INVITED_LEAD, &[("organisation", name)]))
        .raw("<dl class=\"summary\">");
    h.fact(
        &t("question.employer_code.label"),
        &wire::text(json, "credit_code"),
    );
    for pair in js_sys::Array::from(&property(json, "post")).iter() {
        let pair = js_sys::Array::from(&pair);
        let key = pair.get(0).as_string().and_then(|key| Key::parse(&key));
        let value = pair.get(1).as_string().unwrap_or_default();
        if let Some(question) = key.and_then(|key| forms::question(&key.question)) {
            h.fact(&message::name(question), &message::raw_answer(question, &value));
        }
    }
    h.raw("</dl>");
    let state = wire::text(json, "state");
    if state != "sent" {
        h.p("", &t(key::INVITED_CLOSED)).raw("<p>");
        h.link("button", &nav::href(&Page::Overview), &t(key::APPLICATIONS))
            .raw("</p>");
        return;
    }
    h.p("", &t(key::INVITED_TEXT));
    let (new, drafts) = (random_id(), wire::list(&property(json, "drafts"), JsValue::clone));
    let draft = if drafts.is_empty() {
        new
    } else {
        choices(&new, &drafts, h);
        "@draft".into()
    };
    let address = path::INVITED_ANSWER.replace("{secret}", secret);
    h.raw("<p class=\"cluster\">").button(
        "button",
        &format!("show {address} {{\"accepts\":true,\"draft\":\"{draft}\"}}"),
        &t(key::INVITED_ACCEPT),
    );
    h.button(
        "button button--secondary",
        &format!("show {address} {{\"accepts\":false}}"),
        &t(key::INVITED_DECLINE),
    )
    .raw("</p>");
}

/// Which application it is for: a new one, or one that was begun. The newest of these is chosen beforehand, for whoever
/// overlooks the question would not want to begin again; but none that names another employer.
fn choices(new: &str, drafts: &[JsValue], h: &mut Html) {
    let names_another = |one: &JsValue| property(one, "other").is_truthy();
    let first = drafts.iter().position(|one| !names_another(one));
    h.raw("<fieldset class=\"field\"><legend class=\"field__label\">")
        .text(&t(key::INVITED_WHICH))
        .raw("</legend><div class=\"choices\">");
    choice("new", new, &t(key::OVERVIEW_NEW), first.is_none(), h);
    for (place, one) in drafts.iter().enumerate() {
        let (id, mut name) = (wire::text(one, "id"), wire::text(one, "name"));
        if name.is_empty() {
            name = t(key::OVERVIEW_DRAFT_NAME);
        }
        let when = platform::date_time_text(wire::number(one, "updated_at"));
        let saved = t_with(key::OVERVIEW_UPDATED, &[("when", when)]);
        choice(&id, &id, &[name, saved].join(" · "), first == Some(place), h);
    }
    h.raw("</div></fieldset>");
}

fn choice(id: &str, draft: &str, words: &str, chosen: bool, h: &mut Html) {
    let id = ["draft-", id].concat();
    h.raw("<div class=\"choice\"><input type=\"radio\" name=\"draft\"")
        .attr("id", &id)
        .attr("value", draft)
        .flag("checked", chosen)
        .raw("><label")
        .attr("for", &id)
        .raw(">")
        .text(words)
        .raw("</label></div>");
}
