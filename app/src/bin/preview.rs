//! The program that knows the rules of classification; it comes once the first question stands.

fn main() {
    app::preview::start();
}
