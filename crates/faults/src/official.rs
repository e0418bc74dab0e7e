//! Officials: the operator of a centre, the officer of an agency.

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use okno_requisites::{Clock, SystemClock};
use sha1::Sha1;
use tokio::sync::Mutex;

use crate::PASSWORD;
use crate::browser::{Answer, Browser, Trouble};
use crate::program::Settings;

/// An official who does one thing at a time, as people do.
pub struct Official {
    browser: Browser,
    hands: Mutex<()>,
}

/// RFC 6238: SHA-1, six digits, thirty seconds.
fn totp(secret: &str) -> String {
    let plain: String = secret.chars().filter(char::is_ascii_alphanumeric).collect();
    let secret = data_encoding::BASE32_NOPAD
        .decode(plain.as_bytes())
        .expect("base32");
    let step = SystemClock.now().as_second() / 30;
    let mut mac = <Hmac<Sha1> as KeyInit>::new_from_slice(&secret).expect("any length");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let word = u32::from_be_bytes([hash[at], hash[at + 1], hash[at + 2], hash[at + 3]]);
    format!("{:06}", (word & 0x7fff_ffff) % 1_000_000)
}

impl Official {
    /// Adds an official by the program's own command; the portal need not run.
    ///
    /// # Panics
    /// When the command fails.
    pub fn add(settings: &Settings, login: &str, role: &str, unit: &str) {
        let name = "Прудникова Ольга Викторовна";
        let args = [
            "admin",
            "add-staff",
            login,
            "--name",
            name,
            "--place",
            "Окно",
            "--unit",
            unit,
            "--role",
            role,
        ];
        let (status, text) = settings.run(&args, PASSWORD);
        assert!(status.success(), "{text}");
    }

    /// Signs an official in for the first time, second factor and all.
    ///
    /// # Panics
    /// When the portal does not let them in.
    pub async fn sign_in(url: &str, login: &str) -> Self {
        let browser = Browser::new(url, "10.255.0.1");
        let answer = browser
            .post("/work/login", &[("login", login), ("password", PASSWORD)])
            .await;
        assert!(
            matches!(&answer, Ok(a) if a.to() == "/work/login/setup"),
            "{answer:?}"
        );
        let page = browser
            .get("/work/login/setup")
            .await
            .expect("the second factor");
        let secret = page
            .between("okno-num okno-strong\">", "<")
            .expect("a secret");
        let answer = browser
            .post("/work/login/setup", &[("code", &totp(secret))])
            .await;
        assert!(matches!(&answer, Ok(a) if a.status == 303), "{answer:?}");
        Self {
            browser,
            hands: Mutex::new(()),
        }
    }

    /// Their browser.
    #[must_use]
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Repeats a step until the portal has answered; says how often it had not.
    async fn surely(&self, path: &str, form: &[(&str, &str)]) -> (Answer, u32) {
        for lost in 0..600 {
            match self.browser.post(path, form).await {
                Ok(answer) => return (answer, lost),
                Err(Trouble::Broken(_)) => tokio::time::sleep(Duration::from_millis(100)).await,
                Err(Trouble::Wrong(what)) => panic!("{path}: {what}"),
            }
        }
        panic!("{path}: the portal does not come back");
    }

    /// Finds a case of the centre by its code and vouches for the person.
    ///
    /// # Panics
    /// When an answer is wrong.
    pub async fn vouch(&self, code: &str) {
        let _one = self.hands.lock().await;
        let (found, _) = self.surely("/centre/find", &[("code", code)]).await;
        // Done before, when the person asks again after a lost page.
        if found.status == 422 {
            return;
        }
        assert!(
            found.to().starts_with("/centre/cases/"),
            "{:?}",
            found.wrong("a case")
        );
        let seen = [("face", "yes"), ("numbers", "yes"), ("intact", "yes")];
        let (done, _) = self.surely(&format!("{}/confirm", found.to()), &seen).await;
        assert_eq!(done.to(), found.to(), "{:?}", done.wrong("a decided case"));
    }

    /// Takes a case and approves it.
    ///
    /// # Panics
    /// When an answer is wrong.
    pub async fn approve(&self, id: &str) {
        let _one = self.hands.lock().await;
        let case = format!("/work/cases/{id}");
        let (taken, _) = self.surely(&format!("{case}/claim"), &[]).await;
        assert_eq!(taken.to(), case, "{:?}", taken.wrong("a claimed case"));
        let (done, lost) = self
            .surely(&format!("{case}/decide"), &[("decision", "approve")])
            .await;
        let before = done.status == 409 && lost > 0;
        assert!(
            done.status == 303 || before,
            "{:?}",
            done.wrong("a decided case")
        );
    }
}
