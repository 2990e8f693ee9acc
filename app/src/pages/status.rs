//! An application after sending: the reference number, what has happened, what happens next, who must act, by when.

use crate::api::{self, Failure};
use crate::app;
use crate::components::message;
use crate::components::summary::summary;
use crate::editor::Account;
use crate::nav::{self, Heading};
use crate::page::Page;
use crate::platform;
use crate::text::{key, t, t_with};
use leptos::prelude::*;
use leptos::task::spawn_local;
use permit::api::Application;
use permit::calendar::NotPublished;
use permit::date;
use permit::lifecycle::{self, Actor, EventKind, Step};

/// The page.
pub fn view(id: String) -> AnyView {
    let editor = app::editor();
    let found = RwSignal::new(None::<Result<Application, Failure>>);
    let person = Memo::new(move |_| matches!(&*editor.account.read(), Account::Person(_)));
    Effect::new(move || {
        if !person.get() {
            return;
        }
        let id = id.clone();
        spawn_local(async move {
            let answer = api::application(&id).await;
            if matches!(answer, Err(Failure::SignedOut)) {
                editor.expired();
            } else {
                let _ = found.try_set(Some(answer));
            }
        });
    });
    (move || match (person.get(), found.get()) {
        (_, Some(Ok(application))) => shown(&application),
        (false, _) => super::gone(editor),
        (true, None) => super::loading(),
        (true, Some(Err(failure))) => failed(&failure),
    })
    .into_any()
}

fn failed(failure: &Failure) -> AnyView {
    let code = failure.code().to_owned();
    view! {
        <div class="narrow">
            <Heading text=Signal::derive(|| t(key::STATUS_TITLE)) />
            <p class="notice notice--warning" role="alert">{message::failure(&code)}</p>
            <p><a href=move || nav::href(&Page::Overview)>{move || t(key::APPLICATIONS)}</a></p>
        </div>
    }
    .into_any()
}

fn shown(application: &Application) -> AnyView {
    let state = lifecycle::state(&application.events);
    let filed = application
        .events
        .iter()
        .find(|event| event.kind == EventKind::Filed);
    let filed_on = filed.map(|event| platform::day_in_china(event.at));
    let steps = state
        .map(|state| lifecycle::steps_ahead(state, filed_on))
        .unwrap_or_default();
    let happened = application.events.iter().map(|event| {
        let kind = match event.kind {
            EventKind::ApplicantReady => "event.applicant_ready",
            EventKind::EmployerSigned => "event.employer_signed",
            EventKind::Filed => "event.filed",
        };
        view! {
            <li class="timeline__event"><h3>{t(kind)}</h3><p class="timeline__when">{platform::date_time_text(event.at)}</p></li>
        }
    });
    let happened = happened.collect_view();
    let next = steps
        .iter()
        .map(|one| step(one, filed_on.is_some()))
        .collect_view();
    let standing = state.map(|state| {
        view! {
            <p><strong>{t(&format!("state.{}", state.name()))}</strong></p>
            <p>{t(&format!("state.{}.detail", state.name()))}</p>
            <p>{t_with(key::STATUS_WHO_ACTS, &[("who", actor(state.who_acts()))])}</p>
        }
    });
    let frozen = t_with(
        key::STATUS_FROZEN,
        &[
            (
                "date",
                date::parse(&application.judged_on)
                    .map_or(application.judged_on.clone(), platform::date_text),
            ),
            ("form", application.draft.form_version.to_string()),
            ("rules", application.rules.clone()),
        ],
    );
    let answers = summary(&application.draft, &[], &None, "");
    view! {
        <div class="narrow">
            <Heading text=Signal::derive(|| t(key::STATUS_TITLE)) />
            {panel(&application.reference)}
            <p>{t(key::STATUS_MAIL_SENT)}</p>
            <h2>{t(key::STATUS_STATE)}</h2>
            {standing}
            <h2>{t(key::STATUS_HAPPENED)}</h2>
            <ol class="timeline">{happened}</ol>
            <h2>{t(key::STATUS_NEXT)}</h2>
            <ol class="timeline">{next}</ol>
            <p class="field__hint">{t(key::STATUS_TIMES_NOTE)}</p>
            <h2>{t(key::STATUS_ANSWERS)}</h2>
            <p>{frozen}</p>
            {answers}
        </div>
    }
    .into_any()
}

fn panel(reference: &str) -> AnyView {
    let copied = RwSignal::new(false);
    let reference = StoredValue::new(reference.to_owned());
    let copy = move |_| {
        spawn_local(async move {
            if platform::copy_text(&reference.get_value()).await {
                let _ = copied.try_set(true);
            }
        });
    };
    view! {
        <div class="panel">
            <p>{t(key::STATUS_REFERENCE)}</p>
            <p class="panel__reference" dir="ltr">{reference.get_value()}</p>
            <p>{t(key::STATUS_REFERENCE_HINT)}</p>
            <div class="cluster no-print">
                <button type="button" class="button button--secondary" on:click=|_| platform::print()>{t(key::STATUS_PRINT)}</button>
                <button type="button" class="button button--secondary" on:click=copy>{t(key::STATUS_COPY)}</button>
                <span role="status">{move || copied.get().then(|| t(key::STATUS_COPIED))}</span>
            </div>
        </div>
    }
    .into_any()
}

fn actor(actor: Actor) -> String {
    t(&format!("actor.{}", actor.name()))
}

fn step(step: &Step, filed: bool) -> AnyView {
    let limit = match (step.working_days, step.by) {
        (None, _) => t("step.no_limit"),
        (Some(days), None) => {
            let limit = t_with("step.limit", &[("days", days.to_string())]);
            if filed {
                limit
            } else {
                format!("{limit} {}", t("step.starts_at_filing"))
            }
        }
        (Some(_), Some(Ok(by))) => t_with("step.by", &[("date", platform::date_text(by))]),
        (Some(days), Some(Err(NotPublished { year }))) => {
            let limit = t_with("step.limit", &[("days", days.to_string())]);
            format!(
                "{limit} {}",
                t_with("step.calendar_unpublished", &[("year", year.to_string())])
            )
        }
    };
    view! {
        <li class="timeline__event timeline__event--next">
            <h3>{t(&format!("step.{}", step.name))}</h3>
            <p>{t(&format!("step.{}.detail", step.name))}</p>
            <p class="timeline__who">{t_with(key::STATUS_WHO_ACTS, &[("who", actor(step.who))])}</p>
            <p class="timeline__when">{limit}</p>
        </li>
    }
    .into_any()
}
