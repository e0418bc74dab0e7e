//! A service with everything that it needs, in one file: what a case is kept with, and what
//! travels between portals.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read, Write};
use std::path::{Component, Path, PathBuf};

use data_encoding::HEXLOWER;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::check::is_name;
use crate::node::Node;
use crate::options::{LISTS, QuestionOption, written};
use crate::service::Service;

/// The most files of a pack.
const MOST_FILES: usize = 500;
/// The most bytes of all its files together.
const MOST_BYTES: u64 = 20 * 1024 * 1024;
/// The folder of the service in it.
const SERVICE: &str = "service";
const REGISTRIES: &str = "registries.yaml";

/// The files of a service: `service/…`, its folder, `registries.yaml` with the rows that it
/// asks, and of `lists` those that its questions name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack(BTreeMap<String, Vec<u8>>);

/// Why there is no pack.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// A file cannot be read or written.
    #[error("{}: {error}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// More than a service may have.
    #[error("more than {MOST_FILES} files or {MOST_BYTES} bytes; a service is texts and templates")]
    Large,
    /// What came in is no pack.
    #[error("this is no service that was exported: {0}")]
    Odd(String),
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> PackError + '_ {
    move |error| PackError::File {
        path: path.to_owned(),
        error,
    }
}

/// Every file below a folder by its path in it; hidden ones and links are left out.
fn gather(
    dir: &Path,
    name: &str,
    bytes: &mut u64,
    into: &mut BTreeMap<String, Vec<u8>>,
) -> Result<(), PackError> {
    for entry in std::fs::read_dir(dir).map_err(at(dir))? {
        let entry = entry.map_err(at(dir))?;
        let (path, file) = (entry.path(), entry.file_name());
        let Some(file) = file.to_str().filter(|file| !file.starts_with('.')) else {
            continue;
        };
        let (name, kind) = (format!("{name}/{file}"), entry.file_type());
        let kind = kind.map_err(at(&path))?;
        if kind.is_dir() {
            gather(&path, &name, bytes, into)?;
        } else if kind.is_file() {
            *bytes += entry.metadata().map_err(at(&path))?.len();
            if *bytes > MOST_BYTES || into.len() >= MOST_FILES {
                return Err(PackError::Large);
            }
            into.insert(name, std::fs::read(&path).map_err(at(&path))?);
        }
    }
    Ok(())
}

/// The rows of a file beside the services.
fn rows<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, PackError> {
    let source = std::fs::read_to_string(path).map_err(at(path))?;
    serde_saphyr::from_str(&source).map_err(|error| PackError::Odd(error.to_string()))
}

/// The list that a file of a pack holds.
fn list_of(name: &str) -> Option<&str> {
    let (folder, file) = name.split_once('/')?;
    let list = file.strip_suffix(".yaml").filter(|list| is_name(list))?;
    (folder == LISTS).then_some(list)
}

/// May a file of a pack have this name? It must not lead out of its folder.
fn is_inside(name: &str) -> bool {
    let path = Path::new(name);
    let mut parts = path.components();
    let plain = parts.all(|part| matches!(part, Component::Normal(_)));
    plain && !name.contains(['\\', '\0']) && !name.ends_with('/')
}

impl Pack {
    /// Of a service in a folder of services.
    ///
    /// # Errors
    /// What cannot be read, and [`PackError::Large`].
    pub fn of(services: &Path, service: &Service) -> Result<Self, PackError> {
        let (mut files, mut bytes) = (BTreeMap::new(), 0);
        gather(&service.folder, SERVICE, &mut bytes, &mut files)?;
        let questions = service.form.questions();
        let lists = questions.filter_map(|(_, q)| q.options.list.as_deref());
        for list in lists.collect::<BTreeSet<&str>>() {
            let name = format!("{LISTS}/{list}.yaml");
            let options = written(&rows::<QuestionOption>(&services.join(&name))?);
            files.insert(name, options.into_bytes());
        }
        let asked = service.registries.iter().map(|c| c.query.as_str());
        let asked: BTreeSet<&str> = asked.collect();
        if !asked.is_empty() {
            let rows = rows::<Node>(&services.join(REGISTRIES))?
                .into_iter()
                .filter(|row| row.text("id").is_some_and(|id| asked.contains(id)));
            let rows: Vec<Node> = rows.collect();
            let text = serde_json::to_string_pretty(&rows).unwrap_or_default();
            files.insert(REGISTRIES.to_owned(), text.into_bytes());
        }
        Ok(Self(files))
    }

    /// What tells this edition of a service from every other: SHA-256 of the names and the
    /// contents of its files, in hexadecimal digits.
    #[must_use]
    pub fn edition(&self) -> String {
        let mut hash = Sha256::new();
        for (name, content) in &self.0 {
            for part in [name.as_bytes(), content] {
                hash.update(part.len().to_be_bytes());
                hash.update(part);
            }
        }
        HEXLOWER.encode(&hash.finalize())
    }

    /// As one file, a ZIP; equal packs give equal files.
    ///
    /// # Errors
    /// [`PackError::Odd`].
    pub fn to_zip(&self) -> Result<Vec<u8>, PackError> {
        let odd = |error: &dyn std::fmt::Display| PackError::Odd(error.to_string());
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let how = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, content) in &self.0 {
            zip.start_file(name.as_str(), how).map_err(|e| odd(&e))?;
            zip.write_all(content).map_err(|e| odd(&e))?;
        }
        Ok(zip.finish().map_err(|e| odd(&e))?.into_inner())
    }

    /// From such a file; from anywhere, so nothing in it is trusted.
    ///
    /// # Errors
    /// [`PackError::Odd`], [`PackError::Large`].
    pub fn from_zip(bytes: &[u8]) -> Result<Self, PackError> {
        let odd = |error: &dyn std::fmt::Display| PackError::Odd(error.to_string());
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| odd(&e))?;
        if zip.len() > MOST_FILES {
            return Err(PackError::Large);
        }
        let (mut files, mut left) = (BTreeMap::new(), MOST_BYTES);
        for n in 0..zip.len() {
            let mut file = zip.by_index(n).map_err(|e| odd(&e))?;
            if file.is_dir() {
                continue;
            }
            let name = file.name().map_err(|e| odd(&e))?.into_owned();
            let known =
                name == REGISTRIES || name.starts_with("service/") || list_of(&name).is_some();
            if !known || !is_inside(&name) {
                return Err(PackError::Odd(format!("`{name}` does not belong into it")));
            }
            let mut content = Vec::new();
            // One byte more than fits says that it does not.
            let mut some = Read::by_ref(&mut file).take(left + 1);
            some.read_to_end(&mut content).map_err(|e| odd(&e))?;
            left = u64::try_from(content.len())
                .ok()
                .and_then(|size| left.checked_sub(size))
                .ok_or(PackError::Large)?;
            files.insert(name, content);
        }
        if !files.contains_key("service/service.yaml") {
            return Err(PackError::Odd(
                "there is no service/service.yaml".to_owned(),
            ));
        }
        Ok(Self(files))
    }

    /// The rows of `registries.yaml` that it brings along.
    #[must_use]
    pub fn registries(&self) -> Vec<Value> {
        let rows = self.0.get(REGISTRIES);
        let rows = rows.and_then(|text| serde_json::from_slice(text).ok());
        rows.unwrap_or_default()
    }

    /// The lists of options that it brings along: name, text of the file, options.
    pub fn lists(&self) -> impl Iterator<Item = (&str, &[u8], Vec<QuestionOption>)> {
        self.0.iter().filter_map(|(name, content)| {
            let name = list_of(name)?;
            let text = str::from_utf8(content).ok();
            let options = text.and_then(|text| serde_saphyr::from_str(text).ok());
            Some((name, content.as_slice(), options.unwrap_or_default()))
        })
    }

    /// Writes the folder of the service to `folder`, which is made.
    ///
    /// # Errors
    /// What cannot be written.
    pub fn write_service(&self, folder: &Path) -> Result<(), PackError> {
        for (name, content) in &self.0 {
            if let Some(name) = name.strip_prefix("service/") {
                write(&folder.join(name), content)?;
            }
        }
        Ok(())
    }

    /// Writes everything below `dir`, for [`crate::load::kept`].
    pub(crate) fn write_all(&self, dir: &Path) -> Result<(), PackError> {
        for (name, content) in &self.0 {
            write(&dir.join(name), content)?;
        }
        Ok(())
    }
}

fn write(path: &Path, content: &[u8]) -> Result<(), PackError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(at(folder))?;
    }
    std::fs::write(path, content).map_err(at(path))
}
