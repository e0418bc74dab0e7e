//! QR codes as vector drawings.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// Modules of empty space around the code that scanners need (ISO/IEC 18004).
const QUIET: usize = 4;

/// The text does not fit into a QR code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the text of {length} bytes does not fit into a QR code")]
pub struct QrError {
    /// Bytes of the text.
    pub length: usize,
}

/// Draws `text` as a QR code with error correction M (15 % may be damaged).
///
/// The drawing is black on white whatever the page's theme is: many scanners
/// cannot read an inverted code. `alt` is what a screen reader says; empty =
/// the drawing is decoration (for an `<img>` with its own alt). The drawing has
/// a `viewBox` and no size, so the page decides.
///
/// # Errors
/// [`QrError`] above 2331 bytes.
pub fn qr_svg(text: &str, alt: &str) -> Result<String, QrError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|_| QrError { length: text.len() })?;
    let width = code.width();
    let side = width + 2 * QUIET;
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges""#
    );
    if alt.is_empty() {
        svg.push_str(r#" aria-hidden="true">"#);
    } else {
        let alt = escaped(alt);
        let _ = write!(
            svg,
            r#" role="img" aria-label="{alt}"><title>{alt}</title>"#
        );
    }
    let _ = write!(
        svg,
        r##"<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d=""##
    );
    // One path of horizontal runs: separate squares would show hairlines
    // between them in some viewers.
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|c| **c == Color::Dark).count();
            if run > 0 {
                let _ = write!(svg, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    svg.push_str(r#""/></svg>"#);
    Ok(svg)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
