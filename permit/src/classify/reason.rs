//! Why: the tree behind a preview. A route, what it needs, what each need looked at, and who decides what no answer settles.

use super::Preview;
use super::test::Look;
use crate::policy::{Need, Route, Test, Waiver};
use crate::profile::Field;
use crate::truth::Truth;

/// A route with what was found.
#[derive(Clone, Debug)]
pub struct RouteReason {
    /// The route.
    pub route: &'static Route,
    /// Whether it is open.
    pub truth: Truth,
    /// What it needs.
    pub needs: Vec<NeedReason>,
}

/// A need with what was found.
#[derive(Clone, Debug)]
pub enum NeedReason {
    /// A test.
    One(TestReason),
    /// One of several lists.
    Any(Truth, Vec<Vec<TestReason>>),
}

/// A test with what was found.
#[derive(Clone, Debug)]
pub struct TestReason {
    /// The test.
    pub test: &'static Test,
    /// Whether it is met.
    pub truth: Truth,
    /// The fields that it looked at and that are known.
    pub because: Vec<Field>,
    /// The fields that it misses.
    pub missing: Vec<Field>,
    /// Who decides it, where no answer does: `decides.<who>`.
    pub decided_by: Option<&'static str>,
    /// The waiver that met it, or may meet it.
    pub waived_by: Option<&'static Waiver>,
}

/// Every route, in the order of the standard.
#[must_use]
pub fn reasons(of: &Preview) -> Vec<RouteReason> {
    let look = of.look();
    of.rules
        .routes()
        .map(|(place, route)| reason(&look, route, place))
        .collect()
}

fn reason(look: &Look<'_>, route: &'static Route, place: usize) -> RouteReason {
    let needs: Vec<NeedReason> = route
        .needs
        .iter()
        .map(|need| match need {
            Need::One(test) => NeedReason::One(one(look, test, place)),
            Need::Any(lists) => NeedReason::Any(
                look.need(need, place),
                lists
                    .iter()
                    .map(|list| list.iter().map(|test| one(look, test, place)).collect())
                    .collect(),
            ),
        })
        .collect();
    let truth = look.route(route, place);
    RouteReason { route, truth, needs }
}

fn one(look: &Look<'_>, test: &'static Test, place: usize) -> TestReason {
    let truth = look.test(test, place);
    let decided_by = look.decided_by(test, place);
    let mut looked_at: Vec<Field> = Vec::new();
    look.looked_at(test, &mut |field| {
        if !looked_at.contains(&field) {
            looked_at.push(field);
        }
    });
    let (because, missing): (Vec<Field>, Vec<Field>) = looked_at
        .into_iter()
        .partition(|field| is_answered(look, *field, truth));
    TestReason {
        test,
        truth,
        because,
        missing: if truth == Truth::Unknown {
            missing
        } else {
            Vec::new()
        },
        decided_by,
        waived_by: look.waived_by(test),
    }
}

/// A claim counts as answered once this route is claimed or denied.
fn is_answered(look: &Look<'_>, field: Field, truth: Truth) -> bool {
    match field {
        Field::Claims | Field::DeniedClaims => truth != Truth::Unknown,
        field => field.is_known(look.profile),
    }
}
