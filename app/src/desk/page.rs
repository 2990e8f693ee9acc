//! The pages of the staff, of employers and of a person's account, and their addresses.

use super::side::Kind;

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The staff's way in.
    Staff,
    /// The authority's queue; the query of its address.
    Queue(String),
    /// An application with the authority.
    Case(String),
    /// What many applications say together; the query of its address.
    Statistics(String),
    /// Employers that registered; the query of its address.
    Organisations(String),
    /// The helpdesk: a code, and what is looked for.
    Help,
    /// A draft that the helpdesk opened.
    Helped(String),
    /// Requests for help; the query of its address.
    Requests(String),
    /// A request for help.
    Request(String),
    /// One's organisations, and registering one.
    Employer,
    /// An organisation's applications; the query of the address.
    Owned(String, String),
    /// An organisation itself, and its people.
    People(String),
    /// Whom an organisation invited; the query of the address.
    Invitations(String, String),
    /// The posts that an organisation keeps.
    Posts(String),
    /// One of them, or `new`.
    Post(String, String),
    /// The employer's part of an invitation.
    Part(String, String),
    /// Help with it, and who looked.
    PartHelp(String, String),
    /// An application of an organisation.
    OwnCase(String, String),
    /// What of it needs a Chinese rendering.
    OwnChinese(String, String),
    /// What is a person's own: the way to it.
    Account,
    /// Which e-mails a person gets.
    Notices,
    /// One's passkeys.
    Passkeys,
    /// Where one is signed in.
    Sessions,
    /// Signing in with a passkey; the query of the address says where to go then.
    SignIn(String),
    /// The way back for who lost the mailbox they sign in with.
    Recover,
    /// Stopping that from the mailbox: the secret of the letter.
    Stop(String),
    /// The passkeys of a member of the staff.
    StaffPasskeys,
    /// Where a member of the staff is signed in.
    StaffSessions,
    /// Those who lost their mailbox.
    Recoveries,
    /// Asking the helpdesk, and what one asked.
    AskHelp,
    /// A thread with the helpdesk.
    HelpThread(String),
    /// Notes of the helpdesk on a draft.
    Notes(String),
    /// The employer of a draft of one's own.
    MyEmployer(String),
    /// Asking to correct an application of one's own.
    Correct(String),
    /// The Chinese renderings of an application of one's own.
    Chinese(String),
    /// What the last correction changed of it.
    Changed(String),
    /// Nothing is there.
    NotFound,
}

impl Page {
    /// The page of a path without its language, and the query of the address.
    pub fn parse(path: &str, query: &str) -> Page {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let own = |part: &str| part.to_owned();
        match parts.as_slice() {
            ["staff"] => Page::Staff,
            ["staff", "cases"] => Page::Queue(own(query)),
            ["staff", "cases", id] => Page::Case(own(id)),
            ["staff", "statistics"] => Page::Statistics(own(query)),
            ["staff", "organisations"] => Page::Organisations(own(query)),
            ["staff", "help"] => Page::Help,
            ["staff", "help", view] => Page::Helped(own(view)),
            ["staff", "requests"] => Page::Requests(own(query)),
            ["staff", "requests", id] => Page::Request(own(id)),
            ["employer"] => Page::Employer,
            ["employer", id] => Page::Owned(own(id), own(query)),
            ["employer", id, "people"] => Page::People(own(id)),
            ["employer", id, "invitations"] => Page::Invitations(own(id), own(query)),
            ["employer", id, "posts"] => Page::Posts(own(id)),
            ["employer", id, "posts", post] => Page::Post(own(id), own(post)),
            ["employer", id, "invitations", invitation] => Page::Part(own(id), own(invitation)),
            ["employer", id, "invitations", invitation, "help"] => Page::PartHelp(own(id), own(invitation)),
            ["employer", id, "cases", case] => Page::OwnCase(own(id), own(case)),
            ["employer", id, "cases", case, "chinese"] => Page::OwnChinese(own(id), own(case)),
            ["account"] => Page::Account,
            ["account", "notices"] => Page::Notices,
            ["account", "passkeys"] => Page::Passkeys,
            ["account", "sessions"] => Page::Sessions,
            ["account", "sign-in"] => Page::SignIn(own(query)),
            ["account", "recover"] => Page::Recover,
            ["account", "stop", secret] => Page::Stop(own(secret)),
            ["staff", "passkeys"] => Page::StaffPasskeys,
            ["staff", "sessions"] => Page::StaffSessions,
            ["staff", "recoveries"] => Page::Recoveries,
            ["account", "help"] => Page::AskHelp,
            ["account", "help", id] => Page::HelpThread(own(id)),
            ["account", "notes", draft] => Page::Notes(own(draft)),
            ["account", "employer", draft] => Page::MyEmployer(own(draft)),
            ["account", "correct", application] => Page::Correct(own(application)),
            ["account", "chinese", application] => Page::Chinese(own(application)),
            ["account", "changes", application] => Page::Changed(own(application)),
            _ => Page::NotFound,
        }
    }

    /// Its address in a language.
    pub fn path(&self, tag: &str) -> String {
        let with = |path: String, query: &str| {
            if query.is_empty() {
                path
            } else {
                format!("{path}?{query}")
            }
        };
        match self {
            Page::Staff | Page::NotFound => format!("/{tag}/staff"),
            Page::Queue(query) => with(format!("/{tag}/staff/cases"), query),
            Page::Case(id) => format!("/{tag}/staff/cases/{id}"),
            Page::Statistics(query) => with(format!("/{tag}/staff/statistics"), query),
            Page::Organisations(query) => with(format!("/{tag}/staff/organisations"), query),
            Page::Help => format!("/{tag}/staff/help"),
            Page::Helped(view) => format!("/{tag}/staff/help/{view}"),
            Page::Employer => format!("/{tag}/employer"),
            Page::Owned(id, query) => with(format!("/{tag}/employer/{id}"), query),
            Page::People(id) => format!("/{tag}/employer/{id}/people"),
            Page::Invitations(id, query) => with(format!("/{tag}/employer/{id}/invitations"), query),
            Page::Posts(id) => format!("/{tag}/employer/{id}/posts"),
            Page::Post(id, post) => format!("/{tag}/employer/{id}/posts/{post}"),
            Page::Part(id, invitation) => format!("/{tag}/employer/{id}/invitations/{invitation}"),
            Page::PartHelp(id, invitation) => {
                format!("/{tag}/employer/{id}/invitations/{invitation}/help")
            }
            Page::OwnCase(id, case) => format!("/{tag}/employer/{id}/cases/{case}"),
            Page::OwnChinese(id, case) => format!("/{tag}/employer/{id}/cases/{case}/chinese"),
            Page::Requests(query) => with(format!("/{tag}/staff/requests"), query),
            Page::Request(id) => format!("/{tag}/staff/requests/{id}"),
            Page::Account => format!("/{tag}/account"),
            Page::Notices => format!("/{tag}/account/notices"),
            Page::Passkeys => format!("/{tag}/account/passkeys"),
            Page::Sessions => format!("/{tag}/account/sessions"),
            Page::SignIn(query) => with(format!("/{tag}/account/sign-in"), query),
            Page::Recover => format!("/{tag}/account/recover"),
            Page::Stop(secret) => format!("/{tag}/account/stop/{secret}"),
            Page::StaffPasskeys => format!("/{tag}/staff/passkeys"),
            Page::StaffSessions => format!("/{tag}/staff/sessions"),
            Page::Recoveries => format!("/{tag}/staff/recoveries"),
            Page::AskHelp => format!("/{tag}/account/help"),
            Page::HelpThread(id) => format!("/{tag}/account/help/{id}"),
            Page::Notes(draft) => format!("/{tag}/account/notes/{draft}"),
            Page::MyEmployer(draft) => format!("/{tag}/account/employer/{draft}"),
            Page::Correct(application) => format!("/{tag}/account/correct/{application}"),
            Page::Chinese(application) => format!("/{tag}/account/chinese/{application}"),
            Page::Changed(application) => format!("/{tag}/account/changes/{application}"),
        }
    }

    /// The address at which one signs in with a passkey, and comes back here.
    pub fn sign_in(&self, tag: &str) -> String {
        let path = self.path(tag);
        let path = path.split('?').next().unwrap_or_default();
        Page::SignIn(format!("then={path}")).path(tag)
    }

    /// Whom it is for.
    pub fn kind(&self) -> Kind {
        match self {
            Page::Staff
            | Page::Queue(_)
            | Page::Case(_)
            | Page::Statistics(_)
            | Page::Organisations(_)
            | Page::Help
            | Page::Helped(_)
            | Page::StaffPasskeys
            | Page::StaffSessions
            | Page::Recoveries
            | Page::Requests(_)
            | Page::Request(_)
            | Page::NotFound => Kind::Staff,
            Page::Employer
            | Page::Owned(..)
            | Page::People(_)
            | Page::Invitations(..)
            | Page::Posts(_)
            | Page::Post(..)
            | Page::Part(..)
            | Page::PartHelp(..)
            | Page::OwnCase(..)
            | Page::OwnChinese(..) => Kind::Employer,
            Page::Account
            | Page::MyEmployer(_)
            | Page::Correct(_)
            | Page::Chinese(_)
            | Page::Changed(_)
            | Page::AskHelp
            | Page::HelpThread(_)
            | Page::Notes(_)
            | Page::Notices
            | Page::Passkeys
            | Page::Sessions
            | Page::SignIn(_)
            | Page::Recover
            | Page::Stop(_) => Kind::Account,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn every_page_is_found_by_its_address() {
        let own = str::to_owned;
        for page in [
            Page::Staff,
            Page::Queue(String::new()),
            Page::Queue(own("state=filed&page=2")),
            Page::Case(own("a")),
            Page::Statistics(own("from=2026-11-01&until=2026-11-30")),
            Page::Organisations(String::new()),
            Page::Organisations(own("state=approved&page=2")),
            Page::Help,
            Page::Helped(own("v")),
            Page::Requests(own("show=mine")),
            Page::Request(own("r")),
            Page::Account,
            Page::Notices,
            Page::Passkeys,
            Page::Sessions,
            Page::SignIn(String::new()),
            Page::SignIn(own("then=/en/employer")),
            Page::Recover,
            Page::Stop(own("s")),
            Page::StaffPasskeys,
            Page::StaffSessions,
            Page::Recoveries,
            Page::AskHelp,
            Page::HelpThread(own("r")),
            Page::Notes(own("d")),
            Page::MyEmployer(own("d")),
            Page::Correct(own("a")),
            Page::Chinese(own("a")),
            Page::Changed(own("a")),
            Page::Employer,
            Page::People(own("o")),
            Page::Owned(own("o"), own("sort=-name")),
            Page::Invitations(own("o"), String::new()),
            Page::Invitations(own("o"), own("state=sent")),
            Page::Posts(own("o")),
            Page::Post(own("o"), own("new")),
            Page::Part(own("o"), own("i")),
            Page::PartHelp(own("o"), own("i")),
            Page::OwnCase(own("o"), own("c")),
            Page::OwnChinese(own("o"), own("c")),
        ] {
            let path = page.path("zh-Hans");
            let rest = path.strip_prefix("/zh-Hans").unwrap();
            let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
            assert_eq!(Page::parse(path, query), page);
        }
        assert_eq!(Page::parse("/staff/nothing", ""), Page::NotFound);
    }
}
