//! What is typed is kept before it is saved, and of two tabs none overwrites the other.

use okno_applications::model::Content;

use crate::house::{Answer, Browser, EMAIL, File, House, PDF, PNG, id_in, multipart, service_with};

async fn content(house: &House, base: &str) -> Content {
    let found = okno_applications::find(house.db(), id_in(base)).await;
    found.unwrap().unwrap().content
}

/// An open page, as its script knows it: its marks, its name.
struct Tab<'a> {
    browser: &'a Browser<'a>,
    url: String,
    was: String,
    name: &'static str,
}

fn hidden(page: &Answer, name: &str) -> String {
    let text = page.text();
    let at = format!("name=\"{name}\" value=\"");
    let value = text.split(&at).nth(1).unwrap_or_default();
    value.split('"').next().unwrap().to_owned()
}

impl<'a> Tab<'a> {
    async fn open(browser: &'a Browser<'a>, url: &str, name: &'static str) -> Tab<'a> {
        let page = browser.get(url).await;
        page.is(200);
        let was = hidden(&page, "_was");
        assert!(!was.is_empty());
        let url = url.to_owned();
        Tab {
            browser,
            url,
            was,
            name,
        }
    }

    /// The script sends what was typed; what it is told.
    async fn types(&self, pairs: &[(&str, &str)]) -> serde_json::Value {
        let mut all = vec![("_was", self.was.as_str()), ("_tab", self.name)];
        all.extend(pairs);
        let answer = self.browser.post(&format!("{}/keep", self.url), &all).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// The button is pressed.
    async fn saves(&self, pairs: &[(&str, &str)]) -> Answer {
        let mut all = vec![("_was", self.was.as_str()), ("_tab", self.name)];
        all.extend(pairs);
        self.browser.post(&self.url, &all).await
    }
}

fn kept() -> serde_json::Value {
    serde_json::json!({ "closed": false, "elsewhere": [] })
}

fn elsewhere(name: &str) -> serde_json::Value {
    serde_json::json!({ "closed": false, "elsewhere": [name] })
}

on_both!(what_is_typed_is_there_tomorrow, |house| async move {
    let amina = house.amina().await;
    let base = amina.begin().await;
    let contacts = format!("{base}/contacts");
    let tab = Tab::open(&amina, &contacts, "one").await;
    assert_eq!(tab.types(&[("phone", "8 900 5")]).await, kept());
    assert_eq!(
        tab.types(&[("phone", "8 900 555"), ("email", "")]).await,
        kept()
    );

    house.later(60 * 24);
    let amina = house.enter("citizen", amina.id).await;
    let page = amina.get(&contacts).await;
    page.is(200)
        .says(r#"value="8 900 555""#)
        .says("Вы не закончили эту страницу");
    // What the profile had filled in was wiped out.
    page.keeps_quiet_of(EMAIL);
    // It is sealed like everything else.
    let row = house
        .db()
        .row("select content from applications", vec![])
        .await
        .unwrap()
        .unwrap();
    let sealed: Vec<u8> = row.get("content").unwrap();
    assert!(!sealed.windows(7).any(|w| w == b"900 555"));
});

on_both!(what_is_typed_is_no_answer, |house| async move {
    let amina = house.amina().await;
    let base = amina.begin().await;
    amina.fill(&base).await;
    let contacts = format!("{base}/contacts");
    amina.get(&format!("{base}/check")).await.is(200);
    let tab = Tab::open(&amina, &contacts, "one").await;
    tab.types(&[("phone", "8 900 555 77 77")]).await;
    assert_eq!(
        content(&house, &base).await.answers["phone"],
        "+7 (900) 555-02-58"
    );
    // Nothing goes out before it is clear what is meant.
    assert_eq!(amina.get(&format!("{base}/check")).await.to(), base);
    amina.get(&base).await.is(200).says("Начато");
    // Typed back: as if nothing had been.
    tab.types(&[("phone", "+7 (900) 555-02-58")]).await;
    assert!(content(&house, &base).await.typed.is_empty());
    let check = amina.get(&format!("{base}/check")).await;
    check.is(200).says("555-02-58").keeps_quiet_of("77 77");
});

on_both!(saving_forgets_what_was_typed, |house| async move {
    let amina = house.amina().await;
    let base = amina.begin().await;
    let contacts = format!("{base}/contacts");
    let tab = Tab::open(&amina, &contacts, "one").await;
    tab.types(&[("phone", "8 900")]).await;
    let saved = tab
        .saves(&[("phone", "8 900 555 02 58"), ("email", "x")])
        .await;
    saved.is(422);
    let now = content(&house, &base).await;
    assert!(now.typed.is_empty());
    // A mistake is kept as it was typed, too.
    amina.get(&contacts).await.is(200).says(r#"value="x""#);
    let tab = Tab::open(&amina, &contacts, "two").await;
    let fields = [("phone", "8 900 555 02 58"), ("email", "x@pochta.example")];
    tab.saves(&fields).await.to();
    assert!(!amina.get(&contacts).await.text().contains("не закончили"));
});

on_both!(different_fields_of_two_tabs_merge, |house| async move {
    let amina = house.amina().await;
    let base = amina.begin().await;
    amina.fill(&base).await;
    let contacts = format!("{base}/contacts");
    let one = Tab::open(&amina, &contacts, "one").await;
    let two = Tab::open(&amina, &contacts, "two").await;
    let fields = [
        ("phone", "8 900 555 11 11"),
        ("email", "Karta@pochta.example"),
    ];
    one.saves(&fields).await.to();
    let fields = [
        ("phone", "+7 (900) 555-02-58"),
        ("email", "new@pochta.example"),
    ];
    two.saves(&fields).await.to();
    let now = content(&house, &base).await;
    assert_eq!(now.answers["phone"], "+7 (900) 555-11-11");
    assert_eq!(now.answers["email"], "new@pochta.example");
});

on_both!(
    the_same_field_of_two_tabs_is_chosen_by_its_person,
    |house| async move {
        let amina = house.amina().await;
        let base = amina.begin().await;
        amina.fill(&base).await;
        let contacts = format!("{base}/contacts");
        let one = Tab::open(&amina, &contacts, "one").await;
        let two = Tab::open(&amina, &contacts, "two").await;
        let first = [
            ("phone", "8 900 555 11 11"),
            ("email", "one@pochta.example"),
        ];
        one.saves(&first).await.to();
        let second = [
            ("phone", "8 900 555 22 22"),
            ("email", "two@pochta.example"),
        ];
        let refused = two.saves(&second).await;
        refused
            .is(422)
            .says("в другой вкладке сохранили другой ответ")
            .says("Сейчас сохранено: <b>+7 (900) 555-11-11</b>")
            .says("Вы ввели: <b>8 900 555 22 22</b>")
            .says(r#"value="two@pochta.example""#);
        let now = content(&house, &base).await;
        assert_eq!(now.answers["phone"], "+7 (900) 555-11-11");
        // Left and opened again, both are still there.
        let again = amina.get(&contacts).await;
        again
            .is(200)
            .says("В другой вкладке сохранили другие ответы")
            .says("Сейчас сохранено: <b>one@pochta.example</b>")
            .says(r#"value="8 900 555 22 22""#);
        // One saved answer is taken, the other is still to be chosen.
        let (was, both) = (hidden(&refused, "_was"), hidden(&refused, "_both"));
        let mut press = vec![("_was", was.as_str()), ("_both", &both), ("_take", "phone")];
        press.extend(second);
        let taken = amina.post(&contacts, &press).await;
        taken
            .is(422)
            .says(r#"value="+7 (900) 555-11-11""#)
            .says("Вы ввели: <b>two@pochta.example</b>")
            .keeps_quiet_of("<b>8 900 555 22 22</b>");
        // Saving the page takes what stands in it.
        let was = hidden(&taken, "_was");
        let fields = [
            ("_was", was.as_str()),
            ("phone", "+7 (900) 555-11-11"),
            ("email", "two@pochta.example"),
        ];
        assert_eq!(
            amina.post(&contacts, &fields).await.to(),
            format!("{base}/check")
        );
        let now = content(&house, &base).await;
        assert_eq!(now.answers["phone"], "+7 (900) 555-11-11");
        assert_eq!(now.answers["email"], "two@pochta.example");
        assert!(now.typed.is_empty());
    }
);

on_both!(typing_overwrites_no_other_tab, |house| async move {
    let amina = house.amina().await;
    let base = amina.begin().await;
    amina.fill(&base).await;
    let contacts = format!("{base}/contacts");
    let one = Tab::open(&amina, &contacts, "one").await;
    let two = Tab::open(&amina, &contacts, "two").await;
    assert_eq!(one.types(&[("phone", "8 900 1")]).await, kept());
    // Another tab that has not seen it keeps its hands off.
    assert_eq!(two.types(&[("phone", "8 900 2")]).await, elsewhere("phone"));
    assert_eq!(content(&house, &base).await.typed["phone"].text, "8 900 1");
    assert_eq!(two.types(&[("email", "two@")]).await, kept());
    assert_eq!(one.types(&[("phone", "8 900 11")]).await, kept());
    // One that was opened later has seen it.
    let three = Tab::open(&amina, &contacts, "three").await;
    assert_eq!(three.types(&[("phone", "8 900 3")]).await, kept());

    // What is saved stands; what was typed over an older answer is shown beside it.
    let fields = [("phone", "8 900 555 33 33"), ("email", "k@pochta.example")];
    three.saves(&fields).await.to();
    assert_eq!(one.types(&[("phone", "8 900 4")]).await, elsewhere("phone"));
    let now = content(&house, &base).await;
    assert_eq!(now.answers["phone"], "+7 (900) 555-33-33");
    amina
        .get(&contacts)
        .await
        .is(200)
        .says("Сейчас сохранено: <b>+7 (900) 555-33-33</b>")
        .says("Вы ввели: <b>8 900 4</b>");
});

on_both!(
    a_file_of_another_tab_is_not_replaced_unseen,
    |house| async move {
        let amina = house.amina().await;
        let base = amina.begin().await;
        let card = format!("{base}/card");
        let was = hidden(&amina.get(&card).await, "_was");
        let file = |name, content| File {
            field: "attachment",
            name,
            content,
        };
        let fields = [("purpose", "medical"), ("_was", was.as_str())];
        let one = multipart(&fields, &[file("один.png", PNG)]);
        let two = multipart(&fields, &[file("два.pdf", PDF)]);
        amina.upload(&card, one).await.to();
        let refused = amina.upload(&card, two).await;
        refused
            .is(422)
            .says("В другой вкладке сюда уже положили файл")
            .says("один.png");
        let was = hidden(&refused, "_was");
        let fields = [("purpose", "medical"), ("_was", was.as_str())];
        let again = multipart(&fields, &[file("два.pdf", PDF)]);
        amina.upload(&card, again).await.to();
        let now = content(&house, &base).await;
        assert_eq!(now.files["attachment"][0].name, "два.pdf");
        assert_eq!(now.files["attachment"].len(), 1);
    }
);

on_both!(
    nothing_is_kept_of_what_is_closed_or_not_ones_own,
    |house| async move {
        let amina = house.amina().await;
        let base = amina.apply().await;
        let contacts = format!("{base}/contacts");
        let answer = amina
            .post(&format!("{contacts}/keep"), &[("phone", "8")])
            .await;
        answer.is(200).says(r#""closed":true"#);
        assert!(content(&house, &base).await.typed.is_empty());
        let stranger = house
            .citizen_of(
                okno_accounts::Level::Confirmed,
                "+79005550999",
                "s@pochta.example",
            )
            .await;
        let stranger = house.enter("citizen", stranger).await;
        let answer = stranger
            .post(&format!("{contacts}/keep"), &[("phone", "8")])
            .await;
        answer.is(404);
        // Who is not signed in is led to the door, and back to the page after a press.
        let guest = house.guest();
        let to = guest.post(&format!("{contacts}/keep"), &[]).await.to();
        assert!(to.starts_with("/login"), "{to}");
        let to = guest.post(&contacts, &[("phone", "8")]).await.to();
        let page = contacts.replace('/', "%2F");
        assert!(
            to == format!("/login?next={page}") || to == format!("/login?next={contacts}"),
            "{to}"
        );
        let answer = amina.post(&format!("{base}/nothing/keep"), &[]).await;
        answer.is(404);
    }
);

on_both!(what_is_typed_is_bounded, |house| async move {
    let amina = house.amina().await;
    let base = amina.begin().await;
    let tab = Tab::open(&amina, &format!("{base}/contacts"), "one").await;
    let long = "9".repeat(50_000);
    tab.types(&[("phone", &long), ("nothing", &long), ("_more", &long)])
        .await;
    let typed = content(&house, &base).await.typed;
    assert_eq!(typed.len(), 1);
    assert_eq!(typed["phone"].text.chars().count(), 4000);
});

/// The service whose form has rows.
fn repeating() -> String {
    service_with(|s| s.form.sections.first().is_some_and(|s| s.repeat.is_some()))
}

on_both!(rows_keep_what_is_typed, |house| async move {
    let amina = house.amina().await;
    let path = format!("/applications/new/{}", repeating());
    let base = amina.post(&path, &[]).await.to();
    let list = format!("{base}/children");
    let page = amina.get(&format!("{list}/new")).await;
    let text = page.is(200).text();
    let action = text.split("action=\"").find(|part| part.starts_with(&list));
    let row = action.unwrap().split('"').next().unwrap().to_owned();
    let was = hidden(&page, "_was");
    let fields = [("_was", was.as_str()), ("_tab", "a"), ("_new", "1")];
    let keep = format!("{row}/keep");
    // Nothing was typed: no row.
    amina.post(&keep, &fields).await.is(200);
    assert!(content(&house, &base).await.rows_of("children").is_empty());
    let mut typed = fields.to_vec();
    typed.push(("name", "Лей"));
    amina.post(&keep, &typed).await.is(200);
    amina.get(&list).await.is(200).says("Не закончено");
    amina.get(&row).await.is(200).says(r#"value="Лей""#);
    assert!(
        content(&house, &base).await.rows_of("children")[0]
            .answers
            .is_empty()
    );
    // With its row goes what was typed in it; nothing brings it back.
    amina.post(&format!("{row}/remove"), &[]).await.to();
    assert!(content(&house, &base).await.typed.is_empty());
    let late = [("_was", was.as_str()), ("name", "Лейла")];
    amina.post(&keep, &late).await.says(r#""closed":true"#);
    assert!(content(&house, &base).await.rows_of("children").is_empty());
});

on_both!(a_correction_keeps_what_is_typed, |house| async move {
    let amina = house.amina().await;
    let base = amina.apply().await;
    let officer = house.officer("h", crate::house::AGENCY, "officer").await;
    officer
        .post(&format!("{}/claim", crate::house::at_desk(&base)), &[])
        .await
        .to();
    let ask = [
        ("decision", "correct"),
        ("message", "Проверьте почту"),
        ("mark-email", "yes"),
    ];
    officer.decide(&base, &ask).await;
    let tab = Tab::open(&amina, &format!("{base}/correct"), "one").await;
    assert_eq!(tab.types(&[("email", "new@po")]).await, kept());
    let page = amina.get(&format!("{base}/correct")).await;
    page.is(200).says(r#"value="new@po""#);
    let now = content(&house, &base).await;
    assert_eq!(now.answers["email"], "Karta@pochta.example");
    tab.saves(&[("email", "new@pochta.example")]).await.to();
    let now = content(&house, &base).await;
    assert!(now.typed.is_empty());
    assert_eq!(now.answers["email"], "new@pochta.example");
});
