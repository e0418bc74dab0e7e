//! The account of a child: made by one guardian once its contacts are proven.

use futures::future::BoxFuture;
use okno_accounts::secrets::Hashed;
use okno_accounts::{Account, Person, ProfileSaved, find_locked, first, save_person, wards};
use okno_requisites::{Email, Phone};
use okno_store::{Actor, DbError, Entry, Tx};

use crate::model::{Card, Child, Content, Relation};
use crate::store::{self, Contacts, Known};
use crate::{Family, checks};

/// The person that stands behind the account: what the registries have found right, and the
/// contacts.
fn person_of(child: &Child, email: Email, phone: Phone) -> Person {
    Person {
        surname: child.surname.clone(),
        given: child.given.clone(),
        patronymic: child.patronymic.clone(),
        phone,
        email,
        sex: Some(child.sex),
        birth_date: Some(child.birth_date.clone()),
        birth_place: None,
        citizenship: None,
        passport: None,
        snils: Some(child.snils.clone()),
        inn: None,
        address: None,
    }
}

/// Makes it; the child is held and has none. The code of access goes to its mailbox.
///
/// # Errors
/// [`DbError::Taken`] when a contact or the SNILS belongs to another account.
pub(crate) async fn make(
    family: &Family,
    tx: &mut Tx,
    (parent, person): (&Account, &Person),
    known: &Known,
    contacts: &Contacts,
    actor: Actor,
) -> Result<(Account, Person), DbError> {
    let lent = contacts.phone.is_none();
    let phone = contacts.phone.clone();
    let phone = phone.unwrap_or_else(|| person.phone.clone());
    let child = person_of(&known.child, contacts.email.clone(), phone);
    let account = wards::create(tx, &child, lent, parent.lang).await?;
    store::set_account(tx, known.id, Some(account.id)).await?;
    let act = "account.created_by_guardian";
    tx.journal(Entry::new(actor, act, "account", account.id).owner(account.id))
        .await?;
    let click = first::new_click(tx.db());
    if let Some((code, _)) = first::make(tx, account.id, &click).await? {
        wards::send_first(tx, family.portal(), &account, &child, &code).await?;
    }
    Ok((account, child))
}

impl Family {
    /// Makes a child of which nothing has to be asked any more, with an account that this
    /// password opens, and without a letter to it: for the demo.
    ///
    /// # Errors
    /// [`DbError::Taken`] when a contact or the SNILS belongs to another account.
    pub async fn settle(
        &self,
        tx: &mut Tx,
        parent: (&Account, &Person),
        (child, relation): (&Child, Relation),
        (email, phone): (Email, Phone),
        password: &Hashed,
    ) -> Result<(), DbError> {
        let content = Content::of(child.clone(), relation);
        let id = store::insert(tx, parent.0.id, &content).await?;
        let card = store::card_in(tx, id).await?;
        let card: Card = card.ok_or(DbError::Missing("card"))?;
        checks::adopt(self, tx, parent, &card).await?;
        let known = store::child_for(tx, child).await?;
        let person = person_of(child, email, phone);
        let account = wards::create_with(tx, &person, password, parent.0.lang).await?;
        store::set_account(tx, known.id, Some(account.id)).await
    }
}

/// Whose phone is lent to a child: another one is so from now on.
pub(crate) struct Lends;

impl ProfileSaved for Lends {
    fn saved<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: &'a Account,
        before: &'a Person,
        after: &'a Person,
        _actor: Actor,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(async move {
            if before.phone == after.phone {
                return Ok(());
            }
            for card in store::cards_in(tx, account.id).await? {
                let Some(ward) = card.ward else {
                    continue;
                };
                let (ward, person) = find_locked(tx, ward).await?;
                if ward.ward.is_lent() && person.phone == before.phone {
                    let phone = after.phone.clone();
                    save_person(tx, &ward, &Person { phone, ..person }).await?;
                }
            }
            Ok(())
        })
    }
}
