//! One's drafts and applications.

use crate::api;
use crate::app;
use crate::components::message;
use crate::editor::{Account, DraftLine};
use crate::nav::{self, Heading};
use crate::page::Page;
use crate::platform;
use crate::text::{key, t, t_with};
use leptos::prelude::*;
use leptos::task::spawn_local;
use permit::api::ApplicationSummary;

/// The page.
pub fn view() -> AnyView {
    let nav = nav::nav();
    let editor = app::editor();
    let drafts = RwSignal::new(None::<Vec<DraftLine>>);
    let sent = RwSignal::new(Vec::<ApplicationSummary>::new());
    let failed = RwSignal::new(None::<String>);
    let person = Memo::new(move |_| matches!(&*editor.account.read(), Account::Person(_)));
    Effect::new(move || {
        let signed_in = person.get();
        spawn_local(async move {
            let lines = editor.drafts().await;
            let _ = drafts.try_set(Some(lines));
            if signed_in {
                match api::applications().await {
                    Ok(list) => {
                        let _ = sent.try_set(list);
                        let _ = failed.try_set(None);
                    }
                    Err(api::Failure::SignedOut) => editor.expired(),
                    Err(failure) => {
                        let _ = failed.try_set(Some(failure.code().to_owned()));
                    }
                }
            }
        });
    });
    let start_another = move |_| {
        let id = editor.begin();
        let first = permit::forms::pages().next().map_or("", |(_, page)| page.id);
        nav.go(Page::Form(id, first.into(), false));
    };
    let list = move || {
        let Some(lines) = drafts.get() else {
            return super::loading();
        };
        let lines: Vec<DraftLine> = lines
            .into_iter()
            .filter(|line| line.application.is_none())
            .collect();
        let sent = sent.get();
        if lines.is_empty() && sent.is_empty() {
            return view! { <p class="empty">{t(key::OVERVIEW_NONE)}</p> }.into_any();
        }
        let drafts = (!lines.is_empty()).then(|| {
            view! {
                <h2>{t(key::OVERVIEW_DRAFTS)}</h2>
                <ul class="rows">{lines.into_iter().map(draft_line).collect_view()}</ul>
            }
        });
        let applications = (!sent.is_empty()).then(|| {
            view! {
                <h2>{t(key::OVERVIEW_APPLICATIONS)}</h2>
                <ul class="rows">{sent.into_iter().map(application_line).collect_view()}</ul>
            }
        });
        view! { {applications}{drafts} }.into_any()
    };
    view! {
        <div class="narrow">
            <Heading text=Signal::derive(|| t(key::OVERVIEW_TITLE)) />
            {move || failed.get().map(|code| view! {
                <p class="notice notice--warning" role="alert">{message::failure(&code)}" "{t(key::OVERVIEW_OFFLINE)}</p>
            })}
            {list}
            <p><button type="button" class="button" on:click=start_another>{move || t(key::OVERVIEW_NEW)}</button></p>
            {move || (!person.get()).then(|| view! {
                <p><button type="button" class="link-button" on:click=move |_| nav.sign_in()>{t("landing.sign_in")}</button></p>
            })}
        </div>
    }
    .into_any()
}

fn draft_line(line: DraftLine) -> AnyView {
    let page = Page::Tasks(line.id);
    let name = if line.name.is_empty() {
        t(key::OVERVIEW_DRAFT_NAME)
    } else {
        line.name
    };
    let when = t_with(
        key::OVERVIEW_UPDATED,
        &[("when", platform::date_time_text(line.changed_at))],
    );
    view! {
        <li class="rows__item">
            <h3><a href=nav::href(&page)>{name}</a></h3>
            <p class="field__note">{when}{(!line.on_server).then(|| view! { " · "{t(key::OVERVIEW_ON_DEVICE)} })}</p>
        </li>
    }
    .into_any()
}

fn application_line(line: ApplicationSummary) -> AnyView {
    let page = Page::Status(line.id);
    let when = t_with(
        key::OVERVIEW_UPDATED,
        &[("when", platform::date_time_text(line.updated_at))],
    );
    view! {
        <li class="rows__item">
            <h3><a href=nav::href(&page)>{line.reference}</a></h3>
            <p><span class="tag">{t(&format!("state.{}", line.state))}</span></p>
            <p class="field__note">{when}</p>
        </li>
    }
    .into_any()
}
