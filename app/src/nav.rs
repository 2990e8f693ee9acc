//! Where the person is: the page on screen, and everything that changes it. One click handler for all links.

use crate::page::Page;
use crate::platform::{self, dom};
use crate::text;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, closure::Closure};

/// The page on screen. Made once, in `App`.
#[derive(Clone, Copy)]
pub struct Nav {
    /// The page.
    pub page: RwSignal<Page>,
    /// Whether the next heading that appears takes the focus: not on the first page, which the browser handles.
    arriving: StoredValue<bool>,
    /// Where the person was going when asked to sign in.
    pub after_sign_in: StoredValue<Option<Page>>,
}

impl Nav {
    /// Reads the address, and follows links and the browser's buttons from now on. `tag` and page come back separately.
    pub fn start() -> Self {
        let (_, page) = parse(&address());
        let nav = Self {
            page: RwSignal::new(page),
            arriving: StoredValue::new(false),
            after_sign_in: StoredValue::new(None),
        };
        platform::on_window("popstate", move || {
            let (tag, page) = parse(&address());
            nav.show(page);
            nav.follow_language(tag);
        });
        nav.follow_links();
        nav
    }

    /// Goes to a page.
    pub fn go(self, page: Page) {
        write_address(&page.path(&text::locale_untracked()), false);
        self.show(page);
    }

    /// Goes to a page in place of this one: "back" leads past it.
    pub fn replace(self, page: Page) {
        write_address(&page.path(&text::locale_untracked()), true);
        self.show(page);
    }

    /// Leads through signing in and back to this page.
    pub fn sign_in(self) {
        self.after_sign_in.set_value(Some(self.page.get_untracked()));
        self.go(Page::SignIn);
    }

    /// Shows the page in another language, without moving anything; the choice is remembered.
    fn follow_language(self, tag: Option<String>) {
        let Some(tag) = tag.filter(|tag| *tag != text::locale_untracked()) else {
            return;
        };
        leptos::task::spawn_local(async move {
            if text::load(&tag).await {
                platform::set_cookie_locale(&tag);
                write_address(&self.page.get_untracked().path(&tag), true);
            }
        });
    }

    /// Whether a heading that appears now should take the focus; asked once for each page.
    pub fn take_arrival(self) -> bool {
        self.arriving.try_update_value(std::mem::take).unwrap_or(false)
    }

    fn show(self, page: Page) {
        if self.page.get_untracked() != page {
            self.arriving.set_value(true);
            self.page.set(page);
        }
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }

    fn follow_links(self) {
        let on_click = Closure::<dyn Fn(web_sys::MouseEvent)>::new(move |event: web_sys::MouseEvent| {
            let plain = event.button() == 0
                && !event.ctrl_key()
                && !event.meta_key()
                && !event.shift_key()
                && !event.alt_key()
                && !event.default_prevented();
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let Some(link) = target.and_then(|target| target.closest("a[href]").ok().flatten()) else {
                return;
            };
            let href = link.get_attribute("href").unwrap_or_default();
            if !plain
                || !href.starts_with('/')
                || link.has_attribute("target")
                || link.has_attribute("download")
            {
                return;
            }
            event.prevent_default();
            let (tag, page) = parse(&href);
            if link.has_attribute("hreflang") {
                self.follow_language(tag);
            } else if page == Page::SignIn {
                self.sign_in();
            } else {
                self.go(page);
            }
        });
        let _ = document().add_event_listener_with_callback("click", on_click.as_ref().unchecked_ref());
        // It lives as long as the page.
        on_click.forget();
    }
}

/// Provides the navigation to all components.
pub fn provide() -> Nav {
    let nav = Nav::start();
    provide_context(nav);
    nav
}

/// The navigation.
pub fn nav() -> Nav {
    expect_context::<Nav>()
}

/// The address of a page in the language that is shown; follows it.
pub fn href(page: &Page) -> String {
    page.path(&text::locale())
}

fn address() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// The language and the page that an address means.
pub fn parse(address: &str) -> (Option<String>, Page) {
    let tags: Vec<&str> = text::config().locales.keys().map(String::as_str).collect();
    Page::parse(address, &tags)
}

/// The language that the address asks for.
pub fn language_of_address() -> Option<String> {
    parse(&address()).0
}

/// Whether the address carries this parameter.
pub fn asks(parameter: &str) -> bool {
    address().split_once('?').is_some_and(|(_, query)| {
        query
            .split('&')
            .any(|pair| pair.split('=').next() == Some(parameter))
    })
}

fn write_address(path: &str, replace: bool) {
    if let Ok(history) = window().history() {
        let state = leptos::wasm_bindgen::JsValue::NULL;
        let _ = if replace {
            history.replace_state_with_url(&state, "", Some(path))
        } else {
            history.push_state_with_url(&state, "", Some(path))
        };
    }
}

/// The heading of a page: names the document, and takes the focus when the person came here inside the app.
#[component]
pub fn Heading(
    /// What it says.
    #[prop(into)]
    text: Signal<String>,
    /// Whether the page shows errors: the title says so first.
    #[prop(into, default = Signal::stored(false))]
    error: Signal<bool>,
) -> impl IntoView {
    let nav = nav();
    let node = NodeRef::<leptos::html::H1>::new();
    node.on_load(move |heading| {
        if nav.take_arrival() {
            let _ = heading.focus();
        }
    });
    Effect::new(move || {
        let title = text.get();
        let title = if error.get() {
            text::t_with(text::key::ERROR_TITLE, &[("title", title)])
        } else {
            title
        };
        dom::set_title(&format!("{title} – {}", text::t(text::key::TITLE_SUFFIX)));
    });
    view! { <h1 tabindex="-1" node_ref=node>{move || text.get()}</h1> }
}
