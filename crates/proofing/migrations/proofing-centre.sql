alter table checks add column again_at bigint;
create table proofing_papers (
    id @id primary key,
    subject @id not null,
    kind text not null,
    file @id not null,
    added_by @id not null,
    added_at bigint not null
);
create index proofing_papers_subject on proofing_papers (subject, added_at);
create index proofing_papers_newest on proofing_papers (added_at);
create table counter_visits (
    id @id primary key,
    operator @id not null,
    unit text not null,
    state text not null,
    content @bytes not null,
    phone_at bigint,
    email_at bigint,
    account @id,
    fingerprint @bytes,
    created_at bigint not null,
    ends_at bigint not null
);
create index counter_visits_operator on counter_visits (operator, created_at);
create index counter_visits_account on counter_visits (account);
create index counter_visits_ends on counter_visits (ends_at);
