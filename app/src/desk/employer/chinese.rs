//! What of an application needs a Chinese rendering: the applicant's words, and a field for the Chinese below each.

use super::of;
use crate::desk::call;
use crate::desk::chinese;
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::page::Page;
use crate::desk::state::State;
use crate::html::Html;
use crate::platform;
use crate::text::{self, CHINESE, t, t_with};
use permit::answer::Role;
use permit::api::path;
use permit::api::rendering::{RenderingText, Renderings, RenderingsWrite};
use permit::forms;
use permit::lifecycle::correction::Owner;
use permit::lifecycle::{EventKind, hears};
use permit::question::Kind;
use permit::rendering::{Rendering, RenderingState};

/// Where they are.
pub fn address(organisation: &str, case: &str) -> String {
    of(path::EMPLOYER_RENDERINGS, organisation).replace("{case}", case)
}

/// The page below its heading.
pub fn html(state: &State, organisation: &str, all: &Renderings, h: &mut Html) {
    let case = Page::OwnCase(organisation.into(), all.application.clone());
    h.raw("<p>")
        .link("back-link", &case.path(&text::locale()), &all.reference)
        .raw("</p>");
    if all.list.is_empty() {
        h.p("lead", &t("desk.chinese_none"));
        return;
    }
    h.p("lead", &t("desk.chinese_lead"));
    if !all.open {
        h.p("", &t("desk.chinese_shut"));
    } else if hears(EventKind::RenderingsProposed, Role::Employer).contains(&Owner::Applicant) {
        h.p("", &t("desk.chinese_hears"));
    }
    for one in &all.list {
        item(state, one, all.open, h);
    }
}

fn item(state: &State, one: &Rendering, open: bool, h: &mut Html) {
    let name = chinese::begin(one, ["desk.chinese_original", "desk.chinese_of"], !open, h);
    h.fact(&t("desk.column.state"), &chinese::state_of(one))
        .raw("</dl>");
    if one.state == RenderingState::Returned {
        let said = [("remark", one.remark.clone())];
        h.raw("<p class=\"field__error\" dir=\"auto\">")
            .text(&t_with("desk.chinese_returned", &said))
            .raw("</p>");
    }
    if open {
        h.raw("<form novalidate")
            .attr("data-form", &format!("chinese {}", one.key))
            .raw(">");
        fields::within(&one.key.to_string(), h, |h| field(one, &name, h));
        h.raw("<button class=\"button\"")
            .flag("disabled", state.busy)
            .raw(">")
            .text(&t("desk.save"))
            .hidden_text(&name)
            .raw("</button></form>");
    }
    if !one.by.is_empty() {
        let values = [
            ("who", one.by.clone()),
            ("when", platform::date_time_text(one.at)),
        ];
        h.p("field__note", &t_with("desk.chinese_by", &values));
    }
    h.raw("</section>");
}

/// The field for the Chinese: as many lines as the answer itself may have.
fn field(one: &Rendering, name: &str, h: &mut Html) {
    let label = t_with("desk.chinese_field", &[("field", name.to_owned())]);
    let id = fields::begin("chinese", &label, h);
    let question = forms::question(&one.key.question);
    if question.is_some_and(|question| matches!(question.kind, Kind::Lines(_))) {
        h.raw("<textarea class=\"textarea\" rows=\"3\" name=\"chinese\" dir=\"auto\"")
            .attr("lang", CHINESE)
            .attr("id", &id)
            .raw(">")
            .text(&one.chinese)
            .raw("</textarea></div>");
    } else {
        h.raw("<input class=\"input\" autocomplete=\"off\" name=\"chinese\" dir=\"auto\"")
            .attr("lang", CHINESE)
            .attr("id", &id)
            .attr("value", &one.chinese)
            .raw("></div>");
    }
}

/// Saves the Chinese of one answer; what was typed into the other fields stays.
pub async fn write((organisation, case): (&str, &str), key: &str, values: &Values) {
    let Some(one) = chinese::shown(key) else { return };
    let wish = RenderingsWrite {
        texts: vec![RenderingText {
            key: one.key,
            original: one.original,
            chinese: values.get("chinese").into(),
        }],
    };
    let visit = listen::begin();
    match call::send::<Renderings>("PATCH", &address(organisation, case), &wish).await {
        Ok(now) => listen::done(visit, |state| {
            chinese::take_over(state, now);
            state.said = t("desk.saved");
        }),
        Err(failed) => listen::failed_on_case(visit, failed).await,
    }
}
