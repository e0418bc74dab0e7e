//! Services as one file, and the catalogue that is exchanged.

use okno_catalogue::{Catalogue, Pack, Shelf};

use crate::services;

#[test]
fn a_pack_is_the_same_wherever_it_is_read() {
    let catalogue = Catalogue::load(&services()).unwrap();
    for service in catalogue.services() {
        let pack = Pack::of(&services(), service).unwrap();
        assert_eq!(pack.edition(), service.edition);
        let zip = pack.to_zip().unwrap();
        assert_eq!(zip, pack.to_zip().unwrap());
        assert_eq!(Pack::from_zip(&zip).unwrap(), pack);
        // The rows that it asks go along, and no others.
        assert_eq!(pack.registries().len(), service.queries.len());
        let shelf = Shelf::new(Catalogue::load(&services()).unwrap());
        let kept = shelf.keep(&service.edition, &zip).unwrap();
        assert_eq!(kept.form, service.form);
        assert_eq!(kept.queries, service.queries);
        assert_eq!(kept.workflow, service.workflow);
        assert!(kept.folder.join(&kept.result.template).is_file());
        assert_ne!(kept.folder, service.folder);
    }
}

#[test]
fn every_file_of_the_folder_counts() {
    let dir = tempfile::tempdir().unwrap();
    let service = dir.path().join("service");
    std::fs::create_dir(&service).unwrap();
    let catalogue = Catalogue::load(&services()).unwrap();
    let first = &catalogue.services()[0];
    let pack = Pack::of(&services(), first).unwrap();
    pack.write_service(&service).unwrap();
    let edition = |name: &str, text: &str| {
        std::fs::write(service.join(name), text).unwrap();
        let mut other = first.as_ref().clone();
        other.folder.clone_from(&service);
        Pack::of(&services(), &other).unwrap().edition()
    };
    let template = service.join(&first.result.template);
    let drawn = std::fs::read_to_string(template).unwrap();
    assert_eq!(edition(&first.result.template, &drawn), first.edition);
    assert_ne!(
        edition(&first.result.template, &format!("{drawn}\n")),
        first.edition
    );
    edition(&first.result.template, &drawn);
    assert_ne!(edition("more.typ", ""), first.edition);
    // What an editor leaves behind does not.
    std::fs::remove_file(service.join("more.typ")).unwrap();
    assert_eq!(edition(".service.yaml.swp", "x"), first.edition);
}

#[test]
fn what_is_no_pack_is_refused() {
    use std::io::Write;
    let made = |files: &[(&str, &[u8])]| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, content) in files {
            zip.start_file(*name, zip::write::SimpleFileOptions::default())
                .unwrap();
            zip.write_all(content).unwrap();
        }
        Pack::from_zip(&zip.finish().unwrap().into_inner())
    };
    assert!(Pack::from_zip(b"PK nothing").is_err());
    assert!(made(&[]).is_err());
    assert!(made(&[("service/service.yaml", b"id: x")]).is_ok());
    for outside in [
        "../x",
        "service/../../x",
        "/etc/x",
        "service/a\\..\\b",
        "other/x",
        "lists/../x.yaml",
        "lists/a/b.yaml",
        "lists/x.typ",
    ] {
        let files: &[(&str, &[u8])] = &[("service/service.yaml", b"id: x"), (outside, b"x")];
        assert!(made(files).is_err(), "{outside}");
    }
    // Much out of little.
    let bomb = vec![0_u8; 21 * 1024 * 1024];
    assert!(made(&[("service/service.yaml", b"id: x"), ("service/x.typ", &bomb)]).is_err());
}

#[test]
fn a_catalogue_is_exchanged_for_all_who_hold_the_shelf() {
    let catalogue = Catalogue::load(&services()).unwrap();
    let first = catalogue.services()[0].clone();
    let shelf = Shelf::new(catalogue);
    let (other, before) = (shelf.clone(), shelf.now());
    let dir = tempfile::tempdir().unwrap();
    for list in ["categories.yaml", "agencies.yaml"] {
        std::fs::copy(services().join(list), dir.path().join(list)).unwrap();
    }
    shelf.put(Catalogue::load(dir.path()).unwrap());
    assert!(other.now().get(&first.id).is_none());
    assert!(
        before.get(&first.id).is_some(),
        "who works with it keeps it"
    );
    assert!(other.edition(&first.id, &first.edition).is_none());
}

/// A folder with one service, whose choice is a list.
fn with_list() -> tempfile::TempDir {
    let dir = crate::fixture::empty();
    let yaml = crate::fixture::service("thing", "АБ", "Вещь", "Thing");
    let (head, rest) = yaml.split_once("          options:\n").unwrap();
    let rest = &rest[rest.find("        - id: phone").unwrap()..];
    let yaml = format!("{head}          options: {{list: shapes}}\n{rest}");
    crate::fixture::write(dir.path(), "thing", &yaml);
    std::fs::create_dir(dir.path().join("lists")).unwrap();
    shapes(dir.path(), "Круг");
    dir
}

fn shapes(dir: &std::path::Path, first: &str) {
    let text = format!(
        "# Kept by hand.\n- {{value: 01, label: {{ru: {first}, en: Round}}}}\n\
         - value: \"02\"\n  label: {{ru: Угол, en: Square}}\n  hint: {{ru: \"С \\\"углами\\\"\", en: x}}\n"
    );
    std::fs::write(dir.join("lists/shapes.yaml"), text).unwrap();
}

#[test]
fn a_case_keeps_the_list_that_it_was_sent_with() {
    let dir = with_list();
    let catalogue = Catalogue::load(dir.path()).unwrap();
    let service = catalogue.get("thing").unwrap().clone();
    let values = |of: &okno_catalogue::Service| -> Vec<String> {
        let question = of.form.question("choice").unwrap();
        question.options.iter().map(|o| o.value.clone()).collect()
    };
    assert_eq!(values(&service), ["01", "02"]);
    let pack = Pack::of(dir.path(), &service).unwrap();
    let zip = pack.to_zip().unwrap();
    assert_eq!(Pack::from_zip(&zip).unwrap(), pack);
    let (name, _, options) = pack.lists().next().unwrap();
    assert_eq!(
        (name, options.as_slice()),
        ("shapes", catalogue.lists().next().unwrap().1)
    );

    // How the file is laid out is nothing; what it says is another edition.
    let file = dir.path().join("lists/shapes.yaml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("by hand", "by somebody")).unwrap();
    let same = Catalogue::load(dir.path()).unwrap();
    assert_eq!(same.get("thing").unwrap().edition, service.edition);
    shapes(dir.path(), "Овал");
    let other = Catalogue::load(dir.path()).unwrap();
    assert_ne!(other.get("thing").unwrap().edition, service.edition);

    let shelf = Shelf::new(other);
    assert!(shelf.edition("thing", &service.edition).is_none());
    let kept = shelf.keep(&service.edition, &zip).unwrap();
    assert_eq!(kept.form, service.form);
    assert_eq!(
        kept.form.question("choice").unwrap().options[0].label.ru,
        "Круг"
    );
}
