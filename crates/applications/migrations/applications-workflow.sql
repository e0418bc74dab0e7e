-- Where a case stands in the workflow of its service, and whether it waits for registries there.
alter table applications add column stage text;
alter table applications add column waits bigint not null default 0;
drop index applications_free;
create index applications_free on applications (agency, due_at, id) where state = 'sent' and claimed_by is null and waits = 0;
create index applications_waiting on applications (agency, due_at, id) where state = 'sent' and waits = 1;
-- The stage that a case came to, and the one that it left.
alter table application_steps add column stage text;
alter table application_steps add column from_stage text;

-- What registries were asked about a case. Question and answer are sealed; `same` is a keyed hash of
-- who asks and what, by which an answer that is still good is found again.
create table application_checks (
    id @id primary key,
    application @id not null references applications (id),
    owner @id not null,
    name text not null,
    query text not null,
    state text not null,
    same @bytes not null,
    question @bytes not null,
    answer @bytes,
    tries bigint not null default 0,
    asked_at bigint not null,
    answered_at bigint,
    next_at bigint,
    unique (application, name)
);
create index application_checks_same on application_checks (same, answered_at);
create index application_checks_owner on application_checks (owner);
