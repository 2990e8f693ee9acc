//! Any sequence of actions by anybody: what must hold after each.

use crate::people::*;
use permit::answer::Key;
use permit::answer::Role;
use permit::api::statistics::Statistics;
use permit::calendar::is_working_day;
use permit::classify::Category;
use permit::date::{Date, days_between, plus_days};
use permit::lifecycle::correction::{IfLate, Owner, Pin, Reason, Round, Wished};
use permit::lifecycle::decision::{Decision, Ground};
use permit::lifecycle::outcome::{Grant, Outcome, OutcomeKind, Said};
use permit::lifecycle::record::Elsewhere;
use permit::lifecycle::statistics::{Period, Tally};
use permit::lifecycle::steps::NAMES;
use permit::lifecycle::{
    Action, ActionKind, Actor, By, Case, Clock, Detail, Event, EventKind, Record, State, hears, state,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const PEOPLE: [Person; 6] = [ANNA, WORKS, LI, WANG, ZHAO, PORTAL];

/// A step of a sequence: who, what (an offered action, or any), what with, how many days later, whether with a reason.
type Move = (usize, bool, usize, usize, i32, bool);

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let days = prop_oneof![4 => 0..3_i32, 1 => 3..40_i32];
    let one = (
        0..PEOPLE.len(),
        prop::bool::weighted(0.8),
        any::<usize>(),
        any::<usize>(),
        days,
        prop::bool::weighted(0.8),
    );
    vec(one, 0..40)
}

/// An action of this kind, with something that is right in most cases.
fn action(kind: ActionKind, with: usize, today: Date) -> Action {
    let due = permit::date::iso(plus_days(today, 10));
    let item = |owner| answer("duties", owner, Reason::Missing, &due);
    let (anna, works) = (item(Owner::Applicant), item(Owner::Employer));
    match kind {
        ActionKind::Ready => Action::Ready,
        ActionKind::Sign => Action::Sign,
        ActionKind::File if with.is_multiple_of(2) => Action::File(None),
        ActionKind::File => Action::File(Some(Elsewhere {
            on: today,
            receipt: "E-1".into(),
        })),
        ActionKind::ReturnToApplicant => Action::ReturnToApplicant(vec![anna]),
        ActionKind::ReturnToEmployer => Action::ReturnToEmployer(vec![works]),
        ActionKind::PullBack => Action::PullBack,
        ActionKind::AskCorrection => Action::AskCorrection(vec![Wished {
            pin: Pin::Question(Key::new("duties")),
            should: String::new(),
        }]),
        ActionKind::DeclineCorrection => Action::DeclineCorrection,
        ActionKind::StartPreReview => Action::StartPreReview,
        ActionKind::Return => Action::Return(Round {
            items: match with % 3 {
                0 => vec![anna, works],
                1 => vec![anna],
                _ => vec![works],
            },
            if_late: if with.is_multiple_of(2) {
                IfLate::GoesBack
            } else {
                IfLate::Expires
            },
        }),
        ActionKind::Answer => Action::Answer,
        ActionKind::CloseCorrection => Action::CloseCorrection,
        ActionKind::Lapse => Action::Lapse,
        ActionKind::ProposeRenderings => Action::ProposeRenderings,
        ActionKind::ReturnRenderings => Action::ReturnRenderings,
        ActionKind::ConfirmRenderings => Action::ConfirmRenderings,
        ActionKind::PassPreReview => Action::PassPreReview,
        ActionKind::Accept => Action::Accept("R-1".into()),
        ActionKind::StartReview => Action::StartReview,
        ActionKind::Approve => Action::Approve(if with.is_multiple_of(2) {
            Category::B
        } else {
            Category::C
        }),
        ActionKind::Refuse => Action::Refuse(vec![Ground::ConditionsNotMet]),
        ActionKind::Confirm => Action::Confirm,
        ActionKind::DropProposal => Action::DropProposal,
        ActionKind::IssueLetter => Action::IssueLetter(letter(&due)),
        ActionKind::ReplaceLetter => Action::ReplaceLetter(letter(&due)),
        ActionKind::RecordOutcome(outcome) => Action::RecordOutcome(Outcome {
            on: today,
            said: match outcome {
                OutcomeKind::Returned => Said::Returned,
                OutcomeKind::SentAgain => Said::SentAgain,
                OutcomeKind::Accepted => Said::Accepted("E-2".into()),
                OutcomeKind::Approved => Said::Approved(Grant {
                    category: Category::C,
                    letter: "E-3".into(),
                    valid_until: plus_days(today, 10),
                    months: 12,
                }),
                OutcomeKind::Refused => Said::Refused,
            },
        }),
        ActionKind::TakeBackOutcome => Action::TakeBackOutcome,
        ActionKind::Record(milestone) => Action::Record(milestone, today),
        ActionKind::RecordPermitEnd => Action::RecordPermitEnd(plus_days(today, 300)),
        ActionKind::Withdraw => Action::Withdraw,
        ActionKind::Expire => Action::Expire,
        ActionKind::Cancel => Action::Cancel,
    }
}

/// Plays a sequence; `look` sees the case before and after each move, with the day, and whether it was denied.
fn play(moves: &[Move], mut look: impl FnMut(&Case, &Case, Date, bool, bool)) -> (Case, Date) {
    let (mut case, mut today) = (case(), date("2026-03-02"));
    for (who, willing, what, with, days, reason) in moves {
        let (role, person) = PEOPLE[*who];
        today = plus_days(today, *days);
        // What is stored of renderings changes beside the history.
        case.set_rendering(match with % 9 {
            0 => Some(Owner::Employer),
            1 => Some(Owner::Applicant),
            _ => None,
        });
        let offered = case.actions(role, person);
        // Nobody plays on who gives up at once, or takes back what was just sent: that is left to the unwilling moves.
        let prepared = matches!(
            case.state(),
            Some(State::WaitingForEmployer | State::EmployerSigned)
        );
        let ends = [
            ActionKind::Withdraw,
            ActionKind::RecordOutcome(OutcomeKind::Refused),
        ];
        // What was recorded from the official system is taken back now and then.
        let takes_back = |kind: &ActionKind| *kind == ActionKind::TakeBackOutcome && !with.is_multiple_of(4);
        let gives_up = |kind: &ActionKind| {
            ends.contains(kind) || prepared && *kind == ActionKind::PullBack || takes_back(kind)
        };
        let going: Vec<_> = offered.iter().filter(|kind| !gives_up(kind)).collect();
        let kind = match going.get(what % going.len().max(1)) {
            Some(kind) if *willing => **kind,
            _ => ActionKind::ALL[what % ActionKind::ALL.len()],
        };
        let by = By {
            role,
            person,
            at: morning(today),
            why: if *reason { "because" } else { "" },
        };
        let before = case.clone();
        let denied = case.perform(action(kind, *with, today), &by).is_err();
        if let Some(record) = case.records().last().filter(|_| !denied) {
            // Who is told beforehand who will be written to, is told the truth.
            let told = hears(record.event.kind, role);
            let proposed = kind == ActionKind::Approve && record.event.kind == EventKind::ApprovalProposed;
            assert!(proposed || before.will_hear(kind, role) == told, "{kind:?}");
        }
        look(&before, &case, today, denied, offered.contains(&kind));
    }
    (case, today)
}

fn events(case: &Case) -> Vec<Event> {
    case.records().iter().map(|record| record.event.clone()).collect()
}

/// Where each state leads (domain.md 3.2 and issue 5), written down apart from the machine's own table.
fn leads_to(state: Option<State>) -> &'static [State] {
    use State::*;
    match state {
        None => &[WaitingForEmployer],
        Some(WaitingForEmployer) => &[EmployerSigned, ReturnedToApplicant, ReturnedToEmployer, Withdrawn],
        Some(ReturnedToApplicant) => &[WaitingForEmployer, Withdrawn],
        Some(ReturnedToEmployer) => &[EmployerSigned, WaitingForEmployer, Withdrawn],
        Some(EmployerSigned) => &[Filed, ReturnedToApplicant, ReturnedToEmployer, Withdrawn],
        Some(Filed) => &[PreReview, ReturnedToApplicant, WaitingForEmployer, Withdrawn],
        Some(PreReview) => &[
            PreReviewPassed,
            ReturnedForCorrection,
            ReturnedToApplicant,
            WaitingForEmployer,
            Refused,
            Withdrawn,
        ],
        Some(ReturnedForCorrection) => &[
            PreReview,
            PreReviewPassed,
            Accepted,
            UnderReview,
            Expired,
            Withdrawn,
        ],
        Some(PreReviewPassed) => &[
            Accepted,
            ReturnedForCorrection,
            ReturnedToApplicant,
            WaitingForEmployer,
            Withdrawn,
        ],
        Some(Accepted) => &[UnderReview, ReturnedForCorrection, Withdrawn],
        Some(UnderReview) => &[Approved, Refused, ReturnedForCorrection, Withdrawn],
        Some(Approved) => &[Expired, Cancelled],
        Some(Refused | Withdrawn | Expired | Cancelled) => &[],
    }
}

/// Where it leads what the employer records from the official system.
fn leads_there(state: Option<State>) -> &'static [State] {
    use State::*;
    match state {
        Some(Filed | PreReview | PreReviewPassed) => &[ReturnedForCorrection, Accepted, Approved, Refused],
        Some(Accepted | UnderReview) => &[ReturnedForCorrection, Approved, Refused],
        Some(ReturnedForCorrection) => &[
            Filed,
            PreReview,
            PreReviewPassed,
            Accepted,
            UnderReview,
            Approved,
            Refused,
        ],
        _ => &[],
    }
}

/// The kind of the newest line.
fn newest(case: &Case) -> Option<EventKind> {
    case.records().last().map(|record| record.event.kind)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn no_sequence_reaches_a_state_that_it_should_not(moves in moves()) {
        play(&moves, |before, after, _, denied, offered| {
            if denied {
                assert_eq!(before, after, "denied, and changed");
            } else {
                assert!(offered, "done, and not offered");
                assert_eq!(after.records().len(), before.records().len() + 1);
                assert_eq!(&after.records()[..before.records().len()], before.records());
            }
            if before.state() != after.state() {
                let to = after.state().expect("a state is never lost");
                let from = before.state();
                let leads = match newest(after) {
                    Some(EventKind::OutcomeTakenBack) => {
                        from.is_some_and(|from| leads_there(Some(to)).contains(&from))
                    }
                    Some(kind) if kind.is_elsewhere() => leads_there(from).contains(&to),
                    _ => leads_to(from).contains(&to),
                };
                assert!(leads, "{from:?} to {to:?}");
            }
        });
    }

    /// Texts are held for the names of that list.
    #[test]
    fn steps_are_called_by_the_names_of_the_list(moves in moves()) {
        play(&moves, |_, after, today, _, _| {
            for step in after.steps(&nation(), today) {
                assert!(NAMES.contains(&step.name), "{}", step.name);
            }
        });
    }

    #[test]
    fn a_case_goes_back_to_where_it_was(moves in moves()) {
        let mut left = None;
        play(&moves, |before, after, _, _, _| {
            let (from, to) = (before.state(), after.state());
            if from == to {
                return;
            }
            // Taken back to an earlier return, it goes back to where that one came from.
            if newest(after) == Some(EventKind::OutcomeTakenBack) {
                left = None;
                return;
            }
            if to == Some(State::ReturnedForCorrection) {
                left = from;
            }
            // What the official system decides meanwhile ends a return there, too.
            let decided = newest(after).is_some_and(|kind| {
                kind.is_elsewhere() && kind != EventKind::SentAgainElsewhere
            });
            let over = decided || matches!(to, Some(State::Withdrawn | State::Expired));
            if from == Some(State::ReturnedForCorrection) && !over && left.is_some() {
                assert_eq!(to, left);
            }
        });
    }

    /// What was taken back is as if it had never been recorded; and what something followed can't be.
    #[test]
    fn what_was_taken_back_was_never_there(moves in moves()) {
        let mut said: Vec<(EventKind, Case, bool)> = Vec::new();
        play(&moves, |before, after, today, denied, _| {
            let Some(kind) = newest(after).filter(|_| !denied) else { return };
            if kind == EventKind::OutcomeTakenBack {
                let (_, was, stands) = said.pop().expect("something was recorded");
                assert!(stands, "something followed it");
                assert_eq!((after.state(), after.is_recorded()), (was.state(), was.is_recorded()));
                assert_eq!((after.approved(), after.grant()), (was.approved(), was.grant()));
                assert_eq!(after.counted(), was.counted());
                assert_eq!(after.steps(&nation(), today), was.steps(&nation(), today));
            } else if kind.is_elsewhere() {
                if said.last().is_none_or(|(last, _, _)| *last != kind) {
                    said.push((kind, before.clone(), true));
                }
            } else if kind == EventKind::Filed {
                said.clear();
            } else if before.state() != after.state() {
                said.iter_mut().for_each(|(_, _, stands)| *stands = false);
            }
        });
    }

    /// While a rendering is owed or not confirmed, nothing is filed, and no side's word sends a correction back.
    #[test]
    fn nothing_goes_on_without_the_chinese_that_is_owed(moves in moves()) {
        play(&moves, |before, after, _, denied, _| {
            let Some(turn) = before.rendering() else { return };
            let kind = after.records().last().map(|record| record.event.kind).filter(|_| !denied);
            assert_ne!(kind, Some(EventKind::Filed));
            let went_back = kind == Some(EventKind::CorrectionCompleted);
            assert!(!went_back || turn == Owner::Applicant, "only who confirms the last one sends it back");
            let open = matches!(
                before.state(),
                Some(State::EmployerSigned | State::WaitingForEmployer | State::ReturnedForCorrection)
            );
            assert!(!open || before.must_act().contains(&turn.actor()), "{:?}", before.state());
        });
    }

    /// What was filed here the authority decides here; and where it was filed elsewhere, what its employer records of that undoes
    /// nothing of the authority's, and is followed by no letter of its own.
    #[test]
    fn an_employer_decides_nothing_that_was_filed_here(moves in moves()) {
        let (case, _) = play(&moves, |before, after, _, denied, _| {
            let recorded = !denied && newest(after).is_some_and(EventKind::is_elsewhere);
            assert!(!recorded || before.corrections().is_none());
            let moved = recorded && before.state() != after.state();
            assert!(!moved || after.proposal().is_none(), "nobody confirms what is decided there");
        });
        let mut there = false;
        for record in case.records() {
            let kind = record.event.kind;
            if kind == EventKind::Filed {
                there = matches!(record.detail, Detail::Elsewhere(_));
            }
            let decides = matches!(
                kind,
                EventKind::Accepted
                    | EventKind::Approved
                    | EventKind::Refused
                    | EventKind::LetterIssued
                    | EventKind::LetterReplaced
            );
            assert!(!decides || matches!(record.event.by, Role::Officer | Role::Supervisor), "{record:?}");
            assert!(!kind.is_elsewhere() || there && record.event.by == Role::Employer, "{record:?}");
        }
        assert!(case.grant().is_none() || case.letter().is_none());
    }

    #[test]
    fn the_end_is_the_end(moves in moves()) {
        let (case, _) = play(&moves, |before, after, _, denied, _| {
            if before.state().is_some_and(State::is_terminal) {
                assert!(denied);
                assert_eq!(before, after);
            }
        });
        if case.state().is_some_and(State::is_terminal) {
            assert!(PEOPLE.iter().all(|(role, person)| case.actions(*role, person).is_empty()));
            assert!(case.must_act().is_empty());
        }
    }

    #[test]
    fn everything_is_read_from_the_events(moves in moves()) {
        let (case, _) = play(&moves, |_, _, _, _, _| {});
        assert_eq!(state(&events(&case)), case.state());
        let mut read = Case::new(Some(Category::B), case.records().to_vec());
        read.set_rendering(case.rendering());
        assert_eq!(read, case);
        let json = serde_json::to_string(case.records()).expect("JSON");
        let read: Vec<Record> = serde_json::from_str(&json).expect("records");
        assert_eq!(read, case.records());
        for role in [Role::Applicant, Role::Employer] {
            let seen: Vec<_> = case.records().iter().filter_map(|record| record.seen_by(role)).collect();
            assert!(seen.iter().all(|record| record.person.is_empty() && !record.event.kind.is_internal()));
            let seen: Vec<_> = seen.into_iter().map(|record| record.event).collect();
            assert_eq!(state(&seen), case.state());
        }
    }

    /// Two halves of a period say together what the whole says, of whatever happened.
    #[test]
    fn statistics_count_everything_once(moves in moves()) {
        let (case, last) = play(&moves, |_, _, _, _, _| {});
        let first = date("2026-03-02");
        let middle = plus_days(first, i32::try_from(days_between(first, last) / 2).unwrap_or(0));
        let terms = nation();
        let of = |from, until| Period::new(from, until).map(|period| {
            let mut tally = Tally::new(period);
            tally.take(&case, &terms);
            tally.done()
        });
        let (Some(whole), Some(one)) = (of(first, last), of(first, middle)) else {
            return Ok(());
        };
        let other = of(plus_days(middle, 1), last);
        let sum = |of: &dyn Fn(&Statistics) -> u32| of(&one) + other.as_ref().map_or(0, of);
        // What was taken back before it was filed is not the authority's.
        let events = events(&case);
        let filed = |at: usize| state(&events[..at]).map(State::who_acts) == Some(Actor::Authority);
        let is_theirs = |at: &usize| events[*at].kind != EventKind::PulledBack || filed(*at);
        for (place, all) in whole.happened.iter().enumerate() {
            let happened = (0..events.len()).filter(is_theirs).filter(|at| events[*at].kind == all.kind).count();
            prop_assert_eq!(usize::try_from(all.by_category.total()), Ok(happened));
            prop_assert_eq!(all.by_category.total(), sum(&|part| part.happened[place].by_category.total()));
        }
        for (place, all) in whole.steps.iter().enumerate() {
            prop_assert_eq!(all.done, sum(&|part| part.steps[place].done));
            prop_assert_eq!(all.late, sum(&|part| part.steps[place].late));
            prop_assert!(all.median <= all.nine_in_ten && all.nine_in_ten <= all.longest);
        }
        prop_assert_eq!(whole.decided, sum(&|part| part.decided));
        prop_assert!(whole.at_once <= whole.decided);
    }

    #[test]
    fn every_event_says_who_when_and_why(moves in moves()) {
        let (case, _) = play(&moves, |_, _, _, _, _| {});
        let events = events(&case);
        assert!(events.is_sorted_by_key(|event| event.at));
        for record in case.records() {
            assert_eq!(record.person.is_empty(), record.event.by == Role::System);
            assert!(!record.event.kind.needs_reason() || !record.event.why.is_empty(), "{record:?}");
        }
    }

    #[test]
    fn two_people_refuse_and_two_depart_from_the_preview(moves in moves()) {
        let (case, _) = play(&moves, |_, _, _, _, _| {});
        let mut proposed: Option<&Record> = None;
        for record in case.records() {
            let two = match (record.event.kind, &record.detail) {
                (EventKind::Refused, _) => true,
                (EventKind::Approved, Detail::Decision(Decision::Approve(category))) => *category != Category::B,
                _ => false,
            };
            if two {
                let first = proposed.expect("it was proposed");
                assert_ne!(&first.person, &record.person);
                assert_eq!(&first.detail, &record.detail);
                assert!(matches!(record.event.by, Role::Officer | Role::Supervisor));
            }
            match record.event.kind {
                EventKind::RefusalProposed | EventKind::ApprovalProposed => proposed = Some(record),
                EventKind::ProposalDropped | EventKind::ReturnedForCorrection => proposed = None,
                _ => {}
            }
        }
    }

    #[test]
    fn clocks_never_run_backwards_and_never_count_returned_time(moves in moves()) {
        let (case, last) = play(&moves, |_, _, _, _, _| {});
        let Some((step, stretches)) = case.counted() else { return Ok(()) };
        // What is recorded again moves the day on which it happened, and what is taken back did not happen: no evening of then is
        // as it was.
        let said: Vec<_> = events(&case).iter().map(|event| event.kind).filter(|kind| kind.is_elsewhere()).collect();
        let taken_back = events(&case).iter().any(|event| event.kind == EventKind::OutcomeTakenBack);
        if taken_back || said.windows(2).any(|two| two[0] == two[1]) {
            return Ok(());
        }
        // The state at the end of each day, from the events alone.
        let evening = |day: Date| {
            let until = morning(day);
            let so_far: Vec<_> = events(&case).into_iter().filter(|event| event.at <= until).collect();
            state(&so_far)
        };
        let (mut day, mut counted, mut before) = (stretches[0].0, 0, 0);
        while day < last {
            let waited = evening(day) == Some(State::ReturnedForCorrection);
            day = plus_days(day, 1);
            let Ok(works) = is_working_day(day) else { break };
            counted += u32::from(works && !waited);
            let clock: Clock = case.clock(&nation(), day).expect("a clock");
            let used = clock.used.expect("a published year");
            assert!(used >= before);
            assert_eq!(used, counted, "{step:?} on {day}");
            before = used;
        }
        // The last day is the one on which the limit is used up.
        let clock = case.clock(&nation(), last).expect("a clock");
        if let (Some(limit), Some(Ok(end))) = (clock.limit, clock.last_day) {
            let used = |day| case.clock(&nation(), day).expect("a clock").used;
            assert_eq!(used(end), Ok(limit.value));
            assert!(used(plus_days(end, -1)).expect("published") < limit.value);
        }
        assert_eq!(clock.runs, case.state() != Some(State::ReturnedForCorrection));
    }

    #[test]
    fn the_three_events_of_old_say_what_they_said(
        kinds in vec(select(vec![EventKind::ApplicantReady, EventKind::EmployerSigned, EventKind::Filed]), 0..6)
    ) {
        let events: Vec<_> = kinds
            .iter()
            .map(|kind| Event { kind: *kind, by: Role::Applicant, at: 0, why: String::new(), agreed: false })
            .collect();
        let expected = kinds.last().map(|kind| match kind {
            EventKind::ApplicantReady => State::WaitingForEmployer,
            EventKind::EmployerSigned => State::EmployerSigned,
            _ => State::Filed,
        });
        assert_eq!(state(&events), expected);
    }

    /// Whatever stands in a database: nothing panics, and an end stays one.
    #[test]
    fn a_broken_history_does_no_harm(
        kinds in vec((select(EventKind::ALL.to_vec()), select(PEOPLE.to_vec()), any::<i64>()), 0..30)
    ) {
        let records: Vec<_> = kinds
            .into_iter()
            .map(|(kind, (by, person), at)| Record {
                event: Event { kind, by, at, why: String::new(), agreed: false },
                person: person.into(),
                detail: Detail::Nothing,
            })
            .collect();
        let mut ended: Option<State> = None;
        for until in 0..=records.len() {
            let case = Case::new(None, records[..until].to_vec());
            let _ = (case.must_act(), case.clock(&nation(), date("2026-03-02")), case.steps(&nation(), date("2026-03-02")));
            if let Some(end) = ended {
                assert_eq!(case.state(), Some(end));
            }
            ended = case.state().filter(|state| state.is_terminal());
        }
    }
}

/// The sequences are worth something: they come to every state, to all that the official system can say, and to taking it back.
#[test]
fn the_sequences_reach_every_state() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut seen, mut said): (Vec<State>, Vec<EventKind>) = Default::default();
    for _ in 0..30_000 {
        let moves = moves().new_tree(&mut runner).expect("a sequence").current();
        play(&moves, |_, after, _, _, _| {
            if let Some(state) = after.state().filter(|state| !seen.contains(state)) {
                seen.push(state);
            }
            let of_it = |kind: &EventKind| kind.is_elsewhere() || *kind == EventKind::OutcomeTakenBack;
            let kind = newest(after).filter(of_it);
            said.extend(kind.filter(|kind| !said.contains(kind)));
        });
        if seen.len() == State::ALL.len() && said.len() == OutcomeKind::ALL.len() + 1 {
            return;
        }
    }
    let missing: Vec<_> = State::ALL
        .into_iter()
        .filter(|state| !seen.contains(state))
        .collect();
    panic!("never reached: {missing:?}; said: {said:?}");
}
