//! Icons: our own set, 24 px grid, drawn with the colour of the text.

/// The drawing of an icon; an unknown name gives an empty one.
fn path(name: &str) -> &'static str {
    match name {
        "alert" => r#"<path d="M12 4 2.8 20h18.400L12 4Z"/><path d="M12 10v4.500M12 17.200v.1"/>"#,
        "baby" => {
            r#"<path d="M4 12h14.500a7.2 7.2 0 0 1-14.5 0Z"/><path d="M11.2 12V4.500A7.4 7.4 0 0 0 4 12M18.5 12V9.500c0-1.2.8-2 2-2"/><circle cx="7.5" cy="20" r="1.3"/><circle cx="15" cy="20" r="1.3"/>"#
        }
        "bank" => {
            r#"<path d="M3.5 9.5 12 4.500l8.5 5v1h-17v-1ZM6 10.500v7M10 10.500v7M14 10.500v7M18 10.500v7M3.5 19.500h17"/>"#
        }
        "bell" => {
            r#"<path d="M6 16.500V11a6 6 0 0 1 12 0v5.500l1.5 1.500h-15L6 16.500ZM10 21h4"/>"#
        }
        "cal" => {
            r#"<rect x="4" y="5.5" width="16" height="15" rx="2.5"/><path d="M4 10h16M8.5 3.500v4M15.5 3.500v4"/>"#
        }
        "cam" => {
            r#"<path d="M3.5 8h4L9 5.500h6L16.5 8h4v11h-17V8Z"/><circle cx="12" cy="13" r="3.5"/>"#
        }
        "candle" => {
            r#"<path d="M9 11h6v9.500H9zM6 20.500h12M12 11V9M12 8.500c-1.8-1-1.3-3 0-4.5 1.3 1.5 1.8 3.5 0 4.500Z"/>"#
        }
        "car" => {
            r#"<path d="M4 16.500v-4L6 7h12l2 5.500v4H4ZM4 12.500h16M7 16.500v2M17 16.500v2M7.3 14.500h.1M16.6 14.500h.1"/>"#
        }
        "card" => {
            r#"<rect x="3" y="5.5" width="18" height="13" rx="2.5"/><path d="M3 10h18M7 14.500h3.5"/>"#
        }
        "check" => r#"<path d="m5 12.5 4.5 4.500L19 7.5"/>"#,
        "clock" => r#"<circle cx="12" cy="12" r="9"/><path d="M12 7v5.300l3.5 2"/>"#,
        "coin" => {
            r#"<circle cx="12" cy="12" r="9"/><path d="M10 17V7.500h3a2.7 2.7 0 0 1 0 5.500H8.500M8.5 15.200h4.5"/>"#
        }
        "doc" => {
            r#"<path d="M6 3h8.500L19 7.500V21H6V3Z"/><path d="M14 3v5h5M9 12.500h7M9 16.500h5"/>"#
        }
        "down" => r#"<path d="m6 9 6 6 6-6"/>"#,
        "eye" => {
            r#"<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z"/><circle cx="12" cy="12" r="3"/>"#
        }
        "gift" => {
            r#"<rect x="4" y="11" width="16" height="9.5" rx="1.5"/><path d="M3 7.500h18V11H3zM12 7.500v13M12 7.500C8 7.5 7 3.5 9.5 3.500S12 7.5 12 7.500s0-4 2.5-4S16 7.5 12 7.500Z"/>"#
        }
        "grid" => {
            r#"<rect x="4" y="4" width="6.5" height="6.5" rx="1.5"/><rect x="13.5" y="4" width="6.5" height="6.5" rx="1.5"/><rect x="4" y="13.5" width="6.5" height="6.5" rx="1.5"/><rect x="13.5" y="13.5" width="6.5" height="6.5" rx="1.5"/>"#
        }
        "home" => r#"<path d="M4 11 12 4l8 7v9.500h-5.500v-6h-5v6H4V11Z"/>"#,
        "info" => r#"<circle cx="12" cy="12" r="9"/><path d="M12 11v5.500M12 7.700v.1"/>"#,
        "key" => {
            r#"<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8.5-8.500M16 7.500l2.5 2.5"/>"#
        }
        "left" => r#"<path d="m15 6-6 6 6 6"/>"#,
        "load" => r#"<path d="M12 4.500V16M7.5 11.5 12 16l4.5-4.500M4.5 15v4.500h15V15"/>"#,
        "lock" => {
            r#"<rect x="5" y="10.5" width="14" height="10" rx="2.5"/><path d="M8 10.500V8a4 4 0 0 1 8 0v2.500M12 14.500v2"/>"#
        }
        "lost" => {
            r#"<path d="M6 3h8.500L19 7.500V21H6V3Z"/><path d="M10.2 11c0-2.7 4.3-2.6 4.3 0 0 1.7-2.2 1.8-2.2 3.500M12.3 17.300v.1"/>"#
        }
        "mail" => {
            r#"<rect x="3" y="5.5" width="18" height="13" rx="2.5"/><path d="m4 7.5 8 6 8-6"/>"#
        }
        "med" => {
            r#"<rect x="4" y="4" width="16" height="16" rx="3.5"/><path d="M12 8.500v7M8.5 12h7"/>"#
        }
        "move" => {
            r#"<path d="M3 7h11v10H3zM14 10.500h4l3 3.200V17h-7z"/><circle cx="7.5" cy="18" r="1.8"/><circle cx="17" cy="18" r="1.8"/>"#
        }
        "out" => r#"<path d="M10 4H4.500v16H10M14.5 7.5 19 12l-4.5 4.500M19 12H9"/>"#,
        "pen" => r#"<path d="M4 20h4.500L20 8.5 15.5 4 4 15.500V20ZM13 6.5 17.5 11"/>"#,
        "pension" => {
            r#"<path d="M12 4v1.500M12 5.500c5 0 9 3.5 9 7.5-1.5-1.5-3-1.5-4.5 0-1.5-1.5-3-1.5-4.5 0-1.5-1.5-3-1.5-4.5 0-1.5-1.5-3-1.5-4.5 0 0-4 4-7.5 9-7.500ZM12 13v5.500a2 2 0 0 1-4 0"/>"#
        }
        "phone" => {
            r#"<path d="M5 4h4l1.5 4.500L8 10.200a12 12 0 0 0 5.8 5.800l1.7-2.500L20 15v4c-9 1.5-16.5-6-15-15Z"/>"#
        }
        "pin" => {
            r#"<path d="M12 21s7-6.3 7-11.5A7 7 0 0 0 5 9.5C5 14.7 12 21 12 21Z"/><circle cx="12" cy="9.5" r="2.5"/>"#
        }
        "print" => {
            r#"<path d="M7 8.500V3.500h10v5M7 17H3.500V8.500h17V17H17"/><path d="M7 14h10v6.500H7z"/>"#
        }
        "qr" => {
            r#"<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 14h2M14 18v2M17.5 17.500H20V20h-2.5"/>"#
        }
        "right" => r#"<path d="m9 6 6 6-6 6"/>"#,
        "run" => r#"<path d="M12 3a9 9 0 1 0 9 9"/>"#,
        "school" => {
            r#"<path d="m2.5 9.5 9.5-4 9.5 4-9.5 4-9.5-4Z"/><path d="M6.5 11.500V16c3.3 2.3 7.7 2.3 11 0v-4.500M21.5 9.500V15"/>"#
        }
        "search" => r#"<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>"#,
        "shield" => {
            r#"<path d="M12 3.5 4.5 6v6c0 4.5 3.2 7.5 7.5 9 4.3-1.5 7.5-4.5 7.5-9V6L12 3.500Z"/><path d="m8.7 12 2.3 2.3 4.3-4.5"/>"#
        }
        "stop" => r#"<circle cx="12" cy="12" r="9"/><path d="M12 7.500v5.500M12 16.300v.1"/>"#,
        "trash" => r#"<path d="M4.5 6.500h15M9 6.500V4h6v2.500M6.5 6.5 7.5 20.500h9l1-14"/>"#,
        "up" => r#"<path d="M12 16V4.500M7.5 9 12 4.5 16.5 9M4.5 15v4.500h15V15"/>"#,
        "user" => {
            r#"<circle cx="12" cy="8" r="4"/><path d="M4.5 20.500c.8-4 3.7-6 7.5-6s6.7 2 7.5 6"/>"#
        }
        "work" => {
            r#"<rect x="3.5" y="7.5" width="17" height="12" rx="2"/><path d="M8.5 7.500V5h7v2.500M3.5 12.500h17M12 11.500v2.5"/>"#
        }
        "x" => r#"<path d="m6.5 6.5 11 11m0-11-11 11"/>"#,
        _ => "",
    }
}

/// An icon as SVG, hidden from screen readers: it always stands beside a word. It knows its
/// size and that it is drawn in lines: a page whose styles did not arrive stays readable.
#[must_use]
pub fn icon(name: &str) -> String {
    format!(
        r#"<svg class="okno-icon" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" aria-hidden="true" focusable="false">{}</svg>"#,
        path(name)
    )
}
