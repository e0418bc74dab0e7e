create table uploads (
    id @id primary key,
    owner @id not null,
    purpose text not null,
    mark @bytes not null,
    name @bytes not null,
    size bigint not null,
    received bigint not null,
    used bigint not null,
    ends_at bigint not null,
    unique (owner, mark)
);
create index uploads_ends on uploads (ends_at);

create table upload_pieces (
    upload @id not null references uploads (id) on delete cascade,
    at bigint not null,
    content @id not null,
    primary key (upload, at)
);
