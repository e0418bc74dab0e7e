//! The citizen's page of the electronic signature.

use askama::Template;
use axum::extract::{Request, State};
use axum::response::Response;
use okno_accounts::{Account, Person, find_locked};
use okno_signature::{Field as Named, Refusal};
use okno_store::Entry;
use okno_web::upload::{self, Sent};
use okno_web::{Fault, Field, Form, Kind, Page, Visitor};
use zeroize::Zeroizing;

use super::check::{Came, No, Of, check};
use super::tries::{Tries, note};
use super::{CONFIRMS, Challenge, ID};
use crate::attempt::{Attempt, Proof, Stage};
use crate::pages::holder;
use crate::ways::path;
use crate::{Proofing, engine, store};

/// The pages of who has an account.
const PLACE: Place = Place {
    path: "/cabinet/confirm/signature",
    title: "proofing-signature",
    back: "/cabinet/confirm",
    back_title: "proofing-confirm-title",
    lead: "proofing-signature-lead",
    step: "proofing-signature-step-2",
    step_text: "proofing-signature-step-2-text",
    give: "proofing-begin",
    sign: "proofing-signature-sign",
    another: "proofing-signature-no-another",
};
/// What success proves; the names of the table.
pub(in crate::ways) const EVIDENCE: [&str; 5] =
    ["possession", "chain", "not_revoked", "name", "document"];

/// Where a signature is asked for.
pub(in crate::ways) struct Place {
    /// Of the page; the forms go below it.
    pub(in crate::ways) path: &'static str,
    /// Title, a Fluent id as those below.
    pub(in crate::ways) title: &'static str,
    pub(in crate::ways) back: &'static str,
    pub(in crate::ways) back_title: &'static str,
    pub(in crate::ways) lead: &'static str,
    /// Heading and text above the forms.
    pub(in crate::ways) step: &'static str,
    pub(in crate::ways) step_text: &'static str,
    /// Words of the button for a signature.
    pub(in crate::ways) give: &'static str,
    /// Words of the button for a key that is lent.
    pub(in crate::ways) sign: &'static str,
    /// Said of a certificate of somebody else.
    pub(in crate::ways) another: &'static str,
}

#[derive(Template)]
#[template(path = "signature.html")]
pub(super) struct SignaturePage {
    page: Page,
    place: &'static Place,
    /// Until when the file may be signed; `None` when its time is over.
    until: Option<jiff::Timestamp>,
    open: bool,
    form: Form,
    key: Form,
}

pub(in crate::ways) fn forms(visitor: &Visitor, place: &Place) -> (Form, Form) {
    let t = |id: &str| visitor.t(id);
    let file = |name: &str, label: &str, hint: &str, endings: &'static str| {
        Field::new(Kind::File, name, t(label))
            .hint(t(hint))
            .accept(endings)
            .at_once()
    };
    let certificate = file(
        "certificate",
        "proofing-signature-certificate",
        "proofing-signature-certificate-hint",
        ".cer,.crt,.der,.pem",
    );
    let signature = file(
        "signature",
        "proofing-signature-signature",
        "proofing-signature-signature-hint",
        ".sig,.sgn,.p7s,.p7b,.der,.pem",
    );
    let pfx = file(
        "pfx",
        "proofing-signature-pfx",
        "proofing-signature-pfx-hint",
        ".pfx,.p12",
    );
    let password = Field::new(Kind::Password, "password", t("proofing-signature-password"))
        .hint(t("proofing-signature-password-hint"));
    (
        Form::new(
            format!("{}/signed", place.path),
            t(place.give),
            vec![certificate, signature],
        ),
        Form::new(
            format!("{}/key", place.path),
            t(place.sign),
            vec![pfx, {
                // Not a password of the portal: a browser need not offer or keep one.
                let mut password = password;
                password.autocomplete = "off";
                password
            }],
        ),
    )
}

fn drawn(visitor: &Visitor, open: Option<&Attempt>, form: Form, key: Form) -> SignaturePage {
    let challenge = open.map(Challenge::of);
    drawn_at(visitor, &PLACE, challenge, form, key)
}

/// `challenge`: whether one is open, and which.
pub(super) fn drawn_at(
    visitor: &Visitor,
    place: &'static Place,
    challenge: Option<Option<Challenge>>,
    form: Form,
    key: Form,
) -> SignaturePage {
    let now = visitor.db().now();
    let open = challenge.is_some();
    let until = challenge.flatten().map(|c| c.until);
    let page = visitor.page_t(place.title);
    let page = if form.has_errors() {
        page.with_form(&form)
    } else {
        page.with_form(&key)
    };
    SignaturePage {
        page,
        until: until.filter(|until| *until > now),
        open,
        place,
        form,
        key,
    }
}

pub(super) async fn show(
    State(proofing): State<Proofing>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let open = store::open_now(visitor.db(), account.id, ID).await?;
    if open.is_none() && !engine::is_free(&proofing, visitor.db(), &account, ID).await? {
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let (form, key) = forms(&visitor, &PLACE);
    visitor.render(&drawn(&visitor, open.as_ref(), form, key))
}

pub(super) async fn begin(
    State(proofing): State<Proofing>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let mut tx = db.begin().await?;
    let new = store::New {
        content: Challenge::new(&visitor, CONFIRMS).kept(),
        ..store::New::default()
    };
    match engine::begin(&proofing, &mut tx, &visitor, account.id, ID, new).await? {
        Ok(_) => {
            tx.commit().await?;
            engine::counted(&proofing, db, account.id, ID).await?;
            Ok(visitor.go(&path(ID)))
        }
        Err(_) => {
            // The list says why.
            tx.commit().await?;
            Ok(visitor.go("/cabinet/confirm"))
        }
    }
}

/// «Получить новый файл»: the old one is of no use from then on. While the file is
/// good, a second click changes nothing.
pub(super) async fn renew(visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let mut tx = db.begin().await?;
    find_locked(&mut tx, account.id).await?;
    let open = store::open_of(&mut tx, account.id).await?;
    let own = open.iter().find(|a| a.method == ID && a.is_open(db.now()));
    if let Some(own) = own
        && Challenge::of(own).is_none_or(|c| c.until <= db.now())
    {
        let fresh = Challenge::new(&visitor, CONFIRMS).kept();
        store::move_to(&mut tx, own.id, "", &fresh).await?;
    }
    tx.commit().await?;
    Ok(visitor.go(&path(ID)))
}

/// The file to sign.
pub(super) async fn file(visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let open = store::open_now(visitor.db(), account.id, ID).await?;
    let challenge = open.as_ref().and_then(Challenge::of);
    let Some(challenge) = challenge.filter(|c| c.until > visitor.db().now()) else {
        return Ok(visitor.go(&path(ID)));
    };
    Ok(challenge.file())
}

/// The content of a file field; empty when there is none.
fn content(sent: &mut Sent, name: &str) -> Vec<u8> {
    let found = sent.files.iter_mut().find(|(field, ..)| field == name);
    found
        .map(|(.., content)| std::mem::take(content))
        .unwrap_or_default()
}

/// What came with the form of a certificate and a signature; noted on the form what
/// lacks.
pub(in crate::ways) async fn signed_in(
    visitor: &Visitor,
    request: Request,
    form: &mut Form,
) -> Result<Came, Fault> {
    let mut sent = upload::read(request).await?;
    let certificate = content(&mut sent, "certificate");
    let signature = content(&mut sent, "signature");
    large(visitor, form, &sent);
    if certificate.is_empty() {
        form.fail(
            "certificate",
            visitor.t("proofing-signature-need-certificate"),
        );
    }
    if signature.is_empty() {
        // A certificate is public: it shows nothing about who sends it (C21).
        let why = if certificate.is_empty() {
            "proofing-signature-need-signature"
        } else {
            "proofing-signature-alone"
        };
        form.fail("signature", visitor.t(why));
    }
    Ok(Came::Signed {
        certificate,
        signature,
    })
}

/// The same of the form with a key.
pub(in crate::ways) async fn lent_in(
    visitor: &Visitor,
    request: Request,
    key: &mut Form,
) -> Result<Came, Fault> {
    let mut sent = upload::read(request).await?;
    let file = Zeroizing::new(content(&mut sent, "pfx"));
    let password = Zeroizing::new(sent.input.raw("password").to_owned());
    large(visitor, key, &sent);
    if file.is_empty() {
        key.fail("pfx", visitor.t("proofing-signature-need-pfx"));
    }
    Ok(Came::Lent { file, password })
}

pub(super) async fn signed(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let (mut form, key) = forms(&visitor, &PLACE);
    let came = signed_in(&visitor, request, &mut form).await?;
    settle(&proofing, visitor, &account, &person, came, form, key).await
}

pub(super) async fn lent(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let (form, mut key) = forms(&visitor, &PLACE);
    let came = lent_in(&visitor, request, &mut key).await?;
    settle(&proofing, visitor, &account, &person, came, form, key).await
}

fn large(visitor: &Visitor, form: &mut Form, sent: &Sent) {
    if let Some(field) = &sent.too_large {
        form.fail(field, visitor.t("proofing-signature-no-large"));
    }
}

/// Checks what came and ends the attempt, or says what is wrong.
async fn settle(
    proofing: &Proofing,
    visitor: Visitor,
    account: &Account,
    person: &Person,
    came: Came,
    mut form: Form,
    mut key: Form,
) -> Result<Response, Fault> {
    let db = visitor.db();
    let Some(open) = store::open_now(visitor.db(), account.id, ID).await? else {
        // It has ended: in another tab, or its time is over. The list says how.
        return Ok(visitor.go("/cabinet/confirm"));
    };
    let is_key = matches!(came, Came::Lent { .. });
    let mut fail = |field: Option<&str>, text: String| {
        let form = if is_key { &mut key } else { &mut form };
        match field {
            Some(field) => form.fail(field, text),
            None => form.fail_all(text),
        }
    };
    let tries = Tries::of(proofing, ID, account.id);
    let challenge = Challenge::of(&open).filter(|c| c.until > db.now());
    let flawed = match &challenge {
        None => Some(visitor.t("proofing-signature-late")),
        Some(_) => tries.wait(&visitor).await?,
    };
    if let Some(text) = flawed {
        fail(None, text);
    }
    let (Some(challenge), false) = (challenge, form.has_errors() || key.has_errors()) else {
        return visitor.render_flawed(&drawn(&visitor, Some(&open), form, key));
    };
    let text = challenge.text.clone();
    let verdict = check(proofing, person, text, came, db.now()).await?;
    let verdict = verdict.map_err(|busy| Fault::Busy(busy.to_string()))?;
    let mut tx = db.begin().await?;
    find_locked(&mut tx, account.id).await?;
    let fresh = store::by_id_locked(&mut tx, open.id).await?;
    let Some(fresh) = fresh.filter(|fresh| fresh.stage == Stage::Open) else {
        // Settled in another tab meanwhile.
        tx.commit().await?;
        return Ok(visitor.go("/cabinet/confirm"));
    };
    if Challenge::of(&fresh).is_none_or(|c| c.text != challenge.text) {
        tx.commit().await?;
        return Ok(visitor.go(&path(ID)));
    }
    let no = match verdict {
        Ok(good) => {
            let proof = Proof {
                more: good.evidence(),
                ..Proof::of(EVIDENCE)
            };
            let by = engine::Decider::holder(&visitor);
            let done = engine::done(proofing, &mut tx, open.id, &proof, by).await?;
            tx.commit().await?;
            if done.is_ok() {
                tries.forget(db).await?;
            }
            // The list says so, or what the registries still have to do.
            return Ok(visitor.go("/cabinet/confirm"));
        }
        Err(no) => no,
    };
    let actor = visitor.actor();
    let line = Entry::new(actor, "proofing.signature.refused", "proofing", open.id)
        .owner(account.id)
        .from(Some(visitor.ip()));
    note(proofing, &mut tx, line, Some(&no), is_key).await?;
    let mut open = open;
    if let No::Another(_) = &no {
        // A challenge serves one signature.
        open.content = Challenge::new(&visitor, CONFIRMS).kept();
        store::move_to(&mut tx, open.id, "", &open.content).await?;
    }
    tx.commit().await?;
    tries.count(db, Some(&no)).await?;
    let (field, text) = told(&visitor, &PLACE, &no, is_key);
    let form_of = if is_key { &mut key } else { &mut form };
    form_of.fail(field, text);
    visitor.render_flawed(&drawn(&visitor, Some(&open), form, key))
}

/// The field and what to say at it.
pub(in crate::ways) fn told(
    visitor: &Visitor,
    place: &Place,
    no: &No,
    is_key: bool,
) -> (&'static str, String) {
    let page = visitor.page(String::new());
    let first = if is_key { "pfx" } else { "certificate" };
    match no {
        No::Refused(of, refusal) => {
            let field = match of {
                Of::Certificate => first,
                Of::Signature => "signature",
                Of::Password => "password",
            };
            let text = match refusal {
                Refusal::NotYet { from: at }
                | Refusal::Expired { until: at }
                | Refusal::Revoked { since: at } => page.ta(
                    &format!("proofing-signature-no-{}", refusal.word()),
                    "date",
                    page.date_long(at),
                ),
                _ => page.t(&format!("proofing-signature-no-{}", refusal.word())),
            };
            (field, text)
        }
        No::Another(fields) if fields.contains(&Named::NoNumber) && fields.len() == 1 => {
            (first, page.t("proofing-signature-no-number"))
        }
        No::Another(fields) => {
            let names: Vec<String> = fields
                .iter()
                .filter(|f| **f != Named::NoNumber)
                .map(|f| page.t(&format!("proofing-signature-field-{}", f.word())))
                .collect();
            let text = page.ta(place.another, "fields", names.join(", "));
            (first, text)
        }
    }
}
