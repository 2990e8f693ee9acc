//! What is wrong with a draft at the moment, as the server judged it: it knows what is behind the dots.

use crate::components::message;
use crate::platform;
use crate::text::{t, t_opt, t_with};
use permit::answer::Key;
use permit::api::WireProblem;
use permit::draft::Draft;
use permit::judge;
use permit::problem::{Code, Problem};

/// A problem with what its sentence needs: the values come from judging what is seen here.
fn whole(wire: &WireProblem, judged: &[Problem]) -> Option<Problem> {
    let key = Key::parse(&wire.key)?;
    let code = *Code::ALL.iter().find(|code| code.name() == wire.code)?;
    let same = judged
        .iter()
        .find(|problem| problem.key == key && problem.code == code);
    Some(same.cloned().unwrap_or_else(|| Problem::new(key, code)))
}

/// Whether a sentence has places that nothing fills but the name of the field.
fn lacks(sentence: &str, problem: &Problem) -> bool {
    let names = sentence
        .split("{{")
        .skip(1)
        .filter_map(|rest| rest.split("}}").next());
    names
        .map(str::trim)
        .any(|name| name != "field" && !problem.args.iter().any(|(known, _)| *known == name))
}

/// All of them: where, what in words, and whether it stops a submission.
pub fn all(wires: &[WireProblem], draft: &Draft) -> Vec<(Key, String, bool)> {
    let judged = judge::judge(draft, platform::today_in_china());
    let mut all = Vec::new();
    for wire in wires {
        let Some(key) = Key::parse(&wire.key) else {
            continue;
        };
        let said = match whole(wire, &judged) {
            Some(problem) => {
                let sentence = t_opt(&format!("problem.{}", wire.code)).unwrap_or_default();
                let words = if lacks(&sentence, &problem) {
                    t_with("desk.problem_at", &[("field", message::name_of(&key))])
                } else {
                    message::problem(&problem)
                };
                (words, problem.is_error())
            }
            None => {
                let words = t_opt(&format!("error.{}", wire.code)).unwrap_or_else(|| t("desk.problem.other"));
                (words, true)
            }
        };
        all.push((key, said.0, said.1));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{lacks, whole};
    use permit::answer::Key;
    use permit::api::WireProblem;
    use permit::problem::{Code, Problem};

    fn wire(key: &str, code: &str) -> WireProblem {
        WireProblem {
            key: key.into(),
            code: code.into(),
        }
    }

    #[test]
    fn the_values_of_a_sentence_come_from_what_is_seen() {
        let seen = [Problem::new(Key::new("duties"), Code::TooLong).with("max", "2000")];
        let found = whole(&wire("duties", "too_long"), &seen).unwrap();
        assert_eq!(found.args, [("max", "2000".to_owned())]);
        let masked = whole(&wire("address", "too_long"), &seen).unwrap();
        assert!(masked.args.is_empty());
        assert!(
            lacks("At most {{max}}: {{field}}", &masked) && !lacks("At most {{max}}: {{ field }}", &found)
        );
        assert!(whole(&wire("duties", "no_such_code"), &seen).is_none());
    }
}
