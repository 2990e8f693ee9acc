//! A route with what it needs: in a few lines, and whole.

use super::{Case, panel, words};
use crate::html::Html;
use crate::original;
use crate::platform;
use crate::text::{pair, t, t_with};
use permit::classify::reason::{NeedReason, RouteReason, TestReason};
use permit::policy::{Test, Wording};
use permit::truth::Truth;

/// The route's name, its category and state, what is not met of it yet, and the official wording.
pub fn short(case: &Case, reason: &RouteReason, h: &mut Html) {
    open(reason, h);
    let look = case.preview.look();
    for need in &reason.needs {
        match need {
            NeedReason::One(one) if one.truth != Truth::Yes || reason.truth == Truth::Yes => {
                panel::note(&state(&words::tested(reason.route.id, one, &look), one), h);
            }
            NeedReason::Any(truth, _) if *truth == Truth::Unknown => panel::note(&t("test.any"), h),
            NeedReason::One(_) | NeedReason::Any(..) => {}
        }
    }
    official(&reason.route.wording, reason.route.id, h);
    h.raw("</div></li>");
}

fn open(reason: &RouteReason, h: &mut Html) {
    h.raw("<li")
        .attr("data-truth", words::truth_name(reason.truth))
        .raw("><div><strong>");
    h.text(&words::route(reason.route.id))
        .raw("</strong> <span class=\"tag\">");
    h.text(&words::category(reason.route.category))
        .raw("</span> <span>")
        .text(&words::truth(reason.truth))
        .raw("</span>");
}

/// A test with its state, and who decides it where no answer does.
fn state(words_of_test: &str, one: &TestReason) -> String {
    let state = match one.decided_by {
        Some(who) => t(&format!("decides.{who}")),
        None => words::truth(one.truth),
    };
    pair(words_of_test, &state)
}

/// Everything about the route: its text, what it needs and what each need looked at, the official wording, the source.
pub fn whole(case: &Case, reason: &RouteReason, h: &mut Html) {
    let route = reason.route;
    open(reason, h);
    h.raw(" <span class=\"outcome__id\">")
        .text(route.id)
        .raw("</span>");
    h.p("", &t(&format!("rule.{}", route.id)));
    if let Some(doubt) = words::doubt(route.confidence) {
        h.p("outcome__doubt", &doubt);
    }
    h.raw("<ul class=\"outcome__needs\">");
    for need in &reason.needs {
        match need {
            NeedReason::One(one) => test(case, route.id, one, h),
            NeedReason::Any(truth, lists) => {
                h.raw("<li")
                    .attr("data-truth", words::truth_name(*truth))
                    .raw("><div>")
                    .text(&t("test.any"))
                    .raw(" ");
                h.text(&words::truth(*truth)).raw("<ul class=\"outcome__needs\">");
                for list in lists {
                    for one in list {
                        test(case, route.id, one, h);
                    }
                }
                h.raw("</ul></div></li>");
            }
        }
    }
    h.raw("</ul>");
    for addition in case.preview.rules.additions(route.id) {
        local(&t(&format!("rule.{}", addition.id)), &addition.wording, h);
    }
    official(&route.wording, route.id, h);
    h.raw("</div></li>");
}

/// What a place says beyond the standard, with its Chinese on request: the official words, or else ours.
pub fn local(words: &str, wording: &Wording, h: &mut Html) {
    if wording.official.is_empty() {
        original::told("", words, h);
    } else {
        h.p("", words);
        official(wording, "", h);
    }
}

/// The official words on request, how sure they are, and where they stand.
fn official(wording: &Wording, id: &str, h: &mut Html) {
    h.raw("<details class=\"field__more\"><summary>")
        .text(&t("preview.official_title"))
        .raw("</summary><p lang=\"zh-Hans\" dir=\"ltr\">")
        .text(wording.official)
        .raw("</p>");
    h.p(
        "field__hint",
        &t(&format!("wording.{}", wording.confidence.name())),
    );
    let cited = t("preview.citation");
    let (before, after) = cited.split_once("{{citation}}").unwrap_or((&cited, ""));
    h.raw("<p class=\"field__hint\">")
        .text(before)
        .raw("<span lang=\"zh-Hans\" dir=\"ltr\">")
        .text(wording.title)
        .raw("</span> <bdi>");
    if wording.placed {
        h.text(id);
    }
    if !wording.seen_in.is_empty() {
        h.raw(" (").text(wording.seen_in).raw(")");
    }
    h.raw("</bdi>").text(after).raw("</p></details>");
}

fn test(case: &Case, route: &str, one: &TestReason, h: &mut Html) {
    let look = case.preview.look();
    h.raw("<li")
        .attr("data-truth", words::truth_name(one.truth))
        .raw("><div>");
    h.text(&state(&words::tested(route, one, &look), one));
    // Of the questions that claim routes, those that claim this one.
    let claim = matches!(one.test, Test::Claim);
    let said = if claim && !one.because.is_empty() {
        words::claim_answers(case, route)
    } else {
        words::answers(case, &one.because)
    };
    if !said.is_empty() {
        panel::note(
            &t_with("preview.from", &[("answers", platform::list_text(&said))]),
            h,
        );
    }
    let missing = if claim && !one.missing.is_empty() {
        words::claim_missing(case, route)
    } else {
        words::missing(case, &one.missing)
    };
    if !missing.is_empty() {
        panel::note(
            &t_with("preview.missing", &[("answers", platform::list_text(&missing))]),
            h,
        );
    }
    if let Some(waiver) = one.waived_by {
        local(&t(&format!("rule.{}", waiver.id)), &waiver.wording, h);
    }
    h.raw("</div></li>");
}
