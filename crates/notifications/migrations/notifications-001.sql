create table letters (
    id @id primary key,
    key text not null unique,
    account @id not null,
    content @bytes not null,
    created_at bigint not null,
    read_at bigint
);
create index letters_account on letters (account, created_at);
create index letters_unread on letters (account) where read_at is null;

create table deliveries (
    id @id primary key,
    key text not null,
    channel text not null,
    owner @id,
    state text not null,
    created_at bigint not null,
    settled_at bigint,
    unique (key, channel)
);
create index deliveries_owner on deliveries (owner);
