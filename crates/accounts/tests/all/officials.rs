//! Officials are invited, given access again by two administrators, and sent away.

use jiff::SignedDuration;
use okno_accounts::{Staff, StaffState, Unit, UnitKind, officials, staff_called};
use okno_store::Engine;
use okno_store::testing::ENGINES;
use uuid::Uuid;

use crate::browser::Browser;
use crate::house::{Caught, House, PASSWORD, app_code, app_secret, entered};

const NEW: &str = "Тукан-4бегут*";
const MAIL: &str = "i.hakimov@ryazan.example";
const FORM: [(&str, &str); 7] = [
    ("name", "Хакимов  Ильдар Маратович"),
    ("email", MAIL),
    ("login", "I.Hakimov"),
    ("unit", "ryazan-digital"),
    ("place", "Отдел карт"),
    ("role", "officer"),
    ("days", "90"),
];

async fn house(engine: Engine) -> House {
    let house = House::build(engine).await;
    let unit = |id: &str, kind, ru: &str| Unit {
        id: id.to_owned(),
        kind,
        ru: ru.to_owned(),
        en: id.to_owned(),
    };
    house.accounts.set_units(vec![
        unit("ryazan-digital", UnitKind::Agency, "Минцифры Рязани"),
        unit("centre-1", UnitKind::Centre, "Центр на Соборной"),
        unit("portal", UnitKind::Portal, "Сам портал"),
    ]);
    house
}

fn with<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    crate::house::with(&FORM, &[(name, value)])
}

async fn called(house: &House, login: &str) -> Staff {
    staff_called(&house.store.db, login).await.unwrap().unwrap()
}

fn page_of(id: Uuid) -> String {
    format!("/admin/people/{id}")
}

/// The letters to this address since the last look.
async fn letters(house: &House, to: &str) -> Vec<Caught> {
    let all = house.mail().await.into_iter();
    all.filter(|letter| letter.to == to).collect()
}

/// The link of the only letter.
async fn link(house: &House, to: &str) -> String {
    let letters = letters(house, to).await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert!(letters[0].link.starts_with("/work/invitation/"));
    letters[0].link.clone()
}

async fn invited(house: &House, admin: &mut Browser) -> (Uuid, String) {
    let seen = admin.post("/admin/people/new", &FORM).await;
    let id = called(house, "i.hakimov").await.id;
    seen.leads(&format!("{}?invited", page_of(id)));
    (id, link(house, MAIL).await)
}

/// The id of the link that waits for a second administrator.
async fn waiting(house: &House, staff: Uuid) -> Uuid {
    let link = officials::link_of(&house.store.db, staff)
        .await
        .unwrap()
        .unwrap();
    assert!(link.waits);
    link.id
}

async fn approve(browser: &mut Browser, staff: Uuid, link: Uuid) -> crate::browser::Seen {
    let path = format!("{}/approve", page_of(staff));
    browser.post(&path, &[("link", &link.to_string())]).await
}

async fn choose(browser: &mut Browser, link: &str, password: &str) -> crate::browser::Seen {
    let fields = [("password", password), ("repeat", password)];
    browser.post(link, &fields).await
}

/// Sets the app up after a password; gives its secret.
async fn app(house: &House, browser: &mut Browser, to: &str) -> Vec<u8> {
    let (_, secret) = app_secret(&browser.get("/work/login/setup").await);
    let code = app_code(house, &secret);
    let seen = browser.post("/work/login/setup", &[("code", &code)]).await;
    seen.leads(to);
    secret
}

#[tokio::test]
async fn an_invited_official_chooses_a_password_nobody_else_knows() {
    for engine in ENGINES {
        let house = house(engine).await;
        let (_, mut admin) = entered(&house, "one", "admin").await;
        let (id, link) = invited(&house, &mut admin).await;
        let page = admin.get(&page_of(id)).await;
        page.is(200)
            .has("Хакимов Ильдар Маратович")
            .has("Приглашён")
            .has("Минцифры Рязани")
            .has("Отдел карт")
            .has("Сотрудник ведомства")
            .has("Ссылка отправлена")
            .lacks(&link)
            .lacks("⟦");
        // No password opens the account yet, an empty one neither.
        let mut browser = house.browser();
        for password in [PASSWORD, NEW, ""] {
            let fields = [("login", "i.hakimov"), ("password", password)];
            browser.post("/work/login", &fields).await.is(422);
        }
        // Looking at the link uses up nothing; a password that breaks the rules neither.
        for _ in 0..2 {
            let page = browser.get(&link).await;
            page.is(200)
                .has("i.hakimov")
                .has("autocomplete=\"username\"");
        }
        choose(&mut browser, &link, "слабый").await.is(422);
        let own = choose(&mut browser, &link, "Хакимов-1987!").await;
        own.is(422).has("фамили");
        choose(&mut browser, &link, NEW)
            .await
            .leads("/work/login/setup");
        app(&house, &mut browser, "/work").await;
        assert_eq!(called(&house, "i.hakimov").await.state, StaffState::Active);
        admin.get(&page_of(id)).await.has("Работает");
        // The link is used up, for everybody.
        let mut other = house.browser();
        other.get(&link).await.is(200).has("больше не работает");
        let late = choose(&mut other, &link, "Тигр-5спокоен!").await;
        late.has("больше не работает");
        let fields = [("login", "i.hakimov"), ("password", NEW)];
        other
            .post("/work/login", &fields)
            .await
            .leads("/work/login/code");
        for act in ["staff.invited", "staff.password_set"] {
            assert_eq!(house.told(act).await, 1, "{act}");
        }
    }
}

#[tokio::test]
async fn an_invitation_runs_out_and_the_next_one_replaces_it() {
    for engine in ENGINES {
        let house = house(engine).await;
        let (_, mut admin) = entered(&house, "one", "admin").await;
        let (id, first) = invited(&house, &mut admin).await;
        let again = format!("{}/again", page_of(id));
        admin
            .post(&again, &[])
            .await
            .leads(&format!("{}?again", page_of(id)));
        let second = link(&house, MAIL).await;
        let mut browser = house.browser();
        browser.get(&first).await.has("больше не работает");
        browser.get(&second).await.lacks("больше не работает");
        // Withdrawn by the administrator.
        let cancel = format!("{}/cancel", page_of(id));
        admin
            .post(&cancel, &[])
            .await
            .leads(&format!("{}?cancelled", page_of(id)));
        choose(&mut browser, &second, NEW)
            .await
            .has("больше не работает");
        admin
            .post(&cancel, &[])
            .await
            .leads(&format!("{}?late", page_of(id)));
        // Three days and no more.
        admin.post(&again, &[]).await;
        let third = link(&house, MAIL).await;
        house.later(SignedDuration::from_hours(72));
        choose(&mut browser, &third, NEW)
            .await
            .has("больше не работает");
        let (_, mut later) = entered(&house, "later", "admin").await;
        later.get(&page_of(id)).await.has("Приглашён");
        later.post(&again, &[]).await;
        let fourth = link(&house, MAIL).await;
        // Two clicks at once set one password.
        let mut other = house.browser();
        let (a, b) = tokio::join!(
            choose(&mut browser, &fourth, NEW),
            choose(&mut other, &fourth, "Тигр-5спокоен!")
        );
        let done = [&a, &b].map(|seen| seen.status.as_u16() == 303);
        assert!(done[0] != done[1], "{done:?}");
        assert_eq!(house.told("staff.password_set").await, 1);
        house.later(SignedDuration::from_secs(1));
        house.accounts.sweep().await.unwrap();
        let old =
            "select count(*) as n from staff_links where used_at is null and ended_at is null";
        assert_eq!(house.count(old).await, 0);
    }
}

#[tokio::test]
async fn an_invitation_says_what_is_wrong_with_it() {
    for engine in ENGINES {
        let house = house(engine).await;
        let (_, mut admin) = entered(&house, "one", "admin").await;
        admin.get("/admin/people/new").await.is(200).lacks("⟦");
        for (name, value, says) in [
            ("name", "", "Введите фамилию и имя полностью"),
            ("name", "Хакимов", "Введите фамилию и имя полностью"),
            ("name", "Хакимов <b>", "Введите фамилию и имя полностью"),
            ("email", "", "Введите адрес почты"),
            ("email", "hakimov", "почт"),
            ("login", "", "Логин — от 3 до 32 знаков"),
            ("login", "хакимов", "Логин — от 3 до 32 знаков"),
            ("login", "i h", "Логин — от 3 до 32 знаков"),
            ("login", "one", "Такой логин уже есть"),
            ("unit", "", "Выберите"),
            ("unit", "centre-1", "выберите ведомство"),
            ("role", "operator", "выберите центр"),
            ("role", "", "Выберите"),
            ("days", "", "Выберите"),
        ] {
            let page = admin.post("/admin/people/new", &with(name, value)).await;
            page.is(422).has(says);
            // What was typed stays.
            if name != "place" {
                page.has("Отдел карт");
            }
        }
        for (name, value) in [("unit", "nowhere"), ("role", "king"), ("days", "9999")] {
            let page = admin.post("/admin/people/new", &with(name, value)).await;
            page.is(422);
        }
        assert!(letters(&house, MAIL).await.is_empty());
        assert_eq!(house.told("staff.invited").await, 0);
        // Without a place of their own the name of the unit is shown.
        admin.post("/admin/people/new", &with("place", "")).await;
        let staff = called(&house, "i.hakimov").await;
        assert_eq!(staff.person.place, "Минцифры Рязани");
    }
}

#[tokio::test]
async fn an_invited_administrator_waits_for_the_second() {
    for engine in ENGINES {
        let house = house(engine).await;
        let (_, mut one) = entered(&house, "one", "admin").await;
        let (_, mut two) = entered(&house, "two", "admin").await;
        let seen = one.post("/admin/people/new", &with("role", "admin")).await;
        let id = called(&house, "i.hakimov").await.id;
        seen.leads(&format!("{}?invited-waits", page_of(id)));
        let link = link(&house, MAIL).await;
        let mut browser = house.browser();
        choose(&mut browser, &link, NEW).await;
        app(&house, &mut browser, "/work/home").await;
        browser
            .get("/work/home")
            .await
            .is(200)
            .has("Пока нет ни одной роли");
        browser.get("/admin/staff").await.is(403);
        let page = two.get(&page_of(id)).await;
        let at = page.text.find("/approve\"").unwrap();
        let from = page.text[..at].rfind('"').unwrap() + 1;
        let approve = page.text[from..at + "/approve".len()].to_owned();
        // From the page of an official one comes back to it.
        let person = id.to_string();
        two.post(&approve, &[("person", &person)])
            .await
            .leads(&format!("{}?approved", page_of(id)));
        browser.get("/work/home").await.leads("/admin");
        browser.get("/admin/staff").await.is(200);
    }
}

#[tokio::test]
async fn another_password_is_given_by_two_administrators() {
    for engine in ENGINES {
        let house = house(engine).await;
        let (own, mut one) = entered(&house, "one", "admin").await;
        let (_, mut two) = entered(&house, "two", "admin").await;
        let (id, first) = invited(&house, &mut one).await;
        let mut official = house.browser();
        choose(&mut official, &first, NEW).await;
        let secret = app(&house, &mut official, "/work").await;
        let page = page_of(id);
        let told = |word: &str| format!("{page}?{word}");
        let (ask, path) = (format!("{page}/link"), format!("{page}/approve"));
        one.get(&ask).await.is(200).has("второй администратор");
        one.post(&ask, &[]).await.leads(&told("asked"));
        // Not by who asked, not for oneself, not by somebody who is no administrator.
        one.get(&page).await.has("Ждёт второго").lacks(&path);
        let seen = waiting(&house, id).await;
        approve(&mut one, id, seen).await.leads(&told("own"));
        approve(&mut official, id, seen).await.is(403);
        let mine = format!("{}/link", page_of(own));
        one.get(&mine).await.is(403);
        one.post(&mine, &[]).await.is(303);
        assert!(letters(&house, MAIL).await.is_empty());
        two.get("/admin/people")
            .await
            .has("Ждут вашего утверждения");
        one.get("/admin/people")
            .await
            .lacks("Ждут вашего утверждения");
        two.get(&page).await.has(&path).has(&seen.to_string());
        two.post(&path, &[]).await.leads(&told("late"));
        approve(&mut two, id, seen).await.leads(&told("sent"));
        approve(&mut two, id, seen).await.leads(&told("late"));
        let again = link(&house, MAIL).await;
        // The former password opens until the new one is set; the app stays.
        let mut browser = house.browser();
        choose(&mut browser, &again, "Тигр-5спокоен!")
            .await
            .leads("/work/login/code");
        official.get("/work/login").await.is(200);
        house.later(SignedDuration::from_secs(60));
        let code = app_code(&house, &secret);
        browser
            .post("/work/login/code", &[("code", &code)])
            .await
            .leads("/work");
        let fields = [("login", "i.hakimov"), ("password", NEW)];
        house.browser().post("/work/login", &fields).await.is(422);
        // With a lost app another one is set up.
        one.post(&ask, &[("steps", "yes")])
            .await
            .leads(&told("asked"));
        let seen = waiting(&house, id).await;
        approve(&mut two, id, seen).await.leads(&told("sent"));
        let again = link(&house, MAIL).await;
        let mut browser = house.browser();
        choose(&mut browser, &again, NEW)
            .await
            .leads("/work/login/setup");
        let other = app(&house, &mut browser, "/work").await;
        assert_ne!(secret, other);
        assert_eq!(house.told("staff.link_asked").await, 2);
        assert_eq!(house.told("staff.link_approved").await, 2);
    }
}

#[tokio::test]
async fn another_e_mail_is_told_to_the_former_and_stops_a_link() {
    for engine in ENGINES {
        let house = house(engine).await;
        let (own, mut one) = entered(&house, "one", "admin").await;
        let (id, first) = invited(&house, &mut one).await;
        let email = format!("{}/email", page_of(id));
        one.get(&email).await.is(200).has(MAIL);
        one.post(&email, &[("email", "x")])
            .await
            .is(422)
            .has("почт");
        let new = "hakimov@ryazan.example";
        one.post(&email, &[("email", new)])
            .await
            .leads(&format!("{}?email", page_of(id)));
        let told = letters(&house, MAIL).await;
        assert_eq!(told.len(), 1);
        assert!(told[0].subject.contains("почта"), "{told:?}");
        assert!(!told[0].raw.contains(new) && !told[0].raw.contains("Хакимов"));
        let mut browser = house.browser();
        choose(&mut browser, &first, NEW)
            .await
            .has("больше не работает");
        one.post(&format!("{}/again", page_of(id)), &[]).await;
        link(&house, new).await;
        // Of others only.
        let mine = format!("{}/email", page_of(own));
        one.post(&mine, &[("email", new)]).await.is(403);
    }
}

#[tokio::test]
async fn who_works_here_no_more_is_out_at_once_and_may_come_back() {
    for engine in ENGINES {
        let house = house(engine).await;
        let (own, mut one) = entered(&house, "one", "admin").await;
        let (id, first) = invited(&house, &mut one).await;
        let mut official = house.browser();
        choose(&mut official, &first, NEW).await;
        let secret = app(&house, &mut official, "/work").await;
        let page = page_of(id);
        let close = format!("{page}/close");
        one.get(&close)
            .await
            .is(200)
            .has("останутся под его именем");
        one.post(&close, &[]).await.leads(&format!("{page}?closed"));
        one.post(&close, &[]).await.leads(&format!("{page}?late"));
        let mine = format!("{}/close", page_of(own));
        one.post(&mine, &[])
            .await
            .leads(&format!("{}?own", page_of(own)));
        official.get("/work/login").await.is(200);
        let fields = [("login", "i.hakimov"), ("password", NEW)];
        let out = house.browser().post("/work/login", &fields).await;
        out.is(422).has("Доступ закрыт");
        let staff = called(&house, "i.hakimov").await;
        assert!(staff.roles.is_empty() && staff.state == StaffState::Closed);
        one.get(&page).await.has("Доступ закрыт").lacks("Дать роль");
        let give = [("role", "officer"), ("days", "30")];
        one.post(&format!("{page}/roles"), &give)
            .await
            .leads(&format!("{page}?late"));
        for act in ["link", "again"] {
            one.post(&format!("{page}/{act}"), &[])
                .await
                .leads(&format!("{page}?late"));
        }
        assert!(letters(&house, MAIL).await.is_empty());
        // Back by an invitation that another administrator approves as they see it.
        let asked = format!("{page}?asked");
        one.post(&format!("{page}/back"), &[]).await.leads(&asked);
        let seen = waiting(&house, id).await;
        approve(&mut one, id, seen)
            .await
            .leads(&format!("{page}?own"));
        let other = "nobody@ryazan.example";
        one.post(&format!("{page}/email"), &[("email", other)])
            .await
            .leads(&format!("{page}?email"));
        one.post(&format!("{page}/back"), &[]).await.leads(&asked);
        let (_, mut two) = entered(&house, "two", "admin").await;
        approve(&mut two, id, seen)
            .await
            .leads(&format!("{page}?late"));
        assert!(letters(&house, other).await.is_empty());
        two.get(&page).await.has(other).has("сверьте адрес почты");
        two.post(&format!("{page}/cancel"), &[]).await;
        two.post(&format!("{page}/email"), &[("email", MAIL)]).await;
        two.post(&format!("{page}/back"), &[]).await.leads(&asked);
        let seen = waiting(&house, id).await;
        letters(&house, MAIL).await;
        approve(&mut one, id, seen)
            .await
            .leads(&format!("{page}?sent"));
        // Closed until the password is set; then no role and no former app.
        assert_eq!(called(&house, "i.hakimov").await.state, StaffState::Closed);
        one.post(&format!("{page}/again"), &[])
            .await
            .leads(&format!("{page}?late"));
        let again = link(&house, MAIL).await;
        let mut browser = house.browser();
        choose(&mut browser, &again, NEW)
            .await
            .leads("/work/login/setup");
        let other = app(&house, &mut browser, "/work/home").await;
        assert_ne!(secret, other);
        assert!(called(&house, "i.hakimov").await.roles.is_empty());
        for act in ["staff.closed", "staff.taken_back"] {
            assert_eq!(house.told(act).await, 1, "{act}");
        }
    }
}

#[tokio::test]
async fn officials_are_found_by_what_is_known_of_them() {
    for engine in ENGINES {
        let house = house(engine).await;
        let (_, mut one) = entered(&house, "one", "admin").await;
        let (id, _) = invited(&house, &mut one).await;
        let (_, mut officer) = entered(&house, "other", "officer").await;
        let number = okno_accounts::looks::work_number(id);
        for q in ["хакимов ильдар", "i.hakimov", MAIL, "отдел карт", &number]
        {
            let page = one.post("/admin/people", &[("q", q)]).await;
            page.is(200).has(&page_of(id)).has("Найден");
        }
        let page = one.post("/admin/people", &[("q", "никто")]).await;
        page.is(200).has("Никого не нашли").lacks(&page_of(id));
        one.post("/admin/people", &[("q", "")]).await.is(422);
        // By pages, so that a ministry has room.
        house.later(SignedDuration::from_secs(1));
        for n in 0..51 {
            house.official(&format!("clerk-{n}"), "officer").await;
        }
        let page = one.get("/admin/people").await;
        page.is(200).has("Следующие");
        let at = page.text.find("/admin/people?after=").unwrap();
        let next = page.text[at..].split('"').next().unwrap().to_owned();
        let rest = one.get(&next).await;
        rest.is(200).lacks("Следующие").lacks(&page_of(id));
        let many = one.post("/admin/people", &[("q", "хакимов")]).await;
        many.has("Показаны первые 50");
        for path in ["/admin/people", "/admin/people/new", &page_of(id)] {
            officer.get(path).await.is(403);
            house.browser().get(path).await.is(303);
        }
        for act in [
            "roles", "again", "cancel", "approve", "back", "link", "email", "close",
        ] {
            let path = format!("{}/{act}", page_of(id));
            officer
                .post(&path, &[("email", "a@b.example")])
                .await
                .is(403);
        }
    }
}

#[tokio::test]
async fn the_machine_hands_a_link_out_for_a_portal_with_one_administrator() {
    for engine in ENGINES {
        let house = house(engine).await;
        let db = &house.store.db;
        let (_, mut one) = entered(&house, "one", "admin").await;
        let staff = called(&house, "one").await;
        let mut tx = db.begin().await.unwrap();
        let path = officials::hand_out(&mut tx, &staff, true).await.unwrap();
        tx.commit().await.unwrap();
        let mut browser = house.browser();
        choose(&mut browser, &path, NEW)
            .await
            .leads("/work/login/setup");
        one.get("/admin/staff")
            .await
            .leads("/work/login?next=/admin/staff");
        app(&house, &mut browser, "/admin").await;
        // Whoever works here no more comes back by it; the link is worth nothing once more.
        let (_, mut two) = entered(&house, "two", "admin").await;
        let page = page_of(staff.id);
        two.post(&format!("{page}/close"), &[])
            .await
            .leads(&format!("{page}?closed"));
        let staff = called(&house, "one").await;
        let mut tx = db.begin().await.unwrap();
        let path = officials::hand_out(&mut tx, &staff, false).await.unwrap();
        tx.commit().await.unwrap();
        let mut browser = house.browser();
        choose(&mut browser, &path, NEW)
            .await
            .leads("/work/login/setup");
        assert!(called(&house, "one").await.is_active());
    }
}
