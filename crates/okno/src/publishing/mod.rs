//! Services on their way into the folder that portals serve from, and out of it.
//!
//! A folder is published whole or not at all: it is checked together with all that is served
//! already, put beside it and exchanged with the former one in one step. Portals that run
//! notice the mark and take the new catalogue up; cases stay with the edition that they were
//! sent under.

mod lists;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use okno_catalogue::{Catalogue, LISTS, Pack, Problem, Service, is_name};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use tokio_util::sync::CancellationToken;

use crate::house::{self, House};

/// Changed whenever something was published.
const MARK: &str = ".published";
/// The largest file that is imported.
const MOST_BYTES: u64 = 20 * 1024 * 1024;
/// How often a portal looks for the mark.
pub const EVERY: Duration = Duration::from_secs(5);
/// How often the demo looks whether any file was saved.
pub const EVERY_IN_DEMO: Duration = Duration::from_millis(700);

fn told<E: std::fmt::Display>(path: &Path) -> impl FnOnce(E) -> String + '_ {
    move |error| format!("{}: {error}", path.display())
}

/// Everything in a folder that is not hidden, with size and time of change.
fn files(dir: &Path, into: &mut BTreeMap<PathBuf, (u64, Option<SystemTime>)>) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let Ok(facts) = entry.metadata() else {
            continue;
        };
        if hidden {
            continue;
        }
        if facts.is_dir() {
            files(&entry.path(), into);
        } else {
            into.insert(entry.path(), (facts.len(), facts.modified().ok()));
        }
    }
}

/// What is looked at to see a change.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen(BTreeMap<PathBuf, (u64, Option<SystemTime>)>);

impl Seen {
    /// The mark alone, or every file.
    pub fn look(dir: &Path, every_file: bool) -> Self {
        let mut all = BTreeMap::new();
        if every_file {
            files(dir, &mut all);
        } else if let Ok(facts) = std::fs::metadata(dir.join(MARK)) {
            all.insert(PathBuf::from(MARK), (facts.len(), facts.modified().ok()));
        }
        Self(all)
    }
}

/// Takes the folder of services up whenever it has changed. A folder with a mistake is told of
/// in the log, and what stood before stands on.
pub async fn follow(
    house: House,
    dir: PathBuf,
    (every, every_file): (Duration, bool),
    stop: CancellationToken,
) {
    let look = {
        let dir = dir.clone();
        move || {
            let dir = dir.clone();
            tokio::task::spawn_blocking(move || Seen::look(&dir, every_file))
        }
    };
    // What stands was read just before.
    let mut seen = look().await.ok();
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(every) => {}
        }
        let now = look().await.ok();
        if now == seen {
            continue;
        }
        let from = dir.clone();
        let read = tokio::task::spawn_blocking(move || house::read_catalogue(&from)).await;
        match read {
            Ok(Ok(catalogue)) => match house.publish(catalogue).await {
                Ok(fresh) => tracing::warn!(fresh, "the services were read anew"),
                // The folder changed under the hand, or the store is away: once more.
                Err(error) => {
                    tracing::warn!(%error, "the services stay as they were");
                    continue;
                }
            },
            Ok(Err(error)) => tracing::warn!("the services stay as they were: {error}"),
            Err(error) => tracing::error!(%error, "reading the services broke down"),
        }
        seen = now;
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    std::fs::create_dir_all(to).map_err(told(to))?;
    for entry in std::fs::read_dir(from).map_err(told(from))? {
        let entry = entry.map_err(told(from))?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            std::fs::copy(&path, &target).map_err(told(&path))?;
        }
    }
    Ok(())
}

/// Where a service comes from.
enum Source {
    Folder(PathBuf),
    File(Box<Pack>),
}

impl Source {
    fn read(from: &Path) -> Result<Self, String> {
        if from.is_dir() {
            return Ok(Self::Folder(from.to_owned()));
        }
        let file = std::fs::File::open(from).map_err(told(from))?;
        let mut bytes = Vec::new();
        let mut some = file.take(MOST_BYTES + 1);
        some.read_to_end(&mut bytes).map_err(told(from))?;
        let pack = Pack::from_zip(&bytes).map_err(told(from))?;
        Ok(Self::File(Box::new(pack)))
    }

    fn write(&self, folder: &Path) -> Result<(), String> {
        match self {
            Self::Folder(from) => copy(from, folder),
            Self::File(pack) => pack.write_service(folder).map_err(|e| e.to_string()),
        }
    }
}

/// The id that a service says of itself.
fn id_of(folder: &Path) -> Result<String, String> {
    #[derive(serde::Deserialize)]
    struct Head {
        id: String,
    }
    let file = folder.join("service.yaml");
    let mut problems: Vec<Problem> = Vec::new();
    let head = okno_catalogue::read::<Head>(&file, &mut problems);
    let id = head.map(|(head, _)| head.id);
    let id = id.ok_or_else(|| lines(&problems))?;
    match is_name(&id) && id != LISTS {
        true => Ok(id),
        false => Err(format!("{}: `{id}` is no id of a service", file.display())),
    }
}

fn lines(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// What is otherwise in the next edition of a service, a line each.
fn changes(before: &Service, now: &Service) -> Vec<String> {
    let mut all = Vec::new();
    let questions = |of: &Service| {
        let questions = of.form.questions();
        let named = questions.map(|(s, q)| (format!("{}.{}", s.id, q.id), q.clone()));
        named.collect::<BTreeMap<_, _>>()
    };
    let (former, next) = (questions(before), questions(now));
    for (id, question) in &next {
        match former.get(id) {
            None => all.push(format!("question {id}: new")),
            Some(other) if other != question => all.push(format!("question {id}: changed")),
            Some(_) => {}
        }
    }
    let gone = former.keys().filter(|id| !next.contains_key(*id));
    all.extend(gone.map(|id| format!("question {id}: gone; drafts show their answers to it")));
    let parts = [
        ("fee", before.fee != now.fee),
        ("deadline", before.deadline != now.deadline),
        ("conditions", before.conditions != now.conditions),
        ("documents", before.documents != now.documents),
        (
            "registries",
            before.registries != now.registries || before.queries != now.queries,
        ),
        ("workflow", before.workflow != now.workflow),
        (
            "refusal_grounds",
            before.refusal_grounds != now.refusal_grounds,
        ),
        ("result", before.result != now.result),
        ("consent", before.consent != now.consent),
    ];
    let parts = parts.into_iter().filter(|(_, changed)| *changed);
    all.extend(parts.map(|(name, _)| format!("{name}: changed")));
    if all.is_empty() {
        all.push("texts, templates or examples: changed".to_owned());
    }
    all
}

/// The rows of registries that an imported service brings along must stand in the folder.
fn check_rows(source: &Source, to: &Path) -> Result<(), String> {
    let Source::File(pack) = source else {
        return Ok(());
    };
    let file = to.join("registries.yaml");
    let mut problems = Vec::new();
    let known = match file.exists() {
        true => okno_catalogue::read::<Vec<serde_json::Value>>(&file, &mut problems),
        false => None,
    };
    let known = known.map(|(rows, _)| rows).unwrap_or_default();
    for row in pack.registries() {
        let name = row["id"].as_str().unwrap_or_default();
        let same = known.iter().find(|one| one["id"] == row["id"]);
        let text = serde_json::to_string(&row).unwrap_or_default();
        match same {
            None => {
                return Err(format!(
                    "it asks `{name}`, which {} has not; agree it with the keeper of the registry \
                     and add the row:\n- {text}",
                    file.display()
                ));
            }
            Some(one) if *one != row => {
                return Err(format!(
                    "it asks `{name}` otherwise than {} says; it was made with:\n- {text}",
                    file.display()
                ));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// `okno services publish` and `import`
pub fn publish(from: &Path, to: &Path, dry_run: bool) -> Result<(), String> {
    if from.extension().is_some_and(|end| end == "yaml") && from.is_file() {
        return lists::publish(from, to, dry_run);
    }
    let source = Source::read(from)?;
    check_rows(&source, to)?;
    let brought = lists::missing(&source, to)?;
    // Beside the folder: what is exchanged must lie on the same disk.
    let beside = tempfile::Builder::new()
        .prefix(".publishing-")
        .tempdir_in(to)
        .map_err(told(to))?;
    let fresh = beside.path().join("fresh");
    source.write(&fresh)?;
    let id = id_of(&fresh).map_err(|text| shown(text, &fresh, from))?;
    let whole = beside.path().join("all");
    copy(to, &whole)?;
    let place = whole.join(&id);
    if place.exists() {
        std::fs::remove_dir_all(&place).map_err(told(&place))?;
    }
    copy(&fresh, &place)?;
    lists::add(&brought, &whole)?;
    let catalogue = Catalogue::load(&whole).map_err(|problems| {
        let text = shown(lines(&problems), &place, from);
        shown(text, &whole, to)
    })?;
    let missing = || format!("{}: no service {id} in it", from.display());
    let now = catalogue.get(&id).ok_or_else(missing)?;
    match former(to, &id)? {
        None => println!("{id}: new, version {}", now.version),
        Some(before) if before.edition == now.edition => {
            println!("{id}: version {} is published already", now.version);
            return Ok(());
        }
        Some(before) if before.version >= now.version => {
            return Err(format!(
                "{id}: version {} is published already and reads otherwise; write `version: {}`",
                before.version,
                before.version + 1
            ));
        }
        Some(before) => {
            println!("{id}: version {} after {}", now.version, before.version);
            for line in changes(&before, now) {
                println!("  {line}");
            }
        }
    }
    for (list, _) in &brought {
        println!("  brings the list {list}");
    }
    if dry_run {
        println!("nothing was published: --dry-run");
        return Ok(());
    }
    lists::add(&brought, to)?;
    exchange(&fresh, &to.join(&id))?;
    put_mark(to, &now.edition)
}

/// Portals notice it.
fn put_mark(to: &Path, what: &str) -> Result<(), String> {
    let mark = to.join(MARK);
    std::fs::write(&mark, what).map_err(told(&mark))?;
    println!(
        "published; portals that run take it up within {} seconds",
        EVERY.as_secs()
    );
    Ok(())
}

/// Messages name the folder that their reader knows.
fn shown(text: String, path: &Path, known: &Path) -> String {
    text.replace(&path.display().to_string(), &known.display().to_string())
}

/// What is published of a service now.
fn former(to: &Path, id: &str) -> Result<Option<Service>, String> {
    if !to.join(id).exists() {
        return Ok(None);
    }
    let catalogue = house::read_catalogue(to)
        .map_err(|error| format!("what is published now must be mended first: {error}"))?;
    Ok(catalogue.get(id).map(|service| service.as_ref().clone()))
}

/// Puts a folder in the place of another, or where none is, in one step.
fn exchange(fresh: &Path, place: &Path) -> Result<(), String> {
    if !place.exists() {
        return std::fs::rename(fresh, place).map_err(told(place));
    }
    match renameat_with(CWD, fresh, CWD, place, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // A file system without it, as some of those over a network.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => {
            let former = fresh.with_file_name("former");
            std::fs::rename(place, &former).map_err(told(place))?;
            std::fs::rename(fresh, place).map_err(told(place))
        }
        Err(error) => Err(format!("{}: {error}", place.display())),
    }
}

/// `okno services export`
pub fn export(id: &str, dir: &Path, out: &Path) -> Result<(), String> {
    let catalogue = house::read_catalogue(dir)?;
    let service = catalogue
        .get(id)
        .ok_or_else(|| format!("{}: no service {id} in it", dir.display()))?;
    let pack = Pack::of(dir, service).map_err(|error| error.to_string())?;
    let zip = pack.to_zip().map_err(|error| error.to_string())?;
    let mut file = std::fs::File::create_new(out).map_err(told(out))?;
    std::io::Write::write_all(&mut file, &zip).map_err(told(out))?;
    println!(
        "{}: {id}, version {}, edition {}",
        out.display(),
        service.version,
        service.edition
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{LISTS, MARK, Seen};

    #[test]
    fn a_changed_list_is_seen() {
        let dir = tempfile::tempdir().unwrap();
        let lists = dir.path().join(LISTS);
        std::fs::create_dir(&lists).unwrap();
        let look = |every_file: bool| Seen::look(dir.path(), every_file);
        let (every, mark) = (look(true), look(false));
        std::fs::write(lists.join("shapes.yaml"), "- one\n").unwrap();
        assert_ne!(look(true), every);
        // A portal at work waits for the publication.
        assert_eq!(look(false), mark);
        std::fs::write(dir.path().join(MARK), "lists/shapes").unwrap();
        assert_ne!(look(false), mark);
    }
}
