//! The press: a template and data in, a PDF out.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use typst::diag::SourceDiagnostic;
use typst::ecow::EcoVec;
use typst::foundations::{Datetime, Smart};
use typst::syntax::VirtualPath;
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::qr::{QrError, qr_svg};
use crate::world::{Desk, Fonts};

/// Documents that may wait for one worker before the press is [`PressError::Busy`].
pub const WAITING_PER_WORKER: usize = 32;

/// Why there is no document. No text here carries personal data.
#[derive(Debug, thiserror::Error)]
pub enum PressError {
    /// Too many documents are waiting; try again later.
    #[error("the press is busy: {waiting} documents are waiting")]
    Busy {
        /// How many are waiting or being made.
        waiting: usize,
    },
    /// The folder of fonts cannot be read or holds no TTF files.
    #[error(
        "no fonts in {}: {reason}; build the assets or point to the folder with the TTF files",
        dir.display()
    )]
    Fonts {
        /// The folder.
        dir: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The template is not a file inside its folder.
    #[error("the template `{0}` is not a .typ file inside its folder")]
    Path(String),
    /// The folder of the template cannot be read.
    #[error("the folder {} cannot be read: {source}", dir.display())]
    Folder {
        /// The folder.
        dir: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A key that every document needs is missing or wrong.
    #[error("the data lacks `{key}`: {want}")]
    Data {
        /// The key.
        key: &'static str,
        /// What it must be.
        want: &'static str,
    },
    /// The text of the QR code is too long.
    #[error(transparent)]
    Qr(#[from] QrError),
    /// The template has a mistake, or the document would break PDF/A or PDF/UA.
    #[error("{}", shown(.0))]
    Template(Vec<Fault>),
    /// The run broke down; the next one is not affected.
    #[error("the run of the template broke down")]
    Broken,
}

fn shown(faults: &[Fault]) -> String {
    faults
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

/// A mistake in a template with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// File in the template's folder; empty if the place is not known.
    pub file: String,
    /// Line from 1; 0 if the place is not known.
    pub line: usize,
    /// Column from 1; 0 if the place is not known.
    pub column: usize,
    /// What is wrong, and hints.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "{}:{}:{}: ", self.file, self.line, self.column)?;
        }
        f.write_str(&self.message)
    }
}

/// Makes documents. Cheap to clone; all clones share the pool.
#[derive(Debug, Clone)]
pub struct Press {
    fonts: Arc<Fonts>,
    /// Places for documents that wait or are being made.
    room: Arc<Semaphore>,
    places: usize,
    /// Workers.
    desks: Arc<Semaphore>,
}

impl Press {
    /// A press with the fonts of `fonts_dir` and at most `workers` documents at
    /// a time (at least one); each run takes one core and about 30 MB. Reads
    /// the fonts, so it belongs to the start of the program.
    ///
    /// # Errors
    /// [`PressError::Fonts`].
    pub fn new(fonts_dir: &Path, workers: usize) -> Result<Self, PressError> {
        let wrong = |reason: String| PressError::Fonts {
            dir: fonts_dir.to_owned(),
            reason,
        };
        let fonts = Fonts::load(fonts_dir).map_err(|e| wrong(e.to_string()))?;
        if fonts.is_empty() {
            return Err(wrong("the folder holds no .ttf files".to_owned()));
        }
        let workers = workers.clamp(1, 256);
        let places = workers * (WAITING_PER_WORKER + 1);
        Ok(Self {
            fonts: Arc::new(fonts),
            room: Arc::new(Semaphore::new(places)),
            places,
            desks: Arc::new(Semaphore::new(workers)),
        })
    }

    /// What somebody has typed, for a document: PDF/A refuses a sign that the fonts have no
    /// letter for, so another stands in its place. Line breaks stay.
    #[must_use]
    pub fn legible(&self, text: &str) -> String {
        text.chars()
            .map(|sign| match sign {
                '\n' => sign,
                '\u{2010}' | '\u{2011}' => '-',
                '\u{2009}' | '\u{202f}' => '\u{a0}',
                sign if sign.is_control() => ' ',
                sign if self.fonts.covers(sign) => sign,
                _ => '?',
            })
            .collect()
    }

    /// Makes a PDF/A-3b + PDF/UA-1 document from `template`, a `.typ` file of
    /// `template_dir`. The template reads its data by
    /// `json(bytes(sys.inputs.data))`.
    ///
    /// `data` is an object with anything the template wants and these keys,
    /// which the press itself reads:
    /// - `title`, `author`: strings; the template sets them (`#set
    ///   document(title: data.title, author: data.author)`). The language is
    ///   the template's own (`#set text(lang: "ru")`): it wrote the words;
    /// - `created_at`: RFC 3339 time, the document's creation date;
    /// - `ident` (optional): a string that names this document for ever, such
    ///   as its number; only its hash goes into the file;
    /// - `qr` (optional): text of the QR code; the template then finds the
    ///   file `qr.svg`.
    ///
    /// Equal arguments give equal bytes.
    ///
    /// # Errors
    /// [`PressError::Busy`] at once when all places are taken; the others as
    /// their texts say.
    pub async fn make(
        &self,
        template_dir: &Path,
        template: &str,
        data: Value,
    ) -> Result<Vec<u8>, PressError> {
        self.press(template_dir, template, data, None).await
    }

    /// The same with a word across each page, for whoever tries a service: a sample that
    /// nobody takes for a document.
    ///
    /// # Errors
    /// Those of [`Self::make`].
    pub async fn sample(
        &self,
        template_dir: &Path,
        template: &str,
        data: Value,
        word: &str,
    ) -> Result<Vec<u8>, PressError> {
        self.press(template_dir, template, data, Some(word)).await
    }

    async fn press(
        &self,
        template_dir: &Path,
        template: &str,
        data: Value,
        word: Option<&str>,
    ) -> Result<Vec<u8>, PressError> {
        let Ok(place) = Arc::clone(&self.room).try_acquire_owned() else {
            return Err(PressError::Busy {
                waiting: self.places,
            });
        };
        let order = Order::read(&data)?;
        let main = inside(template)?;
        let sample = word.map(|word| (template.to_owned(), word.to_owned()));
        let Ok(desk) = Arc::clone(&self.desks).acquire_owned().await else {
            return Err(PressError::Broken);
        };
        let fonts = Arc::clone(&self.fonts);
        let dir = template_dir.to_owned();
        let text = data.to_string();
        // The permits go along: a caller that stops waiting does not free a
        // worker that still works.
        let permits: [OwnedSemaphorePermit; 2] = [place, desk];
        tokio::task::spawn_blocking(move || {
            let made = run(fonts, &dir, main, text, (order, sample));
            // Typst remembers what it has laid out, which is somebody's data.
            typst::comemo::evict(0);
            drop(permits);
            made
        })
        .await
        .unwrap_or_else(|error| {
            tracing::error!(panicked = error.is_panic(), "a template run broke down");
            Err(PressError::Broken)
        })
    }
}

/// What the press reads of the data itself.
struct Order {
    created_at: Timestamp,
    ident: Option<String>,
    qr: Option<String>,
}

impl Order {
    fn read(data: &Value) -> Result<Self, PressError> {
        let text = |key: &'static str| {
            data.get(key)
                .and_then(Value::as_str)
                .filter(|s| !s.is_empty())
                .ok_or(PressError::Data {
                    key,
                    want: "a string that is not empty",
                })
        };
        for key in ["title", "author"] {
            text(key)?;
        }
        let created_at = text("created_at")?.parse().map_err(|_| PressError::Data {
            key: "created_at",
            want: "a time such as 2026-11-22T11:26:00Z",
        })?;
        let optional = |key: &str| data.get(key).and_then(Value::as_str).map(str::to_owned);
        Ok(Self {
            created_at,
            ident: optional("ident"),
            qr: optional("qr"),
        })
    }
}

/// The template's path, refused if it leads anywhere but into the folder.
fn inside(template: &str) -> Result<VirtualPath, PressError> {
    let refused = || PressError::Path(template.to_owned());
    let plain = Path::new(template)
        .components()
        .all(|c| matches!(c, std::path::Component::Normal(_)))
        && !template.contains(['\\', '\0'])
        && template.ends_with(".typ");
    if !plain {
        return Err(refused());
    }
    VirtualPath::new(template).map_err(|_| refused())
}

fn run(
    fonts: Arc<Fonts>,
    dir: &Path,
    main: VirtualPath,
    data: String,
    (order, sample): (Order, Option<(String, String)>),
) -> Result<Vec<u8>, PressError> {
    let root = dir.canonicalize().map_err(|source| PressError::Folder {
        dir: dir.to_owned(),
        source,
    })?;
    let qr = order.qr.map(|text| qr_svg(&text, "")).transpose()?;
    let mut world = Desk::new(fonts, root, main, data, qr);
    if let Some((template, word)) = sample {
        world = world
            .sample(&template, &word)
            .ok_or(PressError::Path(template))?;
    }
    let faults = |found: EcoVec<SourceDiagnostic>| {
        PressError::Template(found.iter().map(|d| fault(&world, d)).collect())
    };
    let document = typst::compile::<PagedDocument>(&world)
        .output
        .map_err(faults)?;
    let standards = PdfStandards::new(&[PdfStandard::A_3b, PdfStandard::Ua_1])
        .map_err(|_| PressError::Broken)?;
    let options = PdfOptions {
        ident: order.ident.map_or(Smart::Auto, Smart::Custom),
        creator: Smart::Custom(Some("Okno".to_owned())),
        timestamp: moment(order.created_at).map(typst_pdf::Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(faults)
}

fn moment(at: Timestamp) -> Option<Datetime> {
    let at = at.to_zoned(TimeZone::UTC);
    Datetime::from_ymd_hms(
        i32::from(at.year()),
        at.month().unsigned_abs(),
        at.day().unsigned_abs(),
        at.hour().unsigned_abs(),
        at.minute().unsigned_abs(),
        at.second().unsigned_abs(),
    )
}

fn fault(world: &Desk, found: &SourceDiagnostic) -> Fault {
    let mut message = found.message.to_string();
    for hint in &found.hints {
        message.push_str("; ");
        message.push_str(&hint.v);
    }
    let place = found.span.id().and_then(|id| {
        let range = world.range(found.span)?;
        let source = world.source(id).ok()?;
        let (line, column) = source.lines().byte_to_line_column(range.start)?;
        Some((
            id.vpath().get_without_slash().to_owned(),
            line + 1,
            column + 1,
        ))
    });
    let (file, line, column) = place.unwrap_or_default();
    Fault {
        file,
        line,
        column,
        message,
    }
}
