//! After filing, until the authority decides: the applicant asks it to let something be corrected.

use crate::components::hears;
use crate::desk::call::{self, Failed};
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::pins;
use crate::desk::show;
use crate::desk::state::{self, Data, State};
use crate::html::Html;
use crate::platform;
use crate::text::{self, t};
use permit::api::case::ActionRequest;
use permit::api::{Application, path};
use permit::document::slot::attachments;
use permit::lifecycle::correction::Pin;
use permit::lifecycle::{Action, EventKind};
use serde_json::Value;

/// Fetches the application.
pub async fn fetch(id: &str) -> Result<Data, Failed> {
    let found: Application = call::get(&path::with_id(path::APPLICATION, id)).await?;
    Ok(Data::Sent(Box::new(found)))
}

/// What there is to choose from: every answer that is asked, and the documents of which there is a file.
fn choices(application: &Application) -> Vec<(String, String)> {
    let draft = &application.draft;
    let mut all = pins::questions(draft);
    for one in attachments(draft) {
        let pin = Pin::Document(one.slot);
        if !all.contains(&pin) {
            all.push(pin);
        }
    }
    pins::choices(&all, draft)
}

/// The page below its heading.
pub fn html(state: &State, application: &Application, h: &mut Html) {
    let back = format!("/{}/applications/{}", text::locale(), application.id);
    h.raw("<p>")
        .link("back-link", &back, &application.reference)
        .raw("</p>");
    let may = application
        .actions
        .iter()
        .any(|action| action == "ask_correction");
    if !may {
        h.p("lead", &t("account.correct_not_now"));
        return;
    }
    h.p("lead", &t("account.correct_lead"));
    pins::html(&state.pins, &choices(application), h);
    h.raw("<form data-form=\"correct\">");
    fields::why(false, h);
    hears::html(application, EventKind::CorrectionAsked, h);
    fields::submit(&t("account.correct"), state.busy, h);
    h.raw("</form>");
}

/// Adds to the list, or asks.
pub async fn act(words: &[&str], values: &Values) {
    match words {
        ["pin", rest @ ..] => pins::act(rest, values),
        ["correct"] => ask(values).await,
        _ => {}
    }
}

async fn ask(values: &Values) {
    let visit = listen::begin();
    let wish = state::with(|state| {
        let Data::Sent(application) = &state.data else {
            return None;
        };
        let wish = ActionRequest {
            seen: application.seen,
            action: Action::AskCorrection(state.pins.clone()),
            why: values.get("why").into(),
            revision: 0,
            agreed: false,
        };
        let address = path::with_id(path::APPLICATION_ACTIONS, &application.id);
        (!state.pins.is_empty()).then_some((address, wish))
    });
    let Some((address, wish)) = wish else {
        return listen::failed(visit, Failed::named("pins_missing"));
    };
    match call::send::<Value>("POST", &address, &wish).await {
        Ok(_) => {
            listen::done(visit, |state| {
                state.pins.clear();
                state.said = t("account.correct_asked");
            });
            show::again().await;
            platform::dom::focus_heading();
        }
        Err(failed) => listen::failed(visit, failed),
    }
}
