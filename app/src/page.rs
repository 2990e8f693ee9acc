//! Every page of the app and its address. `parse` and `path` are each other's inverse.

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// What the portal is, and "Start now".
    Home,
    /// Signing in with a code.
    SignIn,
    /// One's drafts and applications.
    Overview,
    /// The task list of a draft.
    Tasks(String),
    /// A page of the form, by the page's id.
    Form(String, String),
    /// A row of a repeatable group: draft, page, row.
    Row(String, String, String),
    /// Check your answers.
    Check(String),
    /// The last step before submitting.
    Send(String),
    /// The classification preview, in full.
    Preview(String),
    /// The status of an application.
    Status(String),
    /// Nothing is here.
    NotFound,
}

impl Page {
    /// Reads an address: the language tag it begins with, if one of `tags`, and the page.
    pub fn parse(path: &str, tags: &[&str]) -> (Option<String>, Page) {
        let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let tag = parts.first().filter(|first| tags.contains(first)).map(|first| (*first).to_owned());
        if tag.is_some() {
            parts.remove(0);
        }
        let own = |part: &str| part.to_owned();
        let page = match parts.as_slice() {
            [] => Page::Home,
            ["sign-in"] => Page::SignIn,
            ["applications"] => Page::Overview,
            ["applications", id] => Page::Status(own(id)),
            ["drafts", id] => Page::Tasks(own(id)),
            ["drafts", id, "check"] => Page::Check(own(id)),
            ["drafts", id, "send"] => Page::Send(own(id)),
            ["drafts", id, "preview"] => Page::Preview(own(id)),
            ["drafts", id, "form", page] => Page::Form(own(id), own(page)),
            ["drafts", id, "form", page, row] => Page::Row(own(id), own(page), own(row)),
            _ => Page::NotFound,
        };
        (tag, page)
    }

    /// Its address in a language.
    pub fn path(&self, tag: &str) -> String {
        match self {
            Page::Home => format!("/{tag}"),
            Page::SignIn => format!("/{tag}/sign-in"),
            Page::Overview => format!("/{tag}/applications"),
            Page::Status(id) => format!("/{tag}/applications/{id}"),
            Page::Tasks(id) => format!("/{tag}/drafts/{id}"),
            Page::Check(id) => format!("/{tag}/drafts/{id}/check"),
            Page::Send(id) => format!("/{tag}/drafts/{id}/send"),
            Page::Preview(id) => format!("/{tag}/drafts/{id}/preview"),
            Page::Form(id, page) => format!("/{tag}/drafts/{id}/form/{page}"),
            Page::Row(id, page, row) => format!("/{tag}/drafts/{id}/form/{page}/{row}"),
            Page::NotFound => format!("/{tag}/not-found"),
        }
    }

    /// The draft it belongs to.
    pub fn draft(&self) -> Option<&str> {
        match self {
            Page::Tasks(id)
            | Page::Check(id)
            | Page::Send(id)
            | Page::Preview(id)
            | Page::Form(id, _)
            | Page::Row(id, _, _) => Some(id),
            _ => None,
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
            Page::SignIn,
            Page::Overview,
            Page::Tasks(id()),
            Page::Form(id(), "passport".into()),
            Page::Row(id(), "work".into(), "77".into()),
            Page::Check(id()),
            Page::Send(id()),
            Page::Preview(id()),
            Page::Status(id()),
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
