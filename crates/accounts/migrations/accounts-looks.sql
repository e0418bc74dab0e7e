-- Every look of an official at a person's data: one row an official, a thing and a quarter
-- of an hour, for the person to read.
create table looks (
    id @id primary key,
    owner @id not null,
    staff @id not null,
    role text not null,
    place text not null,
    what text not null,
    subject @id not null,
    number text,
    reason @bytes,
    slot bigint not null,
    at bigint not null,
    unique (owner, staff, subject, what, slot)
);
create index looks_owner on looks (owner, at);
