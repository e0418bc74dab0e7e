//! The terms on which a passport's data are processed: agreed to where the passport is
//! typed, once a version (S1-006).

use okno_store::Entry;
use okno_web::{Fault, Field, Form, Kind, Lang, Visitor};
use serde_json::json;

use crate::consents;
use crate::documents::{self, PASSPORT, PASSPORT_VERSION};
use crate::model::Account;
use crate::store;

/// The box.
const NAME: &str = "terms";

/// What a page with the box shows of the document: its paragraphs and its version.
pub(crate) struct Terms {
    pub(crate) text: Vec<String>,
    pub(crate) version: String,
}

/// The box, last in its form.
pub(crate) fn field(visitor: &Visitor) -> Field {
    Field::new(Kind::Checkbox, NAME, visitor.t("accounts-terms-box"))
        .missing(visitor.t("accounts-terms-missing"))
        .group(visitor.t("accounts-terms-title"))
}

/// The document, when the form has the box.
pub(crate) fn shown(visitor: &Visitor, form: &Form) -> Option<Terms> {
    let portal = visitor.portal();
    asks(form).then(|| Terms {
        text: documents::passport(portal, visitor.lang()),
        version: documents::passport_version_shown(portal, visitor.lang()),
    })
}

/// Has the form the box?
pub(crate) fn asks(form: &Form) -> bool {
    form.fields.iter().any(|field| field.name == NAME)
}

/// Name and text of the document in a language.
pub(crate) fn document(visitor: &Visitor, lang: Lang) -> (String, String) {
    let text = documents::passport(visitor.portal(), lang);
    (format!("{PASSPORT}.{}", lang.code()), text.join("\n\n"))
}

/// Is the box to be shown to this account?
pub(crate) async fn wanted(visitor: &Visitor, account: &Account) -> Result<bool, Fault> {
    let db = visitor.db();
    let given = consents::has_consented(db, account.id, PASSPORT, PASSPORT_VERSION).await?;
    Ok(!given)
}

/// Keeps that the person has agreed, whatever becomes of the rest of the form; once,
/// however many tabs there are.
pub(crate) async fn agreed(visitor: &Visitor, account: &Account) -> Result<(), Fault> {
    let mut tx = visitor.db().begin().await?;
    store::find_locked(&mut tx, account.id).await?;
    let given = consents::has_consented_in(&mut tx, account.id, PASSPORT, PASSPORT_VERSION).await?;
    if !given {
        let (name, text) = document(visitor, visitor.lang());
        let (version, origin) = (PASSPORT_VERSION, visitor.ip());
        consents::keep_consent(&mut tx, account.id, &name, version, &text, origin).await?;
        let act = "account.terms_agreed";
        let entry = Entry::new(visitor.actor(), act, "account", account.id);
        let entry = entry.owner(account.id).from(Some(origin));
        tx.journal(entry.detail(json!({ "version": version })))
            .await?;
    }
    tx.commit().await?;
    Ok(())
}
