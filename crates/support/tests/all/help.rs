//! «Помощь».

use okno_store::testing::ENGINES;

use crate::{build, official};

#[tokio::test]
async fn the_hot_line_its_topics_and_what_to_prepare() {
    for engine in ENGINES {
        let house = build(engine).await;
        let page = house.browser().get("/support").await;
        page.is(200)
            .has("8 800 100-70-10")
            .has("href=\"tel:88001007010\"")
            .has("href=\"tel:115\"")
            .has("С мобильного")
            .has("круглосуточно")
            .has("help@okno.example");
        for topic in [
            "Не удаётся проверить личность",
            "Ошибка в личных данных",
            "Не хватает документов",
            "Учётная запись закрыта после неверных кодов",
        ] {
            page.has(topic);
        }
        for fact in [
            "имя и отчество",
            "ИНН",
            "СНИЛС",
            "паспорта",
            "телефон из профиля",
        ] {
            page.has(fact);
        }
        page.has("никогда не спрашивает пароль").lacks("⟦");
        for from in ["/login", "/recover"] {
            let page = house.browser().get(from).await;
            page.has("href=\"/support\"");
        }
    }
}

#[tokio::test]
async fn every_statement_is_understood_by_both_engines() {
    for engine in ENGINES {
        let house = build(engine).await;
        for sql in okno_support::STATEMENTS.iter().copied().flatten() {
            let prepared = house.store.db.prepare(sql).await;
            prepared.unwrap_or_else(|e| panic!("{sql}: {e}"));
        }
    }
}

#[tokio::test]
async fn the_workplace_is_for_its_role_alone() {
    for engine in ENGINES {
        let house = build(engine).await;
        let mut nobody = house.browser();
        nobody
            .get("/support/desk")
            .await
            .leads("/work/login?next=/support/desk");
        for role in ["officer", "operator", "admin", "auditor"] {
            let mut other = official(&house, role, role).await;
            other.get("/support/desk").await.is(403);
            other
                .post("/support/desk", &[("who", "+79005550148")])
                .await
                .is(403);
        }
        let mut own = official(&house, "guseva", "support").await;
        own.get("/work/login").await.leads("/support/desk");
        own.get("/support/desk").await.is(200).has("Пока ни одного");
    }
}
