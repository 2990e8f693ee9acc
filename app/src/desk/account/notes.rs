//! Notes that the helpdesk pinned to a draft, and whether a suggested answer is taken over.

use crate::desk::call::{self, Failed};
use crate::desk::listen;
use crate::desk::notes;
use crate::desk::state::{self, Data, State};
use crate::desk::{shell, thread};
use crate::html::Html;
use crate::page::Page as Portal;
use crate::text::t;
use permit::answer::Key;
use permit::api::support::{Note, NoteAnswer};
use permit::api::{DraftDocument, SaveRequest, SaveResponse, path};
use permit::draft::Change;
use permit::forms;

/// Fetches a draft, and the notes on it.
pub async fn fetch(draft: &str) -> Result<Data, Failed> {
    let notes = call::get(&path::with_id(path::DRAFT_NOTES, draft)).await?;
    let document = call::get(&path::with_id(path::DRAFT, draft)).await?;
    Ok(Data::Notes(Box::new(document), notes))
}

/// The page.
pub fn html(state: &State, h: &mut Html) {
    if !shell::begin(state, &t("account.notes"), h) {
        return;
    }
    let Data::Notes(document, all) = &state.data else {
        return;
    };
    h.p("lead", &t("account.notes_lead"));
    if all.is_empty() {
        h.p("", &t("account.notes_none"));
    }
    let place = |key: &Key| thread::portal(&place(&document.id, key));
    notes::list(all, &document.draft, &place, state.busy, h);
    h.raw("<p>")
        .link(
            "",
            &thread::portal(&Portal::Tasks(document.id.clone())),
            &t("account.notes_draft"),
        )
        .raw("</p>");
}

/// The page of the form on which a question stands.
fn place(draft: &str, key: &Key) -> Portal {
    let page = forms::pages().map(|(_, page)| page).find(|page| {
        let asks = forms::questions_of(page).any(|question| question.id == key.question);
        asks || page.group.is_some_and(|group| group.id == key.question)
    });
    match (page, &key.row) {
        (Some(page), Some(row)) => Portal::Row(draft.into(), page.id.into(), row.clone(), false),
        (Some(page), None) => Portal::Form(draft.into(), page.id.into(), false),
        _ => Portal::Tasks(draft.into()),
    }
}

/// The save that takes a suggested answer over: upon the answer that stands on the screen.
fn save_of(document: &DraftDocument, note: &Note) -> SaveRequest {
    let base = document
        .draft
        .entries
        .get(&note.key)
        .map_or(0, |entry| entry.revision);
    SaveRequest {
        form_version: forms::VERSION,
        known: document.revision,
        changes: vec![Change {
            key: note.key.clone(),
            value: note.value.clone(),
            base,
        }],
    }
}

/// Does what a button says.
pub async fn act(words: &[&str]) {
    let Some((accepts, id)) = notes::said(words) else {
        return;
    };
    let found = state::with(|state| match &state.data {
        Data::Notes(document, all) => {
            let note = all.iter().find(|note| note.id == id)?;
            Some((document.clone(), note.clone()))
        }
        _ => None,
    });
    let Some((document, note)) = found else { return };
    let visit = listen::begin();
    let told = answer(&document, &note, accepts).await;
    listen::then_again(visit, told).await;
}

/// The answer first, then that it was accepted: cut in between, the note is still open, and the same again does no harm.
async fn answer(document: &DraftDocument, note: &Note, accepts: bool) -> Result<(), Failed> {
    if accepts && !note.value.is_empty() {
        let path = path::with_id(path::DRAFT, &document.id);
        call::send::<SaveResponse>("PATCH", &path, &save_of(document, note)).await?;
    }
    let path = path::with_id(path::DRAFT_NOTE, &document.id).replace("{note}", &note.id);
    call::send::<Note>("POST", &path, &NoteAnswer { accepts })
        .await
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::{place, save_of};
    use crate::page::Page as Portal;
    use permit::answer::{Key, Role};
    use permit::api::DraftDocument;
    use permit::api::support::Note;
    use permit::draft::Draft;
    use permit::forms;

    #[test]
    fn a_note_leads_to_its_question_and_is_taken_over_upon_what_was_seen() {
        let asks = |page: &&'static forms::Page| forms::questions_of(page).any(|one| one.id == "surname");
        let page = forms::pages().map(|(_, page)| page).find(asks).unwrap();
        let question = Portal::Form("d".into(), page.id.into(), false);
        assert_eq!(place("d", &Key::new("surname")), question);
        assert_eq!(place("d", &Key::new("nothing")), Portal::Tasks("d".into()));
        let mut draft = Draft::new(forms::VERSION);
        draft.edit(Key::new("surname"), "Ericson".into(), 0, Role::Applicant);
        let document = DraftDocument {
            id: "d".into(),
            revision: 7,
            updated_at: 0,
            application: None,
            open: false,
            excused: Vec::new(),
            notes: 0,
            draft,
        };
        let note = Note {
            id: "n".into(),
            key: Key::new("surname"),
            phrase: "look_again".into(),
            text: String::new(),
            value: "Eriksson".into(),
            at: 0,
            state: "open".into(),
        };
        let save = save_of(&document, &note);
        let base = document.draft.entries.get(&note.key).unwrap().revision;
        assert_eq!((save.known, save.changes.len()), (7, 1));
        assert_eq!(
            (save.changes[0].value.as_str(), save.changes[0].base),
            ("Eriksson", base)
        );
    }
}
