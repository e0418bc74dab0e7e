-- A child whom registries know: one row, however many guardians it has. What stands in it is
-- sealed; it is found again by a keyed hash of its SNILS.
create table family_children (
    id @id primary key,
    snils_index @bytes not null unique,
    content @bytes not null,
    account @id unique,
    made_at bigint not null
);

-- What a parent has typed of a child and what the registries said of it. Gone when the parent
-- removes it.
create table family_cards (
    id @id primary key,
    account @id not null,
    -- Once both registries agree.
    child @id,
    content @bytes not null,
    snils_index @bytes not null,
    -- asked, waiting, agrees, differs, stuck
    sfr text not null,
    zags text not null,
    sfr_again bigint,
    zags_again bigint,
    -- Grows with every question; a late answer to an earlier one is nothing.
    ask bigint not null,
    made_at bigint not null,
    checked_at bigint,
    unique (account, snils_index)
);
create index family_cards_child on family_cards (child);

-- Contacts of an account that a guardian is making, until their codes come.
create table family_contacts (
    id @id primary key,
    card @id not null unique,
    contacts @bytes not null,
    email_ok bigint,
    phone_ok bigint,
    ends_at bigint not null
);
create index family_contacts_ends on family_contacts (ends_at);
