//! Files that are not what they should be: six refusals, each for its reason.

use super::samples::{ZIP, jpeg, locked_pdf, pdf, pdf_with, png, png_bomb};
use super::support::Site;
use super::tus::sha256;
use axum::http::StatusCode;
use lopdf::{Object, Stream, dictionary};

const ANNA: &str = "anna@example.org";

fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

/// A PDF whose catalogue opens with this action.
fn acting(action: lopdf::Dictionary) -> Vec<u8> {
    pdf_with(|document, catalog| {
        let action = document.add_object(action);
        catalog.set("OpenAction", action);
    })
}

fn with_file_inside() -> Vec<u8> {
    pdf_with(|document, catalog| {
        let file = document.add_object(Stream::new(
            dictionary! { "Type" => "EmbeddedFile" },
            b"MZ".to_vec(),
        ));
        let specification = document.add_object(dictionary! {
            "Type" => "Filespec", "F" => Object::string_literal("a.exe"), "EF" => dictionary! { "F" => file },
        });
        let names = vec![Object::string_literal("a.exe"), specification.into()];
        let tree = dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } };
        catalog.set("Names", tree);
    })
}

/// Objects within packed streams, as newer programs write them.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(bytes).unwrap();
    let mut out = Vec::new();
    document.save_modern(&mut out).unwrap();
    assert!(!out.windows(10).any(|part| part == b"JavaScript"), "it is packed");
    out
}

async fn refused(site: &Site, who: &str, bytes: &[u8]) -> (u16, String, String) {
    let answer = site.upload(who, bytes).await;
    if answer.status == StatusCode::NO_CONTENT {
        return (204, String::new(), String::new());
    }
    let detail = answer.json()["detail"].as_str().unwrap().to_owned();
    let first = detail.split(':').next().unwrap().to_owned();
    (answer.status.as_u16(), answer.code(), first)
}

#[tokio::test]
async fn each_bad_file_is_refused_for_its_reason_and_forgotten() {
    let site = Site::with(&["--pdf-max-pages", "5", "--picture-max-pixels", "10000"]).await;
    let anna = site.sign_in(ANNA).await;
    let javascript = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    let (jpeg, png, pdf) = (jpeg(), png(), pdf(5));
    let deep = [
        &b"%PDF-1.4\n1 0 obj\n"[..],
        &b"[".repeat(200_000),
        b"\nendobj\n%%EOF\n",
    ]
    .concat();
    for (what, bytes, code, detail) in [
        (
            "a renamed .exe",
            joined(&[b"MZ\x90\0", &[0; 500]]),
            "file_type",
            "type",
        ),
        ("text", b"Dear officer".to_vec(), "file_type", "type"),
        (
            "a page of HTML",
            b"<html><script>alert(1)</script>".to_vec(),
            "file_type",
            "type",
        ),
        (
            "a GIF",
            b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(),
            "file_type",
            "type",
        ),
        (
            "an SVG",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
            "file_type",
            "type",
        ),
        ("one byte", b"%".to_vec(), "file_type", "type"),
        (
            "a PDF that begins later",
            joined(&[b"GARBAGE\n", &pdf]),
            "file_type",
            "type",
        ),
        ("a PDF and a ZIP", joined(&[&pdf, ZIP]), "file_type", "polyglot"),
        (
            "a PDF and a page",
            joined(&[&pdf, b"<script>alert(1)</script>"]),
            "file_type",
            "polyglot",
        ),
        ("a JPEG and a ZIP", joined(&[&jpeg, ZIP]), "file_type", "polyglot"),
        (
            "a JPEG and a ZIP with a remark",
            joined(&[&jpeg, &ZIP[..20], b"\x02\0ok"]),
            "file_type",
            "polyglot",
        ),
        (
            "a JPEG and a page",
            joined(&[&jpeg, b"<script>alert(1)</script>"]),
            "file_type",
            "polyglot",
        ),
        (
            "a JPEG and a PDF",
            joined(&[&jpeg, &pdf]),
            "file_type",
            "polyglot",
        ),
        (
            "a JPEG with a PDF in a remark",
            joined(&[&jpeg[..2], b"\xFF\xFE\0\x10%PDF-1.4 obj <<", &jpeg[2..]]),
            "file_type",
            "polyglot",
        ),
        (
            "a PNG and a page",
            joined(&[&png, b"<script>alert(1)</script>"]),
            "file_type",
            "polyglot",
        ),
        (
            "half a JPEG",
            jpeg[..jpeg.len() / 2].to_vec(),
            "file_failed",
            "broken",
        ),
        (
            "half a PNG",
            png[..png.len() / 2].to_vec(),
            "file_failed",
            "broken",
        ),
        (
            "a JPEG of nothing",
            b"\xFF\xD8\xFF\xD9".to_vec(),
            "file_failed",
            "broken",
        ),
        ("a bomb", png_bomb(60_000, 60_000), "file_failed", "pixels"),
        ("a long bomb", png_bomb(10_001, 1), "file_failed", "pixels"),
        (
            "a PNG without its pixels",
            png_bomb(100, 100),
            "file_failed",
            "broken",
        ),
        (
            "half a PDF",
            pdf[..pdf.len() / 2].to_vec(),
            "file_failed",
            "broken",
        ),
        (
            "a PDF of nothing",
            b"%PDF-1.4\n%%EOF\n".to_vec(),
            "file_failed",
            "broken",
        ),
        ("a PDF of brackets", deep, "file_failed", "broken"),
        (
            "a PDF with too many pages",
            super::samples::pdf(6),
            "file_failed",
            "pages",
        ),
        (
            "a PDF without a page",
            super::samples::pdf(0),
            "file_failed",
            "broken",
        ),
        ("a locked PDF", locked_pdf("secret"), "file_locked", "locked"),
        (
            "a PDF that forbids printing",
            locked_pdf(""),
            "file_locked",
            "locked",
        ),
        (
            "a PDF with scripts",
            acting(javascript.clone()),
            "file_failed",
            "scripts",
        ),
        (
            "a PDF with packed scripts",
            packed(&acting(javascript)),
            "file_failed",
            "scripts",
        ),
        (
            "a PDF that starts a program",
            acting(dictionary! { "S" => "Launch", "F" => Object::string_literal("cmd.exe") }),
            "file_failed",
            "launch",
        ),
        (
            "a PDF with a file inside",
            with_file_inside(),
            "file_failed",
            "embedded",
        ),
        (
            "a form that brings its scripts along",
            pdf_with(|_, catalog| {
                catalog.set("AcroForm", dictionary! { "XFA" => Object::string_literal("x") })
            }),
            "file_failed",
            "scripts",
        ),
    ] {
        let told = refused(&site, &anna, &bytes).await;
        assert_eq!(told, (422, code.into(), detail.into()), "{what}");
    }
    assert_eq!(
        site.call("GET", "/api/files", &anna, None).await.json(),
        serde_json::json!([])
    );
    assert!(site.objects("").await.is_empty(), "nothing of them is kept");
}

#[tokio::test]
async fn good_files_of_every_kind_are_taken() {
    let site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let jpeg = jpeg();
    for (bytes, kind, pages, width, height) in [
        (pdf(3), "pdf", 3, 0, 0),
        (packed(&pdf(2)), "pdf", 2, 0, 0),
        (joined(&[&pdf(1), b"\r\n\0\0"]), "pdf", 1, 0, 0),
        (
            acting(dictionary! { "S" => "URI", "URI" => Object::string_literal("https://example.org") }),
            "pdf",
            1,
            0,
            0,
        ),
        (jpeg.clone(), "jpeg", 1, 96, 64),
        // As phones do: a depth map or a preview behind the picture, and zeros.
        (joined(&[&jpeg, &[0; 3], &jpeg, &[0; 9]]), "jpeg", 1, 96, 64),
        (png(), "png", 1, 64, 48),
    ] {
        let id = site.file(&anna, &bytes).await;
        assert_eq!(id, sha256(&bytes));
        let info = site
            .portal
            .files
            .info(&super::kept::person(&site, &anna).await, &id)
            .await;
        let info = serde_json::to_value(info.unwrap().unwrap()).unwrap();
        let expected = serde_json::json!({ "id": id, "kind": kind, "bytes": bytes.len(), "pages": pages, "width": width,
            "height": height, "state": "clean", "uploaded_at": super::support::NOW });
        assert_eq!(info, expected);
    }
}

#[tokio::test]
async fn a_head_says_why_when_the_answer_was_lost() {
    let site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let bytes = vec![b'x'; 300];
    let path = site.begin(&anna, bytes.len()).await;
    // As if the server had been killed between the last byte and the look at it.
    let id = path.rsplit('/').next().unwrap();
    let person = super::kept::person(&site, &anna).await;
    let store = &site.portal.store;
    let upload = store.upload(id, &person, site.portal.now()).await.unwrap();
    let object = format!("uploads/{id}/{:020}-0", 0);
    site.portal
        .files
        .objects()
        .put(&object, vec![bytes.into()])
        .await
        .unwrap();
    let piece = server::store::Piece {
        at: 0,
        bytes: 300,
        object,
    };
    store
        .advance_upload(&upload, vec![piece], upload.expires_at)
        .await
        .unwrap();
    let told = site.head(&path, &anna).await;
    assert_eq!(
        (told.status, told.header("upload-refused")),
        (StatusCode::UNPROCESSABLE_ENTITY, "file_type")
    );
    assert_eq!(site.head(&path, &anna).await.status, StatusCode::NOT_FOUND);
}
