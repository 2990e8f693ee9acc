//! The circumstances of a draft, and the steps.

use super::{A, B, FILING, TODAY, person};
use crate::answer::{Entry, Role};
use crate::classify::{Category, Preview};
use crate::document::{Circumstances, SITUATIONS, stages};
use crate::draft::Draft;
use crate::forms;
use crate::policy::Confidence;
use crate::profile::{Profile, Short};

fn draft(answers: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::new(forms::VERSION);
    for (id, value) in answers {
        let question = forms::question(id).unwrap();
        let entry = Entry {
            value: (*value).into(),
            revision: 0,
            at: 0,
            by: Role::Applicant,
        };
        draft.entries.insert(question.key(None), entry);
    }
    draft
}

fn around(answers: &[(&str, &str)]) -> Circumstances {
    let draft = draft(answers);
    Circumstances::of(&draft, &Preview::new(Profile::of(&draft, TODAY)), TODAY)
}

#[test]
fn the_situation_follows_from_the_dates_unless_the_person_says_it() {
    let ninety = ("contract_end", "2027-05-30");
    let start = ("contract_start", "2027-03-02");
    assert_eq!(around(&[]).situation, "abroad");
    let short = around(&[start, ninety]);
    assert_eq!((short.situation, short.by_dates), ("short", true));
    let longer = around(&[start, ("contract_end", "2027-05-31")]);
    assert_eq!((longer.situation, longer.by_dates), ("abroad", false));
    for situation in SITUATIONS {
        let said = around(&[start, ninety, ("situation", situation)]);
        assert_eq!((said.situation, said.by_dates), (*situation, false));
    }
}

#[test]
fn the_least_possible_category_is_prepared_for_unless_another_is_chosen() {
    let nothing = around(&[]);
    assert_eq!((nothing.category, nothing.chosen), (Category::C, false));
    assert_eq!((nothing.filing, nothing.planned), (TODAY, false));
    let chosen = around(&[("papers_category", "b"), ("planned_filing_date", "2027-01-15")]);
    assert_eq!((chosen.category, chosen.chosen), (Category::B, true));
    assert_eq!((chosen.filing, chosen.planned), (FILING, true));
    // What is not possible can't be prepared for.
    let pay = [("annual_salary_cny", "900000"), ("work_province", "110000")];
    let high = around(&[pay[0], pay[1], ("papers_category", "b")]);
    assert_eq!((high.category, high.chosen), (Category::A, false));
}

/// The steps that show a figure, with how sure it is.
fn days(place: &str, around: Circumstances) -> String {
    let preview = Preview::new(Profile {
        work_place: Short::new(place),
        ..person()
    });
    let shown: Vec<String> = stages(&preview, &around)
        .into_iter()
        .filter_map(|stage| {
            let mark = match stage.confidence() {
                Confidence::Sourced => "",
                Confidence::Recalled => "~",
                Confidence::Uncertain => "?",
            };
            Some(format!("{} {}{mark}", &stage.key()[6..], stage.figure()?.value))
        })
        .collect();
    shown.join(", ")
}

#[test]
fn the_steps_have_the_limits_of_the_place_and_say_how_sure_they_are() {
    for (place, around, steps) in [
        ("110000", B, "pre_review 3, acceptance 2, review 5, residence 30"),
        ("110000", A, "pre_review 1, acceptance 2, review 5, residence 30"),
        ("510000", B, "pre_review 5, review 10, residence 30"),
        ("510000", A, "pre_review 5, review 5, residence 30"),
        ("440300", B, "pre_review 5, review 7, residence 30"),
        ("440300", A, "pre_review 5, review 7?, residence 30"),
        ("310000", B, "pre_review 5, review 8?, residence 30"),
    ] {
        assert_eq!(days(place, around), steps, "{place}");
    }
    for (place, situation, steps) in [
        ("510000", "short", "pre_review 5, review 5"),
        ("510000", "in_china", "pre_review 5, review 10"),
        ("510000", "change_employer", "pre_review 5, review 10"),
        (
            "510000",
            "extension",
            "extension_closes 30?, pre_review 5, review 10?",
        ),
        (
            "110000",
            "extension",
            "extension_opens 120, extension_closes 30?, pre_review 3, acceptance 2, review 3",
        ),
        (
            "120000",
            "extension",
            "extension_opens 90, extension_closes 30?, pre_review 5, review 10?",
        ),
        (
            "510000",
            "change",
            "change_event 10?, pre_review 5, review.open 20",
        ),
        (
            "510000",
            "cancellation",
            "cancellation_event 10, pre_review 5, review.open 20",
        ),
        (
            "110000",
            "cancellation",
            "cancellation_event 10, pre_review 3, acceptance 2, review 3",
        ),
    ] {
        assert_eq!(
            days(place, Circumstances { situation, ..B }),
            steps,
            "{place}: {situation}"
        );
    }
}

#[test]
fn a_medical_in_china_comes_before_the_application_and_abroad_after_the_entry() {
    let steps = |situation| -> Vec<&str> {
        let all = stages(&Preview::new(person()), &Circumstances { situation, ..B });
        all.iter().map(|stage| stage.rule.id).collect()
    };
    assert_eq!(
        steps("in_china")[..3],
        ["in_china_allowed", "medical_first", "apply"]
    );
    assert_eq!(steps("abroad")[4..], ["letter", "visa", "entry", "residence"]);
    assert_eq!(steps("change_employer")[0], "cancel_old");
}
