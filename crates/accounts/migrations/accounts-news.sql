alter table accounts add column choices text not null default '';

create table news_readers (
    account @id primary key,
    token_index @bytes not null unique,
    since bigint not null
);

create table news (
    id @id primary key,
    subject_ru text not null,
    body_ru text not null,
    subject_en text not null,
    body_en text not null,
    state text not null,
    written_by @id not null,
    written_at bigint not null,
    sent_by @id,
    sent_at bigint,
    reader @id,
    told bigint not null,
    ended_at bigint
)
