//! The same answers, in whatever order they come, give the same draft, the same problems and the same preview, natively
//! and in WebAssembly; so do answers that are changed again and deleted on two devices that meet (`devices`), and the JSON
//! of a hundred thousand people of whom more or less is known (`people`). Both sides run this test (`make test`) and hold
//! what they computed against the same files.
//!
//! After a change of the rules: `UPDATE_DIGESTS=1 cargo test -p permit --test everywhere`, and look at what changed.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that can't go on fails"
)]

mod devices;
mod people;

use permit::answer::{Key, Role};
use permit::classify::{Preview, json};
use permit::date::Date;
use permit::draft::{Change, Draft};
use permit::forms;
use permit::judge;
use permit::profile::Profile;
use permit::question::{Kind, Question};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Drafts in a batch, and batches: a wrong one is found by its line.
const DRAFTS: u32 = 40;
const BATCHES: u32 = 20;

/// A generator of our own: the same numbers on every platform (xorshift64*, Vigna 2014).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// What people type: right, nearly right, and wrong.
const TYPED: &[&str] = &[
    "",
    " ",
    "Anna Maria",
    "Müller-Lüdenscheidt",
    "O’Neil",
    "王小明",
    "Иван",
    "L898902C3",
    "12O4567",
    "l898 902-c3",
    "+44 (0)20 7946 0958",
    "13800138000",
    "anna@example.org",
    "anna@",
    "91350100M000100Y43",
    "91350100M000100Y44",
    "１２３４５",
    "300,000",
    "-5",
    "1e9",
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
    "\u{202e}abc",
    "<script>",
];

fn value(question: &Question, numbers: &mut Numbers) -> String {
    if numbers.below(8) == 0 {
        return numbers.pick(TYPED).into();
    }
    let mut number = |from: usize, to: usize| from + numbers.below(to - from + 1);
    match question.kind {
        Kind::Date(_) => format!("{}-{}-{}", number(1950, 2034), number(1, 13), number(1, 31)),
        Kind::Month(_) => format!("{}-{}", number(2008, 2027), number(1, 12)),
        Kind::Number(_, max) => number(0, usize::try_from(max).unwrap() + 1).to_string(),
        Kind::Yuan(_) => (number(0, 900) * 1_000).to_string(),
        Kind::Country => numbers.pick(&["SWE", "GBR", "CHN", "HKG", "USA", "UTO"]).into(),
        Kind::Choices(choices) => format!("{}\n{}", numbers.pick(choices), numbers.pick(choices)),
        Kind::Consent => "yes".into(),
        _ if !question.choices().is_empty() => numbers.pick(question.choices()).into(),
        _ => numbers.pick(TYPED).into(),
    }
}

/// Answers to different keys, rows among them.
fn changes(numbers: &mut Numbers) -> Vec<Change> {
    let mut keys: Vec<(Key, String)> = Vec::new();
    for question in forms::questions() {
        match forms::group_of(question.id) {
            None if numbers.below(4) > 0 => keys.push((question.key(None), value(question, numbers))),
            None => {}
            Some(group) => {
                for row in ["a1", "b2"].iter().take(numbers.below(3)) {
                    keys.push((question.key(Some(row)), value(question, numbers)));
                    keys.push((
                        Key::in_row(group.id, row),
                        numbers.pick(&["1", "2", "", "x"]).into(),
                    ));
                }
            }
        }
    }
    keys.sort();
    keys.dedup_by(|one, other| one.0 == other.0);
    keys.into_iter()
        .map(|(key, value)| Change { key, value, base: 0 })
        .collect()
}

fn draft(changes: impl Iterator<Item = Change>) -> Draft {
    let mut draft = Draft::new(forms::VERSION);
    for change in changes {
        draft
            .merge(&[change], 1, 1_700_000_000, Role::Applicant)
            .expect("different keys never conflict");
    }
    draft
}

/// FNV-1a, eight bytes at a time: to compare, not to protect.
fn digest(text: &str, from: u64) -> u64 {
    text.as_bytes().chunks(8).fold(from, |hash, chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn batch(number: u32) -> u64 {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15 ^ u64::from(number + 1));
    let today = Date::constant(2026, 11, 23);
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut meetings = 0;
    for _ in 0..DRAFTS {
        let changes = changes(&mut numbers);
        let forwards = draft(changes.iter().cloned());
        let backwards = draft(changes.into_iter().rev());
        assert_eq!(forwards, backwards, "the order of answers changed the draft");
        let (changed, met) = devices::story(forwards.clone(), &mut numbers);
        meetings += met.split_whitespace().count();
        hash = digest(&met, hash);
        for draft in [forwards, changed] {
            let problems = judge::judge(&draft, today);
            let mut preview = String::new();
            json::write(&Preview::new(Profile::of(&draft, today)), &mut preview);
            for text in [format!("{draft:?}"), format!("{problems:?}"), preview] {
                hash = digest(&text, hash);
            }
        }
    }
    assert!(meetings > 0, "the devices never met");
    hash
}

/// Holds what was computed against the file, or writes it down.
fn agree(name: &str, written: &str, computed: &[u64]) {
    let computed: Vec<String> = computed.iter().map(|hash| format!("{hash:016x}")).collect();
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("UPDATE_DIGESTS").is_some() {
        let file = format!("{}/tests/everywhere/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(file, computed.join("\n") + "\n").expect("the digests can be written");
        return;
    }
    let expected: Vec<&str> = written.lines().collect();
    assert_eq!(computed, expected, "{name}: see the top of this file");
}

#[test]
fn the_browser_and_the_server_judge_drafts_the_same() {
    let computed: Vec<u64> = (0..BATCHES).map(batch).collect();
    agree("drafts", include_str!("drafts.txt"), &computed);
}

#[test]
fn the_browser_and_the_server_judge_a_hundred_thousand_people_the_same() {
    let computed: Vec<u64> = (0..BATCHES).map(people::batch).collect();
    agree("people", include_str!("people.txt"), &computed);
}
