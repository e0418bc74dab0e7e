//! «Заявочный лист» (S1-108): what a person prints and brings to an office. Its QR code
//! holds the code for the operator and nothing about the person.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use okno_issuance::PressError;
use okno_web::{Fault, Lang, Visitor};
use serde_json::json;

use super::{path, post_office};
use crate::pages::holder;
use crate::{Proofing, store, visits};

/// The sheet itself, in the services folder. Its words are Russian: it is for the office.
const TEMPLATE: &str = "sheet.typ";

/// The PDF, pressed at once in the bounded pool; nothing of it is kept.
pub(super) async fn print(
    proofing: &Proofing,
    visitor: Visitor,
    id: &'static str,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let db = visitor.db();
    let open = store::open_one(db, account.id, id).await?;
    let open = open.filter(|open| open.is_open(db.now()) && open.code.is_some());
    let (Some(case), Some(press)) = (open, &proofing.press) else {
        return Ok(visitor.go(&path(id)));
    };
    let centres = &proofing.centres;
    let kind = centres.kinds.iter().find(|kind| kind.method == id);
    let booked = okno_appointments::booked(&visitor, centres, account.id, visits::PURPOSE).await?;
    let booked = booked.filter(|visit| {
        let centre = centres.get(&visit.centre);
        centre.and_then(|c| visits::method_of(proofing, centres, c)) == Some(id)
    });
    let date = |at| proofing.portal.local(at).strftime("%d.%m.%Y").to_string();
    let data = json!({
        "title": "Заявочный лист",
        "author": "Портал государственных услуг «Окно»",
        "created_at": db.now().to_string(),
        "ident": case.id.to_string(),
        "place": kind.map(|kind| kind.name.get(Lang::Ru.code())).unwrap_or_default(),
        "name": person.full_name(),
        "birth": person.birth_date.as_ref().map(|d| d.shown()).unwrap_or_default(),
        "passport": person.passport.as_ref().map(|p| p.number.masked()).unwrap_or_default(),
        "snils": person.snils.as_ref().map(|s| s.masked()).unwrap_or_default(),
        "code": case.code_shown(),
        "qr": case.code.as_deref().unwrap_or_default(),
        "until": date(case.ends_at),
        "visit": booked.as_ref().map(|b| b.when.clone()).unwrap_or_default(),
        "where": booked.as_ref().map(|b| b.place.clone()).unwrap_or_default(),
        "post": id == post_office::ID,
        "made_on": date(db.now()),
    });
    let pdf = match press.make(&proofing.folder, TEMPLATE, data).await {
        Ok(pdf) => pdf,
        Err(error @ PressError::Busy { .. }) => return Err(Fault::Busy(error.to_string())),
        Err(error) => return Err(Fault::Internal(format!("{TEMPLATE}: {error}"))),
    };
    let head = [
        (header::CONTENT_TYPE, "application/pdf"),
        (
            header::CONTENT_DISPOSITION,
            "inline; filename=\"okno-list.pdf\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((head, pdf).into_response())
}
