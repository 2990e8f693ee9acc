//! The program of what is a person's own: ways in, sessions, letters, help.

fn main() {
    app::desk::start(&app::desk::ACCOUNT);
}
