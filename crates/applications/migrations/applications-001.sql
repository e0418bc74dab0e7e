create table applications (
    id @id primary key,
    number text unique,
    service text not null,
    service_version bigint not null,
    agency text not null,
    owner @id not null,
    state text not null,
    content @bytes not null,
    correction @bytes,
    decision @bytes,
    claimed_by @id,
    created_at bigint not null,
    changed_at bigint not null,
    sent_at bigint,
    due_at bigint,
    decided_at bigint,
    issued_at bigint,
    version bigint not null
);
create unique index applications_draft on applications (owner, service) where state = 'draft';
create index applications_owner on applications (owner, changed_at);
create index applications_queue on applications (agency, state, due_at);
create index applications_decided on applications (agency, decided_at);

create table application_steps (
    id @id primary key,
    application @id not null references applications (id),
    n bigint not null,
    step text not null,
    at bigint not null,
    unique (application, n)
);
