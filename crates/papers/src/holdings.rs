//! What is kept of a person here: «Мои документы», whole and with earlier ones.

use futures::future::BoxFuture;
use okno_accounts::holdings::{Holdings, Part, Record, Teller};
use okno_accounts::{Account, Person};
use okno_store::{DbError, Tx};
use serde_json::json;

use crate::model::Paper;
use crate::{Papers, jobs, store};

impl Papers {
    fn record(&self, of: &Teller<'_>, paper: &Paper) -> Record {
        let kind = self.kinds().get(&paper.kind);
        let title = kind.map_or(paper.kind.as_str(), |kind| kind.title(of.lang));
        let standing = paper.standing.word();
        let shown = of.t(&format!("papers-data-state-{standing}"));
        let mut record = Record::default()
            .as_value(of, "kind", title.to_owned(), json!(paper.kind))
            .as_value(of, "state", shown, json!(standing))
            .at(of, "checked", paper.checked_at)
            .at(of, "changed", paper.changed_at)
            .at(of, "replaced", paper.ended_at);
        for (id, value) in &paper.content.values {
            let entries = kind.iter().flat_map(|kind| &kind.fields);
            let label = entries
                .filter(|entry| entry.id == *id)
                .map(|entry| entry.label.get(of.lang.code()).to_owned())
                .next();
            let label = label.unwrap_or_else(|| id.clone());
            record = record.labelled(&format!("field.{id}"), label, value.clone(), json!(value));
        }
        record
    }
}

impl Holdings for Papers {
    fn export<'a>(
        &'a self,
        of: Teller<'a>,
        account: &'a Account,
        _person: &'a Person,
    ) -> BoxFuture<'a, Result<Vec<Part>, DbError>> {
        Box::pin(async move {
            let (db, of) = (of.db(), of.of("papers-data"));
            let papers = store::all(db, account.id).await?;
            let mut pictures = Vec::new();
            let kept = store::pictures(db, account.id).await?;
            let mut files = db.files_facts(kept.iter().map(|one| one.id)).await?;
            for picture in kept {
                let kind = self.kinds().get(&picture.kind);
                let title = kind.map_or(picture.kind.as_str(), |kind| kind.title(of.lang));
                let record = Record::default()
                    .as_value(&of, "kind", title.to_owned(), json!(picture.kind))
                    .say(
                        &of,
                        "file",
                        files.remove(&picture.id).map(|facts| facts.name),
                    );
                pictures.push(record);
            }
            Ok(vec![
                of.part(
                    "documents",
                    papers.iter().map(|paper| self.record(&of, paper)).collect(),
                ),
                of.part("pictures", pictures),
            ])
        })
    }

    fn erase<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: &'a Account,
    ) -> BoxFuture<'a, Result<bool, DbError>> {
        Box::pin(async move {
            for picture in store::pictures_locked(tx, account.id).await? {
                store::drop_picture(tx, picture.id).await?;
            }
            for paper in store::present_locked(tx, account.id).await? {
                jobs::unwarn(tx, paper.id, paper.version).await?;
            }
            store::drop_all(tx, account.id).await?;
            Ok(false)
        })
    }
}
