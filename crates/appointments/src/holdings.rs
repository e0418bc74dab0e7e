//! What is kept of a person here: visits.

use futures::future::BoxFuture;
use okno_accounts::holdings::{Holdings, Part, Record, Teller};
use okno_accounts::{Account, Person};
use okno_store::{Actor, DbError, Entry, Tx};
use serde_json::json;

use crate::model::{State, Visit};
use crate::{Appointments, jobs, store};

impl Appointments {
    fn record(&self, of: &Teller<'_>, visit: &Visit) -> Record {
        let lang = of.lang.code();
        let centre = self.centres().get(&visit.centre);
        let place = centre.map_or_else(
            || visit.centre.clone(),
            |centre| centre.name.get(lang).to_owned(),
        );
        let purpose = self.centres().purpose(&visit.purpose);
        let what = purpose.map_or_else(
            || visit.purpose.clone(),
            |purpose| purpose.name.get(lang).to_owned(),
        );
        let state = visit.state(of.db().now()).word();
        let shown = of.t(&format!("appointments-data-state-{state}"));
        Record::default()
            .as_value(of, "place", place, json!(visit.centre))
            .as_value(of, "purpose", what, json!(visit.purpose))
            .at(of, "time", visit.starts_at)
            .as_value(of, "state", shown, json!(state))
    }
}

impl Holdings for Appointments {
    fn export<'a>(
        &'a self,
        of: Teller<'a>,
        account: &'a Account,
        _person: &'a Person,
    ) -> BoxFuture<'a, Result<Vec<Part>, DbError>> {
        Box::pin(async move {
            let of = of.of("appointments-data");
            let visits = store::every(of.db(), account.id).await?;
            let visits = visits.iter().map(|visit| self.record(&of, visit));
            Ok(vec![of.part("visits", visits.collect())])
        })
    }

    fn erase<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: &'a Account,
    ) -> BoxFuture<'a, Result<bool, DbError>> {
        Box::pin(async move {
            // The time is free for others at once. A row of a visit names nobody.
            for visit in store::open_of(tx, account.id).await? {
                store::end(tx, visit.id, State::Cancelled).await?;
                jobs::forget(tx, visit.id).await?;
                let entry = Entry::new(Actor::System, "visit.cancelled", "visit", visit.id);
                let detail = json!({ "unit": visit.centre, "purpose": visit.purpose });
                tx.journal(entry.owner(account.id).detail(detail)).await?;
            }
            Ok(false)
        })
    }
}
