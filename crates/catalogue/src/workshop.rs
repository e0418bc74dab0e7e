//! The folder of services as those who write it see it: what is wrong beside what is right,
//! and what came of every example.

use std::collections::BTreeMap;
use std::path::Path;

use crate::check::Report;
use crate::examples::{Example, Typed, try_one, world_of};
use crate::load::{Catalogue, Folder, Problem};
use crate::logic::{Due, World};
use crate::registries::Query;
use crate::service::Service;
use crate::trace::{End, Place, Source, Told};

/// An example that was tried.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// Where it is written.
    pub place: Place,
    /// What came of it; `None` where it says something that the form does not ask.
    pub told: Option<Told>,
    /// Where it came out otherwise than expected.
    pub problems: Vec<Problem>,
}

/// A service whose examples were tried.
#[derive(Debug, Clone)]
pub struct Tested {
    /// The service.
    pub service: Service,
    /// Its examples.
    pub outcomes: Vec<Outcome>,
    /// What is wrong with its file besides; of a service with such mistakes no examples are
    /// tried.
    pub problems: Vec<Problem>,
}

/// Tries the examples of a folder that need not be right.
///
/// # Errors
/// What could not be read, or is wrong outside the services.
pub fn test(dir: &Path) -> Result<Vec<Tested>, Vec<Problem>> {
    let folder = Folder::read(dir);
    let mut problems = folder.problems;
    let mut all = Vec::new();
    for (service, report) in folder.loaded {
        let outcomes = outcomes(&service, &folder.queries);
        let of_examples = |p: &Problem| outcomes.iter().any(|o| o.problems.contains(p));
        let (mine, rest): (Vec<_>, Vec<_>) =
            report.into_problems().into_iter().partition(of_examples);
        // Rules that are wrong are not there, and examples would only repeat it.
        let tried = rest.is_empty() || !mine.is_empty();
        all.push(Tested {
            outcomes: if tried { outcomes } else { Vec::new() },
            service,
            problems: rest,
        });
    }
    // What holds among services only shows when all of them are right.
    if problems.is_empty() && all.iter().all(Tested::is_good) {
        problems = Catalogue::load(dir).err().unwrap_or_default();
    }
    match problems.is_empty() {
        true => Ok(all),
        false => Err(problems),
    }
}

impl Tested {
    /// Is nothing wrong?
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.problems.is_empty() && self.outcomes.iter().all(|o| o.problems.is_empty())
    }
}

/// What comes of the examples of a service.
#[must_use]
pub fn outcomes(service: &Service, queries: &[Query]) -> Vec<Outcome> {
    let source = Source::of(service);
    let all = service.examples.iter().enumerate();
    all.map(|(n, example)| outcome(service, queries, (n, example), &source))
        .collect()
}

fn outcome(
    service: &Service,
    queries: &[Query],
    (n, example): (usize, &Example),
    source: &Source,
) -> Outcome {
    let path = format!("examples.{n}");
    let mut report = Report::new(source.file().to_owned(), source.places());
    let world = world_of(service, queries, example, &path, &mut report);
    let told = world.filter(|_| report.is_empty()).and_then(|world| {
        try_one(service, example, &path, &world, &mut report);
        let known = |id: &String| {
            let group = service.form.sections.iter().any(|s| s.id == *id);
            group || service.form.question(id).is_some()
        };
        let is_asked = example.answers.keys().all(known);
        is_asked.then(|| told(service, example, &world, source))
    });
    Outcome {
        name: example.name.clone(),
        place: source.place(&path),
        told,
        problems: report.into_problems(),
    }
}

fn told(service: &Service, example: &Example, world: &World, source: &Source) -> Told {
    let answered = |id: &str| example.registries.contains_key(id);
    service.tell(&Typed::of(example), world, source, answered)
}

impl Outcome {
    /// What is wrong, by key.
    #[must_use]
    pub fn errors(&self) -> BTreeMap<&str, &str> {
        let wrong = self.told.iter().flat_map(|told| &told.wrong);
        wrong.map(|w| (w.key.as_str(), w.what.as_str())).collect()
    }

    /// What is paid, roubles as text; nothing while it cannot be told.
    #[must_use]
    pub fn fee(&self) -> Option<String> {
        match self.told.as_ref()?.due {
            Due::Free => Some("0".to_owned()),
            Due::Kopecks(kopecks) => Some(okno_requisites::number::money_shown(kopecks)),
            Due::Unknown => None,
        }
    }

    /// The stages that the case goes through by itself, and the end: `check → approve`.
    #[must_use]
    pub fn path(&self) -> Vec<String> {
        let Some(told) = &self.told else {
            return Vec::new();
        };
        let mut way: Vec<String> = told.way.iter().map(|step| step.stage.clone()).collect();
        match &told.end {
            End::Approve => way.push("approve".to_owned()),
            End::Reject(ground) => way.push(format!("reject {ground}")),
            // The stages say it.
            End::Official(_) => {}
            End::Waits(checks) => way.push(format!("waits for {}", checks.join(", "))),
        }
        way
    }

    /// Russian titles of the documents that are needed.
    #[must_use]
    pub fn documents<'a>(&self, service: &'a Service) -> Vec<&'a str> {
        let needed = self.told.iter().flat_map(|told| &told.documents);
        let needed = service.documents.iter().zip(needed);
        let needed = needed.filter(|(_, (needed, _))| *needed == Some(true));
        needed.map(|(item, _)| item.title.ru.as_str()).collect()
    }
}
