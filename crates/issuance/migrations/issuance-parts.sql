-- A case may give several documents; `part` tells them apart, empty of the result itself.
-- Made anew, since a case was allowed one document by the table itself.
create table documents_of_parts (
    id @id primary key,
    number text not null unique,
    owner @id not null,
    case_id @id not null,
    part text not null,
    service text not null,
    title text not null,
    issuer text not null,
    holder @bytes not null,
    issued_at bigint not null,
    valid_until text,
    state text not null,
    revoked_at bigint,
    revoked_reason text,
    file @id,
    unique (case_id, part)
);
insert into documents_of_parts
    (id, number, owner, case_id, part, service, title, issuer, holder, issued_at, valid_until,
     state, revoked_at, revoked_reason, file)
    select id, number, owner, case_id, '', service, title, issuer, holder, issued_at, valid_until,
           state, revoked_at, revoked_reason, file
    from documents;
drop table documents;
alter table documents_of_parts rename to documents;
create index documents_owner on documents (owner, issued_at)
