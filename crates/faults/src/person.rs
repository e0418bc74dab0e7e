//! A person who lives a case and remembers what was acknowledged.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::browser::{Answer, Browser, Trouble};
use crate::official::Official;
use crate::stand::{Human, Stand};
use crate::{PASSWORD, service};

/// How far a person has come, as the portal has acknowledged it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Nothing yet.
    New,
    /// The first form of the registration was taken.
    Form,
    /// The phone is confirmed.
    Phone,
    /// The e-mail is confirmed.
    Mail,
    /// The account is there.
    Account,
    /// The profile is saved.
    Profile,
    /// The registries have agreed.
    Standard,
    /// A code for the service centre is there.
    Code,
    /// The operator has confirmed.
    Confirmed,
    /// There is a draft.
    Draft,
    /// Its first section was taken, with a file.
    Attached,
    /// All its answers were taken.
    Answered,
    /// The consent was taken.
    Ticked,
    /// The application was sent and has a number.
    Sent,
    /// The officer has approved.
    Approved,
    /// The document was read.
    Document,
    /// It was received.
    Completed,
}

/// A picture of one pixel.
const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1f, 0x15, 0xc4,
    0x89, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x64, 0x60, 0xf8, 0x5f,
    0x0f, 0x00, 0x02, 0x87, 0x01, 0x80, 0xeb, 0x47, 0xba, 0x92, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45,
    0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// How a person goes about it.
#[derive(Clone, Default)]
pub struct Pace {
    /// How long they think before each step; as fast as can be without.
    pub think: Option<Arc<dyn Fn() -> Duration + Send + Sync>>,
    /// Counts the starts of the portal: after each of them they look back.
    pub starts: Arc<AtomicUsize>,
}

/// A person of the stand at their browser.
pub struct Person {
    /// Who they are.
    pub human: Human,
    /// What was acknowledged.
    pub stage: Stage,
    /// Address of the application.
    pub application: String,
    /// Its number.
    pub number: String,
    /// How often the portal vanished under their hands.
    pub interrupted: u32,
    /// How often they looked whether everything acknowledged was there.
    pub looked_back: u32,
    /// How they go about it.
    pub pace: Pace,
    browser: Browser,
    stand: Stand,
    code: String,
    tried: HashSet<String>,
    waiting_since: Instant,
    tried_to_finish: bool,
}

fn expect(answer: Answer, status: u16, to: &str) -> Result<Answer, Trouble> {
    if answer.status == status && (to.is_empty() || answer.to() == to) {
        Ok(answer)
    } else {
        Err(answer.wrong(&format!("{status} {to}")))
    }
}

impl Person {
    /// Somebody without an account, before the portal at `url`; `n` tells
    /// their network address from others'.
    #[must_use]
    pub fn new(human: Human, stand: Stand, url: &str, n: usize) -> Self {
        let address = format!("10.{}.{}.{}", n / 62_500, n / 250 % 250, n % 250 + 1);
        Self {
            human,
            stage: Stage::New,
            application: String::new(),
            number: String::new(),
            interrupted: 0,
            looked_back: 0,
            pace: Pace::default(),
            browser: Browser::new(url, &address),
            stand,
            code: String::new(),
            tried: HashSet::new(),
            waiting_since: Instant::now(),
            tried_to_finish: false,
        }
    }

    /// Their browser.
    #[must_use]
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Goes on until `goal` was acknowledged, however often the portal
    /// vanishes; after each time they look whether everything acknowledged is
    /// there.
    ///
    /// # Panics
    /// When something acknowledged is gone, when an answer is wrong, or when
    /// it takes longer than `longest`.
    pub async fn live(
        &mut self,
        goal: Stage,
        operator: &Official,
        officer: &Official,
        longest: Duration,
    ) {
        self.go_on(goal, Some((operator, officer)), longest).await;
    }

    /// The same as far as no official is needed: [`Stage::Code`] at most.
    ///
    /// # Panics
    /// As [`Person::live`].
    pub async fn until(&mut self, goal: Stage, longest: Duration) {
        self.go_on(goal, None, longest).await;
    }

    async fn go_on(
        &mut self,
        goal: Stage,
        officials: Option<(&Official, &Official)>,
        longest: Duration,
    ) {
        let begun = Instant::now();
        let mut back = false;
        let mut starts = self.pace.starts.load(Ordering::Acquire);
        while self.stage < goal {
            let late = begun.elapsed() > longest;
            assert!(
                !late,
                "{} is stuck at {:?}",
                self.human.get("id"),
                self.stage
            );
            let now = self.pace.starts.load(Ordering::Acquire);
            let look = back || now != starts;
            starts = now;
            let step = async {
                if look {
                    self.look_back().await?;
                    self.looked_back += 1;
                }
                self.step(officials).await
            };
            match step.await {
                Ok(true) => {
                    back = false;
                    if let Some(think) = &self.pace.think {
                        tokio::time::sleep(think()).await;
                    }
                    self.waiting_since = Instant::now();
                }
                Ok(false) => {
                    back = false;
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
                Err(Trouble::Broken(_)) => {
                    self.interrupted += u32::from(!back);
                    back = true;
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                Err(Trouble::Wrong(what)) => {
                    panic!("{} at {:?}: {what}", self.human.get("id"), self.stage)
                }
            }
        }
    }

    /// Is everything acknowledged still there?
    ///
    /// # Errors
    /// [`Trouble::Wrong`] when it is not.
    pub async fn look_back(&mut self) -> Result<(), Trouble> {
        let page = match self.stage {
            Stage::New => return Ok(()),
            Stage::Form | Stage::Phone | Stage::Mail => {
                let page = self.browser.get("/register/simple/phone").await?;
                let at = match (page.status, page.to()) {
                    (200, _) => Stage::Form,
                    (303, "/register/simple/email") => Stage::Phone,
                    (303, "/register/simple/password") => Stage::Mail,
                    // Finished, but the answer did not come through.
                    (303, "/register/simple") if self.tried_to_finish => Stage::Mail,
                    _ => return Err(page.wrong("the registration under way")),
                };
                if at < self.stage {
                    return Err(page.wrong(&format!("{:?}", self.stage)));
                }
                return Ok(());
            }
            Stage::Account => self.browser.get("/cabinet").await?,
            Stage::Profile | Stage::Standard | Stage::Code | Stage::Confirmed => {
                let page = self.browser.get("/cabinet/profile").await?;
                if !page.body.contains(self.human.get("birth_date_shown")) {
                    return Err(page.wrong("the saved profile"));
                }
                if self.stage > Stage::Profile {
                    self.look_at_level().await?;
                }
                page
            }
            _ => {
                let page = self.browser.get(&self.application).await?;
                if !page.body.contains(&self.number) {
                    return Err(page.wrong("the number of the application"));
                }
                page
            }
        };
        expect(page, 200, "").map(|_| ())
    }

    /// The level and the code for the centre, as the page of ways shows them.
    async fn look_at_level(&mut self) -> Result<(), Trouble> {
        let mut page = self.browser.get("/cabinet/confirm").await?;
        // The operator may have been faster than we know.
        if self.stage == Stage::Code && !page.body.contains("okno-note--ok") {
            page = self.browser.get("/cabinet/confirm/in-person").await?;
        }
        let holds = match self.stage {
            Stage::Standard => !page.body.contains("/cabinet/profile/edit"),
            Stage::Code => page.body.contains(&self.code) || page.body.contains("okno-note--ok"),
            _ => page.body.contains("okno-note--ok"),
        };
        if holds {
            Ok(())
        } else {
            Err(page.wrong(&format!("{:?}", self.stage)))
        }
    }

    /// One step; false when there is nothing to do but wait.
    ///
    /// # Errors
    /// When it was not acknowledged, or wrongly.
    pub async fn step(
        &mut self,
        officials: Option<(&Official, &Official)>,
    ) -> Result<bool, Trouble> {
        match self.stage {
            Stage::New => self.fill_first_form().await?,
            Stage::Form => return self.confirm(false).await,
            Stage::Phone => return self.confirm(true).await,
            Stage::Mail => self.finish().await?,
            Stage::Account => self.fill_profile().await?,
            Stage::Profile => {
                let page = expect(self.browser.get("/cabinet/confirm").await?, 200, "")?;
                if page.body.contains("/cabinet/profile/edit") {
                    return Ok(false);
                }
                self.stage = Stage::Standard;
            }
            Stage::Standard => self.ask_for_code().await?,
            Stage::Code => {
                let (operator, _) = officials.expect("an operator");
                operator.vouch(&self.code).await;
                let page = expect(self.browser.get("/cabinet/confirm").await?, 200, "")?;
                if !page.body.contains("okno-note--ok") {
                    return Err(page.wrong("the confirmed level"));
                }
                self.stage = Stage::Confirmed;
            }
            Stage::Confirmed => {
                let url = format!("/applications/new/{}", service().id);
                let answer = expect(self.browser.post(&url, &[]).await?, 303, "")?;
                answer.to().clone_into(&mut self.application);
                self.stage = Stage::Draft;
            }
            Stage::Draft => {
                let url = format!("{}/card", self.application);
                let file = ("attachment", "полис.png", PICTURE.to_vec());
                let answer = self
                    .browser
                    .upload(&url, &[("purpose", "medical")], file)
                    .await?;
                expect(answer, 303, "")?;
                self.stage = Stage::Attached;
            }
            Stage::Attached => {
                let url = format!("{}/contacts", self.application);
                let (phone, email) = (self.human.get("phone"), self.human.get("email"));
                let answer = self
                    .browser
                    .post(&url, &[("phone", phone), ("email", email)])
                    .await?;
                expect(answer, 303, &format!("{}/check", self.application))?;
                self.stage = Stage::Answered;
            }
            Stage::Answered => self.tick().await?,
            Stage::Ticked => return self.send().await,
            Stage::Sent => {
                let (_, officer) = officials.expect("an officer");
                let id = self.application.rsplit('/').next().unwrap_or_default();
                officer.approve(id).await;
                self.stage = Stage::Approved;
            }
            Stage::Approved => {
                let page = expect(self.browser.get(&self.application).await?, 200, "")?;
                let url = format!("{}/document", self.application);
                if !page.body.contains(&url) {
                    return Ok(false);
                }
                let pdf = expect(self.browser.get(&url).await?, 200, "")?;
                assert!(pdf.bytes.starts_with(b"%PDF"), "the document is a PDF");
                self.stage = Stage::Document;
            }
            Stage::Document => {
                let url = format!("{}/receive", self.application);
                expect(self.browser.post(&url, &[]).await?, 303, &self.application)?;
                self.stage = Stage::Completed;
            }
            Stage::Completed => return Ok(false),
        }
        Ok(true)
    }

    async fn fill_first_form(&mut self) -> Result<(), Trouble> {
        let human = &self.human;
        let form = [
            ("surname", human.get("surname")),
            ("name", human.get("name")),
            ("patronymic", human.get("patronymic")),
            ("phone", human.get("phone")),
            ("email", human.get("email")),
            ("consent", "yes"),
            ("agreement", "yes"),
        ];
        let answer = self.browser.post("/register/simple", &form).await?;
        expect(answer, 303, "/register/simple/phone")?;
        self.stage = Stage::Form;
        Ok(())
    }

    /// Types a code that came; the newest first, since a form whose answer was
    /// lost has sent one as well.
    async fn confirm(&mut self, by_mail: bool) -> Result<bool, Trouble> {
        let (url, codes) = if by_mail {
            let codes = self.stand.mail_codes(self.human.get("email")).await;
            ("/register/simple/email", codes)
        } else {
            let codes = self.stand.sms_codes(self.human.get("phone")).await;
            ("/register/simple/phone", codes)
        };
        let Some(code) = codes.into_iter().find(|code| !self.tried.contains(code)) else {
            if self.waiting_since.elapsed() > Duration::from_secs(62) {
                self.browser.post(url, &[("again", "1")]).await?;
                self.waiting_since = Instant::now();
            }
            return Ok(false);
        };
        let answer = self.browser.post(url, &[("code", &code)]).await?;
        self.stage = match (answer.status, answer.to()) {
            (303, "/register/simple/email") => Stage::Phone,
            (303, "/register/simple/password") => Stage::Mail,
            (422, _) => {
                self.tried.insert(code);
                return Ok(false);
            }
            _ => return Err(answer.wrong("a confirmed contact")),
        };
        Ok(true)
    }

    async fn finish(&mut self) -> Result<(), Trouble> {
        self.tried_to_finish = true;
        let form = [("password", PASSWORD), ("repeat", PASSWORD)];
        let answer = self
            .browser
            .post("/register/simple/password", &form)
            .await?;
        match (answer.status, answer.to()) {
            (303, "/register/done") => {}
            // It was finished before, and the answer was lost.
            (303, "/login") => self.sign_in().await?,
            _ => return Err(answer.wrong("an account")),
        }
        self.stage = Stage::Account;
        Ok(())
    }

    /// Signs in with the password.
    ///
    /// # Errors
    /// When that fails.
    pub async fn sign_in(&self) -> Result<(), Trouble> {
        let form = [("login", self.human.get("phone")), ("password", PASSWORD)];
        expect(self.browser.post("/login", &form).await?, 303, "/cabinet").map(|_| ())
    }

    async fn fill_profile(&mut self) -> Result<(), Trouble> {
        let page = expect(self.browser.get("/cabinet/profile/edit").await?, 200, "")?;
        let version = page
            .between("name=\"version\" value=\"", "\"")
            .unwrap_or_default();
        let human = &self.human;
        let form = [
            ("version", version),
            ("surname", human.get("surname")),
            ("name", human.get("name")),
            ("patronymic", human.get("patronymic")),
            ("sex", human.get("sex")),
            ("birth_date", human.get("birth_date_shown")),
            ("birth_place", human.get("birth_place")),
            ("citizenship", human.get("citizenship")),
            ("passport_number", human.get("passport_number_shown")),
            ("passport_issued_by", human.get("passport_issued_by")),
            ("passport_issued_on", human.get("passport_issued_on_shown")),
            ("division_code", human.get("division_code")),
            ("snils", human.get("snils_shown")),
            ("inn", human.get("inn")),
            ("region", human.address("region")),
            ("district", human.address("district")),
            ("city", human.address("city")),
            ("street", human.address("street")),
            ("house", human.address("house")),
            ("flat", human.address("flat")),
            ("postcode", human.address("postcode")),
            ("terms", "yes"),
        ];
        // The checks may have been faster than the answer: then names are
        // closed and what is sent is what is there.
        let answer = self.browser.post("/cabinet/profile/edit", &form).await?;
        expect(answer, 303, "/cabinet/profile")?;
        self.stage = Stage::Profile;
        Ok(())
    }

    async fn ask_for_code(&mut self) -> Result<(), Trouble> {
        let answer = self.browser.post("/cabinet/confirm/in-person", &[]).await?;
        let own = "/cabinet/confirm/in-person";
        expect(answer, 303, own)?;
        let page = expect(self.browser.get(own).await?, 200, "")?;
        let shown = page.between("okno-showcode", "</p>").unwrap_or_default();
        let shown = shown.rsplit('>').next().unwrap_or_default();
        if shown.chars().filter(char::is_ascii_digit).count() < 6 {
            return Err(page.wrong("a code for the centre"));
        }
        shown.clone_into(&mut self.code);
        self.stage = Stage::Code;
        Ok(())
    }

    async fn tick(&mut self) -> Result<(), Trouble> {
        let url = format!("{}/check", self.application);
        let answer = self.browser.post(&url, &[("consent", "yes")]).await?;
        expect(answer, 303, &format!("{}/send", self.application))?;
        self.stage = Stage::Ticked;
        Ok(())
    }

    /// The code that sends the application, when it is there.
    pub async fn sending_code(&self) -> Option<String> {
        let codes = self.stand.sms_codes(self.human.get("phone")).await;
        codes.into_iter().find(|code| !self.tried.contains(code))
    }

    /// Forgets the codes that have come so far: the next one is meant.
    pub async fn forget_codes(&mut self) {
        self.tried
            .extend(self.stand.sms_codes(self.human.get("phone")).await);
    }

    async fn send(&mut self) -> Result<bool, Trouble> {
        let Some(code) = self.sending_code().await else {
            // The portal may have ended between the consent and the code.
            if self.waiting_since.elapsed() > Duration::from_secs(3) {
                self.tick().await?;
                return Ok(true);
            }
            return Ok(false);
        };
        let url = format!("{}/send", self.application);
        let answer = self.browser.post(&url, &[("code", &code)]).await?;
        match (answer.status, answer.to()) {
            (303, to) if to == self.application => {}
            (422, _) => {
                self.tried.insert(code);
                return Ok(false);
            }
            _ => return Err(answer.wrong("a sent application")),
        }
        // Acknowledged here already: what follows only reads the number.
        self.number = loop {
            let page = match self.browser.get(&self.application).await {
                Err(Trouble::Broken(_)) => {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
                page => expect(page?, 200, "")?,
            };
            match number_in(&page.body) {
                Some(number) => break number,
                None => return Err(page.wrong("the number of the application")),
            }
        };
        self.stage = Stage::Sent;
        Ok(true)
    }
}

/// `ЭК-2026-0147325`, however its hyphens are drawn.
fn number_in(html: &str) -> Option<String> {
    let prefix = service().prefix.as_str();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once(prefix) {
        let found: String = after
            .chars()
            .take_while(|c| c.is_ascii_digit() || "-\u{2011}".contains(*c))
            .collect();
        if found.chars().filter(char::is_ascii_digit).count() == 11 {
            return Some(format!("{prefix}{found}"));
        }
        rest = after;
    }
    None
}
