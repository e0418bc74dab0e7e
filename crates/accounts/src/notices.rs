//! Messages about an account to its owner.

use okno_notifications::{Choices, Message, Recipient, Topic};
use okno_store::{DbError, Tx};
use okno_web::{Lang, Portal};

use crate::model::{Account, Person, Staff};
use crate::store;

/// A message of this name welcomes; all others are about who gets into an account.
const WELCOME: &str = "accounts-created";

/// What is told.
pub(crate) struct Note<'a> {
    /// The texts are `{id}-sms`, `{id}-subject`, `{id}-body`; they may use `name`,
    /// `number`, `time` and `phone` (the help line).
    pub(crate) id: &'a str,
    /// More that they may use.
    pub(crate) facts: &'a [(&'a str, String)],
    /// A repeat under the same key is not sent.
    pub(crate) key: String,
    /// Path of the button.
    pub(crate) link: &'a str,
}

/// Tells the owner of an account by SMS, e-mail and in the portal.
pub(crate) async fn tell(
    tx: &mut Tx,
    portal: &Portal,
    account: &Account,
    person: &Person,
    id: &str,
    key: String,
    link: &str,
) -> Result<(), DbError> {
    let facts = &[];
    let note = Note {
        id,
        facts,
        key,
        link,
    };
    let message = written(tx, portal, account, person, note, true);
    okno_notifications::send(tx, &store::recipient(account, person), message).await
}

/// The same without an SMS: for what is worth knowing and wakes nobody.
pub(crate) async fn tell_by_mail(
    tx: &mut Tx,
    portal: &Portal,
    account: &Account,
    person: &Person,
    note: Note<'_>,
) -> Result<(), DbError> {
    let message = written(tx, portal, account, person, note, false);
    okno_notifications::send(tx, &store::recipient(account, person), message).await
}

/// Tells one contact only, and not in the portal: an account's former phone or e-mail.
pub(crate) async fn tell_to(
    tx: &mut Tx,
    portal: &Portal,
    account: &Account,
    person: &Person,
    to: &Recipient,
    note: Note<'_>,
) -> Result<(), DbError> {
    let message = written(tx, portal, account, person, note, true);
    okno_notifications::send(tx, to, message).await
}

/// Writes to an official, as far as their e-mail is known. No person's name may stand in
/// it; officials are written to in Russian, the language of their pages.
pub(crate) async fn tell_staff(
    tx: &mut Tx,
    staff: &Staff,
    key: String,
    (subject, body): (String, String),
    link: &str,
) -> Result<(), DbError> {
    let to = Recipient {
        account: None,
        phone: None,
        email: staff.person.email.clone(),
        lang: Lang::Ru,
        choices: Choices::default(),
    };
    let message = Message {
        key,
        topic: Topic::Security,
        sms: None,
        subject,
        body,
        link: Some(link.to_owned()),
        inbox: false,
        mail: true,
    };
    okno_notifications::send(tx, &to, message).await
}

fn written(
    tx: &Tx,
    portal: &Portal,
    account: &Account,
    person: &Person,
    note: Note<'_>,
    by_sms: bool,
) -> Message {
    let at = portal
        .local(tx.now())
        .strftime("%d.%m.%Y, %H:%M")
        .to_string();
    let mut args = vec![
        ("name", person.called_in(account.lang).into()),
        ("number", account.number.as_str().into()),
        ("time", at.into()),
        ("phone", portal.settings().hotline.as_str().into()),
    ];
    args.extend(note.facts.iter().map(|(k, v)| (*k, v.as_str().into())));
    let text = |part: &str| {
        portal
            .words()
            .tv(account.lang, &format!("{}-{part}", note.id), &args)
    };
    Message {
        topic: match note.id.starts_with(WELCOME) {
            true => Topic::Account,
            false => Topic::Security,
        },
        sms: by_sms.then(|| text("sms")),
        subject: text("subject"),
        body: text("body"),
        key: note.key,
        link: Some(note.link.to_owned()),
        inbox: true,
        mail: true,
    }
}
