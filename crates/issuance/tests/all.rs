#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "all/documents.rs"]
mod documents;

use std::path::{Path, PathBuf};
use std::process::Command;

use okno_catalogue::{Catalogue, Gives, GivesKind, QuestionKind};
use okno_issuance::{Press, PressError, WAITING_PER_WORKER, qr_svg};
use serde_json::{Value, json};

const URL: &str = "https://okno.example/check/EK-2026-000042";

/// Fonts are built with the assets; without them no document can be judged, so
/// the tests fail rather than pass over it.
fn fonts() -> PathBuf {
    let dir = std::env::var_os("OKNO_FONTS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/dist/fonts"),
        PathBuf::from,
    );
    assert!(
        dir.join("golos-text-cyrillic-400.ttf").is_file(),
        "no fonts in {}: run `make assets` or set OKNO_FONTS",
        dir.display()
    );
    dir
}

fn press(workers: usize) -> Press {
    Press::new(&fonts(), workers).unwrap()
}

fn services() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services")
}

fn data() -> Value {
    json!({
        "title": "Электронная карта",
        "author": "Управление цифровых услуг Рязанской области",
        "created_at": "2026-11-22T11:26:00Z",
        "ident": "EK-2026-000042",
        "number": "ЭК-2026-000042",
        "holder": {"name": "Семёнова-Тян-Шанская Алёна Игоревна", "birth_date": "03.04.1987"},
        "account": {"number": "1234-5678-9012", "level": 3, "registered_on": "20.11.2026"},
        "answers": {"purpose": {"value": "medical", "label": "Медицинская карта"}},
        "registry": {},
        "issued_on": "22.11.2026",
        "valid_until": "22.11.2031",
        "qr": URL,
    })
}

/// An answer with every field that a row of `registries.yaml` gives.
fn answer(fields: &[(String, Gives)]) -> Value {
    let one = |gives: &Gives| match gives.kind {
        GivesKind::Text => json!("Слово из реестра"),
        GivesKind::Int => json!(7),
        GivesKind::Money => json!("650\u{a0}000,50\u{a0}₽"),
        GivesKind::Date => json!("14.11.2016"),
        GivesKind::Bool => json!(true),
        GivesKind::Choice => {
            let (word, label) = &gives.options.0[0];
            json!({ "value": word, "label": label.ru })
        }
        GivesKind::Rows => (0..3).map(|_| answer(&gives.fields.0)).collect(),
    };
    let fields = fields.iter();
    fields
        .map(|(name, gives)| (name.clone(), one(gives)))
        .collect()
}

/// The data of a document of the service in this folder.
fn data_of(catalogue: &Catalogue, folder: &Path) -> Value {
    let mut data = data();
    let id = folder.file_name().unwrap().to_str().unwrap();
    let service = catalogue.get(id).unwrap();
    // A required answer is always there, in a row too.
    for section in &service.form.sections {
        let required = section
            .questions
            .iter()
            .filter(|q| q.required && q.when.is_none());
        let place = match section.repeat {
            Some(_) => "row",
            None => "answers",
        };
        for question in required.filter(|q| q.files.is_none()) {
            if question.kind == QuestionKind::Checkboxes {
                let chosen = question.options.iter();
                data["answers"][&question.id] = chosen
                    .map(|o| json!({ "value": o.value, "label": o.label.ru }))
                    .collect();
                continue;
            }
            let (value, label) = match question.options.first() {
                Some(option) => (option.value.as_str(), option.label.ru.as_str()),
                None => ("Слово", "Слово"),
            };
            data[place][&question.id] = json!({ "value": value, "label": label });
        }
    }
    for check in &service.registries {
        let query = catalogue.query(&check.query).unwrap();
        data["registry"][&check.id] = answer(&query.gives.0);
    }
    data
}

/// Every template of the folder of services, whatever services there are.
fn templates() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for folder in std::fs::read_dir(services()).unwrap() {
        let folder = folder.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(&folder).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".typ") {
                found.push((folder.clone(), name));
            }
        }
    }
    assert!(!found.is_empty());
    found
}

fn tool(name: &str, args: &[&str]) -> String {
    let out = Command::new(name)
        .args(args)
        .output()
        .unwrap_or_else(|e| panic!("{name} is needed for this test: {e}"));
    assert!(
        out.status.success(),
        "{name} {args:?}: {}{}",
        String::from_utf8_lossy(&out.stdout),
        String::from_utf8_lossy(&out.stderr)
    );
    String::from_utf8_lossy(&out.stdout).into_owned()
}

#[tokio::test]
async fn every_template_gives_a_lasting_accessible_document() {
    let press = press(1);
    let catalogue = Catalogue::load(&services()).unwrap();
    let mut cards = 0;
    for (folder, template) in templates() {
        let data = data_of(&catalogue, &folder);
        let purpose = data["answers"]["purpose"]["label"].as_str().unwrap();
        let purpose = purpose.to_owned();
        let pdf = press.make(&folder, &template, data.clone()).await.unwrap();
        let again = press.make(&folder, &template, data).await.unwrap();
        assert!(pdf == again, "{template}: equal input gave other bytes");

        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("document.pdf");
        let made = press.sample(&folder, &template, data_of(&catalogue, &folder), "ОБРАЗЕЦ");
        std::fs::write(&file, made.await.unwrap()).unwrap();
        let path = file.to_str().unwrap();
        tool("qpdf", &["--check", path]);
        let pages = |info: &str| {
            info.lines()
                .find(|l| l.starts_with("Pages:"))
                .map(str::to_owned)
        };
        let sample_pages = pages(&tool("pdfinfo", &[path]));
        let sample = tool("pdftotext", &[path, "-"]);

        std::fs::write(&file, &pdf).unwrap();
        assert_eq!(pages(&tool("pdfinfo", &[path])), sample_pages, "{template}");
        // What stands aslant may be read letter by letter.
        let text = tool("pdftotext", &[path, "-"]);
        let count = |text: &str, letter: char| text.chars().filter(|c| *c == letter).count();
        for letter in "ОБРАЗЕЦ".chars() {
            assert!(
                count(&sample, letter) > count(&text, letter),
                "{template}: {letter}"
            );
        }
        if let Some(keep) = std::env::var_os("OKNO_KEEP_PDF") {
            std::fs::write(keep, &pdf).unwrap();
        }
        let path = file.to_str().unwrap();

        tool("qpdf", &["--check", path]);
        let info = tool("pdfinfo", &[path]);
        for part in ["Title:", "Author:", "Tagged:          yes"] {
            assert!(info.contains(part), "{part} is not in\n{info}");
        }
        assert!(
            info.contains("2026"),
            "the creation date is missing\n{info}"
        );
        let xmp = tool("pdfinfo", &["-meta", path]);
        for part in [
            "<pdfaid:part>3</pdfaid:part>",
            "<pdfaid:conformance>B</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
        ] {
            assert!(xmp.contains(part), "{part} is not in\n{xmp}");
        }
        let raw = tool("qpdf", &["--qdf", "--object-streams=disable", path, "-"]);
        assert!(raw.contains("/Lang (ru"), "the language is missing");

        let fonts = tool("pdffonts", &[path]);
        let mut used = 0;
        for line in fonts.lines().skip(2) {
            let columns: Vec<&str> = line.split_whitespace().collect();
            let embedded = columns[columns.len() - 5];
            assert_eq!(embedded, "yes", "not embedded: {line}");
            assert!(line.contains("Golos"), "another font: {line}");
            used += 1;
        }
        assert!(used > 0);

        let text = tool("pdftotext", &["-layout", path, "-"]);
        for part in [
            "ЭК-2026-000042",
            "Семёнова-Тян-Шанская",
            "22.11.2026",
            "Управление цифровых услуг Рязанской области",
            "Проверить подлинность",
            URL,
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
        // What only some documents say; the card says all of it (S0-34).
        let source = std::fs::read_to_string(folder.join(&template)).unwrap();
        let mut said = 0;
        for (name, part) in [
            ("holder.birth_date", "03.04.1987"),
            ("data.valid_until", "22.11.2031"),
            ("answers.purpose", purpose.as_str()),
        ] {
            if source.contains(name) {
                assert!(text.contains(part), "{part} is not in\n{text}");
                said += 1;
            }
        }
        cards += usize::from(said == 3);

        let png = dir.path().join("page");
        tool(
            "pdftoppm",
            &["-png", "-r", "110", path, png.to_str().unwrap()],
        );
        let page = dir.path().join("page-1.png");
        assert!(!dir.path().join("page-2.png").exists(), "more than a page");
        let code = tool("zbarimg", &["--quiet", "--raw", page.to_str().unwrap()]);
        assert_eq!(code.trim(), URL);
    }
    assert!(cards > 0, "no document has a holder, a purpose and a term");
}

#[tokio::test]
async fn what_is_typed_is_text_and_no_template() {
    let press = press(1);
    let catalogue = Catalogue::load(&services()).unwrap();
    for (folder, template) in templates() {
        let mut data = data_of(&catalogue, &folder);
        data["holder"]["name"] = json!("#panic() $x^2$ *Алёна* #read(1) @none");
        let pdf = press.make(&folder, &template, data).await.unwrap();
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("document.pdf");
        std::fs::write(&file, &pdf).unwrap();
        let text = tool("pdftotext", &["-layout", file.to_str().unwrap(), "-"]);
        for part in ["#panic()", "$x^2$", "*Алёна*", "#read(1)", "@none"] {
            assert!(text.contains(part), "{template}: {part} is not in\n{text}");
        }
    }
}

#[tokio::test]
async fn a_template_outside_its_folder_is_refused() {
    let press = press(1);
    let dir = tempfile::tempdir().unwrap();
    let inner = dir.path().join("service");
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(dir.path().join("secret.typ"), "secret").unwrap();
    for path in [
        "../secret.typ",
        "/etc/passwd",
        "a/../../secret.typ",
        "..\\secret.typ",
        "",
        ".",
        "/secret.typ",
        "secret.txt",
        "x\0.typ",
    ] {
        let made = press.make(&inner, path, data()).await;
        assert!(matches!(made, Err(PressError::Path(_))), "{path}: {made:?}");
    }
}

#[tokio::test]
async fn a_template_reads_only_its_own_folder() {
    let press = press(1);
    let dir = tempfile::tempdir().unwrap();
    let inner = dir.path().join("service");
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(dir.path().join("secret.txt"), "secret").unwrap();
    std::os::unix::fs::symlink(dir.path().join("secret.txt"), inner.join("link.txt")).unwrap();
    for (n, line) in [
        "#read(\"../secret.txt\")",
        "#read(\"/../secret.txt\")",
        "#read(\"/etc/passwd\")",
        "#read(\"link.txt\")",
        "#import \"@preview/tablex:0.0.8\": *",
        "#datetime.today()",
    ]
    .iter()
    .enumerate()
    {
        let name = format!("t{n}.typ");
        let source = format!("#set document(title: \"t\")\n{line}");
        std::fs::write(inner.join(&name), source).unwrap();
        let made = press.make(&inner, &name, data()).await;
        let Err(PressError::Template(faults)) = made else {
            panic!("{line}: {made:?}");
        };
        assert_eq!((faults[0].file.as_str(), faults[0].line), (&*name, 2));
    }
}

#[tokio::test]
async fn a_document_that_breaks_the_standards_is_refused() {
    let press = press(1);
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("untitled.typ"), "Text").unwrap();
    let made = press.make(dir.path(), "untitled.typ", data()).await;
    assert!(matches!(made, Err(PressError::Template(_))), "{made:?}");
}

#[tokio::test]
async fn what_the_press_needs_is_named() {
    let press = press(1);
    let dir = tempfile::tempdir().unwrap();
    for key in ["title", "author", "created_at"] {
        for value in [Value::Null, json!(""), json!(7)] {
            let mut data = data();
            data[key] = value;
            let made = press.make(dir.path(), "a.typ", data).await;
            let Err(PressError::Data { key: named, .. }) = made else {
                panic!("{key}: {made:?}");
            };
            assert_eq!(named, key);
        }
    }
    std::fs::write(dir.path().join("a.typ"), "").unwrap();
    let mut long = data();
    long["qr"] = json!("x".repeat(3000));
    let made = press.make(dir.path(), "a.typ", long).await;
    assert!(matches!(made, Err(PressError::Qr(_))), "{made:?}");
}

#[tokio::test]
async fn a_missing_folder_of_fonts_is_told() {
    let dir = tempfile::tempdir().unwrap();
    for folder in [dir.path().to_owned(), dir.path().join("none")] {
        let Err(PressError::Fonts { dir, .. }) = Press::new(&folder, 1) else {
            panic!("a press without fonts");
        };
        assert_eq!(dir, folder);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_overloaded_press_says_so_at_once() {
    let press = press(1);
    let dir = tempfile::tempdir().unwrap();
    let source = "#set document(title: \"t\")\n#set text(font: \"Golos Text Latin\")\nOK";
    std::fs::write(dir.path().join("t.typ"), source).unwrap();
    let extra = 10;
    let mut runs = Vec::new();
    // All are asked before the runtime gives any of them a turn to finish.
    for _ in 0..=WAITING_PER_WORKER + extra {
        let mut run = Box::pin({
            let press = press.clone();
            let dir = dir.path().to_owned();
            async move { press.make(&dir, "t.typ", data()).await }
        });
        let first = std::future::poll_fn(|cx| {
            use std::future::Future as _;
            std::task::Poll::Ready(run.as_mut().poll(cx))
        })
        .await;
        match first {
            std::task::Poll::Ready(done) => runs.push(tokio::spawn(async move { done })),
            std::task::Poll::Pending => runs.push(tokio::spawn(run)),
        }
    }
    let (mut made, mut busy) = (0, 0);
    for run in runs {
        match run.await.unwrap() {
            Ok(pdf) => {
                assert!(pdf.starts_with(b"%PDF-"));
                made += 1;
            }
            Err(PressError::Busy { waiting }) => {
                assert_eq!(waiting, WAITING_PER_WORKER + 1);
                busy += 1;
            }
            Err(other) => panic!("{other}"),
        }
    }
    // The first may finish while the rest are being asked.
    assert!(made > WAITING_PER_WORKER, "{made} made");
    assert!(busy > 0 && busy <= extra, "{busy} busy");
    // Places come free again.
    assert!(press.make(dir.path(), "t.typ", data()).await.is_ok());
}

#[test]
fn a_code_for_pages_is_safe_markup() {
    let svg = qr_svg(URL, "Код «А» <b>&\"").unwrap();
    assert!(svg.contains("aria-label=\"Код «А» &lt;b&gt;&amp;&quot;\""));
    assert!(!svg.contains("<b>") && !svg.contains("style="));
    assert!(qr_svg(URL, "").unwrap().contains("aria-hidden=\"true\""));
    assert_eq!(qr_svg(&"x".repeat(3000), "").unwrap_err().length, 3000);
}

#[test]
fn signs_without_a_letter_are_replaced_and_print() {
    let press = press(1);
    assert_eq!(press.legible("Ёлка «Окно» — №1"), "Ёлка «Окно» — №1");
    assert_eq!(press.legible("1234\u{2011}5678 🙂日\u{7}"), "1234-5678 ?? ");
    assert_eq!(press.legible("две\nстроки\u{202f}"), "две\nстроки\u{a0}");
}
