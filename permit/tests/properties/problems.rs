//! Every problem that the portal knows can happen: a draft for each, and how close one may come without it.

use crate::common::{complete, complete_with, set, today, zone};
use crate::languages::{languages, placeholders};
use permit::draft::Draft;
use permit::forms;
use permit::judge::{self, SectionState, judge};
use permit::problem::{Code, Problem};
use permit::reached::Reached;

/// An application with this problem: the compiler asks for a line here when a code is added.
fn example(code: Code) -> Draft {
    let long = "a".repeat(81);
    let changes: &[(&str, &str)] = match code {
        Code::Missing => &[("birth_place", " ")],
        Code::NotAgreed => &[("declare_law", "")],
        Code::TooLong => &[("surname", &long)],
        Code::UnknownChoice => &[("sex", "x")],
        Code::NotANumber => &[("annual_salary_cny", "300000,5")],
        Code::OutOfRange => &[("permit_months", "61")],
        Code::DateIncomplete => &[("birth_date", "1990-08-")],
        Code::DateUnreal => &[("birth_date", "1990-02-30")],
        Code::MonthUnreal => &[("edu_from@e1", "2008-13")],
        Code::DateInFuture => &[("birth_date", "2026-11-24")],
        Code::DateInPast => &[("contract_start", "2026-11-22")],
        Code::NameNotLatin => &[("given_names", "安娜")],
        Code::NameMissing => &[("surname", ""), ("given_names", "")],
        Code::NotHan => &[("chinese_name", "An Na")],
        Code::ChineseNameNeeded => &[("ever_chinese_national", "yes")],
        Code::PassportNumberShape => &[("passport_number", "L898")],
        Code::PassportNumberLookalike => &[("passport_number", "12O456789")],
        Code::PassportExpiresSoon => &[("passport_expiry_date", "2027-05-22")],
        Code::PassportExpired => &[("passport_expiry_date", "2026-11-22")],
        Code::PassportDatesOrder => &[("passport_issue_date", "1990-08-11")],
        Code::Under18 => &[("birth_date", "2008-11-24")],
        Code::PassportCountriesLackNationality => &[("passport_country@p1", "NOR")],
        Code::MrzShape => &[("mrz", "P<UTOERIKSSON<<ANNA<MARIA")],
        Code::MrzCheckDigit => &[("mrz", &zone().replace("900812", "900813"))],
        Code::MrzDiffers => &[("sex", "male")],
        Code::MrzNameDiffers => &[("given_names", "Anna")],
        Code::MrzNamesCut => &[
            ("mrz", &long_names()),
            ("surname", "NILAVADHANANANDA"),
            ("given_names", "CHAYAPA DEJTHAMRONG K"),
        ],
        Code::NationalityChinese => &[("nationality", "CHN")],
        Code::NationalityNoPermit => &[("nationality", "HKG")],
        Code::EmailShape => &[("email", "anna.example.org")],
        Code::NotOwn => &[("email", "Boss@pumps.example"), ("china_phone", "13800138000")],
        Code::PhoneShape => &[("phone", "08 123 45 67")],
        Code::ChinaPhoneShape => &[("china_phone", "010 12345678")],
        Code::CreditCodeShape => &[("employer_code", "9135")],
        Code::CreditCodeCheck => &[("employer_code", "91350100M000100Y44")],
        Code::CreditCodeOrganisation => &[("employer_code", "91350100M000100X42")],
        Code::PermitNumberShape => &[("earlier_permit", "yes"), ("earlier_permit_number", "1")],
        Code::EndBeforeStart => &[("contract_end", "2027-01-31")],
        Code::PermitLongerThanContract => &[("permit_months", "25")],
        Code::PermitLongerThanUsual => &[
            ("work_province", "110000"),
            ("contract_end", "2030-01-31"),
            ("permit_months", "25"),
        ],
        Code::ContractOutlivesPassport => &[("contract_end", "2033-11-15")],
        Code::ContractTooShort => &[("contract_end", "2027-05-01")],
        Code::TimelineGap => &[("work_from@w1", "2017-01")],
        Code::TimelineOverlap => &[
            ("work@w2", "2"),
            ("work_kind@w2", "employed"),
            ("work_from@w2", "2015-01"),
            ("work_to@w2", "2015-02"),
        ],
        Code::RowsMissing => &[("passports@p1", "")],
        Code::WorkYearsExceedHistory => &[
            ("edu_to@e1", "2018-06"),
            ("work_from@w1", "2018-07"),
            ("relevant_work_years", "10"),
        ],
        Code::DegreeNotInEducation => &[("highest_degree", "doctor")],
        Code::SignatureDiffers => &[("signature", "Anna Eriksson")],
        Code::ChildOver18 => &[
            ("has_dependants", "yes"),
            ("dependants@d1", "1"),
            ("dep_relation@d1", "child"),
            ("dep_birth_date@d1", "2008-11-23"),
        ],
        Code::PayUnusual => &[("annual_salary_cny", "23999")],
    };
    complete_with(changes)
}

/// A zone whose names fill their field (ICAO Doc 9303-4, 4.2.3).
fn long_names() -> String {
    zone().replace(
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K",
    )
}

/// How the employer of all these is reached.
fn employer() -> Reached {
    let mut employer = Reached::default();
    employer.add_email("boss@pumps.example");
    employer.add_phone("+86 138 0013 8000");
    employer
}

/// What the browser and the server find, and what the server alone does.
fn found(draft: &Draft) -> Vec<Problem> {
    let mut found = judge(draft, today());
    found.extend(employer().judge(draft));
    found
}

fn has(draft: &Draft, code: Code) -> bool {
    found(draft).iter().any(|problem| problem.code == code)
}

#[test]
fn nothing_is_wrong_with_a_whole_application() {
    assert_eq!(found(&complete()), []);
    let states = forms::SECTIONS
        .iter()
        .map(|section| judge::section_state(section, &complete(), &[]));
    assert!(states.into_iter().all(|state| state == SectionState::Done));
}

#[test]
fn every_problem_happens_to_some_application() {
    for code in Code::ALL {
        let draft = example(*code);
        assert!(has(&draft, *code), "{}: {:?}", code.name(), found(&draft));
    }
}

/// Each text has a value for each of its placeholders, in every language; `field` is the app's to name.
#[test]
fn every_problem_can_be_put_in_words() {
    for (language, texts) in languages() {
        for problem in Code::ALL.iter().flat_map(|code| found(&example(*code))) {
            let name = problem.code.name();
            let text = texts
                .get(&format!("problem.{name}"))
                .unwrap_or_else(|| panic!("{language} has no text for {name}"));
            for placeholder in placeholders(text) {
                let filled = problem.args.iter().any(|(arg, _)| *arg == placeholder);
                assert!(
                    filled || placeholder == "field",
                    "{language}, {name}: {placeholder}"
                );
            }
        }
    }
}

/// The limits themselves are still right.
#[test]
fn the_last_right_answer_before_each_limit_is_right() {
    for (code, changes) in [
        (
            Code::PassportExpiresSoon,
            [("passport_expiry_date", "2027-05-23")],
        ),
        (Code::PassportExpired, [("passport_expiry_date", "2026-11-23")]),
        (Code::Under18, [("birth_date", "2008-11-23")]),
        (Code::DateInFuture, [("birth_date", "2026-11-23")]),
        (Code::DateInPast, [("contract_start", "2026-11-23")]),
        // The 91st day: a stay over 90 days.
        (Code::ContractTooShort, [("contract_end", "2027-05-02")]),
        (Code::PermitLongerThanContract, [("permit_months", "24")]),
        (Code::ContractOutlivesPassport, [("contract_end", "2033-11-14")]),
        (Code::PayUnusual, [("annual_salary_cny", "24000")]),
        (Code::NotANumber, [("annual_salary_cny", "３０ 0000.00")]),
        (Code::TooLong, [("work_city", "Ürümqi")]),
        (Code::SignatureDiffers, [("signature", "ERIKSSON, anna-maria")]),
        (Code::MrzDiffers, [("passport_number", "l898 902-c3")]),
        (Code::TimelineGap, [("work_from@w1", "2016-11")]),
        (Code::TimelineGap, [("work_to@w1", "2026-10")]),
    ] {
        assert!(
            !has(&complete_with(&changes), code),
            "{}: {changes:?}",
            code.name()
        );
    }
}

/// What somebody reads is where the mistake is, and in the order of the form.
#[test]
fn problems_stand_at_their_field_in_the_order_of_the_form() {
    let draft = complete_with(&[
        ("signature", "Anna"),
        ("dep_sex@d1", "x"),
        ("email", "x"),
        ("surname", "王"),
        ("mrz", ""),
        ("passport_expiry_date", "2026-01-01"),
        ("edu_to@e1", "2008-01"),
    ]);
    let keys: Vec<String> = found(&draft)
        .iter()
        .map(|problem| problem.key.to_string())
        .collect();
    let expected = [
        "passport_expiry_date",
        "surname",
        "email",
        "contract_end",
        "edu_to@e1",
    ];
    assert_eq!(keys[..5], expected.map(str::to_owned));
    assert!(!keys.contains(&"dep_sex@d1".to_owned()), "nobody asked for it");
}

#[test]
fn a_section_says_how_far_it_is() {
    let section = forms::section("contact").unwrap();
    let state = |draft: &Draft| judge::section_state(section, draft, &found(draft));
    let mut draft = Draft::new(forms::VERSION);
    assert_eq!(state(&draft), SectionState::NotStarted);
    set(&mut draft, &[("email", "anna@example.org")]);
    assert_eq!(state(&draft), SectionState::InProgress);
    set(&mut draft, &[("phone", "123")]);
    assert_eq!(state(&draft), SectionState::Problem);
    set(
        &mut draft,
        &[
            ("phone", "+46 8 123 45 67"),
            ("address_country", "SWE"),
            ("address", "1 Long Street"),
        ],
    );
    assert_eq!(state(&draft), SectionState::Done);
}

/// Who graduated this month has no month to account for: the work section is complete without a row.
#[test]
fn a_new_graduate_completes_the_work_history_with_nothing_in_it() {
    let section = forms::section("work").unwrap();
    let state = |draft: &Draft| judge::section_state(section, draft, &found(draft));
    for (graduation, expected) in [
        ("2026-11", SectionState::Done),
        ("2026-10", SectionState::Done),
        // A month without a row is missing, and no school tells nothing.
        ("2026-09", SectionState::NotStarted),
        ("", SectionState::NotStarted),
    ] {
        let draft = complete_with(&[("edu_to@e1", graduation), ("work@w1", "")]);
        assert_eq!(state(&draft), expected, "{graduation}");
        let open = has(&draft, Code::TimelineGap) || has(&draft, Code::Missing);
        assert_eq!(open, expected == SectionState::NotStarted, "{graduation}");
    }
}

/// A keyboard without these letters must not stand in the way of sending.
#[test]
fn a_name_with_marks_may_be_signed_without_them() {
    let draft = |signature| {
        complete_with(&[
            ("mrz", ""),
            ("surname", "Lindström-Sørensen"),
            ("given_names", "Åsa Märta"),
            ("signature", signature),
        ])
    };
    for right in [
        "Åsa Märta Lindström-Sørensen",
        "Asa Marta Lindstrom Sorensen",
        "aasa maerta lindstroem soerensen",
        "Lindström Sørensen, Asa Marta",
    ] {
        assert_eq!(found(&draft(right)), [], "{right}");
    }
    for wrong in ["Asa Lindstrom Sorensen", "Asa Marta Lindstrim Sorensen"] {
        assert!(has(&draft(wrong), Code::SignatureDiffers), "{wrong}");
    }
}

/// No permit is needed, so the question itself says so, and an application can't be sent.
#[test]
fn only_foreigners_apply() {
    for (country, code) in [
        ("CHN", Code::NationalityChinese),
        ("HKG", Code::NationalityNoPermit),
        ("MAC", Code::NationalityNoPermit),
        ("TWN", Code::NationalityNoPermit),
    ] {
        let draft = complete_with(&[
            ("mrz", ""),
            ("nationality", country),
            ("passport_country@p1", country),
        ]);
        let [problem] = &found(&draft)[..] else {
            panic!("{country}: {:?}", found(&draft));
        };
        assert_eq!(
            (problem.code, problem.key.to_string()),
            (code, "nationality".into())
        );
        assert!(problem.is_error());
    }
    // A former Chinese national with another passport is one.
    let former = complete_with(&[
        ("passports@p2", "2"),
        ("passport_country@p2", "CHN"),
        ("ever_chinese_national", "yes"),
        ("chinese_name", "林思敏"),
    ]);
    assert_eq!(found(&former), []);
}

/// The zone is held against the names as they are, and against the sex; what it cuts off is asked for.
#[test]
fn the_zone_is_a_witness_and_no_more() {
    let codes = |answers: &[(&str, &str)]| {
        let mut changed = vec![("mrz", long_names()), ("signature", String::new())];
        changed.extend(answers.iter().map(|(key, value)| (*key, (*value).to_owned())));
        let changed: Vec<(&str, &str)> = changed
            .iter()
            .map(|(key, value)| (*key, value.as_str()))
            .collect();
        let mut all = found(&complete_with(&changed));
        all.retain(|problem| !problem.is_error());
        all.iter()
            .map(|problem| (problem.key.to_string(), problem.code))
            .collect::<Vec<_>>()
    };
    let name = |surname, given| [("surname", surname), ("given_names", given)];
    let cut = name("Nilavadhanananda", "Chayapa Dejthamrong K");
    assert_eq!(codes(&cut), [("given_names".to_owned(), Code::MrzNamesCut)]);
    let whole = name("Nilavadhanananda", "Chayapa Dejthamrong Krasuang");
    assert_eq!(codes(&whole), []);
    let other = name("Nilavadhanananda", "Petch");
    assert_eq!(codes(&other), [("surname".to_owned(), Code::MrzNameDiffers)]);
    let sex = [whole[0], whole[1], ("sex", "male")];
    assert_eq!(codes(&sex), [("sex".to_owned(), Code::MrzDiffers)]);
}

/// The portal fills fields from the zone; a person who has only one name, or long ones, must not be told off for it.
#[test]
fn one_name_is_enough() {
    let one = zone().replace("ERIKSSON<<ANNA<MARIA", "ARKFREITH<<<<<<<<<<<");
    for (surname, given) in [("Arkfreith", ""), ("", "Arkfreith")] {
        let draft = complete_with(&[
            ("mrz", &one),
            ("surname", surname),
            ("given_names", given),
            ("signature", "arkfreith"),
        ]);
        assert_eq!(found(&draft), []);
    }
}
