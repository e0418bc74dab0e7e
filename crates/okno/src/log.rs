//! The log: lines on standard error, for whatever collects them (`docs/inventory.md`).

use std::io::{self, IsTerminal, Write};

use tracing_subscriber::EnvFilter;

/// Log lines to standard error; `RUST_LOG` chooses how many. Times are UTC.
pub fn start(json: bool, usual: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    // Colours are for eyes: a collector would have to take them out again.
    let colours = io::stderr().is_terminal() && !json;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(colours)
        .with_writer(move || OneLine(io::stderr(), colours));
    if json {
        builder.json().init();
    } else {
        builder.with_target(false).init();
    }
}

/// Keeps an event on one line. What comes with it may hold a line break or an escape of
/// terminals; whoever sent it must not write a line of their own into the log, or over
/// another (ASVS 16.4.1). Whether the line is coloured, so that its own escapes stay.
struct OneLine<W>(W, bool);

impl<W: Write> Write for OneLine<W> {
    /// One call is one event, its own line break last.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let Self(out, colours) = self;
        let text = event.strip_suffix(b"\n").unwrap_or(event);
        let stays = |c: char| !c.is_control() || c == '\t' || (*colours && c == '\u{1b}');
        let mut line = String::with_capacity(event.len() + 16);
        for c in String::from_utf8_lossy(text).chars() {
            if stays(c) {
                line.push(c);
            } else {
                line.extend(c.escape_default());
            }
        }
        line.push('\n');
        out.write_all(line.as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::{Arc, Mutex};

    use tracing_subscriber::fmt::MakeWriter;

    use super::*;

    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl<'a> MakeWriter<'a> for Paper {
        type Writer = OneLine<Self>;

        fn make_writer(&'a self) -> Self::Writer {
            OneLine(self.clone(), false)
        }
    }

    #[test]
    fn an_event_is_one_line_whatever_is_in_it() {
        let evil = "x\n2026-11-23T09:00:00Z  INFO all is well\r\u{1b}[2K";
        for json in [false, true] {
            let paper = Paper::default();
            let builder = tracing_subscriber::fmt()
                .with_ansi(false)
                .with_writer(paper.clone());
            let write = || {
                tracing::warn!(error = %evil, named = evil, "could not {evil}");
                tracing::info!("next");
            };
            if json {
                tracing::subscriber::with_default(builder.json().finish(), write);
            } else {
                tracing::subscriber::with_default(builder.finish(), write);
            }
            let text = String::from_utf8(paper.0.lock().unwrap().clone()).unwrap();
            assert_eq!(text.lines().count(), 2, "{text}");
            assert!(
                !text.contains('\r') && !text.contains("\u{1b}[2K"),
                "{text:?}"
            );
            for line in text.lines() {
                // RFC 3339 in UTC, first or under its name.
                let at = line.trim_start_matches("{\"timestamp\":\"");
                let at = at.trim_start_matches(|c: char| !c.is_ascii_digit());
                let at: String = at.chars().take(27).collect();
                assert!(at.ends_with('Z'), "{line}");
                assert!(at.parse::<jiff::Timestamp>().is_ok(), "{line}");
            }
        }
    }
}
