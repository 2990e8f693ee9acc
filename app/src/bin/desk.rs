//! The program of the authority's and the helpdesk's staff, and of employers; an applicant never downloads it.

fn main() {
    app::desk::start(&app::desk::DESK);
}
