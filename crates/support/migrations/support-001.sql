-- A call of a person about an account, taken by an operator. The answers of the caller are
-- kept nowhere.
create table support_calls (
    id @id primary key,
    operator @id not null,
    account @id not null,
    state text not null,
    tries bigint not null,
    began_at bigint not null,
    passed_until bigint,
    sms_at bigint,
    mail_at bigint,
    note @bytes
);
create index support_calls_operator on support_calls (operator, began_at);
