//! Services on their way in and out, and portals that take them up.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{Demo, OKNO, okno, root, text};

/// A copy of the services of the repository.
fn services(dir: &Path) -> PathBuf {
    let copied = Command::new("cp")
        .arg("-r")
        .arg(root().join("services"))
        .arg(dir)
        .status();
    assert!(copied.unwrap().success());
    dir.join("services")
}

/// The id of a service that asks registries.
fn one_that_asks(services: &Path) -> String {
    let folders = std::fs::read_dir(services).unwrap();
    let mut found: Vec<String> = folders
        .map(|entry| entry.unwrap().path())
        .filter(|folder| {
            let text = std::fs::read_to_string(folder.join("service.yaml"));
            text.is_ok_and(|text| text.contains("\nregistries:\n"))
        })
        .map(|folder| folder.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    found.sort();
    found.remove(0)
}

fn edit(file: &Path, change: impl Fn(String) -> String) {
    let text = std::fs::read_to_string(file).unwrap();
    std::fs::write(file, change(text)).unwrap();
}

fn says(args: &[&str], good: bool, words: &[&str]) {
    let output = okno(args);
    let told = text(&output);
    assert_eq!(output.status.success(), good, "{args:?}: {told}");
    for word in words {
        assert!(told.contains(word), "no «{word}» in {told}");
    }
}

#[test]
fn a_service_is_published_whole_or_not_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let (to, from) = (services(dir.path()), dir.path().join("mine"));
    std::fs::create_dir(&from).unwrap();
    let id = one_that_asks(&to);
    let name = |path: &Path| path.to_str().unwrap().to_owned();
    let copied = Command::new("cp")
        .arg("-r")
        .arg(to.join(&id))
        .arg(&from)
        .status();
    assert!(copied.unwrap().success());
    let mine = from.join(&id);
    let (mine_name, to_name) = (name(&mine), name(&to));
    let publish = ["services", "publish", &mine_name, "--to", &to_name];
    says(&publish, true, &["published already"]);

    let yaml = mine.join("service.yaml");
    edit(&yaml, |text| format!("{text}\n# A word more.\n"));
    says(&publish, false, &["write `version: 2`"]);
    edit(&yaml, |text| text.replacen("version: 1", "version: 2", 1));
    let before = std::fs::read(to.join(&id).join("service.yaml")).unwrap();
    says(
        &[&publish[..], &["--dry-run"]].concat(),
        true,
        &["version 2 after 1", "nothing was published"],
    );
    assert_eq!(
        std::fs::read(to.join(&id).join("service.yaml")).unwrap(),
        before
    );
    assert!(!to.join(".published").exists());

    says(&publish, true, &["version 2 after 1", "published"]);
    let after = std::fs::read(to.join(&id).join("service.yaml")).unwrap();
    assert_eq!(after, std::fs::read(&yaml).unwrap());
    assert!(to.join(".published").exists());

    // A mistake is named in the file that its author knows, and nothing changes.
    edit(&yaml, |text| {
        text.replacen("version: 2", "version: 3\nno_such_key: 1", 1)
    });
    let file = format!("{mine_name}/service.yaml:");
    says(&publish, false, &[&file, "no_such_key"]);
    assert_eq!(
        std::fs::read(to.join(&id).join("service.yaml")).unwrap(),
        after
    );
    let left = std::fs::read_dir(&to).unwrap();
    let left = left.filter(|e| {
        let name = e.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with(".publishing")
    });
    assert_eq!(left.count(), 0);
}

#[test]
fn a_service_travels_in_one_file() {
    let dir = tempfile::tempdir().unwrap();
    let to = services(dir.path());
    let id = one_that_asks(&to);
    let out = dir.path().join("service.zip");
    let (out_name, to_name) = (out.to_str().unwrap(), to.to_str().unwrap());
    let export = [
        "services", "export", &id, "--dir", to_name, "--out", out_name,
    ];
    says(&export, true, &[&id, "edition"]);
    says(&export, false, &["service.zip"]);
    let import = ["services", "import", out_name, "--to", to_name];
    says(&import, true, &["published already"]);
    std::fs::remove_dir_all(to.join(&id)).unwrap();
    says(&import, true, &["new, version 1", "published"]);
    says(&["services", "check", to_name], true, &["no faults"]);
    says(&import, true, &["published already"]);

    // What it asks of registries must be agreed there.
    std::fs::remove_dir_all(to.join(&id)).unwrap();
    let rows = to.join("registries.yaml");
    let known = std::fs::read_to_string(&rows).unwrap();
    std::fs::write(&rows, known.replace("system: ", "system: other-")).unwrap();
    says(&import, false, &["otherwise than"]);
    std::fs::write(&rows, "[]\n").unwrap();
    says(&import, false, &["which", "has not", "add the row"]);
    assert!(!to.join(&id).exists());
    std::fs::write(&out, b"no zip").unwrap();
    says(&import, false, &["no service that was exported"]);
}

/// A service that asks a list of options, and the list.
fn one_with_a_list(services: &Path) -> (String, String) {
    let folders = std::fs::read_dir(services).unwrap();
    let mut all = folders.filter_map(|entry| {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(path.join("service.yaml")).ok()?;
        let rest = text.split("options: {list: ").nth(1)?;
        let end = rest.find([',', '}'])?;
        let id = path.file_name()?.to_str()?.to_owned();
        Some((id, rest[..end].to_owned()))
    });
    all.next().unwrap()
}

#[test]
fn a_list_is_published_and_travels_with_its_service() {
    let dir = tempfile::tempdir().unwrap();
    let to = services(dir.path());
    let (id, list) = one_with_a_list(&to);
    let out = dir.path().join("service.zip");
    let (out_name, to_name) = (out.to_str().unwrap(), to.to_str().unwrap());
    let export = [
        "services", "export", &id, "--dir", to_name, "--out", out_name,
    ];
    says(&export, true, &["edition"]);

    let served = to.join("lists").join(format!("{list}.yaml"));
    let mine = dir.path().join(format!("{list}.yaml"));
    std::fs::copy(&served, &mine).unwrap();
    let publish = [
        "services",
        "publish",
        mine.to_str().unwrap(),
        "--to",
        to_name,
    ];
    says(&publish, true, &["published already"]);
    let before = std::fs::read(&served).unwrap();
    edit(&mine, |text| {
        text.replace("{value: ABW, ", "{value: ZZZ, ")
            .replace("{ru: Алжир,", "{ru: Алжирия,")
    });
    let told = [
        "ZZZ: new",
        "ABW: gone",
        "DZA: changed",
        &format!("in {id}: another edition"),
    ];
    says(&[&publish[..], &["--dry-run"]].concat(), true, &told);
    assert_eq!(std::fs::read(&served).unwrap(), before);
    assert!(!to.join(".published").exists());
    says(&publish, true, &told);
    assert_eq!(
        std::fs::read(&served).unwrap(),
        std::fs::read(&mine).unwrap()
    );
    assert!(to.join(".published").exists());
    // A mistake is named in the file that its author knows.
    edit(&mine, |text| text.replace("value: ZZZ", "value: DZA"));
    says(
        &publish,
        false,
        &[&format!("{}:", mine.display()), "two options"],
    );

    // A service that was made with another list does not come in.
    std::fs::remove_dir_all(to.join(&id)).unwrap();
    let import = ["services", "import", out_name, "--to", to_name];
    says(
        &import,
        false,
        &["reads otherwise", "ABW: new", "ZZZ: gone", "DZA: changed"],
    );
    assert!(!to.join(&id).exists());
    std::fs::remove_file(&served).unwrap();
    says(
        &[&import[..], &["--dry-run"]].concat(),
        true,
        &[&format!("brings the list {list}"), "nothing was published"],
    );
    assert!(!served.exists());
    says(&import, true, &[&format!("brings the list {list}")]);
    says(&import, true, &["published already"]);
    says(&["services", "check", to_name], true, &["no faults"]);
    let left = std::fs::read_dir(to.join("lists")).unwrap();
    assert_eq!(left.count(), 1);
}

fn page(port: &str, path: &str) -> String {
    let mut line = TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
    let ask = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    line.write_all(ask.as_bytes()).unwrap();
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn comes(port: &str, word: &str) {
    let end = Instant::now() + Duration::from_secs(20);
    while !page(port, "/services").contains(word) {
        assert!(Instant::now() < end, "«{word}» does not come");
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn the_demo_takes_a_changed_folder_up_at_once_and_a_broken_one_not() {
    let dir = tempfile::tempdir().unwrap();
    let folder = services(dir.path());
    let mut child = Command::new(OKNO)
        .args(["demo", "--port", "0", "--stand-port", "0", "--data"])
        .arg(dir.path().join("data"))
        .env("OKNO_FOLDERS__SERVICES", &folder)
        .current_dir(root())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let ready = lines.next().expect("a first line").unwrap();
    std::thread::spawn(move || lines.for_each(drop));
    let demo = Demo(child);
    let digits = ready.split("127.0.0.1:").nth(1).unwrap();
    let port: String = digits.chars().take_while(char::is_ascii_digit).collect();
    let yaml = folder.join(one_that_asks(&folder)).join("service.yaml");
    let good = std::fs::read_to_string(&yaml).unwrap();
    let title = good
        .lines()
        .find(|line| line.starts_with("title:"))
        .unwrap();
    // Queries that find it by its former title.
    let (head, rest) = good.split_once("\nfound_by:\n").unwrap();
    let inside = |line: &&str| line.is_empty() || line.starts_with(' ');
    let after: Vec<&str> = rest.lines().skip_while(inside).collect();
    let without = format!("{head}\n{}\n", after.join("\n"));
    let titled =
        |ru: &str| without.replace(title, &format!("title: {{ru: {ru}, en: A certificate}}"));
    assert!(!page(&port, "/services").contains("Переиздание"));
    std::fs::write(&yaml, titled("Переиздание")).unwrap();
    comes(&port, "Переиздание");
    // Saved half: what stood stands on.
    std::fs::write(&yaml, &good[..good.len() / 2]).unwrap();
    std::thread::sleep(Duration::from_secs(3));
    assert!(page(&port, "/services").contains("Переиздание"));
    std::fs::write(&yaml, &good).unwrap();
    let end = Instant::now() + Duration::from_secs(20);
    while page(&port, "/services").contains("Переиздание") {
        assert!(Instant::now() < end, "the former title stays");
        std::thread::sleep(Duration::from_millis(200));
    }
    assert!(demo.stop());
}
