//! `okno services new`: the folder of a service that passes the check at once.

use std::fs;
use std::path::{Path, PathBuf};

use okno_catalogue::{Catalogue, Service, is_name};

use super::lines;

const SERVICE: &str = include_str!("../../scaffold/service.yaml");
const DOCUMENT: &str = include_str!("../../scaffold/document.typ");

/// The letters that a number may begin with.
const LETTERS: &str = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯ";

/// Files of a folder: name, content.
type Files = Vec<(PathBuf, Vec<u8>)>;

/// Writes a new service, or a copy of another.
pub fn new(dir: &Path, id: &str, from: Option<&str>) -> Result<(), String> {
    if !is_name(id) {
        return Err(format!(
            "`{id}` cannot be a name; use small Latin letters, digits, `-` and `_`, a letter \
             first, at most 64 characters"
        ));
    }
    let folder = dir.join(id);
    if folder.exists() {
        return Err(format!("{} exists; choose another name", folder.display()));
    }
    let known = Catalogue::load(dir).map_err(|problems| {
        format!(
            "the folder has faults; mend them first:\n{}",
            lines(&problems)
        )
    })?;
    let prefix = free_prefix(&known).ok_or("all letters for numbers are taken")?;
    let editions = match from {
        None => vec![blank(&known, id, &prefix)?],
        Some(other) => {
            let service = known.get(other).ok_or_else(|| {
                let all: Vec<&str> = known.services().iter().map(|s| s.id.as_str()).collect();
                format!(
                    "there is no service `{other}`; there are {}",
                    all.join(", ")
                )
            })?;
            // Under the title of the other one it may be found in its place.
            let (ru, en) = (&service.title.ru, &service.title.en);
            let marked = (format!("{ru} (копия)"), format!("{en} (copy)"));
            let plain = ("Новая услуга".to_owned(), "New service".to_owned());
            vec![
                copy(service, id, &prefix, &marked)?,
                copy(service, id, &prefix, &plain)?,
            ]
        }
    };
    let told = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut problems = Vec::new();
    for files in editions {
        fs::create_dir(&folder).map_err(told)?;
        for (name, content) in files {
            fs::write(folder.join(name), content).map_err(told)?;
        }
        match Catalogue::load(dir) {
            Ok(_) => {
                problems.clear();
                break;
            }
            // A folder that does not pass would stop every portal that reads it.
            Err(found) => {
                fs::remove_dir_all(&folder).map_err(told)?;
                problems = found;
            }
        }
    }
    if !problems.is_empty() {
        return Err(format!(
            "the folder would not pass the check, so it is not kept:\n{}",
            lines(&problems)
        ));
    }
    println!("{}", folder.join("service.yaml").display());
    println!(
        "its examples: okno services test {id} --dir {}",
        dir.display()
    );
    Ok(())
}

fn blank(known: &Catalogue, id: &str, prefix: &str) -> Result<Files, String> {
    let category = known.categories().first();
    let agency = known.agencies().first();
    let (Some(category), Some(agency)) = (category, agency) else {
        return Err(
            "a service stands under a heading and belongs to an agency; add one to \
             categories.yaml and agencies.yaml"
                .to_owned(),
        );
    };
    let service = SERVICE
        .replace("@ID@", id)
        .replace("@PREFIX@", prefix)
        .replace("@CATEGORY@", &category.id)
        .replace("@AGENCY@", &agency.id);
    Ok(vec![
        ("service.yaml".into(), service.into_bytes()),
        ("document.typ".into(), DOCUMENT.as_bytes().to_vec()),
    ])
}

/// The files of another service, with what two services must not share put aside.
fn copy(of: &Service, id: &str, prefix: &str, title: &(String, String)) -> Result<Files, String> {
    let told = |error: std::io::Error| format!("{}: {error}", of.folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(&of.folder).map_err(told)? {
        let path = entry.map_err(told)?.path();
        let Some(name) = path.file_name().filter(|_| path.is_file()) else {
            continue;
        };
        let mut content = fs::read(&path).map_err(told)?;
        if name == "service.yaml" {
            let text = String::from_utf8(content).map_err(|e| e.to_string())?;
            content = renamed(&text, id, prefix, title).into_bytes();
        }
        files.push((PathBuf::from(name), content));
    }
    Ok(files)
}

fn renamed(text: &str, id: &str, prefix: &str, (ru, en): &(String, String)) -> String {
    let quoted = |words: &str| serde_json::Value::from(words).to_string();
    let title = format!("title:\n  ru: {}\n  en: {}", quoted(ru), quoted(en));
    let replaced = [
        ("id", format!("id: {id}")),
        ("version", "version: 1".to_owned()),
        ("number_prefix", format!("number_prefix: {prefix}")),
        ("title", title),
        // By these people find the other one.
        ("synonyms", String::new()),
        ("found_by", String::new()),
    ];
    let mut out = String::new();
    let mut inside = false;
    for line in text.lines() {
        let is_more = line.starts_with([' ', '-']);
        if inside && is_more {
            continue;
        }
        let key = line.split(':').next().unwrap_or_default();
        let new = replaced.iter().find(|(name, _)| *name == key);
        inside = new.is_some();
        match new {
            None => {
                out.push_str(line);
                out.push('\n');
            }
            Some((_, with)) if with.is_empty() => {}
            Some((_, with)) => {
                out.push_str(with);
                out.push('\n');
            }
        }
    }
    out
}

/// Two letters that no service has yet.
fn free_prefix(known: &Catalogue) -> Option<String> {
    let taken = |prefix: &String| known.services().iter().any(|s| s.number_prefix == *prefix);
    let pairs = LETTERS
        .chars()
        .flat_map(|a| LETTERS.chars().map(move |b| format!("{a}{b}")));
    // «Новая услуга» first, since that is what it is called.
    std::iter::once("НУ".to_owned())
        .chain(pairs)
        .find(|prefix| !taken(prefix))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::path::{Path, PathBuf};

    use okno_catalogue::{Catalogue, workshop};
    use okno_issuance::Press;
    use serde_json::json;

    use super::new;

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
    }

    /// A folder of its own with all services of the repository.
    fn services() -> tempfile::TempDir {
        fn copy(from: &Path, to: &Path) {
            std::fs::create_dir_all(to).unwrap();
            for entry in std::fs::read_dir(from).unwrap() {
                let path = entry.unwrap().path();
                let there = to.join(path.file_name().unwrap());
                match path.is_dir() {
                    true => copy(&path, &there),
                    false => drop(std::fs::copy(&path, there).unwrap()),
                }
            }
        }
        let dir = tempfile::tempdir().unwrap();
        copy(&root().join("services"), dir.path());
        dir
    }

    #[tokio::test]
    async fn a_new_service_passes_the_check_and_makes_its_document() {
        let dir = services();
        new(dir.path(), "spravka-o-pogode", None).unwrap();
        let known = Catalogue::load(dir.path()).unwrap();
        let service = known.get("spravka-o-pogode").unwrap();
        assert_eq!(service.examples.len(), 2);
        let text = std::fs::read_to_string(service.folder.join("service.yaml")).unwrap();
        assert!(text.starts_with("# yaml-language-server: $schema="));
        assert!(!text.contains('@') || text.contains("mail.example"));
        let tested = workshop::test(dir.path()).unwrap();
        assert!(tested.iter().all(workshop::Tested::is_good));

        let press = Press::new(&root().join("assets/dist/fonts"), 1).unwrap();
        let data = json!({
            "title": "Документ", "author": "Ведомство", "created_at": "2026-11-22T11:26:00Z",
            "number": "АБВГ-ДЕЖЗ-ИКЛМ", "holder": {"name": "Сафина Амина", "birth_date": null},
            "answers": {}, "registry": {}, "issued_on": "22.11.2026", "valid_until": null,
            "qr": "https://okno.example/d/1",
        });
        let pdf = press.make(&service.folder, &service.result.template, data);
        assert!(pdf.await.unwrap().starts_with(b"%PDF"));

        // Names that are taken or are none change nothing.
        let again = new(dir.path(), "spravka-o-pogode", None).unwrap_err();
        assert!(again.contains("exists"), "{again}");
        for odd in ["Справка", "a b", "../out", "", "1a"] {
            assert!(
                new(dir.path(), odd, None)
                    .unwrap_err()
                    .contains("cannot be a name")
            );
        }
        // A second one has letters of its own.
        new(dir.path(), "spravka-o-vetre", None).unwrap();
    }

    #[test]
    fn every_service_can_be_the_beginning_of_another() {
        let dir = services();
        let known = Catalogue::load(dir.path()).unwrap();
        for service in known.services() {
            let id = format!("{}-2", service.id);
            new(dir.path(), &id, Some(&service.id)).unwrap();
            let now = Catalogue::load(dir.path()).unwrap();
            let copy = now.get(&id).unwrap();
            assert_eq!(copy.version, 1);
            let marked = format!("{} (копия)", service.title.ru);
            assert!([marked.as_str(), "Новая услуга"].contains(&copy.title.ru.as_str()));
            assert_ne!(copy.number_prefix, service.number_prefix);
            assert_eq!(copy.form, service.form);
            assert_eq!(copy.examples, service.examples);
            std::fs::remove_dir_all(dir.path().join(id)).unwrap();
        }
        let unknown = new(dir.path(), "b", Some("no-such")).unwrap_err();
        assert!(
            unknown.contains("there is no service `no-such`"),
            "{unknown}"
        );
    }

    #[test]
    fn a_folder_with_faults_gets_no_new_service() {
        let dir = services();
        std::fs::write(dir.path().join("agencies.yaml"), "- id: Ы\n").unwrap();
        let refused = new(dir.path(), "neu", None).unwrap_err();
        assert!(refused.contains("mend them first"), "{refused}");
        assert!(!dir.path().join("neu").exists());
    }
}
