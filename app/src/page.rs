//! Every page of the app and its address. `parse` and `path` are each other's inverse.

/// In the address of a page that was opened from "check your answers", and leads back there.
const FROM_CHECK: &str = "from=check";

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// What the portal is, and "Start now".
    Home,
    /// "Start now": straight to the first question, or to the draft that is there already.
    Start,
    /// "Check where you stand": a few questions, without a draft.
    Stand,
    /// Signing in with a code.
    SignIn,
    /// One's drafts and applications.
    Overview,
    /// The task list of a draft.
    Tasks(String),
    /// A page of the form: draft, the page's id, and whether the person comes from "check your answers".
    Form(String, String, bool),
    /// A row of a repeatable group: draft, page, row, and whether the person comes from "check your answers".
    Row(String, String, String, bool),
    /// Where the draft stands under the standard, with every reason.
    Category(String),
    /// Other answers tried out beside those of the draft.
    WhatIf(String),
    /// What the draft's application needs: documents and steps.
    Papers(String),
    /// The documents of a draft, each with what is there of it.
    Files(String),
    /// One of them: draft and the document's id. Its files are added, ordered and removed here.
    Slot(String, String),
    /// Check your answers.
    Check(String),
    /// The last step before submitting.
    Send(String),
    /// The status of an application.
    Status(String),
    /// What stands at an address of the API, which is the page's own without its language: whether a receipt is genuine, an
    /// invitation, who looked at a draft. And the form that leads to the first of them.
    Open(String),
    /// Nothing is here.
    NotFound,
}

impl Page {
    /// Reads an address: the language tag it begins with, if one of `tags`, and the page.
    pub fn parse(address: &str, tags: &[&str]) -> (Option<String>, Page) {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let checking = query.split('&').any(|pair| pair == FROM_CHECK);
        let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let tag = parts
            .first()
            .filter(|first| tags.contains(first))
            .map(|first| (*first).to_owned());
        if tag.is_some() {
            parts.remove(0);
        }
        let own = |part: &str| part.to_owned();
        let page = match parts.as_slice() {
            [] => Page::Home,
            ["start"] => Page::Start,
            ["check-where-you-stand"] => Page::Stand,
            ["sign-in"] => Page::SignIn,
            ["applications"] => Page::Overview,
            ["applications", id] => Page::Status(own(id)),
            ["drafts", id] => Page::Tasks(own(id)),
            ["drafts", id, "category"] => Page::Category(own(id)),
            ["drafts", id, "what-if"] => Page::WhatIf(own(id)),
            ["drafts", id, "documents"] => Page::Papers(own(id)),
            ["drafts", id, "files"] => Page::Files(own(id)),
            ["drafts", id, "files", slot] => Page::Slot(own(id), own(slot)),
            ["drafts", id, "check"] => Page::Check(own(id)),
            ["drafts", id, "send"] => Page::Send(own(id)),
            ["drafts", id, "form", page] => Page::Form(own(id), own(page), checking),
            ["drafts", id, "form", page, row] => Page::Row(own(id), own(page), own(row), checking),
            ["verify"] | ["verify", _, _] | ["invitations", _] | ["drafts", _, "access"] => {
                Page::Open(parts.join("/"))
            }
            _ => Page::NotFound,
        };
        (tag, page)
    }

    /// Its address in a language.
    pub fn path(&self, tag: &str) -> String {
        let query = |checking: &bool| {
            if *checking {
                format!("?{FROM_CHECK}")
            } else {
                String::new()
            }
        };
        match self {
            Page::Home => format!("/{tag}"),
            Page::Start => format!("/{tag}/start"),
            Page::Stand => format!("/{tag}/check-where-you-stand"),
            Page::SignIn => format!("/{tag}/sign-in"),
            Page::Overview => format!("/{tag}/applications"),
            Page::Status(id) => format!("/{tag}/applications/{id}"),
            Page::Tasks(id) => format!("/{tag}/drafts/{id}"),
            Page::Category(id) => format!("/{tag}/drafts/{id}/category"),
            Page::WhatIf(id) => format!("/{tag}/drafts/{id}/what-if"),
            Page::Papers(id) => format!("/{tag}/drafts/{id}/documents"),
            Page::Files(id) => format!("/{tag}/drafts/{id}/files"),
            Page::Slot(id, slot) => format!("/{tag}/drafts/{id}/files/{slot}"),
            Page::Check(id) => format!("/{tag}/drafts/{id}/check"),
            Page::Send(id) => format!("/{tag}/drafts/{id}/send"),
            Page::Form(id, page, checking) => format!("/{tag}/drafts/{id}/form/{page}{}", query(checking)),
            Page::Row(id, page, row, checking) => {
                format!("/{tag}/drafts/{id}/form/{page}/{row}{}", query(checking))
            }
            Page::Open(rest) => format!("/{tag}/{rest}"),
            Page::NotFound => format!("/{tag}/not-found"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn every_page_is_read_back_from_its_address() {
        let id = || "0b9c".to_owned();
        let pages = [
            Page::Home,
            Page::Start,
            Page::Stand,
            Page::SignIn,
            Page::Overview,
            Page::Tasks(id()),
            Page::Category(id()),
            Page::WhatIf(id()),
            Page::Papers(id()),
            Page::Form(id(), "passport".into(), false),
            Page::Form(id(), "passport".into(), true),
            Page::Row(id(), "work".into(), "77".into(), true),
            Page::Files(id()),
            Page::Slot(id(), "passport".into()),
            Page::Check(id()),
            Page::Send(id()),
            Page::Status(id()),
            Page::Open("verify".into()),
            Page::Open("verify/WP-2345-6789-AB/0b9c".into()),
            Page::Open("invitations/0b9c".into()),
            Page::Open("drafts/0b9c/access".into()),
            Page::NotFound,
        ];
        for page in pages {
            let (tag, read) = Page::parse(&page.path("zh-Hans"), &["en", "zh-Hans"]);
            assert_eq!((tag.as_deref(), read), (Some("zh-Hans"), page));
        }
        assert_eq!(Page::parse("/", &["en"]), (None, Page::Home));
        assert_eq!(Page::parse("/fr", &["en"]), (None, Page::NotFound));
    }
}
