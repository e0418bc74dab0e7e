//! The consent of a legal guardian to the processing of the child's data (152-FZ articles 6
//! and 9): a document of its own, given for each child, taken back for all.

use futures::future::BoxFuture;
use okno_accounts::holdings::{Agreement, Consents, Follows, Teller};
use okno_accounts::{Account, Person};
use okno_store::{Actor, DbError, Tx};
use okno_web::{Lang, Portal};

use crate::ends::{self, How};
use crate::{Family, store};

/// What it is called among the consents, without the language.
pub const DOCUMENT: &str = "child-data";
/// Version of the text; it grows with every change of it.
pub const VERSION: &str = "1";

/// The text, paragraph by paragraph.
#[must_use]
pub fn text(portal: &Portal, lang: Lang) -> Vec<String> {
    (1..)
        .map(|n| format!("family-consent-{n}"))
        .take_while(|id| portal.words().has(lang, id))
        .map(|id| portal.words().t(lang, &id))
        .collect()
}

impl Consents for Family {
    fn agreement(&self, of: Teller<'_>, document: &str) -> Option<Agreement> {
        (document == DOCUMENT).then(|| Agreement {
            title: of.t("family-consent-title"),
            follows: Follows::This(of.t("family-consent-follows")),
        })
    }

    fn withdrawn<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: &'a Account,
        person: &'a Person,
        _document: &'a str,
        actor: Actor,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(async move {
            for card in store::cards_in(tx, account.id).await? {
                let how = How::Withdrawn;
                ends::unlink(self, tx, (account, person), &card, (how, actor)).await?;
            }
            Ok(())
        })
    }
}
