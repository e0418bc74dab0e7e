//! What is kept of a person here: of a parent the cards of the children, of a child whose
//! account it is who looks after it.

use futures::future::BoxFuture;
use okno_accounts::holdings::{Hindrance, Holdings, Part, Record, Teller};
use okno_accounts::{Account, Person, State, find, find_locked, find_several};
use okno_requisites::NamePart;
use okno_store::{Actor, DbError, Tx};
use serde_json::json;

use crate::acts::told;
use crate::ends::{How, unlink};
use crate::model::Card;
use crate::pages::path;
use crate::{Family, store};

fn card_of(of: &Teller<'_>, card: &Card) -> Record {
    let child = &card.content.child;
    let relation = card.content.relation.word();
    let state = match card.child {
        Some(_) => "checked",
        None => "open",
    };
    let mut record = Record::default()
        .say(of, "surname", child.surname.shown())
        .say(of, "given", child.given.shown())
        .say(
            of,
            "patronymic",
            child.patronymic.as_ref().map(NamePart::shown),
        )
        .say(of, "sex", of.t(child.sex.text_id()))
        .say(of, "birth_date", child.birth_date.shown())
        .say(of, "snils", child.snils.shown())
        .as_value(
            of,
            "relation",
            of.t(&format!("family-relation-{relation}")),
            json!(relation),
        )
        .as_value(
            of,
            "state",
            of.t(&format!("family-data-state-{state}")),
            json!(state),
        )
        .at(of, "checked", card.checked_at);
    for (name, value) in &child.certificate {
        record = record.labelled(
            &format!("certificate.{name}"),
            of.t("family-data-certificate"),
            value.clone(),
            json!(value),
        );
    }
    record
}

impl Family {
    /// Would nobody look after the child's account without this guardian? Not one that is
    /// going to be closed.
    async fn is_left_alone(&self, tx: &mut Tx, card: &Card) -> Result<bool, DbError> {
        let Some(ward) = card.ward.filter(|_| card.guardians < 2) else {
            return Ok(false);
        };
        let (ward, _) = find_locked(tx, ward).await?;
        let grown = card.content.child.is_adult(self.portal().today());
        let guarded = ward.is_guarded() && ward.state != State::Closed && !grown;
        Ok(guarded && self.rights().closes_at(ward.id).await?.is_none())
    }
}

impl Holdings for Family {
    fn export<'a>(
        &'a self,
        of: Teller<'a>,
        account: &'a Account,
        _person: &'a Person,
    ) -> BoxFuture<'a, Result<Vec<Part>, DbError>> {
        Box::pin(async move {
            let (db, of) = (of.db(), of.of("family-data"));
            let cards = store::cards(db, account.id).await?;
            let mut parts = vec![of.part(
                "children",
                cards.iter().map(|card| card_of(&of, card)).collect(),
            )];
            if let Some(known) = store::child_of(db, account.id).await? {
                let cards = store::guardians(db, known.id).await?;
                let people = find_several(db, cards.iter().map(|card| card.account)).await?;
                let guardian = |card: &Card| {
                    let (_, person) = people.get(&card.account)?;
                    let relation = card.content.relation.word();
                    let words = of.t(&format!("family-relation-{relation}"));
                    let record = Record::default().say(&of, "guardian", person.full_name());
                    Some(record.as_value(&of, "relation", words, json!(relation)).at(
                        &of,
                        "checked",
                        card.checked_at,
                    ))
                };
                let guardians = cards.iter().filter_map(guardian);
                parts.push(of.part("guardians", guardians.collect()));
            }
            Ok(parts)
        })
    }

    fn hindrances<'a>(
        &'a self,
        of: Teller<'a>,
        account: &'a Account,
    ) -> BoxFuture<'a, Result<Vec<Hindrance>, DbError>> {
        Box::pin(async move {
            let db = of.db();
            let today = self.portal().today();
            let cards = store::cards(db, account.id).await?;
            let wards = find_several(db, cards.iter().filter_map(|card| card.ward)).await?;
            let mut all = Vec::new();
            for card in cards {
                let ward = card.ward.and_then(|id| wards.get(&id));
                let Some((ward, _)) = ward.filter(|(ward, _)| {
                    ward.is_guarded() && ward.state != State::Closed && card.guardians < 2
                }) else {
                    continue;
                };
                let child = &card.content.child;
                if child.is_adult(today) || self.rights().closes_at(ward.id).await?.is_some() {
                    continue;
                }
                all.push(Hindrance {
                    text: of.ta("family-hindrance", "child", &child.given.shown()),
                    url: path(card.id),
                });
            }
            Ok(all)
        })
    }

    fn erase<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: &'a Account,
    ) -> BoxFuture<'a, Result<bool, DbError>> {
        Box::pin(async move {
            let db = self.portal().db().clone();
            if let Some(found) = find(&db, account.id).await? {
                let how = (How::Closed, Actor::System);
                for card in store::cards_in(tx, account.id).await? {
                    if self.is_left_alone(tx, &card).await? {
                        // Made since nothing was in the way.
                        return Err(DbError::Conflict);
                    }
                    unlink(self, tx, (&found.0, &found.1), &card, how).await?;
                }
            }
            if let Some(known) = store::child_of_in(tx, account.id).await? {
                store::set_account(tx, known.id, None).await?;
                let cards = store::guardians_in(tx, known.id).await?;
                if cards.is_empty() {
                    store::drop_child(tx, known.id).await?;
                }
                let (event, name) = (tx.new_id(), known.child.given.shown());
                for card in cards {
                    if let Some((parent, person)) = find(&db, card.account).await? {
                        let to = (&parent, &person);
                        told(self, tx, to, ("closed", "guardian"), event, &name).await?;
                    }
                }
            }
            Ok(false)
        })
    }
}
