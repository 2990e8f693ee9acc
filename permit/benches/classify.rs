//! How long a preview takes: one evaluation, the search for what would change it, and a line of `portal classify`.
//! `cargo bench -p permit`. A line has 20 µs: 50,000 profiles a second on one core.

#![expect(clippy::unwrap_used, reason = "the profiles below are well-formed")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use permit::classify::{Preview, change, json, next};
use permit::profile::Profile;
use std::hint::black_box;

/// People of whom everything, half, and nothing is known.
const PEOPLE: [(&str, &str); 3] = [
    (
        "whole",
        r#"{"as_of":"2026-11-23","work_place":"110000","nationality":"GBR","birth_date":"1993-05-01","annual_salary_cny":300000,"highest_degree":"master","vocational_level":"none","relevant_work_years":5,"months_per_year_in_china":12,"chinese_level":"hsk3","background":[],"old_industrial_base":false,"special_area":false,"provincial_points":0,"stay_days":730,"position_kind":"professional","postdoc_high_level":false,"denied_claims":["A","B","C"],"no_criminal_record":true,"healthy":true,"employer_in_china":true}"#,
    ),
    (
        "half",
        r#"{"as_of":"2026-11-23","work_place":"310000","birth_date":"1999-05-01","highest_degree":"bachelor","relevant_work_years":1,"chinese_level":"none","position_kind":"language_teacher","nationality":"GBR","denied_claims":["A-I","A-II"]}"#,
    ),
    ("nobody", r#"{"as_of":"2026-11-23"}"#),
];

fn classify(criterion: &mut Criterion) {
    for (name, text) in PEOPLE {
        let profile: Profile = serde_json::from_str(text).unwrap();
        let preview = Preview::new(profile);
        let of = |what: &str| format!("{what}/{name}");
        criterion.bench_function(&of("evaluation"), |bench| {
            bench.iter(|| Preview::new(black_box(profile)).standing());
        });
        criterion.bench_function(&of("changes"), |bench| {
            bench.iter(|| change::changes(black_box(&preview)));
        });
        criterion.bench_function(&of("next_question"), |bench| {
            bench.iter(|| next::question(black_box(&preview), &next::Asked::default()));
        });
        let mut lines = criterion.benchmark_group("line");
        lines.throughput(Throughput::Elements(1));
        let mut out = String::new();
        lines.bench_function(name, |bench| {
            bench.iter(|| {
                let profile: Profile = serde_json::from_str(black_box(text)).unwrap();
                out.clear();
                json::write(&Preview::new(profile), &mut out);
                out.len()
            });
        });
        lines.finish();
    }
}

criterion_group!(benches, classify);
criterion_main!(benches);
