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

/// Where the file is: the question, in a row `section.row.question`, and the section of the
/// row.
fn place(application: &Application, file: Uuid) -> Option<(String, Option<&str>)> {
    let mut files = application.content.all_files();
    let found = files.find(|kept| kept.file.id == file)?;
    Some((found.key(), found.row.map(|(section, _)| section)))
}

/// May its owner attach another? Under correction only what was marked may change, and rows
/// of a list that was marked or that was not asked before.
fn may_change(application: &Application, (key, section): (String, Option<&str>)) -> bool {
    match (application.state, &application.correction) {
        (State::Draft, _) => true,
        (State::CorrectionAsked, Some(asked)) => {
            let marked = |name: &str| asked.questions.iter().any(|q| q == name);
            let open = |name: &str| marked(name) || !application.content.is_asked(name);
            marked(&key) || section.is_some_and(open)
        }
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
            let Some(found) = all.iter().find(|one| place(one, file).is_some()) else {
                return Ok(None);
            };
            let mut fresh = store::find_locked(tx, found.id).await?;
            if place(&fresh, file).is_some_and(|place| may_change(&fresh, place)) {
                fresh.content.drop_file(file);
                fresh.content.ticked = None;
                tx.forget_file(file).await?;
                store::save(tx, fresh.id, &fresh.content).await?;
            }
            Ok(Some(format!("/applications/{}", fresh.id)))
        })
    }
}
