//! Files: kinds, sizes, uploads that break off.

use crate::house::{File, PDF, PNG, id_in, multipart};

on_both!(files_are_told_by_content, |house| async move {
    let amina = house.amina().await;
    let base = amina.begin().await;
    let card = format!("{base}/card");
    let send = async |name: &str, content: &[u8]| {
        let body = multipart(
            &[("purpose", "medical")],
            &[File {
                field: "attachment",
                name,
                content,
            }],
        );
        amina.upload(&card, body).await
    };
    let files = "select count(*) as n from files";
    amina
        .upload(&card, multipart(&[("purpose", "medical")], &[]))
        .await
        .is(422)
        .says("Приложите файл");
    send("photo.png", b"MZ not a picture")
        .await
        .is(422)
        .says("Подойдут PDF, JPG или PNG");
    send("photo.png", &PNG[..40])
        .await
        .is(422)
        .says("Файл не открывается");
    send("empty.pdf", b"").await.is(422).says("Файл пустой");
    send("cut.pdf", &PDF[..12]).await.is(422);
    let mut large = PDF.to_vec();
    large.splice(9..9, vec![b' '; 5 * 1024 * 1024]);
    send("large.pdf", &large)
        .await
        .is(422)
        .says("Файл больше 5 МБ");
    assert_eq!(house.count(files).await, 0);
    // What was typed beside it is kept.
    amina
        .get(&card)
        .await
        .is(200)
        .says(r#"value="medical" checked"#);
    // Just small enough.
    let mut fits = PDF.to_vec();
    fits.splice(9..9, vec![b' '; 5 * 1024 * 1024 - PDF.len()]);
    assert_eq!(fits.len(), 5 * 1024 * 1024);
    assert_eq!(
        send("fits.pdf", &fits).await.to(),
        format!("{base}/contacts")
    );
    amina
        .get(&card)
        .await
        .is(200)
        .says("fits.pdf")
        .says("5,0 МБ")
        .says("Загружен");
    // Another takes its place.
    send("../../полис <b>.png", PNG).await.to();
    assert_eq!(house.count(files).await, 1);
    let page = amina.get(&card).await;
    page.is(200)
        .keeps_quiet_of("fits.pdf")
        .keeps_quiet_of("<b>")
        .keeps_quiet_of("../");
});

on_both!(
    a_broken_upload_leaves_nothing_and_says_so,
    |house| async move {
        let amina = house.amina().await;
        let base = amina.begin().await;
        let card = format!("{base}/card");
        let file = File {
            field: "attachment",
            name: "полис.png",
            content: PNG,
        };
        let whole = multipart(&[("purpose", "medical")], &[file]);
        for cut in [whole.len() - 30, whole.len() - 80, 100, 20] {
            let answer = amina.upload(&card, whole[..cut].to_vec()).await;
            answer.is(422).says("оборвалась связь");
        }
        let mut huge = whole.clone();
        huge.splice(200..200, vec![b'x'; 7 * 1024 * 1024]);
        let answer = amina.upload(&card, huge).await;
        assert!(
            [413, 422].contains(&answer.status.as_u16()),
            "{}",
            answer.status
        );
        assert_eq!(house.count("select count(*) as n from files").await, 0);
        let found = okno_applications::find(house.db(), id_in(&base))
            .await
            .unwrap()
            .unwrap();
        assert!(found.content.answers.is_empty() && found.content.files.is_empty());
        assert_eq!(
            amina.upload(&card, whole).await.to(),
            format!("{base}/contacts")
        );
    }
);

on_both!(
    answers_stay_on_the_page_when_the_store_refuses,
    |house| async move {
        let amina = house.amina().await;
        let base = amina.begin().await;
        let card = format!("{base}/card");
        let file = File {
            field: "attachment",
            name: "полис.png",
            content: PNG,
        };
        let whole = multipart(&[("purpose", "medical")], &[file]);
        house.store.refuse("applications").await.unwrap();
        amina
            .upload(&card, whole.clone())
            .await
            .is(503)
            .says("Не сохранили: портал сейчас занят. Ничего не изменилось")
            .says("ещё раз")
            .says("Файл выберите снова")
            .says(r#"value="medical" checked"#);
        let contacts = format!("{base}/contacts");
        let typed = [
            ("phone", "8 900 555 02 99"),
            ("email", "other@pochta.example"),
        ];
        let answer = amina.post(&contacts, &typed).await;
        answer
            .is(503)
            .says("Не сохранили")
            .says("other@pochta.example")
            .says("555-02-99")
            .keeps_quiet_of("Файл выберите снова");
        house.store.relent("applications").await.unwrap();
        assert_eq!(house.count("select count(*) as n from files").await, 0);
        let found = okno_applications::find(house.db(), id_in(&base))
            .await
            .unwrap()
            .unwrap();
        assert!(found.content.answers.is_empty() && found.content.files.is_empty());
        assert_eq!(amina.upload(&card, whole).await.to(), contacts);
    }
);

on_both!(
    a_file_is_its_owners_and_can_be_removed,
    |house| async move {
        let amina = house.amina().await;
        let base = amina.begin().await;
        amina.fill(&base).await;
        let found = okno_applications::find(house.db(), id_in(&base))
            .await
            .unwrap()
            .unwrap();
        let file = format!("{base}/files/{}", found.content.files["attachment"][0].id);
        let answer = amina.get(&file).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.headers["content-type"], "image/png");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers["cache-control"], "no-store");
        let disposition = answer.headers["content-disposition"].to_str().unwrap();
        assert_eq!(
            disposition,
            "inline; filename*=UTF-8''%D0%BF%D0%BE%D0%BB%D0%B8%D1%81.png"
        );
        assert!(answer.body.starts_with(b"\x89PNG"));

        // Somebody else's draft, file and document do not exist.
        let boris = house
            .citizen_of(
                okno_accounts::Level::Confirmed,
                "+79005550301",
                "boris@pochta.example",
            )
            .await;
        let boris = house.enter("citizen", boris).await;
        for page in [
            "",
            "/card",
            "/check",
            "/send",
            "/correct",
            "/document",
            "/withdraw",
        ] {
            boris.get(&format!("{base}{page}")).await.is(404);
        }
        boris.get(&file).await.is(404);
        boris.post(&file, &[]).await.is(404);
        boris
            .post(&format!("{base}/contacts"), &[("phone", "1")])
            .await
            .is(404);
        for act in ["check", "send", "withdraw", "receive"] {
            boris
                .post(
                    &format!("{base}/{act}"),
                    &[("consent", "yes"), ("code", "1")],
                )
                .await
                .is(404);
        }
        boris.post(&format!("{base}/delete"), &[]).await.to();
        assert!(house.guest().get(&file).await.to().starts_with("/login"));
        amina.get(&file).await.is(200);
        // A file of another application is not found under this one.
        let other = boris.begin().await;
        let lost = file.replace(&base, &other);
        boris.get(&lost).await.is(404);

        assert_eq!(amina.post(&file, &[]).await.to(), format!("{base}/card"));
        amina.get(&file).await.is(404);
        amina.get(&base).await.is(200).says("Начато");
        assert_eq!(house.count("select count(*) as n from files").await, 0);
    }
);
