//! What can be done with a case, a small form each: exactly what `Case::actions` offers, with what it takes.

use super::{counting, items};
use crate::desk::fields;
use crate::desk::listen::Values;
use crate::desk::pins;
use crate::desk::state;
use crate::desk::words;
use crate::html::Html;
use crate::platform;
use crate::text::{sentences, t, t_opt, t_with};
use permit::answer::Role;
use permit::api::case::CaseDocument;
use permit::check::fold::fold;
use permit::classify::Category;
use permit::date::{self, Date};
use permit::lifecycle::correction::{IfLate, Item, Owner, Round, Wished};
use permit::lifecycle::decision::Ground;
use permit::lifecycle::outcome::{Grant, Outcome, OutcomeKind, Said};
use permit::lifecycle::record::{Elsewhere, Letter};
use permit::lifecycle::{Action, ActionKind, Case, EventKind, Milestone, Record, State, validity};

/// The forms.
pub fn html(state: &state::State, document: &CaseDocument, case: &Case, role: Role, h: &mut Html) {
    let mut offered = case.actions(role, &document.person);
    offered.retain(|action| has_form(*action) && is_time(*action, case));
    if offered.is_empty() {
        h.p("", &t("desk.actions_none"));
    }
    for action in offered {
        let name = name(action);
        h.raw("<details class=\"action\"")
            .attr("id", &format!("do-{name}"))
            .raw("><summary>")
            .text(&title(action))
            .raw("</summary>");
        if let Some(detail) = t_opt(&format!("desk.action.{}", action.name())) {
            h.p("", &detail);
        }
        if takes_items(action) {
            items::html(state, document, action, h);
        } else if action == ActionKind::AskCorrection {
            pins::html(&state.pins, &items::choices(document), h);
        }
        h.raw("<form").attr("data-form", &format!("case {name}")).raw(">");
        fields::within(&name, h, |h| {
            takes(action, document, case, h);
            fields::why(needs_why(action, document, case), h);
        });
        h.p("field__hint", &who_hears(action, document, case, role));
        fields::submit(&title(action), state.busy, h);
        h.raw("</form></details>");
    }
}

/// The applicant's own word has its form with the applicant, what becomes of renderings its own page; what goes by itself
/// needs none.
pub const fn has_form(action: ActionKind) -> bool {
    !matches!(action, ActionKind::Ready | ActionKind::Lapse) && !action.is_of_renderings()
}

/// Whether the day for it has come: an approval is ended once its letter has run out, and nothing says that it was used.
fn is_time(action: ActionKind, case: &Case) -> bool {
    let ran_out = |until: Date| until < platform::today_in_china();
    let used = || case.permit_end().is_some() || !case.passed().is_empty();
    action != ActionKind::Expire || (case.letter_until().is_some_and(ran_out) && !used())
}

/// What its button says: of what is recorded, what that is.
fn title(action: ActionKind) -> String {
    match action {
        ActionKind::Record(milestone) => words::event(milestone.event().name()),
        ActionKind::RecordOutcome(outcome) => t(&format!("desk.outcome.{}", outcome.name())),
        _ => t_opt(&format!("action.{}", action.name()))
            .unwrap_or_else(|| t(&format!("desk.do.{}", action.name()))),
    }
}

/// Who will get an e-mail about it.
fn who_hears(action: ActionKind, document: &CaseDocument, case: &Case, role: Role) -> String {
    let mut sides = case.will_hear(action, role).to_vec();
    if document.part.is_none() {
        sides.retain(|side| *side == Owner::Applicant);
    }
    let words = words::hears(&sides);
    // Another category than the preview's, and any refusal, is proposed first.
    if matches!(action, ActionKind::Approve | ActionKind::Refuse) {
        sentences(&words, &t("desk.hears.second"))
    } else {
        words
    }
}

/// The name of the form.
fn name(action: ActionKind) -> String {
    match action {
        ActionKind::Record(milestone) => format!("record-{}", milestone.name()),
        ActionKind::RecordOutcome(outcome) => format!("outcome-{}", outcome.name()),
        _ => action.name().into(),
    }
}

const fn takes_items(action: ActionKind) -> bool {
    matches!(
        action,
        ActionKind::Return | ActionKind::ReturnToApplicant | ActionKind::ReturnToEmployer
    )
}

/// Whether it can't be done without a reason in words, as far as that is known before the form is filled in.
fn needs_why(action: ActionKind, document: &CaseDocument, case: &Case) -> bool {
    match action {
        ActionKind::PullBack
        | ActionKind::DeclineCorrection
        | ActionKind::CloseCorrection
        | ActionKind::Refuse
        | ActionKind::DropProposal
        | ActionKind::ReplaceLetter
        | ActionKind::RecordOutcome(OutcomeKind::Refused)
        | ActionKind::Cancel => true,
        // Another category than the preview's is proposed with a reason; where it names none, each is another.
        ActionKind::Approve => document.category.is_empty(),
        // The authority tells everything at once, and before acceptance, unless a side asked.
        ActionKind::Return => {
            let told = |record: &Record| record.event.kind == EventKind::ReturnedForCorrection;
            let late = matches!(case.state(), Some(State::Accepted | State::UnderReview));
            case.wish().is_none() && (late || case.records().iter().any(told))
        }
        _ => false,
    }
}

fn takes(action: ActionKind, document: &CaseDocument, case: &Case, h: &mut Html) {
    match action {
        ActionKind::Accept => fields::line("receipt", &t("desk.receipt"), "text", true, h),
        ActionKind::Approve => category(h),
        ActionKind::Refuse => {
            let grounds =
                Ground::ALL.map(|one| (one.name().to_owned(), t(&format!("refusal.{}", one.name()))));
            fields::boxes("checkbox", "ground", &t("desk.grounds"), &grounds, h);
        }
        ActionKind::Return => {
            let late = IfLate::ALL.map(|one| {
                (
                    one.name().to_owned(),
                    t(&format!("correction.if_late.{}", one.name())),
                )
            });
            fields::boxes("radio", "if_late", &t("desk.if_late"), &late, h);
        }
        ActionKind::IssueLetter | ActionKind::ReplaceLetter => {
            fields::line("valid_until", &t("app.letter_until"), "date", true, h);
            months(document, case, h);
        }
        ActionKind::Record(_) => fields::line("on", &t("desk.day"), "date", true, h),
        ActionKind::RecordOutcome(outcome) => there(outcome, h),
        ActionKind::RecordPermitEnd => fields::line("until", &t("app.permit_until"), "date", true, h),
        ActionKind::File => {
            let where_to = ["here", "elsewhere"].map(|one| (one.to_owned(), t(&format!("desk.file.{one}"))));
            fields::boxes("radio", "where", &t("desk.file.where"), &where_to, h);
            fields::line("on", &t("desk.file.on"), "date", false, h);
            fields::line("receipt", &t("desk.file.receipt"), "text", false, h);
        }
        _ => {}
    }
}

fn category(h: &mut Html) {
    let letters = Category::ALL.map(|one| (one.letter().to_owned(), one.letter().to_owned()));
    fields::boxes("radio", "category", &t("desk.column.category"), &letters, h);
}

/// What the official system says, as it stands there.
fn there(outcome: OutcomeKind, h: &mut Html) {
    fields::line("on", &t("desk.day"), "date", true, h);
    match outcome {
        OutcomeKind::Accepted => fields::line("receipt", &t("desk.file.receipt"), "text", false, h),
        OutcomeKind::Approved => {
            category(h);
            fields::line("months", &t("desk.letter_months"), "text", true, h);
            fields::line("reference", &t("app.letter_number"), "text", true, h);
            fields::line("valid_until", &t("app.letter_until"), "date", true, h);
        }
        OutcomeKind::Returned | OutcomeKind::SentAgain | OutcomeKind::Refused => {}
    }
}

/// For how many months the permit is granted: what was applied for, within what the category and the contract allow.
fn months(document: &CaseDocument, case: &Case, h: &mut Html) {
    let Some(category) = case.approved() else { return };
    let (longest, usual) = validity::by_answers(&counting(document), category, platform::today_in_china());
    fields::filled("months", &t("desk.letter_months"), &usual.to_string(), h);
    let most = [("count", platform::number_text(longest))];
    h.p("field__hint", &t_with("desk.letter_months_most", &most));
}

/// The action that a form says; `None` where something that it takes can't be read.
pub fn of(words: &[&str], values: &Values, items: Vec<Item>, wished: Vec<Wished>) -> Option<Action> {
    let [name] = words else { return None };
    let day = |field: &str| date::parse(values.get(field)).ok();
    let months = || fold(values.get("months")).trim().parse::<u32>().ok();
    let category = || {
        Category::ALL
            .into_iter()
            .find(|one| one.letter() == values.get("category"))
    };
    let letter = || {
        Some(Letter {
            number: String::new(),
            permit: String::new(),
            valid_until: day("valid_until")?,
            months: months()?,
            employer: String::new(),
            authority: String::new(),
        })
    };
    if let Some(step) = name.strip_prefix("record-") {
        let milestone = Milestone::ALL
            .into_iter()
            .find(|milestone| milestone.name() == step)?;
        return Some(Action::Record(milestone, day("on")?));
    }
    if let Some(said) = name.strip_prefix("outcome-") {
        let on = day("on")?;
        let said = match OutcomeKind::ALL.into_iter().find(|one| one.name() == said)? {
            OutcomeKind::Returned => Said::Returned,
            OutcomeKind::SentAgain => Said::SentAgain,
            OutcomeKind::Accepted => Said::Accepted(values.get("receipt").into()),
            OutcomeKind::Approved => Said::Approved(Grant {
                category: category()?,
                letter: values.get("reference").into(),
                valid_until: day("valid_until")?,
                months: months()?,
            }),
            OutcomeKind::Refused => Said::Refused,
        };
        return Some(Action::RecordOutcome(Outcome { on, said }));
    }
    Some(match *name {
        "sign" => Action::Sign,
        "file" if values.get("where") == "elsewhere" => Action::File(Some(Elsewhere {
            on: day("on")?,
            receipt: values.get("receipt").into(),
        })),
        "file" => Action::File(None),
        "return_to_applicant" => Action::ReturnToApplicant(items),
        "return_to_employer" => Action::ReturnToEmployer(items),
        "pull_back" => Action::PullBack,
        "ask_correction" if wished.is_empty() => return None,
        "ask_correction" => Action::AskCorrection(wished),
        "decline_correction" => Action::DeclineCorrection,
        "start_pre_review" => Action::StartPreReview,
        "return" => Action::Return(Round {
            items,
            if_late: IfLate::ALL
                .into_iter()
                .find(|one| one.name() == values.get("if_late"))?,
        }),
        "answer" => Action::Answer,
        "close_correction" => Action::CloseCorrection,
        "pass_pre_review" => Action::PassPreReview,
        "accept" => Action::Accept(values.get("receipt").into()),
        "start_review" => Action::StartReview,
        "approve" => Action::Approve(category()?),
        "refuse" => {
            let named = values.all("ground");
            Action::Refuse(
                Ground::ALL
                    .into_iter()
                    .filter(|ground| named.contains(&ground.name()))
                    .collect(),
            )
        }
        "confirm" => Action::Confirm,
        "drop_proposal" => Action::DropProposal,
        "issue_letter" => Action::IssueLetter(letter()?),
        "replace_letter" => Action::ReplaceLetter(letter()?),
        "take_back_outcome" => Action::TakeBackOutcome,
        "record_permit_end" => Action::RecordPermitEnd(day("until")?),
        "withdraw" => Action::Withdraw,
        "expire" => Action::Expire,
        "cancel" => Action::Cancel,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{has_form, name, of, takes_items};
    use crate::desk::listen::Values;
    use permit::lifecycle::ActionKind;
    use permit::lifecycle::correction::{Pin, Wished};

    /// Every form makes the action that it is named for, from what its fields ask.
    #[test]
    fn a_form_makes_its_action() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let values = Values(vec![
            pair("receipt", "R-1"),
            pair("reference", "NL-1"),
            pair("category", "B"),
            pair("ground", "post_not_fit"),
            pair("if_late", "expires"),
            pair("valid_until", "2027-05-01"),
            pair("months", "１２"),
            pair("on", "2027-01-02"),
            pair("until", "2029-01-02"),
            pair("where", "elsewhere"),
        ]);
        for kind in ActionKind::ALL.into_iter().filter(|kind| has_form(*kind)) {
            let made = of(
                &[&name(kind)],
                &values,
                Vec::new(),
                vec![Wished {
                    pin: Pin::Document("degree".into()),
                    should: String::new(),
                }],
            );
            assert_eq!(made.map(|action| action.kind()), Some(kind));
        }
        assert!(of(&["approve"], &Values::default(), Vec::new(), Vec::new()).is_none());
        assert!(of(&["outcome-approved"], &Values::default(), Vec::new(), Vec::new()).is_none());
        assert!(of(&["issue_letter"], &Values::default(), Vec::new(), Vec::new()).is_none());
        assert!(of(&["ask_correction"], &values, Vec::new(), Vec::new()).is_none());
        assert!(takes_items(ActionKind::Return) && !takes_items(ActionKind::Accept));
    }
}
