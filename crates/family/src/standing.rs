//! What support is told: that an account is a child's, or a parent's; no names.

use futures::future::BoxFuture;
use okno_accounts::{Account, Person, Standing, Stands};
use okno_web::{Fault, Visitor};

use crate::{Family, store};

impl Standing for Family {
    fn lines<'a>(
        &'a self,
        visitor: &'a Visitor,
        account: &'a Account,
        _person: &'a Person,
    ) -> BoxFuture<'a, Result<Vec<Stands>, Fault>> {
        Box::pin(async move {
            let db = visitor.db();
            let page = visitor.page(String::new());
            let mut lines = Vec::new();
            if account.ward.is_child() {
                let known = store::child_of(db, account.id).await?;
                let cards = match known {
                    Some(known) => store::guardians(db, known.id).await?,
                    None => Vec::new(),
                };
                lines.push(Stands {
                    title: page.t("family-stands-child"),
                    text: page.tn("family-stands-guardians", "n", cards.len()),
                    tag: if cards.is_empty() { "warn" } else { "go" },
                    at: Some(account.created_at),
                });
            }
            for card in store::cards(db, account.id).await? {
                lines.push(Stands {
                    title: page.t("family-stands-card"),
                    text: match (card.child, card.ward) {
                        (None, _) => page.t("family-stands-open"),
                        (Some(_), None) => page.t("family-stands-checked"),
                        (Some(_), Some(_)) => page.t("family-stands-account"),
                    },
                    tag: if card.child.is_some() { "ok" } else { "warn" },
                    at: card.checked_at,
                });
            }
            Ok(lines)
        })
    }
}
