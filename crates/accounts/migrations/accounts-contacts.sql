-- A new phone or e-mail of an account that waits for its codes: one from where codes went
-- so far, one from the new contact.
create table contact_changes (
    id @id primary key,
    account @id not null unique,
    kind text not null,
    lost bigint not null,
    contact @bytes not null,
    old_ok bigint,
    ends_at bigint not null
);
create index contact_changes_ends on contact_changes (ends_at);
