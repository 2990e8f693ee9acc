//! What a button does. `data-act="verb argument …"` in the HTML comes here.

use crate::api::{self, Failure};
use crate::app::{App, Asking};
use crate::components::{message, timeline};
use crate::editor::{Account, SaveState};
use crate::island;
use crate::page::Page;
use crate::pages::{self, category, open, send, sign_in, stand};
use crate::platform::{self, dom};
use crate::text::{key, t};
use crate::wire;
use permit::answer::Key;
use permit::date::parse_month;
use permit::forms::{self, identity};
use permit::judge;
use permit::problem::Problem;
use wasm_bindgen_futures::spawn_local;

/// Does it.
pub fn run(app: App, act: &str) {
    let words: Vec<&str> = act.split(' ').collect();
    match words.as_slice() {
        ["sign-in"] => app.go_sign_in(),
        ["retry"] => app.editor.retry(),
        ["stay"] => spawn_local(async move {
            let asked = app.editor.ask_session(true).await;
            app.say(t(match asked {
                true if app.is_signed_in() => key::IDLE_ON,
                true => key::EXPIRED_TITLE,
                false => "error.unreachable",
            }));
            dom::focus_heading();
            dom::go_back();
        }),
        ["again"] => app.show(app.page.get()),
        ["ask-sign-out"] => ask(app, Asking::SignOut),
        ["ask-wipe"] => ask(app, Asking::Wipe),
        ["ask-delete"] => app.asking.set(Some(Asking::Delete)),
        ["cancel"] => dom::close_dialog(),
        ["sign-out"] => leave(app, Asking::SignOut),
        ["wipe"] => leave(app, Asking::Wipe),
        ["delete"] => delete(app),
        ["keep-as-new"] => {
            let old = app.editor.id.get().unwrap_or_default();
            let new = app.editor.keep_as_new();
            app.replace(Page::Tasks(new.clone()));
            spawn_local(async move {
                if app.editor.drop_record(&old, Some(&new)).await.is_ok() {
                    island::act(&["moved", &old, &new]);
                }
            });
        }
        ["begin"] => app.go(pages::start::first(app)),
        ["mine", key] => settle(app, key, true),
        ["theirs", key] => settle(app, key, false),
        ["add", group] => add(app, group),
        ["remove", group, row] => remove(app, group, row),
        ["undo"] => undo(app),
        ["fill", from, to, kind] => fill(app, from, to, kind),
        ["continue"] => go_on(app),
        ["load"] => spawn_local(island::load_missing(app)),
        ["files", act @ ..] => island::act(act),
        ["try", answers @ ..] => category::try_out(app, answers),
        ["stand-next"] => stand::go_on(app),
        ["carry"] => stand::carry(app),
        ["send"] => submit(app),
        ["ask-code"] => sign_in::ask_code(app),
        ["enter-code"] => sign_in::enter_code(app),
        ["code-again"] => sign_in::code_again(app),
        ["other-address"] => sign_in::other_address(app),
        ["do", address, json] => send_json(app, false, "POST", address, json),
        ["show", address, json] => send_json(app, true, "POST", address, json),
        ["end", address] => send_json(app, false, "DELETE", address, ""),
        ["verify"] => open::check(app),
        ["print"] => platform::print(),
        ["copy"] => copy(app),
        _ => {}
    }
}

/// Asks whether to leave this device, and finds out meanwhile what would be lost.
fn ask(app: App, asking: Asking) {
    app.unsent.set(None);
    app.asking.set(Some(asking));
    spawn_local(async move {
        let unsent = app.editor.unsent(asking == Asking::Wipe).await;
        app.unsent.set(Some(unsent));
    });
}

/// The person leaves this device, unless more would be lost by now than they were told.
fn leave(app: App, asking: Asking) {
    let Some(told) = app.unsent.get() else {
        return;
    };
    app.unsent.set(None);
    spawn_local(async move {
        let unsent = app.editor.unsent(asking == Asking::Wipe).await;
        if unsent > told || app.asking.get() != Some(asking) {
            app.unsent.set(Some(unsent));
            return;
        }
        app.asking.set(None);
        if asking == Asking::Wipe {
            app.editor.forget_everybody().await;
        } else {
            app.editor.sign_out().await;
        }
        app.go(Page::Home);
    });
}

fn delete(app: App) {
    app.asking.set(None);
    let Some(id) = app.editor.id.get() else { return };
    let visit = app.visit.get();
    spawn_local(async move {
        let outcome = app.editor.delete(&id).await;
        if !app.is_here(visit) {
            return;
        }
        match outcome {
            Ok(()) => {
                island::act(&["moved", &id, ""]);
                app.replace(Page::Overview);
                app.say(t(key::DELETED));
            }
            Err(failure) => fail(app, failure),
        }
    });
}

fn fail(app: App, failure: Failure) {
    app.failed.set(Some(failure));
    dom::focus_soon("failed-here");
}

fn settle(app: App, key: &str, mine: bool) {
    if let Some(key) = Key::parse(key) {
        app.editor.settle(&key, mine);
    }
}

/// Adds a row; a group of one question shows it on its own page, any other on a page of the row.
fn add(app: App, group: &str) {
    let Some(group) = forms::group(group) else { return };
    app.removed.set(None);
    let answers = app.editor.copy.with(|copy| {
        let first = group.id == identity::PASSPORTS.id && group.rows(&copy.draft).is_empty();
        // The first country that issued a passport is nearly always the nationality.
        let country = if first {
            copy.draft.raw(&identity::NATIONALITY.key(None))
        } else {
            ""
        };
        if country.is_empty() {
            Vec::new()
        } else {
            vec![(identity::PASSPORT_COUNTRY.id, country.to_owned())]
        }
    });
    let row = app.editor.add_row(group.id, &answers);
    match (group.questions, app.page.get()) {
        ([only], _) => dom::focus_soon(&format!("{}-{row}", only.id)),
        (_, Page::Form(draft, page, checking)) => app.go(Page::Row(draft, page, row, checking)),
        _ => {}
    }
}

fn remove(app: App, group: &str, row: &str) {
    let Some(group) = forms::group(group) else { return };
    let name = app.editor.copy.with(|copy| {
        let place = group
            .rows(&copy.draft)
            .iter()
            .position(|other| *other == row)
            .unwrap_or(0);
        message::row_name(&copy.draft, group, row, place + 1)
    });
    app.editor.delete_row(group.id, row);
    app.removed.set(Some((group.id.into(), row.into(), name)));
    dom::focus_soon("undo");
}

fn undo(app: App) {
    if let Some((group, row, _)) = app.removed.get() {
        app.editor.restore_row(&group, &row);
        app.removed.set(None);
        dom::focus_soon(&group);
    }
}

fn fill(app: App, from: &str, to: &str, kind: &str) {
    let (Ok(from), Ok(to)) = (parse_month(from), parse_month(to)) else {
        return;
    };
    let row = timeline::fill(app.editor, from, to, kind);
    match app.page.get() {
        Page::Form(draft, page, checking) if kind == "employed" => {
            app.go(Page::Row(draft, page, row, checking))
        }
        _ => dom::focus_soon(forms::work::WORK.id),
    }
}

/// "Continue": on with nothing wrong, otherwise everything that is wrong is shown and the summary takes the focus.
fn go_on(app: App) {
    let page = app.page.get();
    let (row, id) = match &page {
        Page::Form(_, id, _) => (None, id),
        Page::Row(_, id, row, _) => (Some(row.clone()), id),
        _ => return,
    };
    let Some((section, form)) = forms::pages().find(|(_, form)| form.id == *id) else {
        return;
    };
    let keys = app.editor.copy.with(|copy| {
        let asked = form.asked(&copy.draft).into_iter();
        let mine = asked.filter(|(_, other)| row.is_none() || *other == row.as_deref());
        mine.map(|(question, row)| question.key(row)).collect::<Vec<_>>()
    });
    app.editor.leave_all(keys);
    let is_mine =
        |one: &&Problem| one.is_error() && judge::is_on(one, form) && (row.is_none() || one.key.row == row);
    let wrong = app
        .editor
        .problems
        .with(|all| all.iter().any(|one| is_mine(&one)));
    if wrong {
        app.asked.update(|count| *count += 1);
        dom::focus_soon("error-summary");
        return;
    }
    app.go(match page {
        Page::Row(draft, page, _, checking) => Page::Form(draft, page, checking),
        Page::Form(draft, _, checking) => pages::form::following(app.editor, section, form, &draft, checking),
        other => other,
    });
}

fn submit(app: App) {
    let Some(id) = app.editor.id.get() else { return };
    let saved = matches!(app.editor.state(), SaveState::Saved(_));
    let signed_in = matches!(app.editor.account.get(), Account::Person(_));
    if app.busy.get() || !signed_in {
        return;
    }
    if !saved {
        app.editor.retry();
        return;
    }
    let agree = send::agree_id(app);
    if !dom::is_checked(&agree) {
        app.asked.update(|count| *count += 1);
        dom::focus_soon(&agree);
        return;
    }
    app.busy.set(true);
    app.failed.set(None);
    let visit = app.visit.get();
    spawn_local(async move {
        let outcome = app.editor.submit(&id).await;
        if !app.is_here(visit) {
            return;
        }
        match outcome {
            Ok(application) => app.replace(Page::Status(application)),
            Err(failure) => {
                app.busy.set(false);
                fail(app, failure);
            }
        }
    });
}

/// Sends JSON to an address of the API; `"@field"` in it stands for what [`dom::value`] says of that. `shows`: the page
/// shows the answer; else what it is about is fetched anew.
fn send_json(app: App, shows: bool, method: &'static str, address: &str, json: &str) {
    if app.busy.get() {
        return;
    }
    let mut parts = json.split("\"@");
    let mut body = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (id, rest) = part.split_once('"').unwrap_or((part, ""));
        body.push_str(&wire::written(&wire::word(&dom::value(id))));
        body.push_str(rest);
    }
    let address = address.to_owned();
    app.busy.set(true);
    app.failed.set(None);
    let visit = app.visit.get();
    spawn_local(async move {
        let outcome = api::send(method, &address, &body).await;
        if !app.is_here(visit) {
            return;
        }
        app.busy.set(false);
        match outcome {
            Ok(json) if shows => app.application.update(|(_, shown)| *shown = json),
            Ok(_) => app.show(app.page.get()),
            Err(Failure::SignedOut) => app.go_sign_in(),
            Err(failure) => fail(app, failure),
        }
    });
}

fn copy(app: App) {
    let shown = dom::by_id("reference").and_then(|shown| shown.text_content());
    let Some(reference) = shown else { return };
    spawn_local(async move {
        if platform::copy_text(&reference).await {
            app.say(t(key::STATUS_COPIED));
        }
    });
}
