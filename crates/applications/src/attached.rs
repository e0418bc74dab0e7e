//! A file that turned out to be malicious: the answer that it was is empty again.

use futures::future::BoxFuture;
use okno_accounts::Attachments;
use okno_store::{DbError, Tx};
use uuid::Uuid;

use crate::Applications;
use crate::model::{Application, State};
use crate::store;

/// How many applications of a person are looked through.
const MOST: u32 = 500;

fn question(application: &Application, file: Uuid) -> Option<String> {
    let mut files = application.content.files.iter();
    let found = files.find(|(_, files)| files.iter().any(|one| one.id == file));
    found.map(|(question, _)| question.clone())
}

/// May its owner attach another? Under correction only what was marked may change.
fn may_change(application: &Application, question: &str) -> bool {
    match (application.state, &application.correction) {
        (State::Draft, _) => true,
        (State::CorrectionAsked, Some(asked)) => asked.questions.iter().any(|q| q == question),
        _ => false,
    }
}

impl Attachments for Applications {
    fn lost<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: Uuid,
        file: Uuid,
    ) -> BoxFuture<'a, Result<Option<String>, DbError>> {
        Box::pin(async move {
            let all = store::of_owner_in(tx, account, MOST).await?;
            let Some(found) = all.iter().find(|one| question(one, file).is_some()) else {
                return Ok(None);
            };
            let mut fresh = store::find_locked(tx, found.id).await?;
            if let Some(question) = question(&fresh, file)
                && may_change(&fresh, &question)
            {
                if let Some(files) = fresh.content.files.get_mut(&question) {
                    files.retain(|one| one.id != file);
                }
                fresh.content.ticked = None;
                tx.forget_file(file).await?;
                store::save(tx, fresh.id, &fresh.content).await?;
            }
            Ok(Some(format!("/applications/{}", fresh.id)))
        })
    }
}
