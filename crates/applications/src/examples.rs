//! Made-up applications, for a demonstration and its tests: what a person would have
//! answered, sent by the same statements as their own.

use std::sync::Arc;

use jiff::SignedDuration;
use okno_accounts::{Account, Person};
use okno_catalogue::{Question, QuestionKind, Service, Stage};
use okno_store::{DbError, Tx};
use uuid::Uuid;

use crate::model::{Attached, Content, Ticked};
use crate::store::{self, ActError};
use crate::{Applications, pages};

/// A picture to attach where a file is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// Its name.
    pub name: &'a str,
    /// A PNG.
    pub content: &'a [u8],
}

impl Applications {
    /// Sends an application of this person for the first service whose form asks everybody
    /// the same and whose cases are decided by officials alone. It counts as received so long
    /// ago.
    ///
    /// # Errors
    /// Those of the store; [`DbError::Missing`] when the catalogue has no such service.
    pub async fn send_example(
        &self,
        tx: &mut Tx,
        (account, person): (&Account, &Person),
        picture: Picture<'_>,
        ago: SignedDuration,
    ) -> Result<Uuid, DbError> {
        let same = |s: &&Arc<Service>| {
            let sections = s.form.sections.iter();
            let mut once = sections.map(|s| s.when.is_none() && s.repeat.is_none());
            let asks_all =
                once.all(|once| once) && s.form.questions().all(|(_, q)| q.when.is_none());
            let by_officials = !s.workflow.iter().any(Stage::is_waiting);
            asks_all && by_officials && s.registries.is_empty()
        };
        let catalogue = self.catalogue();
        let service = catalogue.services().iter().find(same);
        let service = service.ok_or(DbError::Missing("service"))?;
        let (id, _) = store::draft(tx, account.id, service).await?;
        let mut draft = store::find_locked(tx, id).await?;
        draft.content = self.answers(tx, service, account, person, picture).await?;
        store::save(tx, id, &draft.content).await?;
        // Saving it made it another version.
        let draft = store::find_locked(tx, id).await?;
        let ready = self.ready_draft(tx, &draft, account, person).await;
        let ready = ready.map_err(|error| match error {
            ActError::Store(error) => error,
            ActError::Refused(refusal) => DbError::Other(refusal.to_string()),
        })?;
        store::send(tx, ready).await?;
        let at = tx.now().checked_sub(ago).unwrap_or(tx.now());
        store::desk::backdate(tx, id, at, self.due_at(service, at)).await?;
        Ok(id)
    }

    async fn answers(
        &self,
        tx: &mut Tx,
        service: &Service,
        account: &Account,
        person: &Person,
        picture: Picture<'_>,
    ) -> Result<Content, DbError> {
        let mut content = Content::default();
        for (section, question) in service.form.questions() {
            if question.kind == QuestionKind::File {
                let stored = tx.db().clone().store_file(picture.content).await?;
                let kind = "image/png";
                tx.keep_file(&stored, Some(account.id), picture.name, kind)
                    .await?;
                let file = Attached {
                    id: stored.id,
                    name: picture.name.to_owned(),
                    media_type: kind.to_owned(),
                    size: i64::try_from(picture.content.len()).unwrap_or(i64::MAX),
                };
                content.files.insert(question.id.clone(), vec![file]);
            } else if let Some(answer) = self.answer(service, question, person) {
                content.answers.insert(question.id.clone(), answer);
            }
            content.passed.insert(section.id.clone());
        }
        content.ticked = Some(Ticked {
            version: service.consent.version.clone(),
            lang: account.lang.code().to_owned(),
            origin: std::net::Ipv4Addr::LOCALHOST.into(),
        });
        Ok(content)
    }

    fn answer(&self, service: &Service, question: &Question, person: &Person) -> Option<String> {
        Some(match question.kind {
            QuestionKind::Radio | QuestionKind::Select => question.options.first()?.value.clone(),
            QuestionKind::Phone => person.phone.shown(),
            QuestionKind::Email => person.email.shown(),
            QuestionKind::Date => self.portal().today().strftime("%d.%m.%Y").to_string(),
            QuestionKind::Checkboxes => {
                let first = question.options.iter().take(question.fewest());
                let values: Vec<&str> = first.map(|option| option.value.as_str()).collect();
                values.join(&okno_web::AND.to_string())
            }
            QuestionKind::Checkbox => "yes".to_owned(),
            QuestionKind::Text | QuestionKind::Textarea => {
                pages::say(okno_web::Lang::Ru, &service.title)
            }
            QuestionKind::Number | QuestionKind::Money => "1".to_owned(),
            QuestionKind::File => return None,
        })
    }
}
