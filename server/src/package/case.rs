//! What a paper is about: answers, frozen or as they stand, and what follows from them. Nothing of it depends on when the
//! paper is made.

use super::words::{Pair, Words, plain};
use crate::clock::day_in_china;
use permit::api::{Application, DraftDocument};
use permit::classify::Preview;
use permit::date::{self, Date};
use permit::draft::Draft;
use permit::forms::identity::{GIVEN_NAMES, SURNAME};
use permit::forms::{self, post};
use permit::lifecycle::EventKind;
use permit::profile::Profile;
use permit::rendering::{Rendering, RenderingState};
use serde::Serialize;

/// What was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The reference number.
    pub reference: String,
    /// When, in seconds since 1970 UTC.
    pub at: i64,
    /// Stands for everything that was sent ([`super::verify::hash`]).
    pub hash: String,
}

/// A draft or an application.
#[derive(Clone, Debug)]
pub struct Case {
    /// The draft's id.
    pub draft_id: String,
    /// What was sent; nothing of a draft.
    pub sent: Option<Sent>,
    /// The applicant's answers: what was sent, and what the receipt, the fingerprint and the files are of.
    pub draft: Draft,
    /// The answers that count, which the form and the list are of: these, with the employer's in their place where it gave any.
    pub counts: Draft,
    /// Whether the employer signed them; until then it is still to confirm what is its own.
    pub signed: bool,
    /// What of the applicant's answers the employer rendered in Chinese.
    pub renderings: Vec<Rendering>,
    /// The fingerprint of the applicant's answers.
    pub fingerprint: String,
    /// When they were sent, or last changed, in seconds since 1970 UTC: the date of the papers.
    pub made_at: i64,
    /// The day whose rules hold: of submission, or of that change.
    pub day: Date,
}

/// A line of what a paper is about.
#[derive(Serialize)]
pub struct Fact {
    /// What it is.
    pub label: Pair,
    /// The fact.
    pub value: Pair,
}

/// The foot of every page: the number, the fingerprint of the answers, and which page it is of how many.
#[derive(Serialize)]
pub struct Footer {
    name: String,
    label: Pair,
    fingerprint: String,
    pages: Pair,
}

impl Footer {
    /// A paper's name, and what else tells it apart: the key of what that is, and it.
    #[must_use]
    pub fn new(name: &str, label: &str, fingerprint: &str, words: Words) -> Self {
        Self {
            name: name.to_owned(),
            label: words.text(label),
            fingerprint: fingerprint.to_owned(),
            pages: words.text("pdf.pages"),
        }
    }
}

/// When an answer to what is asked last changed. The documents don't count: adding the signed form does not make another
/// form of it.
fn changed_at(draft: &Draft) -> i64 {
    let asked = forms::pages().flat_map(|(_, page)| page.asked(draft));
    let times = asked.filter_map(|(question, row)| Some(draft.entries.get(&question.key(row))?.at));
    times.max().unwrap_or(0)
}

impl Case {
    /// A draft as it stands, brought to the newest form.
    #[must_use]
    pub fn of_draft(document: DraftDocument) -> Self {
        let mut draft = document.draft;
        let made_at = changed_at(&draft);
        let _ = permit::migration::migrate(&mut draft, made_at);
        Self {
            fingerprint: draft.fingerprint(),
            draft_id: document.id,
            sent: None,
            day: day_in_china(made_at),
            made_at,
            counts: draft.clone(),
            draft,
            signed: false,
            renderings: Vec::new(),
        }
    }

    /// An application as the applicant sent it.
    #[must_use]
    pub fn of_application(application: Application) -> Self {
        let hash = super::verify::hash(&application);
        let ready = |kind| kind == EventKind::ApplicantReady;
        let first = application.events.iter().find(|event| ready(event.kind));
        let at = first.map_or(0, |event| event.at);
        Self {
            fingerprint: application.draft.fingerprint(),
            day: date::parse(&application.judged_on).unwrap_or_else(|_| day_in_china(at)),
            made_at: at,
            sent: Some(Sent {
                reference: application.reference,
                at,
                hash,
            }),
            draft_id: application.draft_id,
            counts: application.draft.clone(),
            draft: application.draft,
            signed: false,
            renderings: Vec::new(),
        }
    }

    /// The same with the answers that count, signed by the employer or not yet.
    #[must_use]
    pub fn counting(mut self, counts: Draft, signed: bool) -> Self {
        (self.counts, self.signed) = (counts, signed);
        self
    }

    /// The same as the applicant sent it, with nothing of the employer's: that is what a receipt is of, for ever.
    #[must_use]
    pub fn as_sent(&self) -> Self {
        self.clone()
            .counting(self.draft.clone(), false)
            .rendered(Vec::new())
    }

    /// The same with the Chinese renderings of the answers.
    #[must_use]
    pub fn rendered(mut self, renderings: Vec<Rendering>) -> Self {
        self.renderings = renderings;
        self
    }

    /// What people call it: the reference, or the beginning of the draft's id.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.sent {
            Some(sent) => &sent.reference,
            None => self.draft_id.split('-').next().unwrap_or_default(),
        }
    }

    /// The preview of the category, by the answers that count.
    #[must_use]
    pub fn preview(&self) -> Preview {
        Preview::new(Profile::of(&self.counts, self.day))
    }

    /// What every paper says about itself.
    #[must_use]
    pub fn facts(&self, words: Words) -> Vec<Fact> {
        let fact = |key: &str, value: Pair| Fact {
            label: words.text(&format!("pdf.{key}")),
            value,
        };
        let text = |question| -> String {
            let value = self.counts.get(question);
            value
                .and_then(|value| Some(value.text()?.to_owned()))
                .unwrap_or_default()
        };
        let mut facts = vec![match &self.sent {
            Some(sent) => fact("reference", plain(sent.reference.clone())),
            None => fact("draft", plain(self.draft_id.clone())),
        }];
        let name = [text(&SURNAME), text(&GIVEN_NAMES)].join(" ");
        facts.push(fact("applicant", plain(name.trim().to_owned())));
        facts.push(fact("employer_name", plain(text(&post::EMPLOYER_NAME))));
        let when = self.moment(words);
        facts.push(match &self.sent {
            Some(_) => fact("sent_at", when),
            None => fact("changed_at", when),
        });
        facts.push(fact("fingerprint", plain(self.fingerprint.clone())));
        facts.retain(|fact| !fact.value.own().is_empty());
        facts
    }

    /// The day and hour in China of the paper's date, and that it is China's.
    #[must_use]
    pub fn moment(&self, words: Words) -> Pair {
        let second = (self.made_at + 8 * 3_600).rem_euclid(86_400);
        let on_the_clock = |number: i64| u8::try_from(number).unwrap_or_default();
        let time = words.time(on_the_clock(second / 3_600), on_the_clock(second / 60 % 60));
        let day = words.day(day_in_china(self.made_at));
        words.with_pairs("pdf.moment", &[("day", &day), ("time", &time)])
    }

    /// What stands at the foot of every page.
    #[must_use]
    pub fn footer(&self, words: Words) -> Footer {
        Footer::new(self.name(), "pdf.fingerprint", &self.fingerprint, words)
    }

    /// Names a paper for ever: the same content is the same document.
    #[must_use]
    pub fn ident(&self, paper: &str, words: Words) -> String {
        let sent = self.sent.as_ref().map_or("", |sent| &sent.hash);
        let counts = self.counts.fingerprint();
        let signed = if self.signed { "signed" } else { "" };
        let mut parts = vec![paper, words.own, &self.draft_id, &self.fingerprint, sent];
        parts.extend([counts.as_str(), signed]);
        let confirmed = |one: &&Rendering| one.state == RenderingState::Confirmed;
        parts.extend(
            self.renderings
                .iter()
                .filter(confirmed)
                .map(|one| one.chinese.as_str()),
        );
        parts.join("/")
    }
}
