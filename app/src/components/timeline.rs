//! The work history as a line of months: what covers it, where it has gaps, where two jobs overlap; and a button for
//! each way to fill a gap.

use crate::editor::Editor;
use crate::html::Html;
use crate::platform;
use crate::text::{key, t, t_with};
use permit::check::timeline::overlaps;
use permit::date::Month;
use permit::draft::Draft;
use permit::forms::{education, work};
use permit::judge;

/// The ways to fill a gap: the value of `work_kind`, and the key of the button's words.
const FILLS: &[(&str, &str)] = &[
    ("employed", key::TIMELINE_ADD_JOB),
    ("studying", "group.work.add_studying"),
    ("unemployed", "group.work.add_unemployed"),
    ("family_care", "group.work.add_family_care"),
];

/// The picture and the list of what is missing.
pub fn timeline(draft: &Draft, h: &mut Html) {
    h.raw("<section class=\"timeline-editor\">")
        .h2(&t(key::TIMELINE_TITLE));
    if education::EDUCATION.rows(draft).is_empty() {
        h.p("", &t(key::TIMELINE_NEEDS_EDUCATION)).raw("</section>");
        return;
    }
    let history = judge::history(draft, platform::today_in_china());
    let overlaps: Vec<(Month, Month)> = overlaps(&history.spans)
        .iter()
        .map(|overlap| (overlap.from, overlap.to))
        .collect();
    // Who graduated this month has no month to account for yet.
    if history.start <= history.end {
        h.p(
            "",
            &t_with(key::TIMELINE_FROM_TO, &between(history.start, history.end)),
        );
        bar(&history, &overlaps, h);
    }
    if history.gaps.is_empty() {
        h.p("notice notice--success", &t(key::TIMELINE_COMPLETE));
    }
    h.raw("<ul class=\"rows\" aria-live=\"polite\">");
    for gap in &history.gaps {
        let (from, to) = (gap.from.iso(), gap.to.iso());
        let id = format!("gap-{from}");
        h.raw("<li class=\"timeline-editor__gap\"")
            .attr("id", &id)
            .raw("><span")
            .attr("id", &format!("{id}-words"));
        h.raw(">")
            .text(&t_with(key::TIMELINE_GAP, &between(gap.from, gap.to)))
            .raw("</span> <span>");
        h.text(&t(key::TIMELINE_FILL_GAP)).raw("</span>");
        for (kind, words) in FILLS {
            h.raw("<button type=\"button\" class=\"link-button\"")
                .attr("aria-describedby", &format!("{id}-words"));
            h.attr("data-act", &format!("fill {from} {to} {kind}"))
                .raw(">")
                .text(&t(words))
                .raw("</button>");
        }
        h.raw("</li>");
    }
    for (from, to) in overlaps {
        h.raw("<li class=\"timeline-editor__overlap\">")
            .text(&t_with(key::TIMELINE_OVERLAP, &between(from, to)));
        h.raw("</li>");
    }
    h.raw("</ul></section>");
}

fn between(from: Month, to: Month) -> [(&'static str, String); 2] {
    [
        ("from", platform::month_text(from)),
        ("to", platform::month_text(to)),
    ]
}

/// Fills a gap with a row, and returns its id.
pub fn fill(editor: Editor, from: Month, to: Month, kind: &str) -> String {
    let answers = [
        ("work_kind", kind.into()),
        ("work_from", from.iso()),
        ("work_to", to.iso()),
    ];
    editor.add_row(work::WORK.id, &answers)
}

/// The picture: one bar a row, gaps dashed. Its words are in the list, so it is hidden from screen readers.
fn bar(history: &judge::History<'_>, overlaps: &[(Month, Month)], h: &mut Html) {
    let months = (history.end.since(history.start) + 1).max(1);
    let x = |month: Month| month.since(history.start).clamp(0, months) * 600 / months;
    let rect =
        |class: &'static str, from: Month, to: Month, y: &'static str, height: &'static str, h: &mut Html| {
            let (left, right) = (x(from), x(to.plus(1)));
            if right > left {
                h.raw("<rect rx=\"3\"")
                    .attr("class", class)
                    .attr("x", &left.to_string())
                    .attr("y", y);
                h.attr("width", &(right - left).max(2).to_string())
                    .attr("height", height)
                    .raw("/>");
            }
        };
    h.raw("<svg class=\"timeline-editor__bar\" viewBox=\"0 0 600 32\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    for span in &history.spans {
        rect("bar__row", span.from, span.to, "2", "20", h);
    }
    for gap in &history.gaps {
        rect("bar__gap", gap.from, gap.to, "2", "20", h);
    }
    for (from, to) in overlaps {
        rect("bar__overlap", *from, *to, "25", "5", h);
    }
    h.raw("</svg><p class=\"timeline-editor__ends\" aria-hidden=\"true\"><span>")
        .text(&platform::month_text(history.start));
    h.raw("</span><span>")
        .text(&platform::month_text(history.end))
        .raw("</span></p>");
}
