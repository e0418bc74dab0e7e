//! What a template can see: its own folder, the data, the QR code, our fonts.
//! No network, no packages, no clock, no other folder.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// Largest file that a template may read.
const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// Name under which the template finds the QR code.
const QR_FILE: &str = "qr.svg";

/// Name of what lies around a template in a [sample](Desk::sample). It is in no folder.
const SAMPLE_FILE: &str = "okno-sample.typ";

/// Fonts of the house, shared by all runs.
#[derive(Debug)]
pub(crate) struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Fonts {
    /// Reads all TTF files of a folder.
    ///
    /// Fonts come as subsets by script. Typst takes one file a family and
    /// weight, so each subset becomes a family of its own («Golos Text»,
    /// «Golos Text Latin», …) and a template lists them in order.
    pub(crate) fn load(dir: &Path) -> std::io::Result<Self> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(dir)?
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|e| e == "ttf"))
            .collect();
        // The order decides among equals and must not depend on the disk.
        files.sort();
        let mut book = FontBook::new();
        let mut fonts = Vec::new();
        for file in files {
            let name = file.file_stem().map(|n| n.to_string_lossy().into_owned());
            for font in Font::iter(Bytes::new(std::fs::read(&file)?)) {
                let mut info = font.info().clone();
                info.family.push_str(subset(name.as_deref().unwrap_or("")));
                book.push(info);
                fonts.push(font);
            }
        }
        Ok(Self {
            book: LazyHash::new(book),
            fonts,
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.fonts.is_empty()
    }

    /// Is there a letter for it?
    pub(crate) fn covers(&self, sign: char) -> bool {
        let fonts = self.fonts.iter();
        let mut books = fonts.map(|font| &font.info().coverage);
        books.any(|coverage| coverage.contains(u32::from(sign)))
    }
}

/// What is added to the family's name for a subset file.
fn subset(file: &str) -> &'static str {
    if file.contains("-cyrillic-ext-") {
        " Cyrillic Ext"
    } else if file.contains("-latin-ext-") {
        " Latin Ext"
    } else if file.contains("-latin-") {
        " Latin"
    } else {
        ""
    }
}

/// The world of one run.
pub(crate) struct Desk {
    library: LazyHash<Library>,
    fonts: Arc<Fonts>,
    root: PathBuf,
    main: FileId,
    qr: Option<Bytes>,
    /// What lies around the template.
    sample: Option<Bytes>,
    /// Typst may ask for a file many times and must get the same each time.
    read: Mutex<HashMap<FileId, FileResult<Bytes>>>,
}

impl Desk {
    /// `root` must be canonical.
    pub(crate) fn new(
        fonts: Arc<Fonts>,
        root: PathBuf,
        main: VirtualPath,
        data: String,
        qr: Option<String>,
    ) -> Self {
        let mut inputs = Dict::new();
        inputs.insert("data".into(), data.into_value());
        Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            fonts,
            root,
            main: RootedPath::new(VirtualRoot::Project, main).intern(),
            qr: qr.map(Bytes::from_string),
            sample: None,
            read: Mutex::new(HashMap::new()),
        }
    }

    /// The same with a word across each page.
    pub(crate) fn sample(mut self, template: &str, word: &str) -> Option<Self> {
        let main = VirtualPath::new(SAMPLE_FILE).ok()?;
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        let text = format!(
            "#set page(foreground: rotate(-52deg, text(font: \"Golos Text\", size: 96pt, weight: 600, fill: rgb(\"#ae2a2066\"), \"{}\")))\n#include \"{}\"\n",
            quoted(word),
            quoted(template)
        );
        self.main = RootedPath::new(VirtualRoot::Project, main).intern();
        self.sample = Some(Bytes::from_string(text));
        Some(self)
    }

    fn load(&self, id: FileId) -> FileResult<Bytes> {
        if *id.root() != VirtualRoot::Project {
            // A package would come from the network or from a shared folder.
            return Err(FileError::AccessDenied);
        }
        if id == self.main
            && let Some(sample) = &self.sample
        {
            return Ok(sample.clone());
        }
        if id.vpath().get_without_slash() == QR_FILE
            && let Some(qr) = &self.qr
        {
            return Ok(qr.clone());
        }
        let wanted = id.vpath().realize(&self.root).map_err(FileError::Realize)?;
        let shown = Path::new(id.vpath().get_without_slash());
        let path = wanted
            .canonicalize()
            .map_err(|e| FileError::from_io(e, shown))?;
        // A link inside the folder could lead out of it.
        if !path.starts_with(&self.root) {
            return Err(FileError::AccessDenied);
        }
        let about = path.metadata().map_err(|e| FileError::from_io(e, shown))?;
        if about.is_dir() {
            return Err(FileError::IsDirectory);
        }
        if !about.is_file() || about.len() > MOST_BYTES {
            return Err(FileError::AccessDenied);
        }
        std::fs::read(&path)
            .map(Bytes::new)
            .map_err(|e| FileError::from_io(e, shown))
    }
}

impl World for Desk {
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
        let bytes = self.file(id)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.entry(id).or_insert_with(|| self.load(id)).clone()
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        // Dates of a document come with its data, never from the clock.
        None
    }
}
