//! Photos without a call.

use super::*;

on_both!(
    photos_are_compared_by_an_operator_later,
    |house| async move {
        let (id, person) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        let send = "/cabinet/confirm/face-photo/send";
        browser.get("/cabinet/confirm/face-photo").await.says(&[
            "Фото лица",
            "Фото паспорта",
            "через 30 дней",
        ]);
        let pdf = b"%PDF-1.4\n%%EOF".to_vec();
        for (form, files, words) in [
            (vec![("consent", "yes")], vec![], "Выберите фото лица"),
            (
                vec![("consent", "yes")],
                vec![("face", picture())],
                "Выберите фото паспорта",
            ),
            (
                vec![],
                vec![("face", picture()), ("document", picture())],
                "Без согласия",
            ),
            (
                vec![("consent", "yes")],
                vec![("face", picture()), ("document", pdf)],
                "Нужна фотография: JPG или PNG",
            ),
            (
                vec![("consent", "yes")],
                vec![("face", b"no picture".to_vec()), ("document", picture())],
                "другого вида",
            ),
            (
                vec![("consent", "yes")],
                vec![
                    ("face", vec![7; 5 * 1024 * 1024 + 1]),
                    ("document", picture()),
                ],
                "больше 5 МБ",
            ),
        ] {
            let files: Vec<(&str, &[u8])> = files.iter().map(|(n, c)| (*n, c.as_slice())).collect();
            let page = browser.post_files(send, &form, &files).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        assert_eq!(house.count("select count(*) as n from proofings").await, 0);
        let (a, b) = tokio::join!(send_photos(&browser), send_photos(&browser));
        a.goes("/cabinet/confirm/face-photo");
        b.goes("/cabinet/confirm/face-photo");
        assert_eq!(pictures(&house).await, 2);
        browser
            .get("/cabinet/confirm/face-photo")
            .await
            .says(&["Фотографии у нас"]);
        // Somebody sends later and is taken later.
        house.wait(SignedDuration::from_mins(1));
        let (later, _) = house.standard("safina").await;
        send_photos(&house.citizen(later).await).await;
        let (_, operator) = house.operator("prudnikova").await;
        operator
            .get("/centre/remote")
            .await
            .says(&["Ждут 2 человека"]);
        let case = take(&operator, "face_photo").await;
        let page = operator.get(&case).await;
        page.says(&["Лаптев", &person.passport.as_ref().unwrap().number.shown()]);
        assert_eq!(page.text.matches("<img src=").count(), 2);
        // There is nobody to call.
        let socket = format!("{case}/socket");
        assert_ne!(operator.get(&socket).await.status, StatusCode::OK);
        let page = confirm(&operator, &case, &PHOTO_MARKS[1..]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = [("reason", "unclear"), ("doubt", "")];
        operator
            .post(&format!("{case}/refuse"), &form)
            .await
            .goes(&case);
        browser
            .get("/cabinet/confirm")
            .await
            .says(&["Снимите при дневном свете"]);
        let page = browser.get("/cabinet/confirm/face-photo").await;
        page.says(&[
            "Причина: Плохо видно лицо или паспорт",
            "Что дальше: снимите заново",
        ]);
        house.wait(SignedDuration::from_secs(1));
        // Twice more, and then not before tomorrow.
        for n in 0..2 {
            send_photos(&browser)
                .await
                .goes("/cabinet/confirm/face-photo");
            if n == 0 {
                browser
                    .post("/cabinet/confirm/face-photo/cancel", &[])
                    .await;
            }
        }
        browser
            .post("/cabinet/confirm/face-photo/cancel", &[])
            .await;
        browser
            .get("/cabinet/confirm")
            .await
            .says(&["Попыток было слишком много"]);
        assert_eq!(house.level(id).await.0, Level::Standard);
        // An operator who stops in the middle holds nobody up for long.
        let case = take(&operator, "face_photo").await;
        let (_, other) = house.operator("hakimov").await;
        assert_eq!(next(&other, "face_photo").await, "/centre/remote");
        house.wait(SignedDuration::from_mins(16));
        assert_eq!(take(&other, "face_photo").await, case);
        confirm(&other, &case, &PHOTO_MARKS).await.goes(&case);
        assert_eq!(house.level(later).await.0, Level::Confirmed);
    }
);

on_both!(
    a_driving_licence_helps_and_a_notice_follows_the_approval,
    |house| async move {
        let (id, person) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        browser
            .get("/cabinet/confirm/face-photo")
            .await
            .says(&["Водительское удостоверение", "если я его приложу"]);
        let send = "/cabinet/confirm/face-photo/send";
        let with = |licence: Vec<u8>| {
            [
                ("face", picture()),
                ("document", picture()),
                ("licence", licence),
            ]
        };
        for (licence, good) in [(b"no picture".to_vec(), false), (picture(), true)] {
            let files = with(licence);
            let files: Vec<(&str, &[u8])> = files.iter().map(|(n, c)| (*n, c.as_slice())).collect();
            let page = browser
                .post_files(send, &[("consent", "yes")], &files)
                .await;
            if good {
                page.goes("/cabinet/confirm/face-photo");
            } else {
                assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            }
        }
        assert_eq!(pictures(&house).await, 3);
        let (_, operator) = house.operator("prudnikova").await;
        let case = take(&operator, "face_photo").await;
        operator
            .get(&case)
            .await
            .says(&["Лицо,", "Паспорт,", "Водительское удостоверение,"]);
        house.drain().await;
        let before = (
            house.sms(&person).await.len(),
            house.letters(&person).await.len(),
        );
        confirm(&operator, &case, &PHOTO_MARKS).await.goes(&case);
        house.drain().await;
        // The person learns that it is over, in an SMS and in a letter (S1-130).
        let sms = house.sms(&person).await;
        assert_eq!(sms.len(), before.0 + 1, "{sms:?}");
        let told = sms
            .iter()
            .any(|text| text.contains("личность подтверждена"));
        assert!(told, "{sms:?}");
        let letters = house.letters(&person).await;
        assert_eq!(letters.len(), before.1 + 1, "{letters:?}");
        let told = letters
            .iter()
            .find(|(subject, _)| subject.contains("Личность подтверждена"));
        assert!(
            told.unwrap().1.contains("Открыты все услуги"),
            "{letters:?}"
        );
    }
);
