use okno_accounts::{Level, State, Ward};
use okno_store::testing::ENGINES;

use crate::house::{PASSWORD, entered};
use crate::{HOME, Town, days};

#[tokio::test]
async fn at_eighteen_the_parents_powers_end() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (mother, _, mut browser) = town.parent("safina").await;
        let card = town.checked(&mut browser, "liya", "mother").await;
        let ward = town.account(&mut browser, &card, "liya@deti.example").await;
        let page = browser
            .post(&format!("{card}/act"), &[("act", "suspend")])
            .await;
        page.is(303);
        // 16.05.2030.
        let day = jiff::civil::date(2030, 5, 16).at(12, 0, 0, 0);
        let at = day.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
        let now = town.house.store.db.now();
        town.house.later(at.duration_since(now) - days(2));
        town.enter(&mut browser, "safina@pochta.example").await;
        town.house.work().await;
        assert_eq!(town.find(ward).await.0.ward, Ward::Lent);
        browser.get(&card).await.has("Разрешить вход");
        town.house.later(days(2));
        town.enter(&mut browser, "safina@pochta.example").await;
        // By the clock, before any job.
        let page = browser
            .post(&format!("{card}/act"), &[("act", "access")])
            .await;
        page.leads(&format!("{card}?not"));
        let mail = town.house.mail().await;
        for to in ["safina@pochta.example", "liya@deti.example"] {
            let told = |m: &&crate::house::Caught| m.to == to && m.subject.contains("18");
            assert!(mail.iter().any(|m| told(&m)), "{to}: {mail:?}");
        }
        let (account, _) = town.find(ward).await;
        assert_eq!((account.ward, account.state), (Ward::Grown, State::Active));
        assert!(!account.is_guarded());
        for owner in [mother.id, ward] {
            assert!(town.acts(owner).await.contains(&"family.grown".to_owned()));
        }
        let page = browser.get(&card).await;
        page.has("исполнилось 18 лет").lacks("Приостановить вход");
    }
}

#[tokio::test]
async fn the_only_guardian_says_what_becomes_of_the_account() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.parent("safina").await;
        // Its codes come to the parent: it cannot stay alone.
        let card = town.checked(&mut browser, "artur", "mother").await;
        let ward = town
            .account(&mut browser, &card, "artur@deti.example")
            .await;
        let remove = format!("{card}/remove");
        browser.get(&remove).await.has("закроется через 14 дней");
        browser
            .post(&remove, &[])
            .await
            .leads(&format!("{HOME}?removed"));
        browser.get(&card).await.is(404);
        town.house.later(days(15));
        town.house.work().await;
        assert_eq!(town.find(ward).await.0.state, State::Closed);
        for rows in [
            "select count(*) as n from family_cards",
            "select count(*) as n from family_children",
        ] {
            assert_eq!(town.house.count(rows).await, 0, "{rows}");
        }
        // With a phone of its own the parent is asked.
        town.enter(&mut browser, "safina@pochta.example").await;
        let card = town.checked(&mut browser, "liya", "mother").await;
        let ward = town.account(&mut browser, &card, "liya@deti.example").await;
        let mut tx = town.house.store.db.begin().await.unwrap();
        okno_accounts::wards::set(&mut tx, ward, Ward::Own)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let remove = format!("{card}/remove");
        browser
            .get(&remove)
            .await
            .has("Что сделать с учётной записью ребёнка");
        browser
            .post(&remove, &[])
            .await
            .is(422)
            .has("Выберите, закрыть");
        browser.post(&remove, &[("account", "keep")]).await.is(303);
        let rows = "select count(*) as n from closings";
        assert_eq!(town.house.count(rows).await, 0);
        assert_eq!(town.find(ward).await.0.state, State::Active);
        // The child is found again by its SNILS.
        let card = town.checked(&mut browser, "liya", "mother").await;
        browser.get(&card).await.has("Учётная запись ребёнка");
    }
}

#[tokio::test]
async fn a_card_without_an_account_goes_whole_and_no_job_brings_it_back() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.parent("safina").await;
        let card = town.add(&mut browser, "artur", "mother").await;
        // The questions are under way.
        browser.post(&format!("{card}/remove"), &[]).await.is(303);
        town.house.work().await;
        for rows in [
            "select count(*) as n from family_cards",
            "select count(*) as n from family_children",
        ] {
            assert_eq!(town.house.count(rows).await, 0, "{rows}");
        }
        assert_eq!(town.calls("zags").await, 0);
        browser.get(HOME).await.has("Детей пока нет");
    }
}

#[tokio::test]
async fn a_consent_taken_back_takes_the_card_and_the_account() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.parent("safina").await;
        let (father, _, mut other) = town.parent("karimov").await;
        let card = town.checked(&mut browser, "artur", "mother").await;
        let ward = town
            .account(&mut browser, &card, "artur@deti.example")
            .await;
        let his = town.checked(&mut other, "artur", "father").await;
        let withdraw = async |browser: &mut crate::browser::Browser| {
            let list = browser.get("/cabinet/data/consents").await;
            let link = list.text.split("/cabinet/data/consents/").nth(1).unwrap();
            let id: String = link.chars().take(36).collect();
            let to = format!("/cabinet/data/consents/{id}");
            let page = browser.get(&to).await;
            page.has("Карточки детей удалятся");
            browser.post(&format!("{to}/withdraw"), &[]).await.is(303);
        };
        withdraw(&mut browser).await;
        browser.get(&card).await.is(404);
        // The other one has agreed for themselves: the account stays, with their phone.
        let rows = "select count(*) as n from closings";
        assert_eq!(town.house.count(rows).await, 0);
        let (_, person) = town.find(ward).await;
        let (_, parent) = town.find(father.id).await;
        assert_eq!(person.phone, parent.phone);
        other.get(&his).await.lacks("Два родителя");
        withdraw(&mut other).await;
        assert_eq!(town.house.count(rows).await, 1);
        town.house.later(days(15));
        town.house.work().await;
        assert_eq!(town.find(ward).await.0.state, State::Closed);
    }
}

#[tokio::test]
async fn the_only_guardian_of_an_account_does_not_leave_it_alone() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (mother, _, mut browser) = town.parent("safina").await;
        let card = town.checked(&mut browser, "artur", "mother").await;
        let ward = town
            .account(&mut browser, &card, "artur@deti.example")
            .await;
        let page = browser.get("/cabinet/data/close").await;
        page.has("вы единственный законный представитель")
            .has(&card);
        page.lacks("name=\"sure\"");
        // The other parent is the way out.
        let (_, _, mut other) = town.parent("karimov").await;
        let his = town.checked(&mut other, "artur", "father").await;
        let page = browser.get("/cabinet/data/close").await;
        page.lacks("единственный").has("name=\"sure\"");
        town.house.sms().await;
        browser
            .post("/cabinet/data/close", &[("sure", "yes")])
            .await
            .is(303);
        let code = town.house.sms_code().await;
        browser
            .post("/cabinet/data/close/code", &[("code", &code)])
            .await
            .is(303);
        town.house.later(days(15));
        town.house.work().await;
        assert_eq!(town.find(mother.id).await.0.state, State::Closed);
        town.enter(&mut other, "karimov@pochta.example").await;
        other
            .get(&his)
            .await
            .has("Учётная запись ребёнка")
            .lacks("Два родителя");
        let (account, person) = town.find(ward).await;
        assert_eq!(account.state, State::Active);
        assert_eq!(person.phone, town.of_stand("karimov").await.phone);
    }
}

#[tokio::test]
async fn a_courts_decision_ends_a_link() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (mother, _, mut browser) = town.parent("safina").await;
        let (father, _, mut other) = town.parent("karimov").await;
        let card = town.checked(&mut browser, "artur", "mother").await;
        let ward = town
            .account(&mut browser, &card, "artur@deti.example")
            .await;
        town.checked(&mut other, "artur", "father").await;
        let mut child = town.open("artur@deti.example").await;
        town.house.mail().await;
        browser
            .get("/admin/guardians")
            .await
            .leads("/work/login?next=/admin/guardians");
        let (_, mut admin) = entered(&town.house, "belova", "admin").await;
        let page = admin
            .post("/admin/guardians", &[("number", "0000-0000-0000")])
            .await;
        page.is(422).has("нет");
        let number = town.find(ward).await.0.number;
        let page = admin.post("/admin/guardians", &[("number", &number)]).await;
        // As in any list of officials.
        page.is(200)
            .has("Каримов Т.")
            .lacks("Каримов Тимур")
            .lacks("Амина");
        let at = page.text.find("Каримов Т.").unwrap();
        let value = page.text[..at].rfind("value=\"").unwrap() + 7;
        let id = &page.text[value..value + 36];
        let short = [
            ("number", number.as_str()),
            ("guardian", id),
            ("reason", "суд"),
        ];
        admin
            .post("/admin/guardians", &short)
            .await
            .is(422)
            .has("от 20 знаков");
        let reason = "Касимовский районный суд, дело 2-118/2026 от 12.10.2026";
        let fields = [
            ("number", number.as_str()),
            ("guardian", id),
            ("reason", reason),
        ];
        let page = admin.post("/admin/guardians", &fields).await;
        page.leads("/admin/guardians?done");
        other.get(HOME).await.has("Детей пока нет");
        browser.get(&card).await.is(200).lacks("Два родителя");
        other
            .get("/cabinet/security/looks")
            .await
            .has("дело 2-118/2026");
        child
            .get("/cabinet/security/looks")
            .await
            .has("дело 2-118/2026");
        browser
            .get("/cabinet/security/looks")
            .await
            .lacks("дело 2-118/2026");
        for owner in [mother.id, father.id, ward] {
            let acts = town.acts(owner).await;
            assert!(
                acts.contains(&"family.ended_by_court".to_owned()),
                "{acts:?}"
            );
        }
        let mail = town.house.mail().await;
        for to in [
            "karimov@pochta.example",
            "safina@pochta.example",
            "artur@deti.example",
        ] {
            assert!(mail.iter().any(|letter| letter.to == to), "{to}: {mail:?}");
        }
        // The reason stands in no line of the journal.
        let lines = okno_store::journal::latest(&town.house.store.db, 1000)
            .await
            .unwrap();
        assert!(
            lines
                .iter()
                .all(|line| !line.detail.to_string().contains("118"))
        );
    }
}

#[tokio::test]
async fn what_is_kept_of_children_is_told_to_parent_and_child() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (mother, person, mut browser) = town.parent("safina").await;
        let card = town.checked(&mut browser, "artur", "mother").await;
        let ward = town
            .account(&mut browser, &card, "artur@deti.example")
            .await;
        let of = okno_accounts::holdings::Teller::new(&town.house.portal, okno_web::Lang::Ru);
        let told = async |account: &okno_accounts::Account, person: &okno_accounts::Person| {
            let mut all = String::new();
            for holdings in town.house.accounts.holdings() {
                for part in holdings.export(of, account, person).await.unwrap() {
                    for record in &part.records {
                        all += &format!("{}: {}\n", part.name, record.value());
                    }
                }
            }
            all
        };
        let hers = told(&mother, &person).await;
        for fact in ["children", "Артур", "201-409-121", "II-ОЯ 620912", "mother"] {
            assert!(hers.contains(fact), "{fact}: {hers}");
        }
        let (account, child) = town.find(ward).await;
        let his = told(&account, &child).await;
        assert!(
            his.contains("guardians") && his.contains("Сафина Амина Рашидовна"),
            "{his}"
        );
        // Support learns that it is a child's, and no name.
        let lines = town.house.accounts.holdings().len();
        assert!(lines > 1);
        let fields = [("login", "artur@deti.example"), ("password", PASSWORD)];
        browser.post("/login", &fields).await;
        assert_eq!(account.level, Level::Simplified);
    }
}
