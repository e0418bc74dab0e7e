//! Messages about an account to its owner.

use okno_notifications::Message;
use okno_store::{DbError, Tx};
use okno_web::Portal;

use crate::model::{Account, Person};
use crate::store;

/// Tells the owner of an account by SMS, e-mail and in the portal. The texts
/// are `{id}-sms`, `{id}-subject`, `{id}-body`; they may use `name`, `number`,
/// `time` and `phone` (the help line).
pub(crate) async fn tell(
    tx: &mut Tx,
    portal: &Portal,
    account: &Account,
    person: &Person,
    id: &str,
    key: String,
    link: &str,
) -> Result<(), DbError> {
    let message = written(tx, portal, account, person, id, key, link);
    okno_notifications::send(tx, &store::recipient(account, person), message).await
}

fn written(
    tx: &Tx,
    portal: &Portal,
    account: &Account,
    person: &Person,
    id: &str,
    key: String,
    link: &str,
) -> Message {
    let at = portal
        .local(tx.now())
        .strftime("%d.%m.%Y, %H:%M")
        .to_string();
    let args = [
        ("name", person.called_in(account.lang).into()),
        ("number", account.number.as_str().into()),
        ("time", at.into()),
        ("phone", portal.settings().hotline.as_str().into()),
    ];
    let text = |part: &str| {
        portal
            .words()
            .tv(account.lang, &format!("{id}-{part}"), &args)
    };
    Message {
        key,
        sms: Some(text("sms")),
        subject: text("subject"),
        body: text("body"),
        link: Some(link.to_owned()),
        inbox: true,
        mail: true,
    }
}
