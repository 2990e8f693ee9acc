//! Help over the phone with the employer's part: a support code, the helpdesk's notes, and who looked.

use super::of;
use crate::components::access;
use crate::desk::call::{self, Failed};
use crate::desk::listen;
use crate::desk::notes;
use crate::desk::page::Page;
use crate::desk::show;
use crate::desk::state::{self, Data, State};
use crate::html::Html;
use crate::text::{self, t};
use permit::api::case::{PartDocument, PartSave};
use permit::api::organisation::Invitation;
use permit::api::path;
use permit::api::support::{Access, Note, NoteAnswer, SupportCode};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct PartHelp {
    /// The invitation, with the employer's part.
    one: Invitation,
    notes: Vec<Note>,
    looks: Vec<Access>,
    /// A code that was just made: it is told once.
    code: Option<SupportCode>,
}

fn address(path: &str, (organisation, invitation): (&str, &str)) -> String {
    of(path, organisation).replace("{invitation}", invitation)
}

/// Fetches it.
pub async fn fetch(organisation: &str, invitation: &str) -> Result<Data, Failed> {
    let whose = (organisation, invitation);
    Ok(Data::PartHelp(Box::new(PartHelp {
        one: call::get(&address(path::INVITATION, whose)).await?,
        notes: call::get(&address(path::PART_NOTES, whose)).await?,
        looks: call::get(&address(path::PART_ACCESS, whose)).await?,
        code: None,
    })))
}

/// Whether there is something to help with.
fn is_open(one: &Invitation) -> bool {
    matches!(one.state.as_str(), "sent" | "accepted" | "submitted")
}

/// The page below its heading.
pub fn html(state: &State, organisation: &str, help: &PartHelp, h: &mut Html) {
    let part = Page::Part(organisation.into(), help.one.id.clone()).path(&text::locale());
    h.raw("<p>").link("back-link", &part, &t("desk.part")).raw("</p>");
    if is_open(&help.one) {
        h.p("lead", &t("desk.part_help_lead"));
        if let Some(made) = &help.code {
            access::code(&made.code, &access::until(made.expires_at), h);
        }
        h.p("", &t("desk.part_help_one")).raw("<p class=\"cluster\">");
        for (act, words) in [("code", "app.access_support"), ("code-end", "app.access_end")] {
            h.raw("<button type=\"button\" class=\"button button--secondary\"")
                .attr("data-act", act)
                .flag("disabled", state.busy)
                .raw(">")
                .text(&t(words))
                .raw("</button>");
        }
        h.raw("</p>");
    } else {
        h.p("lead", &t("desk.part_help_closed"));
    }
    if !help.notes.is_empty() {
        h.h2(&t("account.notes"));
        notes::list(
            &help.notes,
            &help.one.part.draft,
            &|_| part.clone(),
            state.busy,
            h,
        );
    }
    access::log(&help.looks, h);
}

/// Does what a button says.
pub async fn act(whose: (&str, &str), words: &[&str]) {
    match words {
        ["code"] => {
            let visit = listen::begin();
            match call::read_after::<SupportCode>("POST", &address(path::PART_SUPPORT_CODE, whose)).await {
                Ok(made) => listen::done(visit, |state| {
                    if let Data::PartHelp(help) = &mut state.data {
                        state.said = access::until(made.expires_at);
                        help.code = Some(made);
                    }
                }),
                Err(failed) => listen::failed(visit, failed),
            }
        }
        ["code-end"] => {
            let visit = listen::begin();
            match call::act("DELETE", &address(path::PART_SUPPORT_CODE, whose)).await {
                Ok(()) => {
                    listen::done(visit, |state| state.said = t("desk.part_help_done"));
                    // The code goes from the screen, and whoever looked meanwhile comes.
                    show::again().await;
                }
                Err(failed) => listen::failed(visit, failed),
            }
        }
        ["note", rest @ ..] => {
            let Some((accepts, id)) = notes::said(rest) else {
                return;
            };
            let found = state::with(|state| match &state.data {
                Data::PartHelp(help) => {
                    let note = help.notes.iter().find(|note| note.id == id)?;
                    Some((note.clone(), help.one.part.revision))
                }
                _ => None,
            });
            let Some((note, revision)) = found else { return };
            let visit = listen::begin();
            match answer(whose, &note, revision, accepts).await {
                Err(why) if why.code == "conflict" => {
                    // Somebody else answered this question meanwhile: their answer is shown beside the suggestion.
                    listen::failed_on_case(visit, Failed::named("part_changed")).await;
                }
                told => listen::then_again(visit, told).await,
            }
        }
        _ => {}
    }
}

/// The answer first, upon the part that stands on the screen, then that the note was accepted: cut in between, it is still
/// open, and the same again does no harm.
async fn answer(whose: (&str, &str), note: &Note, revision: u64, accepts: bool) -> Result<(), Failed> {
    if accepts && !note.value.is_empty() {
        let wish = PartSave {
            revision,
            answers: vec![(note.key.clone(), note.value.clone())],
        };
        call::send::<PartDocument>("PATCH", &address(path::PART, whose), &wish).await?;
    }
    let path = address(path::PART_NOTE, whose).replace("{note}", &note.id);
    call::send::<Note>("POST", &path, &NoteAnswer { accepts })
        .await
        .map(drop)
}
