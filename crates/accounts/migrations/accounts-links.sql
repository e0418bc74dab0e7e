-- The link of the newest letter of a registration: proves the mailbox once, in time, and
-- opens the registration on another device as long as that lives.
create table registration_links (
    registration @id primary key,
    hash @bytes not null unique,
    proves_until bigint not null,
    used_at bigint,
    ends_at bigint not null
);
create index registration_links_ends on registration_links (ends_at);

-- Another device at which a registration goes on. Nothing of it is shown there before
-- the phone's code.
create table registration_seats (
    id @id primary key,
    registration @id not null,
    token_hash @bytes not null unique,
    mail_proven bigint,
    opened_at bigint,
    ends_at bigint not null
);
create index registration_seats_ends on registration_seats (ends_at);
