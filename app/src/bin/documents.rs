//! The program that makes pictures and PDFs ready to be sent; it comes once a page of documents is opened.

fn main() {
    app::documents::start();
}
