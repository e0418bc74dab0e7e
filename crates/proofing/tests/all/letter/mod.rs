//! Confirmation by a registered letter (S3-25 to S3-30).

mod code;
mod troubles;

use axum::http::StatusCode;
use jiff::SignedDuration;
use okno_accounts::{Level, Person};
use okno_requisites::TrackingNumber;
use serde_json::Value;
use uuid::Uuid;

use crate::house::{Browser, House, Page, plain};
use crate::in_person::code_of;
use crate::on_both;

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);
const PAGE: &str = "/cabinet/confirm/letter";
const CODE: &str = "/cabinet/confirm/letter/code";

/// A person who signs in anew each time: a letter takes longer than a session.
struct Me<'a> {
    house: &'a House,
    id: Uuid,
    lang: &'static str,
}

impl<'a> Me<'a> {
    fn new(house: &'a House, id: Uuid) -> Self {
        let lang = "ru";
        Self { house, id, lang }
    }

    async fn browser(&self) -> Browser {
        let mut browser = self.house.citizen(self.id).await;
        browser.lang = self.lang;
        browser
    }

    async fn get(&self, path: &str) -> Page {
        self.browser().await.get(path).await
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Page {
        self.browser().await.post(path, form).await
    }
}

/// The address of the profile as the form shows it.
fn address(person: &Person) -> Vec<(&'static str, String)> {
    let address = person.address.clone().unwrap();
    let some = |part: Option<String>| part.unwrap_or_default();
    vec![
        ("region", address.region),
        ("district", some(address.district)),
        ("city", address.city),
        ("street", some(address.street)),
        ("house", address.house),
        ("flat", some(address.flat)),
        ("postcode", some(address.postcode)),
    ]
}

async fn send(me: &Me<'_>, form: &[(&'static str, String)]) -> Page {
    let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
    me.post(PAGE, &form).await
}

/// Orders a letter to the address of the profile and has it printed; its number and
/// its code, read off the page as a person would.
async fn ordered(house: &House, me: &Me<'_>, person: &Person) -> (String, String) {
    send(me, &address(person)).await.goes(PAGE);
    house.drain().await;
    newest(house).await
}

async fn newest(house: &House) -> (String, String) {
    let parcels = house.parcels().await;
    let track = parcels.last().unwrap()["track"]
        .as_str()
        .unwrap()
        .to_owned();
    let text = house.read_parcel(&track).await;
    let is_code = |word: &&str| {
        word.len() == 11
            && word.as_bytes()[5] == b'-'
            && word.bytes().all(|b| b == b'-' || b.is_ascii_alphanumeric())
    };
    let code = text.split_whitespace().find(is_code);
    (
        track,
        code.unwrap_or_else(|| panic!("no code in {text}"))
            .to_owned(),
    )
}

/// The post reports, and the portal asks.
async fn tells(house: &House, track: &str, step: &str) {
    let document = (step == "handed_over").then_some("passport");
    house.post_tells(track, step, document).await;
    house.wait(HOUR);
    house.drain().await;
}

async fn carried(house: &House, track: &str) {
    for step in ["dispatched", "arrived", "handed_over"] {
        tells(house, track, step).await;
    }
}

fn refused(page: &Page, text: &str) {
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.text
    );
    assert!(
        page.text.contains(text),
        "«{text}» is not in\n{}",
        page.text
    );
}

on_both!(whole_way_by_letter, |house| async move {
    let (id, person) = house.standard("laptev").await;
    let me = Me::new(&house, id);
    me.get("/cabinet/confirm").await.says(&[
        "Письмо с кодом по почте",
        "14–30 дней",
        "Кабинет налогоплательщика такое подтверждение не принимает",
    ]);
    // The address is there already, and may be put right.
    let whole = person.address.clone().unwrap();
    me.get(PAGE).await.says(&[
        ">Заказать письмо</button>",
        &format!("value=\"{}\"", whole.city),
        &format!("value=\"{}\"", whole.postcode.clone().unwrap()),
        "Лаптев Георгий Сергеевич",
        "от двух недель, иногда больше месяца",
    ]);
    send(&me, &address(&person)).await.goes(PAGE);
    me.get(PAGE).await.says(&[
        "Где письмо",
        "Заказано",
        "Секретный код",
        ">Проверить</button>",
    ]);
    house.drain().await;

    // The letter: to whom, where to, the code; its number has a right check digit.
    let (track, code) = newest(&house).await;
    let number = TrackingNumber::parse(&track).unwrap();
    let text = house.read_parcel(&track).await;
    let words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "Лаптев Георгий Сергеевич",
        &plain(&whole.street.clone().unwrap()),
        "Секретный код",
        "https://okno.example/cabinet/confirm/letter",
        "90 дней",
    ] {
        assert!(words.contains(part), "«{part}» is not in {words}");
    }
    let parcel = &house.parcels().await[0];
    assert_eq!(parcel["name"], "Лаптев Георгий Сергеевич");
    let shown = plain(&number.shown());
    me.get(PAGE).await.says(&["Напечатано"]).lacks(&[&shown]);

    // S3-28: tracking opens on the day after the dispatch.
    tells(&house, &track, "dispatched").await;
    me.get(PAGE)
        .await
        .says(&["Отправлено", "появится здесь"])
        .lacks(&[&shown]);
    house.wait(DAY);
    me.get(PAGE)
        .await
        .says(&[&shown, "Код действует до"])
        .lacks(&["появится здесь"]);
    // S3-26: a message before it is fetched.
    tells(&house, &track, "arrived").await;
    me.get(PAGE).await.says(&["Ждёт вас в отделении"]);
    let sms = house.sms(&person).await;
    assert!(
        sms.iter()
            .any(|text| text.contains("письмо с кодом отправлено")),
        "{sms:?}"
    );
    assert!(
        sms.iter().any(|text| text.contains("ждёт вас на почте")),
        "{sms:?}"
    );
    let letters = house.letters(&person).await;
    assert!(
        letters
            .iter()
            .any(|(subject, _)| subject.contains("ждёт вас на почте"))
    );
    tells(&house, &track, "handed_over").await;
    me.get(PAGE).await.says(&["Вручено по паспорту"]);
    assert_eq!(house.level(id).await.0, Level::Standard);

    // Typed in small letters, without the hyphen.
    let typed = code.replace('-', " ").to_lowercase();
    me.post(CODE, &[("code", &typed)]).await.goes(PAGE);
    assert_eq!(
        house.level(id).await,
        (Level::Confirmed, Some("letter".to_owned()))
    );
    me.get(PAGE).await.goes("/cabinet/confirm");
    // S3-30: not for everything, and said so; one more way is offered.
    me.get("/cabinet/confirm").await.says(&[
        "Личность подтверждена",
        "Кабинет налогоплательщика подтверждение по почте не принимает",
        "Лично в центре обслуживания",
        ">Подтвердить<",
    ]);
    house.drain().await;
    let sms = house.sms(&person).await;
    assert!(
        sms.iter()
            .any(|text| text.contains("кроме кабинета налогоплательщика")),
        "{sms:?}"
    );
    let lines = okno_store::journal::of_owner(house.db(), id, 100)
        .await
        .unwrap();
    let decided = lines.iter().find(|l| l.act == "proofing.decided").unwrap();
    assert_eq!(
        decided.detail["seen"],
        serde_json::json!(["address", "code", "handed_over"])
    );
    let steps: Vec<&Value> = lines
        .iter()
        .rev()
        .filter(|l| l.act == "proofing.letter.moved")
        .map(|l| &l.detail["step"])
        .collect();
    assert_eq!(steps, ["printed", "dispatched", "arrived", "handed_over"]);
});

on_both!(the_address_must_be_whole, |house| async move {
    let (id, person) = house.standard("safina").await;
    let me = Me::new(&house, id);
    for (field, text) in [
        ("postcode", "Укажите индекс"),
        ("city", "Укажите"),
        ("house", "Укажите"),
        ("region", "Укажите"),
    ] {
        let mut form = address(&person);
        form.iter_mut().find(|(name, _)| *name == field).unwrap().1 = String::new();
        let page = send(&me, &form).await;
        refused(&page, text);
        assert!(page.text.contains(&format!("href=\"#{field}\"")), "{field}");
        // The rest is kept.
        let street = person.address.clone().unwrap().street.unwrap();
        assert!(
            page.text.contains(&format!("value=\"{street}\"")),
            "{field}"
        );
    }
    let mut form = address(&person);
    form[6].1 = "39130".to_owned();
    refused(&send(&me, &form).await, "6 цифр");
    house.drain().await;
    assert_eq!(house.parcels().await.len(), 0);
    assert_eq!(house.count("select count(*) as n from proofings").await, 0);
    // Another address than that of the profile, if one lives there.
    form[2].1 = "Рязань".to_owned();
    form[6].1 = "390000".to_owned();
    send(&me, &form).await.goes(PAGE);
    house.drain().await;
    let parcels = house.parcels().await;
    assert!(parcels[0]["address"].as_str().unwrap().contains("Рязань"));
});

on_both!(two_clicks_order_one_letter, |house| async move {
    let (id, person) = house.standard("safina").await;
    let me = Me::new(&house, id);
    let form = address(&person);
    let (a, b) = tokio::join!(send(&me, &form), send(&me, &form));
    a.goes(PAGE);
    b.goes(PAGE);
    house.drain().await;
    assert_eq!(house.parcels().await.len(), 1);
    // And long after, when the first job is forgotten.
    send(&me, &form).await.goes(PAGE);
    house.drain().await;
    assert_eq!(house.parcels().await.len(), 1);
    let (track, code) = newest(&house).await;
    carried(&house, &track).await;
    let entry = [("code", code.as_str())];
    let (a, b) = tokio::join!(me.post(CODE, &entry), me.post(CODE, &entry));
    for page in [a, b] {
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    }
    house.drain().await;
    assert_eq!(house.level(id).await.0, Level::Confirmed);
    let acts = house.acts(id).await;
    let count = |act: &str| acts.iter().filter(|a| *a == act).count();
    assert_eq!(
        (count("proofing.opened"), count("proofing.decided")),
        (1, 1)
    );
});

on_both!(the_letter_page_speaks_both_languages, |house| async move {
    let (id, person) = house.standard("safina").await;
    let mut me = Me::new(&house, id);
    let mut pages = Vec::new();
    for lang in ["ru", "en"] {
        me.lang = lang;
        pages.push((lang, me.get(PAGE).await));
    }
    let (track, _) = ordered(&house, &me, &person).await;
    for step in ["", "dispatched", "arrived", "handed_over"] {
        if !step.is_empty() {
            tells(&house, &track, step).await;
        }
        for lang in ["ru", "en"] {
            me.lang = lang;
            pages.push((lang, me.get(PAGE).await));
        }
    }
    for (lang, page) in pages {
        page.says(&[&format!("<html lang=\"{lang}\"")]);
        assert_eq!(page.text.matches("<h1").count(), 1, "{}", page.text);
        assert!(!page.text.contains('⟦'), "{}", page.text);
    }
});

/// Vouched for at a centre.
async fn vouched(house: &House, me: &Me<'_>) {
    let code = code_of(&me.browser().await).await;
    let (_, operator) = house.operator("prudnikova").await;
    let found = operator.post("/centre/find", &[("code", &code)]).await;
    let marks = [("face", "yes"), ("numbers", "yes"), ("intact", "yes")];
    operator
        .post(&format!("{}/confirm", found.location), &marks)
        .await
        .goes(&found.location);
}
