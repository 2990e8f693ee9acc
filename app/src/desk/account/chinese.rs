//! One's own words in Chinese, as the employer wrote them: each is confirmed, or goes back with what is wrong.

use crate::desk::call::{self, Failed};
use crate::desk::chinese;
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::page::Page;
use crate::desk::state::{self, Data, State};
use crate::html::Html;
use crate::platform::dom;
use crate::text::{self, t, t_with};
use permit::answer::Role;
use permit::api::path;
use permit::api::rendering::{RenderingAnswer, Renderings, RenderingsAnswer};
use permit::lifecycle::correction::Owner;
use permit::lifecycle::{EventKind, hears};
use permit::rendering::{Rendering, RenderingState};

fn address(application: &str) -> String {
    path::with_id(path::APPLICATION_RENDERINGS, application)
}

/// Fetches them.
pub async fn fetch(application: &str) -> Result<Data, Failed> {
    let all = call::get(&address(application)).await?;
    Ok(Data::Renderings(Box::new(all)))
}

/// Whether it waits for the applicant's word.
fn waits(one: &&Rendering) -> bool {
    one.state == RenderingState::Proposed
}

/// The page below its heading.
pub fn html(state: &State, all: &Renderings, h: &mut Html) {
    let employer = Page::MyEmployer(all.draft_id.clone());
    h.raw("<p>")
        .link(
            "back-link",
            &employer.path(&text::locale()),
            &t("account.employer"),
        )
        .raw("</p>");
    if all.list.is_empty() {
        h.p("lead", &t("account.chinese_none"));
        return;
    }
    h.p("lead", &t("account.chinese_lead"));
    let by_me = |kind| hears(kind, Role::Applicant).contains(&Owner::Employer);
    if by_me(EventKind::RenderingsReturned) && by_me(EventKind::RenderingsConfirmed) {
        h.p("", &t("account.chinese_hears"));
    }
    if all.open && all.list.iter().filter(waits).count() > 1 {
        h.raw("<p><button type=\"button\" class=\"button\" data-act=\"chinese all\"")
            .flag("disabled", state.busy)
            .raw(">")
            .text(&t("account.chinese_all"))
            .raw("</button></p>");
    }
    for one in &all.list {
        item(state, one, all.open, h);
    }
}

fn item(state: &State, one: &Rendering, open: bool, h: &mut Html) {
    let name = chinese::begin(one, ["account.chinese_original", "account.chinese_text"], true, h);
    h.raw("</dl>").p("field__note", &chinese::state_of(one));
    if one.state == RenderingState::Returned {
        let said = [("remark", one.remark.clone())];
        h.raw("<p dir=\"auto\">")
            .text(&t_with("account.chinese_returned", &said))
            .raw("</p>");
    }
    if open && waits(&one) {
        h.raw("<p><button type=\"button\" class=\"button\"")
            .attr("data-act", &format!("chinese confirm {}", one.key))
            .flag("disabled", state.busy)
            .raw(">")
            .text(&t("account.chinese_confirm"))
            .hidden_text(&name)
            .raw("</button></p><details><summary>")
            .text(&t("account.chinese_back"))
            .hidden_text(&name)
            .raw("</summary><form")
            .attr("data-form", &format!("chinese back {}", one.key))
            .raw(">");
        fields::within(&one.key.to_string(), h, |h| {
            fields::lines("remark", &t("account.chinese_remark"), true, h);
        });
        fields::submit(&t("account.chinese_back"), state.busy, h);
        h.raw("</form></details>");
    }
    h.raw("</section>");
}

/// Does what a button or a form says.
pub async fn act(words: &[&str], values: &Values) {
    let Page::Chinese(application) = state::with(|state| state.page.clone()) else {
        return;
    };
    let answer = |one: Rendering, confirmed: bool| RenderingAnswer {
        key: one.key,
        chinese: one.chinese,
        confirmed,
        remark: values.get("remark").into(),
    };
    let answers: Vec<RenderingAnswer> = match words {
        ["all"] => state::with(|state| match &state.data {
            Data::Renderings(all) => all.list.iter().filter(waits).cloned().collect(),
            _ => Vec::new(),
        })
        .into_iter()
        .map(|one| answer(one, true))
        .collect(),
        [what @ ("confirm" | "back"), key] => chinese::shown(key)
            .map(|one| answer(one, *what == "confirm"))
            .into_iter()
            .collect(),
        _ => return,
    };
    let visit = listen::begin();
    let wish = RenderingsAnswer { answers };
    match call::send::<Renderings>("PATCH", &address(&application), &wish).await {
        Ok(now) => {
            listen::done(visit, |state| {
                chinese::take_over(state, now);
                state.said = t("account.done");
            });
            // The button that was pressed is gone.
            dom::focus_heading();
        }
        Err(failed) => listen::failed_on_case(visit, failed).await,
    }
}
