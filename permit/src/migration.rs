//! Drafts of older versions of the form: step by step to the newest, and what the person is told about it.

use crate::answer::{Key, Role};
use crate::draft::Draft;
use crate::forms;
use crate::question::FormVersion;

/// The step to a version: what it puts where. The sentence that tells the person is `migration.<version>`.
#[derive(Debug)]
pub struct Step {
    /// The version that it leads to.
    pub to: FormVersion,
    /// The answers it gives, from those that are there.
    answers: fn(&Draft) -> Vec<(Key, String)>,
}

/// Every step, in order.
pub static STEPS: &[Step] = &[
    Step {
        to: 2,
        answers: several_routes,
    },
    // Version 3 takes documents, and tells an old industrial base from other special areas. What was said stands.
    Step {
        to: 3,
        answers: |_| Vec::new(),
    },
];

/// Version 2 asks for routes to category A one by one, and takes several; "not sure" is asked anew.
fn several_routes(draft: &Draft) -> Vec<(Key, String)> {
    let known = forms::category::DIRECT_ROUTES.choices();
    let old = draft.raw(&Key::new("direct_route"));
    if known.contains(&old) {
        vec![(forms::category::DIRECT_ROUTES.key(None), old.to_owned())]
    } else {
        Vec::new()
    }
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Migrated {
    /// The versions that were gone through.
    pub steps: Vec<FormVersion>,
    /// The answers that were given on the way: to be saved like any other.
    pub answers: Vec<(Key, String)>,
}

/// Brings a draft to the newest version. Nothing that was answered is taken away.
#[must_use]
pub fn migrate(draft: &mut Draft, at: i64) -> Migrated {
    let mut done = Migrated::default();
    let from = draft.form_version;
    for step in STEPS.iter().filter(|step| step.to > from) {
        for (key, value) in (step.answers)(draft) {
            // What the person said to the new question already stands.
            if draft.raw(&key).is_empty() {
                draft.edit(key.clone(), value.clone(), at, Role::System);
                done.answers.push((key, value));
            }
        }
        done.steps.push(step.to);
    }
    draft.form_version = draft.form_version.max(forms::VERSION);
    done
}

#[cfg(test)]
mod tests {
    use super::{STEPS, migrate};
    use crate::answer::{Key, Role};
    use crate::draft::Draft;
    use crate::forms;

    fn first_version(route: &str) -> Draft {
        let mut draft = Draft::new(1);
        draft.edit(Key::new("direct_route"), route.into(), 1, Role::Applicant);
        draft.edit(Key::new("surname"), "Eriksson".into(), 1, Role::Applicant);
        draft
    }

    #[test]
    fn a_draft_of_the_first_version_keeps_every_answer_and_fills_the_new_question() {
        for route in [
            "none",
            "talent_plan",
            "achievement",
            "encouraged_post",
            "entrepreneur",
            "young_talent",
        ] {
            let mut draft = first_version(route);
            let done = migrate(&mut draft, 2);
            assert_eq!((draft.form_version, done.steps), (forms::VERSION, vec![2, 3]));
            let new = Key::new("direct_routes");
            assert_eq!(draft.raw(&new), route);
            assert_eq!(done.answers, [(new, route.to_owned())]);
            assert_eq!(draft.raw(&Key::new("surname")), "Eriksson");
            assert_eq!(draft.raw(&Key::new("direct_route")), route);
            assert!(migrate(&mut draft, 3).steps.is_empty(), "once is enough");
        }
    }

    #[test]
    fn not_sure_is_asked_anew_and_a_new_answer_stands() {
        let mut unsure = first_version("unsure");
        assert!(migrate(&mut unsure, 2).answers.is_empty());
        assert_eq!(unsure.raw(&Key::new("direct_routes")), "");
        let mut answered = first_version("none");
        answered.edit(
            Key::new("direct_routes"),
            "talent_plan".into(),
            2,
            Role::Applicant,
        );
        assert!(migrate(&mut answered, 3).answers.is_empty());
        assert_eq!(answered.raw(&Key::new("direct_routes")), "talent_plan");
    }

    #[test]
    fn the_steps_lead_to_the_newest_version_without_a_gap() {
        let to: Vec<_> = STEPS.iter().map(|step| step.to).collect();
        assert_eq!(to, (2..=forms::VERSION).collect::<Vec<_>>());
    }
}
