//! The program as its operator meets it: commands, refusals, a demo that starts again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

#[path = "all/publishing.rs"]
mod publishing;

const OKNO: &str = env!("CARGO_BIN_EXE_okno");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

fn okno(args: &[&str]) -> Output {
    Command::new(OKNO)
        .args(args)
        .current_dir(root())
        .env_clear()
        .output()
        .unwrap()
}

fn text(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

struct Demo(Child);

impl Demo {
    /// Starts the demo on free ports; returns when it is ready.
    fn start(data: &Path) -> (Self, String) {
        let mut child = Command::new(OKNO)
            .args(["demo", "--port", "0", "--stand-port", "0", "--data"])
            .arg(data)
            .current_dir(root())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ready = lines.next().expect("a first line").unwrap();
        std::thread::spawn(move || lines.for_each(drop));
        (Self(child), ready)
    }

    fn stop(mut self) -> bool {
        let id = self.0.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().unwrap();
        self.0.wait().unwrap().success()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // Of a test that failed halfway.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn serve_refuses_a_configuration_that_is_not_fit_and_names_what_is_missing() {
    let dir = tempfile::tempdir().unwrap();
    let output = okno(&["serve", "--data", dir.path().to_str().unwrap()]);
    assert!(!output.status.success());
    let told = text(&output);
    for missing in [
        "gateways.sms_url",
        "gateways.registries_key",
        "gateways.smtp_url",
        "okno demo",
    ] {
        assert!(told.contains(missing), "{missing} is not named in {told}");
    }
}

#[test]
fn help_names_every_command() {
    let told = text(&okno(&["--help"]));
    for command in [
        "demo", "serve", "migrate", "journal", "keys", "services", "admin",
    ] {
        assert!(told.contains(command), "{command} is not in {told}");
    }
}

#[test]
fn services_check_names_file_and_line_of_a_fault() {
    let good = okno(&["services", "check"]);
    assert!(good.status.success(), "{}", text(&good));
    let dir = tempfile::tempdir().unwrap();
    let from = root().join("services");
    let copied = Command::new("cp")
        .arg("-r")
        .arg(&from)
        .arg(dir.path())
        .status()
        .unwrap();
    assert!(copied.success());
    let services = dir.path().join("services");
    let folder = std::fs::read_dir(&services)
        .unwrap()
        .map(|e| e.unwrap().path())
        .find(|p| p.join("service.yaml").exists())
        .unwrap();
    let file = folder.join("service.yaml");
    let text_before = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{text_before}\nno_such_key: 1\n")).unwrap();
    let bad = okno(&["services", "check", services.to_str().unwrap()]);
    assert!(!bad.status.success());
    let told = text(&bad);
    assert!(told.contains("service.yaml:"), "{told}");
    assert!(told.contains("no_such_key"), "{told}");
}

#[test]
fn services_schema_new_and_test_serve_who_writes_a_service() {
    let printed = okno(&["services", "schema"]);
    assert!(printed.status.success(), "{}", text(&printed));
    let schema: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
    assert_eq!(schema["title"], "service.yaml");
    let dir = tempfile::tempdir().unwrap();
    let schemas = tempfile::tempdir().unwrap();
    let out = schemas.path().join("new");
    let written = okno(&["services", "schema", "--out", out.to_str().unwrap()]);
    assert!(written.status.success(), "{}", text(&written));
    for file in ["service", "registries", "agencies", "categories", "list"] {
        let text = std::fs::read_to_string(out.join(format!("{file}.json"))).unwrap();
        let _: serde_json::Value = serde_json::from_str(&text).unwrap();
    }

    for list in ["agencies.yaml", "categories.yaml", "registries.yaml"] {
        std::fs::copy(root().join("services").join(list), dir.path().join(list)).unwrap();
    }
    let place = dir.path().to_str().unwrap();
    let made = okno(&["services", "new", "neu", "--dir", place]);
    assert!(made.status.success(), "{}", text(&made));
    let tested = okno(&["services", "test", "neu", "--dir", place]);
    assert!(tested.status.success(), "{}", text(&tested));
    assert!(text(&tested).contains("2 examples, all as expected"));
    let json = okno(&["services", "test", "--dir", place, "--json"]);
    let told: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(told[0]["examples"][1]["errors"]["reason"], "missing");

    let file = dir.path().join("neu/service.yaml");
    let good = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, good.replace("      fee: 0", "      fee: 300")).unwrap();
    let failed = okno(&["services", "test", "--dir", place]);
    assert_eq!(failed.status.code(), Some(1));
    let told = text(&failed);
    assert!(
        told.contains("FAIL") && told.contains("neu/service.yaml:"),
        "{told}"
    );
    let again = okno(&["services", "new", "neu", "--dir", place]);
    assert_eq!(again.status.code(), Some(1));
}

/// Asks until the page says it.
async fn until(client: &reqwest::Client, url: &str, says: impl Fn(&str) -> bool) -> String {
    let mut page = String::new();
    for _ in 0..60 {
        page = client.get(url).send().await.unwrap().text().await.unwrap();
        if says(&page) {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    panic!("{page}");
}

#[tokio::test]
async fn services_preview_follows_the_folder_and_keeps_the_last_good_one() {
    let dir = tempfile::tempdir().unwrap();
    let from = root().join("services");
    let copied = Command::new("cp")
        .arg("-r")
        .arg(&from)
        .arg(dir.path())
        .status();
    assert!(copied.unwrap().success());
    let services = dir.path().join("services");
    let folder = std::fs::read_dir(&services)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.join("service.yaml").exists())
        .unwrap();
    let id = folder.file_name().unwrap().to_str().unwrap().to_owned();
    let mut child = Command::new(OKNO)
        .args([
            "services",
            "preview",
            services.to_str().unwrap(),
            "--port",
            "0",
        ])
        .current_dir(root())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(child.stdout.take().unwrap()).lines();
    let ready = told.next().expect("a first line").unwrap();
    std::thread::spawn(move || told.for_each(drop));
    let running = Demo(child);
    let ready: serde_json::Value = serde_json::from_str(&ready["READY ".len()..]).unwrap();
    let (portal, enter) = (
        ready["portal"].as_str().unwrap(),
        ready["enter"].as_str().unwrap(),
    );
    let client = || {
        reqwest::Client::builder()
            .cookie_store(true)
            .build()
            .unwrap()
    };
    let own = client();
    let list = own.get(enter).send().await.unwrap();
    assert!(
        list.url().path().ends_with("/work/services"),
        "{}",
        list.url()
    );
    // The link is good once, and nobody else is let in.
    assert_eq!(client().get(enter).send().await.unwrap().status(), 404);
    let page = format!("{portal}/work/services/{id}");
    let stranger = client().get(&page).send().await.unwrap();
    assert!(stranger.url().path().starts_with("/work/login"));

    let file = folder.join("service.yaml");
    let good = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, good.replacen("version:", "versoin:", 1)).unwrap();
    let broken = until(&own, &page, |text| text.contains("versoin")).await;
    assert!(
        broken.contains(&format!("{id}/service.yaml:"))
            && broken.contains("<svg class=\"okno-flow\"")
    );
    std::fs::write(
        &file,
        good.replacen("title:", "# 2\ntitle:", 1)
            .replacen("ru: ", "ru: Иначе ", 1),
    )
    .unwrap();
    until(&own, &page, |text| !text.contains("versoin")).await;
    std::fs::write(&file, good).unwrap();
    assert!(running.stop(), "the preview did not end well");
}

#[test]
fn demo_starts_again_with_its_data_and_its_journal_verifies() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let (first, ready) = Demo::start(&data);
    assert!(
        ready.starts_with("READY {\"portal\":\"http://127.0.0.1:"),
        "{ready}"
    );
    assert!(first.stop(), "the first run did not end well");
    let mode = std::fs::metadata(data.join("keys.json"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let mode = std::fs::metadata(&data).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    let (second, _) = Demo::start(&data);
    assert!(second.stop(), "the second run did not end well");
    let place = data.to_str().unwrap();
    let verified = okno(&["journal", "verify", "--data", place]);
    assert!(verified.status.success(), "{}", text(&verified));
    assert!(text(&verified).contains("the journal is whole"));
    let rotated = okno(&["keys", "rotate", "--data", place]);
    assert!(rotated.status.success(), "{}", text(&rotated));
    let (third, _) = Demo::start(&data);
    assert!(third.stop(), "after a rotation the portal does not start");
}

#[test]
fn a_mistyped_folder_does_not_become_a_store_of_which_all_is_well() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("dtaa");
    let place = data.to_str().unwrap();
    for command in [
        &["journal", "verify"][..],
        &["keys", "rotate"],
        &["admin", "dead-jobs"],
        &["admin", "staff"],
    ] {
        let output = okno(&[command, &["--data", place]].concat());
        assert!(!output.status.success(), "{command:?}");
        let told = text(&output);
        assert!(
            told.contains("dtaa") && told.contains("okno migrate"),
            "{told}"
        );
        assert!(!data.exists(), "{command:?} made a folder");
    }
    assert!(okno(&["migrate", "--data", place]).status.success());
    assert!(
        okno(&["journal", "verify", "--data", place])
            .status
            .success()
    );
}

#[test]
fn totp_shows_a_code_of_six_digits() {
    let output = okno(&["admin", "totp", "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXA"]);
    let told = text(&output);
    assert!(output.status.success(), "{told}");
    assert!(told.chars().take(6).all(|c| c.is_ascii_digit()), "{told}");
    assert!(!okno(&["admin", "totp", "short"]).status.success());
}
