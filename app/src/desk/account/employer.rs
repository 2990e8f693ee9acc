//! One's employer, as the applicant sees it: who it is, what it says, what can be asked of it, and how the draft goes to
//! another one.

use super::returned;
use crate::components::message;
use crate::desk::call::{self, Failed};
use crate::desk::listen;
use crate::desk::page::Page;
use crate::desk::show;
use crate::desk::state::{Data, State};
use crate::html::Html;
use crate::text::{self, t, t_with};
use permit::api::organisation::DraftEmployer;
use permit::api::{Application, DraftDocument, path};
use permit::forms;
use permit::lifecycle::{self, Actor, State as Stands};
use permit::rendering;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Mine {
    /// The draft.
    pub draft: DraftDocument,
    /// The employer that is joined to it.
    pub employer: DraftEmployer,
    /// The application that the draft became.
    pub application: Option<Application>,
}

impl Mine {
    /// Where the application stands; `None` before there is one.
    fn stands(&self) -> Option<Stands> {
        let application = self.application.as_ref()?;
        lifecycle::state(&application.events)
    }

    /// Whether the application has ended.
    fn is_over(&self) -> bool {
        self.stands().is_some_and(Stands::is_terminal)
    }

    /// Whether it is the employer for whom the application waits; before there is one, it may always be asked.
    fn may_ask(&self) -> bool {
        match &self.application {
            Some(one) => one.acts.iter().any(|who| who == Actor::Employer.name()),
            None => self.draft.application.is_none(),
        }
    }
}

/// Fetches it.
pub async fn fetch(draft: &str) -> Result<Data, Failed> {
    let document: DraftDocument = call::get(&path::with_id(path::DRAFT, draft)).await?;
    let employer = call::get(&path::with_id(path::DRAFT_EMPLOYER, draft)).await?;
    let application = match &document.application {
        Some(id) => call::get(&path::with_id(path::APPLICATION, id)).await.ok(),
        None => None,
    };
    Ok(Data::Mine(Box::new(Mine {
        draft: document,
        employer,
        application,
    })))
}

/// The page below its heading.
pub fn html(state: &State, mine: &Mine, h: &mut Html) {
    let draft = &mine.draft.id;
    let employer = &mine.employer;
    h.raw("<p>")
        .link(
            "back-link",
            &format!("/{}/applications", text::locale()),
            &t("app.applications"),
        )
        .raw("</p>");
    if employer.organisation.is_empty() {
        nobody(state, mine, h);
        told(mine, h);
        return;
    }
    h.p("lead", &t("account.employer_lead"))
        .raw("<dl class=\"summary\">");
    h.fact(&t("question.employer_name.label"), &employer.organisation);
    h.fact(&t("question.employer_code.label"), &employer.credit_code);
    for (key, value) in &employer.post {
        if let Some(question) = forms::question(&key.question) {
            h.fact(&message::name(question), &message::raw_answer(question, value));
        }
    }
    h.raw("</dl>");
    returned::html(state, mine, h);
    told(mine, h);
    if mine.may_ask() {
        h.h2(&t("account.employer_ask"))
            .p("", &t("account.employer_ask_lead"))
            .raw("<p><button type=\"button\" class=\"button button--secondary\"")
            .attr("data-act", &format!("employer-ask {draft}"))
            .flag("disabled", state.busy)
            .raw(">")
            .text(&t("account.employer_ask"))
            .raw("</button></p>");
    }
    parting(state, mine, h);
}

/// The end of what joins the two, or what comes before it; of a permit that was granted there is none.
fn parting(state: &State, mine: &Mine, h: &mut Html) {
    let stands = mine.stands();
    if matches!(stands, Some(Stands::Approved | Stands::Cancelled)) {
        return;
    }
    let (title, lead) = if mine.is_over() {
        ("account.employer_end_now", "account.employer_end_over")
    } else {
        ("account.employer_end", "account.employer_end_lead")
    };
    h.h2(&t(title)).p("", &t(lead));
    if !stands.is_none_or(Stands::may_part) {
        return;
    }
    let name = [("name", mine.employer.organisation.clone())];
    h.raw("<details><summary>")
        .text(&t(title))
        .raw("</summary><p>")
        .text(&t_with("account.employer_end_sure", &name))
        .raw("</p><p><button type=\"button\" class=\"button button--warning\"")
        .attr("data-act", &format!("employer-end {}", mine.draft.id))
        .flag("disabled", state.busy)
        .raw(">")
        .text(&t("account.employer_end_now"))
        .raw("</button></p></details>");
}

/// No employer: the draft can go to one, unless its application is over.
fn nobody(state: &State, mine: &Mine, h: &mut Html) {
    h.p("lead", &t("account.employer_none"));
    if mine.is_over() {
        return;
    }
    let (draft, code) = (&mine.draft.id, &mine.employer.code);
    if code.is_empty() {
        h.raw("<p><button type=\"button\" class=\"button\"")
            .attr("data-act", &format!("employer-code {draft}"))
            .flag("disabled", state.busy)
            .raw(">")
            .text(&t("account.employer_code"))
            .raw("</button></p>");
        return;
    }
    h.p("", &t("account.employer_code_lead"))
        .raw("<p class=\"panel__reference\" id=\"code\" dir=\"ltr\">")
        .text(code)
        .raw("</p>");
}

/// Which answers an employer sees to render them in Chinese, and from when: told before it does.
fn told(mine: &Mine, h: &mut Html) {
    h.h2(&t("account.chinese"))
        .p("", &t("account.chinese_told"))
        .raw("<ul>");
    for question in rendering::questions() {
        h.raw("<li>").text(&message::label(question)).raw("</li>");
    }
    h.raw("</ul>").p("", &t("account.chinese_told_no_more"));
    if let Some(application) = &mine.application {
        let page = Page::Chinese(application.id.clone());
        h.raw("<p>")
            .link("", &page.path(&text::locale()), &t("account.chinese_to"))
            .raw("</p>");
    }
}

/// Does what a button says.
pub async fn act(words: &[&str]) {
    let visit = listen::begin();
    match words {
        ["employer-ask", draft] => {
            let path = path::with_id(path::DRAFT_EMPLOYER_LETTER, draft);
            listen::then_again(visit, call::act("POST", &path).await).await;
        }
        ["employer-end", draft] => {
            let path = path::with_id(path::DRAFT_EMPLOYER, draft);
            listen::then_again(visit, call::act("DELETE", &path).await).await;
        }
        ["employer-code", draft] => {
            let path = path::with_id(path::DRAFT_EMPLOYER, draft);
            let path = format!("{path}?locale={}", text::locale());
            match call::send::<DraftEmployer>("POST", &path, &()).await {
                Ok(made) => {
                    listen::done(visit, |state| {
                        if let Data::Mine(mine) = &mut state.data {
                            mine.employer = made;
                        }
                    });
                    show::draw();
                }
                Err(failed) => listen::failed(visit, failed),
            }
        }
        _ => {}
    }
}
