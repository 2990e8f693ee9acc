//! The preview program: where a person stands under the standard, why, what would change it, and what they will need.
//! It knows answers and texts only by what the portal hands over, and answers in HTML.

mod access;
mod category;
mod change;
mod check;
mod compare;
mod handover;
mod invited;
mod need;
mod panel;
mod papers;
mod slots;
mod status;
mod summary;
mod to_do;
mod verify;
mod words;

use crate::answers;
use crate::html::Html;
use crate::island::PREVIEW;
use crate::platform;
use crate::text;
use crate::wire;
use leptos::prelude::window;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use permit::answer::Key;
use permit::classify::Preview;
use permit::classify::ask::{self, Next};
use permit::draft::Draft;
use permit::profile::Profile;
use permit::reference;
use std::cell::RefCell;

thread_local! {
    /// What was asked last, and the answer: the portal asks again whenever it draws.
    static LAST: RefCell<Vec<Answered>> = const { RefCell::new(Vec::new()) };
}

struct Answered {
    tag: String,
    what: String,
    answers: String,
    texts: Vec<JsValue>,
    html: String,
}

/// Offers [`answer`] to the portal.
pub fn start() {
    let call = Closure::<dyn Fn(String, String, String, js_sys::Array) -> String>::new(answer);
    let _ = js_sys::Reflect::set(
        &window(),
        &JsValue::from_str(PREVIEW),
        call.as_ref().unchecked_ref(),
    );
    call.forget();
}

/// What is asked, of these answers, in this language.
fn answer(tag: String, what: String, answers: String, texts: js_sys::Array) -> String {
    let texts = texts.to_vec();
    let known = LAST.with_borrow(|last| {
        let same = |one: &&Answered| {
            one.what == what && one.answers == answers && one.tag == tag && one.texts == texts
        };
        last.iter().find(same).map(|one| one.html.clone())
    });
    if let Some(html) = known {
        return html;
    }
    text::adopt(&tag, texts.clone());
    let html = html(&what, &answers);
    LAST.with_borrow_mut(|last| {
        last.retain(|one| view(&one.what) != view(&what));
        last.push(Answered {
            tag,
            what,
            answers,
            texts,
            html: html.clone(),
        });
    });
    html
}

/// The view that is asked for, without what it is about. Two parts of the comparison stand on one page, and so may what
/// is said beside several questions.
fn view(what: &str) -> &str {
    match what.split_once(' ') {
        Some((view, _)) if !matches!(view, "compare" | "local") => view,
        _ => what,
    }
}

/// A draft with where it stands.
struct Case {
    draft: Draft,
    preview: Preview,
}

impl Case {
    fn of(draft: Draft) -> Self {
        let preview = Preview::new(Profile::of(&draft, platform::today_in_china()));
        Self { draft, preview }
    }
}

/// `what` is a view and what it is about.
fn html(what: &str, answers: &str) -> String {
    let mut h = Html::new();
    let (view, about) = what.split_once(' ').unwrap_or((what, ""));
    match view {
        "status" => status::page(&wire::application(&wire::parse(answers)), &mut h),
        "open" => open(about, &wire::parse(answers), &mut h),
        "handover" | "check" => {
            // After the answers stands how the step stands, or what of them does not count.
            let (answers, more) = answers.split_once('\u{1d}').unwrap_or((answers, ""));
            let case = Case::of(answers::read(answers));
            if view == "check" {
                check::page(&case, about, more, &mut h);
            } else {
                handover::page(&case, about, more, &mut h);
            }
        }
        _ => return of_answers(view, about, answers),
    }
    h.done()
}

/// What stands at an address of the API.
fn open(address: &str, json: &JsValue, h: &mut Html) {
    let parts: Vec<&str> = address.split('/').collect();
    match parts.as_slice() {
        ["verify"] => verify::form(json, h),
        ["verify", number, _] if reference::is_of_letter(number) => {
            verify::letter(number, &wire::verified_letter(json), h);
        }
        ["verify", reference, _] => verify::page(reference, &wire::verified(json), h),
        ["invitations", secret] => invited::page(secret, json, h),
        ["drafts", draft, _] => access::page(draft, json, h),
        _ => {}
    }
}

fn of_answers(view: &str, about: &str, answers: &str) -> String {
    let mut cases = answers
        .split('\u{1d}')
        .map(|answers| Case::of(answers::read(answers)));
    let Some(case) = cases.next() else {
        return String::new();
    };
    let mut h = Html::new();
    match (view, about) {
        ("panel", draft) => panel::panel(&case, draft, &mut h),
        ("category", draft) => category::page(&case, draft, &mut h),
        ("local", question) => category::local(&case, question, &mut h),
        ("papers", _) => papers::page(&case, &mut h),
        ("slots", draft) => slots::list(&case, draft, &mut h),
        ("slot", about) => slots::slot(&case, about, &mut h),
        ("dated", slot) => return slots::dated(&case, slot),
        ("slot-count", _) => slots::count(&case, &mut h),
        ("compare", part) => {
            if let Some(other) = cases.next() {
                match part {
                    "points" => compare::points(&case, &other, &mut h),
                    _ => compare::page(&case, &other, &mut h),
                }
            }
        }
        ("next", asked) => return next_questions(&case, asked),
        // For the benchmark: one evaluation, and the search alone.
        ("verdict", _) => return case.preview.standing().verdict(),
        ("changes", _) => return change::count(&case).to_string(),
        _ => {}
    }
    h.done()
}

/// The keys of the questions to ask next, one a line, after those that were asked already (with spaces between); a group's
/// name alone where a row of it is missing.
fn next_questions(case: &Case, asked: &str) -> String {
    let asked: Vec<Key> = asked.split_whitespace().filter_map(Key::parse).collect();
    match ask::next(&case.draft, &case.preview, &asked) {
        Next::Questions(keys) => {
            let keys: Vec<String> = keys.iter().map(Key::to_string).collect();
            keys.join("\n")
        }
        Next::Row(group) => group.to_owned(),
        Next::Nothing => String::new(),
    }
}
