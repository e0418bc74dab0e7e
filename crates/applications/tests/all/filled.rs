//! Fields that are filled in from «Мои документы», and questions with several answers.

use okno_applications::model::Content;
use okno_catalogue::{Prefill, QuestionKind, Service};

use crate::house::{Browser, EMAIL, House, id_in, multipart, service_with};

async fn content(house: &House, base: &str) -> Content {
    let found = okno_applications::find(house.db(), id_in(base)).await;
    found.unwrap().unwrap().content
}

async fn begun(person: &Browser<'_>, service: &str) -> String {
    let path = format!("/applications/new/{service}");
    person.post(&path, &[]).await.to()
}

fn is_filled(service: &Service) -> bool {
    let mut all = service.form.questions();
    all.any(|(_, q)| matches!(q.prefill, Some(Prefill::Document { .. })))
}

/// The page of the question that a document fills in, below an application.
fn filled_page(service: &str) -> String {
    let catalogue = okno_catalogue::Catalogue::load(&crate::house::services()).unwrap();
    let service = catalogue.get(service).unwrap();
    let mut all = service.form.questions();
    let found = all.find(|(_, q)| matches!(q.prefill, Some(Prefill::Document { .. })));
    found.unwrap().0.id.clone()
}

const PASSPORT: [(&str, &str); 4] = [
    ("number", "71 1234567"),
    ("issued_on", "25.03.2020"),
    ("until", "25.03.2030"),
    ("issued_by", "МВД 62001"),
];

on_both!(a_document_fills_a_field_in, |house| async move {
    let amina = house.amina().await;
    let service = service_with(is_filled);
    let base = begun(&amina, &service).await;
    let page = format!("{base}/{}", filled_page(&service));
    amina.get(&page).await.is(200).keeps_quiet_of("71 1234567");
    let to = amina
        .post("/cabinet/documents/new/foreign-passport", &PASSPORT)
        .await
        .to();
    let paper = to.split('?').next().unwrap();
    amina
        .get(&page)
        .await
        .is(200)
        .says(r#"value="71 1234567""#)
        .says("Из раздела «Мои документы»")
        .says(&format!(r#"href="{paper}""#));
    // Nothing is answered by it before its person saves the page.
    assert!(content(&house, &base).await.answers.is_empty());
    // What is typed otherwise stays, and the source is not claimed for it.
    let catalogue = okno_catalogue::Catalogue::load(&crate::house::services()).unwrap();
    let found = catalogue.get(&service).unwrap();
    let mut all = found.form.questions();
    let (_, question) = all.find(|(_, q)| q.prefill.is_some()).unwrap();
    let typed = [(question.id.as_str(), "75 7654321")];
    amina.post(&format!("{page}/keep"), &typed).await.is(200);
    amina
        .get(&page)
        .await
        .says(r#"value="75 7654321""#)
        .keeps_quiet_of("Из раздела «Мои документы»");
    // Of somebody else's documents nothing is known.
    let other = house
        .citizen_of(
            okno_accounts::Level::Confirmed,
            "+79005550333",
            "o@pochta.example",
        )
        .await;
    let other = house.enter("citizen", other).await;
    let base = begun(&other, &service).await;
    let page = format!("{base}/{}", filled_page(&service));
    other.get(&page).await.is(200).keeps_quiet_of("71 1234567");
});

on_both!(
    an_application_and_a_complaint_know_the_contacts,
    |house| async move {
        let amina = house.amina().await;
        for service in [
            service_with(is_filled),
            service_with(|s| s.complaint.is_some()),
        ] {
            let base = begun(&amina, &service).await;
            let catalogue = okno_catalogue::Catalogue::load(&crate::house::services()).unwrap();
            let found = catalogue.get(&service).unwrap();
            let mut all = found.form.questions();
            let asks = all
                .find(|(_, q)| q.prefill == Some(Prefill::Email))
                .unwrap();
            let page = amina.get(&format!("{base}/{}", asks.0.id)).await;
            page.is(200)
                .says(&format!(r#"value="{EMAIL}""#))
                .says("Из вашего профиля. Можно исправить.")
                .says(r#"href="/cabinet/security/contact/email""#);
        }
    }
);

fn has_several(service: &Service) -> bool {
    service
        .form
        .questions()
        .any(|(_, q)| q.kind == QuestionKind::Checkboxes)
}

on_edited!(
    several_choices_are_one_answer,
    |text: String| text.replace("kind: checkboxes\n", "kind: checkboxes\n          max: 2\n"),
    |house| async move {
        let amina = house.amina().await;
        let base = begun(&amina, &service_with(has_several)).await;
        let car = [
            ("reason", "changed"),
            ("vin", "XTA21099112345678"),
            ("_seen", "1"),
        ];
        amina.post(&format!("{base}/car"), &car).await.to();
        let page = format!("{base}/basis");
        let rest = [
            ("pts", "electronic"),
            ("pts_number", "164301012345678"),
            ("_seen", "1"),
        ];
        let send = |ticked: &'static [&'static str]| {
            let mut pairs = rest.to_vec();
            pairs.extend(ticked.iter().map(|value| ("what_changed", *value)));
            multipart(&pairs, &[])
        };
        let none = amina.upload(&page, send(&[])).await;
        none.is(422)
            .says("Выберите хотя бы один вариант")
            .says("href=\"#what_changed-1\"");
        let many = amina.upload(&page, send(&["lost", "name", "colour"])).await;
        many.is(422).says("Оставьте не больше 2 вариантов");
        // What they bring up is asked; what is no option is no answer.
        let two = amina.upload(&page, send(&["lost", "colour", "odd"])).await;
        two.is(422).says("Какого цвета машина теперь?");
        let now = content(&house, &base).await;
        assert_eq!(now.answers["what_changed"], "colour,lost");
        let mut pairs = rest.to_vec();
        pairs.extend([("what_changed", "lost"), ("what_changed", "colour")]);
        pairs.push(("new_colour", "зелёный"));
        let to = amina.upload(&page, multipart(&pairs, &[])).await.to();
        assert_eq!(to, format!("{base}/insurance"));
        let shown = amina.get(&page).await;
        for (value, ticked) in [("name", false), ("colour", true), ("lost", true)] {
            let box_ = format!("type=\"checkbox\" value=\"{value}\"");
            shown.says(&box_);
            assert_eq!(
                shown.text().contains(&format!("{box_} checked")),
                ticked,
                "{value}"
            );
        }
        // Ticked and not saved yet, it is kept like what is typed.
        let typed = [("what_changed", "name"), ("what_changed", "lost")];
        amina.post(&format!("{page}/keep"), &typed).await.is(200);
        assert_eq!(
            content(&house, &base).await.typed["what_changed"].text,
            "name,lost"
        );
    }
);
