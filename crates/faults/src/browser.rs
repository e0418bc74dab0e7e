//! A browser without scripts: cookies, forms, no redirects followed unasked.

use std::time::Duration;

use reqwest::header;

/// Why a step did not go through.
#[derive(Debug)]
pub enum Trouble {
    /// No answer, or the portal said that it is busy: nothing was acknowledged.
    Broken(String),
    /// An answer that is wrong.
    Wrong(String),
}

/// What was answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Where a redirect leads.
    pub location: String,
    /// The text; empty for redirects.
    pub body: String,
    /// The bytes of the body.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Where a redirect leads, without the query.
    #[must_use]
    pub fn to(&self) -> &str {
        self.location.split('?').next().unwrap_or_default()
    }

    /// What stands between two marks, after the first of them.
    #[must_use]
    pub fn between(&self, before: &str, after: &str) -> Option<&str> {
        let (_, rest) = self.body.split_once(before)?;
        rest.split_once(after).map(|(found, _)| found)
    }

    /// An error that says what came instead of what was wanted.
    #[must_use]
    pub fn wrong(&self, wanted: &str) -> Trouble {
        let mut said: Vec<&str> = Vec::new();
        let mut rest = self.body.as_str();
        while let Some((_, after)) = rest.split_once("error-message") {
            said.push(after.split('<').next().unwrap_or_default());
            rest = after;
        }
        let title = self.between("<title>", "</title>").unwrap_or_default();
        Trouble::Wrong(format!(
            "wanted {wanted}, got {} {} «{title}» {said:?}",
            self.status, self.location
        ))
    }
}

/// One visitor.
#[derive(Clone)]
pub struct Browser {
    client: reqwest::Client,
    base: String,
    address: String,
}

impl Browser {
    /// A visitor of the portal at `base`, who comes from `address` as a proxy
    /// would say.
    #[must_use]
    pub fn new(base: &str, address: &str) -> Self {
        let client = reqwest::Client::builder()
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(30))
            .no_proxy()
            .build()
            .unwrap();
        Self {
            client,
            base: base.to_owned(),
            address: address.to_owned(),
        }
    }

    async fn go(&self, request: reqwest::RequestBuilder) -> Result<Answer, Trouble> {
        let broken = |error: reqwest::Error| Trouble::Broken(format!("{error:?}"));
        let answer = request
            .header("x-forwarded-for", &self.address)
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT_LANGUAGE, "ru")
            .send()
            .await
            .map_err(broken)?;
        let status = answer.status().as_u16();
        let location = answer.headers().get(header::LOCATION);
        let location = location
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        // The status alone acknowledges; a redirect has nothing to read.
        let bytes = match status {
            300..400 => Vec::new(),
            _ => answer.bytes().await.map_err(broken)?.to_vec(),
        };
        let body = String::from_utf8_lossy(&bytes).into_owned();
        if status == 503 {
            return Err(Trouble::Broken("503".to_owned()));
        }
        if status >= 500 {
            return Err(Trouble::Wrong(format!("status {status}: {body}")));
        }
        Ok(Answer {
            status,
            location,
            body,
            bytes,
        })
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Result<Answer, Trouble> {
        self.go(self.client.get(format!("{}{path}", self.base)))
            .await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Result<Answer, Trouble> {
        self.go(self.client.post(format!("{}{path}", self.base)).form(form))
            .await
    }

    /// Speaks of a file in pieces: the status, how far it is, where it is.
    pub async fn piece(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        content: Vec<u8>,
    ) -> Result<(u16, usize, String), Trouble> {
        let broken = |error: reqwest::Error| Trouble::Broken(format!("{error:?}"));
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let url = format!("{}{path}", self.base);
        let mut request = self.client.request(method, url).body(content);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request
            .header("x-forwarded-for", &self.address)
            .header("sec-fetch-site", "same-origin")
            .send()
            .await
            .map_err(broken)?;
        let said = |name: &str| {
            let value = answer.headers().get(name);
            value.and_then(|v| v.to_str().ok()).unwrap_or_default()
        };
        let offset = said("upload-offset").parse().unwrap_or(0);
        Ok((
            answer.status().as_u16(),
            offset,
            said("location").to_owned(),
        ))
    }

    /// Sends a form with a file.
    pub async fn upload(
        &self,
        path: &str,
        form: &[(&str, &str)],
        (field, name, content): (&str, &str, Vec<u8>),
    ) -> Result<Answer, Trouble> {
        let mut parts = reqwest::multipart::Form::new();
        for (key, value) in form {
            parts = parts.text((*key).to_owned(), (*value).to_owned());
        }
        let file = reqwest::multipart::Part::bytes(content).file_name(name.to_owned());
        let parts = parts.part(field.to_owned(), file);
        self.go(self
            .client
            .post(format!("{}{path}", self.base))
            .multipart(parts))
            .await
    }
}
