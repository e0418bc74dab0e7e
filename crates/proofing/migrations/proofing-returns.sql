-- People to whom a centre gives access to their account back: what was typed of new contacts,
-- sealed, and which of them have said their code.
create table counter_returns (
    id @id primary key,
    operator @id not null,
    unit text not null,
    account @id not null,
    content @bytes not null,
    phone_at bigint,
    email_at bigint,
    made_at bigint,
    created_at bigint not null,
    ends_at bigint not null
);
create index counter_returns_ends on counter_returns (ends_at);
