//! The square that a phone reads, and what stands beside it: how anybody can check a paper.

use super::words::{Pair, Words};
use crate::error::Error;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::Serialize;

/// How a paper is checked.
#[derive(Serialize)]
pub struct Check {
    title: Pair,
    text: Pair,
    address: String,
    code: String,
    alt: Pair,
}

impl Check {
    /// At an address, with the texts of this paper: `pdf.<paper>.check` and `check_text`.
    ///
    /// # Errors
    /// [`Error::Internal`] where no code holds the address.
    pub fn at(address: String, paper: &str, words: Words) -> Result<Self, Error> {
        Ok(Self {
            title: words.text(&format!("pdf.{paper}.check")),
            text: words.text(&format!("pdf.{paper}.check_text")),
            code: square(&address)?,
            alt: words.text("pdf.receipt.code"),
            address,
        })
    }
}

/// A picture of lines.
fn square(address: &str) -> Result<String, Error> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).map_err(|_| {
        tracing::error!("the portal's address is too long for a code");
        Error::Internal
    })?;
    Ok(code
        .render::<svg::Color<'_>>()
        .quiet_zone(true)
        .min_dimensions(200, 200)
        .build())
}
