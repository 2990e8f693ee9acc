//! The employer's part beside the applicant's answers: neither overwrites the other. To a question that is the employer's,
//! the applicant's answer is an estimate, and the employer's counts where it gave one.

use crate::answer::Key;
use crate::draft::Draft;
use crate::forms;
use crate::forms::identity::{GIVEN_NAMES, SURNAME};
use crate::question::{Owner, Question};

/// The question of this key, if its answer is the employer's in the end.
#[must_use]
pub fn question(key: &Key) -> Option<&'static Question> {
    let found = forms::question(&key.question).filter(|question| question.owner == Owner::Employer);
    found.filter(|_| forms::group_of(&key.question).is_some() == key.row.is_some())
}

/// The answers that count: the applicant's, with the employer's in their place where it gave one to a question of its own.
#[must_use]
pub fn merged(applicant: &Draft, part: &Draft) -> Draft {
    let mut merged = applicant.clone();
    for (key, entry) in part.entries.iter() {
        if !entry.value.trim().is_empty() && question(key).is_some() {
            merged.entries.insert(key.clone(), entry.clone());
        }
    }
    merged
}

/// The answers that count, also where there is no employer yet.
#[must_use]
pub fn counting(applicant: &Draft, part: Option<&Draft>) -> Draft {
    part.map_or_else(|| applicant.clone(), |part| merged(applicant, part))
}

/// Where both sides answered a question that is the employer's, and don't say the same: the key, the applicant's answer and
/// the employer's, as typed. `300,000` and `300000` are the same.
#[must_use]
pub fn differences(applicant: &Draft, part: &Draft) -> Vec<(Key, String, String)> {
    let mut differences = Vec::new();
    for (key, entry) in part.entries.iter() {
        let Some(question) = question(key) else { continue };
        let (theirs, ours) = (applicant.raw(key), entry.value.as_str());
        let both = !theirs.trim().is_empty() && !ours.trim().is_empty();
        if both && !is_same(question, theirs, ours) {
            differences.push((key.clone(), theirs.into(), ours.into()));
        }
    }
    differences
}

fn is_same(question: &Question, one: &str, other: &str) -> bool {
    match (question.read(one), question.read(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => one.trim() == other.trim(),
    }
}

/// What an employer sees of the applicant's answers: estimates of its own part, and the name by which the person is known. The
/// rest goes to it in the package that the applicant looked at and agreed to, and is on no screen.
#[must_use]
pub fn seen_by_employer(applicant: &Draft) -> Draft {
    let is_seen =
        |key: &Key| question(key).is_some() || [SURNAME.id, GIVEN_NAMES.id].contains(&key.question.as_str());
    let mut seen = Draft::new(applicant.form_version);
    for (key, entry) in applicant.entries.iter().filter(|(key, _)| is_seen(key)) {
        seen.entries.insert(key.clone(), entry.clone());
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::{differences, merged, question};
    use crate::answer::{Key, Role};
    use crate::draft::Draft;

    fn draft(by: Role, answers: &[(&str, &str)]) -> Draft {
        let mut draft = Draft::new(1);
        for (key, value) in answers {
            draft.edit(Key::new(key), (*value).into(), 7, by);
        }
        draft
    }

    #[test]
    fn the_employer_s_answer_counts_for_its_own_questions_alone() {
        let applicant = draft(
            Role::Applicant,
            &[
                ("surname", "Eriksson"),
                ("job_title", "Engineer"),
                ("duties", "Pumps."),
            ],
        );
        let part = draft(
            Role::Employer,
            &[
                ("surname", "Erikson"),
                ("job_title", "Chief engineer"),
                ("duties", " "),
                ("annual_salary_cny", "300000"),
            ],
        );
        let merged = merged(&applicant, &part);
        for (key, expected) in [
            ("surname", "Eriksson"),
            ("job_title", "Chief engineer"),
            ("duties", "Pumps."),
            ("annual_salary_cny", "300000"),
        ] {
            assert_eq!(merged.raw(&Key::new(key)), expected, "{key}");
        }
        let by = |key| merged.entries.get(&Key::new(key)).map(|entry| entry.by);
        assert_eq!(
            (by("job_title"), by("duties")),
            (Some(Role::Employer), Some(Role::Applicant))
        );
    }

    #[test]
    fn only_what_both_answered_otherwise_differs() {
        let applicant = draft(
            Role::Applicant,
            &[
                ("surname", "Eriksson"),
                ("annual_salary_cny", "300,000"),
                ("job_title", "Engineer"),
                ("work_city", "Haidian"),
                ("contract_start", "soon"),
            ],
        );
        let part = draft(
            Role::Employer,
            &[
                ("surname", "Erikson"),
                ("annual_salary_cny", "300000"),
                ("job_title", "Chief engineer"),
                ("work_city", ""),
                ("duties", "Pumps."),
                ("contract_start", "2027-02-01"),
            ],
        );
        let expected = [
            ("contract_start", "soon", "2027-02-01"),
            ("job_title", "Engineer", "Chief engineer"),
        ]
        .map(|(key, theirs, ours)| (Key::new(key), theirs.to_owned(), ours.to_owned()));
        assert_eq!(differences(&applicant, &part), expected);
    }

    #[test]
    fn a_key_must_be_of_the_employer_s_and_of_the_form_s_shape() {
        assert!(question(&Key::new("job_title")).is_some());
        for wrong in ["job_title@r1", "surname", "education@r1", "nothing"] {
            assert!(question(&Key::parse(wrong).expect("a key")).is_none(), "{wrong}");
        }
    }
}
