//! The state of the app and the shell around every page: skip link, header, banner, the page, footer, a question that
//! must be answered.

use crate::api::Failure;
use crate::components::ending::ending;
use crate::editor::{Account, DraftLine, Editor, Unsent};
use crate::html::Html;
use crate::island;
use crate::nav;
use crate::page::Page;
use crate::pages::{self, sign_in::SignInState, stand::Asked};
use crate::part::Part;
use crate::text::{self, key, t, t_with};
use leptos::prelude::window;
use permit::api::ApplicationSummary;
use permit::draft::Draft;
use web_sys::Element;

/// A question in a dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// Sign out, and wipe this device?
    SignOut,
    /// Wipe this device, whoever's answers are on it?
    Wipe,
    /// Delete the open draft?
    Delete,
}

/// What the app knows beside the open draft. Every part is a signal that outlives all pages.
#[derive(Clone, Copy)]
pub struct App {
    /// The open draft.
    pub editor: Editor,
    /// The answers of "check where you stand". Like those of [`App::trial`] they have no device and no server, so they
    /// can't get into any draft.
    pub sandbox: Editor,
    /// The answers of "what if": those of a draft, some of them changed.
    pub trial: Editor,
    /// The draft of the trial, and its answers when it was taken.
    pub trial_of: Part<Option<(String, Draft)>>,
    /// "Check where you stand": what was asked so far.
    pub stand: Part<Asked>,
    /// The page on screen.
    pub page: Part<Page>,
    /// How many pages were shown: what was fetched for one does not belong to the next.
    pub visit: Part<u32>,
    /// Whether the device is open and it is known who is signed in.
    pub ready: Part<bool>,
    /// Whether the draft of this page was found; not known while it is being opened.
    pub found: Part<Option<bool>>,
    /// How often "Continue" was pressed on this page in vain.
    pub asked: Part<u32>,
    /// The question in a dialog.
    pub asking: Part<Option<Asking>>,
    /// What would be lost by what is asked; not there while it is being sent.
    pub unsent: Part<Option<Unsent>>,
    /// A sentence for the live region.
    pub said: Part<String>,
    /// The row that was just removed: group, row, its name.
    pub removed: Part<Option<(String, String, String)>>,
    /// Whether something is on its way that must not be asked for twice.
    pub busy: Part<bool>,
    /// Why the last thing asked for failed.
    pub failed: Part<Option<Failure>>,
    /// Signing in.
    pub sign_in: Part<SignInState>,
    /// One's drafts.
    pub drafts: Part<Option<Vec<DraftLine>>>,
    /// One's applications.
    pub applications: Part<Vec<ApplicationSummary>>,
    /// What was fetched last for another program to show, an application or whether a receipt is genuine: which one, and
    /// the server's JSON.
    pub application: Part<(String, String)>,
    /// Whether the page is new and its heading takes the focus.
    pub arriving: Part<bool>,
    /// The address of the page from which one comes back to "check your answers": the link to it takes the focus there.
    pub came_from: Part<Option<String>>,
}

impl App {
    /// The state at the start, for the page in the address.
    pub fn new() -> Self {
        let (_, page) = nav::parse(&nav::address());
        Self {
            editor: Editor::new(),
            sandbox: Editor::new(),
            trial: Editor::new(),
            trial_of: Part::new(None),
            stand: Part::new(Asked::default()),
            page: Part::new(page),
            visit: Part::new(0),
            ready: Part::new(false),
            found: Part::new(None),
            asked: Part::new(0),
            asking: Part::new(None),
            unsent: Part::new(None),
            said: Part::new(String::new()),
            removed: Part::new(None),
            busy: Part::new(false),
            failed: Part::new(None),
            sign_in: Part::new(SignInState::default()),
            drafts: Part::new(None),
            applications: Part::new(Vec::new()),
            application: Part::new(<(String, String)>::default()),
            arriving: Part::new(false),
            came_from: Part::new(None),
        }
    }

    /// The answers that an element of the page belongs to: those of the draft, unless it says otherwise.
    pub fn editor_at(self, element: &Element) -> Editor {
        let place = element.closest(island::SANDBOX_PLACE).ok().flatten();
        match place
            .and_then(|place| place.get_attribute(island::SANDBOX))
            .as_deref()
        {
            Some("trial") => self.trial,
            Some(_) => self.sandbox,
            None => self.editor,
        }
    }

    /// Whether somebody is signed in.
    pub fn is_signed_in(self) -> bool {
        matches!(&*self.editor.account.read(), Account::Person(_))
    }

    /// Goes to a page, as a new step.
    pub fn go(self, page: Page) {
        nav::write(&page.path(&text::locale()), false);
        self.show(page);
    }

    /// Goes to a page in place of this one: "back" leads past it.
    pub fn replace(self, page: Page) {
        nav::write(&page.path(&text::locale()), true);
        self.show(page);
    }

    /// Leads through signing in and back to this page.
    pub fn go_sign_in(self) {
        let here = self.page.get();
        if here != Page::SignIn {
            self.sign_in.update(|state| state.then = Some(here));
        }
        self.go(Page::SignIn);
    }

    /// Shows a page: what belonged to the page before is forgotten, and what this one needs is fetched.
    pub fn show(self, page: Page) {
        let before = self.page.get();
        if before != page {
            self.arriving.set(true);
            let checked = matches!(
                (&before, &page),
                (Page::Form(.., true) | Page::Row(.., true), Page::Check(_))
            );
            self.came_from.set(checked.then(|| nav::href(&before)));
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        self.asked.set(0);
        self.removed.set(None);
        self.failed.set(None);
        self.busy.set(false);
        self.asking.set(None);
        self.visit.update(|visit| *visit += 1);
        self.page.set(page);
        if self.ready.get() {
            pages::enter(self);
        }
    }

    /// Whether this page is still the one that was shown at that visit: asked after everything that took time.
    pub fn is_here(self, visit: u32) -> bool {
        self.visit.get() == visit
    }

    /// Somebody else uses the tab: what was fetched for the one before is forgotten, and the page begins anew.
    pub fn person_changed(self) {
        self.application.set(<(String, String)>::default());
        self.applications.set(Vec::new());
        self.drafts.set(None);
        self.sign_in.set(SignInState::default());
        self.show(self.page.get());
    }

    /// Says a sentence in the live region.
    pub fn say(self, sentence: String) {
        self.said.set(sentence);
    }

    /// The whole screen.
    pub fn html(self) -> String {
        let mut h = Html::new();
        let page = self.page.get();
        h.raw("<a class=\"skip-link\" href=\"#main\">")
            .text(&t(key::SKIP_LINK))
            .raw("</a>");
        self.header(&mut h, &page);
        if matches!(&*self.editor.account.read(), Account::Expired(_)) && page != Page::SignIn {
            h.raw("<div class=\"banner\" id=\"expired\" role=\"alert\"><p><strong>")
                .text(&t(key::EXPIRED_TITLE));
            h.raw("</strong> ").text(&t(key::EXPIRED_TEXT)).raw(" ");
            h.button("link-button", "sign-in", &t(key::SIGN_IN))
                .raw("</p></div>");
        }
        if self.editor.is_ending() {
            ending(&t(key::IDLE_TEXT), &mut h);
        }
        if text::missed() {
            h.raw("<div class=\"banner\" id=\"missed\" role=\"alert\">")
                .p("", &t(key::LANGUAGE_FAILED))
                .raw("</div>");
        }
        if let Some(notice) = self.editor.notice.get() {
            h.raw("<div class=\"banner\" id=\"notice\" role=\"alert\">")
                .p("", &t(notice))
                .raw("</div>");
        }
        let class = if page == Page::Home {
            "main landing"
        } else {
            "main"
        };
        h.raw("<main id=\"main\" tabindex=\"-1\"")
            .attr("class", class)
            .raw(">");
        pages::html(self, &page, &mut h);
        h.raw("</main><div class=\"live\" id=\"live\" role=\"status\">")
            .text(&self.said.get())
            .raw("</div>");
        footer(&mut h);
        self.dialog(&mut h);
        h.done()
    }

    fn header(self, h: &mut Html, page: &Page) {
        let link = |h: &mut Html, to: &Page, text: &str| {
            h.raw("<a").attr("href", &nav::href(to));
            if to == page {
                h.attr("aria-current", "page");
            }
            h.raw(">").text(text).raw("</a>");
        };
        h.raw("<header class=\"header\"><div class=\"header__inner\">");
        h.link("header__name", &nav::href(&Page::Home), &t(key::TITLE_SUFFIX));
        h.raw("<nav class=\"header__nav\"")
            .attr("aria-label", &t(key::MENU))
            .raw("><ul><li>");
        link(h, &Page::Overview, &t(key::APPLICATIONS));
        h.raw("</li><li>");
        match &*self.editor.account.read() {
            Account::Person(_) => {
                h.button("link-button", "ask-sign-out", &t(key::SIGN_OUT));
            }
            _ => link(h, &Page::SignIn, &t(key::SIGN_IN)),
        }
        h.raw("</li></ul></nav>");
        h.html(&text::language_menu(|tag| page.path(tag)))
            .raw("</div></header>");
    }

    fn dialog(self, h: &mut Html) {
        let Some(asking) = self.asking.get() else { return };
        let (title, text, yes, act) = match asking {
            Asking::Delete => (
                key::DELETE_TITLE,
                Some(t(key::DELETE_TEXT)),
                key::DELETE_CONFIRM,
                "delete",
            ),
            Asking::SignOut => (
                key::SIGN_OUT_TITLE,
                self.lost(key::SIGN_OUT_TEXT),
                key::SIGN_OUT_CONFIRM,
                "sign-out",
            ),
            Asking::Wipe => (key::WIPE, self.lost(key::WIPE_TEXT), key::WIPE_CONFIRM, "wipe"),
        };
        h.raw("<dialog class=\"dialog\" id=\"dialog\" aria-labelledby=\"dialog-title\"><h2 id=\"dialog-title\">");
        h.text(&t(title)).raw("</h2><p role=\"status\">");
        h.text(text.as_ref().unwrap_or(&t(key::SIGN_OUT_SENDING)))
            .raw("</p><div class=\"cluster\">");
        if text.is_some() {
            h.button("button button--warning", act, &t(yes));
        }
        h.button("button button--secondary", "cancel", &t(key::CANCEL))
            .raw("</div></dialog>");
    }

    /// What would be lost; `None` while that is being found out.
    fn lost(self, nothing: &str) -> Option<String> {
        Some(match self.unsent.get()? {
            Unsent::Count(0) => t(nothing),
            Unsent::Count(count) => t_with(key::SIGN_OUT_UNSENT, &[("count", count.to_string())]),
            Unsent::Unknown => t(key::SIGN_OUT_UNKNOWN),
        })
    }
}

fn footer(h: &mut Html) {
    let config = text::config();
    let by = t_with(key::FOOTER_RUN_BY, &[("name", config.authority.clone())]);
    let contact = t_with(key::FOOTER_CONTACT, &[("contact", config.contact.clone())]);
    h.raw("<footer class=\"footer\">")
        .p("", &format!("{by} {contact}"))
        .p("", &t(key::FOOTER_LAW))
        .help(&text::locale(), &t(key::ASK_HELP))
        .raw("</footer>");
}
