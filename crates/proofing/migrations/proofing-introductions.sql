-- A newcomer whom a bank or a certificate has introduced; afterwards waits for the account to be standard.
create table introductions (
    id @id primary key,
    way text not null,
    step text not null,
    content @bytes not null,
    account @id unique,
    created_at bigint not null,
    ends_at bigint not null
);
create index introductions_ends on introductions (ends_at);
