-- The ways of the second step that a person has switched on, of those below, in words
-- ('app', 'sms'): read with the password, so that signing in reads no more than before.
alter table accounts add column steps text not null default '';

-- An authenticator app: its secret and the last time step used.
create table authenticators (
    id @id primary key,
    secret @bytes not null,
    step bigint not null,
    made_at bigint not null
);

create table backup_codes (
    id @id primary key,
    account @id not null,
    hash @bytes not null,
    made_at bigint not null,
    used_at bigint,
    unique (account, hash)
);

-- Browsers at which an account was opened; until when the second step is not asked there.
create table devices (
    id @id primary key,
    account @id not null,
    token_hash @bytes not null,
    agent @bytes not null,
    known_at bigint not null,
    seen_at bigint not null,
    trusted_until bigint,
    unique (account, token_hash)
);
create index devices_known on devices (account, known_at);

-- After a recovery sensitive acts wait. The id is that of the account.
create table guards (
    id @id primary key,
    wait_until bigint not null
);
