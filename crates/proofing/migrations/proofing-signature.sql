create table signature_lists (
    id @id primary key,
    address text not null unique,
    body @bytes,
    made_at bigint,
    next_at bigint,
    fetched_at bigint,
    asked_at bigint not null,
    failure text
);
