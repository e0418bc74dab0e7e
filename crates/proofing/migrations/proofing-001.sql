create table checks (
    id @id primary key,
    account @id not null,
    kind text not null,
    state text not null,
    fields text not null,
    document_state text,
    fingerprint @bytes not null,
    asks bigint not null,
    asked_at bigint not null,
    answered_at bigint,
    next_at bigint,
    unique (account, kind)
);

create table proofings (
    id @id primary key,
    account @id not null,
    method text not null,
    state text not null,
    code @bytes not null,
    code_index @bytes not null,
    created_at bigint not null,
    ends_at bigint not null,
    decided_by @id,
    decided_at bigint,
    unit text,
    evidence @bytes
);
create unique index proofings_open on proofings (account) where state = 'open';
create unique index proofings_code on proofings (code_index) where state = 'open';
create index proofings_decided on proofings (decided_by, decided_at);

create table proofing_looks (
    id @id primary key,
    proofing @id not null,
    operator @id not null,
    at bigint not null,
    unique (proofing, operator)
);
