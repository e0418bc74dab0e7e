create table documents (
    id @id primary key,
    number text not null unique,
    owner @id not null,
    case_id @id not null unique,
    service text not null,
    title text not null,
    issuer text not null,
    holder @bytes not null,
    issued_at bigint not null,
    valid_until text,
    state text not null,
    revoked_at bigint,
    revoked_reason text,
    file @id
);
create index documents_owner on documents (owner, issued_at)
