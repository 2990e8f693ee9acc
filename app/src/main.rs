//! The program that a newcomer waits for.

// A panic traps, and the document says so (index.html): what was typed is on the device already.
fn main() {
    app::portal::start();
}
