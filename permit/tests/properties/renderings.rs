//! Chinese renderings: what is owed, what is stale, and whose turn it is, over any answers and any way of going on.

use super::common::{complete, draft, key, set};
use permit::answer::Key;
use permit::draft::Draft;
use permit::lifecycle::correction::Owner;
use permit::rendering::{Rendering, RenderingState, all, confirmed, line, turn};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn keys(all: &[Rendering]) -> Vec<String> {
    all.iter().map(|one| one.key.to_string()).collect()
}

fn states(all: &[Rendering]) -> Vec<RenderingState> {
    all.iter().map(|one| one.state).collect()
}

/// All of them as the employer wrote them.
fn written(all: &[Rendering]) -> Vec<Rendering> {
    let write = |one: &Rendering| Rendering {
        chinese: "中文".into(),
        state: RenderingState::Proposed,
        ..one.clone()
    };
    all.iter().map(write).collect()
}

/// All of them as the applicant answered them.
fn answered(all: &[Rendering], state: RenderingState) -> Vec<Rendering> {
    let answer = |one: &Rendering| Rendering { state, ..one.clone() };
    all.iter().map(answer).collect()
}

#[test]
fn what_is_in_another_script_is_owed_in_the_order_of_the_form_and_chinese_is_not() {
    let owed = all(&complete(), &[]);
    let expected = [
        "edu_school@e1",
        "edu_major@e1",
        "work_employer@w1",
        "work_position@w1",
        "work_duties@w1",
    ];
    assert_eq!(keys(&owed), expected);
    assert!(
        owed.iter()
            .all(|one| one.state == RenderingState::Owed && one.place == 1)
    );
    assert_eq!(turn(&owed), Some(Owner::Employer));

    let mut whole = complete();
    set(
        &mut whole,
        &[
            ("edu_school@e1", "天顶大学"),
            ("edu_major@e1", "机械"),
            ("work_employer@w1", "天顶工厂"),
            ("work_position@w1", "IT工程师"),
            ("work_duties@w1", "设计机器"),
        ],
    );
    assert_eq!(all(&whole, &[]), []);
    assert_eq!(turn(&[]), None);
}

#[test]
fn only_what_is_asked_is_owed_and_rows_are_counted_as_they_stand() {
    let rows = draft(&[
        ("work@w1", "2"),
        ("work_kind@w1", "employed"),
        ("work_employer@w1", "Zenith Works"),
        ("work@w2", "1"),
        ("work_kind@w2", "unemployed"),
        ("work_employer@w2", "Hidden Works"),
    ]);
    let owed = all(&rows, &[]);
    assert_eq!(keys(&owed), ["work_employer@w1"]);
    assert_eq!(owed[0].place, 2);
    let mut gone = rows;
    set(&mut gone, &[("work@w1", "")]);
    assert_eq!(all(&gone, &written(&owed)), []);
}

#[test]
fn another_original_makes_a_rendering_stale_and_blanks_do_not() {
    let confirmed_all = answered(&written(&all(&complete(), &[])), RenderingState::Confirmed);
    let mut later = complete();
    assert_eq!(turn(&all(&later, &confirmed_all)), None);
    assert_eq!(confirmed(&confirmed_all, &key("edu_school@e1")), Some("中文"));

    set(&mut later, &[("edu_school@e1", "  University   of Zenith ")]);
    assert_eq!(turn(&all(&later, &confirmed_all)), None);

    set(&mut later, &[("edu_school@e1", "University of Nadir")]);
    let now = all(&later, &confirmed_all);
    let stale = now
        .iter()
        .find(|one| one.key == Key::in_row("edu_school", "e1"))
        .unwrap();
    assert_eq!(
        (stale.state, stale.chinese.as_str()),
        (RenderingState::Stale, "中文")
    );
    assert_eq!(stale.original, "University of Nadir", "the text as it is now");
    assert_eq!(confirmed(&now, &stale.key), None);
    assert_eq!(turn(&now), Some(Owner::Employer));

    // As it was again, it is what was confirmed.
    set(&mut later, &[("edu_school@e1", "University of Zenith")]);
    assert_eq!(turn(&all(&later, &confirmed_all)), None);
}

#[test]
fn it_is_the_applicant_s_turn_once_all_is_written() {
    let owed = all(&complete(), &[]);
    let mut some = written(&owed);
    some.truncate(2);
    assert_eq!(turn(&all(&complete(), &some)), Some(Owner::Employer));
    let proposed = all(&complete(), &written(&owed));
    assert_eq!(turn(&proposed), Some(Owner::Applicant));
    let returned = answered(&proposed, RenderingState::Returned);
    assert_eq!(turn(&returned), Some(Owner::Employer));
    assert_eq!(states(&returned), vec![RenderingState::Returned; owed.len()]);
}

/// A step: the applicant changes a text, the employer writes one, the applicant confirms or returns one; and which.
fn steps() -> impl Strategy<Value = Vec<(u8, usize, String)>> {
    let text = select(vec!["Works", "Other works", "工厂", "Works 工厂", ""]).prop_map(str::to_owned);
    vec((0..4_u8, any::<usize>(), text), 0..40)
}

const FIELDS: [&str; 5] = [
    "edu_school@e1",
    "edu_major@e1",
    "work_employer@w1",
    "work_position@w1",
    "work_duties@w1",
];

/// Does a step to the answers, or to what is kept of renderings.
fn step(
    whole: &mut Draft,
    kept: &mut Vec<Rendering>,
    (what, which, text): &(u8, usize, String),
) -> Option<Owner> {
    let now = all(whole, kept);
    if *what == 0 {
        set(whole, &[(FIELDS[which % FIELDS.len()], text)]);
        return None;
    }
    let (waits, state, by) = match what {
        1 => (Owner::Employer, RenderingState::Proposed, Owner::Employer),
        2 => (Owner::Applicant, RenderingState::Confirmed, Owner::Applicant),
        _ => (Owner::Applicant, RenderingState::Returned, Owner::Applicant),
    };
    let open: Vec<_> = now
        .iter()
        .filter(|one| one.state.waits_for() == Some(waits))
        .collect();
    let one = open.get(which % open.len().max(1))?;
    kept.retain(|other| other.key != one.key);
    kept.push(Rendering {
        chinese: "中文".into(),
        state,
        ..(*one).clone()
    });
    Some(by)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn nothing_counts_as_confirmed_but_the_text_that_the_applicant_has_there(steps in steps()) {
        let (mut whole, mut kept) = (complete(), Vec::new());
        for one in &steps {
            let before = turn(&all(&whole, &kept));
            let by = step(&mut whole, &mut kept, one);
            let now = all(&whole, &kept);
            let after = turn(&now);
            for rendering in &now {
                let raw = whole.raw(&rendering.key);
                prop_assert_eq!(&rendering.original, raw.trim());
                let is_confirmed = rendering.state == RenderingState::Confirmed;
                prop_assert_eq!(confirmed(&now, &rendering.key).is_some(), is_confirmed);
                if is_confirmed {
                    let word = kept.iter().find(|one| one.key == rendering.key);
                    prop_assert_eq!(word.map(|one| one.original.as_str()), Some(raw.trim()));
                }
            }
            let open = now.iter().any(|one| one.state != RenderingState::Confirmed);
            prop_assert_eq!(after.is_some(), open);
            // Who acts writes a line exactly when the turn goes over.
            if let Some(by) = by {
                prop_assert_eq!(line(by, before, after).is_some(), before != after);
            }
        }
    }
}
