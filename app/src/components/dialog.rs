//! A question that must be answered before something happens that can't be undone: a native `<dialog>`.

use crate::text::{key, t};
use leptos::prelude::*;

/// Asks; `open` shows it, `on_yes` happens only after the person said so. Escape and "Cancel" close it.
#[component]
pub fn Confirm(
    /// Whether it is open; it closes itself.
    open: RwSignal<bool>,
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// What will happen.
    #[prop(into)]
    text: Signal<String>,
    /// The word on the button that does it.
    yes: &'static str,
    /// What to do then.
    #[prop(into)]
    on_yes: Callback<()>,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        if open.get() {
            if !dialog.open() {
                let _ = dialog.show_modal();
            }
        } else if dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog class="dialog" aria-labelledby="dialog-title" node_ref=node on:close=move |_| open.set(false)>
            <h2 id="dialog-title">{move || title.get()}</h2>
            <p>{move || text.get()}</p>
            <div class="cluster">
                <button type="button" class="button button--warning" on:click=move |_| {
                    open.set(false);
                    on_yes.run(());
                }>{move || t(yes)}</button>
                <button type="button" class="button button--secondary" autofocus=true
                    on:click=move |_| open.set(false)>{move || t(key::CANCEL)}</button>
            </div>
        </dialog>
    }
}
