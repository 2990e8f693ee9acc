//! Each situation against domain.md 3.4 and 3.6.

mod around;
mod slots;

use super::{Circumstances, Needed, Note, Way, documents};
use crate::classify::{Category, Preview};
use crate::date::Date;
use crate::policy::Confidence;
use crate::profile::{Profile, Short};

const TODAY: Date = Date::constant(2026, 11, 23);
const FILING: Date = Date::constant(2027, 1, 15);

/// A professional for Beijing: route B-1.5, and by the pay A-III-7.
fn person() -> Profile {
    Profile {
        as_of: Some(TODAY),
        work_place: Short::new("110000"),
        nationality: Short::new("GBR"),
        birth_date: Some(Date::constant(1990, 5, 1)),
        highest_degree: Some(2),
        degree_country: Short::new("EGY"),
        relevant_work_years: Some(5),
        position_kind: Some("professional"),
        annual_salary_cny: Some(900_000),
        ..Profile::default()
    }
}

const B: Circumstances = Circumstances {
    situation: "abroad",
    by_dates: false,
    category: Category::B,
    chosen: false,
    filing: FILING,
    planned: true,
    family: false,
    lives_in: None,
};
const A: Circumstances = Circumstances {
    category: Category::A,
    ..B
};

fn all(profile: Profile, around: Circumstances) -> Vec<Needed> {
    documents(&Preview::new(profile), &around)
}

/// The documents that are needed.
fn ids(profile: Profile, around: Circumstances) -> Vec<&'static str> {
    let needed = all(profile, around).into_iter();
    needed
        .filter(|one| one.exempt.is_none())
        .map(|one| one.rule.id)
        .collect()
}

/// Those that are not, with the reason.
fn exempt(profile: Profile, around: Circumstances) -> Vec<(&'static str, &'static str)> {
    all(profile, around)
        .iter()
        .filter_map(|one| Some((one.rule.id, one.exempt?.reason)))
        .collect()
}

fn notes(profile: Profile, around: Circumstances, id: &str) -> Vec<Note> {
    let found = all(profile, around).into_iter().find(|one| one.rule.id == id);
    found.unwrap().notes
}

/// What is said of a document: the reasons of its cases, and the routes that stand against a promise.
fn said(profile: Profile, around: Circumstances, id: &str) -> Vec<&'static str> {
    notes(profile, around, id)
        .into_iter()
        .filter_map(|note| match note {
            Note::Case(case) => Some(case.reason),
            Note::Basis { route, met: true } => Some(route),
            Note::Basis { .. } => Some("perhaps"),
            _ => None,
        })
        .collect()
}

fn proven(profile: Profile, around: Circumstances, id: &str) -> (Vec<&'static str>, bool) {
    let found = notes(profile, around, id)
        .into_iter()
        .find_map(|note| match note {
            Note::Proves { routes, met } => Some((routes, met)),
            _ => None,
        });
    found.unwrap()
}

fn ways(profile: Profile, around: Circumstances, id: &str) -> Vec<(Way, Option<Short>, Confidence)> {
    notes(profile, around, id)
        .into_iter()
        .filter_map(|note| match note {
            Note::Authentication {
                way,
                country,
                confidence,
                ..
            } => Some((way, country, confidence)),
            _ => None,
        })
        .collect()
}

/// The matrix of domain.md 3.4, column by column, for somebody whose category rests on neither pay nor claims.
#[test]
fn each_situation_has_its_column_of_the_matrix() {
    let plain = Profile {
        annual_salary_cny: Some(100_000),
        ..person()
    };
    for (situation, needed, not_needed) in [
        (
            "abroad",
            "form experience degree criminal_record medical contract passport photo kinship",
            "",
        ),
        (
            "in_china",
            "form experience degree criminal_record medical contract passport entry photo kinship",
            "",
        ),
        (
            "change_employer",
            "form experience degree contract passport entry photo cancellation_proof kinship",
            "criminal_record medical",
        ),
        (
            "extension",
            "form contract passport entry tax_record change_letter",
            "experience degree criminal_record medical",
        ),
        ("change", "form passport entry change_letter", ""),
        ("cancellation", "form tax_record termination_proof", ""),
        (
            "short",
            "form short_contract passport",
            "experience degree criminal_record medical",
        ),
    ] {
        let around = Circumstances {
            situation,
            family: true,
            ..B
        };
        assert_eq!(ids(plain, around).join(" "), needed, "{situation}");
        let without: Vec<&str> = exempt(plain, around).iter().map(|(id, _)| *id).collect();
        assert_eq!(without.join(" "), not_needed, "{situation}");
    }
}

#[test]
fn what_is_special_in_a_situation_is_said() {
    for (situation, id, reasons) in [
        ("abroad", "medical", &["promise_before_entry"][..]),
        ("in_china", "medical", &[]),
        ("in_china", "entry", &["entry_in_china"]),
        (
            "change_employer",
            "entry",
            &["entry_change_of_employer", "stay_visa_beijing"],
        ),
        ("change_employer", "degree", &["not_on_file"]),
        ("change_employer", "contract", &["contract_after_cancellation"]),
        ("extension", "contract", &["contract_without_gap"]),
        ("extension", "form", &["own_form"]),
        ("extension", "change_letter", &["new_job_title"]),
        ("change", "change_letter", &[]),
        ("change", "passport", &["new_passport"]),
        ("cancellation", "tax_record", &["tax_cancellation"]),
        ("short", "form", &["form_with_promise"]),
    ] {
        let around = Circumstances { situation, ..B };
        assert_eq!(said(person(), around, id), reasons, "{situation}: {id}");
    }
    let elsewhere = Profile {
        work_place: Short::new("440000"),
        ..person()
    };
    let moves = Circumstances {
        situation: "change_employer",
        ..B
    };
    assert_eq!(said(elsewhere, moves, "entry"), ["entry_change_of_employer"]);
    assert!(exempt(person(), moves).contains(&("medical", "not_for_change_of_employer")));
    let short = Circumstances {
        situation: "short",
        ..B
    };
    assert!(exempt(person(), short).contains(&("criminal_record", "promised_in_form")));
}

#[test]
fn each_document_says_how_it_is_authenticated_and_how_old_it_may_be() {
    let country = |code| Short::new(code);
    // The lists of countries are from memory, and say so.
    let record = ways(person(), B, "criminal_record");
    assert_eq!(record, [(Way::Apostille, country("GBR"), Confidence::Recalled)]);
    let abroad = Circumstances {
        lives_in: country("EGY"),
        ..B
    };
    assert_eq!(
        ways(person(), abroad, "criminal_record"),
        [
            (Way::Apostille, country("GBR"), Confidence::Recalled),
            (Way::Authenticated, country("EGY"), Confidence::Recalled)
        ]
    );
    for lives_in in ["GBR", "CHN"] {
        let around = Circumstances {
            lives_in: country(lives_in),
            ..B
        };
        assert_eq!(ways(person(), around, "criminal_record"), record);
    }
    let degree_of = |code| {
        let profile = Profile {
            degree_country: country(code),
            ..person()
        };
        ways(profile, B, "degree").first().unwrap().0
    };
    assert_eq!(degree_of("EGY"), Way::Authenticated);
    assert_eq!(degree_of("CHN"), Way::Original);
    assert_eq!(degree_of("HKG"), Way::Notary);
    assert_eq!(degree_of("TON"), Way::Either);
    assert_eq!(degree_of("?"), Way::Either);
    let dated = |id| {
        notes(person(), B, id).into_iter().find_map(|note| match note {
            Note::IssuedFrom { months, from } => Some((months, from)),
            Note::ValidUntil { months, until } => Some((months, until)),
            _ => None,
        })
    };
    assert_eq!(dated("criminal_record"), Some((6, Date::constant(2026, 7, 15))));
    assert_eq!(dated("passport"), Some((6, Date::constant(2027, 7, 15))));
    assert_eq!(dated("contract"), None);
}

#[test]
fn category_a_is_relieved_of_what_it_does_not_rest_on() {
    // Six times the wage: neither the degree nor the experience counts.
    for id in ["degree", "experience", "criminal_record"] {
        assert_eq!(said(person(), A, id), ["promise_a"], "{id}");
        assert_eq!(said(person(), B, id), [""; 0], "{id}");
    }
    assert!(ids(person(), A).contains(&"salary_promise"));
    let by_points = Profile {
        annual_salary_cny: Some(450_000),
        highest_degree: Some(3),
        relevant_work_years: Some(17),
        months_per_year_in_china: Some(12),
        chinese_level: Some("hsk5"),
        background: Some([true, false, false, false]),
        ..person()
    };
    assert_eq!(said(by_points, A, "degree"), ["A-VI"]);
    assert_eq!(said(by_points, A, "criminal_record"), ["promise_a"]);
    assert_eq!(proven(by_points, A, "evidence"), (vec!["A-VI"], true));
    // While the points are open it is not said that the category rests on them.
    let open = Profile {
        annual_salary_cny: None,
        ..by_points
    };
    assert_eq!(said(open, A, "degree"), ["perhaps"]);
    assert_eq!(said(by_points, A, "evidence"), ["proof_points"]);
}

#[test]
fn the_tax_record_is_let_off_in_beijing_only_by_six_times_the_wage() {
    let extends = |around| Circumstances {
        situation: "extension",
        ..around
    };
    assert!(exempt(person(), extends(A)).contains(&("tax_record", "tax_beijing")));
    assert!(ids(person(), extends(B)).contains(&"tax_record"));
    let shanghai = Profile {
        work_place: Short::new("310000"),
        ..person()
    };
    assert!(ids(shanghai, extends(A)).contains(&"tax_record"));
}

#[test]
fn evidence_names_its_routes_in_b_and_c_too() {
    let teacher = Profile {
        highest_degree: Some(1),
        relevant_work_years: Some(0),
        annual_salary_cny: Some(100_000),
        position_kind: Some("language_teacher"),
        teaching_language: Short::new("en"),
        language_teaching_years: Some(0),
        teaching_qualification: Some("certificate_120h"),
        ..person()
    };
    assert_eq!(proven(teacher, B, "evidence"), (vec!["B-3"], true));
    assert_eq!(said(teacher, B, "evidence"), ["proof_teaching"]);
    let mut skilled = Profile {
        highest_degree: Some(0),
        relevant_work_years: Some(0),
        annual_salary_cny: Some(100_000),
        ..person()
    };
    assert!(skilled.claims.add("B-2"));
    assert_eq!(proven(skilled, B, "evidence"), (vec!["B-2"], true));
    assert_eq!(said(skilled, B, "evidence"), ["proof_skill"]);
    // A degree and two years need no evidence of their own.
    let plain = Profile {
        annual_salary_cny: Some(100_000),
        ..person()
    };
    assert!(!ids(plain, B).contains(&"evidence"));
}

#[test]
fn graduates_bring_the_employer_s_reasons_and_a_letter_of_intent() {
    let graduate = Profile {
        relevant_work_years: Some(0),
        annual_salary_cny: Some(200_000),
        degree_country: Short::new("CHN"),
        degree_date: Some(Date::constant(2026, 6, 30)),
        degree_mark_percent: Some(85),
        background: Some([false; 4]),
        ..person()
    };
    let papers = ["graduate_reason", "graduate_intent", "graduate_cv"];
    for (category, route) in [(Category::B, "B-graduate"), (Category::C, "C-3.2")] {
        let around = Circumstances { category, ..B };
        for id in papers {
            // The city or the quota decides: it is never certain.
            assert_eq!(proven(graduate, around, id), (vec![route], false));
        }
        let extends = Circumstances {
            situation: "extension",
            ..around
        };
        assert!(!ids(graduate, extends).contains(&papers[0]));
    }
    assert!(!papers.iter().any(|id| ids(person(), B).contains(id)));
}

#[test]
fn family_and_promised_pay_bring_their_own_papers() {
    assert!(!ids(person(), B).contains(&"kinship"));
    let family = Circumstances { family: true, ..B };
    assert_eq!(said(person(), family, "kinship"), ["optional"]);
    let plain = Profile {
        annual_salary_cny: Some(100_000),
        ..person()
    };
    assert!(!ids(plain, B).contains(&"salary_promise"));
}

#[test]
fn a_place_says_who_may_translate() {
    let by = |place: &str| {
        let profile = Profile {
            work_place: Short::new(place),
            ..person()
        };
        let found = notes(profile, B, "degree")
            .into_iter()
            .find_map(|note| match note {
                Note::Translation(here) => Some(here.map(|here| here.by)),
                _ => None,
            });
        found.unwrap()
    };
    assert_eq!(by("110000"), Some("yourself"));
    assert_eq!(by("440300"), Some("employer_or_agency"));
    assert_eq!(by("440000"), None);
}
