//! An invitation of an employer: who invites, to what, and the two answers.

use crate::components::message;
use crate::html::Html;
use crate::nav;
use crate::page::Page;
use crate::platform::{property, random_id};
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
    let address = path::INVITED_ANSWER.replace("{secret}", secret);
    h.p("", &t(key::INVITED_TEXT)).raw("<p class=\"cluster\">");
    h.button(
        "button",
        &format!(
            "show {address} {{\"accepts\":true,\"draft\":\"{}\"}}",
            random_id()
        ),
        &t(key::INVITED_ACCEPT),
    );
    h.button(
        "button button--secondary",
        &format!("show {address} {{\"accepts\":false}}"),
        &t(key::INVITED_DECLINE),
    )
    .raw("</p>");
}
