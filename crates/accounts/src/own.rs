//! What this department and those below it keep of a person, for its owner.

use futures::future::BoxFuture;
use okno_notifications::Letter;
use okno_requisites::{Address, BirthDate, Inn, NamePart, Snils};
use okno_store::journal::{self, Line};
use okno_store::{Actor, DbError, Tx};
use okno_web::{Subject, session};
use serde_json::json;

use crate::consents::{self, Consent};
use crate::department::Accounts;
use crate::documents;
use crate::holdings::{Agreement, Consents, Follows, Holdings, Part, Record, Teller};
use crate::looks::{self, Seen};
use crate::model::{Account, Level, Passport, Person};
use crate::security::{agent, questions, reserve, store as security};
use crate::{first_steps, news, passkeys};

/// The most lines of a list that are carried away; nobody has more by their own hand.
const MOST: u32 = 10_000;

fn account_of(of: &Teller<'_>, account: &Account) -> Record {
    let level = match account.level {
        Level::Simplified => "accounts-level-name-1",
        Level::Standard => "accounts-level-name-2",
        Level::Confirmed => "accounts-level-name-3",
    };
    let mut record = Record::default()
        .say(of, "number", account.number.clone())
        .as_value(of, "level", of.t(level), json!(account.level.number()))
        .at(of, "level_since", account.level_at);
    if let Some(method) = &account.method {
        record = record.as_value(of, "method", called(of, method), json!(method));
    }
    let language = of.t(&format!("accounts-data-language-{}", account.lang.code()));
    record.at(of, "created", account.created_at).as_value(
        of,
        "language",
        language,
        json!(account.lang.code()),
    )
}

/// A way of confirmation, in the words of the department that has it.
fn called(of: &Teller<'_>, method: &str) -> String {
    let id = format!("proofing-{}", method.replace('_', "-"));
    match of.portal.words().has(of.lang, &id) {
        true => of.t(&id),
        false => method.to_owned(),
    }
}

fn person_of(of: &Teller<'_>, person: &Person) -> Record {
    let passport = person.passport.as_ref();
    let say = |what: fn(&Passport) -> String| passport.map(what);
    Record::default()
        .say(of, "surname", person.surname.shown())
        .say(of, "given", person.given.shown())
        .say(
            of,
            "patronymic",
            person.patronymic.as_ref().map(NamePart::shown),
        )
        .say(of, "phone", person.phone.shown())
        .say(of, "email", person.email.shown())
        .say(of, "sex", person.sex.map(|sex| of.t(sex.text_id())))
        .say(
            of,
            "birth_date",
            person.birth_date.as_ref().map(BirthDate::shown),
        )
        .say(of, "birth_place", person.birth_place.clone())
        .say(
            of,
            "citizenship",
            person.citizenship.map(|land| of.t(&land.text_id())),
        )
        .say(of, "passport", say(|p| p.number.shown()))
        .say(of, "passport_issued_by", say(|p| p.issued_by.clone()))
        .say(of, "passport_issued_on", say(|p| p.issued_on.shown()))
        .say(of, "passport_division", say(|p| p.division.shown()))
        .say(of, "snils", person.snils.as_ref().map(Snils::shown))
        .say(of, "inn", person.inn.as_ref().map(Inn::shown))
        .say(of, "address", person.address.as_ref().map(Address::shown))
}

fn browser(of: &Teller<'_>, called: &str) -> String {
    agent::shown(called).unwrap_or_else(|| of.t("accounts-device-unknown"))
}

fn yes(of: &Teller<'_>, on: bool) -> String {
    match on {
        true => of.t("accounts-data-yes"),
        false => of.t("accounts-data-no"),
    }
}

/// How the account is protected: what opens it, never a secret.
async fn protection(of: &Teller<'_>, account: &Account) -> Result<Vec<Record>, DbError> {
    let db = of.db();
    let steps = security::steps(db, account.id).await?;
    let left = security::backup_left(db, account.id).await?;
    let ways = Record::default()
        .as_value(of, "app", yes(of, steps.app), json!(steps.app))
        .as_value(of, "sms", yes(of, steps.sms), json!(steps.sms))
        .as_value(of, "backup_codes", left.to_string(), json!(left));
    let keys = passkeys::store::of(db, account.id).await?;
    let keys = keys.into_iter().map(|key| {
        Record::default()
            .say(of, "key", key.name)
            .at(of, "added", key.made_at)
            .at(of, "used", key.used_at)
    });
    let reserve = reserve::find(db, account.id).await?;
    let reserve = reserve.map(|phone| Record::default().say(of, "reserve", phone.shown()));
    let asked = questions::find(db, account.id).await?;
    let asked = asked.into_iter().flatten().map(|asked| {
        let words = asked.question.told(of.portal, of.lang);
        Record::default().say(of, "question", words)
    });
    let all = std::iter::once(ways).chain(keys).chain(reserve);
    Ok(all.chain(asked).collect())
}

async fn browsers(of: &Teller<'_>, account: &Account) -> Result<Vec<Record>, DbError> {
    let here = session::of(of.db(), Subject::Citizen(account.id)).await?;
    let sessions = here.into_iter().map(|one| {
        Record::default()
            .say(of, "browser", browser(of, &one.agent))
            .say(of, "network", one.origin.map(|ip| ip.to_string()))
            .at(of, "signed_in", one.created_at)
            .at(of, "seen", one.seen_at)
    });
    let mut all: Vec<Record> = sessions.collect();
    for (called, seen) in security::newest(of.db(), account.id, MOST).await? {
        let record = Record::default().say(of, "browser", browser(of, &called));
        all.push(record.at(of, "seen", seen));
    }
    Ok(all)
}

fn consent_of(accounts: &Accounts, of: &Teller<'_>, consent: &Consent) -> Record {
    let agreement = accounts.agreement(*of, &consent.document);
    let title = agreement.map_or_else(|| consent.document.clone(), |known| known.title);
    Record::default()
        .as_value(of, "document", title, json!(consent.document))
        .say(of, "version", consent.version.clone())
        .say(of, "hash", consent.hash.clone())
        .at(of, "agreed", consent.given_at)
        .at(of, "withdrawn", consent.withdrawn_at)
}

fn look_of(of: &Teller<'_>, seen: &Seen) -> Record {
    let what = of.t(&format!("accounts-looks-what-{}", seen.what));
    let role = of.t(&format!("accounts-role-{}", seen.role));
    Record::default()
        .as_value(of, "what", what, json!(seen.what))
        .as_value(of, "role", role, json!(seen.role))
        .say(of, "place", seen.place.clone())
        .say(of, "official", looks::work_number(seen.staff))
        .say(of, "case", seen.number.clone())
        .say(
            of,
            "reason",
            seen.reason.as_ref().map(|text| text.reveal().clone()),
        )
        .at(of, "time", seen.at)
}

fn line_of(of: &Teller<'_>, line: &Line) -> Record {
    let words = of.portal.words().act(of.lang, "act", line);
    let what = words.unwrap_or_else(|| of.t("accounts-act-other"));
    let who = match line.actor_kind.as_str() {
        "citizen" if line.actor != line.owner => "accounts-who-guardian",
        "citizen" => "accounts-who-you",
        "staff" => "accounts-who-staff",
        "visitor" => "accounts-who-visitor",
        _ => "accounts-who-portal",
    };
    let id = line.id.to_string();
    Record::default()
        .as_value(of, "what", what, json!(line.act))
        .as_value(of, "who", of.t(who), json!(line.actor_kind))
        .at(of, "time", line.at)
        .as_value(of, "line", id.clone(), json!(id))
}

fn letter_of(of: &Teller<'_>, letter: Letter) -> Record {
    Record::default()
        .say(of, "subject", letter.subject)
        .say(of, "text", letter.body)
        .at(of, "time", letter.at)
}

impl Holdings for Accounts {
    fn export<'a>(
        &'a self,
        of: Teller<'a>,
        account: &'a Account,
        person: &'a Person,
    ) -> BoxFuture<'a, Result<Vec<Part>, DbError>> {
        Box::pin(async move {
            let (db, id, of) = (of.db(), account.id, of.of("accounts-data"));
            let told = account_of(&of, account);
            let reads = news::is_reader(db, id).await?;
            let told = told.as_value(&of, "news", yes(&of, reads), json!(reads));
            let mut profile = person_of(&of, person);
            let early = first_steps::passport(db, id).await?;
            profile = profile.say(&of, "early_passport", early.map(|number| number.shown()));
            let given = consents::of_owner(db, id, MOST, 0).await?;
            let seen = looks::of_owner(db, id, MOST, 0).await?;
            let lines = journal::of_owner(db, id, MOST).await?;
            let letters = okno_notifications::inbox(db, id, MOST).await?;
            Ok(vec![
                of.part("account", vec![told]),
                of.part("profile", vec![profile]),
                of.part("protection", protection(&of, account).await?),
                of.part("browsers", browsers(&of, account).await?),
                of.part(
                    "consents",
                    given.iter().map(|c| consent_of(self, &of, c)).collect(),
                ),
                of.part(
                    "looks",
                    seen.iter().map(|seen| look_of(&of, seen)).collect(),
                ),
                of.part(
                    "messages",
                    letters.into_iter().map(|one| letter_of(&of, one)).collect(),
                ),
                of.part("history", lines.iter().map(|l| line_of(&of, l)).collect()),
            ])
        })
    }

    fn erase<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: &'a Account,
    ) -> BoxFuture<'a, Result<bool, DbError>> {
        Box::pin(async move {
            okno_notifications::forget(tx, account.id).await?;
            Ok(false)
        })
    }
}

impl Consents for Accounts {
    fn agreement(&self, of: Teller<'_>, document: &str) -> Option<Agreement> {
        let title = match document {
            documents::PERSONAL => "accounts-consent-title",
            documents::AGREEMENT => "accounts-agreement-title",
            // Its own text ties it to the first: the passport is what the account stands on.
            documents::PASSPORT => "accounts-terms-title",
            documents::NEWS => {
                return Some(Agreement {
                    title: of.t("accounts-news-consent-title"),
                    follows: Follows::This(of.t("accounts-news-consent-follows")),
                });
            }
            _ => return None,
        };
        Some(Agreement {
            title: of.t(title),
            follows: Follows::Closing,
        })
    }

    fn withdrawn<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: &'a Account,
        _person: &'a Person,
        document: &'a str,
        _actor: Actor,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(async move {
            match document {
                documents::NEWS => news::leave(tx, account.id).await,
                _ => Ok(()),
            }
        })
    }
}
