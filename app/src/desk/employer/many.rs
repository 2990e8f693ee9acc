//! Many invitations at once: the rows of a spreadsheet, and what they would come to.

use super::columns::{self, Sheet};
use super::sheet;
use crate::components::message;
use crate::desk::fields;
use crate::desk::languages;
use crate::desk::listen::Values;
use crate::desk::words;
use crate::html::Html;
use crate::platform::{self, dom, property};
use crate::text::{self, colon, pair, t, t_opt, t_with};
use leptos::wasm_bindgen::JsCast;
use permit::answer::Key;
use permit::api::organisation::{Invited, Invitee, RowProblem};
use permit::forms;
use permit::lifecycle::{Matter, hears_of};
use permit::question::{Format, Kind};
use web_sys::File;

/// The most people that the server invites at a time.
const MOST: usize = 200;
/// The largest file that is read, in bytes: far more than a list of so many people.
const LARGEST: f64 = 4_194_304.0;
/// What browsers offer to choose.
const ACCEPT: &str = "text/csv,text/tab-separated-values,text/plain,.csv,.tsv,.txt";

/// What the rows of a spreadsheet, or one person, would come to.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The rows.
    pub sheet: Sheet,
    /// What is wrong with them.
    pub invited: Invited,
}

/// What the form asks for: rows that are pasted, or a file.
pub fn ask(h: &mut Html) {
    let columns = [("columns", platform::list_text(&columns::names()))];
    h.p("", &t_with("desk.invite_many_lead", &columns));
    fields::lines("rows", &t("desk.invite_rows"), false, h);
    fields::within("many", h, |h| {
        let id = fields::begin("file", &t("desk.sheet_file"), h);
        h.p("field__hint", &t("desk.sheet_file_hint"))
            .raw("<input type=\"file\" name=\"file\"")
            .attr("id", &id)
            .attr("accept", ACCEPT)
            .raw("></div>");
    });
}

/// What a spreadsheet's rows would come to, with what is wrong; nothing was sent.
pub fn preview(tried: &Tried, busy: bool, h: &mut Html) {
    let Tried { sheet, invited } = tried;
    let count = sheet.people.len().to_string();
    h.raw("<h2 tabindex=\"-1\" id=\"preview\">")
        .text(&t_with("desk.invite_preview", &[("count", count)]))
        .raw("</h2>");
    for row in &sheet.headings {
        h.p("", &t_with("desk.sheet_heading", &[("row", row.clone())]));
    }
    if !sheet.left_out.is_empty() {
        let columns = [("columns", platform::list_text(&sheet.left_out))];
        h.p("field__warning", &t_with("desk.sheet_left_out", &columns));
    }
    h.raw("<ol>");
    for (place, person) in sheet.people.iter().enumerate() {
        h.raw("<li><bdi>")
            .text(&person.label)
            .raw("</bdi> &lt;<bdi>")
            .text(&person.email)
            .raw("</bdi>&gt;");
        says(person, h);
        let mine = |one: &&RowProblem| usize::try_from(one.row) == Ok(place);
        for problem in invited.problems.iter().filter(mine) {
            h.p("field__error", &wrong(person, problem));
        }
        h.raw("</li>");
    }
    h.raw("</ol>");
    if invited.problems.is_empty() {
        h.p("field__hint", &words::hears(hears_of(Matter::Invitation)));
    }
    h.raw("<p class=\"cluster\">");
    if invited.problems.is_empty() {
        h.raw("<button type=\"button\" class=\"button\" data-act=\"send-all\"")
            .flag("disabled", busy)
            .raw(">")
            .text(&t("desk.invite_send_all"))
            .raw("</button>");
    } else {
        h.raw("<strong>").text(&t("desk.invite_wrong")).raw("</strong> ");
    }
    h.button("button button--secondary", "forget", &t("app.cancel"))
        .raw("</p>");
}

/// The answer of a row to a question.
fn said<'a>(person: &'a Invitee, id: &str) -> &'a str {
    let mut found = person.post.iter().filter(|(key, _)| *key == Key::new(id));
    found.next().map_or("", |(_, value)| value.as_str())
}

/// The language of a person's letter, and what the row, or the post that was chosen, says to the columns' questions.
fn says(person: &Invitee, h: &mut Html) {
    h.raw("<p class=\"field__note\"><bdi>")
        .text(&t("app.language"))
        .text(&colon());
    languages::name(&person.locale, &person.locale, h);
    h.raw("</bdi>");
    for question in columns::questions() {
        let raw = said(person, question.id);
        if !raw.is_empty() {
            h.raw(" · <bdi>")
                .text(&pair(
                    &message::name(question),
                    &message::raw_answer(question, raw),
                ))
                .raw("</bdi>");
        }
    }
    h.raw("</p>");
}

/// What is wrong with a row, in a sentence.
fn wrong(person: &Invitee, problem: &RowProblem) -> String {
    let key = Key::parse(&problem.key);
    let question = key.as_ref().and_then(|key| forms::question(&key.question));
    let (field, raw) = match problem.key.as_str() {
        "email" => (t("desk.invite_email"), person.email.as_str()),
        "label" => (t("desk.invite_label"), person.label.as_str()),
        "locale" => (t("app.language"), person.locale.as_str()),
        id => (question.map(message::name).unwrap_or_default(), said(person, id)),
    };
    if let Some(what) = t_opt(&format!("desk.problem.{}", problem.code)) {
        return pair(&field, &what);
    }
    let words = match question.map(|question| question.kind) {
        Some(Kind::Text(Format::Email)) => "problem.email_shape",
        Some(Kind::Province) => "desk.sheet_wrong_province",
        Some(Kind::Date(_)) => "desk.sheet_wrong_date",
        Some(Kind::Yuan(_)) => "desk.sheet_wrong_pay",
        _ => return pair(&field, &t("desk.problem.other")),
    };
    t_with(words, &[("field", field), ("value", raw.to_owned())])
}

/// The file that was chosen in the form.
fn chosen() -> Option<File> {
    let input = dom::by_id("f-many-file")?;
    property(&property(&input, "files"), "0").dyn_into().ok()
}

async fn text_in(file: &File) -> Option<String> {
    if file.size() > LARGEST {
        return None;
    }
    sheet::text_of(&platform::bytes(file).await?)
}

/// The rows that were pasted into the form, and those of the file that was chosen.
///
/// # Errors
/// `error.<code>`: nothing can be read, or it is too much.
pub async fn read(values: &Values) -> Result<Sheet, &'static str> {
    let locale = text::locale();
    // A row may begin with an empty cell: blanks count.
    let mut sheet = columns::read(&values.all("rows").concat(), &locale);
    if let Some(file) = chosen() {
        let text = text_in(&file).await.ok_or("sheet_unreadable")?;
        sheet.and(columns::read(&text, &locale));
    }
    match sheet.people.len() {
        0 => Err("sheet_empty"),
        1..=MOST => Ok(sheet),
        _ => Err("sheet_too_long"),
    }
}
