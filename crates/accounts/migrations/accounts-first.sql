create table access_codes (
    id @id primary key,
    account @id not null unique,
    hash @bytes not null,
    tries bigint not null,
    made_at bigint not null,
    ends_at bigint not null,
    used_at bigint
);
