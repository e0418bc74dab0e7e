//! What happens to an application, each in one transaction with its journal
//! line, its messages and its jobs.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan};
use okno_accounts::{Account, Person};
use okno_catalogue::{Decide, ProfileField, Service};
use okno_issuance::Holder;
use okno_requisites::Personal;
use okno_store::{Actor, DbError, NewJob, Tx};
use okno_web::{Fault, Lang};
use serde_json::json;
use uuid::Uuid;

use crate::Applications;
use crate::jobs::{ISSUE, IssueJob, issue_key};
use crate::messages::News;
use crate::model::Refusal;
use crate::model::{Applicant, Application, Correction, Decision, Event, Line, State};
use crate::period::month_of;
use crate::sheet::{asked, world};
use crate::store::{self, ActError, Sending, figures};

mod desk;
mod flow;

pub(crate) use desk::{Given, Giving, Moved, OFFICER};
pub(crate) use flow::answered;

impl From<ActError> for Fault {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Refused(_) => Self::Stale("the application has another state"),
            ActError::Store(error) => error.into(),
        }
    }
}

/// What an official decides.
pub(crate) enum Verdict {
    Approve,
    Correct(Correction),
    /// Ground, words.
    Reject(String, String),
}

impl Verdict {
    pub(crate) fn event(&self) -> Event {
        match self {
            Self::Approve => Event::Approve,
            Self::Correct(_) => Event::AskCorrection,
            Self::Reject(..) => Event::Reject,
        }
    }

    fn action(&self) -> Decide {
        match self {
            Self::Approve => Decide::Approve,
            Self::Correct(_) => Decide::Correct,
            Self::Reject(..) => Decide::Reject,
        }
    }
}

/// Who decides.
pub(crate) struct Decider {
    pub(crate) id: Uuid,
    pub(crate) name: String,
}

/// Who or what decides.
pub(crate) enum By<'a> {
    /// The official who holds the case.
    Official(&'a Decider),
    /// A line of the workflow.
    Rules(Line),
}

fn field_word(field: ProfileField) -> &'static str {
    match field {
        ProfileField::Name => "name",
        ProfileField::BirthDate => "birth-date",
        ProfileField::BirthPlace => "birth-place",
        ProfileField::Sex => "sex",
        ProfileField::Citizenship => "citizenship",
        ProfileField::Passport => "passport",
        ProfileField::Snils => "snils",
        ProfileField::Inn => "inn",
        ProfileField::RegisteredAddress => "registered-address",
        ProfileField::LivingAddress => "living-address",
        ProfileField::Phone => "phone",
        ProfileField::Email => "email",
    }
}

/// A part of the profile, as it is shown; empty when there is none.
fn field_shown(app: &Applications, lang: Lang, person: &Person, field: ProfileField) -> String {
    let words = app.portal().words();
    match field {
        ProfileField::Name => person.full_name(),
        ProfileField::BirthDate => person
            .birth_date
            .as_ref()
            .map(|v| v.shown())
            .unwrap_or_default(),
        ProfileField::BirthPlace => person.birth_place.clone().unwrap_or_default(),
        ProfileField::Sex => person
            .sex
            .map(|v| words.t(lang, v.text_id()))
            .unwrap_or_default(),
        ProfileField::Citizenship => person
            .citizenship
            .map(|v| words.t(lang, &v.text_id()))
            .unwrap_or_default(),
        ProfileField::Passport => person
            .passport
            .as_ref()
            .map(|v| format!("{}, {}", v.number.shown(), v.issued_by))
            .unwrap_or_default(),
        ProfileField::Snils => person.snils.as_ref().map(|v| v.shown()).unwrap_or_default(),
        ProfileField::Inn => person.inn.as_ref().map(|v| v.shown()).unwrap_or_default(),
        // The profile holds one address, the registered one.
        ProfileField::RegisteredAddress | ProfileField::LivingAddress => person
            .address
            .as_ref()
            .map(|v| v.shown())
            .unwrap_or_default(),
        ProfileField::Phone => person.phone.shown(),
        ProfileField::Email => person.email.shown(),
    }
}

impl Applications {
    /// What of the profile goes with an application: what its desk sees and
    /// whose document it will be.
    pub(crate) fn applicant(&self, service: &Service, person: &Person, lang: Lang) -> Applicant {
        let profile: BTreeMap<String, String> =
            self.profile(service, person, lang).into_iter().collect();
        Applicant {
            short: person.listed(),
            holder: Holder {
                surname: Personal::new(person.surname.shown()),
                name: Personal::new(person.given.shown()),
                patronymic: Personal::new(
                    person
                        .patronymic
                        .as_ref()
                        .map(|p| p.shown())
                        .unwrap_or_default(),
                ),
            },
            birth_date: person
                .birth_date
                .as_ref()
                .map(|d| d.shown())
                .unwrap_or_default(),
            profile,
        }
    }

    /// What the desk of a service sees of a profile, in the order of the
    /// service: word of the field, value.
    pub(crate) fn profile(
        &self,
        service: &Service,
        person: &Person,
        lang: Lang,
    ) -> Vec<(String, String)> {
        let sees = service.desk.sees.iter();
        sees.map(|f| {
            (
                field_word(*f).to_owned(),
                field_shown(self, lang, person, *f),
            )
        })
        .collect()
    }

    /// The words of the fields that the desk of a service sees, in order.
    pub(crate) fn profile_words(service: &Service) -> impl Iterator<Item = &'static str> + '_ {
        service.desk.sees.iter().map(|field| field_word(*field))
    }

    /// When the agency must answer what is sent now: the end of the last
    /// working day, in the zone of the portal.
    pub(crate) fn due_at(&self, service: &Service, now: Timestamp) -> Timestamp {
        let sent = self.portal().local(now);
        let due = self
            .calendar()
            .due(sent.date(), service.deadline.working_days);
        let end = due
            .checked_add(1.day())
            .and_then(|next| next.to_zoned(sent.time_zone().clone()))
            .map(|next| next.timestamp());
        match end {
            Ok(end) => end.checked_sub(1.millisecond()).unwrap_or(end),
            Err(_) => Timestamp::MAX,
        }
    }

    /// Works out the sending of a draft (S0-19 … S0-21): number, deadline, consent,
    /// messages. All is put off until [`store::send`], so that the writer of the
    /// store is asked for only when there is nothing left to do but to write.
    pub(crate) async fn ready_draft(
        &self,
        tx: &mut Tx,
        application: &Application,
        account: &Account,
        person: &Person,
    ) -> Result<store::Ready, ActError> {
        application.after(Event::Send, None)?;
        let service = self.known(tx, application).await?;
        let Some(ticked) = &application.content.ticked else {
            return Err(DbError::Missing("consent").into());
        };
        let year = self.portal().local(tx.now()).year();
        let number = store::draw_number(tx, &service.number_prefix, year);
        okno_accounts::keep_consent(
            tx,
            account.id,
            &service.id,
            &ticked.version,
            service.consent.text.get(&ticked.lang),
            ticked.origin,
        )
        .await?;
        self.hand_over(tx, application, &number, account, person, Event::Send)
            .await
    }

    /// Sends a correction.
    pub(crate) async fn send_correction(
        &self,
        tx: &mut Tx,
        application: &Application,
        account: &Account,
        person: &Person,
    ) -> Result<(), ActError> {
        let event = Event::SendCorrection;
        application.after(event, None)?;
        let number = application.number.clone().unwrap_or_default();
        let ready = self
            .hand_over(tx, application, &number, account, person, event)
            .await?;
        Ok(store::send(tx, ready).await?)
    }

    async fn hand_over(
        &self,
        tx: &mut Tx,
        application: &Application,
        number: &str,
        account: &Account,
        person: &Person,
        event: Event,
    ) -> Result<store::Ready, ActError> {
        let service = self.known(tx, application).await?;
        let due_at = self.due_at(&service, tx.now());
        let mut content = application.content.clone();
        let world = world(account, person, self.portal().today());
        let sheet = service.sheet(&content, &world);
        let asked = asked(&service, &content, &sheet);
        // What is not asked goes nowhere: answers to it came before another answer changed.
        let mut dropped = Vec::new();
        let groups = service.form.sections.iter().filter(|s| s.repeat.is_some());
        for closed in groups.filter(|s| !sheet.has_section(&s.id)) {
            dropped.extend(content.drop_rows(closed));
        }
        for unasked in service.spots(&application.content).iter() {
            if !asked.contains(&unasked.key) {
                dropped.extend(content.drop_at(unasked));
            }
        }
        for file in dropped {
            tx.forget_file(file.id).await?;
        }
        content.typed.clear();
        content.asked = Some(asked);
        content.left.clear();
        content.is_carried = false;
        let stage = self
            .raise(tx, application, &service, &sheet, person)
            .await?;
        content.applicant = Some(self.applicant(&service, person, Lang::Ru));
        let sending = Sending {
            number,
            service: &service,
            content: &content,
            due_at,
            stage,
        };
        let ready = store::ready(tx, application, &sending);
        let actor = Actor::Citizen(account.id);
        store::note(tx, application, event, actor, json!({ "number": number })).await?;
        let news = News {
            word: event.word(),
            words: "",
            due: Some(due_at),
            number,
            version: application.version,
        };
        self.tell(tx, &service, application, account, person, &news)
            .await?;
        Ok(ready)
    }

    /// Takes an application back, or confirms that the document was received.
    pub(crate) async fn person_does(
        &self,
        tx: &mut Tx,
        id: Uuid,
        event: Event,
    ) -> Result<(), ActError> {
        let application = store::find_locked(tx, id).await?;
        let state = application.after(event, None)?;
        store::go(tx, &application, state).await?;
        let actor = Actor::Citizen(application.owner);
        self.closing_words(tx, &application, event, actor, "").await
    }

    /// Journal and messages of a change that carries no deadline.
    pub(crate) async fn closing_words(
        &self,
        tx: &mut Tx,
        application: &Application,
        event: Event,
        actor: Actor,
        words: &str,
    ) -> Result<(), ActError> {
        let number = application.number.clone().unwrap_or_default();
        let facts = json!({ "number": number });
        store::note(tx, application, event, actor, facts).await?;
        let service = self.known(tx, application).await?;
        let (account, person) = self.owner(tx, application).await?;
        let news = News {
            word: event.word(),
            words,
            due: None,
            number: &number,
            version: application.version,
        };
        self.tell(tx, &service, application, &account, &person, &news)
            .await?;
        Ok(())
    }

    /// The account of an application and its person, read in the transaction.
    pub(crate) async fn owner(
        &self,
        tx: &mut Tx,
        application: &Application,
    ) -> Result<(Account, Person), DbError> {
        okno_accounts::find_locked(tx, application.owner).await
    }

    /// Decides a case; only the official who holds it may.
    pub(crate) async fn decide(
        &self,
        tx: &mut Tx,
        id: Uuid,
        decider: &Decider,
        verdict: Verdict,
    ) -> Result<State, ActError> {
        let application = store::find_locked(tx, id).await?;
        application.after(verdict.event(), Some(decider.id))?;
        let service = self.known(tx, &application).await?;
        let stage = self.stage(&service, &application);
        if !stage.allows(verdict.action()) {
            return Err(Refusal::NotHere.into());
        }
        self.eyes(tx, &application, stage, decider.id).await?;
        self.conclude(tx, &application, verdict, By::Official(decider))
            .await
    }

    /// Writes a decision down and does what follows from it.
    async fn conclude(
        &self,
        tx: &mut Tx,
        application: &Application,
        verdict: Verdict,
        decided: By<'_>,
    ) -> Result<State, ActError> {
        let event = verdict.event();
        let state = application.state.after(event)?;
        let id = application.id;
        let service = self.known(tx, application).await?;
        let (actor, decision) = match decided {
            By::Official(decider) => {
                let by_name = decider.name.clone();
                let by = decider.id;
                let decision = Decision {
                    by,
                    by_name,
                    ..Decision::default()
                };
                (Actor::Staff(by), decision)
            }
            By::Rules(line) => {
                let line = Some(line);
                (
                    Actor::System,
                    Decision {
                        line,
                        ..Decision::default()
                    },
                )
            }
        };
        let by = |ground: Option<String>, words: String| Decision {
            ground,
            words,
            ..decision.clone()
        };
        let mut told = String::new();
        let (correction, decision) = match verdict {
            Verdict::Approve => (None, Some(by(None, String::new()))),
            Verdict::Correct(correction) => {
                told.clone_from(&correction.message);
                (Some(correction), None)
            }
            Verdict::Reject(ground, words) => {
                let (account, _) = self.owner(tx, application).await?;
                if let Some(ground) = service.refusal_ground(&ground) {
                    ground.text.get(account.lang.code()).clone_into(&mut told);
                }
                if !words.is_empty() {
                    told.push_str("\n\n");
                    told.push_str(&words);
                }
                (None, Some(by(Some(ground), words)))
            }
        };
        let (took, month) = self.counted(application, tx.now());
        let took = decision.as_ref().map(|_| took);
        store::decide(
            tx,
            application,
            state,
            correction.as_ref(),
            decision.as_ref(),
            took,
        )
        .await?;
        if let Some(ground) = decision.as_ref().and_then(|d| d.ground.as_deref()) {
            figures::refused(tx, application, ground, month).await?;
        }
        if state == State::Approved {
            let job = IssueJob { application: id };
            tx.enqueue(NewJob::new(ISSUE, issue_key(id), &job).owner(application.owner))
                .await?;
        }
        self.closing_words(tx, application, event, actor, told.trim())
            .await?;
        Ok(state)
    }

    /// For the statistics: working days since it was received, and the month that a
    /// decision of now belongs to.
    fn counted(&self, application: &Application, now: Timestamp) -> (i64, i64) {
        let local = |at| self.portal().local(at).date();
        let today = local(now);
        let received = application.received_at.or(application.sent_at);
        let took = received.map_or(0, |at| self.calendar().left(local(at), today));
        (took, month_of(today))
    }
}
