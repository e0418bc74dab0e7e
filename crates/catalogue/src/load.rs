//! Reading the folders.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_saphyr::{DefaultMessageFormatter, MessageFormatter};

use crate::check::{MethodRow, Report, Tables, check_lists, check_service};
use crate::options::{LISTS, Lists, QuestionOption};
use crate::pack::Pack;
use crate::places::Places;
use crate::prefill::Documents;
use crate::registries::Query;
use crate::search::{Hit, Index};
use crate::service::{Agency, Category, Question, Service};
use crate::{compile, complaint, examples, workflow};

/// A mistake in the folder of services, with its place and a way out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as reached from the folder that was given.
    pub file: PathBuf,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong and what to write instead.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}:{}: {}",
            self.file.display(),
            self.line,
            self.column,
            self.message
        )
    }
}

/// All that the files say, right or wrong.
pub(crate) struct Folder {
    pub(crate) categories: Vec<Category>,
    pub(crate) agencies: Vec<Agency>,
    pub(crate) queries: Vec<Query>,
    pub(crate) lists: Lists,
    pub(crate) loaded: Vec<(Service, Report)>,
    /// What no service is to blame for, or could not be read.
    pub(crate) problems: Vec<Problem>,
}

impl Folder {
    pub(crate) fn read(dir: &Path) -> Self {
        let mut problems = Vec::new();
        let categories: Vec<Category> = list(&dir.join("categories.yaml"), &mut problems);
        let agencies: Vec<Agency> = list(&dir.join("agencies.yaml"), &mut problems);
        let tables = Tables {
            methods: methods(&dir.join("methods.yaml"), &mut problems),
            documents: documents(&dir.join("documents.yaml"), &mut problems),
            lists: Lists::read(dir, &mut problems),
        };
        let queries = match dir.join("registries.yaml") {
            file if file.exists() => list(&file, &mut problems),
            _ => Vec::new(),
        };
        let mut loaded: Vec<(Service, Report)> = Vec::new();

        for folder in folders(dir, &mut problems) {
            let file = folder.join("service.yaml");
            let Some((mut service, places)) = read::<Service>(&file, &mut problems) else {
                continue;
            };
            service.folder.clone_from(&folder);
            tables.lists.fill(&mut service.form);
            let mut report = Report::new(file, places);
            check_service(&service, &categories, &agencies, &tables, &mut report);
            complaint::check(&service, &mut report);
            match service.workflow.is_empty() {
                true => service.workflow = workflow::usual(),
                false => workflow::check(&service, &mut report),
            }
            service.logic = compile::build(&service, &queries, &mut report);
            // Of a service with mistakes examples would only repeat them.
            if report.is_empty() {
                examples::try_all(&service, &queries, &mut report);
                seal(dir, &mut service, &queries, &mut report);
            }
            loaded.push((service, report));
        }
        Self {
            categories,
            agencies,
            queries,
            lists: tables.lists,
            loaded,
            problems,
        }
    }
}

#[derive(Debug)]
struct Inner {
    categories: Vec<Category>,
    agencies: Vec<Agency>,
    queries: Vec<Query>,
    lists: Lists,
    services: Vec<Arc<Service>>,
    by_id: HashMap<String, usize>,
    index: Index,
}

/// All services of the portal: immutable, cheap to clone.
#[derive(Debug, Clone)]
pub struct Catalogue(Arc<Inner>);

impl Catalogue {
    /// Reads `dir`: `categories.yaml`, `agencies.yaml` and a folder with
    /// `service.yaml` a service.
    ///
    /// # Errors
    /// All problems of all files, sorted by place. A catalogue with a mistake
    /// is not loaded at all: half a catalogue would hide services silently.
    pub fn load(dir: &Path) -> Result<Self, Vec<Problem>> {
        let Folder {
            categories,
            agencies,
            queries,
            lists,
            mut loaded,
            mut problems,
        } = Folder::read(dir);
        loaded.sort_by(|(a, _), (b, _)| a.title.ru.cmp(&b.title.ru).then_with(|| a.id.cmp(&b.id)));
        let (services, mut reports): (Vec<Service>, Vec<Report>) = loaded.into_iter().unzip();
        check_lists(&services, &mut reports);
        let index = Index::build(&services, &categories, &agencies);
        for (service, report) in services.iter().zip(&mut reports) {
            check_found(service, &index, report);
        }
        problems.extend(reports.into_iter().flat_map(Report::into_problems));
        if !problems.is_empty() {
            problems.sort();
            problems.dedup();
            return Err(problems);
        }
        let services: Vec<Arc<Service>> = services.into_iter().map(Arc::new).collect();
        let named = services.iter().enumerate();
        let by_id = named.map(|(n, s)| (s.id.clone(), n)).collect();
        Ok(Self(Arc::new(Inner {
            categories,
            agencies,
            queries,
            lists,
            services,
            by_id,
            index,
        })))
    }

    /// All services, by Russian title.
    #[must_use]
    pub fn services(&self) -> &[Arc<Service>] {
        &self.0.services
    }

    /// The service with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Arc<Service>> {
        self.0.by_id.get(id).map(|n| &self.0.services[*n])
    }

    /// Headings in the order of `categories.yaml`, also those without services.
    #[must_use]
    pub fn categories(&self) -> &[Category] {
        &self.0.categories
    }

    /// The heading with this id.
    #[must_use]
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.0.categories.iter().find(|c| c.id == id)
    }

    /// All agencies.
    #[must_use]
    pub fn agencies(&self) -> &[Agency] {
        &self.0.agencies
    }

    /// The agency with this id.
    #[must_use]
    pub fn agency(&self, id: &str) -> Option<&Agency> {
        self.0.agencies.iter().find(|a| a.id == id)
    }

    /// What may be asked of registries.
    #[must_use]
    pub fn queries(&self) -> &[Query] {
        &self.0.queries
    }

    /// The query with this id.
    #[must_use]
    pub fn query(&self, id: &str) -> Option<&Query> {
        self.0.queries.iter().find(|q| q.id == id)
    }

    /// Options that questions share, by the name of their list.
    pub fn lists(&self) -> impl Iterator<Item = (&str, &[QuestionOption])> {
        self.0.lists.all()
    }

    /// Services of a heading, by Russian title.
    pub fn by_category<'a>(&'a self, category: &'a str) -> impl Iterator<Item = &'a Arc<Service>> {
        self.0
            .services
            .iter()
            .filter(move |s| s.category == category)
    }

    /// The service by which people complain about cases of an agency: its own, or the first
    /// that there is.
    #[must_use]
    pub fn complaint(&self, agency: &str) -> Option<&Arc<Service>> {
        let mut all = self.0.services.iter().filter(|s| s.complaint.is_some());
        let own = all.clone().find(|service| service.agency == agency);
        own.or_else(|| all.next())
    }

    /// Services that answer a query, the best first; see [`crate::search`].
    #[must_use]
    pub fn search(&self, query: &str, lang: &str) -> Vec<Hit> {
        self.0.index.search(query, lang)
    }

    /// Services nearest to a query that found nothing, at most five.
    #[must_use]
    pub fn suggest(&self, query: &str) -> Vec<Hit> {
        self.0.index.suggest(query)
    }
}

/// Notes what the service is told from its other editions by, and what it asks of registries.
fn seal(dir: &Path, service: &mut Service, queries: &[Query], report: &mut Report) {
    service.queries = asked(service, queries);
    // A list that cannot be read has been told of.
    let lacks = |q: &Question| q.options.list.is_some() && q.options.is_empty();
    if service.form.questions().any(|(_, q)| lacks(q)) {
        return;
    }
    match Pack::of(dir, service) {
        Ok(pack) => service.edition = pack.edition(),
        Err(error) => report.add("id", format!("the folder cannot be kept: {error}")),
    }
}

fn asked(service: &Service, queries: &[Query]) -> Vec<Query> {
    let of = |query: &&Query| service.registries.iter().any(|c| c.query == query.id);
    queries.iter().filter(of).cloned().collect()
}

/// A former edition of a service, from a folder where [`Pack::write_all`] has put it. Its
/// examples are not tried again, and its heading and agency may be gone.
pub(crate) fn kept(dir: &Path, edition: &str) -> Result<Service, Vec<Problem>> {
    let mut problems = Vec::new();
    let registries = dir.join("registries.yaml");
    let queries: Vec<Query> = match registries.exists() {
        true => list(&registries, &mut problems),
        false => Vec::new(),
    };
    let folder = dir.join("service");
    let file = folder.join("service.yaml");
    let Some((mut service, places)) = read::<Service>(&file, &mut problems) else {
        return Err(problems);
    };
    Lists::read(dir, &mut problems).fill(&mut service.form);
    let mut report = Report::new(file, places);
    if service.workflow.is_empty() {
        service.workflow = workflow::usual();
    }
    service.logic = compile::build(&service, &queries, &mut report);
    problems.extend(report.into_problems());
    if !problems.is_empty() {
        return Err(problems);
    }
    service.queries = asked(&service, &queries);
    service.folder = folder;
    edition.clone_into(&mut service.edition);
    Ok(service)
}

/// Every problem of the folder of services; empty = all is well.
#[must_use]
pub fn check(dir: &Path) -> Vec<Problem> {
    Catalogue::load(dir).err().unwrap_or_default()
}

fn check_found(service: &Service, index: &Index, report: &mut Report) {
    for (n, query) in service.found_by.iter().enumerate() {
        let lang = if query.is_ascii() { "en" } else { "ru" };
        let first = index.search(query, lang).into_iter().next();
        if first.as_ref().is_none_or(|h| h.service_id != service.id) {
            let instead = first.map_or_else(
                || "nothing".to_owned(),
                |h| format!("\u{201c}{}\u{201d} first", h.service_id),
            );
            report.add(
                &format!("found_by.{n}"),
                format!(
                    "the query \u{201c}{query}\u{201d} finds {instead}; add words to `synonyms` or drop the query"
                ),
            );
        }
    }
}

/// What the catalogue needs of the table of methods; none without one.
fn methods(file: &Path, problems: &mut Vec<Problem>) -> Vec<MethodRow> {
    if !file.exists() {
        return Vec::new();
    }
    read::<Vec<MethodRow>>(file, problems).map_or_else(Vec::new, |(rows, _)| rows)
}

/// What the catalogue needs of the table of documents; none without one.
fn documents(file: &Path, problems: &mut Vec<Problem>) -> Documents {
    if !file.exists() {
        return Documents::default();
    }
    read::<Documents>(file, problems).map_or_else(Documents::default, |(read, _)| read)
}

fn folders(dir: &Path, problems: &mut Vec<Problem>) -> Vec<PathBuf> {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) => {
            problems.push(Problem {
                file: dir.to_owned(),
                line: 1,
                column: 1,
                message: format!(
                    "the folder of services cannot be read: {error}; give the folder that holds categories.yaml"
                ),
            });
            return Vec::new();
        }
    };
    let mut folders: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name != LISTS && !name.to_string_lossy().starts_with('.'))
        })
        .collect();
    folders.sort();
    folders
}

fn list<T: DeserializeOwned + Listed>(file: &Path, problems: &mut Vec<Problem>) -> Vec<T> {
    let Some((items, places)) = read::<Vec<T>>(file, problems) else {
        return Vec::new();
    };
    let mut report = Report::new(file.to_owned(), places);
    for (n, item) in items.iter().enumerate() {
        item.check(&n.to_string(), &mut report);
        if items[..n].iter().any(|other| other.id() == item.id()) {
            report.add(
                &format!("{n}.id"),
                format!("the id `{}` is used twice; change one", item.id()),
            );
        }
    }
    problems.extend(report.into_problems());
    items
}

trait Listed {
    fn id(&self) -> &str;
    fn check(&self, path: &str, report: &mut Report);
}

impl Listed for Category {
    fn id(&self) -> &str {
        &self.id
    }
    fn check(&self, path: &str, report: &mut Report) {
        report.name(&format!("{path}.id"), &self.id);
        report.text(&format!("{path}.title"), &self.title);
        report.text(&format!("{path}.summary"), &self.summary);
        if let Some(order) = &self.order {
            report.text(&format!("{path}.order"), order);
        }
        if self.icon.is_empty() {
            report.add(
                &format!("{path}.icon"),
                "the icon has no name; name one of the portal's icons".to_owned(),
            );
        }
    }
}

impl Listed for Agency {
    fn id(&self) -> &str {
        &self.id
    }
    fn check(&self, path: &str, report: &mut Report) {
        report.name(&format!("{path}.id"), &self.id);
        report.text(&format!("{path}.name"), &self.name);
        report.text(&format!("{path}.region"), &self.region);
    }
}

impl Listed for Query {
    fn id(&self) -> &str {
        &self.id
    }
    fn check(&self, path: &str, report: &mut Report) {
        Query::check(self, path, report);
    }
}

/// Reads a YAML file of the services folder with the places of its values; a mistake of
/// its syntax or of a type is added to the problems.
pub fn read<T>(file: &Path, problems: &mut Vec<Problem>) -> Option<(T, Places)>
where
    T: for<'de> Deserialize<'de>,
{
    let source = match std::fs::read_to_string(file) {
        Ok(source) => source,
        Err(error) => {
            problems.push(Problem {
                file: file.to_owned(),
                line: 1,
                column: 1,
                message: format!("the file cannot be read: {error}"),
            });
            return None;
        }
    };
    match serde_saphyr::from_str::<T>(&source) {
        Ok(value) => Some((value, Places::read(&source))),
        Err(error) => {
            let error = error.without_snippet();
            let (line, column) = error.location().map_or((1, 1), |at| {
                (
                    usize::try_from(at.line()).unwrap_or(1).max(1),
                    usize::try_from(at.column()).unwrap_or(1).max(1),
                )
            });
            problems.push(Problem {
                file: file.to_owned(),
                line,
                column,
                message: DefaultMessageFormatter.format_message(error).into_owned(),
            });
            None
        }
    }
}
