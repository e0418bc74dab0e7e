-- One table for an attempt at any method. The old name stays: sealed values are
-- bound to it.
create table proofings_new (
    id @id primary key,
    account @id not null,
    method text not null,
    variant text,
    state text not null,
    step text not null,
    code @bytes,
    code_index @bytes,
    content @bytes,
    tries bigint not null,
    created_at bigint not null,
    ends_at bigint not null,
    decided_by @id,
    decided_at bigint,
    unit text,
    reason text,
    evidence @bytes,
    revoked_at bigint
);
insert into proofings_new (id, account, method, state, step, code, code_index, tries, created_at, ends_at,
    decided_by, decided_at, unit, evidence)
    select id, account, method, state, '', code, code_index, 0, created_at, ends_at,
    decided_by, decided_at, unit, evidence from proofings;
drop table proofings;
alter table proofings_new rename to proofings;
create unique index proofings_open on proofings (account, method) where state = 'open';
create unique index proofings_code on proofings (method, code_index) where state = 'open';
create index proofings_account on proofings (account, created_at);
create index proofings_decided on proofings (decided_by, decided_at);
create index proofings_ends on proofings (ends_at) where state = 'open';
create index proofings_step on proofings (method, step, created_at) where state = 'open';
