//! The page on which a code is typed, the same wherever one is needed.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use okno_notifications::Delivery;
use okno_web::{Fault, Field, Form, Input, Kind, Page, Visitor};
use uuid::Uuid;

use super::common::{clock, clock_up, refused, tn, tv};
use crate::codes::{self, Channel, Good, NotSent, Wrong};

/// Where a code is asked for.
pub struct Place<'a> {
    /// Of the code; a code for one purpose is no good for another.
    pub purpose: &'a str,
    /// What the code is about: a registration, an account.
    pub subject: Uuid,
    /// Where it goes.
    pub channel: Channel,
    /// The contact is shown with most of it hidden: it is not proven yet whose device
    /// this is.
    pub masked: bool,
    /// Address of the page.
    pub action: &'a str,
    /// Title, a Fluent id.
    pub title: &'a str,
    /// Words of the main button, a Fluent id.
    pub submit: &'a str,
    /// «Шаг 2 из 4: …», number, how many.
    pub steps: Option<(String, u8, u8)>,
    /// Where back leads; address and words.
    pub back: (String, String),
    /// «Изменить номер»: address and words.
    pub change: Option<(String, String)>,
    /// What was sent, a Fluent id with `to`.
    pub lead: &'a str,
    /// Asked for below the code.
    pub more: Vec<Field>,
    /// Other ways, under the form; address and words.
    pub links: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "code.html")]
struct CodePage {
    page: Page,
    form: Form,
    steps: Option<(String, u8, u8)>,
    back: (String, String),
    change: Option<(String, String)>,
    lead: String,
    /// Milliseconds since the epoch; 0 = at once.
    again_at: i64,
    again_note: String,
    refused: String,
    help: String,
    /// The code can be spoken in a call instead.
    may_call: bool,
    /// The code is to show that the account works: what to do when it does not, and
    /// whether it does not now (S1-079).
    works: Option<bool>,
    links: Vec<(String, String)>,
}

impl Place<'_> {
    fn channel_word(&self) -> &'static str {
        match self.channel {
            Channel::Mail(_) => "mail",
            _ => "sms",
        }
    }

    fn to(&self) -> String {
        match (&self.channel, self.masked) {
            (Channel::Mail(email), false) => email.shown(),
            (Channel::Mail(email), true) => email.masked(),
            (Channel::Sms(phone) | Channel::Voice(phone) | Channel::Called(phone), masked) => {
                if masked {
                    phone.masked()
                } else {
                    phone.shown()
                }
            }
        }
    }

    async fn page(&self, visitor: &Visitor, error: Option<String>) -> Result<CodePage, Fault> {
        let word = self.channel_word();
        let sent = codes::under_way(visitor.db(), self.purpose, self.subject, word).await?;
        let now = visitor.db().now();
        let hint = match &sent {
            Some(sent) if now < sent.ends_at => tv(
                visitor,
                "accounts-code-until",
                &[("time", clock(visitor, sent.ends_at))],
            ),
            Some(_) => visitor.t("accounts-code-over-hint"),
            None => visitor.t("accounts-code-none-hint"),
        };
        let label = match self.channel {
            Channel::Mail(_) => "accounts-code-mail-label",
            _ => "accounts-code-sms-label",
        };
        let field = Field::new(Kind::Code, "code", visitor.t(label)).hint(hint);
        let fields = std::iter::once(field).chain(self.more.iter().cloned());
        let mut form = Form::new(self.action, visitor.t(self.submit), fields.collect());
        if let Some(text) = error {
            form.fail("code", text);
        }
        let mut refused = String::new();
        if let Some(sent) = &sent {
            let db = visitor.db();
            let mut state = okno_notifications::delivery(db, &sent.key, word).await?;
            let called = state.is_none() && word == "sms";
            if called {
                state = okno_notifications::delivery(db, &sent.key, "voice").await?;
            }
            if state == Some(Delivery::Refused) {
                refused = visitor.t(match self.channel {
                    Channel::Mail(_) => "accounts-code-mail-refused",
                    _ if called => "accounts-code-call-refused",
                    _ => "accounts-code-sms-refused",
                });
            }
        }
        let failed = form.has_errors() || !refused.is_empty();
        let again = sent.map(|sent| sent.again_at).filter(|at| now < *at);
        let page = visitor.page_t(self.title).with_form(&form);
        Ok(CodePage {
            page,
            form,
            steps: self.steps.clone(),
            back: self.back.clone(),
            change: self.change.clone(),
            lead: tv(visitor, self.lead, &[("to", self.to())]),
            again_at: again.map_or(0, |at| at.as_millisecond()),
            again_note: again.map_or(String::new(), |at| {
                tv(
                    visitor,
                    "accounts-code-again-at",
                    &[("time", clock_up(visitor, at))],
                )
            }),
            refused,
            help: visitor.t(match self.channel {
                Channel::Mail(_) => "accounts-code-mail-help",
                _ => "accounts-code-sms-help",
            }),
            may_call: word == "sms",
            works: (self.purpose == super::phone::PURPOSE).then_some(failed),
            links: self.links.clone(),
        })
    }

    /// Shows the page; the query says when a new code has just been sent, and how.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn show(&self, visitor: &Visitor, query: Option<&str>) -> Result<Response, Fault> {
        let mut page = self.page(visitor, None).await?;
        let said = match query {
            Some("again") => "accounts-code-sent-again",
            Some("called") => "accounts-code-called",
            _ => return visitor.render(&page),
        };
        let text = tv(visitor, &format!("{said}-text"), &[("to", self.to())]);
        page.page = page.page.with_notice("ok", visitor.t(said), text);
        visitor.render(&page)
    }

    /// «Отправить снова» or «Позвонить» pressed: how the new code is to go.
    pub(crate) fn again(&self, input: &Input) -> Option<Channel> {
        input.has("again").then(|| match &self.channel {
            Channel::Sms(phone) if input.get("again") == "call" => Channel::Called(phone.clone()),
            usual => usual.clone(),
        })
    }

    /// What follows the sending of another code.
    pub(crate) fn sent_again(&self, visitor: &Visitor, channel: &Channel) -> Response {
        let how = match channel {
            Channel::Called(_) => "called",
            _ => "again",
        };
        visitor.go(&format!("{}?{how}", self.action))
    }

    /// Sends another code with this text when one was asked for.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn resend(
        &self,
        visitor: &Visitor,
        input: &Input,
        text: &str,
    ) -> Result<Option<Response>, Fault> {
        let Some(channel) = self.again(input) else {
            return Ok(None);
        };
        if let Some(wait) = self.may_send(visitor).await? {
            return Ok(Some(wait));
        }
        let mut tx = visitor.db().begin().await?;
        codes::send(&mut tx, visitor, self.purpose, self.subject, &channel, text).await?;
        tx.commit().await?;
        Ok(Some(self.sent_again(visitor, &channel)))
    }

    /// May a new code be sent? Otherwise the page that says when.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn may_send(&self, visitor: &Visitor) -> Result<Option<Response>, Fault> {
        let may = codes::may_send(visitor, self.purpose, self.subject, &self.channel).await?;
        let Err(NotSent::Wait(until)) = may else {
            return Ok(None);
        };
        let text = tv(
            visitor,
            "accounts-code-wait",
            &[("time", clock_up(visitor, until))],
        );
        let page = self.page(visitor, Some(text)).await?;
        refused(visitor, StatusCode::TOO_MANY_REQUESTS, &page).map(Some)
    }

    /// Checks what was typed: a good code, or the page that says what is wrong.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn check(
        &self,
        visitor: &Visitor,
        input: &Input,
    ) -> Result<Result<Good, Response>, Fault> {
        let given = input.get("code");
        let digits = given.chars().filter(char::is_ascii_digit).count();
        let text = if given.is_empty() {
            visitor.t("accounts-code-missing")
        } else if digits != 6 {
            // Not a try: nobody guesses with five digits.
            visitor.t("accounts-code-digits")
        } else {
            let word = self.channel_word();
            match codes::check(visitor, self.purpose, self.subject, word, given).await? {
                Ok(good) => return Ok(Ok(good)),
                Err(Wrong::Code { left }) => tn(visitor, "accounts-code-wrong", "left", left),
                Err(Wrong::Over) => visitor.t("accounts-code-over"),
                Err(Wrong::Locked(until)) => tv(
                    visitor,
                    "accounts-code-locked",
                    &[("time", clock_up(visitor, until))],
                ),
            }
        };
        let page = self.page(visitor, Some(text)).await?;
        visitor.render_flawed(&page).map(Err)
    }
}
