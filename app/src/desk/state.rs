//! What the program knows: who is signed in, the page, and what was fetched for it.

use super::account::employer::Mine;
use super::call::Failed;
use super::employer::help::PartHelp;
use super::employer::many::Tried;
use super::page::Page;
use super::staff::help::Help;
use permit::api::case::{CaseDocument, CasePage};
use permit::api::employer::{InvitationPage, PostTemplate, RemindRequest, Reminded};
use permit::api::help::{HelpAbout, HelpLine, HelpThread};
use permit::api::history::OrganisationHistory;
use permit::api::notice::NoticeSettings;
use permit::api::organisation::{Invitation, Organisation, OrganisationPage};
use permit::api::passkey::Passkey;
use permit::api::recovery::{OwnRecovery, Recovery};
use permit::api::rendering::Renderings;
use permit::api::session::OwnSession;
use permit::api::staff::StaffSession;
use permit::api::statistics::Statistics;
use permit::api::support::{Note, View};
use permit::api::{Application, DraftDocument, Session};
use permit::lifecycle::correction::{Item, Wished};
use std::cell::RefCell;

/// What was fetched for the page on screen.
#[derive(Clone, Debug, Default)]
pub enum Data {
    /// Nothing yet.
    #[default]
    Nothing,
    /// A page of a table of applications, and the organisation where it is one's.
    Table(CasePage, Option<Box<Organisation>>),
    /// An application.
    Case(Box<CaseDocument>),
    /// What the events of a period say together.
    Statistics(Box<Statistics>),
    /// Organisations.
    Organisations(Vec<Organisation>),
    /// A page of the employers that the authority asked for.
    Employers(Box<OrganisationPage>),
    /// An organisation with its people, and what these did.
    Organisation(Box<Organisation>, Box<OrganisationHistory>),
    /// A draft, or an employer's part, that the helpdesk opened.
    View(Box<View>),
    /// A page of an organisation's invitations, and the posts that it keeps.
    Invitations(Box<Organisation>, Box<InvitationPage>, Vec<PostTemplate>),
    /// An invitation with the employer's part, the application once there is one, and the posts that are kept.
    Part(Box<Invitation>, Option<Box<CaseDocument>>, Vec<PostTemplate>),
    /// An invitation with what the employer has of the helpdesk for its part.
    PartHelp(Box<PartHelp>),
    /// Posts that an organisation keeps.
    Posts(Vec<PostTemplate>),
    /// Which e-mails a person gets.
    Notices(NoticeSettings),
    /// One's passkeys.
    Passkeys(Vec<Passkey>),
    /// One's sessions.
    Sessions(Vec<OwnSession>),
    /// What runs against one's own account.
    Account(Vec<OwnRecovery>),
    /// Requests of people who lost their mailbox.
    Recoveries(Vec<Recovery>),
    /// A code was sent to this address.
    CodeSent(String),
    /// What the page is for was done.
    Done,
    /// Threads with the helpdesk, what a new one carries along, and the last save of the draft that it is about.
    Threads(Vec<HelpLine>, HelpAbout, (u64, i64)),
    /// A thread with the helpdesk.
    Thread(Box<HelpThread>),
    /// A draft, and the helpdesk's notes on it.
    Notes(Box<DraftDocument>, Vec<Note>),
    /// The helpdesk's queue.
    Requests(Vec<HelpLine>),
    /// The employer of a draft of one's own.
    Mine(Box<Mine>),
    /// An application of one's own.
    Sent(Box<Application>),
    /// The Chinese renderings of an application.
    Renderings(Box<Renderings>),
    /// The page needs nothing.
    Still,
}

impl Data {
    /// The organisation on screen as it is now; what its people did stays until it is fetched anew.
    pub fn put_organisation(&mut self, now: Organisation) {
        if let Data::Organisation(shown, _) = self
            && shown.id == now.id
        {
            **shown = now;
        }
    }
}

/// Everything.
#[derive(Debug)]
pub struct State {
    /// The page on screen.
    pub page: Page,
    /// How many pages were shown: what was fetched for one does not belong to the next.
    pub visit: u32,
    /// Who of the staff is signed in.
    pub staff: Option<StaffSession>,
    /// Which person is signed in, for an employer.
    pub person: Option<Session>,
    /// What was fetched.
    pub data: Data,
    /// Why the last thing asked for failed.
    pub failed: Option<Failed>,
    /// What the person asked for last: the name of a form, or of a button.
    pub act: String,
    /// Whether something is on its way that must not be asked for twice.
    pub busy: bool,
    /// Whether the language that was asked for last could not be had.
    pub missed: bool,
    /// A sentence for the live region.
    pub said: String,
    /// The list of corrections that is being put together.
    pub items: Vec<Item>,
    /// What one side asks to correct, with how it should be: the wish that is being put together.
    pub pins: Vec<Wished>,
    /// Invitations that were read from a spreadsheet, and what is wrong with them.
    pub tried: Option<Tried>,
    /// Reminders that would go out, or went.
    pub reminding: Option<(RemindRequest, Reminded)>,
    /// A draft that was just opened, until its page is there.
    pub opened: Option<Box<View>>,
    /// What the helpdesk's pages know beside what was fetched.
    pub help: Help,
}

thread_local! {
    static STATE: RefCell<State> = const { RefCell::new(State {
        page: Page::NotFound,
        visit: 0,
        staff: None,
        person: None,
        data: Data::Nothing,
        failed: None,
        act: String::new(),
        busy: false,
        missed: false,
        said: String::new(),
        items: Vec::new(),
        pins: Vec::new(),
        tried: None,
        reminding: None,
        opened: None,
        help: Help::new(),
    }) };
}

/// Looks at the state.
pub fn with<R>(look: impl FnOnce(&State) -> R) -> R {
    STATE.with_borrow(look)
}

/// Changes the state; `show::draw` shows it.
pub fn update<R>(change: impl FnOnce(&mut State) -> R) -> R {
    STATE.with_borrow_mut(change)
}

/// Whether the page of this visit is still on screen: asked after everything that took time.
pub fn is_here(visit: u32) -> bool {
    with(|state| state.visit == visit)
}
