//! An answer that was changed here and elsewhere: both stand side by side, and the person chooses.

use super::message;
use crate::editor::Editor;
use crate::text::{key, t, t_with};
use leptos::prelude::*;
use permit::answer::Key;
use permit::forms;

/// The two versions of one answer; nothing while there is no conflict.
pub fn conflict(editor: Editor, key: Key) -> AnyView {
    let both = Memo::new({
        let key = key.clone();
        move |_| {
            editor.copy.with(|copy| {
                let theirs = copy.conflicts.get(&key)?;
                Some((words(&key, copy.draft.raw(&key)), words(&key, &theirs.value)))
            })
        }
    });
    view! {
        {move || both.get().map(|(mine, theirs)| {
            let (keep, take) = (key.clone(), key.clone());
            view! {
                <div class="notice notice--warning" role="alert">
                    <p><strong>{t(key::CONFLICT_TITLE)}</strong>" "{t(key::CONFLICT_TEXT)}</p>
                    <div class="cluster">
                        <button type="button" class="button button--secondary"
                            on:click=move |_| editor.settle(&keep, true)>
                            {t_with(key::CONFLICT_MINE, &[("value", mine)])}
                        </button>
                        <button type="button" class="button button--secondary"
                            on:click=move |_| editor.settle(&take, false)>
                            {t_with(key::CONFLICT_THEIRS, &[("value", theirs)])}
                        </button>
                    </div>
                </div>
            }
        })}
    }
    .into_any()
}

fn words(key: &Key, raw: &str) -> String {
    match forms::question(&key.question) {
        Some(_) if raw.trim().is_empty() => t(key::CONFLICT_EMPTY),
        Some(question) => message::raw_answer(question, raw),
        None if raw.is_empty() => t(key::CONFLICT_DELETED),
        None => message::name_of(key),
    }
}
