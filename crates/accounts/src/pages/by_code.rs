//! A change that takes a code from the account's phone (S0-08): of the profile, and of
//! what other departments keep for its owner.

use axum::response::Response;
use okno_store::{DbError, Tx};
use okno_web::{Fault, Input, Visitor};

use super::code::Place;
use crate::codes::{self, Channel, Good};
use crate::model::{Account, Person};

/// A kind of change. Texts are Fluent ids.
#[derive(Debug, Clone, Copy)]
pub struct ByCode {
    /// Of the code; a code for one purpose is no good for another.
    pub purpose: &'static str,
    /// The page on which the code is typed.
    pub action: &'static str,
    /// Title of that page.
    pub title: &'static str,
    /// What was sent, with `to`.
    pub lead: &'static str,
    /// Words of the button.
    pub submit: &'static str,
    /// The page before it, and its words.
    pub back: (&'static str, &'static str),
    /// The SMS, with `code`.
    pub sms: &'static str,
}

/// May the change wait for a code?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chance {
    /// A code is to be sent.
    Send,
    /// The one of a moment ago is still good: it confirms what is kept now.
    Sent,
    /// Too many were sent.
    TooMany,
}

impl ByCode {
    /// May a change wait for a code now?
    ///
    /// # Errors
    /// Those of the store.
    pub async fn chance(
        &self,
        visitor: &Visitor,
        account: &Account,
        person: &Person,
    ) -> Result<Chance, DbError> {
        let channel = Channel::Sms(person.phone.clone());
        let (db, purpose) = (visitor.db(), self.purpose);
        if codes::may_send(visitor, purpose, account.id, &channel)
            .await?
            .is_ok()
        {
            return Ok(Chance::Send);
        }
        let sent = codes::under_way(db, purpose, account.id, "sms").await?;
        let good = sent.is_some_and(|sent| sent.left > 0 && db.now() < sent.ends_at);
        Ok(if good { Chance::Sent } else { Chance::TooMany })
    }

    /// Sends the code, in the transaction that keeps the change.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn send(
        &self,
        tx: &mut Tx,
        visitor: &Visitor,
        account: &Account,
        person: &Person,
    ) -> Result<(), DbError> {
        let channel = Channel::Sms(person.phone.clone());
        codes::send(tx, visitor, self.purpose, account.id, &channel, self.sms)
            .await
            .map(|_| ())
    }

    fn place(&self, visitor: &Visitor, account: &Account, person: &Person) -> Place<'static> {
        Place {
            purpose: self.purpose,
            subject: account.id,
            channel: Channel::Sms(person.phone.clone()),
            masked: false,
            action: self.action,
            title: self.title,
            submit: self.submit,
            steps: None,
            back: (self.back.0.to_owned(), visitor.t(self.back.1)),
            change: None,
            lead: self.lead,
            more: Vec::new(),
            links: Vec::new(),
        }
    }

    /// The page on which the code is typed; the query says when another has been sent.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn show(
        &self,
        visitor: &Visitor,
        account: &Account,
        person: &Person,
        query: Option<&str>,
    ) -> Result<Response, Fault> {
        self.place(visitor, account, person)
            .show(visitor, query)
            .await
    }

    /// Checks what was typed, or sends another code when that was asked for: a good code,
    /// or the page that follows.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn check(
        &self,
        visitor: &Visitor,
        account: &Account,
        person: &Person,
        input: &Input,
    ) -> Result<Result<Good, Response>, Fault> {
        let place = self.place(visitor, account, person);
        if let Some(sent) = place.resend(visitor, input, self.sms).await? {
            return Ok(Err(sent));
        }
        place.check(visitor, input).await
    }
}
