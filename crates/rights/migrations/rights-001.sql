-- A copy of all data that somebody asked for; its files are kept for some days.
create table exports (
    id @id primary key,
    account @id not null,
    -- asked, made
    state text not null,
    lang text not null,
    asked_at bigint not null,
    ends_at bigint not null,
    json_file @id,
    pdf_file @id
);
create index exports_account on exports (account, asked_at);
create index exports_ends on exports (ends_at);

-- Accounts whose owners want them closed; the id is that of the account. Until the day its
-- owner may change their mind.
create table closings (
    id @id primary key,
    asked_at bigint not null,
    ends_at bigint not null
);
