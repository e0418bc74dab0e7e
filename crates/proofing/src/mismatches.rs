//! What a registry does not agree with, in words.

use okno_accounts::{Account, Person, recipient};
use okno_notifications::{Message, Topic};
use okno_store::{DbError, Tx};
use okno_web::Words;

use crate::model::{Check, Kind, to_tell};
use crate::{Proofing, store};

/// The field that stands for a document that the registry does not know.
pub(crate) fn own_field(kind: Kind) -> &'static str {
    match kind {
        Kind::Passport => "passport_number",
        Kind::Snils => "snils",
        Kind::Inn | Kind::InnSearch => "inn",
        Kind::Address => "house",
    }
}

/// One message about all that does not match, when it is time ([`to_tell`]).
pub(crate) async fn tell(
    proofing: &Proofing,
    tx: &mut Tx,
    holder: &Account,
    person: &Person,
) -> Result<(), DbError> {
    let checks = store::checks_in(tx, holder.id).await?;
    let wrong = to_tell(&checks);
    let Some(first) = wrong.iter().find(|check| check.told_at.is_none()) else {
        return Ok(());
    };
    let (words, lang) = (proofing.portal.words(), holder.lang);
    let mut texts: Vec<String> = wrong
        .iter()
        .map(|check| mismatch_text(words, lang, check))
        .collect();
    // An address alone holds nothing up, and is told of otherwise.
    let what = match wrong.iter().any(|check| check.kind.decides()) {
        true => "mismatch",
        false => "address",
    };
    let typed = |check: &&&Check| check.kind.decides() && check.document_state.is_none();
    if wrong.iter().any(|check| typed(&check)) {
        texts.push(words.t(lang, "proofing-mismatch-typo"));
    }
    texts.push(words.t(lang, &format!("proofing-{what}-mend")));
    let mut fields: Vec<String> = Vec::new();
    for name in wrong
        .iter()
        .flat_map(|check| field_names(words, lang, check))
    {
        if !fields.contains(&name) {
            fields.push(name);
        }
    }
    let message = Message {
        // An answer is told of once.
        key: format!("check:{}:{}:mismatch", first.id, first.asks),
        topic: Topic::Account,
        sms: Some(words.tv(
            lang,
            &format!("proofing-{what}-sms"),
            &[("fields", fields.join(", ").into())],
        )),
        subject: words.t(lang, &format!("proofing-{what}-subject")),
        body: texts.join("\n\n"),
        link: Some("/cabinet/checks".to_owned()),
        inbox: true,
        mail: true,
    };
    store::tell(tx, holder.id).await?;
    okno_notifications::send(tx, &recipient(holder, person), message).await
}

/// The names of the fields that did not match; those of a document that is not
/// in force when the registry names none.
fn field_names(words: &Words, lang: okno_web::Lang, check: &Check) -> Vec<String> {
    let own = own_field(check.kind).to_owned();
    let fields = match check.fields.as_slice() {
        [] => std::slice::from_ref(&own),
        fields => fields,
    };
    let name = |field: &String| {
        let id = format!("proofing-field-{field}");
        if words.has(lang, &id) {
            words.t(lang, &id)
        } else {
            field.clone()
        }
    };
    fields.iter().map(name).collect()
}

/// What did not match, in words: the field, never the registry's own value.
pub(crate) fn mismatch_text(words: &Words, lang: okno_web::Lang, check: &Check) -> String {
    if check.kind == Kind::Address {
        let parts = check.fields.iter();
        let texts = parts.map(|part| words.t(lang, &format!("proofing-address-{part}")));
        return texts.collect::<Vec<_>>().join(" ");
    }
    if let Some(state @ ("lost" | "expired" | "invalid")) = check.document_state.as_deref() {
        return words.t(lang, &format!("proofing-passport-{state}"));
    }
    let registry = words.t(lang, &format!("proofing-registry-{}", check.kind.word()));
    let fields = field_names(words, lang, check).join(", ");
    words.tv(
        lang,
        "proofing-mismatch-text",
        &[("registry", registry.into()), ("fields", fields.into())],
    )
}
