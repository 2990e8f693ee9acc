//! What the applicant has the employer correct before it files: all that differs with one press, or single points with how
//! each should be; and the list that came of it, which is theirs to close until the employer has signed again.

use super::employer::Mine;
use crate::components::message;
use crate::desk::call::{self, Failed};
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::pins;
use crate::desk::state::{self, Data, State};
use crate::html::Html;
use crate::platform;
use crate::text::{t, t_with};
use permit::answer::{Key, Role};
use permit::api::case::ActionRequest;
use permit::api::{Application, path};
use permit::date::{self, Date};
use permit::draft::Draft;
use permit::forms;
use permit::lifecycle::correction::{Item, Owner, Pin, Reason, Wished};
use permit::lifecycle::{Action, ActionKind, Case};
use permit::part;

/// Days that the employer has for it.
const DAYS: i32 = 14;

impl Mine {
    /// The employer's part.
    fn part(&self) -> Draft {
        let mut part = Draft::new(forms::VERSION);
        for (key, value) in &self.employer.post {
            part.edit(key.clone(), value.clone(), 0, Role::Employer);
        }
        part
    }

    /// Where the employer says something else: the key, one's own answer, and the employer's.
    fn differences(&self) -> Vec<(Key, String, String)> {
        part::differences(&self.draft.draft, &self.part())
    }

    /// What there is to choose from: the questions that are the employer's, those first where the two differ.
    fn points(&self) -> Vec<Pin> {
        let differing = self.differences().into_iter();
        let mut points: Vec<Pin> = differing.map(|(key, ..)| Pin::Question(key)).collect();
        for pin in pins::questions(&part::merged(&self.draft.draft, &self.part())) {
            let is_its_own = matches!(&pin, Pin::Question(key) if part::question(key).is_some());
            if is_its_own && !points.contains(&pin) {
                points.push(pin);
            }
        }
        points
    }

    /// Points of a list, with what was said of each.
    fn items(&self, said: &[Wished], due: Date) -> Vec<Item> {
        let (differing, part) = (self.differences(), self.part());
        let reason = |pin: &Pin| match pin {
            Pin::Question(key) if differing.iter().any(|(other, ..)| other == key) => Reason::Contradicts,
            Pin::Question(key) if part.raw(key).trim().is_empty() => Reason::Missing,
            _ => Reason::Other,
        };
        let item = |Wished { pin, should }: &Wished| Item {
            pin: pin.clone(),
            owner: Owner::Employer,
            reason: reason(pin),
            note: should.clone(),
            due,
        };
        said.iter().map(item).collect()
    }

    /// The application, where the applicant can do this with it, as the server says.
    fn can(&self, action: ActionKind) -> Option<&Application> {
        let may = |one: &&Application| one.actions.iter().any(|other| other == action.name());
        self.application.as_ref().filter(may)
    }
}

/// What stands on the page of the employer.
pub fn html(state: &State, mine: &Mine, h: &mut Html) {
    differences(state, mine, h);
    if mine.can(ActionKind::ReturnToEmployer).is_some() {
        choose(state, mine, h);
    }
    if let Some(application) = mine.can(ActionKind::CloseCorrection) {
        open(state, application, h);
    }
}

/// Where the two say different things, and the one press that says so.
fn differences(state: &State, mine: &Mine, h: &mut Html) {
    let all = mine.differences();
    if all.is_empty() {
        return;
    }
    h.raw("<section class=\"notice notice--warning\" id=\"differences\">")
        .h2(&t("account.employer_differs"))
        .p("", &t("account.employer_differs_lead"))
        .raw("<dl class=\"summary\">");
    for (key, own, theirs) in &all {
        let Some(question) = forms::question(&key.question) else {
            continue;
        };
        let words = [
            ("own", message::raw_answer(question, own)),
            ("theirs", message::raw_answer(question, theirs)),
        ];
        h.fact(
            &message::name(question),
            &t_with("account.employer_differs_line", &words),
        );
    }
    h.raw("</dl>");
    if mine.can(ActionKind::ReturnToEmployer).is_some() {
        h.raw("<p><button type=\"button\" class=\"button button--secondary\" data-act=\"employer-differs\"")
            .flag("disabled", state.busy)
            .raw(">")
            .text(&t("account.employer_return"))
            .raw("</button></p>");
    } else if mine.can(ActionKind::CloseCorrection).is_none() {
        h.p("", &t("account.employer_differs_ask"));
    }
    h.raw("</section>");
}

/// A list of one's own choice, while it is put together.
fn choose(state: &State, mine: &Mine, h: &mut Html) {
    h.h2(&t("account.employer_back"))
        .p("", &t("account.employer_back_lead"));
    let choices = pins::choices(&mine.points(), &mine.draft.draft);
    pins::html(&state.pins, &choices, h);
    h.raw("<form data-form=\"employer-return\">");
    fields::submit(&t("account.employer_back"), state.busy, h);
    h.raw("</form>");
}

/// The list that the employer has, and how it is closed.
fn open(state: &State, application: &Application, h: &mut Html) {
    h.raw("<section class=\"notice\" id=\"returned\">")
        .h2(&t("account.employer_returned"))
        .raw("<ul>");
    let case = Case::new(None, application.records.clone());
    let items = case.corrections().map(|open| open.round.items.as_slice());
    for item in items.unwrap_or_default() {
        h.raw("<li>");
        pins::point(item, h);
        let date = platform::date_text(item.due);
        h.p("field__note", &t_with("app.correct_due", &[("date", date)]))
            .raw("</li>");
    }
    h.raw("</ul>")
        .p("", &t("account.employer_close_lead"))
        .raw("<form data-form=\"employer-close\">");
    fields::why(true, h);
    fields::submit(&t("account.employer_close"), state.busy, h);
    h.raw("</form></section>");
}

/// Sends a list, or closes it.
pub async fn act(words: &[&str], values: &Values) {
    let visit = listen::begin();
    let outcome = match state::with(|state| wish(state, words, values)) {
        Ok((address, wish)) => call::tell("POST", &address, &wish).await,
        Err(why) => Err(why),
    };
    match outcome {
        Ok(()) => {
            listen::done(visit, |state| state.pins.clear());
            listen::then_again(visit, Ok(())).await;
        }
        Err(why) => listen::failed_on_case(visit, why).await,
    }
}

/// What a button or a form says, and where it goes.
fn wish(state: &State, words: &[&str], values: &Values) -> Result<(String, ActionRequest), Failed> {
    let nothing = || Failed::named("not_found");
    let Data::Mine(mine) = &state.data else {
        return Err(nothing());
    };
    let application = mine.application.as_ref().ok_or_else(nothing)?;
    let due = date::plus_days(platform::today_in_china(), DAYS);
    let action = match words {
        ["employer-close"] => Action::CloseCorrection,
        ["employer-return"] if state.pins.is_empty() => return Err(Failed::named("pins_missing")),
        ["employer-return"] => Action::ReturnToEmployer(mine.items(&state.pins, due)),
        _ => {
            let all = mine.differences().into_iter();
            let wished = |(key, ..): (Key, String, String)| Wished {
                pin: Pin::Question(key),
                should: String::new(),
            };
            let all: Vec<_> = all.map(wished).collect();
            Action::ReturnToEmployer(mine.items(&all, due))
        }
    };
    let wish = ActionRequest {
        seen: application.seen,
        action,
        why: values.get("why").into(),
        revision: 0,
        agreed: false,
    };
    Ok((path::with_id(path::APPLICATION_ACTIONS, &application.id), wish))
}

#[cfg(test)]
mod tests {
    use super::Mine;
    use permit::answer::{Key, Role};
    use permit::api::DraftDocument;
    use permit::api::organisation::DraftEmployer;
    use permit::date;
    use permit::draft::Draft;
    use permit::forms;
    use permit::lifecycle::correction::{Owner, Pin, Reason, Wished};

    fn pin(key: &str) -> Pin {
        Pin::Question(Key::new(key))
    }

    /// Both say what the duties are; the position differs, and of the contract the employer said nothing.
    fn mine() -> Mine {
        let mut draft = Draft::new(forms::VERSION);
        for (key, value) in [
            ("surname", "Eriksson"),
            ("duties", "Pumps."),
            ("job_title", "Engineer"),
        ] {
            draft.edit(Key::new(key), value.into(), 7, Role::Applicant);
        }
        let said = |key: &str, value: &str| (Key::new(key), value.to_owned());
        Mine {
            draft: DraftDocument {
                id: "d".into(),
                revision: 1,
                updated_at: 7,
                application: None,
                open: false,
                notes: 0,
                excused: Vec::new(),
                draft,
            },
            employer: DraftEmployer {
                organisation: "Example Pumps".into(),
                credit_code: String::new(),
                post: vec![said("duties", "Pumps."), said("job_title", "Chief engineer")],
                code: String::new(),
            },
            application: None,
        }
    }

    #[test]
    fn all_of_the_employer_s_part_can_be_chosen_what_differs_first() {
        let points = mine().points();
        assert_eq!(points.first(), Some(&pin("job_title")));
        for key in ["job_title", "duties", "contract_end"] {
            let times = points.iter().filter(|one| **one == pin(key)).count();
            assert_eq!(times, 1, "{key}");
        }
        assert!(!points.contains(&pin("surname")), "the applicant's own");
    }

    #[test]
    fn each_point_says_why_and_what_was_said_of_it() {
        let said = ["job_title", "contract_end", "duties"].map(|key| Wished {
            pin: pin(key),
            should: key.to_uppercase(),
        });
        let due = date::parse("2026-12-18").unwrap();
        let items = mine().items(&said, due);
        let reasons: Vec<Reason> = items.iter().map(|item| item.reason).collect();
        assert_eq!(reasons, [Reason::Contradicts, Reason::Missing, Reason::Other]);
        for (item, said) in items.iter().zip(&said) {
            assert_eq!((&item.pin, &item.note), (&said.pin, &said.should));
            assert_eq!((item.owner, item.due), (Owner::Employer, due));
        }
    }
}
