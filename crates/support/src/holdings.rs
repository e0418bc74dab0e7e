//! What is kept of a person here: that they called, and what the operator noted.

use futures::future::BoxFuture;
use okno_accounts::holdings::{Holdings, Part, Record, Teller};
use okno_accounts::looks::work_number;
use okno_accounts::{Account, Person};
use okno_store::{DbError, Tx};

use crate::{Support, store};

impl Holdings for Support {
    fn export<'a>(
        &'a self,
        of: Teller<'a>,
        account: &'a Account,
        _person: &'a Person,
    ) -> BoxFuture<'a, Result<Vec<Part>, DbError>> {
        Box::pin(async move {
            let of = of.of("support-data");
            let calls = store::of_account(of.db(), account.id).await?;
            let calls = calls.into_iter().map(|(operator, at, note)| {
                Record::default()
                    .at(&of, "time", at)
                    .say(&of, "official", work_number(operator))
                    .say(&of, "note", note.map(|note| note.reveal().clone()))
            });
            Ok(vec![of.part("calls", calls.collect())])
        })
    }

    fn erase<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: &'a Account,
    ) -> BoxFuture<'a, Result<bool, DbError>> {
        Box::pin(async move {
            store::forget_notes(tx, account.id).await?;
            Ok(false)
        })
    }
}
