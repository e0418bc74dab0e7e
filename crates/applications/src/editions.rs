//! Which edition of a service holds for whom: a case stays with the one that it was sent
//! under, whatever the folder says by now, and a draft follows the folder.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use okno_catalogue::{Catalogue, Pack, QuestionKind, Section, Service};
use okno_store::{DbError, Tx};
use okno_web::{Fault, Visitor};

use crate::acts::Moved;
use crate::model::{Application, Content, Left, State};
use crate::store::desk::Listed;
use crate::store::{self, editions};
use crate::{Applications, RESERVED};

/// So many editions are named at once.
const AT_ONCE: u32 = 5000;

/// Of which service, in which edition; without one as it stands now.
#[derive(Clone, Copy)]
pub(crate) struct Which<'a> {
    pub(crate) service: &'a str,
    pub(crate) edition: Option<&'a str>,
}

impl<'a> From<&'a Application> for Which<'a> {
    fn from(case: &'a Application) -> Self {
        let edition = case.edition.as_deref();
        Self {
            service: &case.service,
            edition: edition.filter(|_| case.state != State::Draft),
        }
    }
}

impl<'a> From<&'a Listed> for Which<'a> {
    fn from(case: &'a Listed) -> Self {
        Self {
            service: &case.service,
            edition: case.edition.as_deref(),
        }
    }
}

impl<'a> From<Moved<'a>> for Which<'a> {
    fn from(case: Moved<'a>) -> Self {
        Self {
            service: case.service,
            edition: case.edition,
        }
    }
}

impl Applications {
    /// The service as it stands in memory; nothing of a former edition that has not been
    /// asked for yet.
    pub(crate) fn at_hand<'a>(&self, which: impl Into<Which<'a>>) -> Option<Arc<Service>> {
        let Which { service, edition } = which.into();
        match edition {
            Some(edition) => self.shelf().edition(service, edition),
            None => self.catalogue().get(service).cloned(),
        }
    }

    /// The service of a case or a draft.
    pub(crate) async fn service<'a>(
        &self,
        which: impl Into<Which<'a>>,
    ) -> Result<Arc<Service>, Fault> {
        let which = which.into();
        if let Some(found) = self.at_hand(which) {
            return Ok(found);
        }
        let Some(edition) = which.edition else {
            return Err(Fault::Internal(format!(
                "the service {} is not in the catalogue",
                which.service
            )));
        };
        let pack = editions::pack(self.portal().db(), edition).await?;
        Ok(self.read_edition(which, edition, pack).await?)
    }

    /// The same in a transaction.
    pub(crate) async fn known<'a>(
        &self,
        tx: &mut Tx,
        which: impl Into<Which<'a>>,
    ) -> Result<Arc<Service>, DbError> {
        let which = which.into();
        if let Some(found) = self.at_hand(which) {
            return Ok(found);
        }
        let edition = which.edition.ok_or(DbError::Missing("service"))?;
        let pack = editions::pack_beside(tx, edition).await?;
        self.read_edition(which, edition, pack).await
    }

    async fn read_edition(
        &self,
        which: Which<'_>,
        edition: &str,
        pack: Option<Vec<u8>>,
    ) -> Result<Arc<Service>, DbError> {
        let pack = pack.ok_or(DbError::Missing("edition of a service"))?;
        let (shelf, name) = (self.shelf().clone(), edition.to_owned());
        let read = tokio::task::spawn_blocking(move || shelf.keep(&name, &pack)).await;
        let said = match read {
            Ok(Ok(service)) => return Ok(service),
            Ok(Err(error)) => error.to_string(),
            Err(error) => error.to_string(),
        };
        let service = which.service;
        tracing::error!(service, edition, said, "a former edition cannot be used");
        Err(DbError::Other(format!(
            "the edition {edition} of {service} cannot be used: {said}"
        )))
    }

    /// Has the services of these at hand that the catalogue has no more or otherwise.
    pub(crate) async fn have_at_hand<'a, T>(
        &self,
        all: impl IntoIterator<Item = &'a T>,
    ) -> Result<(), Fault>
    where
        T: 'a,
        Which<'a>: From<&'a T>,
    {
        let mut seen = BTreeSet::new();
        for one in all {
            let which = Which::from(one);
            let Some(edition) = which.edition else {
                continue;
            };
            // Where the catalogue has the service, its title of now does.
            if self.catalogue().get(which.service).is_none() && seen.insert(edition) {
                self.service(which).await?;
            }
        }
        Ok(())
    }

    /// The service as lists name it: as it stands now, or as it last was.
    pub(crate) fn listed<'a>(&self, which: impl Into<Which<'a>>) -> Option<Arc<Service>> {
        let which = which.into();
        let now = self.catalogue().get(which.service).cloned();
        now.or_else(|| self.at_hand(which))
    }

    /// Keeps the editions of a catalogue, so that cases can stay with them. To be done before
    /// anybody sends anything under it.
    ///
    /// # Errors
    /// Those of the store, and what of the folder cannot be read.
    pub async fn keep_editions(&self, catalogue: &Catalogue) -> Result<usize, String> {
        let db = self.portal().db();
        let (mut known, mut last) = (BTreeSet::new(), String::new());
        loop {
            let some = editions::known(db, &last, AT_ONCE).await;
            let some = some.map_err(|e| e.to_string())?;
            let Some(end) = some.last() else { break };
            last.clone_from(end);
            known.extend(some);
        }
        let fresh = catalogue.services().iter();
        let fresh: Vec<Arc<Service>> = fresh
            .filter(|service| !known.contains(&service.edition))
            .cloned()
            .collect();
        for some in fresh.chunks(50) {
            let (some, dir) = (some.to_vec(), self.0.services_dir.clone());
            let packed = tokio::task::spawn_blocking(move || {
                let packed = some.into_iter().map(|service| {
                    let pack = packed(&dir, &service)?;
                    Ok((service, pack))
                });
                packed.collect::<Result<Vec<_>, String>>()
            });
            let packed = packed.await.map_err(|e| e.to_string())??;
            let kept = async {
                let mut tx = db.begin().await?;
                for (service, pack) in packed {
                    editions::keep(&mut tx, &service, pack).await?;
                }
                tx.commit().await
            };
            kept.await.map_err(|error| error.to_string())?;
        }
        Ok(fresh.len())
    }

    /// Another catalogue stands from now on; what is under way goes on as it began.
    ///
    /// # Errors
    /// What keeps it from standing; the former one stands then.
    pub async fn publish(&self, catalogue: Catalogue) -> Result<usize, String> {
        sections_are_free(&catalogue)?;
        let fresh = self.keep_editions(&catalogue).await?;
        self.shelf().put(catalogue);
        self.portal().forget_pages();
        Ok(fresh)
    }

    /// A draft follows the folder of its service: what no longer fits is taken out and shown.
    pub(crate) async fn follow(
        &self,
        visitor: &Visitor,
        draft: Application,
    ) -> Result<Application, Fault> {
        let catalogue = self.catalogue();
        let Some(service) = catalogue.get(&draft.service) else {
            return Ok(draft);
        };
        let is_new = |draft: &Application| {
            let edition = draft.edition.as_deref();
            draft.state == State::Draft && edition.is_some_and(|e| e != service.edition)
        };
        if !is_new(&draft) {
            return Ok(draft);
        }
        let mut tx = visitor.db().begin().await?;
        let mut draft = store::find_locked(&mut tx, draft.id).await?;
        if is_new(&draft) {
            let edition = draft.edition.clone();
            let before = Which {
                service: &service.id,
                edition: edition.as_deref(),
            };
            let before = self.known(&mut tx, before).await?;
            for file in carry(&mut draft.content, &before, service) {
                tx.forget_file(file).await?;
            }
            store::carried(&mut tx, draft.id, service, &draft.content).await?;
            draft = store::find_locked(&mut tx, draft.id).await?;
        }
        tx.commit().await?;
        Ok(draft)
    }
}

/// No section has the name of a page.
pub(crate) fn sections_are_free(catalogue: &Catalogue) -> Result<(), String> {
    for service in catalogue.services() {
        for section in &service.form.sections {
            if RESERVED.contains(&section.id.as_str()) {
                return Err(format!(
                    "{}: the section `{}` has the name of a page; call it otherwise",
                    service.id, section.id
                ));
            }
        }
    }
    Ok(())
}

/// The file of a service, if its folder is still what was loaded.
fn packed(dir: &Path, service: &Service) -> Result<Vec<u8>, String> {
    let pack = Pack::of(dir, service).map_err(|error| error.to_string())?;
    if pack.edition() != service.edition {
        return Err(format!(
            "{}: the folder changed while it was read; try again",
            service.id
        ));
    }
    pack.to_zip().map_err(|error| error.to_string())
}

/// Does an answer still fit the question with its id?
fn fits(section: &Section, id: &str, value: Option<&str>) -> bool {
    let Some(question) = section.questions.iter().find(|q| q.id == id) else {
        return false;
    };
    match (question.kind, value) {
        (QuestionKind::File, None) => true,
        (QuestionKind::File, Some(_)) | (_, None) => false,
        (QuestionKind::Radio | QuestionKind::Select, Some(value)) => {
            question.option(value).is_some()
        }
        (QuestionKind::Checkboxes, Some(value)) => {
            question.chosen(value).len() == value.split(okno_web::AND).count()
        }
        (QuestionKind::Checkbox, Some(value)) => value == "yes",
        // What its rule says against is said at the field, where it can be mended.
        (_, Some(_)) => true,
    }
}

/// Takes out of a draft what has no place in the new edition, and notes it; sections that
/// changed are to be looked at again. The files that go.
pub(crate) fn carry(content: &mut Content, before: &Service, now: &Service) -> Vec<uuid::Uuid> {
    let mut gone = Vec::new();
    let find = |of: &'_ Service, id: &str| {
        let sections = of.form.sections.iter();
        sections.filter(|s| s.repeat.is_none()).find_map(|section| {
            let known = section.questions.iter().any(|q| q.id == id);
            known.then(|| section.clone())
        })
    };
    let group = |of: &Service, id: &str| {
        let mut sections = of.form.sections.iter();
        let found = sections.find(|s| s.id == id && s.repeat.is_some());
        found.cloned()
    };
    let mut left = Vec::new();
    content.answers.retain(|id, value| {
        let place = find(now, id);
        let fits = place.is_some_and(|section| fits(&section, id, Some(value)));
        if !fits {
            left.push(told(find(before, id).as_ref(), id, value));
        }
        fits
    });
    content.files.retain(|id, files| {
        let place = find(now, id);
        let fits = place.is_some_and(|section| fits(&section, id, None));
        if !fits {
            let names: Vec<&str> = files.iter().map(|f| f.name.as_str()).collect();
            left.push(told(find(before, id).as_ref(), id, &names.join(", ")));
            gone.extend(files.iter().map(|file| file.id));
        }
        fits
    });
    content.rows.retain(|id, rows| {
        let (place, was) = (group(now, id), group(before, id));
        for row in rows.iter_mut() {
            row.answers.retain(|id, value| {
                let fits = place.as_ref().is_some_and(|s| fits(s, id, Some(value)));
                if !fits {
                    left.push(told(was.as_ref(), id, value));
                }
                fits
            });
            row.files.retain(|id, files| {
                let fits = place.as_ref().is_some_and(|s| fits(s, id, None));
                if !fits {
                    let names: Vec<&str> = files.iter().map(|f| f.name.as_str()).collect();
                    left.push(told(was.as_ref(), id, &names.join(", ")));
                    gone.extend(files.iter().map(|file| file.id));
                }
                fits
            });
        }
        place.is_some()
    });
    left.retain(|one| !one.value.is_empty());
    content.left.extend(left);
    for section in &now.form.sections {
        let same = before.form.sections.iter().any(|former| former == section);
        if !same {
            content.passed.remove(&section.id);
        }
    }
    // What was agreed to may read otherwise now.
    content.ticked = None;
    content.is_carried = true;
    gone
}

/// An answer as its owner knew it.
fn told(section: Option<&Section>, id: &str, value: &str) -> Left {
    let question = section.and_then(|s| s.questions.iter().find(|q| q.id == id));
    let option = question.and_then(|q| q.option(value));
    let label = |lang| question.map_or(id, |q| q.name().get(lang)).to_owned();
    let shown = |lang| option.map_or(value, |o| o.label.get(lang)).to_owned();
    Left {
        label: label("ru"),
        label_en: label("en"),
        value: shown("ru"),
        value_en: shown("en"),
    }
}
