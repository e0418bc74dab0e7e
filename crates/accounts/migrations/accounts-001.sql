create table accounts (
    id @id primary key,
    number text not null unique,
    level bigint not null,
    method text,
    level_at bigint,
    state text not null,
    lang text not null,
    person @bytes not null,
    password @bytes not null,
    phone_index @bytes not null unique,
    email_index @bytes not null unique,
    snils_index @bytes unique,
    created_at bigint not null,
    version bigint not null
);

create table registrations (
    id @id primary key,
    token_hash @bytes not null unique,
    form @bytes not null,
    phone_ok bigint,
    email_ok bigint,
    created_at bigint not null,
    ends_at bigint not null
);
create index registrations_ends on registrations (ends_at);

create table recoveries (
    id @id primary key,
    token_hash @bytes not null unique,
    form @bytes not null,
    code_ok bigint,
    ends_at bigint not null
);
create index recoveries_ends on recoveries (ends_at);

create table profile_changes (
    id @id primary key,
    account @id not null unique,
    version bigint not null,
    person @bytes not null,
    ends_at bigint not null
);
create index profile_changes_ends on profile_changes (ends_at);

create table consents (
    id @id primary key,
    owner @id not null,
    document text not null,
    version text not null,
    text_hash text not null,
    given_at bigint not null,
    withdrawn_at bigint,
    origin @bytes
);
create index consents_owner on consents (owner);

create table codes (
    id @id primary key,
    purpose text not null,
    subject @id not null,
    channel text not null,
    hash @bytes not null,
    key text not null,
    tries bigint not null,
    sent_at bigint not null,
    ends_at bigint not null,
    unique (purpose, subject, channel)
);
create index codes_ends on codes (ends_at);

create table staff (
    id @id primary key,
    login_index @bytes not null unique,
    person @bytes not null,
    password @bytes not null,
    totp @bytes,
    totp_step bigint not null,
    unit text not null,
    roles text not null,
    state text not null,
    created_at bigint not null
);
