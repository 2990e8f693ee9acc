//! What the sides are told beside what happened.

use crate::people::*;
use permit::api::told::Told;
use permit::lifecycle::decision::Ground;
use permit::lifecycle::record::Elsewhere;
use permit::lifecycle::{Action, Record};

#[test]
fn a_side_is_told_numbers_and_decisions_and_nothing_of_a_proposal() {
    let mut case = case();
    does(&mut case, "2026-03-02", ANNA, Action::Ready);
    does(&mut case, "2026-03-02", WORKS, Action::Sign);
    let elsewhere = Elsewhere {
        on: date("2026-03-02"),
        receipt: "OFFICIAL-7".into(),
    };
    does(&mut case, "2026-03-02", WORKS, Action::File(Some(elsewhere)));
    does(&mut case, "2026-03-03", LI, Action::StartPreReview);
    does(&mut case, "2026-03-03", LI, Action::PassPreReview);
    does(&mut case, "2026-03-03", LI, Action::Accept("R-1".into()));
    does(&mut case, "2026-03-03", LI, Action::StartReview);
    let dropped = Action::Refuse(vec![Ground::QuotaUsedUp]);
    because(&mut case, "2026-03-04", LI, dropped, "None is left");
    because(
        &mut case,
        "2026-03-04",
        WANG,
        Action::DropProposal,
        "There is one",
    );
    let grounds = vec![Ground::PostNotFit, Ground::ConditionsNotMet];
    because(
        &mut case,
        "2026-03-04",
        LI,
        Action::Refuse(grounds),
        "Below the minimum",
    );
    does(&mut case, "2026-03-04", WANG, Action::Confirm);

    for side in [ANNA, WORKS] {
        let all = case.records().iter();
        let seen: Vec<Record> = all.filter_map(|record| record.seen_by(side.0)).collect();
        let expected = [
            Told {
                event: 2,
                receipt: "OFFICIAL-7".into(),
                on: "2026-03-02".into(),
                ..Told::default()
            },
            Told {
                event: 5,
                receipt: "R-1".into(),
                ..Told::default()
            },
            Told {
                event: 7,
                grounds: vec!["post_not_fit".into(), "conditions_not_met".into()],
                ..Told::default()
            },
        ];
        assert_eq!(Told::all(&seen), expected);
    }
}
