//! Lists of options that services share, on the same way.

use std::path::{Path, PathBuf};

use okno_catalogue::{Catalogue, LISTS, QuestionOption, is_name};

use super::{Source, copy, lines, put_mark, shown, told};
use crate::house;

fn place(to: &Path, name: &str) -> PathBuf {
    to.join(LISTS).join(format!("{name}.yaml"))
}

/// Writes a list into a folder of services, in one step.
fn put(to: &Path, name: &str, content: &[u8]) -> Result<(), String> {
    let place = place(to, name);
    let folder = to.join(LISTS);
    std::fs::create_dir_all(&folder).map_err(told(&folder))?;
    let mut fresh = tempfile::Builder::new()
        .prefix(".publishing-")
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))
        .tempfile_in(&folder)
        .map_err(told(&folder))?;
    std::io::Write::write_all(&mut fresh, content).map_err(told(&place))?;
    fresh.persist(&place).map_err(told(&place))?;
    Ok(())
}

/// What is otherwise in a list now, a line each.
fn changes(before: &[QuestionOption], now: &[QuestionOption]) -> Vec<String> {
    let find = |all: &[QuestionOption], value: &str| {
        let mut all = all.iter();
        all.find(|option| option.value == value).cloned()
    };
    let mut all = Vec::new();
    for option in now {
        match find(before, &option.value) {
            None => all.push(format!("{}: new", option.value)),
            Some(other) if other != *option => all.push(format!("{}: changed", option.value)),
            Some(_) => {}
        }
    }
    for option in before {
        if find(now, &option.value).is_none() {
            all.push(format!("{}: gone", option.value));
        }
    }
    if all.is_empty() {
        all.push("the order: changed".to_owned());
    }
    all
}

fn options(catalogue: &Catalogue, name: &str) -> Option<Vec<QuestionOption>> {
    let mut all = catalogue.lists();
    all.find(|(list, _)| *list == name)
        .map(|(_, options)| options.to_vec())
}

/// `okno services publish lists/NAME.yaml`
pub(super) fn publish(from: &Path, to: &Path, dry_run: bool) -> Result<(), String> {
    let name = from.file_stem().map(|name| name.to_string_lossy());
    let Some(name) = name.filter(|name| is_name(name)) else {
        return Err(format!("{}: this is no name of a list", from.display()));
    };
    let content = std::fs::read(from).map_err(told(from))?;
    let whole = tempfile::Builder::new()
        .prefix(".publishing-")
        .tempdir_in(to)
        .map_err(told(to))?;
    copy(to, whole.path())?;
    put(whole.path(), &name, &content)?;
    let catalogue = Catalogue::load(whole.path()).map_err(|problems| {
        let text = shown(lines(&problems), &place(whole.path(), &name), from);
        shown(text, whole.path(), to)
    })?;
    let now = options(&catalogue, &name).unwrap_or_default();
    let former = match place(to, &name).exists() {
        true => options(&house::read_catalogue(to)?, &name),
        false => None,
    };
    match former {
        None => println!("{name}: a new list, {} options", now.len()),
        Some(before) if before == now => {
            println!("{name}: published already");
            return Ok(());
        }
        Some(before) => {
            println!("{name}:");
            for line in changes(&before, &now) {
                println!("  {line}");
            }
        }
    }
    let services = catalogue.services().iter();
    let using = services.filter(|service| {
        let mut questions = service.form.questions();
        questions.any(|(_, q)| q.options.list.as_deref() == Some(&*name))
    });
    for service in using {
        println!(
            "  in {}: another edition of version {}",
            service.id, service.version
        );
    }
    if dry_run {
        println!("nothing was published: --dry-run");
        return Ok(());
    }
    put(to, &name, &content)?;
    put_mark(to, &format!("{LISTS}/{name}"))
}

/// The lists that an imported service brings along and the folder has not. One that reads
/// otherwise there is refused: other services ask it too.
pub(super) fn missing(source: &Source, to: &Path) -> Result<Vec<(String, Vec<u8>)>, String> {
    let Source::File(pack) = source else {
        return Ok(Vec::new());
    };
    let mut missing = Vec::new();
    for (name, content, brought) in pack.lists() {
        let file = place(to, name);
        if !file.exists() {
            missing.push((name.to_owned(), content.to_vec()));
            continue;
        }
        let mut problems = Vec::new();
        let known = okno_catalogue::read::<Vec<QuestionOption>>(&file, &mut problems);
        let (known, _) = known.ok_or_else(|| lines(&problems))?;
        if brought != known {
            let differ: Vec<String> = changes(&known, &brought);
            return Err(format!(
                "its list `{name}` reads otherwise than {}; agree on one and publish it first:\n{}",
                file.display(),
                differ.join("\n")
            ));
        }
    }
    Ok(missing)
}

/// Writes such lists into a folder.
pub(super) fn add(lists: &[(String, Vec<u8>)], to: &Path) -> Result<(), String> {
    let mut lists = lists.iter();
    lists.try_for_each(|(name, content)| put(to, name, content))
}
