create table sessions (
    id @id primary key,
    token_hash @bytes not null unique,
    subject_kind text not null,
    subject @id,
    data @bytes not null,
    origin @bytes,
    created_at bigint not null,
    seen_at bigint not null,
    ends_at bigint not null
);
create index sessions_subject on sessions (subject);
create index sessions_ends on sessions (ends_at);
