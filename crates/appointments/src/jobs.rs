//! What is told of a visit: that it is booked, and a reminder the day before.

use okno_accounts::{Account, Person, find, recipient};
use okno_notifications::{Message, Topic};
use okno_store::jobs::Policy;
use okno_store::{DbError, Job, JobError, NewJob, Tx, Worker};
use okno_web::{Lang, Words};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Appointments;
use crate::centres::Centres;
use crate::model::{State, Visit, reminder};
use crate::store;

const REMIND: &str = "appointments.remind";

#[derive(Serialize, Deserialize)]
struct Remind {
    visit: Uuid,
}

fn key(visit: Uuid) -> String {
    format!("visit:{visit}:remind")
}

/// Reminds of a visit the day before, when there is a day before.
pub(crate) async fn remind_later(
    own: &Appointments,
    tx: &mut Tx,
    visit: &Visit,
) -> Result<(), DbError> {
    let now = tx.now();
    let zone = own
        .centres()
        .get(&visit.centre)
        .map(|centre| own.centres().zone(centre));
    let Some(at) = zone.and_then(|zone| reminder(visit.starts_at, &zone, now)) else {
        return Ok(());
    };
    let job = NewJob::new(REMIND, key(visit.id), &Remind { visit: visit.id });
    tx.enqueue(job.owner(visit.account).after(at.duration_since(now)))
        .await
        .map(|_| ())
}

/// A visit that is not to be reminded of any more.
pub(crate) async fn forget(tx: &mut Tx, visit: Uuid) -> Result<(), DbError> {
    tx.cancel_job(&key(visit)).await.map(|_| ())
}

pub(crate) fn register(own: &Appointments, worker: &mut Worker) {
    let of = own.clone();
    worker.handle(REMIND, Policy::default(), move |job| {
        let of = of.clone();
        async move { run(&of, &job).await }
    });
}

async fn run(own: &Appointments, job: &Job) -> Result<(), JobError> {
    let db = own.portal().db();
    let payload: Remind = job.payload()?;
    let booked =
        |visit: &Visit| visit.state(db.now()) == State::Booked && visit.starts_at > db.now();
    let Some(visit) = store::by_id(db, payload.visit).await?.filter(booked) else {
        return Ok(());
    };
    let Some((account, person)) = find(db, visit.account).await? else {
        return Ok(());
    };
    let mut tx = db.begin().await?;
    // Cancelled while this was read: nobody is reminded.
    if store::by_id_locked(&mut tx, visit.id)
        .await?
        .is_some_and(|fresh| booked(&fresh))
    {
        tell(own, &mut tx, &visit, &account, &person, "remind").await?;
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// «24 ноября в 9:15» by the clock of the place.
pub(crate) fn when(own: &Appointments, lang: Lang, visit: &Visit) -> String {
    when_at(own.portal().words(), own.centres(), lang, visit)
}

pub(crate) fn when_at(words: &Words, centres: &Centres, lang: Lang, visit: &Visit) -> String {
    let zone = centres
        .get(&visit.centre)
        .map(|centre| centres.zone(centre));
    let local = visit
        .starts_at
        .to_zoned(zone.unwrap_or(jiff::tz::TimeZone::UTC));
    let month = words.t(lang, &format!("web-month-{}", local.month()));
    let args = [
        ("day", format!("{}\u{a0}{month}", local.day()).into()),
        ("time", local.strftime("%-H:%M").to_string().into()),
    ];
    words.tv(lang, "appointments-when", &args)
}

/// SMS, letter and inbox about a visit.
pub(crate) async fn tell(
    own: &Appointments,
    tx: &mut Tx,
    visit: &Visit,
    account: &Account,
    person: &Person,
    what: &str,
) -> Result<(), DbError> {
    let (words, lang) = (own.portal().words(), account.lang);
    let centre = own.centres().get(&visit.centre);
    let purpose = own.centres().purpose(&visit.purpose);
    let text = |id: &str| {
        let args = [
            ("name", person.called().into()),
            ("when", when(own, lang, visit).into()),
            (
                "centre",
                centre
                    .map(|c| c.name.get(lang.code()))
                    .unwrap_or_default()
                    .into(),
            ),
            (
                "address",
                centre
                    .map(|c| c.address.get(lang.code()))
                    .unwrap_or_default()
                    .into(),
            ),
            (
                "bring",
                purpose
                    .map(|p| p.bring.get(lang.code()))
                    .unwrap_or_default()
                    .into(),
            ),
        ];
        words.tv(lang, &format!("appointments-{what}-{id}"), &args)
    };
    okno_notifications::send(
        tx,
        &recipient(account, person),
        Message {
            key: format!("visit:{}:{what}", visit.id),
            topic: Topic::Visits,
            sms: Some(text("sms")),
            subject: text("subject"),
            body: text("body"),
            link: Some(format!("/cabinet/visits/{}", visit.id)),
            inbox: true,
            mail: true,
        },
    )
    .await?;
    Ok(())
}
