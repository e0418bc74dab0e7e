# The public check of a document.
issuance-crumbs = Вы находитесь здесь
issuance-crumb-home = Главная
issuance-check-title = Проверка документа
issuance-check-lead = Узнайте, настоящий ли документ и действует ли он сегодня. Входить не нужно.
issuance-number = Номер документа
issuance-number-hint = 12 знаков под QR-кодом, например 7K3M-92QX-4TBA
issuance-number-missing = Введите номер документа
issuance-number-wrong = В номере 12 букв и цифр, а здесь их больше или меньше. Сверьте его с документом
issuance-check = Проверить
issuance-camera-title = Быстрее — камерой телефона
issuance-camera = Наведите камеру на QR-код документа. Ответ должен открыться на этом портале: если адрес другой, не верьте ему.

issuance-in-force-title = Документ подлинный
issuance-in-force-text = Он выдан через портал и действует.
issuance-in-force-note-title = Сверьте с тем, что у вас в руках
issuance-in-force-note = Номер, имя и даты на документе должны совпасть. Часть имени скрыта, чтобы не раскрывать чужие данные.
issuance-expired-title = Срок документа истёк
issuance-expired-text = Он настоящий, но больше не действует. Принимать его нельзя.
issuance-expired-note-title = Если это ваш документ
issuance-expired-note = Закажите новый в личном кабинете, данные подставим сами.
issuance-revoked-title = Документ отменён
issuance-revoked-text = Он больше не действует. Принимать его нельзя.
issuance-revoked-note-title = Если это ваш документ
issuance-revoked-note = Причина и новый документ, если он есть, — в личном кабинете. Если вы ничего не меняли, позвоните нам.
issuance-unknown-title = Такого документа нет
issuance-unknown-text = Документ с этим номером через портал не выдавали.
issuance-unknown-note-title = Проверьте номер
issuance-unknown-note = Возможно, в номере опечатка. Если номер верный, не принимайте документ: он не настоящий.
issuance-checked = Проверили { $date } в { $time }.

issuance-register = Что записано в реестре
issuance-document = Документ
issuance-document-number = Номер
issuance-holder = Кому выдан
issuance-issuer = Кем выдан
issuance-issued = Выдан
issuance-valid-until = Действует до
issuance-no-term = Без срока
issuance-another = Проверить другой документ

act-document-issued = Документ внесён в реестр
act-document-revoked = Документ отменён
