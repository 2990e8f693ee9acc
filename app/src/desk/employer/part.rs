//! The employer's part: the questions that are its own, asked like any other, saved as a whole.

use super::{correct, joined, of, posts};
use crate::components::message;
use crate::desk::call::{self, Failed};
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::page::Page;
use crate::desk::show;
use crate::desk::state::{self, Data, State};
use crate::html::Html;
use crate::platform::{self, dom};
use crate::text::{self, t, t_opt, t_with};
use permit::answer::Key;
use permit::api::case::{CaseDocument, PartDocument, PartSave};
use permit::api::employer::{PostRequest, PostTemplate};
use permit::api::organisation::Invitation;
use permit::api::path;
use permit::date;
use permit::draft::Draft;
use permit::forms;
use permit::question::{Kind, Owner, Question};

/// The questions that are the employer's and are asked once, as far as these answers of its own ask for them.
pub fn questions(own: &Draft) -> impl Iterator<Item = &'static Question> {
    let all = forms::questions()
        .filter(|question| question.owner == Owner::Employer && forms::group_of(question.id).is_none());
    // What hangs on an answer that nobody gave yet is asked once it is given.
    all.filter(move |question| question.is_asked(own, None))
}

/// What the page shows.
pub struct Shown<'a> {
    /// Of which organisation.
    pub organisation: &'a str,
    /// The invitation.
    pub one: &'a Invitation,
    /// The application, once there is one.
    pub document: Option<&'a CaseDocument>,
    /// The posts that are kept.
    pub posts: &'a [PostTemplate],
}

impl Shown<'_> {
    /// The invitation, and the form.
    pub fn html(&self, state: &State, h: &mut Html) {
        let (one, tag) = (self.one, text::locale());
        let back = Page::Invitations(self.organisation.into(), String::new()).path(&tag);
        h.raw("<p>")
            .link("back-link", &back, &t("desk.invitations"))
            .raw("</p>");
        self.standing(state.busy, h);
        let waits = one.state == "sent";
        h.raw("<form novalidate")
            .attr("data-form", if waits { "correct" } else { "part" })
            .raw(">");
        if waits {
            h.h2(&t("desk.correct")).p("", &t("desk.correct_lead"));
            correct::address(one, h);
        }
        h.h2(&t("desk.part_post")).p("lead", &t("desk.part_lead"));
        self.fields(h);
        fields::submit(&t("desk.save"), state.busy, h);
        h.raw("</form>");
        if one.state == "accepted" || one.state == "submitted" {
            correct::label(one, state.busy, h);
        }
        posts::kept(self.posts, &one.part.draft, state.busy, h);
    }

    /// Whose it is, how it stands, and what can be done about it.
    fn standing(&self, busy: bool, h: &mut Html) {
        let one = self.one;
        h.raw("<dl class=\"summary\">");
        for (key, value) in [
            ("desk.invite_label", one.label.clone()),
            ("desk.email", one.email.clone()),
            ("desk.column.state", t(&format!("invitation.state.{}", one.state))),
            ("desk.invite_sent", platform::date_time_text(one.sent_at)),
        ] {
            if !value.is_empty() {
                h.fact(&t(key), &value);
            }
        }
        h.raw("</dl>");
        if joined::is_open(one) || self.document.is_some_and(joined::waits) {
            joined::hears(h);
        }
        h.raw("<p class=\"cluster\">");
        if let Some(application) = &one.application {
            let case = Page::OwnCase(self.organisation.into(), application.clone());
            h.link("", &case.path(&text::locale()), &t("desk.to_application"));
        }
        let help = Page::PartHelp(self.organisation.into(), one.id.clone());
        h.link("", &help.path(&text::locale()), &t("app.access_title"));
        joined::buttons(one, busy, h);
        joined::remind(self.document, busy, h);
        h.raw("</p>");
        joined::ending(self.document, busy, h);
    }

    fn fields(&self, h: &mut Html) {
        let part = &self.one.part.draft;
        let differences = self.document.map_or_else(Vec::new, |document| {
            permit::part::differences(&document.draft, part)
        });
        for question in questions(part) {
            let key = question.key(None);
            field(question, part.raw(&key), h);
            let theirs = self.document.map_or("", |document| document.draft.raw(&key));
            if !theirs.trim().is_empty() {
                let differs = differences.iter().any(|(other, ..)| *other == key);
                said(question, theirs, differs, h);
            }
        }
    }
}

/// What the applicant said to the same question.
fn said(question: &'static Question, theirs: &str, differs: bool, h: &mut Html) {
    let words = if differs {
        "desk.applicant_says_else"
    } else {
        "desk.applicant_says"
    };
    let answer = [("answer", message::raw_answer(question, theirs))];
    h.p(
        if differs { "field__warning" } else { "field__note" },
        &t_with(words, &answer),
    );
}

/// A question as an input of its kind.
pub fn field(question: &'static Question, raw: &str, h: &mut Html) {
    let id = format!("f-{}", question.id);
    let label = message::label(question);
    match question.kind {
        Kind::Choices(_) => {
            h.raw("<fieldset class=\"field\"><legend class=\"field__label\">")
                .text(&label)
                .raw("</legend>");
            for (value, words) in message::choices(question) {
                let id = format!("{id}-{value}");
                h.raw("<div class=\"choice\"><input type=\"checkbox\"")
                    .attr("name", question.id)
                    .attr("value", value)
                    .attr("id", &id)
                    .flag("checked", raw.lines().any(|line| line == value))
                    .raw("><label")
                    .attr("for", &id)
                    .raw(">")
                    .text(&words)
                    .raw("</label></div>");
            }
            h.raw("</fieldset>");
            return;
        }
        Kind::Choice(_) | Kind::Select(_) | Kind::Province | Kind::Country => {
            let mut all = vec![(String::new(), t("desk.choose"))];
            let named = match question.kind {
                Kind::Country => platform::countries_sorted(),
                _ => message::choices(question),
            };
            all.extend(named.into_iter().map(|(code, name)| (code.to_owned(), name)));
            fields::select(question.id, &label, &all, raw, h);
            return;
        }
        _ => {}
    }
    let id = fields::begin(question.id, &label, h);
    if let Some(hint) = t_opt(&format!("question.{}.hint", question.id)) {
        h.p("field__hint", &hint);
    }
    match question.kind {
        Kind::Lines(_) => h
            .raw("<textarea class=\"textarea\" rows=\"4\" dir=\"auto\"")
            .attr("name", question.id)
            .attr("id", &id)
            .raw(">")
            .text(raw)
            .raw("</textarea>"),
        kind => {
            // A browser's own input of a date would drop what is none: that stays as it was typed.
            let is_day = date::parse(raw).is_ok();
            let (shown, mode) = match kind {
                Kind::Date(_) if is_day || raw.is_empty() => ("date", "none"),
                Kind::Number(..) | Kind::Yuan(_) => ("text", "numeric"),
                _ => ("text", "text"),
            };
            h.raw("<input class=\"input\" autocomplete=\"off\"");
            if let Some(dir) = message::dir(question) {
                h.attr("dir", dir);
            }
            h.attr("type", shown)
                .attr("inputmode", mode)
                .attr("name", question.id)
                .attr("id", &id)
                .attr("value", &held(question, raw))
                .raw(">")
        }
    };
    h.raw("</div>");
}

/// An answer as its field holds it: a day is written there in the browser's own way.
fn held(question: &Question, raw: &str) -> String {
    let day = date::parse(raw)
        .ok()
        .filter(|_| matches!(question.kind, Kind::Date(_)));
    day.map_or_else(|| raw.trim().to_owned(), date::iso)
}

/// What a form says to the questions that are the employer's: one answer a question, several choices a line each.
pub fn answers(values: &Values) -> Vec<(Key, String)> {
    let own = forms::questions().filter(|question| question.owner == Owner::Employer);
    own.filter(|question| forms::group_of(question.id).is_none())
        .map(|question| {
            (
                question.key(None),
                values.all(question.id).join("\n").trim().to_owned(),
            )
        })
        .collect()
}

/// What is said to a question, where it is among these.
fn of_key<'a>(all: &'a [(Key, String)], key: &Key) -> Option<&'a str> {
    let found = all.iter().find(|(other, _)| other == key);
    found.map(|(_, text)| text.as_str())
}

/// The invitation on screen.
fn shown() -> Option<Invitation> {
    state::with(|state| match &state.data {
        Data::Part(one, ..) => Some((**one).clone()),
        _ => None,
    })
}

/// What the fields hold that show a part, by question.
fn fields_of(own: &Draft) -> Vec<(Key, String)> {
    let field = |question: &'static Question| {
        let key = question.key(None);
        let text = held(question, own.raw(&key));
        (key, text)
    };
    questions(own).map(field).collect()
}

/// Which answers a form changes: what it did not ask stays as it is.
pub fn changed(part: &PartDocument, values: &Values) -> Vec<(Key, String)> {
    let before = fields_of(&part.draft);
    let is_other = |(key, value): &(Key, String)| of_key(&before, key).is_some_and(|held| held != value);
    answers(values).into_iter().filter(is_other).collect()
}

/// Does what a form or a button says.
pub async fn act((organisation, invitation): (&str, &str), words: &[&str], values: &Values) {
    let Some(one) = shown() else { return };
    let address = |path: &str| of(path, organisation).replace("{invitation}", invitation);
    match words {
        ["part"] => {
            let answers = changed(&one.part, values);
            save(&address(path::PART), &one.part, answers).await;
        }
        ["correct"] => {
            let to = correct::all(&one, values);
            correct::send(&address(path::INVITATION), &one, to).await;
        }
        ["label"] => {
            let to = correct::label_of(&one, values);
            correct::send(&address(path::INVITATION), &one, to).await;
        }
        ["take-post"] => {
            let empty = |key: &Key| one.part.draft.raw(key).trim().is_empty();
            let mut answers = posts::chosen(values);
            answers.retain(|(key, _)| empty(key));
            if save(&address(path::PART), &one.part, answers).await {
                // The fields are the person's own while they stand: they are made anew.
                let page = Page::Part(organisation.into(), invitation.into());
                show::go(page, None).await;
                state::update(|state| state.said = t("desk.saved"));
                show::draw();
            }
        }
        ["keep-post"] => {
            let said = one.part.draft.entries.iter();
            let wish = PostRequest {
                name: values.get("name").into(),
                answers: said
                    .map(|(key, entry)| (key.clone(), entry.value.clone()))
                    .collect(),
            };
            let visit = listen::begin();
            let kept = call::send::<PostTemplate>("POST", &of(path::POSTS, organisation), &wish).await;
            listen::then_again(visit, kept.map(drop)).await;
        }
        [verb @ ("resend" | "end"), id] => joined::ask(organisation, verb, id).await,
        _ => {}
    }
}

/// Shows what is stored now. A field shows what somebody else changed meanwhile, unless this person has typed into it: an
/// older answer that stood there would be sent as a change of theirs.
pub fn renew(visit: u32, said: String, change: impl FnOnce(&mut Invitation)) {
    let (Some(main), Some(before)) = (dom::by_id("main"), shown()) else {
        return;
    };
    if !state::is_here(visit) {
        return;
    }
    let values = listen::values(&main);
    listen::done(visit, |state| {
        if let Data::Part(one, ..) = &mut state.data {
            change(one);
        }
        state.said = said;
    });
    let Some(now) = shown() else { return };
    correct::follow(&main, &before, &now, &values);
    let (now, typed) = (fields_of(&now.part.draft), answers(&values));
    for (key, was) in fields_of(&before.part.draft) {
        if let (Some(is), Some(typed)) = (of_key(&now, &key), of_key(&typed, &key))
            && is != was
        {
            listen::fill(&main, &key.question, if typed == was { is } else { typed });
        }
    }
}

/// What somebody else answered since a revision to what is answered here in another way: the question, with their answer.
pub fn theirs(now: &PartDocument, revision: u64, answers: &[(Key, String)]) -> Vec<(String, String)> {
    let newer = now.draft.since(revision);
    let met = |(key, value): &(Key, String)| {
        let (question, raw) = (forms::question(&key.question)?, now.draft.raw(key));
        let words = if raw.is_empty() {
            t("app.not_provided")
        } else {
            message::raw_answer(question, raw)
        };
        let is_met = newer.contains_key(key) && raw != value;
        is_met.then(|| (text::pair(&message::name(question), &words), String::new()))
    };
    answers.iter().filter_map(met).collect()
}

/// Somebody else changed the same answers meanwhile: theirs are named, and what was typed stays for the next press.
async fn met(visit: u32, address: &str, wish: &PartSave) {
    let now = match call::get::<PartDocument>(address).await {
        Ok(now) => now,
        Err(failed) => return listen::failed(visit, failed),
    };
    let problems = theirs(&now, wish.revision, &wish.answers);
    renew(visit, String::new(), |one| one.part = now);
    let why = Failed::named("part_changed");
    listen::failed(visit, Failed { problems, ..why });
}

/// Saves answers; where somebody else changed one of them meanwhile nothing is stored, and that is said.
async fn save(address: &str, part: &PartDocument, answers: Vec<(Key, String)>) -> bool {
    let wish = PartSave {
        revision: part.revision,
        answers,
    };
    let visit = listen::begin();
    match call::send::<PartDocument>("PATCH", address, &wish).await {
        Ok(saved) => {
            renew(visit, t("desk.saved"), |one| one.part = saved);
            true
        }
        Err(failed) if failed.code == "conflict" => {
            met(visit, address, &wish).await;
            false
        }
        Err(failed) => {
            listen::failed(visit, failed);
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{answers, changed};
    use crate::desk::listen::Values;
    use permit::answer::{Key, Role};
    use permit::api::case::PartDocument;
    use permit::draft::Draft;
    use permit::forms;

    #[test]
    fn what_only_stands_otherwise_in_its_field_is_no_change() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut draft = Draft::new(forms::VERSION);
        for (key, value) in [("contract_start", "2027-2-1"), ("job_title", "Engineer ")] {
            draft.edit(Key::new(key), value.into(), 7, Role::Employer);
        }
        let part = PartDocument {
            invitation: "i".into(),
            organisation: "o".into(),
            organisation_name: "Example Pumps".into(),
            revision: 1,
            draft,
        };
        let mut values = Values(vec![
            pair("contract_start", "2027-02-01"),
            pair("job_title", "Engineer"),
        ]);
        assert!(changed(&part, &values).is_empty());
        values.0.push(pair("duties", "Pumps."));
        assert_eq!(
            changed(&part, &values),
            [(Key::new("duties"), "Pumps.".to_owned())]
        );
    }

    #[test]
    fn choices_stand_on_a_line_each_and_nothing_of_the_applicant_s_is_sent() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let values = Values(vec![
            pair("job_title", " Engineer "),
            pair("special_routes", "B-2"),
            pair("special_routes", "B-5"),
            pair("surname", "Eriksson"),
        ]);
        let all = answers(&values);
        let of = |name: &str| {
            all.iter()
                .find(|(key, _)| *key == Key::new(name))
                .map(|(_, value)| value.as_str())
        };
        assert_eq!(of("job_title"), Some("Engineer"));
        assert_eq!(of("special_routes"), Some("B-2\nB-5"));
        assert_eq!(of("surname"), None);
    }
}
