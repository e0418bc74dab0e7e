-- A document that a person keeps in «Мои документы». What stands in it is sealed.
create table papers (
    id @id primary key,
    account @id not null,
    kind text not null,
    content @bytes not null,
    -- entered, asked, waiting, checked, differs
    state text not null,
    -- Keyed hash of whose name and birth date the registry was asked about.
    holder @bytes not null,
    -- Grows with every question to a registry; a late answer to an earlier one is nothing.
    ask bigint not null,
    again_at bigint,
    checked_at bigint,
    created_at bigint not null,
    changed_at bigint not null,
    -- Since when another one stands in its place.
    ended_at bigint,
    version bigint not null
);
create index papers_account on papers (account, ended_at);

-- Pictures; the id is that of the file. Of what the profile keeps there is no row above.
create table paper_pictures (
    id @id primary key,
    account @id not null,
    kind text not null,
    paper @id,
    part text not null,
    created_at bigint not null
);
create index paper_pictures_account on paper_pictures (account);

-- A correction that waits for its code, one an account.
create table paper_changes (
    id @id primary key,
    account @id not null unique,
    paper @id not null,
    content @bytes not null,
    version bigint not null,
    replaces bigint not null,
    ends_at bigint not null
);
