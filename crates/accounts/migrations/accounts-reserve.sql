-- What helps in a recovery only (S4-14, S4-15). The id is that of the account.
create table reserve_phones (
    id @id primary key,
    phone @bytes not null,
    since bigint not null
);

-- A reserve phone that waits for its code.
create table reserve_changes (
    id @id primary key,
    account @id not null unique,
    phone @bytes not null,
    ends_at bigint not null
);
create index reserve_changes_ends on reserve_changes (ends_at);

create table security_questions (
    id @id primary key,
    asked @bytes not null,
    since bigint not null
);

-- Whose recovery it is: a new password ends those that others have begun.
alter table recoveries add column account @id;
alter table recoveries add column answers_ok bigint;
create index recoveries_account on recoveries (account);
