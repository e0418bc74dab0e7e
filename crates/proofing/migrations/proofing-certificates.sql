-- Certificates of electronic signatures that stay with an account (S1-091).
create table certificates (
    id @id primary key,
    account @id not null,
    proofing @id not null unique,
    bank text not null,
    content @bytes not null,
    created_at bigint not null,
    ended_at bigint
);
create index certificates_account on certificates (account, created_at);
