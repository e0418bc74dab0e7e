//! A picture that turned out to be malicious: its place is empty again.

use futures::future::BoxFuture;
use okno_accounts::{Attachments, find_locked};
use okno_store::{DbError, Tx};
use uuid::Uuid;

use crate::{Papers, pages, store};

impl Attachments for Papers {
    fn lost<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: Uuid,
        file: Uuid,
    ) -> BoxFuture<'a, Result<Option<String>, DbError>> {
        Box::pin(async move {
            let mut kept = store::pictures_locked(tx, account).await?;
            if kept.iter().any(|picture| picture.id == file) {
                find_locked(tx, account).await?;
                kept = store::pictures_locked(tx, account).await?;
            }
            let Some(picture) = kept.into_iter().find(|picture| picture.id == file) else {
                return Ok(None);
            };
            store::drop_picture(tx, file).await?;
            let what = picture.paper.map_or(picture.kind, |id| id.to_string());
            Ok(Some(format!("{}/{what}", pages::HOME)))
        })
    }
}
