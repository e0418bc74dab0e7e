//! Documents through the press beside Typst alone.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use okno_faults::service;
use okno_issuance::{Press, qr_svg};
use serde_json::{Value, json};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, IntoValue};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::table::Table;
use crate::{Turns, cores, median, repository};

fn data(n: u32) -> Value {
    let number = format!("AAAA-BBBB-{n:04}");
    json!({
        "title": "Электронная карта",
        "author": "Управление цифровых услуг Рязанской области",
        "created_at": "2026-11-22T09:00:00Z",
        "ident": number,
        "number": number,
        "holder": {"name": "Сафина Амина Рашидовна", "birth_date": "14.08.1987"},
        "answers": {"purpose": {"value": "medical", "label": "Медицинская карта"}},
        "issued_on": "22.11.2026",
        "valid_until": "22.11.2031",
        "signed_by": "Хакимов Ильдар Маратович",
        "qr": format!("https://okno.example/d/{number}"),
    })
}

struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Fonts {
    /// The families are named as the press names them.
    fn load(dir: &Path) -> Self {
        let files = std::fs::read_dir(dir).expect("the fonts: build the assets");
        let mut files: Vec<_> = files.map(|entry| entry.expect("a file").path()).collect();
        files.retain(|path| path.extension().is_some_and(|e| e == "ttf"));
        files.sort();
        let (mut book, mut fonts) = (FontBook::new(), Vec::new());
        for file in files {
            let name = file.to_string_lossy().into_owned();
            let subset = [
                ("-cyrillic-ext-", " Cyrillic Ext"),
                ("-latin-ext-", " Latin Ext"),
                ("-latin-", " Latin"),
            ];
            let subset = subset
                .iter()
                .find(|(part, _)| name.contains(part))
                .map_or("", |s| s.1);
            for font in Font::iter(Bytes::new(std::fs::read(&file).expect("a font"))) {
                let mut info = font.info().clone();
                info.family.push_str(subset);
                book.push(info);
                fonts.push(font);
            }
        }
        Self {
            book: LazyHash::new(book),
            fonts,
        }
    }
}

/// The least that Typst needs for the template.
struct Alone {
    library: LazyHash<Library>,
    fonts: Arc<Fonts>,
    main: FileId,
    files: Mutex<HashMap<String, Bytes>>,
}

impl World for Alone {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let text = self.file(id)?;
        let text = std::str::from_utf8(&text).map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let files = self.files.lock().expect("the files");
        files
            .get(id.vpath().get_without_slash())
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<typst::foundations::Duration>) -> Option<Datetime> {
        None
    }
}

fn alone(fonts: &Arc<Fonts>, template: &Bytes, data: &Value) -> Vec<u8> {
    let mut inputs = Dict::new();
    inputs.insert("data".into(), data.to_string().into_value());
    let qr = qr_svg(data["qr"].as_str().unwrap_or_default(), "").expect("a code");
    let files = [
        (service().template.clone(), template.clone()),
        ("qr.svg".to_owned(), Bytes::from_string(qr)),
    ];
    let path = VirtualPath::new(&service().template).expect("a path");
    let world = Alone {
        library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
        fonts: fonts.clone(),
        main: RootedPath::new(VirtualRoot::Project, path).intern(),
        files: Mutex::new(HashMap::from(files)),
    };
    let document = typst::compile::<PagedDocument>(&world)
        .output
        .expect("a document");
    let standards = PdfStandards::new(&[PdfStandard::A_3b, PdfStandard::Ua_1]).expect("both");
    let moment = Datetime::from_ymd_hms(2026, 11, 22, 9, 0, 0).expect("a time");
    let options = PdfOptions {
        timestamp: Some(typst_pdf::Timestamp::new_utc(moment)),
        standards,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).expect("a PDF");
    // As the press does: nothing of one person's stays in memory.
    typst::comemo::evict(0);
    pdf
}

/// Documents a second by Typst with one thread a core.
fn beside(fonts: &Arc<Fonts>, template: &Bytes, length: Duration) -> f64 {
    let begun = Instant::now();
    let threads: Vec<_> = (0..cores())
        .map(|_| {
            let (fonts, template) = (fonts.clone(), template.clone());
            std::thread::spawn(move || {
                let mut done = 0;
                while begun.elapsed() < length {
                    assert!(alone(&fonts, &template, &data(done)).starts_with(b"%PDF"));
                    done += 1;
                }
                done
            })
        })
        .collect();
    let done: u32 = threads
        .into_iter()
        .map(|thread| thread.join().expect("it ends"))
        .sum();
    f64::from(done) / begun.elapsed().as_secs_f64()
}

/// Documents a second by the press. Twice as many are asked for as it has workers, so
/// that one waits while one is made, as in a queue of approvals.
async fn pressed(press: &Press, folder: &Path, length: Duration) -> f64 {
    let begun = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..cores() * 2 {
        let (press, folder) = (press.clone(), folder.to_owned());
        tasks.spawn(async move {
            let mut done = 0;
            while begun.elapsed() < length {
                let pdf = press
                    .make(&folder, &service().template, data(done))
                    .await
                    .expect("a document");
                assert!(pdf.starts_with(b"%PDF"));
                done += 1;
            }
            done
        });
    }
    let done: u32 = tasks.join_all().await.into_iter().sum();
    f64::from(done) / begun.elapsed().as_secs_f64()
}

/// Measures.
pub async fn measure(table: &mut Table, turns: Turns) {
    let fonts_dir = repository("assets/dist/fonts");
    let folder = service().folder.clone();
    let press = Press::new(&fonts_dir, cores()).expect("the fonts: build the assets");
    let fonts = Arc::new(Fonts::load(&fonts_dir));
    let template =
        Bytes::new(std::fs::read(folder.join(&service().template)).expect("the template"));
    let (mut own, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..turns.count {
        own.push(pressed(&press, &folder, turns.length).await);
        let (fonts, template) = (fonts.clone(), template.clone());
        let side = tokio::task::spawn_blocking(move || beside(&fonts, &template, turns.length));
        theirs.push(side.await.expect("it ends"));
    }
    table.ratio("documents", median(own), ("Typst", median(theirs)), 0.8);
}
